"""The content of a table as one hash, whatever file or library it came through."""

from __future__ import annotations

import hashlib

import polars as pl

from cardshop.dataset.files import DatasetError


def fingerprint(frame: pl.DataFrame) -> str:
    """The sha256 of the content: names, kinds of column and values, in order.

    Equal for a frame read from CSV and from Parquet, whatever the width of its numbers or
    the library version. The order of rows and of columns counts.
    """
    digest = hashlib.sha256()
    for column in frame.iter_columns():
        kind, values = canonical(column)
        digest.update(f"{column.name}\x00{kind}\x00{column.len()}\x00".encode())
        digest.update(column.is_null().cast(pl.UInt8).to_numpy().tobytes())
        digest.update(values)
    return digest.hexdigest()


def canonical(column: pl.Series) -> tuple[str, bytes]:
    """(kind, values as bytes): integers and days as int64, reals as float64, text as UTF-8."""
    dtype = column.dtype
    if column.null_count() == column.len():
        return "nothing", b""
    if dtype.is_float():
        # Adding zero turns -0.0 into 0.0: equal numbers must have equal bytes.
        return "real", (column.cast(pl.Float64).fill_null(0.0) + 0.0).to_numpy().tobytes()
    if dtype.is_integer() or dtype in (pl.Boolean, pl.Date):
        kind = "integer" if dtype.is_integer() else str(dtype)
        return kind, column.cast(pl.Int64).fill_null(0).to_numpy().tobytes()
    if dtype not in (pl.String, pl.Categorical, pl.Enum):
        message = f"column {column.name!r} holds {dtype}: no fingerprint. Cast it to text first."
        raise DatasetError(message)
    text = column.cast(pl.String).fill_null("")
    lengths = text.str.len_bytes().cast(pl.Int64).to_numpy().tobytes()
    return "text", lengths + "".join(text).encode()
