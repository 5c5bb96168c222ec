"""The model card: who may use a model for what, and what was measured of it.

Sections after Mitchell et al., "Model Cards for Model Reporting" (FAT* 2019), in their order.
Every number is a fact that was passed in; one that was not reads "not measured", a text "-".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from cardshop.evaluation.decision import Review
from cardshop.evaluation.inputs import EvaluationError
from cardshop.evaluation.intervals import Interval

NOT_MEASURED = "not measured"
NOT_STATED = "not stated"
INTENDED = """\
Name the type of an uncatalogued print from its stats, its text and its scan, at the gate of the
shop: file the card in a type bin, or send it to the desk, where a person looks.

Out of scope:

- prints that the catalogue knows: look them up;
- prices, grades, and whether a card is genuine;
- any decision about a seller or another person;
- cards whose fields break the contract of the delivery."""
FAIRNESS = """\
The slices are print languages and grading, properties of a card. A print language is not a
person, and an even score over languages says nothing about how people are treated.

People are touched by the desk: a seller waits a day for each card that goes there. So the desk
share by the seller's country is part of this card; the country itself is no feature."""


@dataclass(frozen=True, kw_only=True)
class DataFacts:
    """One set of cards: hash of the file or frame, rows, evolution lines, and what it is."""

    about: str
    sha256: str | None = None
    rows: int | None = None
    lines: int | None = None
    first_release: date | None = None
    last_release: date | None = None


@dataclass(frozen=True)
class Metric:
    """A measured value and the unit that a reader needs: "share of cards", "$ a card"."""

    value: Interval | float | None
    unit: str


@dataclass(frozen=True, kw_only=True)
class CardFacts:
    """What is known of a model; None and empty are printed as not measured or not stated.

    calibration, dollars: names to metrics, such as "expected calibration error, after" and
    "threshold". slices: the table of `slice_report`. desk_by_country: a row a country.
    """

    name: str
    version: str
    owner: str | None = None
    made_on: date | None = None
    model: str | None = None
    settings: Mapping[str, object] = field(default_factory=dict)
    training: DataFacts | None = None
    evaluation: DataFacts | None = None
    metrics: Mapping[str, Metric] = field(default_factory=dict)
    slices: pl.DataFrame | None = None
    calibration: Mapping[str, Metric] = field(default_factory=dict)
    dollars: Mapping[str, Metric] = field(default_factory=dict)
    desk_by_country: pl.DataFrame | None = None
    limits: tuple[str, ...] = ()
    review: Review | None = None


def model_card(facts: CardFacts) -> str:
    """The card in Markdown: the same facts give the same text.

    Shares print with three digits, dollars with four. Raises EvaluationError for a name or version
    that is empty, or a number that is not finite.
    """
    if not (facts.name.strip() and facts.version.strip()):
        message = f"name {facts.name!r}, version {facts.version!r}; both are needed. A card that "
        raise EvaluationError(message + "belongs to no model protects nobody.")
    parts = {
        "Model details": _details(facts),
        "Intended use": INTENDED,
        "Factors": "Print language, grading, and the seller's country: see the slices below.",
        "Metrics": _metrics(facts.metrics),
        "Evaluation data": _data(facts.evaluation),
        "Training data": _data(facts.training),
        "Quantitative analyses": _analyses(facts),
        "Ethical considerations": f"{FAIRNESS}\n\n{_table(facts.desk_by_country)}",
        "Caveats and recommendations": _caveats(facts),
    }
    body = "\n\n".join(f"## {title}\n\n{text}" for title, text in parts.items())
    return f"# Model card: {facts.name} {facts.version}\n\n{body}\n"


def _details(facts: CardFacts) -> str:
    rows = {
        "Version": facts.version,
        "Owner": facts.owner or NOT_STATED,
        "Made on": facts.made_on or NOT_STATED,
        "Model": facts.model or NOT_STATED,
    }
    rows |= {f"Setting {name}": value for name, value in facts.settings.items()}
    rows |= {} if facts.settings else {"Settings": NOT_STATED}
    return _bullets(rows)


def _data(facts: DataFacts | None) -> str:
    if facts is None:
        return f"{NOT_STATED[0].upper()}{NOT_STATED[1:]}."
    known = {
        "What": facts.about,
        "SHA-256": facts.sha256,
        "Cards": facts.rows,
        "Evolution lines": facts.lines,
        "First release": facts.first_release,
        "Last release": facts.last_release,
    }
    return _bullets({name: NOT_STATED if one is None else one for name, one in known.items()})


def _analyses(facts: CardFacts) -> str:
    parts = {
        "Slices": _table(facts.slices),
        "Calibration": _metrics(facts.calibration),
        "Dollars and threshold": _metrics(facts.dollars),
    }
    return "\n\n".join(f"### {title}\n\n{text}" for title, text in parts.items())


def _caveats(facts: CardFacts) -> str:
    limits = "\n".join(f"- {_flat(one)}" for one in facts.limits) or f"Limits: {NOT_STATED}."
    if facts.review is None:
        return f"{limits}\n\nReview: not held."
    reasons = "\n".join(f"- {_flat(one)}" for one in facts.review.reasons)
    return f"{limits}\n\nReview: **{facts.review.decision}**.\n\n{reasons}"


def _metrics(metrics: Mapping[str, Metric]) -> str:
    if not metrics:
        return f"{NOT_MEASURED[0].upper()}{NOT_MEASURED[1:]}."
    rows = (
        {"measure": name, "value": _value(one), "interval": _interval(one), "unit": one.unit}
        for name, one in metrics.items()
    )
    return _table(pl.DataFrame(list(rows)))


def _value(metric: Metric) -> str:
    found = metric.value
    return _number(found.estimate if isinstance(found, Interval) else found, metric.unit)


def _interval(metric: Metric) -> str:
    found = metric.value
    if not isinstance(found, Interval):
        return NOT_MEASURED
    ends = f"{_number(found.low, metric.unit)} to {_number(found.high, metric.unit)}"
    return f"{ends} ({found.level:.0%}, {found.n_units} by {found.unit})"


def _number(value: object, unit: str = "") -> str:
    """Digits by unit; text, dates and counts as they are."""
    if value is None:
        return NOT_MEASURED
    if not isinstance(value, float):
        return _flat(value)
    if not float("-inf") < value < float("inf"):
        message = f"a number of the card is {value}; a finite one is needed, or None where nothing "
        raise EvaluationError(message + "was measured.")
    return f"{value:.4f}" if unit.startswith("$") else f"{value:.3f}"


def _table(table: pl.DataFrame | None) -> str:
    """A Markdown table of the frame, columns and rows in its order."""
    if table is None or table.is_empty():
        return f"{NOT_MEASURED[0].upper()}{NOT_MEASURED[1:]}."
    rows = [table.columns, ["---"] * table.width]
    rows += [list(map(_cell, row, table.dtypes)) for row in table.iter_rows()]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _cell(value: object, kind: pl.DataType) -> str:
    # A text is no measurement: where a slice has its verdict, nothing is to be said in `why`.
    return "-" if kind == pl.String and value is None else _number(value)


def _bullets(rows: Mapping[str, object]) -> str:
    return "\n".join(f"- {name}: {_flat(value)}" for name, value in rows.items())


def _flat(value: object) -> str:
    """One line that breaks no table."""
    return " ".join(str(value).split()).replace("|", "\\|")
