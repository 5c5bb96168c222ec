"""Promote and rollback: what is refused, what is written down, and that a rollback goes back."""

from __future__ import annotations

import json
import shutil
from datetime import date

import pytest

from artifacts import numbered
from cardshop.artifact import build, latest, load, previous, save, set_latest
from cardshop.rollout import By, RolloutError, columns_changed, history, promote, rollback
from cardshop.rollout.history import HISTORY, append_line
from training_runs import quick, some_cards

NOON_MS = 1_790_000_000_000
BY = By("ada", NOON_MS, "cheaper by the audit")


@pytest.fixture(scope="module")
def three(tmp_path_factory):
    root = tmp_path_factory.mktemp("artifacts")
    for version in ("1.0.0", "1.1.0", "1.2.0"):
        save(numbered(version), root)
    return root


@pytest.fixture
def root(three, tmp_path):
    """Three versions, the first of which is served."""
    copy = tmp_path / "artifacts"
    shutil.copytree(three, copy)
    set_latest(copy, "1.0.0")
    return copy


def test_a_change_is_written_down_with_who_when_and_why(root):
    told = promote(root, "1.1.0", by=BY)
    assert (told.version, told.before, latest(root)) == ("1.1.0", "1.0.0", "1.1.0")
    rollback(root, by=By("bob", NOON_MS + 5))
    assert history(root).rows() == [
        (NOON_MS, "ada", "promote", "1.1.0", "1.0.0", "cheaper by the audit"),
        (NOON_MS + 5, "bob", "rollback", "1.0.0", "1.1.0", None),
    ]


def test_a_second_rollback_does_not_bring_the_bad_version_back(root):
    promote(root, "1.1.0", by=BY)
    promote(root, "1.2.0", by=BY)
    assert [rollback(root, by=BY).version for _ in range(2)] == ["1.1.0", "1.0.0"]
    # PREVIOUS alone would lead forward again.
    assert previous(root) == "1.1.0"
    with pytest.raises(RolloutError, match=r"no version that was served before 1\.0\.0"):
        rollback(root, by=BY)
    assert latest(root) == "1.0.0"


def test_what_was_rolled_back_may_be_promoted_again(root):
    promote(root, "1.1.0", by=BY)
    rollback(root, by=BY)
    promote(root, "1.1.0", by=BY)
    assert rollback(root, by=BY).version == "1.0.0"


def test_without_a_history_a_rollback_goes_to_the_version_before(root):
    set_latest(root, "1.1.0")
    assert rollback(root, by=BY).version == "1.0.0"
    with pytest.raises(RolloutError, match="no version that was served before"):
        rollback(root, by=BY)


@pytest.mark.parametrize("by_hand", ["9.9.9", "1.2.0"])
def test_a_rollback_from_what_somebody_wrote_by_hand_goes_to_the_newest_of_the_history(
    root, by_hand
):
    promote(root, "1.1.0", by=BY)
    (root / "LATEST").write_text(by_hand, "utf-8")
    assert rollback(root, by=BY).version == latest(root) == "1.1.0"
    assert rollback(root, by=BY).version == "1.0.0"


def test_promoting_what_is_served_changes_nothing(root):
    told = promote(root, "1.0.0", by=BY)
    assert (told.before, history(root).height) == ("1.0.0", 0)


@pytest.mark.parametrize("version", ["9.9.9", "", "..", "../artifacts/1.1.0", "1.1", "latest"])
def test_a_version_that_is_not_there_is_refused(root, version):
    with pytest.raises(RolloutError, match=r"has no version .* Versions: 1\.0\.0, 1\.1\.0"):
        promote(root, version, by=BY)
    assert latest(root) == "1.0.0"


def damaged(root, version):
    path = root / version / "model.onnx"
    path.write_bytes(path.read_bytes()[:-1] + b"x")


