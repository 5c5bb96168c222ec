"""The kata `ten-features`: ten ideas for features that somebody could test this afternoon."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import polars as pl

from cardshop.contract import FIELDS
from cardshop.dataset import load_cards
from cardshop.features import LEAKS
from classroom.checks import question
from classroom.checks.prose import unwritten

Case = tuple[bool, str, str]
IDEAS = 10
FIELDS_OF_AN_IDEA = ("name", "columns", "kind", "hypothesis")
ANGLE = "scan_hue_deg"
# Per kind how many columns of which sort it takes.
KINDS = {
    "angle": "the hue alone",
    "word": "one text column",
    "member": "one text column",
    "flag": "one column",
    "bins": "one column of numbers or dates",
    "curve": "one column of numbers",
    "ratio": "two columns of numbers",
    "difference": "two columns of numbers",
    "product": "two columns or more",
}
FEWEST_WORDS, MOST_WORDS = 6, 40
# Comparatives and superlatives, and words that say as much; better one too many than one too few.
NO_COMPARISON = (
    "after|another|whether|either|neither|other|over|under|water|power|number|never|ever|her|per|"
    "together|order|letter|matter|character|paper|answer|consider|offer|later|test|rest|west|best"
)
DIRECTION = re.compile(
    rf"\b(?!(?:{NO_COMPARISON})\b)\w+(?:er|est)\b|"
    r"\b(more|less|few|most|mostly|least|many|much|likely|unlikely|rare|rarely|seldom|often|usually|"
    r"never|always|only|hardly|mainly|better|worse|leans?|tends?|rises?|falls?|grows?|increases?|"
    r"decreases?|dominates?|favou?rs?|prefers?|above|below|than|high|low|large|small|big|heavy|"
    r"tall|short|fast|slow|strong|weak|common|dense|twice|half|extreme|raises?|lowers?)\b",
    re.IGNORECASE,
)
# Of an angle or a range a place can be wrong, too.
PLACED = ("angle", "bins")
PLACE = re.compile(
    r"\d|\b(near|nearest|around|between|beside|beyond|within|inside|outside|opposite|close|before|"
    r"after|until|since|from\b.+\bto|points? (at|to|towards?))\b",
    re.IGNORECASE,
)
NAME = re.compile(r"[A-Za-z]\w{2,39}")
TASK = """Return ten ideas, each a dict of four texts and lists. hypothesis: one sentence of 6 to 40
words that names a card type and says in which direction the feature should move it"""


@cache
def columns() -> dict[str, pl.DataType]:
    """The columns of the cards, with what they hold."""
    return dict(load_cards().schema)


def sort_of(column: str) -> str:
    """In a word what a column holds."""
    kind = columns()[column]
    if kind.is_numeric() or kind == pl.Boolean:
        return "number"
    return "date" if kind.is_temporal() else "text"


def fit(kind: str, named: list[str]) -> bool:
    """Whether these columns can be made into a feature of this kind."""
    sorts = [sort_of(one) for one in named]
    one, numbers = len(named) == 1, all(each == "number" for each in sorts)
    return {
        "angle": named == [ANGLE],
        "word": sorts == ["text"],
        "member": sorts == ["text"],
        "flag": one,
        "bins": one and sorts != ["text"],
        "curve": one and numbers,
        "ratio": len(named) == 2 and numbers,
        "difference": len(named) == 2 and numbers,
        "product": len(named) >= 2,
    }[kind]


def form_cases(ideas: list[dict]) -> Iterator[Case]:
    """Ten dicts with four fields of the right sort."""
    sentence = f"You return {len(ideas)} ideas; {IDEAS} are asked for."
    yield len(ideas) == IDEAS, sentence, "Which columns of a card has no idea touched yet?"
    for number, idea in enumerate(ideas, 1):
        for field in FIELDS_OF_AN_IDEA:
            value, wanted = idea.get(field), list if field == "columns" else str
            sentence = f"In idea {number}, {field!r} is {str(value)[:40]!r}."
            right = isinstance(value, wanted)
            yield right, sentence, f"{field!r} is a {'list' if wanted is list else 'text'}."
        right = all(isinstance(one, str) for one in idea["columns"]) and bool(idea["columns"])
        sentence = f"In idea {number}, columns is {str(idea['columns'])[:40]}."
        yield right, sentence, "From which columns of a card is it made?"
        right = bool(NAME.fullmatch(idea["name"])) and idea["name"] not in columns()
        sentence = f"Idea {number} is called {idea['name'][:40]!r}."
        yield right, sentence, "Would that do as the name of a new column?"


def column_cases(number: int, idea: dict) -> Iterator[Case]:
    """The columns exist, none is a leak, each stands once, and the kind can be made of them."""
    for one in idea["columns"]:
        sentence = f"Idea {number} ({idea['name']}) is made of {one[:40]!r}, "
        yield one in columns(), f"{sentence}which no card has.", "How is that column spelt?"
        leak = LEAKS.get(one)
        why = f"{leak.why}. Use {leak.instead}" if leak else ""
        asked = "What would stand there when a new card lies under the camera?"
        yield leak is None, f"{sentence}which is no feature: {why}.", asked
    repeated = len(set(idea["columns"])) < len(idea["columns"])
    sentence = f"Idea {number} ({idea['name']}) names one column twice."
    yield not repeated, sentence, "What does a column say about itself?"
    known = idea["kind"] in KINDS
    sentence = f"Idea {number} ({idea['name']}) is of the kind {idea['kind'][:40]!r}."
    yield known, sentence, f"Which of {', '.join(KINDS)} is it?"
    needed = KINDS[idea["kind"]]
    sentence = f"Idea {number} ({idea['name']}) is of the kind {idea['kind']!r}, which takes "
    sentence += f"{needed}; you name {', '.join(idea['columns'])}."
    yield fit(idea["kind"], idea["columns"]), sentence, "How would you compute it?"


def text_cases(number: int, idea: dict) -> Iterator[Case]:
    """One sentence, with a type of cards and a direction."""
    text, of = idea["hypothesis"], f"The hypothesis of idea {number} ({idea['name']})"
    problem = unwritten(text, fewest=FEWEST_WORDS, most=MOST_WORDS, task=TASK)
    yield not problem, f"{of} {problem}.", "What do you expect, and because of what?"
    ends = len(re.findall(r"[.?!](?=\s|$)", text.strip()))
    yield ends <= 1 and "\n" not in text.strip(), f"{of} is {ends} sentences.", "Which one counts?"
    types = FIELDS["card_type"].domain
    named = any(re.search(rf"\b{one}\b", text, re.IGNORECASE) for one in types)
    asked = "For which of the eleven types should a value of the feature speak?"
    yield named, f"{of} names no type of cards.", asked
    placed = idea["kind"] in PLACED
    said = DIRECTION.search(text) or (placed and PLACE.search(text))
    asked = "Which result would prove it wrong: more, less, higher, lower?"
    asked = f"{asked[:-1]}, or another place?" if placed else asked
    yield bool(said), f"{of} gives no direction.", asked


def bare(idea: dict) -> str:
    """A hypothesis without what changes from one use of a template to the next."""
    filled = [*columns(), *FIELDS["card_type"].domain, idea["name"], *idea["columns"]]
    filled += [one.replace("_", " ") for one in filled]
    filled += [part for one in (idea["name"], *idea["columns"]) for part in one.split("_")]
    pattern = "|".join(rf"\b{re.escape(one)}\b" for one in sorted(filled, key=len, reverse=True))
    left = re.sub(pattern, " ", idea["hypothesis"], flags=re.IGNORECASE)
    swapped = re.sub(DIRECTION, " ", left)
    return " ".join(re.findall(r"[a-z]+", swapped.lower()))


def recipe(idea: dict) -> tuple:
    """Kind and columns; two flags or members of one column may ask two things."""
    own = idea["name"].lower() if idea["kind"] in ("flag", "member") else ""
    ordered = idea["columns"] if idea["kind"] == "ratio" else sorted(idea["columns"])
    return (idea["kind"], *ordered, own)


def different_cases(ideas: list[dict]) -> Iterator[Case]:
    """No two ideas share a name, a recipe or a template."""
    keys = {
        "have the same name": lambda idea: idea["name"].lower(),
        "are the same kind of the same columns": recipe,
        "say the same sentence with other words filled in": bare,
    }
    for words, key in keys.items():
        seen: dict = {}
        for number, idea in enumerate(ideas, 1):
            first = seen.setdefault(key(idea), number)
            sentence = f"Ideas {first} and {number} {words}."
            yield (
                first == number,
                sentence,
                "What does the second one know that the first does not?",
            )


@question(
    "ten-features",
    title="Ten ideas for features",
    answer="ten_features",
    returns=list[dict],
    points=4,
    hints=(
        "Go through the columns one by one: which of them is an angle, which a list, which a date?",
        "Who made this card, and who breeds, fights or weighs like it? Each source gives ideas.",
        (
            "A sentence can be tested when it says who has more of what: 'Metal cards are heavier "
            "for their height'. Which of yours could not turn out wrong?"
        ),
    ),
    why="Ten ideas in five minutes is a habit, and the first three are everybody's. Most of yours "
    "will gain nothing; whoever writes ten with a direction finds out which in an hour.",
)
def ten_ideas(ten_features):
    ideas = ten_features()
    yield from form_cases(ideas)
    for number, idea in enumerate(ideas, 1):
        yield from column_cases(number, idea)
        yield from text_cases(number, idea)
    yield from different_cases(ideas)
