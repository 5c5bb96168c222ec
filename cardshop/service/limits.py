"""Who may ask, how often, and how much: pure functions of headers and clocks."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Callable, Iterable

from cardshop.service.problems import Problem, retry_after

MEDIA_TYPE = re.compile(
    rb'application/json[ \t]*(;[ \t]*charset=("utf-8"|utf-8)[ \t]*)?\Z', re.IGNORECASE
)
CLIENT_ID = re.compile(rb"[A-Za-z0-9._-]{1,64}\Z")
CHALLENGE = (b"www-authenticate", b'ApiKey realm="cardshop", header="X-API-Key"')
CLOSE = (b"connection", b"close")
Headers = dict[bytes, bytes]


class Keys:
    """Which keys are accepted, as hashes: the keys themselves are not kept."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._hashes = tuple(hashlib.sha256(key.encode()).digest() for key in keys)

    def owner(self, headers: Headers) -> int:
        """The index of the key that came, 0 where none is needed. Raises Problem 401."""
        if not self._hashes:
            return 0
        came = hashlib.sha256(headers.get(b"x-api-key", b"")).digest()
        owner = -1
        # All are compared, so that the time says nothing about which one it was.
        for index, known in enumerate(self._hashes):
            if hmac.compare_digest(known, came):
                owner = index
        if owner < 0:
            detail = "No accepted key. Send one in the header X-API-Key."
            raise Problem(401, detail, headers=[CHALLENGE])
        return owner


class Buckets:
    """A token bucket for each key: `rate` a second, `burst` after a rest."""

    def __init__(self, rate_per_s: float, burst: int, clock: Callable[[], float]) -> None:
        self._rate, self._burst, self._clock = rate_per_s, float(burst), clock
        self._left: dict[int, tuple[float, float]] = {}

    def take(self, owner: int) -> None:
        """Nothing; one request is taken from the key's bucket. Raises Problem 429."""
        if not self._rate:
            return
        now = self._clock()
        left, at = self._left.get(owner, (self._burst, now))
        left = min(self._burst, left + (now - at) * self._rate)
        if left < 1:
            self._left[owner] = left, now
            wait_s = (1 - left) / self._rate
            detail = f"This key may send {self._rate:g} requests a second. Wait, then go on."
            raise Problem(429, detail, headers=[retry_after(wait_s)])
        self._left[owner] = left - 1, now


def check_media_type(headers: Headers) -> None:
    """Nothing, for JSON in UTF-8 that is sent as it is. Raises Problem 415."""
    if not MEDIA_TYPE.match(headers.get(b"content-type", b"")):
        detail = "Send application/json, in UTF-8."
        raise Problem(415, detail, headers=[(b"accept", b"application/json"), CLOSE])
    if headers.get(b"content-encoding", b"identity").lower() != b"identity":
        detail = "Send the body as it is: no Content-Encoding is read."
        raise Problem(415, detail, headers=[(b"accept-encoding", b"identity"), CLOSE])


def check_declared_length(headers: Headers, limit: int) -> None:
    """Nothing, where the declared length fits or none is declared. Raises Problem 413."""
    if int(headers.get(b"content-length", b"0")) > limit:
        raise too_large(limit)


def too_large(limit: int) -> Problem:
    """The problem of a body beyond the limit; the connection ends, since the rest is unread."""
    return Problem(413, f"The body is larger than {limit} bytes.", headers=[CLOSE])


def client_id(headers: Headers) -> str | None:
    """The client's own request id, if it is one that may stand in a log; else None."""
    came = headers.get(b"x-request-id", b"")
    return came.decode() if CLIENT_ID.match(came) else None
