"""What the service answers: one function a route, around a model, a journal and a queue."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence

import numpy as np
import polars as pl
import pydantic_core
from starlette.requests import Request
from starlette.responses import Response

from cardshop.artifact import DESK, FILE, Artifact
from cardshop.journal import Entry, Journal
from cardshop.service.batching import (
    Batcher,
    Card,
    CommitError,
    FailedError,
    Job,
    OverloadedError,
)  # fmt: skip
from cardshop.service.gate import Visit
from cardshop.service.metrics import MEDIA_TYPE, Metrics
from cardshop.service.problems import TO_THE_DESK, Problem, retry_after
from cardshop.service.requests import Reader, example_card
from cardshop.service.settings import Settings

JSON = "application/json"
OVERLOAD_RETRY_S = 1
CONFIDENCE_DIGITS = 6
LATE = ("null", None, None, DESK, "late")
# card_type and its JSON, confidence, decision, reason.
Answer = tuple[str, str | None, float | None, str, str]


class Desk:
    """A service's parts, and what it does with a request; built once by create_app."""

    def __init__(
        self, artifact: Artifact, journal: Journal, settings: Settings, metrics: Metrics
    ) -> None:
        self.artifact, self.journal, self.settings = artifact, journal, settings
        self.metrics = metrics
        self.reader = Reader(artifact.features, most_cards=settings.batch_cards)
        self.batcher = Batcher(
            self._compute, settings, commit=self._commit if journal.durable else None
        )
        self.batcher.sizes = metrics.sizes.observe
        self._types = [(pydantic_core.to_json(one).decode(), one) for one in artifact.classes]
        self._version = pydantic_core.to_json(artifact.version).decode()

    def warm_up(self) -> None:
        """Nothing; one card is computed, since the first one builds what later ones use."""
        self._compute([example_card(self.reader.columns)])

    def close(self) -> None:
        """Nothing, once all that waited is answered and written."""
        self.batcher.close(self.settings.stop_s)
        self.refresh()
        self.journal.close(self.settings.stop_s)

    async def predict(self, request: Request) -> Response:
        """One card's type, or the desk. Raises Problem."""
        visit: Visit = request.scope["visit"]
        card = self.reader.one(visit.body)
        visit.cards = 1
        until = visit.loop_time + self.settings.deadline_ms / 1000
        try:
            job = await self.batcher.one(card, visit, until=until)
        except (OverloadedError, FailedError, CommitError) as error:
            raise self._problem(error) from error
        answer = LATE if job.late else self._answer(*job.rows[0])
        await self._remember([card], [answer], visit, committed=not job.late)
        body = f'{{"request_id":"{visit.request_id}","model_version":{self._version},'
        return Response(f"{body}{_fields(answer)}}}", media_type=JSON)

    async def predict_batch(self, request: Request) -> Response:
        """The types of 1 to 1000 cards, in the order in which they came. Raises Problem."""
        visit: Visit = request.scope["visit"]
        cards = self.reader.many(visit.body)
        visit.cards = len(cards)
        try:
            rows = await self.batcher.many(cards, within_s=self.settings.batch_deadline_ms / 1000)
        except (OverloadedError, FailedError, TimeoutError) as error:
            raise self._problem(error) from error
        answers = [self._answer(*row) for row in rows]
        await self._remember(cards, answers, visit, committed=False)
        body = f'{{"request_id":"{visit.request_id}","model_version":{self._version},"cards":['
        cards_text = ",".join(f"{{{_fields(one)}}}" for one in answers)
        return Response(f"{body}{cards_text}]}}", media_type=JSON)

    def _compute(self, cards: Sequence[Card]) -> tuple[np.ndarray, np.ndarray]:
        frame = pl.DataFrame(cards, schema=self.reader.schema)
        probabilities = self.artifact.probabilities(frame)
        codes = probabilities.argmax(axis=1)
        return codes, probabilities[np.arange(len(codes)), codes]

    def _answer(self, code: int, confidence: float) -> Answer:
        sure = confidence >= self.artifact.threshold
        decision, reason = (FILE, "sure") if sure else (DESK, "unsure")
        return *self._types[code], round(confidence, CONFIDENCE_DIGITS), decision, reason

    def _entry(self, visit: Visit, position: int, card: Card, answer: Answer) -> Entry:
        return Entry(
            request_id=visit.request_id,
            position=position,
            client_request_id=visit.client_id,
            at_ms=time.time_ns() // 1_000_000,
            model_version=self.artifact.version,
            card=pydantic_core.to_json(card).decode(),
            card_type=answer[1],
            confidence=answer[2],
            decision=answer[3],
            reason=answer[4],
            status=200,
            latency_ms=round(visit.latency_ms(), 3),
        )

    def _commit(self, jobs: Sequence[Job]) -> None:
        """In the worker thread: all answers of one joint computation in one transaction."""
        entries = [
            self._entry(job.about, 0, job.cards[0], self._answer(*job.rows[0])) for job in jobs
        ]
        self.journal.write_now(entries)

    async def _remember(
        self, cards: Sequence[Card], answers: Sequence[Answer], visit: Visit, *, committed: bool
    ) -> None:
        for answer in answers:
            self.metrics.decision(answer[1], answer[3], answer[4])
            if answer[2] is not None:
                self.metrics.confidence.observe(answer[2])
        if self.journal.durable and committed:
            return
        pairs = enumerate(zip(cards, answers, strict=True))
        entries = [self._entry(visit, at, card, answer) for at, (card, answer) in pairs]
        if not self.journal.durable:
            for entry in entries:
                self.journal.record(entry)
            return
        try:
            await asyncio.to_thread(self.journal.write_now, entries)
        except Exception as error:
            raise self._problem(CommitError(type(error).__name__)) from error

    def _problem(self, error: Exception) -> Problem:
        wait = [retry_after(OVERLOAD_RETRY_S)]
        if isinstance(error, FailedError):
            self.metrics.failed.inc()
            return Problem(500, f"The model failed on this request. {TO_THE_DESK}")
        if isinstance(error, CommitError):
            words = "The answer could not be written into the journal"
        elif isinstance(error, TimeoutError):
            words = "The batch was not computed in time"
        else:
            words = "Too many cards wait"
        return Problem(503, f"{words}. {TO_THE_DESK[:-1]}, or try again later.", headers=wait)

    async def model(self, _: Request) -> Response:
        """Which model answers, from what features, by which threshold."""
        artifact = self.artifact
        about = {
            "version": artifact.version,
            "classes": artifact.classes,
            "features": artifact.features,
            "columns": self.reader.columns,
            "threshold": artifact.threshold,
            "temperature": artifact.temperature,
            "metadata": artifact.metadata,
        }
        return Response(pydantic_core.to_json(about, fallback=vars), media_type=JSON)

    async def live(self, _: Request) -> Response:
        """Whether this process answers at all."""
        return Response(b'{"status":"live"}', media_type=JSON)

    async def ready(self, _: Request) -> Response:
        """Whether cards should be sent here. Raises Problem 503."""
        wrong = self._not_ready()
        if wrong:
            raise Problem(503, wrong, headers=[retry_after(OVERLOAD_RETRY_S)])
        return Response(b'{"status":"ready"}', media_type=JSON)

    async def metrics_text(self, _: Request) -> Response:
        """Counters and histograms in the text format of Prometheus."""
        return Response(self.metrics.text(self.refresh), media_type=MEDIA_TYPE)

    def refresh(self) -> None:
        """Nothing; what others count is brought into the metrics."""
        self.metrics.journal(self.journal.counts)
        self.metrics.depth.set(self.batcher.depth)
        self.metrics.ready.set(not self._not_ready())

    def _not_ready(self) -> str:
        if not self.batcher.alive:
            return "The worker computes no cards."
        return "" if self.journal.alive else "The journal is not written."


def _fields(answer: Answer) -> str:
    text, _, confidence, decision, reason = answer
    shown = "null" if confidence is None else repr(confidence)
    return f'"card_type":{text},"confidence":{shown},"decision":"{decision}","reason":"{reason}"'
