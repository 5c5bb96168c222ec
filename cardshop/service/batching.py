"""Cards that wait are computed together, by one thread, off the event loop."""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from cardshop.service.settings import Settings

Card = dict[str, Any]
Computed = tuple[np.ndarray, np.ndarray]
# Cards to (class index, confidence), each an array (n_cards,); called in the worker thread.
Compute = Callable[[Sequence[Card]], Computed]
# Called in the worker thread before answers leave; what it raises fails those answers.
Commit = Callable[[Sequence["Job"]], None]
# A computation of a hundred cards takes milliseconds; one of seconds will not come back.
STUCK_S = 5.0


class OverloadedError(Exception):
    """As many cards wait as may wait."""


class FailedError(Exception):
    """The model raised on these cards, alone as well; its cause says what."""


class CommitError(Exception):
    """The answer could not be written down, and the journal is durable."""


class Job:
    """Cards of one request (or a part of them) on their way through the worker."""

    __slots__ = ("about", "cards", "claimed", "error", "future", "late", "rows")

    def __init__(self, cards: Sequence[Card], future: asyncio.Future[None], about: Any) -> None:
        self.cards = cards
        self.future = future
        self.about = about
        self.claimed = self.late = False
        self.error: Exception | None = None
        self.rows: list[tuple[int, float]] = []


class Batcher:
    """A bounded queue and its worker: whatever waits is computed together, at once.

    Single cards come first: a joint computation takes all of them and one chunk of a batch.
    With `commit`, a single card's answer leaves only after it, and no longer becomes late once
    it is being committed.
    """

    def __init__(
        self, compute: Compute, settings: Settings, *, commit: Commit | None = None
    ) -> None:
        self._compute, self._commit = compute, commit
        self._room, self._batch_room = settings.waiting_cards, settings.waiting_batch_cards
        self._chunk = settings.chunk_cards
        self._singles: deque[Job] = deque()
        self._chunks: deque[Job] = deque()
        self._wake = threading.Condition()
        self._closing = self._rung = False
        self._busy_since: float | None = None
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self.sizes: Callable[[int], None] = lambda _: None

    @property
    def depth(self) -> int:
        """Jobs that wait: single cards and chunks of batches."""
        return len(self._singles) + len(self._chunks)

    @property
    def alive(self) -> bool:
        """Whether the worker takes cards, and is not stuck in some."""
        if self._thread is None or not self._thread.is_alive() or self._closing:
            return False
        busy_since = self._busy_since
        return busy_since is None or time.monotonic() - busy_since < STUCK_S

    def start(self) -> None:
        """Nothing; from now on the worker computes. Called in the event loop that submits."""
        self._loop = asyncio.get_running_loop()
        self._thread = threading.Thread(target=self._work, name="batcher", daemon=True)
        self._thread.start()

    def close(self, timeout_s: float) -> None:
        """Nothing, once all that waited is computed."""
        with self._wake:
            self._closing = True
            self._wake.notify()
        if self._thread:
            self._thread.join(timeout_s)

    async def one(self, card: Card, about: Any, *, until: float) -> Job:
        """The answered job of one card; `late` when it is not answered at loop time `until`.

        Raises OverloadedError, FailedError, CommitError.
        """
        if len(self._singles) >= self._room:
            raise OverloadedError
        job = self._job((card,), about)
        self._singles.append(job)
        self._ring()
        timer = job.future.get_loop().call_at(until, self._give_up, job)
        try:
            await job.future
        finally:
            timer.cancel()
        return _answered(job)

    async def many(self, cards: Sequence[Card], *, within_s: float) -> list[tuple[int, float]]:
        """(class index, confidence) of each card, in order. Raises as `one`, and TimeoutError."""
        if len(self._chunks) * self._chunk + len(cards) > self._batch_room:
            raise OverloadedError
        starts = range(0, len(cards), self._chunk)
        jobs = [self._job(cards[at : at + self._chunk], None) for at in starts]
        self._chunks.extend(jobs)
        self._ring()
        async with asyncio.timeout(within_s):
            await asyncio.gather(*(job.future for job in jobs))
        return [row for job in jobs for row in _answered(job).rows]

    def _job(self, cards: Sequence[Card], about: Any) -> Job:
        if self._loop is None or self._closing:
            raise OverloadedError
        return Job(cards, self._loop.create_future(), about)

    def _ring(self) -> None:
        """Wake the worker once all requests that are here at this moment have put their cards."""
        # Woken for each card, it fought the loop for Python's lock: 0.3 ms a request.
        if self._loop and not self._rung:
            self._rung = True
            self._loop.call_soon(self._wake_up)

    def _wake_up(self) -> None:
        self._rung = False
        with self._wake:
            self._wake.notify()

    def _give_up(self, job: Job) -> None:
        """Late, unless the answer is being written down at this moment."""
        if not job.future.done() and (self._commit is None or self._claim(job)):
            job.late = True
            job.future.set_result(None)

    def _claim(self, job: Job) -> bool:
        with self._wake:
            free, job.claimed = not job.claimed, True
        return free

    def _work(self) -> None:
        while jobs := self._taken():
            live = [job for job in jobs if not job.future.done()]
            if live:
                self._busy_since = time.monotonic()
                self.sizes(sum(len(job.cards) for job in live))
                self._answer(live)
                self._busy_since = None
                self._tell(live)

    def _taken(self) -> list[Job]:
        with self._wake:
            while not (self._singles or self._chunks or self._closing):
                self._wake.wait()
        # The loop appends meanwhile; what is popped here it does not see again.
        jobs = [self._singles.popleft() for _ in range(len(self._singles))]
        if self._chunks:
            jobs.append(self._chunks.popleft())
        return jobs

    def _answer(self, jobs: list[Job]) -> None:
        try:
            self._fill(jobs)
        except Exception:  # noqa: BLE001  a card that raises must not harm its neighbours
            for job in jobs:
                self._fill_alone(job)
        if self._commit:
            self._write_down([job for job in jobs if job.about is not None and not job.error])

    def _fill(self, jobs: list[Job]) -> None:
        codes, confidences = self._compute([card for job in jobs for card in job.cards])
        rows = list(zip(codes.tolist(), confidences.tolist(), strict=True))
        at = 0
        for job in jobs:
            job.rows = rows[at : at + len(job.cards)]
            at += len(job.cards)

    def _fill_alone(self, job: Job) -> None:
        try:
            self._fill([job])
        except Exception as error:  # noqa: BLE001  whatever it is, its own request hears of it
            job.error = FailedError(type(error).__name__)

    def _write_down(self, jobs: list[Job]) -> None:
        mine = [job for job in jobs if self._claim(job)]
        if not mine or self._commit is None:
            return
        try:
            self._commit(mine)
        except Exception as error:  # noqa: BLE001  a durable answer without its row must not leave
            for job in mine:
                job.error = CommitError(type(error).__name__)

    def _tell(self, jobs: list[Job]) -> None:
        # The loop may be closed while the last cards are computed: nobody waits for them then.
        with contextlib.suppress(RuntimeError):
            if self._loop:
                self._loop.call_soon_threadsafe(_settle, jobs)


def _settle(jobs: list[Job]) -> None:
    for job in jobs:
        if not job.future.done():
            job.future.set_result(None)


def _answered(job: Job) -> Job:
    if job.error and not job.late:
        raise job.error
    return job
