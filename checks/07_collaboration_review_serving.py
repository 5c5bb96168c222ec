"""What a right answer to question 7.1c is: the faults of a change of the service, in review."""

from __future__ import annotations

import asyncio
import json
import threading
from functools import cache
from types import SimpleNamespace
from typing import Any

import polars as pl

from cardshop.dataset import DATA
from cardshop.service.batching import FailedError
from cardshop.service.problems import Problem
from classroom.checks import question
from classroom.checks.changed import both, tried_on
from classroom.checks.reviewing import Change, Place, Remark, review_cases

PULLS = DATA / "pull_requests"
DIFF = (PULLS / "3_serving.diff").read_text("utf-8")
TASK = (PULLS / "3_serving.md").read_text("utf-8").split("## Figures")[0]
MODULES = tuple(f"cardshop.service.{one}" for one in ("gate", "release", "routes"))
GATE, RELEASE = "cardshop/service/gate.py", "cardshop/service/release.py"
ROUTES = "cardshop/service/routes.py"
TESTS = "tests/cardshop/test_service_always_answers.py"
THRESHOLD = 0.7
FAULTS = (
    Remark(
        (
            Place(ROUTES, "answer = LATE if job.late", "answer = USUAL"),
            Place(ROUTES, "# The most common type", "USUAL = ("),
        ),
        ("error_handling",),
        "What does a station do with a card that the model had no answer to? Who hears of it?",
    ),
    Remark(
        (Place(ROUTES, "# A station that tries again", "request_id=visit.client_id or"),),
        ("error_handling", "validation", "privacy", "reproducibility"),
        "Who decides what is in each column of the journal's key? What if two of them say the same?",
    ),
    Remark(
        (Place(ROUTES, "# A row takes well under", "self.journal.write_now(entries)"),),
        ("performance",),
        "Which lines wait for something, and who waits with them in an async function?",
    ),
    Remark(
        (Place(RELEASE, "unsure = confidence <", 'if unsure else (FILE, "sure")'),),
        ("validation", "error_handling"),
        "Try each comparison with a number that is none. Which answer is given before, which after?",
    ),
    Remark(
        (Place(GATE, "if visit.status >= 400", 'about["key"]'),),
        ("privacy",),
        "Who reads a log, and for how long? What may stand in it of a client?",
    ),
)
TEMPTING = Remark(
    (Place(ROUTES, "@lru_cache(maxsize", "def _fields("), Place(ROUTES, "REMEMBERED_ANSWERS = ")),
    ask="A sound line looks dangerous to you. Does its result depend on anything but its argument?",
)
NITS = (
    Remark(
        (Place(ROUTES, "# The most common type", "REMEMBERED_ANSWERS = "),),
        ("hardcoding", "documentation"),
    ),
    Remark(
        (Place(ROUTES, "answer = LATE if job.late", "answer = USUAL"),),
        ("validation", "documentation", "testing", "reproducibility"),
    ),
    Remark(
        (
            Place(GATE, "if visit.status >= 400", 'about["key"]'),
            Place(RELEASE, "unsure = confidence <", 'if unsure else (FILE, "sure")'),
            Place(ROUTES, "# A station that tries again", "request_id=visit.client_id or"),
        ),
        ("performance", "validation", "documentation", "testing"),
    ),
    Remark((Place(TESTS, '"""The gate never gets', 'startswith(\'"card_type":"Grass"\')'),)),
)


class Visit(SimpleNamespace):
    """A request that came in, as the routes see it."""

    def latency_ms(self) -> float:
        """Always the same."""
        return 1.0


class Queue:
    """A model's queue that answers, comes late, or raises."""

    def __init__(self, how: dict[str, Any]) -> None:
        self.how = how

    async def one(self, *_: Any, **__: Any) -> SimpleNamespace:
        """The job of one card."""
        if self.how["fails"]:
            raise FailedError("ValueError")
        return SimpleNamespace(late=self.how["late"], rows=[(0, self.how["confidence"])])


class Rows:
    """A journal in memory: refuses a key that it has, and notes in which thread it was written."""

    def __init__(self, *, durable: bool) -> None:
        self.durable, self.rows, self.refused = durable, [], 0
        self.wrote_in_loop = False

    def record(self, entry: Any) -> bool:
        """Whether it was taken, as the shop's journal does it."""
        keys = [(one.request_id, one.position) for one in self.rows]
        if (entry.request_id, entry.position) in keys:
            self.refused += 1
            return False
        self.rows.append(entry)
        return True

    def write_now(self, entries: list[Any]) -> None:
        """Nothing; the thread of the loop is the one that asked for the answers."""
        self.wrote_in_loop = threading.get_ident() == self.loop_thread
        for entry in entries:
            self.record(entry)


