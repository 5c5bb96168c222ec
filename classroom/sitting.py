"""One checkpoint as it is taken: its banks, its draw, and the record of what was handed in.

The terminal and the apps ask it in their own ways; what counts, and when, stands here once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from classroom import progress, quizzes, syllabus
from classroom.progress import Event, Record, Sitting
from classroom.quizzes import Before, ObjectiveResult, Question, Quiz, Result
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
    others = [each.name for each in syllabus.checkpoints() if each.name != name]
    elsewhere = [each for other in others for each in _asked(events, other)]
    before = Before(_asked(events, name), elsewhere)
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


def right_once(found: Result) -> list[ObjectiveResult]:
    """Objectives that were asked about once, and rightly: a line for each would say little."""
    return [one for one in found.objectives if one.right == one.asked == 1]


def place_to_reread(one: ObjectiveResult) -> str:
    """The lesson and the heading that tell an objective."""
    return f'lesson {one.bank[:2]}, "{one.reread}"'


def next_moves(sheet: Paper, found: Result, events: Sequence[Event]) -> list[str]:
    """What can be done after the result: explanations, a retake, the practical exam."""
    one = sheet.checkpoint
    weak = sorted({each.bank[:2] for each in found.objectives if each.right < each.asked})
    moves = ["One or two questions say little of an objective: reread where you guessed, too."]
    if weak:
        counts = {bank.name[:2]: len(bank.questions) for bank in sheet.banks}
        commands = ", ".join(f"course quiz {one} --size {counts[one]}" for one in weak)
        moves.append(f"No key is shown here. A lesson's own quiz explains each option: {commands}.")
    moves.append(_retake(sheet, events))
    if one.exam in {each.name for each in syllabus.exams()}:
        moves.append(f"The practical exam that belongs to it: course exam {one.exam}.")
    return moves


def _retake(sheet: Paper, events: Sequence[Event]) -> str:
    before = set(_asked(events, sheet.checkpoint.name)) | {one.id for one in sheet.questions}
    fresh = sum(one.id not in before for bank in sheet.banks for one in bank.questions)
    if not fresh:
        return "A retake asks again what was asked least often; the best result counts."
    drawn = f"{fresh} questions that this checkpoint has not asked you"
    return f"A retake draws from {drawn}; the best result counts."


def _asked(events: Sequence[Event], name: str) -> list[str]:
    return [each for one in progress.sittings(events, name) for each in one.questions]


def _notes(banks: Sequence[Quiz], drawn: Sequence[Question], before: Before) -> list[str]:
    there = {one.id for bank in banks for one in bank.questions}
    gone = len(set(before.here) - there)
    again = {one.id for one in drawn} & set(before.here)
    known = {one.id for one in drawn} & set(before.elsewhere) - again
    notes = []
    if gone:
        notes.append(
            f"Questions of earlier attempts that are no longer in the banks: {gone}."
            " Those attempts count all the same."
        )
    if again:
        told = f"of these, {len(again)} are asked again"
        notes.append(f"This checkpoint has asked you all others: {told}.")
    if known:
        why = "their lesson has none left that no checkpoint has asked"
        notes.append(f"Another checkpoint asked you {len(known)} of these: {why}.")
    return notes
