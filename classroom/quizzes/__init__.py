"""Quiz banks: read one, mark an answer, and find what is wrong with the bank itself.

A bank is `quizzes/<stem>.toml`, where `<stem>` is the lesson's. Its schema::

    title = "Data engineering"
    [objectives]                      # id = what the learner can do afterwards
    quality = "Find quality issues in a delivery, rule by rule."
    [reread]                          # each objective's heading in the lesson, word by word
    quality = "2. A contract makes a silent mistake loud"

    [[question]]
    id = "1.q01"                      # never reused: the learner's record refers to it
    kind = "single"                   # single, multiple, number, order or code
    objective = "quality"             # an id of [objectives]
    difficulty = 2                    # 1 recall in a situation, 2 apply, 3 combine
    scenario = true                   # left out unless somebody stands in a situation first
    text = "Markdown; what is asked stands last."
    [[question.options]]
    text = "One line."
    right = true                      # true or false, never left out (but see order)
    why = "What makes it right, or why it tempts."

How each kind uses these fields:

- `single`: two or more options, one of them right. Given: the text of the chosen option.
- `multiple`: at least one right and one wrong option. Given: a list of option texts.
- `number`: the text of an option is a value, a space and a unit ("294 cards"). One option is
  right; the others are values that a known mistake leads to, so that the learner who makes it
  reads its explanation. `tolerance` (absolute, same unit, 0 for an exact count) belongs to the
  question. Given: an int or a float in that unit. The options are never shown before the answer.
- `order`: three or more options without `right`, written in the right order, shown shuffled;
  `why` says what ties the option to its place. Given: the list of all option texts.
- `code`: like `single`, and `snippet` is Python whose printed text is the right option, word by
  word. A snippet that ends in an exception has `raises <ClassName>` as its last line.

`snippet` is required for `code`, where it is part of the question. It is allowed for `number`,
where it is the working: shown after the answer, its last printed line is the value. `lint` runs
each snippet twice, in other surroundings, and compares. No other kind has one.
Option texts are answers: they are unique within a question and stay the same when shuffled.
"""

from __future__ import annotations

from classroom.quizzes.bank import KINDS, Option, Question, Quiz, QuizError
from classroom.quizzes.checkpoints import (
    Before,
    ObjectiveResult,
    Result,
    in_words,
    result,
    spread,
    unanswered,
)
from classroom.quizzes.drawing import SIZE, drawn
from classroom.quizzes.linting import lint
from classroom.quizzes.marking import Explanation, Marked, mark, shuffled
from classroom.quizzes.reading import load

__all__ = [
    "KINDS",
    "SIZE",
    "Before",
    "Explanation",
    "Marked",
    "ObjectiveResult",
    "Option",
    "Question",
    "Quiz",
    "QuizError",
    "Result",
    "drawn",
    "in_words",
    "lint",
    "load",
    "mark",
    "result",
    "shuffled",
    "spread",
    "unanswered",
]
