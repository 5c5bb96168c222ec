"""A delivery in other names and units: what each column of ours could be called there.

Two kinds of evidence, name and values, both from 0 to 1. It proposes, a person decides:
values cannot tell HP from damage when both are tens, names cannot tell inches from metres.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from cardshop.contract.fields import FIELDS
from cardshop.contract.units import (
    AS_IS,
    UNIT_TOKENS,
    best_conversion,
    grain,
    read_dates,
    read_numbers,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

PROPOSAL = {
    "column": pl.String,
    "candidate": pl.String,
    "status": pl.String,
    "change": pl.String,
    "evidence": pl.String,
    "confidence": pl.String,
}
# Below this mean of name and value evidence a pair is not proposed.
MIN_SCORE = 0.3
CLEAR = 0.6
# Whole columns that share no step (tens here, units there) hardly mean the same.
OTHER_GRAIN = 0.6
# Codes of the same shape (PK00000042) say less than equal values.
SAME_SHAPE = 0.7
# A column with more different words than this is open text; a word in fewer rows than
# WORD_SHARE is a matter of quality, not of schema.
VOCABULARY = 30
WORD_SHARE = 0.01
# "lang" stands for "language"; below three letters a beginning says nothing.
MIN_STEM = 3
MIN_RATIO = 0.75


@dataclass(frozen=True)
class Column:
    """A column read once, whatever it holds: numbers, dates or words."""

    name: str
    tokens: tuple[str, ...]
    kind: str
    numbers: NDArray[np.float64]
    words: pl.DataFrame
    style: str = ""

    @property
    def meaning(self) -> tuple[str, ...]:
        """The words of the name without its unit."""
        return tuple(token for token in self.tokens if token not in UNIT_TOKENS) or self.tokens


class Match(NamedTuple):
    """How well a candidate fits a column, and what would have to change."""

    name: float
    values: float
    changes: tuple[str, ...] = ()

    @property
    def score(self) -> float:
        """The mean of both kinds of evidence."""
        return (self.name + self.values) / 2


def schema_drift(delivery: pl.DataFrame, reference: pl.DataFrame) -> pl.DataFrame:
    """Return one row per reference column, then the extra ones: a proposal for a person.

    column, candidate (null when missing), status (same, changed, missing, extra), change
    (name, unit, date format, suffix, new words), evidence, confidence in words.
    Each candidate is proposed once. `reference` is typed as the contract has it.
    """
    ours = [_read(reference[name]) for name in reference.columns]
    theirs = [_read(delivery[name]) for name in delivery.columns]
    pairs = _best_pairs([[_match(column, other) for other in theirs] for column in ours])
    proposed = [_row(column, theirs, pairs.get(i)) for i, column in enumerate(ours)]
    taken = {j for j, _ in pairs.values()}
    extra = [_extra(column.name) for j, column in enumerate(theirs) if j not in taken]
    return pl.DataFrame([*proposed, *extra], schema=PROPOSAL, orient="row")


def _best_pairs(matches: list[list[Match]]) -> dict[int, tuple[int, Match]]:
    """The best pair first, then the best among the columns that are left."""
    order = sorted(
        ((match.score, i, j) for i, row in enumerate(matches) for j, match in enumerate(row)),
        key=lambda scored: (-scored[0], scored[1], scored[2]),
    )
    pairs: dict[int, tuple[int, Match]] = {}
    taken: set[int] = set()
    for score, i, j in order:
        if score >= MIN_SCORE and i not in pairs and j not in taken:
            pairs[i] = (j, matches[i][j])
            taken.add(j)
    return pairs


def _row(
    ours: Column, theirs: list[Column], pair: tuple[int, Match] | None
) -> tuple[str | None, ...]:
    if pair is None:
        return ours.name, None, "missing", "", "", "nothing comes near"
    candidate, match = theirs[pair[0]], pair[1]
    renamed = [f"renamed from {candidate.name}"] if candidate.name != ours.name else []
    changes = "; ".join([*renamed, *match.changes])
    status = "changed" if changes else "same"
    evidence = f"name {match.name:.2f}, values {match.values:.2f}"
    return ours.name, candidate.name, status, changes, evidence, _confidence(match)


def _extra(name: str) -> tuple[str | None, ...]:
    return None, name, "extra", "", "", "no column of ours is left for it"


def _confidence(match: Match) -> str:
    if match.name >= CLEAR and match.values >= CLEAR:
        return "high: name and values agree"
    if match.name >= CLEAR:
        return "medium: the names agree, the values lie elsewhere"
    if match.values >= CLEAR:
        return "medium: the values agree, the names do not"
    return "low: ask the partner"


def _read(column: pl.Series) -> Column:
    tokens = tuple(re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", column.name).lower().split("_"))
    present = column.drop_nulls()
    blank = Column(column.name, tokens, "words", np.empty(0), pl.DataFrame())
    if numbers := read_numbers(present):
        values = np.sort(numbers[0].drop_nulls().drop_nans().to_numpy())
        return replace(blank, kind="numbers", numbers=values, style=numbers[1])
    if dates := read_dates(present):
        days = np.sort(dates[0].drop_nulls().to_physical().cast(pl.Float64).to_numpy())
        return replace(blank, kind="dates", numbers=days, style=dates[1])
    written = present.cast(pl.String).rename("written").to_frame()
    folded = pl.col("written").str.strip_chars().str.to_lowercase()
    counted = written.group_by("written", maintain_order=True).agg(share=pl.len() / len(present))
    return replace(blank, words=counted.with_columns(word=folded))


def _match(ours: Column, theirs: Column) -> Match:
    name = _name_likeness(ours.meaning, theirs.meaning)
    if ours.kind != theirs.kind:
        return Match(name, 0.0)
    if ours.kind == "numbers":
        return _match_numbers(ours, theirs, name)
    if ours.kind == "dates":
        changes = (f"dates as {theirs.style}",) if theirs.style != ours.style else ()
        first, last = ours.numbers[[0, -1]]
        within = (theirs.numbers >= first) & (theirs.numbers <= last)
        return Match(name, float(within.mean()), changes)
    return _match_words(ours, theirs, name)


def _match_numbers(ours: Column, theirs: Column, name: float) -> Match:
    unit = FIELDS[ours.name].unit if ours.name in FIELDS else ""
    conversion, alike = best_conversion(
        ours.numbers, theirs.numbers, unit, frozenset(theirs.tokens)
    )
    changes = [conversion.in_words()] if conversion != AS_IS else []
    if theirs.style != ours.style:
        changes.append(f"numbers end in {theirs.style!r}")
    if conversion == AS_IS and grain(ours.numbers) != grain(theirs.numbers):
        alike *= OTHER_GRAIN
    return Match(name, alike, tuple(changes))


def _match_words(ours: Column, theirs: Column, name: float) -> Match:
    known = theirs.words["word"].is_in(ours.words["word"].implode())
    share = float(theirs.words.filter(known)["share"].sum())
    if share == 0:
        share = SAME_SHAPE * _same_shape(ours.words["word"], theirs.words["word"])
    new = _new_words(ours.words, theirs.words) if ours.words.height <= VOCABULARY else []
    return Match(name, share, (f"new words: {', '.join(new)}",) if new else ())


def _new_words(ours: pl.DataFrame, theirs: pl.DataFrame) -> list[str]:
    """Spellings that ours does not have, the most frequent first; rare ones are no schema."""
    new = ~pl.col("written").is_in(ours["written"].implode())
    often = theirs.filter(new, pl.col("share") >= WORD_SHARE)
    return often.sort("share", descending=True)["written"].to_list()


def _same_shape(ours: pl.Series, theirs: pl.Series) -> float:
    """The share of codes built like ours, digit for digit; plain words have no shape."""
    shape = theirs.str.replace_all("[0-9]", "9")
    coded = shape.str.contains("9") & shape.is_in(ours.str.replace_all("[0-9]", "9").implode())
    return int(coded.sum()) / len(coded)


def _name_likeness(ours: tuple[str, ...], theirs: tuple[str, ...]) -> float:
    """From 0 to 1: how well the words of one name are found in the other, and all of it."""
    if ours == theirs:
        return 1.0
    found = np.array([[_token_likeness(a, b) for b in theirs] for a in ours])
    return float(0.9 * (0.7 * found.max(axis=0).mean() + 0.3 * found.max(axis=1).mean()))


def _token_likeness(a: str, b: str) -> float:
    shorter, longer = sorted((a, b), key=len)
    if len(shorter) >= MIN_STEM and longer.startswith(shorter):
        return 1.0
    ratio = SequenceMatcher(None, a, b).ratio()
    return ratio if ratio >= MIN_RATIO else 0.0
