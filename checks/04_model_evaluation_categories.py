"""What right tags are (4.2a): the first rule that holds, on made cards and on real errors."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import polars as pl

from cardshop.dataset import load_cards
from cardshop.training import scored_cards
from classroom.checks import question

Case = tuple[bool, str, str]
TAGS = ("dragon", "slab", "generic_attack", "other")
FEWEST_CARDS, CLEAR = 20, 0.5
# First words of a made catalogue: how many cards of each type carry them.
WORDS = {
    "Plain": {"Fire": 10, "Water": 10, "Grass": 10},
    "Half": {"Fire": 10, "Water": 10},
    "Clear": {"Fire": 11, "Water": 10},
    "Few": {"Fire": 7, "Water": 6, "Grass": 6},
    "Sure": {"Metal": 30},
}
SHORT = "Half"
# card_id, card_type, predicted, grading_company, attack_name, tag, and what it is there for.
MADE = [
    ("D1", "Dragon", "Fire", "none", "Sure Strike", "dragon", "Its true type is Dragon."),
    ("D2", "Dragon", "Fire", "Apex", "Sure Strike", "dragon", "Two rules hold; which is first?"),
    ("D3", "Dragon", "Fire", None, "Plain Strike", "dragon", "Two rules hold; which is first?"),
    ("D4", "Fire", "Dragon", "none", "Sure Strike", "other",
     "Only the prediction is Dragon: all such cards are errors, so such a tag selects errors."),
    ("D5", "Fire", "Dragon", "Apex", "Sure Strike", "slab", "Only the prediction is Dragon."),
    ("S1", "Fire", "Water", "Crown", "Sure Strike", "slab", "A grader has had it."),
    ("S2", "Fire", "Water", "Apex", "Plain Strike", "slab", "Two rules hold; which is first?"),
    ("S3", "Fire", "Water", None, "Sure Strike", "other", "No grader is known."),
    ("S4", "Fire", "Water", "Crown", None, "slab", "Its attack is not known, its grader is."),
    ("G1", "Fire", "Water", "none", "Plain Strike", "generic_attack", "No type leads."),
    ("G2", "Fire", "Water", None, "Plain Ray", "generic_attack", "No grader is known."),
    ("G3", "Fire", "Water", "none", "Half Strike", "generic_attack",
     "One type has half of the word's cards, and half is no more than half; 20 cards are enough."),
    ("G4", "Fire", "Water", "none", "Clear Strike", "other", "One type has 11 of 21 cards."),
    ("G5", "Fire", "Water", "none", "Few Strike", "other", "The catalogue has 19 such cards."),
    ("G6", "Fire", "Water", "none", "Plainly Told", "other", "Its first word is Plainly."),
    ("G7", "Fire", "Water", "none", "Strike Plain", "other", "Its first word is Strike."),
    ("G8", "Fire", "Water", "none", "plain Strike", "other", "Its first word is plain."),
    ("G9", "Fire", "Water", "none", "Plain", "generic_attack", "A name may be one word."),
    ("O1", "Fire", "Water", "none", "Unheard Strike", "other", "Its word is new."),
    ("O2", "Fire", "Water", "none", None, "other", "Its attack is not known."),
    ("O3", "Metal", "Water", "none", "Sure Strike", "other", "Its word tells the type."),
]  # fmt: skip
COLUMNS = ("card_id", "card_type", "predicted", "grading_company", "attack_name")
NUDGE = "Which sentence of the docstring is the first that holds for this card?"


@cache
def made(*, turned: bool) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Made errors and their catalogue; turned: rows backwards, and other words are generic."""
    errors = pl.DataFrame(
        [one[:5] for one in MADE], schema=dict.fromkeys(COLUMNS, pl.String), orient="row"
    )
    rows = [
        (kind, f"{word} {('Strike', 'Ray')[card % 2]}")
        for word, kinds in WORDS.items()
        for kind, cards in kinds.items()
        for card in range(cards)
    ]
    catalogue = pl.DataFrame(rows, schema=["card_type", "attack_name"], orient="row")
    if turned:
        return errors.reverse(), catalogue.filter(~pl.col("attack_name").str.starts_with(SHORT))
    return errors, catalogue


