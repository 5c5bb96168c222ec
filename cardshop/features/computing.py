"""Cards become features: one function for every engine, and the hash of the code that does it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

import polars as pl

from cardshop.features.catalogue import DEFAULT
from cardshop.features.recipes import Expression, Namespace
from cardshop.features.refusals import FeatureError, check_columns, chosen

Cards = TypeVar("Cards")
# The files that decide a value, a name or an order.
HASHED = ("catalogue.py", "recipes.py")
FOLDER = Path(__file__).parent


def features(cards: Cards, groups: Iterable[str] = DEFAULT) -> Cards:
    """The features of these cards, row by row, in a table of the kind that came.

    polars eager or lazy, pandas, a DuckDB relation. `groups` also takes names of features; the
    order is that of the catalogue. Nulls become what `Feature.missing` says, NaN and infinity
    are missing. Raises LeakError, FeatureError.
    """
    names = _names(groups)
    if isinstance(cards, pl.DataFrame):
        # Lazily, what two features share is computed once: half the time on many cards.
        return cast("Cards", _selected(cards.lazy(), pl, names).collect())
    if isinstance(cards, pl.LazyFrame):
        return _selected(cards, pl, names)
    import narwhals as nw

    return _selected(_in_narwhals(cards), nw, names).to_native()


def _selected(table: Any, namespace: Namespace, names: tuple[str, ...]) -> Any:
    check_columns(chosen(names), _kinds(table.collect_schema()))
    return table.select(*expressions(namespace, names))


def _in_narwhals(cards: Any) -> Any:
    import narwhals as nw

    try:
        return nw.from_native(cards)
    except TypeError:
        message = (
            f"{type(cards).__name__} is no table. Pass a frame of polars or pandas, or a relation "
            "of DuckDB."
        )
        raise FeatureError(message) from None


def expressions(namespace: Namespace, groups: Iterable[str] = DEFAULT) -> tuple[Expression, ...]:
    """The features as expressions of `polars` or `narwhals`, built once and then remembered.

    `frame.select(expressions(pl))` is the shortest way for a service: it checks no column.
    Raises LeakError, FeatureError.
    """
    return _built(namespace, _names(groups))


@cache
def _built(namespace: Namespace, names: tuple[str, ...]) -> tuple[Expression, ...]:
    return tuple(one.expression(namespace) for one in chosen(names))


def code_hash(folder: Path = FOLDER) -> str:
    """The sha256 of the source that decides the features: equal on every system and Python.

    Line ends are made equal, nothing else: an artefact is tied to the text that made it, and a
    reworded line costs a training, where a change that went unseen would cost money.
    """
    digest = hashlib.sha256()
    for name in HASHED:
        source = (folder / name).read_bytes().replace(b"\r\n", b"\n")
        digest.update(name.encode() + b"\0" + source + b"\0")
    return digest.hexdigest()


def _names(groups: Iterable[str]) -> tuple[str, ...]:
    return (groups,) if isinstance(groups, str) else tuple(groups)


def _kinds(schema: Any) -> dict[str, str]:
    return {name: _kind(dtype) for name, dtype in schema.items()}


def _kind(dtype: Any) -> str:
    """In a word what a column holds; the types of polars and narwhals answer alike."""
    if dtype.is_numeric():
        return "number"
    name = type(dtype).__name__ if not isinstance(dtype, type) else dtype.__name__
    if name in ("String", "Categorical", "Enum"):
        return "text"
    if name in ("Date", "Datetime"):
        return "date"
    return "nothing" if name == "Null" else name
