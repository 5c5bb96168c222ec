"""How data/measured/serving.csv is made: python data/record_serving.py prints it anew.

Its figures are those of docs/performance.md on the day it is run: the naive service before, the
shop's service after, under the same load.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import polars as pl

from cardshop.dataset import DATA

DOCUMENT = DATA.parent / "docs" / "performance.md"
BEFORE, AFTER = "naive FastAPI", "the service"
MEASURES = {
    "requests a second": "requests/s",
    "CPU of a request": "ms",
    "median time of an answer": "ms",
    "99th percentile of the time of an answer": "ms",
    "memory of a worker": "MB",
    "failed requests": "requests",
    "late answers": "requests",
}
RATIOS = ("requests a second", "CPU of a request")


def serving(document: str) -> pl.DataFrame:
    """A row a model and measure: unit, before, after, and ratios of paired turns where measured.

    `times` is how many times better, the median of paired turns, with lowest and highest.
    """
    part = document.partition("<!-- begin serving -->")[2].partition("<!-- end serving -->")[0]
    rows = [row for section in part.split("\n### ")[1:] for row in _rows(section)]
    schema = ["model", "measure", "unit", "before", "after", "times", "lowest", "highest"]
    return pl.DataFrame(rows, schema=schema, orient="row")


def _rows(section: str) -> Iterator[tuple[str | float | None, ...]]:
    model = section.partition("\n")[0].strip()
    before, after = (_figures(section, way) for way in (BEFORE, AFTER))
    ratios = re.findall(r"([\d.]+)\s+times\s+\(([\d.]+) to ([\d.]+)\)", section)
    # The first sentence tells requests, then CPU.
    times = dict(zip(RATIOS, [tuple(map(float, one)) for one in ratios], strict=False))
    for (measure, unit), old, new in zip(MEASURES.items(), before, after, strict=True):
        yield model, measure, unit, old, new, *times.get(measure, (None, None, None))


def _figures(section: str, way: str) -> list[float]:
    (line,) = re.findall(rf"^\| {way} \|(.*)\|$", section, re.MULTILINE)
    return [float(cell.replace(",", "")) for cell in line.split("|")]


if __name__ == "__main__":
    print(serving(DOCUMENT.read_text("utf-8")).write_csv())
