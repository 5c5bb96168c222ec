"""What cannot be trained on, and what to do about it, before any work begins.

TrainingError       cards, splits or a run that training cannot use
├── SettingsError   a setting that is unknown, of the wrong kind or out of range
└── TrackerError    a store of runs that cannot be read or written
"""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches

import polars as pl

from cardshop.dataset import DatasetError, usable
from cardshop.features import FEATURES, Feature

TARGET, LINE = "card_type", "line_id"
SHOWN = 3


class TrainingError(ValueError):
    """Cards or splits that cannot be trained on."""


class SettingsError(TrainingError):
    """A setting that is unknown, of the wrong kind, or outside what is allowed."""


class TrackerError(TrainingError):
    """A store of runs that is locked, from another version, or no store at all."""


def unknown(what: str, name: str, known: Collection[str]) -> str:
    """A sentence: the unknown name, the nearest known one, and all that are known."""
    near = get_close_matches(name, list(known), n=1)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    return f"unknown {what} {name!r}.{hint} Known: {', '.join(known) or 'none'}."


def check_cards(cards: pl.DataFrame) -> None:
    """Raises TrainingError: no rows; target or line missing, null or of an unfit kind.

    Also: fewer than two types, or more than half as many types as cards.
    """
    for column in (TARGET, LINE):
        try:
            usable(cards, column)
        except DatasetError as error:
            raise TrainingError(str(error)) from None
        _check_kind(cards[column])
    kinds = cards[TARGET].unique().to_list()
    if len(kinds) < 2:
        message = f"every card has {TARGET} {kinds[0]!r}: one class cannot be told from another. "
        raise TrainingError(message + "Pass cards of two types or more.")
    if 2 * len(kinds) > cards.height:
        message = (
            f"{len(kinds)} types on {cards.height} cards: fewer than two cards for each type. "
        )
        raise TrainingError(message + f"Pass more cards, or mend {TARGET}.")


def _check_kind(values: pl.Series) -> None:
    kind = values.dtype
    if kind.is_integer() or kind in (pl.String, pl.Categorical, pl.Enum):
        return
    message = f"column {values.name!r} holds {kind}; text or whole numbers are needed. "
    raise TrainingError(message + "Cast it, with one text for each card.")


def check_inputs(cards: pl.DataFrame, wanted: Collection[Feature]) -> None:
    """Raises TrainingError: an input that is infinite; a feature that is all null or constant.

    An egg group may be constant: few lines have each. Other columns that say nothing are a fault
    upstream until somebody leaves them out on purpose.
    """
    _refuse_infinite(cards, sorted({column for one in wanted for column in one.inputs}))
    spoken = {column for one in wanted if one.group != "egg" for column in one.inputs}
    for column in sorted(spoken):
        _refuse_silent(cards[column], [one.name for one in wanted if column in one.inputs])


def _refuse_infinite(cards: pl.DataFrame, columns: Collection[str]) -> None:
    for column in columns:
        if not cards.schema[column].is_float():
            continue
        if found := int(cards[column].is_infinite().sum()):
            message = f"{found} of {cards.height} values of {column!r} are infinite. "
            raise TrainingError(message + "Set them to null or drop the cards.")


def _refuse_silent(values: pl.Series, names: list[str]) -> None:
    known = values.drop_nans().drop_nulls() if values.dtype.is_float() else values.drop_nulls()
    if known.is_empty():
        what = f"column {values.name!r} holds no value at all"
    # A missing number is filled with the one that there is; a missing word is a category.
    elif known.n_unique() == 1 and (values.dtype.is_numeric() or known.len() == values.len()):
        what = f"column {values.name!r} is {known[0]!r} on every card that has one"
    else:
        return
    listed = ", ".join(f'"{name}"' for name in names)
    said = f"{', '.join(names)} {'says' if len(names) == 1 else 'say'} nothing"
    raise TrainingError(f"{what}, so {said}. Restore it, or set leave_out = [{listed}].")


def check_left_out(names: Collection[str], wanted: Collection[str]) -> None:
    """Raises SettingsError for a feature left out that is none, or that is not there anyway."""
    for name in names:
        if name not in FEATURES:
            raise SettingsError("leave_out: " + unknown("feature", name, wanted))
        if name not in wanted:
            message = f"leave_out names {name!r}, which the groups do not bring. Strike it out."
            raise SettingsError(message)
