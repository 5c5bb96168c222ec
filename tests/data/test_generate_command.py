"""The command line: one line for bad input, nothing overwritten, nothing half-written."""

from __future__ import annotations

import hashlib
import shutil
import signal
import subprocess
import sys
import time

import polars as pl
import pytest

from cardshop.dataset import DATA, load_cards
from generate import main

COMMITTED = [
    "cards.parquet",
    "deliveries/clean.csv",
    "deliveries/dirty.csv",
    "deliveries/dirty_ledger.csv",
    "deliveries/partner.csv",
    "exams/churn.parquet",
    "exams/churn_ledger.csv",
    "exams/credit.parquet",
    "exams/credit_ledger.csv",
    "market_weekly.parquet",
    "pokemon_cards_with_prices.csv",
    "price_holdout.csv",
    "species.csv",
]
LARGEST_COMMIT_BYTES = 10_000_000


def generate(*arguments: object, script=DATA / "generate.py") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "error", str(script), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def data(tmp_path):
    """A copy of data/ that a test may damage."""
    ignored = shutil.ignore_patterns("large", "__pycache__")
    return shutil.copytree(DATA, tmp_path / "data", ignore=ignored)


def listed() -> dict[str, str]:
    lines = (DATA / "CHECKSUMS").read_text("utf-8").splitlines()
    return {name: digest for digest, name in (line.split("  ") for line in lines)}


def test_checksums_list_every_committed_data_file_and_no_other():
    found = [path for kind in ("csv", "parquet") for path in DATA.rglob(f"*.{kind}")]
    # These have CHECKSUMS and tests of their own: test_failing_runs.py, test_measured.py,
    # test_practice_model.py, test_recorded_mornings.py, test_watch.py and those of incidents.
    elsewhere = {"large", "failing_runs", "measured", "alerts", "watch"}
    elsewhere |= {"drills", "postmortem", "incidents"}
    names = {str(path.relative_to(DATA)) for path in found if not elsewhere & set(path.parts)}
    assert names >= set(COMMITTED)
    assert set(listed()) == names


@pytest.mark.parametrize("name", COMMITTED)
def test_a_committed_file_has_the_listed_hash(name):
    assert hashlib.sha256((DATA / name).read_bytes()).hexdigest() == listed()[name]


def test_the_committed_data_stay_small():
    assert 0 < sum((DATA / name).stat().st_size for name in listed()) <= LARGEST_COMMIT_BYTES


def test_check_agrees_with_the_committed_files_byte_for_byte(capsys):
    main(["--check"])
    assert capsys.readouterr().out.count("rebuilt byte for byte") == len(COMMITTED) - 1


def test_check_finds_an_altered_and_a_missing_file_and_changes_nothing(data):
    (data / "cards.parquet").write_bytes(b"")
    (data / "price_holdout.csv").unlink()
    outcome = generate("--check", script=data / "generate.py")
    assert outcome.returncode == 1
    assert "differs from CHECKSUMS           cards.parquet" in outcome.stdout
    assert "missing                          price_holdout.csv" in outcome.stdout
    assert len(outcome.stderr.splitlines()) == 1
    assert (data / "cards.parquet").read_bytes() == b""


def test_a_rebuild_restores_altered_and_missing_files(data):
    (data / "cards.parquet").write_bytes(b"")
    (data / "price_holdout.csv").unlink()
    assert generate(script=data / "generate.py").returncode == 0
    for name in ("cards.parquet", "price_holdout.csv"):
        assert (data / name).read_bytes() == (DATA / name).read_bytes()


@pytest.mark.slow
def test_a_changed_generator_replaces_no_file_unless_the_author_accepts(data):
    rules = data / "generator" / "lots.py"
    rules.write_text(rules.read_text("utf-8").replace("HOME_SHARE = 0.40", "HOME_SHARE = 0.41"))
    before = (data / "cards.parquet").read_bytes()
    outcome = generate(script=data / "generate.py")
    assert outcome.returncode == 1
    assert "a rebuild gives other values     cards.parquet" in outcome.stdout
    assert (data / "cards.parquet").read_bytes() == before
    assert generate("--accept", script=data / "generate.py").returncode == 0
    assert (data / "cards.parquet").read_bytes() != before


