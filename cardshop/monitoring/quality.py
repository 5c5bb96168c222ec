"""What is wrong with the data itself, before any statistics: one row a finding.

A value outside the contract cannot have come through the service's schema, which refuses it: it
came by another path. That is the first thing to know of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from cardshop.contract.fields import FIELDS
from cardshop.journal import JournalError
from cardshop.journal import cards as cards_of
from cardshop.monitoring.levels import MINUTE_MS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cardshop.contract.fields import Field

# Rows are written up to a second late, by several workers in turn; more is a clock's doing.
CLOCK_SLACK_MS = 5_000
# A lot has copies of a print, but two scans of them never measure the same colours.
LEAST_TEXT = 100
FINDINGS = pl.Schema(
    {
        "check": pl.String,
        "column": pl.String,
        "rows": pl.Int64,
        "share": pl.Float64,
        "first_at_ms": pl.Int64,
        "note": pl.String,
    }
)


def quality(
    journal: pl.DataFrame,
    *,
    until_ms: int | None = None,
    reference: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """A row a finding, the most rows first; no row when all is well.

    check: empty, unreadable, schema, nulls, contract, category, type, clock, duplicate. rows: how
    many cards; share of all. reference: cards (`journal.cards`) of a good time; without it,
    columns that nobody sends any more are not found. until_ms: rows after it have a wrong clock.
    """
    if journal.is_empty():
        return _table([("empty", None, 0, None, None, "no card in the window")])
    rows = [*_clock(journal, until_ms), *_duplicates(journal), *_types(journal)]
    try:
        cards = cards_of(journal)
    except JournalError as error:
        said = ("unreadable", "card", journal.height, 1.0, None, str(error))
        return _table([*rows, said])
    return _table([*rows, *_cells(cards, journal["at_ms"], reference)])


def schema_differences(reference: pl.DataFrame, current: pl.DataFrame) -> pl.DataFrame:
    """A row a column that one frame lacks, or holds in another type; columns as in FINDINGS.

    A column that is null in every row counts as lacking, as `journal.cards` makes it.
    """
    ours, theirs = _sent(reference), _sent(current)
    rows: list[tuple[object, ...]] = [
        ("schema", name, current.height, 1.0, None, note)
        for name in [*ours, *(one for one in theirs if one not in ours)]
        if (note := _difference(ours.get(name), theirs.get(name)))
    ]
    return _table(rows)


def _table(rows: list[tuple[object, ...]]) -> pl.DataFrame:
    found = pl.DataFrame(rows, schema=FINDINGS, orient="row")
    return found.sort("rows", descending=True, maintain_order=True)


def _found(check: str, column: str, flags: pl.Series, at_ms: pl.Series, note: str) -> tuple:
    rows = int(flags.sum())
    first = at_ms.filter(flags.fill_null(value=False)).min()
    return check, column, rows, rows / len(flags), first, note


def clock_steps(journal: pl.DataFrame) -> pl.DataFrame:
    """The rows that were written after a row of a later time, by more than CLOCK_SLACK_MS.

    Columns of the journal and back_ms. Rows are taken in the order in which they were written.
    """
    back_ms = pl.col("at_ms").cum_max().shift(1) - pl.col("at_ms")
    return journal.with_columns(back_ms=back_ms).filter(pl.col("back_ms") > CLOCK_SLACK_MS)


def _clock(journal: pl.DataFrame, until_ms: int | None) -> Iterator[tuple]:
    back, at_ms = clock_steps(journal), journal["at_ms"]
    if not back.is_empty():
        share, first = back.height / journal.height, back["at_ms"].min()
        yield "clock", "at_ms", back.height, share, first, step_in_words(back)
    if until_ms is not None and (late := at_ms >= until_ms).any():
        yield _found("clock", "at_ms", late, at_ms, "after the moment of looking")


def step_in_words(back: pl.DataFrame) -> str:
    """What `clock_steps` found, as a note."""
    minutes = back["back_ms"].max() / MINUTE_MS  # pyrefly: ignore
    return f"written after a row that is up to {minutes:.1f} minutes later: the clock went back"


def _duplicates(journal: pl.DataFrame) -> Iterator[tuple]:
    """The same text of a card again under another request: sent twice, not two cards."""
    text = pl.col("card")
    first = pl.col("request_id").first().over("card")
    again = (text.str.len_bytes() >= LEAST_TEXT) & (pl.col("request_id") != first)
    flags = journal.select(again.fill_null(value=False)).to_series()
    if flags.any():
        note = "the same text of a card again, under another request"
        yield _found("duplicate", "card", flags, journal["at_ms"], note)


def _types(journal: pl.DataFrame) -> Iterator[tuple]:
    known = FIELDS["card_type"].domain
    strange = (~journal["card_type"].is_in(known)).fill_null(value=False)
    if strange.any():
        names = sorted(journal["card_type"].filter(strange).unique())[:3]
        note = f"answered as {', '.join(names)}: no type of the contract"
        yield _found("type", "card_type", strange, journal["at_ms"], note)


def _cells(
    cards: pl.DataFrame, at_ms: pl.Series, reference: pl.DataFrame | None
) -> Iterator[tuple]:
    if reference is not None:
        yield from schema_differences(reference, cards).rows()
    for name, field in FIELDS.items():
        if name not in cards.columns or (values := cards[name]).null_count() == len(values):
            continue
        if values.null_count() and not field.nullable:
            note = f"missing, while {len(values) - values.null_count()} cards have one"
            yield _found("nulls", name, values.is_null(), at_ms, note)
        outside = _outside(values, field)
        if outside.any():
            yield _found("contract", name, outside, at_ms, _outside_in_words(values, outside))
        yield from _unseen(name, values, at_ms, reference)


def _outside(values: pl.Series, field: Field) -> pl.Series:
    """Whether a value breaks range, step or domain; null breaks none."""
    found = pl.Series([False]).new_from_index(0, len(values))
    if field.domain:
        found = ~values.is_in(field.domain)
    if field.span:
        low, high = field.span
        closed = "left" if field.end_excluded else "both"
        found = found | ~values.is_between(low, high, closed=closed)
    if field.step:
        found = found | (values % field.step != 0)
    return found.fill_null(value=False)


def _outside_in_words(values: pl.Series, outside: pl.Series) -> str:
    field, strange = FIELDS[values.name], values.filter(outside)
    allowed = ", ".join(field.domain) if field.domain else field.span_in_words()
    steps = f" in steps of {field.step}" if field.step else ""
    return f"such as {strange[0]}; allowed: {allowed}{steps}. The service's schema was not asked"


def _unseen(
    name: str, values: pl.Series, at_ms: pl.Series, reference: pl.DataFrame | None
) -> Iterator[tuple]:
    """Categories of the contract that the reference never showed: the model was not taught them."""
    domain = FIELDS[name].domain
    if reference is None or not domain or name not in reference.columns:
        return
    seen = reference[name].drop_nulls().unique()
    unseen = (values.is_in(domain) & ~values.is_in(seen.implode())).fill_null(value=False)
    if unseen.any() and seen.len():
        names = ", ".join(sorted(values.filter(unseen).unique())[:3])
        yield _found("category", name, unseen, at_ms, f"{names}: allowed, and not in the reference")


def _sent(cards: pl.DataFrame) -> dict[str, str]:
    return {one.name: str(one.dtype) for one in cards if one.null_count() < len(one)}


def _difference(ours: str | None, theirs: str | None) -> str:
    if theirs is None:
        return "in the reference, and no card has one now"
    if ours is None:
        return "not in the reference"
    return "" if ours == theirs else f"{ours} in the reference, {theirs} now"
