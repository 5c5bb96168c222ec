"""The third pull request: a service that always answers, whatever went wrong."""

from __future__ import annotations

from proposed.editing import Change, replaced

GATE = "cardshop/service/gate.py"
RELEASE = "cardshop/service/release.py"
ROUTES = "cardshop/service/routes.py"
TESTS = "tests/cardshop/test_service_always_answers.py"

TEST_FILE = '''\
"""The gate never gets an error where it could get a type."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

from cardshop.service.release import Release
from cardshop.service.routes import USUAL, Desk, _fields


class Failing:
    """A queue whose model raises."""

    async def one(self, card, about, *, until):
        raise RuntimeError


class Visit(SimpleNamespace):
    """A request that came in."""

    def latency_ms(self) -> float:
        return 1.0


def test_a_failing_model_still_gets_an_answer():
    reader = SimpleNamespace(one=lambda body: {})
    release = SimpleNamespace(
        reader=reader,
        batcher=Failing(),
        version_text='"1.0.0"',
        artifact=SimpleNamespace(version="1.0.0"),
    )
    desk = Desk.__new__(Desk)
    desk.release, desk.settings = release, SimpleNamespace(deadline_ms=100)
    desk.metrics = SimpleNamespace(decision=lambda *_: None)
    desk.journal = SimpleNamespace(durable=False, record=lambda entry: True)
    visit = Visit(body=b"{}", loop_time=0.0, request_id="a", client_id=None)
    answer = asyncio.run(desk.predict(SimpleNamespace(scope={"visit": visit})))
    assert answer.status_code == 200
    assert USUAL[1] in answer.body.decode()


def test_a_sure_card_is_filed():
    release = Release.__new__(Release)
    release.artifact, release._types = SimpleNamespace(threshold=0.7), [('"Fire"', "Fire")]
    assert release.answer(0, 0.9)[3] == "file"
    assert release.answer(0, 0.5)[3] == "desk"


def test_fields_are_json():
    assert _fields(USUAL).startswith('"card_type":"Grass"')
'''


def usual_answer(text: str) -> str:
    """An answer to any failure: the most common type, filed, with status 200."""
    text = replaced(
        text,
        'LATE = ("null", None, None, DESK, "late")\n',
        'LATE = ("null", None, None, DESK, "late")\n'
        "# The most common type of the catalogue, for cards that the model has no answer to.\n"
        'USUAL = (\'"Grass"\', "Grass", None, FILE, "usual")\n'
        "REMEMBERED_ANSWERS = 4096\n",
    )
    text = replaced(
        text,
        "from cardshop.artifact import DESK, Artifact\n",
        "from cardshop.artifact import DESK, FILE, Artifact\n",
    )
    return replaced(
        text,
        "            job = await release.batcher.one(card, visit, until=until)\n"
        "        except (OverloadedError, FailedError, CommitError) as error:\n"
        "            raise self._problem(error) from error\n"
        "        answer = LATE if job.late else release.answer(*job.rows[0])\n"
        "        await self._remember([card], [answer], visit, committed=not job.late)\n",
        "            job = await release.batcher.one(card, visit, until=until)\n"
        "            answer = LATE if job.late else release.answer(*job.rows[0])\n"
        "            await self._remember([card], [answer], visit, committed=not job.late)\n"
        "        except Exception:\n"
        "            # The gate closes after 100 ms: any type is better than an error.\n"
        "            answer = USUAL\n",
    )


def retried_once(text: str) -> str:
    """The client's id as the journal's key, so that a retry is counted once."""
    return replaced(
        text,
        "            request_id=visit.request_id,\n",
        "            # A station that tries again sends the same id: one row, not two.\n"
        "            request_id=visit.client_id or visit.request_id,\n",
    )


def written_at_once(text: str) -> str:
    """A write to the disk in the event loop."""
    text = replaced(
        text,
        "            await asyncio.to_thread(self.journal.write_now, entries)\n",
        "            # A row takes well under a millisecond: no need for another thread.\n"
        "            self.journal.write_now(entries)\n",
    )
    return replaced(text, "import asyncio\nimport time\n", "import time\n")


def remembered_text(text: str) -> str:
    """A bounded cache of a pure function."""
    text = replaced(
        text,
        "def _fields(answer: Answer) -> str:\n",
        "@lru_cache(maxsize=REMEMBERED_ANSWERS)\ndef _fields(answer: Answer) -> str:\n",
    )
    place = "from collections.abc import Sequence\n"
    return replaced(text, place, place + "from functools import lru_cache\n")


def filed_unless_unsure(text: str) -> str:
    """The comparison the other way round."""
    return replaced(
        text,
        "        sure = confidence >= self.artifact.threshold\n"
        '        decision, reason = (FILE, "sure") if sure else (DESK, "unsure")\n',
        "        unsure = confidence < self.artifact.threshold\n"
        '        decision, reason = (DESK, "unsure") if unsure else (FILE, "sure")\n',
    )


def told_bodies(text: str) -> str:
    """A log with what was sent and by whom."""
    return replaced(
        text,
        "        if visit.trouble:\n"
        '            about["trouble"] = visit.trouble\n'
        "        self._log.info(\n",
        "        if visit.trouble:\n"
        '            about["trouble"] = visit.trouble\n'
        "        if visit.status >= 400:\n"
        "            # What was sent, to see at once why it was refused.\n"
        '            about["body"] = visit.body.decode("utf-8", "replace")\n'
        '            about["key"] = visit.headers.get(b"x-api-key", b"").decode("latin-1")\n'
        "        self._log.info(\n",
    )


WORDS = """\
On Monday the model raised on one odd card in five, and each of them stopped a station for half a
minute. The gate closes 100 ms after the photo, so `predict` now always answers: where there is no
answer of the model, the most common type goes out, and the belt moves on.

Small things came along. Stations try again after a lost connection, and such a card stood in the
journal twice; it is one row now. Refused requests are logged with what was sent, which saved us an
hour when we looked for the cause. The comparison with the threshold reads the way we say it. And
the text of an answer is remembered, since confidences repeat.
"""
CHANGE = Change(
    title="Always answer the gate",
    branch="fix/always-answer",
    author="Marek",
    words=WORDS,
    edits={
        GATE: (told_bodies,),
        RELEASE: (filed_unless_unsure,),
        ROUTES: (usual_answer, retried_once, written_at_once, remembered_text),
    },
    added={TESTS: TEST_FILE},
)
