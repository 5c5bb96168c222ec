"""What a partner sent: every value kept as it came, every broken file refused in one line."""

from __future__ import annotations

import csv
import io
from collections import Counter
from typing import TYPE_CHECKING

import polars as pl

from cardshop.contract.fields import FIELDS

if TYPE_CHECKING:
    from _csv import Reader as CsvRecords
    from collections.abc import Iterator, Sequence
    from pathlib import Path

SUFFIXES = (".csv", ".parquet")
# Our header has about 400 bytes; a header that fills 64 kB names some 6,000 columns.
HEADER_LIMIT_KB = 64
MAX_COLUMNS = 200
# A parquet footer grows with columns x row groups: ours stays below 1 MB at 1M rows.
FOOTER_LIMIT_MB = 16
NAMED = 10
RESERVED = ("row", "reasons")
BOM = b"\xef\xbb\xbf"
OTHER_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}


class DeliveryError(ValueError):
    """A delivery that cannot be judged row by row, so it is refused as a whole."""


def read_delivery(path: Path) -> pl.DataFrame:
    """Return the delivery with at least the columns of the contract, every value as it came.

    A CSV gives text columns (an empty field is null), a parquet file its own types.
    Raises DeliveryError, one line, when the file or its header cannot be read as a delivery.
    """
    delivery = read_as_sent(path)
    require_columns(delivery, path.name)
    return delivery


def read_as_sent(path: Path) -> pl.DataFrame:
    """Return the table of a file, whatever its columns are called: the input of `schema_drift`.

    Raises DeliveryError as `read_delivery` does, except for missing columns.
    """
    _require_file(path)
    table = _read_csv(path) if path.suffix == ".csv" else _read_parquet(path)
    if table.height == 0:
        raise _refusal(path.name, "holds a header and no card", "Ask the partner to send it again")
    return table


def require_columns(delivery: pl.DataFrame, name: str = "the delivery") -> None:
    """Raise DeliveryError when a column of the contract is missing or holds lists or structs."""
    missing = [column for column in FIELDS if column not in delivery.columns]
    if missing:
        named = ", ".join(missing[:NAMED]) + f" and {len(missing) - NAMED} more" * (
            len(missing) > NAMED
        )
        what = f"lacks {len(missing)} of {len(FIELDS)} columns: {named}"
        step = "Compare names and units with schema_drift(delivery, reference), then rename"
        raise _refusal(name, what, step)
    for column in RESERVED:
        if column in delivery.columns:
            raise _refusal(name, f"has a column {column!r}, which the quarantine adds", "Rename it")
    for column in FIELDS:
        dtype = delivery.schema[column]
        if dtype.is_nested() or dtype in (pl.Binary, pl.Object):
            what = f"holds {dtype} in {column}; one number, text or date a cell is allowed"
            raise _refusal(name, what, "Ask the partner for one value a cell")


def _refusal(name: str, what: str, step: str) -> DeliveryError:
    return DeliveryError(f"{name} {what}. {step}.")


def _require_file(path: Path) -> None:
    if path.is_dir():
        step = "Name one file, for example " + str(path / "monday.csv")
        raise _refusal(str(path), "is a folder; one file is needed", step)
    if path.suffix not in SUFFIXES:
        what = f"ends in {path.suffix or 'nothing'!r}; {' or '.join(SUFFIXES)} is allowed"
        raise _refusal(path.name, what, "Ask the partner to export a CSV (UTF-8, commas)")
    if not path.exists():
        raise _refusal(str(path), "does not exist", "Check the spelling and the folder")
    if path.stat().st_size == 0:
        raise _refusal(path.name, "is empty (0 bytes)", "Ask the partner to send it again")


def _read_csv(path: Path) -> pl.DataFrame:
    _require_header(path)
    raw = path.read_bytes()
    _require_text(path.name, raw)
    # Empty lines at the end are harmless, but polars would make rows of nulls of them.
    raw = raw.removeprefix(BOM).rstrip(b"\r\n")
    _require_whole_records(path.name, raw.decode())
    try:
        return pl.read_csv(io.BytesIO(raw + b"\n"), infer_schema=False)
    except pl.exceptions.PolarsError:
        what = "has a quote mark inside an unquoted field"
        raise _refusal(
            path.name, what, 'Quote such a field and double the mark: "5"" foil"'
        ) from None


