"""What is no feature and why: columns that are not known at the gate, or not of the card.

FeatureError      a feature that cannot be computed: unknown name, missing or unfit column
└── LeakError     a column that a model may never see, with the reason and what to use instead
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from difflib import get_close_matches
from typing import NamedTuple

from cardshop.contract.fields import FIELDS
from cardshop.features.catalogue import FEATURES, GROUPS, Feature, named


class FeatureError(ValueError):
    """A feature that cannot be computed from these cards."""


class LeakError(FeatureError):
    """A column that would not be known when the gate decides, or that is not of the card."""


class Leak(NamedTuple):
    """Why a column is refused, and what does its honest work."""

    why: str
    instead: str


_AFTER_TYPING = "it is filled in 3 days after typing, from the type"
_LOOK_UP = "a look-up of species that the catalogue does not know"
_SELLER = "it tells who sent the card, and sellers come and go"
_MOMENT = "its value at that moment is not known yet"
_SHEET = "the species sheet (base stats, height_m, weight_kg, body_color, egg_groups)"

LEAKS: dict[str, Leak] = {
    "card_type": Leak("it is the target, a seller's claim in a delivery", "any group of features"),
    "weakness": Leak(_AFTER_TYPING, "the groups hue, word and egg"),
    "resistance": Leak(_AFTER_TYPING, "the groups hue, word and egg"),
    "species": Leak(_LOOK_UP, _SHEET),
    "dex_no": Leak(_LOOK_UP, _SHEET),
    "line_id": Leak(f"{_LOOK_UP}, and it is the group that splits", _SHEET),
    "card_id": Leak("it is a key: new for every print", "any group of features"),
    "lot_id": Leak("it is a key: new for every box", "scan_brightness, which the station moves"),
    "seller_country": Leak(_SELLER, "language, which is printed on the card"),
    "set_code": Leak("a set that comes out tomorrow has no code today", "era"),
    "sale_id": Leak("it is a key: new for every sale", "any group of features"),
    "price_usd": Leak("it is paid after typing", "known_before(), with earlier sales"),
} | {
    name: Leak(_MOMENT, "known_before(), with weeks that have ended")
    for name in (
        "index_vintage", "index_graded", "index_modern", "search_interest", "units_sold",
    )
}  # fmt: skip


def chosen(groups: Iterable[str]) -> tuple[Feature, ...]:
    """The features of these groups or names, each once, in the order of the catalogue.

    Raises LeakError for a column that a model may not see, FeatureError for an unknown name.
    """
    asked = [groups] if isinstance(groups, str) else list(groups)
    if not asked:
        raise FeatureError(f"no group is named. Name one or more of {', '.join(GROUPS)}.")
    for name in asked:
        _check_name(name)
    return named(asked)


def check_columns(wanted: Collection[Feature], kinds: Mapping[str, str]) -> None:
    """Raises FeatureError unless each input is there and of a fit kind.

    `kinds` holds number, text, date or another word per column of the cards.
    """
    for one in wanted:
        for column in one.inputs:
            if column not in kinds:
                raise FeatureError(_absent(column, wanted, kinds))
            needed = _needed(column)
            if kinds[column] not in (needed, "nothing"):
                message = (
                    f"column {column!r} holds {kinds[column]}, and {one.name} needs a {needed}. "
                    "Let cardshop.contract.quarantine() parse the delivery first."
                )
                raise FeatureError(message)


def _check_name(name: str) -> None:
    if name in GROUPS or name in FEATURES:
        return
    if name in LEAKS:
        leak = LEAKS[name]
        raise LeakError(f"{name!r} is no feature: {leak.why}. Use {leak.instead}.")
    users = [one.name for one in FEATURES.values() if name in one.inputs]
    near = users or get_close_matches(name, (*GROUPS, *FEATURES), n=1)
    hint = f" Did you mean {', '.join(near[:3])}?" if near else ""
    raise FeatureError(
        f"no feature or group is called {name!r}.{hint} Groups: {', '.join(GROUPS)}; "
        "catalogue() lists the features."
    )


def _absent(column: str, wanted: Collection[Feature], kinds: Mapping[str, str]) -> str:
    users = [one.name for one in wanted if column in one.inputs]
    shown = ", ".join(users[:3]) + (f" and {len(users) - 3} more" if len(users) > 3 else "")
    by_case = {name.lower(): name for name in kinds}
    near = get_close_matches(column, list(by_case), n=1)
    hint = f" There is {by_case[near[0]]!r}." if near else ""
    return (
        f"the cards have no column {column!r}, needed by {shown}.{hint} Map the delivery to the "
        "contract's names, or leave these features out."
    )


def _needed(column: str) -> str:
    dtype = FIELDS[column].dtype
    if dtype.is_numeric():
        return "number"
    return "date" if dtype.is_temporal() else "text"
