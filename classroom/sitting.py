"""One checkpoint as it is taken: its banks, its draw, and the record of what was handed in.

The terminal and the apps ask it in their own ways; what counts, and when, stands here once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from classroom import progress, quizzes, syllabus
from classroom.progress import Event, Record, Sitting
from classroom.quizzes import ObjectiveResult, Question, Quiz, Result
from classroom.syllabus import Checkpoint


@dataclass(frozen=True)
class Paper:
    """The questions of one draw, the banks that they are from, and notes on earlier ones."""

    checkpoint: Checkpoint
    seed: int
    banks: tuple[Quiz, ...]
    questions: tuple[Question, ...]
    notes: tuple[str, ...] = ()

    @property
    def needed(self) -> int:
        """Right answers that pass."""
        return progress.enough(self.checkpoint.pass_share, len(self.questions))


def paper(name: str, events: Sequence[Event]) -> Paper:
    """The next draw of a checkpoint; it stays the same until one is handed in.

    Raises `SyllabusError` for an unknown name, `QuizError` for a bank that cannot be read.
    """
    one = syllabus.checkpoint(name)
    banks = tuple(quizzes.load(syllabus.lesson(each).file("quizzes")) for each in one.lessons)
    before = [each for each in progress.sittings(events, name) for each in each.questions]
    seed = progress.next_seed(events, name)
    drawn = quizzes.spread(banks, seed, size=one.size, before=before)
    return Paper(one, seed, banks, tuple(drawn), tuple(_notes(banks, drawn, before)))


def hand_in(sheet: Paper, given: Mapping[str, object], record: Record) -> Result:
    """The result of the answers, which is recorded; raises `RecordError` where it cannot be."""
    found = outcome(sheet, given)
    asked = tuple(one.id for one in sheet.questions)
    one = Sitting(sheet.seed, asked, right=found.right, asked=found.asked)
    progress.record_sitting(record, sheet.checkpoint.name, one)
    return found


def outcome(sheet: Paper, given: Mapping[str, object]) -> Result:
    """The result of the answers, recorded nowhere."""
    return quizzes.result(sheet.banks, sheet.questions, given, needed=sheet.needed)


def headline(found: Result) -> str:
    """How it went, in one sentence."""
    verdict = "passed" if found.passed else "not passed yet"
    return f"{found.right} right of {found.asked}, {found.needed} are needed: {verdict}."


def place_to_reread(one: ObjectiveResult) -> str:
    """The lesson and the heading that tell an objective."""
    return f'lesson {one.bank[:2]}, "{one.reread}"'


def next_moves(sheet: Paper, found: Result, events: Sequence[Event]) -> list[str]:
    """What can be done after the result: explanations, a retake, the practical exam."""
    one = sheet.checkpoint
    weak = sorted({each.bank[:2] for each in found.objectives if each.right < each.asked})
    moves = ["One or two questions say little of an objective: reread where you guessed, too."]
    if weak:
        commands = ", ".join(f"course quiz {number}" for number in weak)
        moves.append(f"No key is shown here. A lesson's own quiz explains each option: {commands}.")
    moves.append(_retake(sheet, events))
    if one.exam in {each.name for each in syllabus.exams()}:
        moves.append(f"The practical exam that belongs to it: course exam {one.exam}.")
    return moves


def _retake(sheet: Paper, events: Sequence[Event]) -> str:
    sat = progress.sittings(events, sheet.checkpoint.name)
    before = {each for one in sat for each in one.questions}
    before |= {one.id for one in sheet.questions}
    fresh = sum(one.id not in before for bank in sheet.banks for one in bank.questions)
    if not fresh:
        return "A retake asks again what was asked least often; the best result counts."
    return f"A retake draws from {fresh} questions that you have not had; the best result counts."


def _notes(banks: Sequence[Quiz], drawn: Sequence[Question], before: Sequence[str]) -> list[str]:
    there = {one.id for bank in banks for one in bank.questions}
    gone = len(set(before) - there)
    again = sum(one.id in before for one in drawn)
    notes = []
    if gone:
        notes.append(
            f"Questions of earlier attempts that are no longer in the banks: {gone}."
            " Those attempts count all the same."
        )
    if again:
        notes.append(f"You have had all others: of these, {again} are asked again.")
    return notes
