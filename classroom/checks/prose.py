"""What a machine can say of a written answer: sentences of its own, and numbers from its fields.

Whether the argument is good it cannot say: the *why* of such a question says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

Case = tuple[bool, str, str]
COPIED_WORDS = 8
SENTENCE_WORDS = 5
# Plain English holds two to three times this share of small words, lists hardly any; one sentence
# alone may have fewer.
SMALL_WORD_SHARE, IN_ONE_SENTENCE = 0.2, 0.15
# "Fire cards redder, others duller." has none, but more than a name or two between its commas.
WORDS_BETWEEN_COMMAS = 2.5
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
NUMBER = re.compile(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?(?!\w)")
THOUSANDS = re.compile(r"(?<![\w.,])(\d+(?:\.\d+)?)k\b", re.IGNORECASE)
DENIAL = re.compile(
    r"\b(no|not|never|nobody|none|neither|nor|cannot|\w+n['\u2019]t)\b", re.IGNORECASE
)
# English itself says "that that" and "had had".
DOUBLED = re.compile(r"\b(?!(?:that|had|very|so)\b)([a-z]{2,})\s+\1\b", re.IGNORECASE)
YEARS, CONFIDENCE = range(1990, 2100), "95"


@dataclass(frozen=True)
class Wanted:
    """What a text is to be: how long, not the task's own words, and read by whom.

    `holder` names the fields that its numbers come from, as in "no field of numbers".
    """

    fewest_words: int
    most_words: int
    task: str
    reader: str
    holder: str
    sentences: int = 3


def text_cases(text: str, numbers: Iterable[float], wanted: Wanted) -> Iterator[Case]:
    """The text is sentences of its own, and every number in it is one of `numbers`."""
    words = text.split()
    few, most = wanted.fewest_words, wanted.most_words
    sentence = f"The text has {len(words)} words; {few} to {most} are asked for."
    yield few <= len(words) <= most, sentence, f"What would {wanted.reader} miss, or skip?"
    copied = copied_words(text, wanted.task)
    sentence = f"The text repeats the task: '{copied}'."
    nudge = f"{wanted.reader.capitalize()} knows what was asked. What do you answer?"
    yield not copied, sentence, nudge
    small = len(SMALL_WORDS.findall(text))
    yield (
        len(sentences(text)) >= wanted.sentences and small >= SMALL_WORD_SHARE * len(words),
        "The text is a list of words; whole sentences are needed, three or more.",
        f"Could you read it aloud to {wanted.reader}?",
    )
    known = list(numbers)
    loose = [token for token, near in numbers_in(text) if not any(map(near, known))]
    sentence = f"The text says {', '.join(loose[:3])}, and no field of {wanted.holder} does."
    yield not loose, sentence, "Where does that number come from, and who can check it?"


def parts_of(text: str) -> list[tuple[str, str]]:
    """Each heading of a Markdown text ("## ..." on a line of its own), and what stands under it."""
    headings = re.findall(r"^[ \t]*(##[ \t]+\S.*?)[ \t]*$", text, re.MULTILINE)
    bodies = re.split(r"^[ \t]*##[ \t]+\S.*$", text, flags=re.MULTILINE)[1:]
    return list(zip(headings, (one.strip() for one in bodies), strict=True))


def unadvised(part: str, advice: str) -> str:
    """What keeps the first sentence of a part from giving this advice, as a clause, or nothing."""
    first = re.split(r"(?<=[.?])\s", part)[0]
    named = re.search(rf"\b{advice}", first, re.IGNORECASE)
    if not named:
        return "does not name your recommendation"
    denial = DENIAL.search(first[: named.start()])
    word = denial.group() if denial else ""
    return f'says "{word}" before it names your recommendation' if denial else ""


def spelled_out(text: str) -> str:
    """The text with 138k as 138000."""
    return THOUSANDS.sub(lambda found: f"{1000 * float(found[1]):.0f}", text)


def sentences(text: str) -> list[str]:
    """The whole sentences of a text: ended, and of some words."""
    parts = [one for one in re.split(r"(?<=[.?])\s+", text.strip()) if one[-1:] in (".", "?")]
    return [one for one in parts if len(one.split()) >= SENTENCE_WORDS]


def states(text: str, value: float) -> bool:
    """Whether one of the text's numbers is this one, rounded."""
    return any(near(value) for _, near in numbers_in(text))


def copied_words(text: str, task: str) -> str:
    """The first words of a text that stand in the task, too, or nothing."""
    theirs = set(runs(task))
    return next((" ".join(run) for run in runs(text) if run in theirs), "")


def runs(text: str) -> list[tuple[str, ...]]:
    """All runs of so many words that they are no coincidence, in their order."""
    words = re.findall(r"[a-z']+", text.lower())
    return [tuple(words[at : at + COPIED_WORDS]) for at in range(len(words) - COPIED_WORDS + 1)]


def said_again(texts: Iterable[str]) -> str:
    """The first text that has the words of an earlier one, whatever its numbers, or nothing."""
    seen: set[tuple[str, ...]] = set()
    for text in texts:
        words = tuple(re.findall(r"[a-z']+", text.lower()))
        if words in seen:
            return text
        seen.add(words)
    return ""


def numbers_in(text: str) -> Iterator[tuple[str, Callable[[float], bool]]]:
    """Each number of a text, and whether a field rounds to it; years and 95 % are left out."""
    for match in NUMBER.finditer(text):
        token = match.group().rstrip(",")
        percent = text[match.end() :].lstrip().startswith("%")
        if (token == CONFIDENCE and percent) or (token.isdigit() and int(token) in YEARS):
            continue
        value, digits = float(token.replace(",", "")), len(token.partition(".")[2])
        half = 0.5 * 10**-digits + 1e-9
        yield token, lambda one, value=value, half=half: bool(abs(abs(one) - value) <= half)


def unwritten(text: str, *, fewest: int, most: int, task: str = "") -> str:
    """What keeps a short text from being a sentence of somebody's own, as a clause, or nothing.

    `task` holds the words of the exercise, which are no answer.
    """
    words = re.findall(r"[^\W\d_][\w'-]*", text)
    if not fewest <= len(words) <= most:
        return f"has {len(words)} words; {fewest} to {most} are asked for"
    if found := PLACEHOLDER.search(text):
        return f"still holds {found.group()!r}"
    if len({word.lower() for word in words}) < 0.6 * len(words) and len(words) < 30:
        return "says the same words again and again"
    if problem := _listed(text, words):
        return problem
    if found := DOUBLED.search(text):
        return f"says {found.group()!r}: one word twice"
    copied = copied_words(text, task)
    return f"repeats the words of the task, '{copied}'" if copied else ""


def _listed(text: str, words: list[str]) -> str:
    if len(SMALL_WORDS.findall(text)) >= max(1, int(IN_ONE_SENTENCE * len(words))):
        return ""
    if len(words) < WORDS_BETWEEN_COMMAS * len(re.findall(r"[^,;/|]+", text)):
        return "is a list of words, not a sentence"
    ended = text.rstrip()[-1:] in (".", "?")
    return "" if ended else "has no full stop and hardly a small word; a whole sentence is needed"
