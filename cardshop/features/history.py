"""Point in time: what was known at a moment, and nothing that came later.

A join on the key alone reads tomorrow's fact into today's row; the model then knows in training
what it cannot know at the gate.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from cardshop.features.refusals import FeatureError

Keys = str | Sequence[str]
# Of an event while facts are sought; no column of the shop begins so.
PLACE = "__place"


def known_before(
    events: pl.DataFrame, facts: pl.DataFrame, *, on: str, by: Keys = ()
) -> pl.DataFrame:
    """The events, each with the last fact of its `by` from strictly before its `on`.

    Rows, order and columns of `events`, then those of `facts`: null where nothing was known. On
    dates a fact of the same day is not known; on datetimes one of an earlier hour is. A null in
    `on` or `by` finds nothing and is never found; a fact null in all values is none. Raises
    FeatureError: a column missing or doubled, types that differ, two facts of one moment.
    """
    return _with_last_fact(events, facts, _keys(on, by), same_moment=False)


def known_until(
    events: pl.DataFrame, facts: pl.DataFrame, *, on: str, by: Keys = ()
) -> pl.DataFrame:
    """As `known_before`, and facts of the same moment count: ask only if they come first.

    On dates they may have come after the event: a day does not say.
    """
    return _with_last_fact(events, facts, _keys(on, by), same_moment=True)


def _keys(on: str, by: Keys) -> tuple[str, ...]:
    return (on, by) if isinstance(by, str) else (on, *by)


def _with_last_fact(
    events: pl.DataFrame, facts: pl.DataFrame, keys: tuple[str, ...], *, same_moment: bool
) -> pl.DataFrame:
    _check_tables(events, facts, keys)
    (on, *by), places = keys, events.with_row_index(PLACE)
    found = (
        places.select(PLACE, *keys)
        .sort(on)
        .join_asof(
            _usable(facts, keys),
            on=on,
            by=by or None,
            allow_exact_matches=same_moment,
            check_sortedness=False,  # both are sorted here; polars cannot see it within `by`
        )
    )
    return places.join(found.drop(keys), on=PLACE, how="left", maintain_order="left").drop(PLACE)


def _usable(facts: pl.DataFrame, keys: tuple[str, ...]) -> pl.DataFrame:
    """The facts with all keys and a value, sorted; raises FeatureError when two contradict."""
    told = ~pl.all_horizontal(pl.exclude(keys).is_null())
    usable = facts.drop_nulls(keys).filter(told).unique()
    twice = usable.filter(pl.struct(keys).is_duplicated())
    if twice.height:
        first = ", ".join(f"{name} {twice.sort(keys)[name][0]}" for name in keys)
        raise FeatureError(
            f"{twice.height} facts share their moment with another and differ (first: {first}); "
            "which one was known is not said. Aggregate them to one a moment."
        )
    return usable.sort(keys[0])


def _check_tables(events: pl.DataFrame, facts: pl.DataFrame, keys: tuple[str, ...]) -> None:
    for table, name in ((events, "events"), (facts, "facts")):
        if absent := [key for key in keys if key not in table.columns]:
            raise FeatureError(
                f"the {name} have no column {absent[0]!r}. Rename theirs, or pass another of "
                f"{', '.join(table.columns)}."
            )
    for key in keys:
        ours, theirs = events.schema[key], facts.schema[key]
        if ours != theirs:
            message = f"{key!r} is {ours} in events and {theirs} in facts. Cast one to the other."
            raise FeatureError(message)
    _check_moment(keys[0], events.schema[keys[0]])
    values = [name for name in facts.columns if name not in keys]
    if both := [name for name in values if name in events.columns]:
        raise FeatureError(f"{both[0]!r} stands in both tables. Rename that of the facts.")
    if not values:
        raise FeatureError(f"the facts hold only {', '.join(keys)}. Add what was known.")


def _check_moment(on: str, dtype: pl.DataType) -> None:
    if not (dtype.is_integer() or dtype in (pl.Date, pl.Datetime)):
        message = f"{on!r} is {dtype}, which has no order in time. Cast it to a date."
        raise FeatureError(message)