def test_a_version_that_does_not_load_goes_neither_forward_nor_back(root):
    promote(root, "1.1.0", by=BY)
    for version, change in (
        ("1.2.0", promote),
        ("1.0.0", lambda root, _, by: rollback(root, by=by)),
    ):
        damaged(root, version)
        with pytest.raises(RolloutError, match=rf"{version} does not load, so nothing is changed"):
            change(root, version, by=BY)
    assert (latest(root), history(root).height) == ("1.1.0", 1)


def test_a_bad_version_that_does_not_load_itself_is_rolled_back_from(root):
    promote(root, "1.1.0", by=BY)
    damaged(root, "1.1.0")
    assert rollback(root, by=BY).version == "1.0.0"


def test_a_version_that_asks_for_other_columns_needs_a_word_more(root):
    settings = quick("logistic", groups=("raw",))
    save(build(some_cards(200), settings, version="2.0.0", made_on=date(2026, 1, 5)), root)
    changed = columns_changed(load(root / "2.0.0"), load(root / "1.0.0"))
    assert changed
    with pytest.raises(RolloutError, match="would be answered 422") as refusal:
        promote(root, "2.0.0", by=BY)
    assert changed[0] in str(refusal.value)
    promote(root, "2.0.0", by=BY, other_columns=True)
    # The way back asks nothing.
    assert rollback(root, by=BY).version == "1.0.0"


def test_a_torn_line_is_shown_as_unreadable_and_the_next_one_is_whole(root):
    promote(root, "1.1.0", by=BY)
    with (root / HISTORY).open("a", encoding="utf-8") as file:
        file.write('{"at_ms": 17900')
    rollback(root, by=BY)
    assert history(root)["action"].to_list() == ["promote", None, "rollback"]
    assert json.loads((root / HISTORY).read_text("utf-8").splitlines()[-1])["version"] == "1.0.0"


@pytest.mark.parametrize("line", [b"[]", b"{}", b'{"at_ms": "noon"}', b"\xff", b"1", b"null"])
def test_a_line_of_another_kind_stops_nothing(root, line):
    (root / HISTORY).write_bytes(line + b"\n")
    set_latest(root, "1.1.0")
    assert rollback(root, by=BY).version == "1.0.0"


def test_a_history_that_cannot_be_written_is_told_and_nothing_is_changed(root):
    (root / HISTORY).mkdir()
    set_latest(root, "1.1.0")
    with pytest.raises(RolloutError, match="cannot be read"):
        rollback(root, by=BY)
    with pytest.raises(RolloutError, match=r"nothing is changed: .* cannot be written"):
        promote(root, "1.2.0", by=BY)
    assert latest(root) == "1.1.0"


def test_after_a_rollback_that_nobody_wrote_down_a_second_one_does_not_go_forward(root):
    promote(root, "1.1.0", by=BY)
    promote(root, "1.2.0", by=BY)
    set_latest(root, "1.1.0")
    assert rollback(root, by=BY).version == "1.0.0"
    with pytest.raises(RolloutError, match="no version that was served before"):
        rollback(root, by=BY)


@pytest.fixture
def killed(monkeypatch):
    """A change that is killed after its line and before LATEST."""

    def stop(*_):
        raise KeyboardInterrupt

    def change(made, *given):
        with monkeypatch.context() as patched:
            patched.setattr("cardshop.artifact.set_latest", stop)
            made(*given, by=BY)

    return change


def test_a_change_that_was_written_down_and_not_made_counts_as_none(root, killed):
    promote(root, "1.1.0", by=BY)
    with pytest.raises(KeyboardInterrupt):
        killed(promote, root, "1.2.0")
    assert (latest(root), history(root).height) == ("1.1.0", 2)
    assert rollback(root, by=BY).version == "1.0.0"


