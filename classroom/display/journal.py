"""The learning journal: whether you could teach a module, apply it and debug it."""

from __future__ import annotations

from dataclasses import dataclass

import marimo as mo

from classroom import progress
from classroom.display.choice import choice
from classroom.display.memory import keep_note, kept

PROMPTS = {
    "teach": "**Could you teach it?** Explain the module's one rule to a colleague.",
    "apply": "**Could you apply it?** Name data of your own where you would use it, and how.",
    "debug": "**Could you debug it?** What would you look at first when it goes wrong, and why?",
    "aha": "**What changed your mind?** One thing that you saw otherwise before.",
}


@dataclass(frozen=True)
class Journal:
    """Four places to write and one choice; all of it is the learner's own, and nobody judges it."""

    written: dict[str, mo.ui.text_area]
    level: mo.ui.dropdown

    def _display_(self) -> mo.Html:
        return mo.vstack([*self.written.values(), self.level])


def journal(lesson: str) -> Journal:
    """The journal's page of a lesson; in `edit`, what was written is there when it reopens.

    Assign it to a name in the notebook: marimo forgets elements that nothing holds.
    """
    texts = progress.last_texts(kept())
    written = {name: _area(f"journal {lesson} {name}", texts) for name in PROMPTS}
    key = progress.level_key(lesson)
    chosen = [
        words for number, words in enumerate(progress.LEVELS) if texts.get(key) == str(number)
    ]
    level = choice(
        "**Where are you?** `course status` shows it, said by yourself.",
        {words: str(number) for number, words in enumerate(progress.LEVELS)},
        value=next(iter(chosen), None),
        on_change=lambda number: keep_note(key, number),
    )
    return Journal(written, level)


def _area(key: str, texts: dict[str, str]) -> mo.ui.text_area:
    return mo.ui.text_area(
        value=texts.get(key, ""),
        label=PROMPTS[key.rsplit(maxsplit=1)[-1]],
        full_width=True,
        rows=2,
        on_change=lambda text: keep_note(key, text),
    )
