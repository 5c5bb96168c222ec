"""A checkpoint in the terminal: answers can be skipped and changed until it is handed in."""

from __future__ import annotations

from classroom import progress, quizzes, sitting
from classroom.commands import asking
from classroom.commands.terminal import record, refuse, say
from classroom.quizzes import Question, Result
from classroom.sitting import Paper

HAND_IN = "hand in"


def take(name: str) -> None:
    """Ask a checkpoint, hand it in, and tell how each objective went; no key is shown."""
    try:
        sheet = sitting.paper(name, record().events())
    except quizzes.QuizError as error:
        refuse(f"{error} `git checkout quizzes` restores the questions.")
    _open(sheet)
    written: dict[str, str] = {}
    for place in range(1, len(sheet.questions) + 1):
        _ask(sheet, place, written)
    while not _handed_in(sheet, written):
        pass
    try:
        found = sitting.hand_in(sheet, _given(sheet, written), record())
    except progress.RecordError:
        # The disk is full, and the answers are gone with the process: the result is told first.
        _tell(sheet, sitting.outcome(sheet, _given(sheet, written)))
        raise
    _tell(sheet, found)


def _open(sheet: Paper) -> None:
    one = sheet.checkpoint
    count = len(sheet.questions)
    say(f"{one.title}: {count} questions, about {one.minutes} minutes.", style="bold")
    say(f"{sheet.needed} right answers pass. No key is shown; you can change answers at the end.")
    say("Enter without an answer skips a question. Ctrl+C leaves, and nothing is counted.")
    for note in sheet.notes:
        say(note)
    say()


def _ask(sheet: Paper, place: int, written: dict[str, str]) -> None:
    question = sheet.questions[place - 1]
    shown = quizzes.shuffled(question, sheet.seed)
    say(f"{place} of {len(sheet.questions)}", style="bold")
    asking.show(question, shown)
    before = written.get(question.id, "")
    kept = f"keeps {before}" if before else "skips"
    while True:
        words = asking.typed(f"{asking.asked(question)} (Enter {kept})").strip()
        if not words:
            break
        if quizzes.mark(question, asking.given(question, shown, words)).answered:
            written[question.id] = words
            break
        asking.say_no_answer(question, shown, words)
    say()


def _handed_in(sheet: Paper, written: dict[str, str]) -> bool:
    """Whether it is handed in; otherwise one question was opened again, or a line was no answer."""
    count = len(sheet.questions)
    _tell_open(sheet, written)
    words = asking.typed(f"A number from 1 to {count} opens a question, `{HAND_IN}` ends the quiz")
    words = " ".join(words.lower().split())
    if words in map(str, range(1, count + 1)):
        _ask(sheet, int(words), written)
        return False
    if words != HAND_IN:
        said = f"That is neither: {words[:40]!r}."
        say(f"{said} Allowed: a number from 1 to {count}, and `{HAND_IN}`.")
        return False
    return _confirmed(sheet, written)


def _confirmed(sheet: Paper, written: dict[str, str]) -> bool:
    places = quizzes.unanswered(sheet.questions, _given(sheet, written))
    if not places:
        return True
    say(f"Not answered, and so not right: {quizzes.in_words(places)}.")
    again = asking.typed(f"`{HAND_IN}` once more hands it in all the same, Enter goes back")
    return " ".join(again.lower().split()) == HAND_IN


def _tell_open(sheet: Paper, written: dict[str, str]) -> None:
    places = quizzes.unanswered(sheet.questions, _given(sheet, written))
    answered = len(sheet.questions) - len(places)
    rest = f" Not answered: {quizzes.in_words(places)}." if places else ""
    say(f"{answered} of {len(sheet.questions)} answered.{rest}")


def _given(sheet: Paper, written: dict[str, str]) -> dict[str, object]:
    return {
        one.id: asking.given(one, _shown(one, sheet), written[one.id])
        for one in sheet.questions
        if one.id in written
    }


def _shown(question: Question, sheet: Paper) -> tuple[str, ...]:
    return quizzes.shuffled(question, sheet.seed)


def _tell(sheet: Paper, found: Result) -> None:
    say(f"\n{sheet.checkpoint.title}: {sitting.headline(found)}\n", style="bold")
    once = sitting.right_once(found)
    for one in found.objectives:
        if one not in once:
            say(f"  {one.right} of {one.asked}  {one.objective}")
        if one.right < one.asked:
            say(f"          reread {sitting.place_to_reread(one)}")
    if once:
        say(f"  1 of 1  in {len(once)} objectives, which says little of each")
    say()
    for line in sitting.next_moves(sheet, found, record().events()):
        say(line)