def test_another_seed_goes_to_another_folder_with_its_own_checksums(tmp_path):
    main(["--seed", "5", "--out", str(tmp_path)])
    lines = (tmp_path / "CHECKSUMS").read_text("utf-8").splitlines()
    assert [line.split("  ")[1] for line in lines] == COMMITTED
    assert lines[0].split()[0] != listed()["cards.parquet"]


def test_a_large_table_starts_with_the_committed_cards(tmp_path):
    path = tmp_path / "cards.parquet"
    main(["--rows", "70_000", "--out", str(path)])
    table = pl.read_parquet(path)
    assert table.height == 70_000
    assert table.head(12_000).equals(load_cards())
    assert [file.name for file in tmp_path.iterdir()] == ["cards.parquet"]


BAD_INPUT = {
    "no rows": (["--rows", "0"], "'0' is no whole number from 1"),
    "negative rows": (["--rows", "-5"], "'-5' is no whole number from 1"),
    "words for rows": (["--rows", "many"], "'many' is no whole number from 1"),
    "a fraction of a row": (["--rows", "1.5"], "'1.5' is no whole number from 1"),
    "too many rows": (["--rows", "99_999_999"], "to 20_000_000"),
    "no such folder": (["--rows", "9", "--out", "{}/no/cards.parquet"], "does not exist"),
    "wrong ending": (["--rows", "9", "--out", "{}/cards.csv"], "is a .parquet file"),
    "a folder for a file": (["--rows", "9", "--out", "{}/folder.parquet"], "a folder. Name"),
    "nothing may be written": (["--rows", "9", "--out", "/proc/c.parquet"], "cannot write"),
    "a file for a folder": (["--out", "{}/taken.parquet"], "does not exist"),
    "a folder with content": (["--out", "{}"], "is not empty"),
    "seed without a folder": (["--seed", "7"], "--seed 7 needs --out"),
    "a bad seed": (["--seed", "-7", "--out", "{}"], "'-7' is no whole number from 0"),
    "two commands": (["--rows", "9", "--check"], "not allowed with"),
    "an unknown option": (["--bogus"], "unrecognized arguments: --bogus"),
    "an existing file": (["--rows", "9", "--out", "{}/taken.parquet"], "add --force"),
}


@pytest.mark.parametrize(("arguments", "message"), BAD_INPUT.values(), ids=BAD_INPUT)
def test_bad_input_gets_one_line_and_exit_code_2(arguments, message, tmp_path, capsys):
    (tmp_path / "folder.parquet").mkdir()
    (tmp_path / "taken.parquet").write_text("mine")
    with pytest.raises(SystemExit) as left:
        main([argument.format(tmp_path) for argument in arguments])
    out, error = capsys.readouterr()
    assert left.value.code == 2
    assert out == ""
    assert message in error
    assert len(error.splitlines()) == 1
    assert (tmp_path / "taken.parquet").read_text() == "mine"
    assert len(list(tmp_path.iterdir())) == 2


def test_bad_input_on_the_real_command_line_shows_no_traceback():
    outcome = generate("--rows", "zero")
    assert (outcome.returncode, outcome.stdout) == (2, "")
    assert outcome.stderr.startswith("generate.py: argument --rows: 'zero'")
    assert len(outcome.stderr.splitlines()) == 1


def test_force_overwrites(tmp_path):
    path = tmp_path / "taken.parquet"
    path.write_text("old")
    main(["--rows", "9", "--out", str(path), "--force"])
    assert pl.read_parquet(path).height == 9


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_table_leaves_nothing_behind(stop, tmp_path):
    path = tmp_path / "cards.parquet"
    command = [sys.executable, DATA / "generate.py", "--rows", "20_000_000", "--out", path]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    partial = tmp_path / "cards.parquet.partial"
    deadline = time.monotonic() + 60
    while not (partial.exists() and partial.stat().st_size) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert partial.stat().st_size > 0
    process.send_signal(stop)
    _, error = process.communicate(timeout=60)
    assert process.returncode == 130
    assert error == "generate.py: stopped; the partial file was removed\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_a_full_disk_gets_one_line_and_leaves_nothing_behind(tmp_path):
    resource = pytest.importorskip("resource")
    command = [sys.executable, DATA / "generate.py", "--rows", "400_000"]
    command += ["--out", tmp_path / "cards.parquet"]

    def small_disk() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    outcome = subprocess.run(
        command, capture_output=True, text=True, check=False, preexec_fn=small_disk
    )
    assert outcome.returncode == 1
    assert "Is the disk full?" in outcome.stderr
    assert len(outcome.stderr.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []
