"""Whether a text is written: sentences of one's own, no template, no list of keywords.

A machine judges that something is said, never whether it is well said.
"""

from __future__ import annotations

import re

# Sentences of plain English hold two to three times this share of small words, lists hardly any.
SMALL_WORD_SHARE = 0.15
SMALL_WORDS = re.compile(
    r"\b(an?|and|are|as|at|be|been|but|by|can|do|does|each|every|for|from|had|has|have|if|in|is|"
    r"its?|may|more|most|no|not?|of|on|one|or|our|over|so|some|than|that|the|their|them|then|they|"
    r"this|to|was|we|were|what|when|which|while|who|will|with|would|your?|i|my|all|only|because|"
    r"less|both|too|should)\b",
    re.IGNORECASE,
)
PLACEHOLDER = re.compile(
    r"\b(todo|tbd|lorem|xxx+|fixme)\b|\.{3,}|…|<[^>]*>|\{[^}]*\}", re.IGNORECASE
)
COPIED_WORDS = 8


def unwritten(text: str, *, fewest: int, most: int, task: str = "") -> str:
    """What keeps a text from being a sentence of somebody's own, as a clause, or nothing.

    `task` holds the words of the exercise, which are no answer.
    """
    words = re.findall(r"[^\W\d_][\w'-]*", text)
    if not fewest <= len(words) <= most:
        return f"has {len(words)} words; {fewest} to {most} are asked for"
    if found := PLACEHOLDER.search(text):
        return f"still holds {found.group()!r}"
    if len({word.lower() for word in words}) < 0.6 * len(words) and len(words) < 30:
        return "says the same words again and again"
    if len(SMALL_WORDS.findall(text)) < max(1, int(SMALL_WORD_SHARE * len(words))):
        return "is a list of words, not a sentence"
    return "repeats the words of the task" if _runs(text) & _runs(task) else ""


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[a-z']+", text.lower())
    return {tuple(words[at : at + COPIED_WORDS]) for at in range(len(words) - COPIED_WORDS + 1)}
