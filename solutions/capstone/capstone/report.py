"""The figures of the documents: computed from data and artefact, written where they are read.

`docs/figures.json` holds them all; a block of a document between `<!-- figures: NAME -->` and
`<!-- end of figures -->` is rendered from it, so that no document holds a number that was typed.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from textwrap import wrap
from typing import Any

import polars as pl

from capstone.artifact import load
from capstone.business import business_case, decision, offer_experiment, price_list, short_list
from capstone.columns import SLICED_BY
from capstone.data import validate
from capstone.evaluation import evaluate
from capstone.quotes import predict
from capstone.training import FIGURES, read_sales

BLOCK = re.compile(r"(<!-- figures: (\w+) -->\n)(.*?)(<!-- end of figures -->)", re.DOTALL)
DIGITS = 4
WIDTH = 110  # of a line of a document


def figures(data_dir: Path, artifact_dir: Path) -> dict[str, Any]:
    """All figures of the documents, in four digits. Raises QuoteError: no data, no artefact."""
    published, holdout = read_sales(data_dir), pl.read_parquet(data_dir / "holdout.parquet")
    kept = load(artifact_dir).metadata
    quotes, rival = predict(artifact_dir, holdout), price_list(published, holdout)
    case = business_case(quotes, rival, holdout)
    runs = (artifact_dir / "runs.jsonl").read_text("utf-8").splitlines()
    facts = ("model_version", "published_sales", "train_rows", "train_from", "train_until")
    told = {
        **{name: kept[name] for name in facts},
        "breaches": dict(validate(published)["rule"].value_counts().sort("rule").iter_rows()),
        "runs": [json.loads(line) for line in runs],
        "model": evaluate(quotes, holdout),
        "price_list": evaluate(rival, holdout),
        "short_list": evaluate(short_list(published, holdout), holdout),
        "case": case,
        "decision": decision(case),
        "experiment": offer_experiment(),
    }
    return json.loads(json.dumps(told), parse_float=lambda text: round(float(text), DIGITS))


def write(docs: Path, told: dict[str, Any]) -> None:
    """Nothing; writes figures.json, and every block of every document in the folder."""
    (docs / "figures.json").write_text(json.dumps(told, indent=1) + "\n", "utf-8")
    for path in sorted(docs.glob("*.md")):
        path.write_text(with_figures(path.read_text("utf-8"), told), "utf-8")


def with_figures(document: str, told: dict[str, Any]) -> str:
    """The document with its blocks as the figures make them; everything else stays."""

    def rendered(block: re.Match[str]) -> str:
        marks = [line for line in block[3].splitlines() if line.startswith("<!--")]
        first, last = (marks[:1], marks[1:]) if len(marks) == 2 else ([], [])
        lines = [*first, *BLOCKS[block[2]](told), *last]
        return block[1] + "\n".join(lines) + "\n" + block[4]

    return BLOCK.sub(rendered, document)


def _table(heads: list[str], rows: list[list[Any]]) -> list[str]:
    lines = [heads, ["---", *["---:"] * (len(heads) - 1)], *rows]
    return ["| " + " | ".join(map(str, line)) + " |" for line in lines]


def _errors(told: dict[str, Any]) -> list[str]:
    heads = ["on the audited holdout", "the model", "list and species table", "today's list"]
    judged = [told[name] for name in ("model", "price_list", "short_list")]
    words = {
        "rmse_usd": ("RMSE, dollars", "{:.2f}"),
        "within_10_share": ("within 10 dollars", "{:.1%}"),
        "median_relative_error": ("median relative error", "{:.1%}"),
        "usd_a_quote": ("cost of wrong quotes, dollars a quote", "{:.2f}"),
    }
    rows = [[words[one][0], *(words[one][1].format(it[one]) for it in judged)] for one in FIGURES]
    return _table(heads, [*rows, ["sales", *(it["sales"] for it in judged)]])


def _slices(told: dict[str, Any]) -> list[str]:
    heads = ["slice", "sales", "RMSE, dollars", "median relative error", "against the rest"]
    ordered = sorted(told["model"]["slices"], key=lambda one: SLICED_BY.index(one["column"]))
    rows = [
        [
            f"{one['column']}: {one['value']}",
            one["sales"],
            f"{one['rmse_usd']:.2f}",
            f"{one['median_relative_error']:.1%}",
            one["verdict"],
        ]
        for one in ordered
    ]
    return _table(heads, rows)


def _runs(told: dict[str, Any]) -> list[str]:
    heads = ["run", "RMSE, dollars", "within 10 dollars", "sales learned from", "kept"]
    return _table(
        heads,
        [
            [
                one["name"],
                f"{one['rmse_usd']:.2f}",
                f"{one['within_10_share']:.1%}",
                one["train_rows"],
                "yes" if one["chosen"] else "",
            ]
            for one in told["runs"]
        ],
    )


def _data(told: dict[str, Any]) -> list[str]:
    rows = [["published sales", told["published_sales"]], *told["breaches"].items()]
    last = f"learned from, {told['train_from']} to {told['train_until']}"
    return _table(["sales", "rows"], [*rows, [last, told["train_rows"]]])


def _named(name: str) -> Any:
    def lines(told: dict[str, Any]) -> list[str]:
        shown = {key: "never" if one is None else f"{one:,}" for key, one in told[name].items()}
        return _table(["figure", "value"], [list(row) for row in shown.items()])

    return lines


def _decision(told: dict[str, Any]) -> list[str]:
    return wrap(f"**{told['decision']}**", WIDTH)


BLOCKS = {
    "errors": _errors,
    "slices": _slices,
    "runs": _runs,
    "data": _data,
    "case": _named("case"),
    "decision": _decision,
    "experiment": _named("experiment"),
}
