"""Checkpoints: what is drawn, what a result says, what is kept, and how it is in the terminal."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from types import SimpleNamespace

import pytest

from classroom import progress, quizzes, sitting, standing, syllabus
from classroom.commands import checkpoint as command
from classroom.commands import overview
from classroom.progress import FileRecord, MemoryRecord, Sitting, record_attempt, record_quiz
from classroom.quizzes import Before, Option, Question, Quiz, in_words, result, spread, unanswered

NAMES = [one.name for one in syllabus.checkpoints()]


def question(number: str, objective: str) -> Question:
    options = (Option("yes", right=True, why="It is."), Option("no", right=False, why="It is."))
    return Question(number, "single", objective, 1, "Is it?", options)


def bank(name: str, counts: dict[str, int]) -> Quiz:
    """A bank with so many questions of each objective."""
    asked = [question(f"{name}.{key}{n}", key) for key, many in counts.items() for n in range(many)]
    what = {key: f"Do {key}." for key in counts}
    return Quiz(name, name, what, tuple(asked), {key: f"1. About {key}" for key in counts})


SMALL, LARGE = bank("01", {"a": 3, "b": 3}), bank("02", {"c": 2, "d": 9, "e": 1})
BANKS = (SMALL, LARGE)


def ids(questions: list[Question]) -> list[str]:
    return [one.id for one in questions]


def test_a_draw_is_the_same_again_and_another_with_another_seed():
    assert ids(spread(BANKS, 1, size=6)) == ids(spread(BANKS, 1, size=6))
    assert len({tuple(ids(spread(BANKS, seed, size=6))) for seed in range(10)}) > 5


@pytest.mark.parametrize("seed", range(20))
def test_lessons_and_then_objectives_take_turns(seed):
    drawn = spread(BANKS, seed, size=10)
    assert Counter(one.id[:2] for one in drawn) == {"01": 5, "02": 5}
    of = Counter(one.objective for one in drawn)
    assert sorted([of["a"], of["b"]]) == [2, 3]
    assert (of["c"], of["d"], of["e"]) == (2, 2, 1)
    assert ids(drawn) == [one.id for one in (*SMALL.questions, *LARGE.questions) if one in drawn]


@pytest.mark.parametrize("seed", range(20))
def test_a_retake_asks_no_question_again_as_long_as_there_are_others(seed):
    first = ids(spread(BANKS, seed, size=8))
    second = ids(spread(BANKS, seed + 1, size=8, before=Before(first)))
    assert not set(first) & set(second)
    third = ids(spread(BANKS, seed + 2, size=8, before=Before(first + second)))
    rest = {one.id for each in BANKS for one in each.questions} - set(first) - set(second)
    assert len(rest) == 2
    assert rest < set(third)
    assert len(set(third)) == 8


def test_when_all_were_asked_those_asked_least_often_come_again():
    every = [one.id for each in BANKS for one in each.questions]
    twice = every[3:]
    assert set(every[:3]) < set(ids(spread(BANKS, 5, size=8, before=Before(every + twice))))


@pytest.mark.parametrize("seed", range(20))
def test_questions_of_other_quizzes_come_last_and_each_lesson_is_asked_all_the_same(seed):
    known = [one.id for one in (*SMALL.questions, *LARGE.questions[:5])]
    drawn = ids(spread(BANKS, seed, size=8, before=Before(elsewhere=known)))
    assert Counter(one[:2] for one in drawn) == {"01": 4, "02": 4}
    assert not set(known[6:]) & set(drawn)


def test_questions_that_are_no_longer_there_hinder_no_draw():
    assert ids(spread(BANKS, 1, size=6, before=Before(["9.q99"]))) == ids(spread(BANKS, 1, size=6))


def test_more_than_there_are_is_all_of_them():
    assert len(spread(BANKS, 1, size=100)) == len(SMALL.questions) + len(LARGE.questions)


def test_a_result_counts_by_objective_and_says_what_to_reread():
    asked = [*SMALL.questions[2:5], *LARGE.questions[:1]]
    given = {"01.a2": "yes", "01.b0": "no", "01.b1": "yes"}
    found = result(BANKS, asked, given, needed=3)
    told = [(one.bank, one.objective, one.reread, one.right, one.asked) for one in found.objectives]
    assert told == [
        ("01", "Do a.", "1. About a", 1, 1),
        ("01", "Do b.", "1. About b", 1, 2),
        ("02", "Do c.", "1. About c", 0, 1),
    ]
    assert (found.right, found.asked, found.passed) == (2, 4, False)
    assert unanswered(asked, given) == [4]


@pytest.mark.parametrize(("right", "passed"), [(15, False), (16, True), (20, True)])
def test_sixteen_of_twenty_pass(right, passed):
    asked = [question(f"q{n}", "a") for n in range(20)]
    given = {one.id: "yes" if n < right else "no" for n, one in enumerate(asked)}
    needed = progress.enough(0.8, 20)
    assert result((SMALL,), asked, given, needed=needed).passed is passed


def test_enough_is_a_share_and_never_one_too_many_by_rounding():
    assert [progress.enough(0.8, asked) for asked in (20, 25, 30, 21)] == [16, 20, 24, 17]
    assert all(progress.enough(share / 100, 100) == share for share in range(101))


def test_places_are_said_in_runs():
    assert in_words([1, 2, 3, 5, 7, 8]) == "1 to 3, 5, 7, 8"
    assert in_words([]) == ""


@pytest.mark.parametrize("name", NAMES)
def test_a_checkpoint_of_the_course_asks_as_many_as_it_says_over_all_its_lessons(name):
    one = syllabus.checkpoint(name)
    sheet = sitting.paper(name, [])
    assert one.app.exists()
    assert len(sheet.questions) == one.size
    share = Counter(each.id.split(".")[0].zfill(2) for each in sheet.questions)
    assert set(share) == set(one.lessons)
    assert max(share.values()) - min(share.values()) <= 1


def test_the_checkpoints_are_those_of_the_syllabus():
    told = {one.name: (one.size, one.pass_share) for one in syllabus.checkpoints()}
    assert told == {"checkpoint-1": (20, 0.8), "checkpoint-2": (25, 0.8), "final": (30, 0.8)}


def sat(name: str, right: int, questions: tuple[str, ...] = ("1.q01",), seed: int = 0):
    """Events of one checkpoint that was handed in."""
    record = MemoryRecord()
    one = Sitting(seed, questions, right=right, asked=20)
    progress.record_sitting(record, name, one)
    return record.events()


def test_what_was_handed_in_is_kept_and_counted_once(tmp_path):
    record = FileRecord(tmp_path / ".course" / "record.jsonl")
    sheet = sitting.paper("checkpoint-1", [])
    for _ in range(2):
        sitting.hand_in(sheet, {}, record)
    (one,) = progress.sittings(record.events(), "checkpoint-1")
    assert one == Sitting(0, tuple(ids(list(sheet.questions))), right=0, asked=20)
    assert record.passed_over() == []
    retake = sitting.paper("checkpoint-1", record.events())
    assert retake.seed == 1
    assert not set(ids(list(retake.questions))) & set(one.questions)
    assert progress.sittings(record.events(), "final") == []


def test_the_best_of_several_counts():
    events = sat("final", 12) + sat("final", 17, seed=1) + sat("final", 3, seed=2)
    assert progress.best_sitting(events, "final").right == 17
    assert progress.best_sitting(events, "checkpoint-1") is None


ODD = {
    "of a newer version": {"v": 9, "kind": "checkpoint", "name": "final"},
    "without its questions": {"v": 1, "kind": "checkpoint", "name": "final", "right": 1},
    "asked as a text": {
        "v": 1, "kind": "checkpoint", "name": "final", "right": 1, "asked": "20", "seed": 0,
        "questions": [],
    },
}  # fmt: skip


@pytest.mark.parametrize("kind", ODD)
def test_a_line_of_another_version_counts_for_nothing_and_stays(kind, tmp_path):
    path = tmp_path / "record.jsonl"
    path.write_text(json.dumps(ODD[kind]) + "\n", "utf-8")
    record = FileRecord(path)
    assert sitting.paper("final", record.events()).seed == 0
    sitting.hand_in(sitting.paper("final", record.events()), {}, record)
    assert len(record.passed_over()) == 1
    assert json.loads(path.read_text("utf-8").splitlines()[0]) == ODD[kind]


@pytest.mark.parametrize(("right", "asked"), [(21, 20), (-1, 20), (0, 0)])
def test_a_sitting_that_cannot_have_been_counts_for_nothing(right, asked):
    event = {"kind": "checkpoint", "name": "final", "seed": 0, "questions": [7, None]}
    assert progress.sittings([{**event, "right": right, "asked": asked}], "final") == []


def test_questions_that_are_gone_are_told_in_a_line_and_the_attempt_counts():
    events = sat("checkpoint-1", 17, ("1.q01", "1.q99", "0.old"))
    (note,) = sitting.paper("checkpoint-1", events).notes
    assert "no longer in the banks: 2." in note
    assert progress.best_sitting(events, "checkpoint-1").right == 17


def test_a_retake_that_has_to_repeat_says_so():
    every = tuple(
        each.id for one in ("01", "02") for each in quizzes.load(
            syllabus.lesson(one).file("quizzes")
        ).questions
    )  # fmt: skip
    (note,) = sitting.paper("checkpoint-1", sat("checkpoint-1", 3, every)).notes
    assert "20 are asked again" in note


def asked_by(name: str, seed: int) -> tuple[str, ...]:
    """Every question of some draw; the record of a checkpoint holds them."""
    one = syllabus.checkpoint(name)
    banks = [quizzes.load(syllabus.lesson(each).file("quizzes")) for each in one.lessons]
    return tuple(ids(spread(banks, seed, size=one.size)))


def test_the_final_asks_nothing_that_a_checkpoint_asked():
    asked = [asked_by("checkpoint-1", 0), asked_by("checkpoint-1", 1)]
    events = [each for seed in (0, 1) for each in sat("checkpoint-1", 12, asked[seed], seed)]
    # Without the record, the two share questions; or else this would hold for any draw.
    plain, told = (sitting.paper("final", each) for each in ([], events))
    assert {one.id for one in plain.questions} & {*asked[0], *asked[1]}
    assert not {one.id for one in told.questions} & {*asked[0], *asked[1]}
    assert {one.id[0] for one in told.questions} == {str(number) for number in range(9)}
    assert (told.seed, told.notes) == (0, ())


def test_a_final_that_has_to_ask_what_a_checkpoint_asked_says_so():
    bank = quizzes.load(syllabus.lesson("01").file("quizzes"))
    events = sat("checkpoint-1", 3, tuple(one.id for one in bank.questions))
    sheet = sitting.paper("final", events)
    again = sum(one.id.startswith("1.") for one in sheet.questions)
    assert again > 0
    told = f"Another checkpoint asked you {again} of these: their lesson has none left"
    assert [told in note for note in sheet.notes] == [True]


def test_the_moves_after_a_result_count_what_this_checkpoint_asked_and_name_whole_banks():
    sheet = sitting.paper("checkpoint-1", sat("final", 3, ("1.q01",)))
    count = sum(len(bank.questions) for bank in sheet.banks)
    said = " ".join(sitting.next_moves(sheet, sitting.outcome(sheet, {}), []))
    assert f"{count - 20} questions that this checkpoint has not asked you" in said
    assert [
        f"course quiz {one.name[:2]} --size {len(one.questions)}" in said for one in sheet.banks
    ] == [True, True]


# --------------------------------------------------------------------------- in the terminal


@pytest.fixture
def taken(monkeypatch, capsys):
    """Takes a checkpoint with typed lines; what was said, and the record."""
    record = MemoryRecord()
    monkeypatch.setattr(command, "record", lambda: record)

    def take(*lines: str):
        typed = iter(lines)

        def type_next(_):
            try:
                return next(typed)
            except StopIteration:
                raise EOFError from None

        monkeypatch.setattr("builtins.input", type_next)
        command.take("checkpoint-1")
        return " ".join(capsys.readouterr().out.split()), record

    return take


def right_lines(name: str = "checkpoint-1") -> list[str]:
    """What somebody types who knows all answers."""
    sheet = sitting.paper(name, [])
    lines = []
    for one in sheet.questions:
        shown = quizzes.shuffled(one, sheet.seed)
        key = one.key if one.kind != "number" else (one.key[0].split(" ")[0],)
        places = [str(shown.index(each) + 1) for each in key] if shown else list(key)
        lines.append(" ".join(places))
    return lines


def test_who_knows_all_passes_and_reads_nothing_to_reread(taken):
    said, record = taken(*right_lines(), "hand in")
    assert "20 right of 20, 16 are needed: passed." in said
    assert "reread lesson" not in said
    assert [one["right"] for one in record.events()] == [20]


def test_objectives_asked_about_once_and_rightly_share_a_line(taken):
    said, _ = taken(*["", *right_lines()[1:]], "hand in", "hand in")
    sheet = sitting.paper("checkpoint-1", [])
    wrong, *rest = sheet.questions
    counts = Counter((one.id[0], one.objective) for one in sheet.questions)
    alone = {key for key, count in counts.items() if count == 1}
    once = sum((one.id[0], one.objective) in alone for one in rest)
    assert once > 1
    assert f"1 of 1 in {once} objectives, which says little of each" in said
    assert said.count("1 of 1") == 1
    what = sheet.banks[0].objectives[wrong.objective]
    assert f"of {counts[wrong.id[0], wrong.objective]} {what} reread lesson 01" in said


def test_no_key_and_no_explanation_is_shown(taken):
    said, _ = taken(*["", *right_lines()[1:]], "hand in", "hand in")
    assert "19 right of 20" in said
    for one in sitting.paper("checkpoint-1", []).questions:
        assert [each.why for each in one.options if " ".join(each.why.split()) in said] == []


def test_a_skipped_question_is_named_and_can_be_answered_before_handing_in(taken):
    lines = right_lines()
    said, _ = taken(*["", *lines[1:]], "hand in", "", "1", lines[0], "HAND  IN")
    assert "19 of 20 answered. Not answered: 1." in said
    assert "Not answered, and so not right: 1." in said
    assert "20 right of 20" in said


def test_an_answer_can_be_changed_and_enter_keeps_it(taken):
    lines = right_lines()
    place = next(
        n
        for n, one in enumerate(sitting.paper("checkpoint-1", []).questions)
        if one.kind == "single"
    )
    other = "2" if lines[place] == "1" else "1"
    wrong = [*lines[:place], other, *lines[place + 1 :]]
    number = str(place + 1)
    said, record = taken(*wrong, number, lines[place], number, "", "hand in")
    assert "20 right of 20" in said
    assert len(record.events()) == 1


def test_what_is_no_answer_is_asked_for_again_in_any_script(taken):
    lines = right_lines()
    said, _ = taken("٣", "\ud83d", "何?", *lines, "é", "21", "0", "hand in")
    assert said.count("That is no answer here") == 3
    assert said.count("That is neither") == 3
    assert "20 right of 20" in said


@pytest.mark.parametrize("upto", [0, 5, 20])
def test_a_checkpoint_that_was_left_counts_for_nothing(taken, monkeypatch, upto):
    with pytest.raises(EOFError):
        taken(*right_lines()[:upto])
    assert command.record().events() == []


def test_a_result_is_told_even_when_it_cannot_be_saved(taken, monkeypatch, capsys):
    def full(*_):
        raise progress.RecordError("Progress could not be saved: no space.")

    monkeypatch.setattr(progress, "record_sitting", full)
    with pytest.raises(progress.RecordError, match="no space"):
        taken(*right_lines(), "hand in")
    assert "20 right of 20" in capsys.readouterr().out


# ------------------------------------------------------------------------------ where you are


def lessons_done(*numbers: str) -> list:
    record = MemoryRecord()
    for number in numbers:
        one = syllabus.lesson(number)
        record_quiz(record, number, right=8, asked=8)
        for entry in one.questions:
            record_attempt(record, entry.id, attempt="a", state=progress.PASSED)
    return record.events()


def checkpoint_of(events: list, name: str) -> standing.CheckpointStanding:
    found = standing.checkpoint_standings(events, standing.standings(events))
    return next(one for one in found if one.checkpoint.name == name)


def test_a_checkpoint_waits_when_its_lessons_are_done_and_until_it_is_passed():
    assert not checkpoint_of(lessons_done("01"), "checkpoint-1").waits
    done = lessons_done("01", "02")
    assert checkpoint_of(done, "checkpoint-1").waits
    assert not checkpoint_of(done, "checkpoint-2").waits
    failed, passed = (done + sat("checkpoint-1", right) for right in (15, 16))
    assert checkpoint_of(failed, "checkpoint-1").waits
    assert not checkpoint_of(failed, "checkpoint-1").passed
    one = checkpoint_of(passed, "checkpoint-1")
    assert one.passed
    assert replace(one, exam=None).waits is False


def test_an_exam_waits_with_its_checkpoint_and_neither_is_on_the_core_path():
    done = lessons_done("01", "02")
    exam = syllabus.Exam("churn", "Churn", 90, "02", ())
    one = replace(checkpoint_of(done + sat("checkpoint-1", 20), "checkpoint-1"), exam=exam)
    assert one.waits
    before, after = (standing.next_step(each) for each in (done, done + sat("checkpoint-1", 20)))
    assert before == after


def test_where_you_are_names_each_checkpoint_and_what_waits(monkeypatch, capsys):
    def said(events: list) -> str:
        monkeypatch.setattr(overview, "record", lambda: MemoryRecord(list(events)))
        overview.where_you_are(SimpleNamespace(invoked_subcommand=None))
        return capsys.readouterr().out

    done = lessons_done("01", "02")
    nothing = said([])
    assert [name for name in NAMES if f"{name}: " not in nothing] == []
    assert nothing.count("not taken") == len(syllabus.lessons()) + len(NAMES)
    assert "waits" not in nothing
    assert "course quiz checkpoint-1   the quiz, about 25 minutes" in said(done)
    assert "best 15 of 20, not passed yet" in said(done + sat("checkpoint-1", 15))
    passed = said(done + sat("checkpoint-1", 16))
    assert "best 16 of 20, passed" in passed
    assert "course quiz checkpoint-1" not in passed
