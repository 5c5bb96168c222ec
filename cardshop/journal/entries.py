"""What is remembered of one card, and how many were."""

from __future__ import annotations

import os
from typing import NamedTuple


class JournalError(Exception):
    """A journal cannot be opened, read or written."""


class Entry(NamedTuple):
    """One card that was answered: a row of the journal, in the order of its columns.

    `request_id` is the service's own and `position` the place in the request's batch, from 0:
    together the key. `client_request_id` is what the client says, never unique. `at_ms` counts
    UTC milliseconds since 1970. Null: `card_type` and `confidence` of a late card, `card` when no
    text of it was kept. Plain Python values: NumPy's are refused.
    """

    request_id: str
    position: int
    client_request_id: str | None
    at_ms: int
    model_version: str
    card: str | None
    card_type: str | None
    confidence: float | None
    decision: str
    reason: str
    status: int
    latency_ms: float


class Counts(NamedTuple):
    """Cards since the journal was opened; every one given is written, dropped or waiting.

    A batch that fails and is tried again counts once in `failed_batches` each time.
    """

    written: int
    dropped: int
    failed_batches: int
    waiting: int


def new_request_id(at_ms: int) -> str:
    """32 hexadecimal digits that nobody can guess, later ones of another millisecond greater.

    The layout of UUID version 7 (RFC 9562). In order of time a journal appends to its index; ids
    in random order touch a page each. At 300,000 rows a row costs 6 us of CPU, at random 26.
    """
    chance = int.from_bytes(os.urandom(10), "big")
    return f"{at_ms:012x}7{chance >> 68:03x}{8 | chance >> 66 & 3:x}{chance & (1 << 60) - 1:015x}"
