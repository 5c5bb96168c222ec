"""The routes and their OpenAPI document: what is read from bytes is described here by hand."""

from __future__ import annotations

from typing import Any, Literal

from fastapi import FastAPI
from pydantic import BaseModel
from starlette.responses import Response
from starlette.routing import Route

from cardshop.service import problems
from cardshop.service.routes import Desk

REF = "#/components/schemas/{model}"
PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
REFUSALS = {
    "/v1/predict": (401, 408, 413, 415, 422, 429, 500, 503),
    "/v1/predict/batch": (401, 408, 413, 415, 422, 429, 500, 503),
    "/v1/model": (401, 429),
    "/health/live": (),
    "/health/ready": (503,),
    "/metrics": (),
}


class Answered(BaseModel):
    """What is said about one card; type and confidence are null when the answer is late."""

    card_type: str | None
    confidence: float | None
    decision: Literal["file", "desk"]
    reason: Literal["sure", "unsure", "late"]


class Prediction(Answered):
    """The answer to one card."""

    request_id: str
    model_version: str


class Predictions(BaseModel):
    """The answers to a batch, in the order of its cards."""

    request_id: str
    model_version: str
    cards: list[Answered]


def document(app: FastAPI, desk: Desk) -> None:
    """Nothing; the application has the desk's routes, each with all its answers described."""
    for path, refusals in REFUSALS.items():
        endpoint, model, sent = _about(desk)[path]
        kind = "text/plain" if path == "/metrics" else "application/json"
        responses: dict[int | str, dict[str, Any]] = {
            status: {"description": problems.slug(status), "content": PROBLEM}
            for status in refusals
        }
        responses[200] = {"model": model} if model else {"content": {kind: {}}}
        extra: dict[str, Any] = {"security": [{"ApiKey": []}]} if path.startswith("/v1/") else {}
        if sent:
            content = {"application/json": {"schema": {"$ref": REF.format(model=sent.__name__)}}}
            extra["requestBody"] = {"required": True, "content": content}
        methods = ["POST" if sent else "GET"]
        if sent:
            # Asked first: FastAPI's own route, which documents this one, costs 50 us a request
            # for parameters that nobody has.
            app.router.routes.insert(0, Route(path, endpoint, methods=methods))
        app.add_api_route(
            path,
            endpoint,
            methods=methods,
            response_class=Response,
            responses=responses,
            response_model=None,
            openapi_extra=extra,
        )
    _add_components(app, desk)


def _about(desk: Desk) -> dict[str, tuple[Any, type[BaseModel] | None, type[BaseModel] | None]]:
    """Path to (function, model of the answer, model of the body)."""
    return {
        "/v1/predict": (desk.predict, Prediction, desk.release.reader.card),
        "/v1/predict/batch": (desk.predict_batch, Predictions, desk.release.reader.batch),
        "/v1/model": (desk.model, None, None),
        "/health/live": (desk.live, None, None),
        "/health/ready": (desk.ready, None, None),
        "/metrics": (desk.metrics_text, None, None),
    }


def _add_components(app: FastAPI, desk: Desk) -> None:
    """Nothing; /openapi.json also says what a card is, what a problem is, and what a key is."""
    made = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            parts = made().setdefault("components", {})
            batch = desk.release.reader.batch.model_json_schema(ref_template=REF)
            parts.setdefault("schemas", {}).update(batch.pop("$defs"))
            parts["schemas"] |= {"Batch": batch, "Problem": problems.schema()}
            key = {"type": "apiKey", "in": "header", "name": "X-API-Key"}
            parts["securitySchemes"] = {"ApiKey": key}
        return app.openapi_schema or {}

    app.openapi = openapi  # pyrefly: ignore
