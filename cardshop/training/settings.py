"""What a training is told: one frozen record, read from a TOML file that a person can check."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from numbers import Integral, Real
from pathlib import Path
from typing import Any

from cardshop.features import DEFAULT, FeatureError, chosen
from cardshop.training.refusals import SettingsError, check_left_out, unknown
from cardshop.training.zoo import MODELS, Option

CONFIGS = Path(__file__).parent / "configs"
VALIDATIONS = ("line", "folds", "forward")
MOST_SPLITS = 100
# Seeds of scikit-learn are unsigned 32-bit numbers.
LARGEST_SEED = 2**32 - 1
IN_WORDS: Mapping[Any, str] = {str: "a text", int: "a whole number", float: "a number"}


def _told(default: Any, about: str) -> Any:
    return field(default=default, metadata={"about": about})


@dataclass(frozen=True, kw_only=True)
class Settings:
    """All that decides a training besides the cards; raises SettingsError for what cannot be.

    `about()` says what each field means.
    """

    model: str = _told("logistic", "a member of the zoo")
    groups: tuple[str, ...] = _told(DEFAULT, "groups or names of features")
    leave_out: tuple[str, ...] = _told((), "features of these groups that are not used")
    options: Mapping[str, float] = field(
        default_factory=dict, metadata={"about": "what the model is told; the zoo has defaults"}
    )
    seed: int = _told(0, "seed of the model")
    validation: str = _told(
        "line", "line: repeated random lines; folds: every line once; forward: next generations"
    )
    splits: int = _told(5, "how many splits, folds, or last generations")
    split_seed: int = _told(0, "seed of the first split, or of the folds; unused by forward")
    test_share: float = _told(0.25, "share of the lines in test; used by line alone")

    def __post_init__(self) -> None:
        """Refuse what cannot be, before any work."""
        for one in fields(self):
            object.__setattr__(self, one.name, _plain(getattr(self, one.name)))
        _check_kinds(self)
        _one_of("model", self.model, tuple(MODELS))
        _one_of("validation", self.validation, VALIDATIONS)
        least = 1 if self.validation == "forward" else 2
        _between("splits", self.splits, Option(5, least, MOST_SPLITS, ""))
        for name in ("seed", "split_seed"):
            # Repeated splits count up from the first seed.
            _between(name, getattr(self, name), Option(0, 0, LARGEST_SEED - MOST_SPLITS, ""))
        if not 0 < self.test_share < 1:
            message = f"test_share is {self.test_share}, not between 0 and 1. Try 0.25."
            raise SettingsError(message)
        _check_options(self.model, self.options)
        _check_features(self)

    @property
    def features(self) -> tuple[str, ...]:
        """The names of the features that are used, in the order of the catalogue."""
        names = (one.name for one in chosen(self.groups))
        return tuple(name for name in names if name not in self.leave_out)

    def as_dict(self) -> dict[str, Any]:
        """Every field with its value, options with their defaults filled in."""
        defaults = {name: one.default for name, one in MODELS[self.model].options.items()}
        return asdict(self) | {"options": defaults | dict(self.options)}


def about() -> dict[str, str]:
    """What each setting means, by name."""
    return {one.name: one.metadata["about"] for one in fields(Settings)}


def read_settings(path: str | Path) -> Settings:
    """The settings of a TOML file, or of a configuration of the package by its name.

    Keys are the fields of Settings, [options] what the model is told; a missing key keeps its
    default. Raises SettingsError: no such file, no TOML, an unknown key, a value out of range.
    """
    found = _located(path)
    try:
        told = tomllib.loads(found.read_bytes().decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{found} is no TOML: {error}. Mend that line.") from None
    except OSError as error:
        raise SettingsError(f"{found} cannot be read: {error.strerror}. Name a file.") from None
    known = about()
    for key in told:
        if key not in known:
            raise SettingsError(f"{found.name}: " + unknown("setting", key, tuple(known)))
    try:
        return Settings(**told)
    except SettingsError as error:
        raise SettingsError(f"{found.name}: {error}") from None


def _located(name: str | Path) -> Path:
    path = Path(name)
    is_name = len(path.parts) == 1 and not path.suffix
    found = CONFIGS / f"{path}.toml" if is_name and not path.is_file() else path
    # The path of an empty text is the folder that one is in.
    if not str(name) or not found.exists():
        names = ", ".join(sorted(one.stem for one in CONFIGS.glob("*.toml")))
        message = f"there is no configuration {str(name)!r}. Name a TOML file, or one of {names}."
        raise SettingsError(message)
    return found


def _plain(value: Any) -> Any:
    """Lists as tuples, a copy of a table, and NumPy's numbers as Python's, which JSON can hold."""
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, bool) or not isinstance(value, Real):
        return value
    return int(value) if isinstance(value, Integral) else float(value)


def _check_kinds(settings: Settings) -> None:
    for one in fields(Settings):
        value = getattr(settings, one.name)
        if one.name in ("groups", "leave_out"):
            fit = isinstance(value, tuple) and all(isinstance(name, str) for name in value)
            needed = "a list of names"
        elif one.name == "options":
            fit, needed = isinstance(value, Mapping), "a table of names and numbers"
        else:
            fit, needed = _is_kind(value, type(one.default)), IN_WORDS[type(one.default)]
        if not fit:
            raise SettingsError(f"{one.name} is {_as_toml(value)}; {needed} is needed.")


def _as_toml(value: Any) -> str:
    """A value as a file of settings would hold it, for a message."""
    if isinstance(value, bool):
        return str(value).lower()
    return repr(list(value) if isinstance(value, tuple) else value)


def _is_kind(value: Any, kind: type) -> bool:
    # True is an int to Python, and would become a seed of 1.
    if isinstance(value, bool):
        return False
    return isinstance(value, (int, float) if kind is float else kind)


def _one_of(name: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise SettingsError(unknown(name, value, known))


def _between(name: str, value: float, option: Option) -> None:
    if not option.low <= value <= option.high:
        message = f"{name} is {value}; {option.low} to {option.high} is allowed."
        raise SettingsError(f"{message} Try {option.default}.")


def _check_options(model: str, options: Mapping[str, Any]) -> None:
    known = MODELS[model].options
    for name, value in options.items():
        if not isinstance(name, str):
            message = f"option {name!r} of {model} is no text. Known: {', '.join(known) or 'none'}."
            raise SettingsError(message)
        if name not in known:
            raise SettingsError(unknown(f"option of {model}", name, tuple(known)))
        kind = type(known[name].default)
        if not _is_kind(value, kind):
            message = f"option {name} is {_as_toml(value)}; {IN_WORDS[kind]} is needed."
            raise SettingsError(message)
        _between(f"option {name}", value, known[name])


def _check_features(settings: Settings) -> None:
    try:
        wanted = [one.name for one in chosen(settings.groups)]
    except FeatureError as error:
        raise SettingsError(f"groups: {error}") from None
    check_left_out(settings.leave_out, wanted)
    if not settings.features:
        raise SettingsError("leave_out leaves no feature. Keep one or more.")
    if settings.model == "word_rule" and "first_word" not in settings.features:
        message = 'the word_rule needs first_word. Put "word" into groups.'
        raise SettingsError(message)
