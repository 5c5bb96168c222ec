"""What an operator watches: counters and histograms in the text format of Prometheus."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

# Prometheus' client decides at import where its numbers live, so this is set before.
SHARED = "PROMETHEUS_MULTIPROC_DIR"
MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
# Seconds, close together around the deadline of 100 ms.
LATENCY_BUCKETS = (
    0.001,
    0.0025,
    0.005,
    0.01,
    0.025,
    0.05,
    0.075,
    0.09,
    0.1,
    0.11,
    0.15,
    0.25,
    1,
    5,
)
CONFIDENCE_BUCKETS = tuple(step / 20 for step in range(1, 21))
SIZE_BUCKETS = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512)  # cards


class Metrics:
    """The counters of one service process, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()

        def counter(name: str, about: str, *labels: str) -> Counter:
            return Counter(f"cardshop_{name}", about, labels, registry=registry)

        def gauge(name: str, about: str, *labels: str, mode: Any = "livesum") -> Gauge:
            return Gauge(
                f"cardshop_{name}", about, labels, registry=registry, multiprocess_mode=mode
            )

        def histogram(name: str, about: str, buckets: tuple[float, ...], *labels: str) -> Histogram:
            return Histogram(f"cardshop_{name}", about, labels, registry=registry, buckets=buckets)

        self._requests = counter("requests", "Answered requests.", "path", "method", "status")
        self._latency = histogram("request_seconds", "Time to answer.", LATENCY_BUCKETS, "path")
        self._decisions = counter(
            "decisions", "Cards by answer.", "card_type", "decision", "reason"
        )
        self.confidence = histogram("confidence", "Confidence of a card.", CONFIDENCE_BUCKETS)
        self.sizes = histogram("joint_cards", "Cards computed together.", SIZE_BUCKETS)
        self.failed = counter("failed_cards", "Cards on which the model raised.")
        self.log_dropped = gauge("log_dropped", "Request lines that were not written.")
        self.depth = gauge("queue_depth", "Cards and chunks that wait.")
        self.ready = gauge("ready", "1 where this process is ready.", mode="livemin")
        self.refused = gauge(
            "model_refused", "1 where LATEST names what does not answer.", mode="livemax"
        )
        self._model = gauge(
            "model_info", "1; the labels say what runs.", "version", "code", mode="livemax"
        )
        self._runs: tuple[str, str] | None = None
        self._journal = {
            name: counter(f"journal_{name}", f"Journal: {name}.")
            for name in ("written", "dropped", "failed_batches")
        }
        self._journal_seen = dict.fromkeys(self._journal, 0)
        self._journal_waiting = gauge("journal_waiting", "Rows not yet written.")
        # A look-up of labels costs as much as the count itself.
        self._request_child = lru_cache(1024)(
            lambda path, method, status: (
                self._requests.labels(path, method, status).inc,
                self._latency.labels(path).observe,
            )
        )
        self._decision_child = lru_cache(256)(lambda *labels: self._decisions.labels(*labels).inc)

    def request(self, path: str, method: str, status: int, seconds: float) -> None:
        """Nothing; the request is counted under its route, never under the client's own path."""
        count, observe = self._request_child(path, method, status)
        count()
        observe(seconds)

    def decision(self, card_type: str | None, decision: str, reason: str) -> None:
        """Nothing; the card is counted."""
        self._decision_child(card_type or "none", decision, reason)()

    def model(self, version: str, code: str) -> None:
        """Nothing; the version is shown from now on, and the one before as 0."""
        if self._runs:
            self._model.labels(*self._runs).set(0)
        self._runs = version, code
        self._model.labels(*self._runs).set(1)

    def journal(self, counts: Any) -> None:
        """Nothing; the counters are brought to what the journal counts."""
        for name, metric in self._journal.items():
            now = getattr(counts, name)
            # A row that fails and is tried again may be counted down; a counter may not.
            metric.inc(max(0, now - self._journal_seen[name]))
            self._journal_seen[name] = max(now, self._journal_seen[name])
        self._journal_waiting.set(counts.waiting)

    def text(self, refresh: Callable[[], None]) -> bytes:
        """The text of all processes; this one's state is looked at first."""
        refresh()
        if SHARED not in os.environ:
            return generate_latest(self.registry)
        from prometheus_client.multiprocess import MultiProcessCollector

        _forget_dead_processes(Path(os.environ[SHARED]))
        registry = CollectorRegistry()
        MultiProcessCollector(registry)
        return generate_latest(registry)


def _forget_dead_processes(folder: Path) -> None:
    """A killed worker's queue would be added up for ever."""
    from prometheus_client.multiprocess import mark_process_dead

    for pid in {int(one.stem.rsplit("_", 1)[1]) for one in folder.glob("gauge_live*.db")}:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            mark_process_dead(pid, str(folder))
