"""python -m capstone validate | train | evaluate | serve | report."""

from __future__ import annotations

import argparse
import json
import sys
import traceback
from pathlib import Path

import polars as pl

from capstone import evaluate, predict, report, train, validate
from capstone.columns import QuoteError
from capstone.training import read_sales


def main() -> None:
    """Do what the first word says; a refusal is one line, and exit code 2."""
    told = argparse.ArgumentParser(prog="capstone", description=__doc__)
    told.add_argument("task", choices=TASKS)
    told.add_argument("--data", type=Path, default=Path("data"), help="default data")
    told.add_argument("--artifact", type=Path, default=Path("artifact"), help="default artifact")
    told.add_argument("--port", type=int, default=8000, help="of serve, default 8000")
    told.add_argument("--host", default="127.0.0.1", help="of serve, default this machine alone")
    asked = told.parse_args()
    try:
        TASKS[asked.task](asked)
    except QuoteError as error:
        sys.stderr.write(f"{error}\n")
        raise SystemExit(2) from None
    except NotImplementedError as error:
        sys.stderr.write(f"{unwritten(error)}; README.md has the order.\n")
        raise SystemExit(2) from None


def unwritten(error: NotImplementedError) -> str:
    """The file and the function that are still to be written, in one line."""
    where = traceback.extract_tb(error.__traceback__)[-1]
    path = Path(where.filename)
    return f"{path.parent.name}/{path.name}, {where.name}: still to be written"


def _validate(asked: argparse.Namespace) -> None:
    found = validate(read_sales(asked.data))
    for rule, sales in found["rule"].value_counts().sort("count", descending=True).iter_rows():
        sys.stdout.write(f"{sales:6}  {rule}\n")


def _train(asked: argparse.Namespace) -> None:
    train(asked.data, asked.artifact)
    for line in (asked.artifact / "runs.jsonl").read_text("utf-8").splitlines():
        run = json.loads(line)
        mark = "  chosen" if run["chosen"] else ""
        sys.stdout.write(f"{run['rmse_usd']:8.2f} USD  {run['name']}{mark}\n")


def _evaluate(asked: argparse.Namespace) -> None:
    holdout = pl.read_parquet(asked.data / "holdout.parquet")
    figures = evaluate(predict(asked.artifact, holdout), holdout)
    sys.stdout.write(json.dumps(figures, indent=1) + "\n")


def _serve(asked: argparse.Namespace) -> None:
    import uvicorn

    from capstone.service import create_app

    uvicorn.run(create_app(asked.artifact), host=asked.host, port=asked.port)


def _report(asked: argparse.Namespace) -> None:
    report.write(Path("docs"), report.figures(asked.data, asked.artifact))


TASKS = {
    "validate": _validate,
    "train": _train,
    "evaluate": _evaluate,
    "serve": _serve,
    "report": _report,
}


if __name__ == "__main__":
    main()
