"""A running service follows LATEST: each answer comes whole from the version that it names."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cardshop.artifact import ArtifactError
from cardshop.service import following
from journal_entries import until
from served_cards import CARD, Diary, Model, card, get, post, serving

BATCH = "/v1/predict/batch"
OLD, NEW, BROKEN = "1.2.3", "1.3.0", "1.4.0"


class Turned(Model):
    """Answers the other type, and is sure of it where the first one is not."""

    version, classes, threshold = NEW, ("Water", "Fire"), 0.5


def expected(version: str, hp: int) -> tuple[str, str]:
    """(type, decision) of the one and of the other."""
    first = "Water" if hp >= 200 else "Fire"
    if version == OLD:
        return first, "desk" if hp == 340 else "file"
    return {"Water": "Fire", "Fire": "Water"}[first], "file"


class Shelf:
    """A folder of versions whose LATEST a test writes, and the models behind their numbers."""

    def __init__(self, root: Path, seconds: float) -> None:
        self.root = root
        self.models = {OLD: Model(seconds), NEW: Turned(seconds)}
        self.loads: list[str] = []
        for version in (OLD, NEW, BROKEN):
            (root / version).mkdir()
        self.name(OLD)

    def name(self, version: str) -> None:
        (self.root / "LATEST.new").write_text(version, "utf-8")
        (self.root / "LATEST.new").replace(self.root / "LATEST")

    def load(self, folder: Path) -> Model:
        self.loads.append(folder.name)
        if folder.name == BROKEN:
            raise ArtifactError(f"{folder}/model.onnx is not as it was written.\nCopy it anew.")
        return self.models[folder.name]


@pytest.fixture
def shelf(tmp_path, monkeypatch):
    made = Shelf(tmp_path, seconds=0.002)
    monkeypatch.setattr(following, "load", made.load)
    monkeypatch.setattr(following, "LOOK_EVERY_S", 0.01)
    return made


def version_of(served) -> str:
    return get(served.port, "/v1/model").json["version"]


def test_promote_and_rollback_change_what_answers_and_no_answer_is_a_mix(shelf):
    heard, stop = [], threading.Event()

    def station(start: int) -> None:
        hp = 30 + start * 10
        while not stop.is_set():
            answer = post(served.port, card(hp=hp))
            heard.append((hp, answer.status, answer.json))
            hp = 30 if hp >= 340 else hp + 10

    with (
        serving(shelf.models[OLD], follow=shelf.root, deadline_ms=60_000) as served,
        ThreadPoolExecutor(6) as pool,
    ):
        stations = [pool.submit(station, at * 5) for at in range(6)]
        for version in (NEW, OLD, NEW, OLD):
            before = len(heard)
            shelf.name(version)
            until(lambda version=version: version_of(served) == version)
            until(lambda before=before: len(heard) > before + 20)
        stop.set()
        [one.result() for one in stations]
    assert {status for _, status, _ in heard} == {200}
    told = [(hp, one["model_version"], one["card_type"], one["decision"]) for hp, _, one in heard]
    assert {version for _, version, _, _ in told} == {OLD, NEW}
    assert [one for one in told if one[2:] != expected(one[1], one[0])] == []
    rows = {one.request_id: one.model_version for one in served.journal.entries}
    assert rows == {one["request_id"]: one["model_version"] for _, _, one in heard}


def test_a_batch_that_began_before_the_change_ends_as_it_began(shelf):
    hps = [60, 200, 340] * 100
    shelf.models[OLD].seconds = 0.1
    with (
        serving(shelf.models[OLD], follow=shelf.root) as served,
        ThreadPoolExecutor(1) as pool,
    ):
        body = json.dumps({"cards": [CARD | {"hp": hp} for hp in hps]})
        batch = pool.submit(post, served.port, body, BATCH)
        # Warmed up with one card; the batch's first chunk of 64 is here, four are to come.
        until(lambda: len(shelf.models[OLD].batches) >= 2)
        shelf.name(NEW)
        until(lambda: version_of(served) == NEW)
        assert not batch.done()
        after = post(served.port, card(hp=60)).json
        told = batch.result().json
    assert (after["model_version"], after["card_type"]) == (NEW, "Water")
    assert told["model_version"] == OLD
    answers = [(one["card_type"], one["decision"]) for one in told["cards"]]
    assert answers == [expected(OLD, hp) for hp in hps]


def test_a_durable_row_names_the_version_that_computed_it(shelf):
    diary = Diary(durable=True)
    with serving(shelf.models[OLD], diary, follow=shelf.root) as served:
        first = post(served.port, card(hp=340)).json
        shelf.name(NEW)
        until(lambda: version_of(served) == NEW)
        second = post(served.port, card(hp=340)).json
    assert [one.model_version for one in diary.entries] == [OLD, NEW]
    assert [one.decision for one in diary.entries] == [first["decision"], second["decision"]]
    assert (first["decision"], second["decision"]) == ("desk", "file")


def test_a_version_that_does_not_load_is_told_once_and_the_old_one_answers(shelf, capfd):
    with serving(shelf.models[OLD], follow=shelf.root) as served:
        assert get(served.port, "/v1/model").json["refused"] is None
        shelf.name(BROKEN)
        until(lambda: get(served.port, "/v1/model").json["refused"])
        told = get(served.port, "/v1/model").json
        assert post(served.port, card()).json["model_version"] == told["version"] == OLD
        assert get(served.port, "/health/ready").status == 200
        # No place of this machine, and one line.
        assert told["refused"] == (
            f"{shelf.root.name}/{BROKEN}/model.onnx is not as it was written. Copy it anew."
        )
        metrics = get(served.port, "/metrics").body.decode()
        shelf.name(NEW)
        until(lambda: version_of(served) == NEW)
        assert get(served.port, "/v1/model").json["refused"] is None
        mended = get(served.port, "/metrics").body.decode()
    assert "cardshop_model_refused 1.0" in metrics
    assert "cardshop_model_refused 0.0" in mended
    assert f'version="{OLD}"}} 0.0' in mended
    assert f'version="{NEW}"}} 1.0' in mended
    lines = [json.loads(one) for one in capfd.readouterr().out.splitlines()]
    assert [one["event"] for one in lines] == ["model_refused", "model_changed"]
    assert (lines[0]["kept"], lines[1]["version"], lines[1]["before"]) == (OLD, NEW, OLD)
    # Not twice a second: each try reads the whole model.
    assert shelf.loads.count(BROKEN) == 1


def test_what_did_not_load_is_tried_again_after_a_while(shelf, monkeypatch):
    monkeypatch.setattr(following, "TRY_AGAIN_S", 0.02)
    with serving(shelf.models[OLD], follow=shelf.root) as served:
        shelf.name(BROKEN)
        until(lambda: shelf.loads.count(BROKEN) > 1)
        shelf.models[BROKEN] = shelf.models[NEW]
        monkeypatch.setattr(following, "load", lambda folder: shelf.models[folder.name])
        until(lambda: version_of(served) == NEW)
        assert get(served.port, "/v1/model").json["refused"] is None


@pytest.mark.parametrize("text", ["9.9.9", "", "../1.3.0", "1.3.0\n1.2.3", "\x00"])
def test_a_latest_that_names_nothing_changes_nothing(shelf, text):
    with serving(shelf.models[OLD], follow=shelf.root) as served:
        shelf.name(text)
        until(lambda: get(served.port, "/v1/model").json["refused"])
        assert post(served.port, card()).json["model_version"] == OLD
        (shelf.root / "LATEST").unlink()
        until(lambda: "no LATEST" in get(served.port, "/v1/model").json["refused"])
        shelf.name(OLD)
        until(lambda: get(served.port, "/v1/model").json["refused"] is None)
    assert shelf.loads == []


def test_a_model_that_answers_no_card_never_meets_one(shelf, capfd):
    shelf.models[NEW].probabilities = lambda cards: 1 / 0
    with serving(shelf.models[OLD], follow=shelf.root) as served:
        shelf.name(NEW)
        until(lambda: get(served.port, "/v1/model").json["refused"])
        assert post(served.port, card()).json["model_version"] == OLD
    assert "division by zero" in capfd.readouterr().out


def test_another_version_reads_its_own_columns_and_the_document_says_so(shelf):
    shelf.models[NEW].features = ("raw", "word")

    def named(served) -> set[str]:
        return set(
            get(served.port, "/openapi.json").json["components"]["schemas"]["Card"]["required"]
        )

    with serving(shelf.models[OLD], follow=shelf.root) as served:
        before = named(served)
        shelf.name(NEW)
        until(lambda: version_of(served) == NEW)
        assert "release_date" in before - named(served)
        assert get(served.port, "/openapi.json").json["info"]["version"] == NEW
        pointers = [one["pointer"] for one in post(served.port, card()).json["errors"]]
        assert pointers == [f"#/{name}" for name in CARD if name not in named(served)]


def test_a_service_that_is_told_no_folder_follows_none(shelf, monkeypatch):
    monkeypatch.chdir(shelf.root)
    with serving(shelf.models[OLD], artifacts=shelf.root) as served:
        shelf.name(NEW)
        threading.Event().wait(0.1)
        assert version_of(served) == OLD
    assert shelf.loads == []


def test_changes_leave_no_thread_and_no_queue_behind(shelf):
    with serving(shelf.models[OLD], follow=shelf.root) as served:
        post(served.port, card())
        names = [one.name for one in threading.enumerate()].count("batcher")
        for version in (NEW, OLD) * 5:
            shelf.name(version)
            until(lambda version=version: version_of(served) == version)
            assert post(served.port, card()).json["model_version"] == version
        until(lambda: [one.name for one in threading.enumerate()].count("batcher") == names)
