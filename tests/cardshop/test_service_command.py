"""`python -m cardshop serve` as an operator meets it: real processes, a real model and journal."""

from __future__ import annotations

import contextlib
import hashlib
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from cardshop import artifact, training
from cardshop.__main__ import main
from cardshop.dataset import load_cards
from cardshop.journal import read
from served_cards import KEY, card, get, post
from served_process import environment, process

ROOT = Path(artifact.__file__).parents[2]
HEAVY = "sklearn pandas xgboost pandera scipy onnx skl2onnx statsmodels duckdb pyarrow mlflow"
MOST_RESIDENT_MB = 200


@pytest.fixture(scope="module")
def versions(tmp_path_factory):
    root = tmp_path_factory.mktemp("artifacts")
    settings = training.read_settings("logistic")
    cards = load_cards().head(1_200)
    built = artifact.build(cards, settings, version="1.0.0", made_on=date(2026, 11, 21))
    artifact.save(built, root)
    artifact.set_latest(root, "1.0.0")
    return root


@contextlib.contextmanager
def command(
    root: Path, folder: Path, *more: str, most_bytes: int | None = None, **given: str
) -> Iterator[tuple[int, subprocess.Popen]]:
    """(port, process) of a service that is ready."""
    journal = folder / "journal.db"
    with process(root, journal, *more, most_bytes=most_bytes, **given) as served:
        yield served.port, served.process


def refused(root: Path, folder: Path, monkeypatch, capfd, *more: str) -> str:
    """The one line of a service that does not start, in this process."""
    told = ["cardshop", "serve", "--port", "0", "--artifacts", str(root)]
    monkeypatch.setattr(sys, "argv", [*told, "--journal", str(folder / "journal.db"), *more])
    monkeypatch.setenv("CARDSHOP_API_KEYS", KEY)
    with pytest.raises(SystemExit) as ended:
        main()
    out, err = capfd.readouterr()
    assert (ended.value.code, out) == (2, "")
    assert len(err.splitlines()) == 1, err
    return err


def copied(versions: Path, folder: Path) -> Path:
    copy = folder / "artifacts"
    subprocess.run(["cp", "-r", str(versions), str(copy)], check=True)
    return copy


@pytest.mark.slow
def test_the_service_is_light_answers_and_stops_with_all_rows_written(versions, tmp_path):
    with command(versions, tmp_path) as (port, running):
        answers = [post(port, card()) for _ in range(20)]
        status = Path(f"/proc/{running.pid}/status").read_text("utf-8")
        loaded = Path(f"/proc/{running.pid}/maps").read_text("utf-8")
        running.send_signal(signal.SIGTERM)
        assert running.wait(20) == 128 + signal.SIGTERM
    assert {one.status for one in answers} == {200}
    assert int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024 <= MOST_RESIDENT_MB
    # Compiled parts are mapped into memory: what is loaded cannot hide.
    mapped = set(re.findall(r"site-packages/(\w+)", loaded))
    assert "onnxruntime" in mapped
    assert mapped & set(HEAVY.split()) == set()
    rows = read(tmp_path / "journal.db")
    assert sorted(rows["request_id"]) == sorted(one.json["request_id"] for one in answers)


def test_importing_the_service_loads_nothing_heavy():
    modules = "cardshop.__main__, cardshop.service.serving, cardshop.service.app, onnxruntime"
    code = f"import sys, {modules}; print(*(set({HEAVY!r}.split()) & sys.modules.keys()))"
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert told.stdout.split() == []


@pytest.mark.slow
def test_two_workers_answer_and_add_up_their_counts(versions, tmp_path):
    with command(versions, tmp_path, "--workers", "2") as (port, running):
        answers = [post(port, card()) for _ in range(40)]
        time.sleep(1.5)
        text = get(port, "/metrics").body.decode()
        running.send_signal(signal.SIGTERM)
        assert running.wait(30) == 0
    assert {one.status for one in answers} == {200}
    counted = re.findall(r'requests_total\{.*path="/v1/predict",status="200"\} (\S+)', text)
    assert sum(map(float, counted)) == 40
    assert read(tmp_path / "journal.db").height == 40


@pytest.mark.slow
def test_answers_agree_with_the_artefact(versions, tmp_path):
    cards = load_cards().tail(50)
    with command(versions, tmp_path) as (port, _):
        names = list(artifact.load(versions).metadata.schema_of_cards)
        texts = cards.select(names).with_columns(cards["release_date"].cast(str)).to_dicts()
        told = [post(port, card(**one)).json for one in texts]
    expected = artifact.load(versions).decide(cards)
    assert [one["card_type"] for one in told] == expected["card_type"].to_list()
    assert [one["decision"] for one in told] == expected["decision"].to_list()


