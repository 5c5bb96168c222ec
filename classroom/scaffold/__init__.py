"""A new question or lesson in all its places at once: working, and marked where words are missing.

`question`   one question: a cell group, a check, a manifest line, answers, the exercise
`lesson`     one lesson: its notebooks, a first question, a bank of three questions
`notebook`   cells put into a solutions notebook as text
`manifest`   entries put into `course.toml` as text
`templates`  what is written, with the author's words filled in
`writing`    all files or none

What is written passes its own tests. Each place that its author has to replace carries `MARK`, and
the gate refuses that word anywhere else than here.
"""

from classroom.scaffold.lesson import new_lesson
from classroom.scaffold.question import Draft, new_question
from classroom.scaffold.templates import MARK
from classroom.scaffold.writing import ScaffoldError

__all__ = ["MARK", "Draft", "ScaffoldError", "new_lesson", "new_question"]
