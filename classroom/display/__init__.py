"""Everything of the course as marimo elements; no other part of it knows marimo.

`check`          the verdict on an answer, its hints, and what it was for
`measure`        how fast an answer is, on a click and never in a verdict
`predict`        choose before you see; `after` shows the result once you chose
`journal`        after a module: could you teach it, apply it, debug it?
`socratic`       write or think first, then open a model answer; what you wrote is kept
`quiz`, `marks`  eight questions of a bank, and why each choice is right or wrong
`checkpoint`     a quiz over several lessons, handed in as a whole; `progress_of`, `outcome_of`
`figure`         a chart with its sentence; `diagram`, boxes and arrows with theirs
`code`           code or output that wraps on a narrow screen
`show_source`    reviewed code from the shop, never repeated in a lesson
`exercises`      what there is to do in a lesson, and how long it takes
`ledger`         the dollars that stand on top of every lesson; `book` enters a line

All of it works in `edit`, in `run` and headless. Only `edit` writes to disk, and only a notebook
in `work/` or `exercises/` counts as progress; what is written in a lesson is kept as a note. A
checkpoint that is handed in counts in `run`, too.
"""

from classroom.display.checkpoint import checkpoint, outcome_of, progress_of
from classroom.display.diagram import diagram
from classroom.display.journal import journal
from classroom.display.ledger import book, ledger
from classroom.display.overview import exercises
from classroom.display.quiz import marks, quiz
from classroom.display.reflection import after, predict, socratic
from classroom.display.source import code, figure, show_source, wrapped
from classroom.display.verdicts import check, measure

__all__ = [
    "after",
    "book",
    "check",
    "checkpoint",
    "code",
    "diagram",
    "exercises",
    "figure",
    "journal",
    "ledger",
    "marks",
    "measure",
    "outcome_of",
    "predict",
    "progress_of",
    "quiz",
    "show_source",
    "socratic",
    "wrapped",
]