@pytest.mark.slow
@pytest.mark.parametrize("file", ["model.onnx", "metadata.json", "MODEL_CARD.md", "SHA256SUMS"])
def test_a_damaged_artefact_is_refused_in_one_line(versions, tmp_path, monkeypatch, capfd, file):
    root = copied(versions, tmp_path)
    path = root / "1.0.0" / file
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    assert file in refused(root, tmp_path, monkeypatch, capfd)
    path.unlink()
    assert file in refused(root, tmp_path, monkeypatch, capfd)


@pytest.mark.slow
def test_an_artefact_of_other_feature_code_is_refused(versions, tmp_path, monkeypatch, capfd):
    root = copied(versions, tmp_path)
    folder = root / "1.0.0"
    text = (folder / "metadata.json").read_text("utf-8")
    other = re.sub(r'"feature_code": "\w+"', f'"feature_code": "{"0" * 64}"', text)
    old, new = (hashlib.sha256(one.encode()).hexdigest() for one in (text, other))
    sums = folder / "SHA256SUMS"
    sums.write_text(sums.read_text("utf-8").replace(old, new), "utf-8")
    (folder / "metadata.json").write_text(other, "utf-8")
    assert "feature code" in refused(root, tmp_path, monkeypatch, capfd)


@pytest.mark.slow
def test_a_taken_port_or_a_folder_as_journal_is_refused(versions, tmp_path, monkeypatch, capfd):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        told = refused(versions, tmp_path, monkeypatch, capfd, "--port", port)
        assert "cannot be listened on" in told
    (tmp_path / "journal.db").mkdir()
    assert "journal.db" in refused(versions, tmp_path, monkeypatch, capfd)


@pytest.mark.slow
def test_a_service_without_a_key_ends_with_2_and_one_line(versions, tmp_path):
    told = [sys.executable, "-m", "cardshop", "serve", "--artifacts", str(versions)]
    ended = subprocess.run(
        told,
        cwd=ROOT,
        env=environment(CARDSHOP_API_KEYS=""),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith("no API key is set")
    assert len(ended.stderr.splitlines()) == 1


@pytest.mark.slow
def test_a_locked_journal_delays_rows_and_no_answer(versions, tmp_path):
    with command(versions, tmp_path) as (port, running):
        post(port, card())
        time.sleep(0.5)
        with contextlib.closing(sqlite3.connect(tmp_path / "journal.db")) as locked:
            locked.execute("begin immediate")
            answers = [post(port, card()) for _ in range(20)]
            time.sleep(1)
            locked.rollback()
        running.send_signal(signal.SIGTERM)
        running.wait(30)
    assert {one.status for one in answers} == {200}
    assert read(tmp_path / "journal.db").height == 21


@pytest.mark.slow
def test_a_full_disk_is_reported_and_answers_continue(versions, tmp_path):
    with command(versions, tmp_path, most_bytes=150_000) as (port, _):
        until = time.monotonic() + 30
        statuses = set()
        while get(port, "/health/ready").status == 200 and time.monotonic() < until:
            statuses |= {post(port, card()).status for _ in range(50)}
        unready = get(port, "/health/ready")
        assert (unready.status, unready.json["detail"]) == (503, "The journal is not written.")
        assert statuses == {200}
        assert post(port, card()).status == 200
        text = get(port, "/metrics").body.decode()
    assert float(re.search(r"journal_failed_batches_total (\d\S*)", text)[1]) > 0


@pytest.mark.slow
def test_kill_9_loses_no_durable_row(versions, tmp_path):
    with command(versions, tmp_path, CARDSHOP_DURABLE="1") as (port, running):
        answers = [post(port, card()) for _ in range(30)]
        running.kill()
        running.wait(10)
    told = {one.json["request_id"] for one in answers if one.status == 200}
    assert len(told) == 30
    assert told <= set(read(tmp_path / "journal.db")["request_id"])


@pytest.mark.slow
def test_where_no_model_can_be_made_the_service_says_so(tmp_path, monkeypatch, capfd):
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setattr(sys, "argv", ["cardshop", "serve", "--artifacts", str(tmp_path / "file/x")])
    monkeypatch.setenv("CARDSHOP_API_KEYS", KEY)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert "Traceback" not in capfd.readouterr().err
