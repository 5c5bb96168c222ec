"""`promote`, `rollback`, `history`, `shadow`: what they print, and refusals in one line."""

from __future__ import annotations

import json
import sys

import polars as pl
import pytest

from artifacts import numbered
from cardshop.__main__ import main
from cardshop.artifact import latest, load, save, set_latest
from cardshop.dataset import load_cards
from cardshop.journal import Journal, read
from cardshop.rollout.history import HISTORY
from cardshop.rollout.plans import PLANS
from classroom.syllabus import ROOT
from journal_entries import NOON_MS, entry

LOTS, EACH = 12, 5


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    folder = tmp_path_factory.mktemp("artifacts")
    save(numbered("1.0.0"), folder)
    save(numbered("1.1.0", "xgboost"), folder)
    return folder


@pytest.fixture
def told(root, monkeypatch, capfd):
    """(exit code, output, errors) of a command on a folder where 1.0.0 is served."""
    set_latest(root, "1.0.0")
    for name in (HISTORY, PLANS):
        (root / name).unlink(missing_ok=True)

    def run(*command: object) -> tuple[int, str, str]:
        words = [*map(str, command), "--artifacts", str(root)]
        monkeypatch.setattr(sys, "argv", ["cardshop", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        return ended.value.code or 0, *capfd.readouterr()

    return run


@pytest.fixture(scope="module")
def recorded(root, tmp_path_factory):
    """(journal, labels) of a morning: lots of the catalogue, all cards labelled."""
    folder = tmp_path_factory.mktemp("journal")
    model = load(root / "1.0.0")
    names = list(model.metadata.schema_of_cards)
    cards = load_cards().tail(LOTS * EACH)
    sent = cards.select(names).with_columns(pl.col(pl.Date).cast(pl.String)).to_dicts()
    decided = model.decide(cards).to_dicts()
    rows = [
        entry(
            at,
            client_request_id=f"L{at // EACH:06d}.{at % EACH:02d}",
            card=json.dumps(card),
            **{name: answer[name] for name in ("card_type", "confidence", "decision")},
        )
        for at, (card, answer) in enumerate(zip(sent, decided, strict=True))
    ]
    with Journal(folder / "journal.db") as journal:
        assert all(journal.record(one) for one in rows)
    kept = read(folder / "journal.db")
    source = pl.when(pl.col("decision") == "desk").then(pl.lit("desk")).otherwise(pl.lit("audit"))
    labels = kept.select(
        "request_id",
        "position",
        cards["card_type"],
        source=source,
        known_at_ms=pl.lit(NOON_MS - 10**9, pl.Int64),
    )
    labels.write_parquet(folder / "labels.parquet")
    kept.write_parquet(folder / "journal.parquet")
    return folder / "journal.db", folder / "labels.parquet"


def test_promote_rollback_and_history(told, root):
    assert told("history")[1].endswith("was promoted or rolled back yet\n")
    code, out, err = told("promote", "1.1.0", "--why", "cheaper: by the audit")
    assert (code, out, err) == (0, "1.1.0 is served from now on, before 1.0.0\n", "")
    assert told("promote", "1.1.0")[1] == "1.1.0 is the one that is served already\n"
    code, out, err = told("rollback")
    assert (code, out, err) == (0, "1.0.0 is served from now on, before 1.1.0\n", "")
    assert latest(root) == "1.0.0"
    lines = told("history")[1].splitlines()
    assert len(lines) == 2
    assert "promote 1.1.0, before 1.0.0, by " in lines[0]
    assert lines[0].endswith(": cheaper: by the audit")
    assert "rollback 1.0.0, before 1.1.0, by " in lines[1]


def test_shadow_shows_what_would_change_and_who_is_right(told, root, recorded):
    journal, labels = recorded
    command = ["shadow", "1.1.0", "--cards", journal]
    code, out, err = told(*command)
    assert (code, err) == (0, "")
    assert out.startswith(f"1.1.0 beside 1.0.0 on {LOTS * EACH} cards: ")
    assert "name what became known with --labels" in out
    code, out, err = told(*command, "--labels", labels, "--plan", "2x6")
    assert (code, err) == (0, "")
    assert "look 1, 6 lots: saves $" in out
    assert "look 2, 12 lots: saves $" in out
    assert f"{LOTS} of 12 lots are labelled; 0 cards wait" in out
    assert "Labels of the desk alone flatter a challenger" in out
    assert out.splitlines()[-1].startswith("verdict: ")
    # Nothing of it reaches who asks the service.
    assert latest(root) == "1.0.0"
    assert (
        told("shadow", "1.1.0", "--cards", journal.with_suffix(".parquet"), "--labels", labels)[1]
        == out
    )


def test_a_plan_is_fixed_at_the_first_call(told, recorded):
    journal, labels = recorded
    command = ["shadow", "1.1.0", "--cards", journal, "--labels", labels]
    assert "look 2" in told(*command, "--plan", "2x6")[1]
    code, _, err = told(*command, "--plan", "12x1")
    assert (code, len(err.splitlines())) == (2, 1)
    code, _, err = told(*command, "--plan", "1x12")
    assert (code, len(err.splitlines())) == (2, 1)
    assert "the plan of 1.1.0 is 2x6 and stays so" in err
    assert "look 2" in told(*command)[1]


def test_shadow_of_a_delivery_tells_what_would_change(told):
    code, out, err = told("shadow", "1.1.0", "--cards", ROOT / "data/deliveries/clean.csv")
    assert (code, err) == (0, "")
    assert "answered alike" in out
    assert "labels" not in out


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (["promote", "9.9.9"], "has no version '9.9.9'. Versions: 1.0.0, 1.1.0."),
        (["promote"], "Missing argument"),
        (["rollback"], "no version that was served before 1.0.0"),
        (["rollback", "1.1.0"], "unexpected extra argument"),
        (["shadow", "9.9.9", "--cards", ROOT / "README.md"], "has no version '9.9.9'"),
        (["shadow", "1.1.0", "--cards", "/nowhere.db"], "serve` writes a journal; name it"),
        (["shadow", "1.1.0", "--cards", "/"], "/ cannot be read: Is a directory"),
        (["shadow", "1.1.0", "--cards", ROOT / "README.md"], "README.md"),
    ],
)
def test_wrong_use_is_one_line_and_exit_code_2(told, root, command, message):
    if command[0] == "rollback":
        (root / "PREVIOUS").unlink(missing_ok=True)
    code, out, err = told(*command)
    assert (code, out) == (2, "")
    assert message in err
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize("plan", ["5", "5x", "x", "0x80", "5x4", "5x80x2", "61x80", "-1x80"])
def test_a_plan_that_is_none_is_refused(told, recorded, plan):
    journal, labels = recorded
    code, _, err = told("shadow", "1.1.0", "--cards", journal, "--labels", labels, "--plan", plan)
    assert (code, len(err.splitlines())) == (2, 1)
    assert "Traceback" not in err


def test_labels_that_are_not_there_are_named(told, recorded):
    code, _, err = told("shadow", "1.1.0", "--cards", recorded[0], "--labels", "/nowhere")
    assert (code, len(err.splitlines())) == (2, 1)
    assert "/nowhere" in err
