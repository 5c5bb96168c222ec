"""Every refusal in one shape: problem details of RFC 9457, as ASCII."""

from __future__ import annotations

import json
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

MEDIA_TYPE = b"application/problem+json"
# RFC 9110. Python changed its own names of them in 3.13; the type of a problem may not change.
NAMES = {413: "Content Too Large", 422: "Unprocessable Content"}
MOST_ERRORS = 20  # items of `errors`; 200 surplus fields once made an answer of 20 kB
LONGEST_NAME = 64  # characters of a client's own field name that are repeated to it
TO_THE_DESK = "Send the card to the desk."


class Problem(Exception):  # noqa: N818  RFC 9457 calls it so
    """A request that gets no prediction: status, one sentence, and what applies of the rest."""

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        errors: Iterable[dict[str, str]] = (),
        left_out: int = 0,
        headers: Iterable[tuple[bytes, bytes]] = (),
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.errors = list(errors)
        self.left_out = left_out
        self.headers = list(headers)

    def body(self, request_id: str) -> bytes:
        """The JSON text; `errors` says how many it left out."""
        about: dict[str, Any] = {
            "type": f"urn:cardshop:problem:{slug(self.status)}",
            "title": name(self.status),
            "status": self.status,
            "detail": self.detail,
            "instance": f"urn:cardshop:request:{request_id}",
        }
        if self.errors:
            about["errors"] = self.errors
            about["errors_left_out"] = self.left_out
        return json.dumps(about).encode("ascii")


def name(status: int) -> str:
    """What RFC 9110 calls a status: "Content Too Large"."""
    return NAMES.get(status) or HTTPStatus(status).phrase


def slug(status: int) -> str:
    """The name of a status in an address, the same in every Python: "content-too-large"."""
    return name(status).lower().replace(" ", "-").replace("'", "")


def pointer(location: Iterable[str | int]) -> str:
    """The JSON pointer (RFC 6901) of a value in the body, a client's own name cut short."""
    parts = (str(part)[:LONGEST_NAME].replace("~", "~0").replace("/", "~1") for part in location)
    return "#" + "".join(f"/{part}" for part in parts)


def retry_after(seconds: float) -> tuple[bytes, bytes]:
    """The header that names whole seconds, at least 1."""
    return b"retry-after", str(max(1, int(seconds + 0.999))).encode()


def schema() -> dict[str, Any]:
    """What every error answers, for the OpenAPI document."""
    texts = {part: {"type": "string"} for part in ("type", "title", "detail", "instance")}
    item = {"type": "object", "properties": {n: {"type": "string"} for n in ("pointer", "detail")}}
    return {
        "title": "Problem",
        "type": "object",
        "required": [*texts, "status"],
        "properties": {
            **texts,
            "status": {"type": "integer"},
            "errors": {"type": "array", "maxItems": MOST_ERRORS, "items": item},
            "errors_left_out": {"type": "integer"},
        },
    }
