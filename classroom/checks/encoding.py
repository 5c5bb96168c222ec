"""Data in, data out: the encoding in which arguments and results could cross to a process.

Frames travel as Arrow IPC, arrays as npy without pickles, the rest as tagged JSON. What has no
encoding is no answer: an object could run code on the side of the judge.
"""

from __future__ import annotations

import base64
import copy
import datetime as dt
import io
import json
from typing import Any

import numpy as np
import polars as pl

PLAIN = (str, int, float, bool, type(None))


def encode(value: Any) -> str:
    """JSON text that holds `value`; raises `TypeError` that names a kind that is no data."""
    return json.dumps(_tagged(value))


def decode(text: str) -> Any:
    """The value that `encode` was given: equal, and of the same types."""
    return _untagged(json.loads(text))


def copied(value: Any) -> Any:
    """A copy that a learner may change without touching the fixture."""
    return value.clone() if isinstance(value, pl.DataFrame) else _copied_parts(value)


def same(left: Any, right: Any) -> bool:
    """Whether two pieces of data are equal; frames with dtypes and order, NaN equal to NaN."""
    if isinstance(left, pl.DataFrame) and isinstance(right, pl.DataFrame):
        return left.schema == right.schema and left.equals(right)
    return type(left) is type(right) and encode(left) == encode(right)


def _copied_parts(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return type(value)(copied(one) for one in value)
    if isinstance(value, dict):
        return {key: copied(one) for key, one in value.items()}
    return copy.deepcopy(value)


def _tagged(value: Any) -> Any:
    if type(value) in PLAIN:
        return value
    if isinstance(value, pl.DataFrame):
        buffer = io.BytesIO()
        value.write_ipc(buffer)
        return {"frame": base64.b64encode(buffer.getvalue()).decode()}
    if isinstance(value, np.ndarray) and value.dtype != object:
        buffer = io.BytesIO()
        np.save(buffer, value, allow_pickle=False)
        return {"array": base64.b64encode(buffer.getvalue()).decode()}
    if isinstance(value, dt.date):
        return {"datetime" if isinstance(value, dt.datetime) else "date": value.isoformat()}
    if isinstance(value, (list, tuple)):
        return {type(value).__name__: [_tagged(one) for one in value]}
    if isinstance(value, dict):
        return {"dict": [[_tagged(key), _tagged(one)] for key, one in value.items()]}
    message = f"{type(value).__module__}.{type(value).__name__} is no data; frames, arrays, numbers, text, dates, lists, tuples and dicts are."  # noqa: E501  one sentence
    raise TypeError(message)


READERS = {
    "frame": lambda text: pl.read_ipc(io.BytesIO(base64.b64decode(text))),
    "array": lambda text: np.load(io.BytesIO(base64.b64decode(text)), allow_pickle=False),
    "date": dt.date.fromisoformat,
    "datetime": dt.datetime.fromisoformat,
    "list": lambda items: [_untagged(one) for one in items],
    "tuple": lambda items: tuple(_untagged(one) for one in items),
    "dict": lambda pairs: {_untagged(key): _untagged(one) for key, one in pairs},
}


def _untagged(tagged: Any) -> Any:
    if not isinstance(tagged, dict):
        return tagged
    ((tag, content),) = tagged.items()
    return READERS[tag](content)
