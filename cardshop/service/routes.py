"""What the service answers: one function a route, around a model, a journal and a queue."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence

import pydantic_core
from starlette.requests import Request
from starlette.responses import Response

from cardshop.artifact import DESK, Artifact
from cardshop.journal import Entry, Journal
from cardshop.service.batching import Card, CommitError, FailedError, Job, OverloadedError
from cardshop.service.gate import Visit
from cardshop.service.metrics import MEDIA_TYPE, Metrics
from cardshop.service.problems import TO_THE_DESK, Problem, retry_after
from cardshop.service.release import Answer, Release
from cardshop.service.settings import Settings

JSON = "application/json"
OVERLOAD_RETRY_S = 1
LATE = ("null", None, None, DESK, "late")


class Desk:
    """A service's parts, and what it does with a request; built once by create_app."""

    def __init__(
        self, artifact: Artifact, journal: Journal, settings: Settings, metrics: Metrics
    ) -> None:
        self.journal, self.settings, self.metrics = journal, settings, metrics
        # Read once a request: all that is said of its cards comes from one version.
        self.release = self.made(artifact)
        # Why another version that LATEST names does not answer.
        self.refused: str | None = None

    def made(self, artifact: Artifact) -> Release:
        """A release of this service that answers nobody yet."""
        commit = self._commit if self.journal.durable else None
        release = Release(artifact, self.settings, commit=commit)
        release.batcher.sizes = self.metrics.sizes.observe
        return release

    def start(self) -> None:
        """Nothing; from now on the first release answers. Called in the event loop."""
        self.release.batcher.start()
        self.release.warm_up()

    def put(self, release: Release) -> None:
        """Nothing; cards that come from now on are its. Called in the event loop.

        Between reading `release` and joining its queue no request gives way to this, so none
        comes to a queue that has closed; and a queue closes when all that waits is computed.
        """
        release.batcher.start()
        old, self.release = self.release, release
        self.refused = None
        old.batcher.close(0)
        self.metrics.model(release.artifact.version, release.artifact.metadata.feature_code)

    def close(self) -> None:
        """Nothing, once all that waited is answered and written."""
        self.release.batcher.close(self.settings.stop_s)
        self.refresh()
        self.journal.close(self.settings.stop_s)

    async def predict(self, request: Request) -> Response:
        """One card's type, or the desk. Raises Problem."""
        visit: Visit = request.scope["visit"]
        visit.release = release = self.release
        card = release.reader.one(visit.body)
        visit.cards = 1
        until = visit.loop_time + self.settings.deadline_ms / 1000
        try:
            job = await release.batcher.one(card, visit, until=until)
        except (OverloadedError, FailedError, CommitError) as error:
            raise self._problem(error) from error
        answer = LATE if job.late else release.answer(*job.rows[0])
        await self._remember([card], [answer], visit, committed=not job.late)
        body = f'{{"request_id":"{visit.request_id}","model_version":{release.version_text},'
        return Response(f"{body}{_fields(answer)}}}", media_type=JSON)

    async def predict_batch(self, request: Request) -> Response:
        """The types of 1 to 1000 cards, in the order in which they came. Raises Problem."""
        visit: Visit = request.scope["visit"]
        visit.release = release = self.release
        cards = release.reader.many(visit.body)
        visit.cards = len(cards)
        try:
            within_s = self.settings.batch_deadline_ms / 1000
            rows = await release.batcher.many(cards, within_s=within_s)
        except (OverloadedError, FailedError, TimeoutError) as error:
            raise self._problem(error) from error
        answers = [release.answer(*row) for row in rows]
        await self._remember(cards, answers, visit, committed=False)
        body = (
            f'{{"request_id":"{visit.request_id}","model_version":{release.version_text},"cards":['
        )
        cards_text = ",".join(f"{{{_fields(one)}}}" for one in answers)
        return Response(f"{body}{cards_text}]}}", media_type=JSON)

    def _entry(self, visit: Visit, position: int, card: Card, answer: Answer) -> Entry:
        return Entry(
            request_id=visit.request_id,
            position=position,
            client_request_id=visit.client_id,
            at_ms=time.time_ns() // 1_000_000,
            model_version=visit.release.artifact.version,
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
            self._entry(job.about, 0, job.cards[0], job.about.release.answer(*job.rows[0]))
            for job in jobs
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
        artifact = self.release.artifact
        about = {
            "version": artifact.version,
            "classes": artifact.classes,
            "features": artifact.features,
            "columns": self.release.reader.columns,
            "threshold": artifact.threshold,
            "temperature": artifact.temperature,
            "metadata": artifact.metadata,
            "refused": self.refused,
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
        self.metrics.depth.set(self.release.batcher.depth)
        self.metrics.refused.set(self.refused is not None)
        self.metrics.ready.set(not self._not_ready())

    def _not_ready(self) -> str:
        if not self.release.batcher.alive:
            return "The worker computes no cards."
        return "" if self.journal.alive else "The journal is not written."


def _fields(answer: Answer) -> str:
    text, _, confidence, decision, reason = answer
    shown = "null" if confidence is None else repr(confidence)
    return f'"card_type":{text},"confidence":{shown},"decision":"{decision}","reason":"{reason}"'
