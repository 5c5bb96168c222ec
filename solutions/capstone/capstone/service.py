"""Quotes over HTTP: strict requests, answers that can be found again, metrics, a small page."""

from __future__ import annotations

import time
import uuid
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram
from prometheus_client import generate_latest as metrics_text
from pydantic import ValidationError
from starlette.exceptions import HTTPException

from capstone import artifact
from capstone.artifact import Artifact
from capstone.evaluation import OFFER_SHARE
from capstone.page import page
from capstone.requests import MAX_QUOTES, QuoteAnswer, QuoteRequest, in_one_line, table_of

MAX_BODY_BYTES = 256_000
LATENCIES_S = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1.0)
PRICES_USD = (1, 2, 5, 10, 20, 50, 100, 200, 500)
Answer = Callable[[Request], Awaitable[Response]]


class Metrics:
    """What an operator watches; a registry of its own, since an application is built twice."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "quote_requests", "Requests", ["path", "status"], registry=self.registry
        )
        self.latency_s = Histogram(
            "quote_latency_seconds",
            "Latency of quotes",
            ["status_class"],
            buckets=LATENCIES_S,
            registry=self.registry,
        )
        self.price_usd = Histogram(
            "quote_price_usd", "Quoted prices", buckets=PRICES_USD, registry=self.registry
        )


def create_app(artifact_dir: Path) -> FastAPI:
    """The application, its model read once. Raises QuoteError where there is no artefact."""
    kept, metrics = artifact.load(Path(artifact_dir)), Metrics()
    app = FastAPI(title="Price quotes", version=kept.metadata["model_version"])
    html = page(kept.metadata)

    @app.get("/health")
    def health() -> dict[str, str]:
        return {"status": "alive"}

    @app.get("/ready")
    def ready() -> dict[str, str]:
        return {"status": "ready", "model_version": kept.metadata["model_version"]}

    @app.get("/metrics")
    def read_metrics() -> Response:
        return Response(metrics_text(metrics.registry), media_type=CONTENT_TYPE_LATEST)

    @app.get("/", response_class=HTMLResponse)
    def form() -> HTMLResponse:
        return HTMLResponse(html)

    body = {"content": {"application/json": {"schema": QuoteRequest.model_json_schema()}}}

    @app.post("/v1/quotes", response_model=QuoteAnswer, openapi_extra={"requestBody": body})
    async def quotes(request: Request) -> Response:
        asked = _read(await _body(request))
        return _answer(request, asked, kept, metrics)

    app.add_exception_handler(HTTPException, _refusal)
    app.middleware("http")(_noted(metrics))
    return app


def _noted(metrics: Metrics) -> Callable[[Request, Answer], Awaitable[Response]]:
    async def around(request: Request, answer: Answer) -> Response:
        began = time.perf_counter()
        request.state.request_id = uuid.uuid4().hex
        try:
            response = await answer(request)
        except Exception:  # noqa: BLE001  a client is told in one line, whatever happened
            response = _told(request, 500, "The service failed; ask a person for this price.")
        response.headers["X-Request-Id"] = request.state.request_id
        route = request.scope.get("route")
        path = route.path if route else "unmatched"
        metrics.requests.labels(path, str(response.status_code)).inc()
        if path == "/v1/quotes":
            kind = f"{response.status_code // 100}xx"
            metrics.latency_s.labels(kind).observe(time.perf_counter() - began)
        return response

    return around


async def _body(request: Request) -> bytes:
    """The whole body, never more of it than is allowed."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > MAX_BODY_BYTES:
            raise HTTPException(413, f"The body is over {MAX_BODY_BYTES} bytes; send fewer cards.")
    return bytes(body)


def _read(body: bytes) -> QuoteRequest:
    try:
        asked = QuoteRequest.model_validate_json(body)
    except ValidationError as error:
        raise HTTPException(422, in_one_line(error)) from None
    if len(asked.quotes) > MAX_QUOTES:
        raise HTTPException(
            413, f"{len(asked.quotes)} cards in a request; send up to {MAX_QUOTES}."
        )
    return asked


def _answer(request: Request, asked: QuoteRequest, kept: Artifact, metrics: Metrics) -> Response:
    prices = kept.model.prices_usd(table_of(asked)).tolist()
    for price in prices:
        metrics.price_usd.observe(price)
    quotes = [{"price_usd": price, "offer_usd": round(OFFER_SHARE * price, 2)} for price in prices]
    return JSONResponse(
        {
            "request_id": request.state.request_id,
            "model_version": kept.metadata["model_version"],
            "quotes": quotes,
        }
    )


async def _refusal(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    detail = error.detail if isinstance(error, HTTPException) else "The service failed."
    response = _told(request, status, detail)
    response.headers.update(getattr(error, "headers", None) or {})
    return response


def _told(request: Request, status: int, detail: Any) -> Response:
    about = {"detail": detail, "request_id": request.state.request_id}
    return JSONResponse(about, status_code=status)
