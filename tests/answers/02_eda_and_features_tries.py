"""Right and wrong answers to question 2.4b: the log of what was tried."""

from __future__ import annotations

HUE = {
    "columns": ["x", "y"],
    "hypothesis": "The frame has the colour of the type, but 359 and 1 degree are neighbours and "
    "a weight on degrees cannot know that.",
    "points": 9.4,
    "kept": True,
    "reason": "clear gain",
    "why": "As a point on a circle the angle has no seam any more, and red cards lie together.",
}
EGG = {
    "columns": ["egg"],
    "hypothesis": "Who breeds together lives alike, and I expect that water groups hold mostly "
    "Water cards.",
    "points": 4.3,
    "kept": True,
    "reason": "clear gain",
    "why": "It errs on other cards than the scan does, so what the two of them know adds up.",
}
TALL = {
    "columns": ["tall"],
    "hypothesis": "Dragons are tall, so a flag for two metres or more should find most of them.",
    "points": 0.0,
    "kept": False,
    "reason": "unclear",
    "why": "The height was there already, and there are too few Dragon cards for a step to matter.",
}
SINE = {
    "columns": ["double"],
    "hypothesis": "Opposite colours might be mixed up, so the doubled angle should tell them from "
    "each other.",
    "points": 0.0,
    "kept": False,
    "reason": "unclear",
    "why": "One turn of the circle is all that these scans hold; the second wave finds only noise.",
}
LOG = {"hue": HUE, "egg": EGG, "tall": TALL, "double": SINE}
SOURCE = """
def tries(cards):
    angle = pl.col("scan_hue_deg").radians()
    columns = cards.select(
        "card_id", x=angle.cos(), y=angle.sin(), egg=pl.col("egg_groups"),
        tall=pl.col("height_m") >= 2, double=(2 * angle).sin(),
    ){after}
    log = {log!r}
    return columns, log
"""


def source(after="", **changes):
    lines = [LOG[name] | changes.get(name, {}) for name in ("hue", "egg", "tall", "double")]
    return SOURCE.format(after=after, log=lines)


RIGHT = {
    "2.4b": {
        "a list of dicts": source(),
        "built up in a loop, dropped for its cost": """
TOLD = (
    ("word", 6.0, False, "cost", "Attack names begin with what the attack does, so a first word "
     "ought to lean to one type.", "It gained, but the translators change these words each year "
     "and the shop would pay for every repair."),
    ("x y", 9.4, True, "clear gain", "If the frame shows the type, then the hue matters, and it is "
     "an angle and not a length.", "Both coordinates together tell the side of the circle, which "
     "degrees do not."),
    ("egg", 4.3, True, "clear gain", "Breeding groups follow the habitat, so I expect Water and Grass "
     "to come apart.", "The gain is smaller than alone, but the idea comes from another "
     "source than the scan."),
    ("holo", 0.3, False, "unclear", "Foil blurs the scan, so a flag for it might tell the model "
     "when to trust the hue.", "A flag can only shift all types at once here; it would have to "
     "multiply the hue to do its work."),
)

def tries(cards):
    rows = cards.with_columns(pl.col("scan_hue_deg").radians().alias("angle"))
    columns = rows.select(
        "card_id",
        pl.col("attack_name").str.split(" ").list.first().alias("word"),
        pl.col("angle").cos().alias("x"), pl.col("angle").sin().alias("y"),
        pl.col("egg_groups").alias("egg"), pl.col("is_holo").alias("holo"),
    )
    log = []
    for names, points, kept, reason, hypothesis, why in TOLD:
        log.append({
            "columns": names.split(), "hypothesis": hypothesis, "points": points,
            "kept": kept, "reason": reason, "why": why,
        })
    return columns.sort("card_id"), log
""",
        "points that a cell beside it has measured": """
hue = pl.col("scan_hue_deg").radians()
turned = tried(sample, sample.select("card_id", x=hue.cos(), y=hue.sin()))
"""
        + source().replace("'points': 9.4", "'points': turned.points"),
        "another order, another kind of number": source(
            hue={"points": 9.38}, egg={"points": 4.28, "note": "on every sixth card"}
        ).replace("return columns, log", "return columns.reverse(), list(log)"),
    }
}