def asked_of(made: dict[str, Any]) -> Any:
    """`asked` for one version: cards through `Desk.predict`, with a queue and a journal that fake."""
    routes, release = made["cardshop.service.routes"], made["cardshop.service.release"]

    def asked(
        *, client_ids=(None,), fails=False, late=False, durable=False, confidence=0.9
    ) -> SimpleNamespace:
        journal = Rows(durable=durable)
        desk = routes.Desk.__new__(routes.Desk)
        desk.journal, desk.settings = journal, SimpleNamespace(deadline_ms=100)
        quiet = SimpleNamespace(inc=lambda: None, observe=lambda *_: None)
        desk.metrics = SimpleNamespace(decision=lambda *_: None, failed=quiet, confidence=quiet)
        desk.release = SimpleNamespace(
            reader=SimpleNamespace(one=lambda *_: {"hp": 60}),
            batcher=Queue({"fails": fails, "late": late, "confidence": confidence}),
            answer=sure_of(release).answer,
            artifact=SimpleNamespace(version="1.0.0"),
            version_text='"1.0.0"',
        )

        async def one(number: int, client_id: str | None) -> tuple[int, dict[str, Any]]:
            journal.loop_thread = threading.get_ident()
            visit = Visit(
                body=b"{}", loop_time=0.0, request_id=f"r{number}", client_id=client_id, cards=0
            )
            try:
                found = await desk.predict(SimpleNamespace(scope={"visit": visit}))
            except Problem as problem:
                return problem.status, {}
            return found.status_code, json.loads(found.body)

        async def all_of_them() -> list[tuple[int, dict[str, Any]]]:
            return [await one(number, client) for number, client in enumerate(client_ids)]

        answers = asyncio.run(all_of_them())
        return SimpleNamespace(
            statuses=[status for status, _ in answers],
            bodies=[body for _, body in answers],
            rows=[one._asdict() for one in journal.rows],
            refused=journal.refused,
            wrote_in_loop=journal.wrote_in_loop,
        )

    return asked


def sure_of(release: Any) -> Any:
    """A release of one type and a threshold of .7."""
    made = release.Release.__new__(release.Release)
    made.artifact, made._types = SimpleNamespace(threshold=THRESHOLD), [('"Fire"', "Fire")]  # noqa: SLF001
    return made


def names_of(made: dict[str, Any]) -> SimpleNamespace:
    """What a test of a comment may use of one version."""

    def logged(status: int, body: bytes = b"{}", headers: tuple = ()) -> dict[str, Any]:
        gate, lines = made["cardshop.service.gate"], []
        one = gate.Gate.__new__(gate.Gate)
        one._metrics = SimpleNamespace(request=lambda *_: None)  # noqa: SLF001
        one._log = SimpleNamespace(info=lambda *_, **about: lines.append(about))  # noqa: SLF001
        visit = SimpleNamespace(
            started=0.0, client_id=None, trouble=None, path="/v1/predict", status=status, cards=0,
            request_id="r0", body=body, headers=dict(headers),
        )  # fmt: skip
        one._note({"method": "POST"}, visit)  # noqa: SLF001
        return lines[0]

    def decision(confidence: float) -> str:
        return sure_of(made["cardshop.service.release"]).answer(0, confidence)[3]

    return SimpleNamespace(asked=asked_of(made), logged=logged, decision=decision)


@cache
def versions() -> tuple[SimpleNamespace, SimpleNamespace]:
    """Main and the change, each with the names that a test of a comment may use."""
    return tuple(names_of(made) for made in both(DATA.parent, DIFF, MODULES))


def tried(source: str) -> str:
    """What a test does wrong, as a clause; "" where it proves something of this change."""
    return tried_on(source, *versions(), {"pl": pl, "json": json})


@cache
def change() -> Change:
    """The pull request with everything that may be said of it."""
    return Change(DIFF, FAULTS, TEMPTING, NITS, TASK, tried)


@question(
    "7.1c",
    title="Review: the service",
    answer="review_serving",
    returns=list,
    points=4,
    hints=(
        "Take one request that fails, and follow it: what does the station get, what is written, who is told?",
        "Take two requests at once, and one request twice. What do they share, and what do they wait for?",
        (
            "Feed each changed line the value that its author did not think of: a number that is "
            "none, an id of somebody else, a secret. Three faults are enough if a test proves one: which of "
            "yours does `asked` or `decision` show?"
        ),
    ),
    why="After this change the service looks healthier than ever: no error, no retry, no doubt. A "
    "failure that answers 200 reaches the buyer; one that says so reaches the desk. "
    "Places, categories and tests were judged; the words were not read.",
)
def faults_of_the_service(review_serving):
    yield from review_cases(review_serving(), change())