@pytest.mark.parametrize("again", ["1.0.0", "1.1.0"])
def test_a_rollback_that_was_killed_can_be_made_again(root, killed, again):
    promote(root, "1.1.0", by=BY)
    # Also where the version that is left was in service earlier.
    for version in ("1.2.0", again)[: 1 + (again == "1.1.0")]:
        promote(root, version, by=BY)
    wanted = "1.1.0" if again == "1.0.0" else "1.2.0"
    with pytest.raises(KeyboardInterrupt):
        killed(rollback, root)
    assert rollback(root, by=BY).version == wanted


BAD = {"at_ms": 1, "who": "ada", "action": "promote", "version": "1.2.0", "before": "1.1.0"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"who": None},
        {"who": "\ud800"},
        {"at_ms": 10**30},
        {"at_ms": -1},
        {"at_ms": 253_402_300_800_000},
        {"at_ms": None},
        {"at_ms": True},
        {"action": "deploy"},
        {"action": ["promote"]},
        {"version": None},
        {"version": "../1.2.0"},
        {"before": "now"},
        {"why": "\udfff"},
        {"why": 3},
    ],
)
def test_a_line_with_a_value_of_another_kind_is_a_torn_one(root, wrong):
    promote(root, "1.1.0", by=BY)
    with (root / HISTORY).open("a", encoding="utf-8") as file:
        file.write(json.dumps(BAD) + "\n" + json.dumps(BAD | wrong) + "\n")
    assert history(root)["action"].to_list() == ["promote", "promote", None]
    assert rollback(root, by=BY).version == "1.0.0"


def test_a_reason_with_a_separator_of_lines_stays_one_line(root):
    promote(root, "1.1.0", by=By("ada", NOON_MS, "one\u2028two\x85three"))
    assert history(root)["why"].to_list() == ["one\u2028two\x85three"]


@pytest.mark.parametrize("left", [None, "", "../1.0.0", "1.1.0"])
def test_where_the_served_version_is_gone_a_rollback_goes_to_the_one_before_it(root, left):
    promote(root, "1.1.0", by=BY)
    shutil.rmtree(root / "1.1.0")
    (root / "LATEST").unlink()
    if left is not None:
        (root / "LATEST").write_text(left, "utf-8")
    assert rollback(root, by=BY).version == latest(root) == "1.0.0"
    with pytest.raises(RolloutError, match=r"Promote one by its number\.$"):
        rollback(root, by=BY)


def test_what_does_not_load_is_passed_over_and_told_for_good(root):
    promote(root, "1.1.0", by=BY)
    promote(root, "1.2.0", by=BY)
    damaged(root, "1.1.0")
    told = rollback(root, by=BY)
    assert (told.version, told.skipped) == ("1.0.0", ("1.1.0",))
    # Not back to it once somebody has mended it.
    with pytest.raises(RolloutError, match=r"no version that was served before 1\.0\.0"):
        rollback(root, by=BY)


def test_where_nothing_before_loads_each_is_named(root):
    promote(root, "1.1.0", by=BY)
    promote(root, "1.2.0", by=BY)
    shutil.rmtree(root / "1.0.0")
    damaged(root, "1.1.0")
    said = r"1\.1\.0 does not load.* has no version '1\.0\.0'.* Promote one by its number\.$"
    with pytest.raises(RolloutError, match=said):
        rollback(root, by=BY)


def test_a_line_is_whole_whatever_stands_before_it(tmp_path):
    for before in (b"", b"x", b"x\n"):
        path = tmp_path / "lines"
        path.write_bytes(before)
        append_line(path, {"why": "\ud800 é\n"})
        assert json.loads(path.read_bytes().splitlines()[-1])["why"].endswith("é\n")


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(RolloutError, match="is no folder"):
        rollback(tmp_path / "nowhere", by=BY)


def test_somebody_else_who_changes_the_folder_is_waited_for_and_named(root, monkeypatch):
    from filelock import FileLock

    from cardshop.rollout import releasing

    monkeypatch.setattr(releasing, "LOCK_S", 0.05)
    with FileLock(root / releasing.LOCK), pytest.raises(RolloutError, match="somebody else"):
        promote(root, "1.1.0", by=BY)