def _require_header(path: Path) -> None:
    """Refuse from the first bytes: a million columns must not be parsed to be refused."""
    with path.open("rb") as file:
        start = file.read(HEADER_LIMIT_KB * 1024).removeprefix(BOM)
    line, newline, _ = start.replace(b"\r", b"\n").partition(b"\n")
    columns = line.count(b",") + 1
    too_long = not newline and path.stat().st_size > len(start) + len(BOM)
    if too_long or columns > MAX_COLUMNS:
        many = f"at least {columns}" if too_long else str(columns)
        what = f"names {many} columns in its first line; at most {MAX_COLUMNS} are allowed"
        raise _refusal(path.name, what, "Check that the file is a table with one card a line")


def _require_text(name: str, raw: bytes) -> None:
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        what = f"is not UTF-8: byte 0x{raw[error.start]:02x} at offset {error.start}"
        raise _refusal(name, what, "Ask the partner to export as UTF-8") from None
    if b"\0" in raw:
        what = f"holds a NUL byte at offset {raw.index(0)}"
        raise _refusal(name, what, "Ask for text in UTF-8 (UTF-16 looks like this)")
    if raw.count(b"\r") != raw.count(b"\r\n"):
        what = "ends lines with CR alone; LF or CR LF is allowed"
        raise _refusal(name, what, "Save it again with Windows or Unix line ends")


def _require_whole_records(name: str, text: str) -> None:
    """Refuse ragged and cut-off records: polars fills a short record with silent nulls."""
    records = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(records, [])
        _require_names(name, header)
        _require_widths(name, _widths(text, records), len(header))
    except csv.Error as error:
        what = f"breaks off in line {records.line_num}: {error}"
        raise _refusal(name, what, "Look for a quote mark that is never closed") from None


def _widths(text: str, records: CsvRecords) -> Iterator[tuple[int, int]]:
    """(line, fields) of each record below the header."""
    if '"' in text:
        yield from ((records.line_num, len(record)) for record in records)
        return
    # Without quotes a line is a record: counting commas takes a third of the time.
    lines = text.split("\n")
    for number in range(1, len(lines)):
        line = lines[number].rstrip("\r")
        yield number + 1, line.count(",") + 1 if line else 0


def _require_names(name: str, header: Sequence[str]) -> None:
    if not header:
        step = "Delete the empty lines above the names, or ask for a file that has some"
        raise _refusal(name, "begins with an empty line; the column names belong there", step)
    for separator, called in OTHER_SEPARATORS.items():
        if len(header) == 1 and separator in header[0]:
            step = "Export with commas, or replace them on arrival and say so in the lineage"
            raise _refusal(name, f"is separated by {called}; commas are allowed", step)
    twice = [column for column, count in Counter(header).items() if count > 1]
    if twice:
        what = f"names {', '.join(map(repr, twice))} more than once; each column once is allowed"
        raise _refusal(name, what, "Ask which of them is meant")


def _require_widths(name: str, widths: Iterator[tuple[int, int]], width: int) -> None:
    for line, found in widths:
        if found == width:
            continue
        if found < width and next(widths, None) is None:
            what = f"is cut off: its last record (line {line}) has {found} of {width} fields"
            raise _refusal(name, what, "Ask the partner to send it again")
        what = f"has {found} fields in line {line}; the header names {width}"
        raise _refusal(name, what, "Look for a missing or an unquoted comma")


def _read_parquet(path: Path) -> pl.DataFrame:
    _require_footer(path)
    try:
        columns = len(pl.read_parquet_schema(path))
        if columns > MAX_COLUMNS:
            what = f"names {columns} columns; at most {MAX_COLUMNS} are allowed"
            raise _refusal(path.name, what, "Check that the file is a table with one card a row")
        return pl.read_parquet(path, glob=False)
    except (pl.exceptions.PolarsError, OSError) as error:
        what = f"is damaged: {str(error).splitlines()[0]}"
        raise _refusal(path.name, what, "Ask the partner to send it again") from None


def _require_footer(path: Path) -> None:
    with path.open("rb") as file:
        start = file.read(4)
        file.seek(max(path.stat().st_size - 8, 0))
        end = file.read(8)
    if start != b"PAR1" or end[4:] != b"PAR1":
        what = "is no whole parquet file: it must begin and end with PAR1"
        raise _refusal(path.name, what, "Ask the partner to send it again")
    if int.from_bytes(end[:4], "little") > FOOTER_LIMIT_MB * 1024**2:
        what = f"describes its columns in more than {FOOTER_LIMIT_MB} MB"
        raise _refusal(
            path.name, what, f"At most {MAX_COLUMNS} columns are allowed: check the file"
        )
