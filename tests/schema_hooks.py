"""What Schemathesis is told: values that JSON Schema takes and a card cannot have, made fit.

Both stay what they were to the schema: 60.0 is whole to it, and it has no word for the first and
last day of a range. Without this nearly every card that it makes is refused.
"""

from __future__ import annotations

import re
from typing import Any

import schemathesis

DAY = re.compile(r"\d{4}(-\d{2}-\d{2})\Z")


@schemathesis.hook
def map_body(context: Any, body: Any) -> Any:
    """The same body with whole numbers without a point, and days of years with cards."""
    if isinstance(body, dict):
        return {name: map_body(context, value) for name, value in body.items()}
    if isinstance(body, list):
        return [map_body(context, value) for value in body]
    if isinstance(body, float) and body.is_integer():
        return int(body)
    if isinstance(body, str) and (found := DAY.match(body)):
        # A leap year, so that its last day of February stays one.
        return f"2012{found[1]}"
    return body