@cache
def real() -> tuple[pl.DataFrame, pl.DataFrame]:
    """All errors on unseen lines, and the catalogue."""
    scored = pl.concat([scored_cards("tuning"), scored_cards("test")])
    wrong = scored.filter(pl.col("predicted") != pl.col("card_type"))
    return wrong, load_cards().select("card_type", "attack_name")


@cache
def expected() -> dict[str, str]:
    """The tags of the real errors."""
    errors, catalogue = real()
    word = pl.col("attack_name").str.extract(r"^([^ ]*)").alias("word")
    counts = catalogue.group_by(word, "card_type").len()
    words = counts.group_by("word").agg(pl.col("len").sum().alias("all"), pl.col("len").max())
    enough = words.filter(
        (pl.col("all") >= FEWEST_CARDS) & (pl.col("len") <= CLEAR * pl.col("all"))
    )
    generic = set(enough["word"])
    found = {}
    for row in errors.with_columns(word).iter_rows(named=True):
        slab, vague = row["grading_company"] != "none", row["word"] in generic
        tag = "slab" if slab else "generic_attack" if vague else "other"
        found[row["card_id"]] = "dragon" if row["card_type"] == "Dragon" else tag
    return found


def form_cases(got: dict[str, str], ids: list[str]) -> Iterator[Case]:
    """A tag for every card, of the four."""
    missing, extra = [one for one in ids if one not in got], sorted(set(got) - set(ids))
    sentence = f"Of {len(ids)} errors {len(missing)} have no tag, {missing[0] if missing else ''} "
    sentence += "the first of them."
    yield not missing, sentence, "What do you do with a card for which no rule holds?"
    sentence = f"There are tags for cards that are no errors: {', '.join(extra[:3])}."
    yield not extra, sentence, "Which cards were you given?"
    strange = sorted({str(one) for one in got.values()} - set(TAGS))
    sentence = f"There is a tag {strange[0] if strange else ''!r}; the tags are {', '.join(TAGS)}."
    yield not strange, sentence, "How is it spelt in the docstring?"


def made_cases(categorise: Any, *, turned: bool) -> Iterator[Case]:
    """Every rule alone, each pair that overlaps, both sides of each boundary."""
    errors, catalogue = made(turned=turned)
    got = categorise(errors, catalogue)
    yield from form_cases(got, errors["card_id"].to_list())
    for card_id, kind, said, grader, attack, want, about in MADE:
        row = f"card_type {kind}, predicted {said}, grading_company {grader}, attack {attack!r}"
        if turned and attack and attack.startswith(SHORT):
            want, about = "other", "This catalogue does not know its first word."  # noqa: PLW2901
        sentence = f"{card_id} ({row}) is tagged {got[card_id]}, expected {want}. {about}"
        yield got[card_id] == want, sentence, NUDGE


def real_cases(categorise: Any) -> Iterator[Case]:
    """The same on every error of the model on unseen lines."""
    errors, catalogue = real()
    got, want = categorise(errors, catalogue), expected()
    yield from form_cases(got, list(want))
    odd = [one for one in want if got[one] != want[one]]
    first = odd[0] if odd else next(iter(want))
    sentence = f"Of {len(want)} real errors {len(want) - len(odd)} have the tag that the rules "
    sentence += f"give. {first} is tagged {got[first]}, expected {want[first]}."
    yield not odd, sentence, NUDGE


@question(
    "4.2a",
    title="Tag the errors",
    answer="categorise",
    returns=dict[str, str],
    points=3,
    hints=(
        "In which order are the rules asked, and what does a comparison with null give?",
        "How many cards of a first word are there, and how many of them are of its largest type?",
        "Try a name of one word, and a word that another one begins with.",
    ),
    why="Rules that are written down can be applied by a second person, and to cards that are *no* "
    "errors. Without these nobody can say whether a tag is frequent among the errors or everywhere.",
)
def tagged_errors(categorise):
    none, catalogue = made(turned=False)[0].clear(), made(turned=False)[1]
    for turned in (False, True):
        yield from made_cases(categorise, turned=turned)
    got = categorise(none, catalogue)
    yield not got, f"Without errors there are {len(got)} tags.", "What is there to tag?"
    yield from real_cases(categorise)
