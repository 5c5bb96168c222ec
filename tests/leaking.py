"""Answers that look in other cards: wrong for every question that asks for features."""

from __future__ import annotations

LEAKING = {
    "usual types in a table of another cell": (
        """
rates = load_cards().group_by("attack_name").agg(usual=pl.col("card_type").mode().sort().first())

def ANSWER(cards):
    return cards.join(rates, on="attack_name", how="left").select("card_id", "usual")
""",
        "looks in what cardshop.dataset.load_cards gives; a feature comes from the card's own row",
    ),
    "the types of cards with the same stats": (
        """
stats = ["base_hp", "base_attack", "base_defense", "base_speed"]
known = sample.unique(stats).select(stats, t="card_type")

def ANSWER(cards):
    return cards.join(known, on=stats, how="left").select("card_id", "t")
""",
        "Which table does yours look in, and who fills it before the card is typed?",
    ),
    "a dict filled from the file": (
        """
USUAL = {}
for _name, _type in load_cards().select("attack_name", "card_type").iter_rows():
    USUAL[_name] = _type

def ANSWER(cards):
    usual = [USUAL.get(one) for one in cards["attack_name"]]
    return cards.select("card_id", pl.Series("usual", usual, dtype=pl.String))
""",
        "ANSWER looks in what cardshop.dataset.load_cards gives",
    ),
    "a file read in the body": (
        """
def ANSWER(cards):
    known = pl.read_parquet("data/cards.parquet").select("card_id", t="card_type")
    return cards.select("card_id").join(known, on="card_id", how="left")
""",
        "ANSWER looks in what polars.read_parquet gives",
    ),
    "a module that is loaded already": (
        """
def ANSWER(cards):
    import sys
    known = sys.modules["cardshop.dataset"].load_cards().select("card_id", t="card_type")
    return cards.select("card_id").join(known, on="card_id", how="left")
""",
        "ANSWER looks in what sys.modules gives",
    ),
}


def leaking(answer: str) -> dict[str, tuple[str, str]]:
    """Each such answer under the name that a question asks for, with the words that it gets."""
    return {
        name: (source.replace("ANSWER", answer), message.replace("ANSWER", answer))
        for name, (source, message) in LEAKING.items()
    }