SHORT = {"why": "It helped."}
WRONG = {
    "2.4b": {
        "successes only": (
            source().replace(
                "    return columns, log", "    return columns.drop('tall', 'double'), log[:2]"
            ),
            "The log has 2 tries; 4 to 8 are asked for.",
        ),
        "points made up": (source(hue={"points": 12.0}), "Try 1 claims +12.0 points; it moves"),
        "the second measured on the raw columns": (
            source(egg={"points": 8.6}),
            "on top of which columns that you had kept",
        ),
        "accuracy for points": (source(hue={"points": 0.716}), "Try 1 claims +0.7 points"),
        "a tie called a gain": (
            source(tall={"reason": "clear gain", "kept": True}),
            "On which sides of 0 do the two ends of the interval lie?",
        ),
        "a gain called unclear": (
            source(hue={"reason": "unclear"}),
            "you call that 'unclear'",
        ),
        "a clear gain dropped": (
            source(hue={"kept": False}),
            "You drop try 1 for the reason 'clear gain'.",
        ),
        "kept though it costs too much": (
            source(hue={"reason": "cost"}),
            "you call that 'cost'",
        ),
        "a reason of one's own": (source(egg={"reason": "nice"}), "gives the reason 'nice'"),
        "points as text": (source(hue={"points": "9.4"}), "In try 1, 'points' is '9.4'."),
        "kept as text": (source(hue={"kept": "yes"}), "In try 1, 'kept' is 'yes'."),
        "a field forgotten": (
            source().replace(
                "    return columns, log", "    del log[1]['why']\n    return columns, log"
            ),
            "In try 2, 'why' is 'None'.",
        ),
        "a column that is not there": (
            source(hue={"columns": ["hue_x", "y"]}),
            "Try 1 names 'hue_x'; your frame has card_id",
        ),
        "no column on trial": (source(tall={"columns": []}), "Try 3 names 'no column'"),
        "tried again": (source(tall={"columns": ["egg"]}), "Try 3 tries egg once more."),
        "a column that no try names": (
            source(after=".with_columns(spare=pl.lit(1))"),
            "Your frame has spare, and no try names it.",
        ),
        "two words for a reason": (source(egg=SHORT), "The why of try 2 has 2 words; 8 to 60"),
        "one text for all": (
            source(egg={"why": HUE["why"]}),
            "The why of try 2 stands in the log twice.",
        ),
        "the template": (
            source(egg={"why": "It helped because TODO say why it did help on these cards here."}),
            "The why of try 2 still holds 'TODO'.",
        ),
        "the task handed in": (
            source(
                egg={
                    "why": "What you make of the result: which cards or types it told apart, or "
                    "why it could not"
                }
            ),
            "The why of try 2 repeats the words of the task",
        ),
        "keywords": (
            source(
                egg={
                    "hypothesis": "egg groups, breeding, habitat, type signal, correlation, "
                    "feature importance, accuracy, gain"
                }
            ),
            "The hypothesis of try 2 is a list of words, not a sentence.",
        ),
        "a leak that was logged": (
            source(after=".with_columns(tall=cards['weakness'] == 'Fire')"),
            "weakness is no feature",
        ),
        "not enough is kept": (
            source(egg={"kept": False, "reason": "cost"}, tall={"points": -0.4}),
            "together; 2.4a asks for 0.72.",
        ),
        "fitted on all rows": (
            source(after=".with_columns(tall=pl.col('x') > pl.col('x').mean())"),
            "From which other cards does your value come?",
        ),
        "everything at once, and three constants": (
            source(
                after=".with_columns(tall=pl.lit('dropped'), double=pl.lit('unclear'), one=pl.lit(0))",
                hue={"columns": ["x", "y", "egg"], "points": 13.7},
                egg={"columns": ["one"], "points": 0.0, "kept": False, "reason": "unclear"},
            ),
            "tall is the same on all 2,000 cards. What could a model learn from a column",
        ),
        "a table of usual types": (
            "rates = load_cards().group_by('egg_groups').agg(usual=pl.col('card_type').first())\n"
            + source(
                after=".join(cards.join(rates, on='egg_groups', how='left').select('card_id', "
                "'usual'), on='card_id').drop('tall').rename({'usual': 'tall'})"
            ),
            "tries looks in what cardshop.dataset.load_cards gives",
        ),
    }
}
