"""Questions and verdicts: what a right answer is, and what a learner is told.

The walk through the house, in the order in which an answer meets it:

`source`    finds the answer by its name in a notebook, whatever cell it stands in
`closure`   the statements beside it that it needs, and so what is compiled
`encoding`  what may go in and come out: data, never objects, never pickles
`shape`     the first thing judged: did the right kind of thing come back
`plain`     what came back, in Python's own types, before a case compares it
`question`  the author's side: `@question(...)` over a generator of cases
`structure` what it is made of, for questions about a way of writing
`origins`   what it looks in beside its argument: files, tables made in other cells
`prose`     whether a written answer is sentences, with numbers from its fields
`effects`   whether a written claim says more than a table can show
`shares`    a difference of two shares, and its interval where rows come in clusters
`generated` tables of another seed, which no answer was fitted to
`row_loops` whether Python runs once a row in it
`refusing`  how it took input that it has to refuse
`rowwise`   whether each row is taken alone, and without columns that are forbidden
`asgi`      asks a web app that an answer builds, without a server
`speed`     how fast it is beside other ways: on request, never in a verdict
`measures`  how long, deep and repetitive it is
`limits`    stops what does not end
`judge`     runs the cases
`printing`  keeps the beginning of what an answer prints
`surroundings` puts back what an answer changed around it
`child`     judges in a process of its own, for `classroom.judging`
`verdict`   words what came of it
"""

from classroom.checks.judge import judge, judge_text
from classroom.checks.limits import Limits
from classroom.checks.question import Bank, CheckError, Question, load_bank, question
from classroom.checks.shape import frame_with
from classroom.checks.source import (
    AnswerNotFoundError,
    answer_from,
    answer_source,
    read_notebook,
)
from classroom.checks.verdict import State, Verdict, not_yet

__all__ = [
    "AnswerNotFoundError",
    "Bank",
    "CheckError",
    "Limits",
    "Question",
    "State",
    "Verdict",
    "answer_from",
    "answer_source",
    "frame_with",
    "judge",
    "judge_text",
    "load_bank",
    "not_yet",
    "question",
    "read_notebook",
]
