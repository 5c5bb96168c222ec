"""Requests made from the OpenAPI document, a tool's own ideas of bad ones among them."""

from __future__ import annotations

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from served_cards import KEY, card, post, serving

OPERATIONS = 6
# To JSON Schema 60.0 is whole, and it has no word for the first and last day of a range.
TOO_STRICT = [positive_data_acceptance]
QUIET = settings(
    max_examples=30,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.slow
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_what_the_document_promises_holds(mode):
    with serving() as served:
        schema = schemathesis.openapi.from_url(f"http://127.0.0.1:{served.port}/openapi.json")
        operations = [one.ok() for one in schema.get_all_operations()]
        assert len(operations) == OPERATIONS
        for operation in operations:
            if mode is GenerationMode.NEGATIVE and not list(operation.body):
                continue

            @QUIET
            @given(case=operation.as_strategy(generation_mode=mode))
            def holds(case):
                case.call_and_validate(headers={"X-API-Key": KEY}, excluded_checks=TOO_STRICT)

            holds()
        assert post(served.port, card()).status == 200
