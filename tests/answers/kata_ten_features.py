"""Right and wrong answers to the kata `ten-features`: ideas with a direction."""

from __future__ import annotations

IDEAS = [
    (
        "hue_point",
        ["scan_hue_deg"],
        "angle",
        "Green frames are more often Grass, and 359 lies beside 1.",
    ),
    (
        "first_word",
        ["attack_name"],
        "word",
        "An attack is named after what it does, so I expect Fire words more than once.",
    ),
    (
        "sea_born",
        ["egg_groups"],
        "member",
        "Water lives in the sea, so its cards name a sea group more often than others do.",
    ),
    (
        "plants",
        ["egg_groups"],
        "member",
        "Grass cards mostly come from parents that are plants themselves.",
    ),
    (
        "kg_per_m",
        ["weight_kg", "height_m"],
        "ratio",
        "Metal is denser than flesh, which shows when size is taken out.",
    ),
    (
        "afar",
        ["base_sp_attack", "base_attack"],
        "difference",
        "Psychic fighters hit harder from a distance than with a fist.",
    ),
    (
        "no_colour",
        ["scan_saturation"],
        "flag",
        "A grey frame is a Colorless one more often than chance.",
    ),
    ("decade", ["release_date"], "bins", "Only prints of a few years are likely to be Fairy."),
    (
        "log_kg",
        ["weight_kg"],
        "curve",
        "The lightest of all are seldom Dragon, and a bend shows that.",
    ),
    (
        "gleam",
        ["is_holo", "scan_brightness"],
        "product",
        "Foil makes dark cards brighter, so Darkness should be found less with foil.",
    ),
]
LINE = "{{'name': {0!r}, 'columns': {1!r}, 'kind': {2!r}, 'hypothesis': {3!r}}}"


def source(**changes):
    """The ten ideas with some changed: `first_word=dict(kind="angle")`."""
    fields = ("name", "columns", "kind", "hypothesis")
    ideas = [dict(zip(fields, one, strict=True)) | changes.get(one[0], {}) for one in IDEAS]
    return f"def ten_features():\n    return {ideas!r}\n"


LOOP = """
IDEAS = {ideas!r}

def idea(name, columns, kind, hypothesis):
    return dict(name=name, columns=list(columns), kind=kind, hypothesis=hypothesis, minutes=3)

def ten_features():
    return [idea(*one) for one in IDEAS]
"""
OTHERS = [
    (
        "Power",
        ("attack_damage", "hp"),
        "ratio",
        "Fighting cards trade their health for power, so the quotient should be higher there.",
    ),
    (
        "young",
        ("release_date",),
        "flag",
        "If a print is from after 2019, it can no longer be Fairy, so never call it that.",
    ),
    (
        "slow_to_leave",
        ("retreat_cost",),
        "flag",
        "Three or four to retreat is Metal more often than Lightning.",
    ),
    (
        "bulk",
        ("base_hp", "base_defense", "base_sp_defense"),
        "product",
        "Metal withstands everything, so all three together are larger than for Psychic.",
    ),
    (
        "speed2",
        ("base_speed",),
        "curve",
        "Only the very fastest are Lightning; below some speed it makes less difference.",
    ),
    (
        "colour_name",
        ("scan_hue_deg",),
        "bins",
        "Twelve names for colours would do: Fire is likely in two of them.",
    ),
    (
        "on_circle",
        ("scan_hue_deg",),
        "angle",
        "Red has two ends on the scale, and Fire is more common at both.",
    ),
    (
        "body",
        ("body_color", "language"),
        "product",
        "In Japanese prints a green body leans to Grass more than elsewhere.",
    ),
    (
        "dragons",
        ("egg_groups",),
        "member",
        "Most Dragon cards ought to be in the group of that name.",
    ),
    (
        "verb",
        ("attack_name",),
        "word",
        "The second half of the name tells the kind of blow, and a fist is often Fighting.",
    ),
]
RIGHT = {
    "ten-features": {
        "a list of dicts": source(),
        "built in a loop, with tuples and more fields": LOOP.format(ideas=OTHERS),
        "one thing beside another, without a small word": source(
            hue_point={"hypothesis": "Fire cards lie nearer zero degrees, Water cards higher."},
            no_colour={"hypothesis": "Water cards look bluer, Fire cards redder, others duller."},
        ),
        "places for a direction": source(
            hue_point={
                "hypothesis": "Fire cards lie near zero degrees, Water cards near two hundred."
            },
            decade={"hypothesis": "Fairy prints come from the years 2014 to 2019."},
        ),
        "an angle that points": source(
            hue_point={"hypothesis": "Red hues point at Fire, blue ones at Water."}
        ),
        "in another order, with a final newline": source().replace("]\n", "][::-1]\n"),
    }
}
TEMPLATE = "Cards with a higher {0} are more likely to be {1} than others."
WRONG = {
    "ten-features": {
        "nine ideas": (source().replace("]\n", "][:9]\n"), "You return 9 ideas; 10 are asked for."),
        "no ideas": ("def ten_features():\n    return []", "You return 0 ideas"),
        "the weakness": (
            source(plants={"columns": ["weakness"]}),
            "which is no feature: it is filled in 3 days after typing",
        ),
        "the species among two": (
            source(gleam={"columns": ["is_holo", "species"]}),
            "which is no feature: a look-up of species",
        ),
        "the type itself": (
            source(first_word={"columns": ["card_type"]}),
            "which is no feature: it is the target",
        ),
        "a column that no card has": (
            source(log_kg={"columns": ["weight"]}),
            "is made of 'weight', which no card has.",
        ),
        "one column twice": (
            source(kg_per_m={"columns": ["weight_kg", "weight_kg"]}),
            "names one column twice",
        ),
        "a kind of one's own": (source(decade={"kind": "magic"}), "is of the kind 'magic'"),
        "a length as an angle": (
            source(log_kg={"kind": "angle"}),
            "is of the kind 'angle', which takes the hue alone; you name weight_kg.",
        ),
        "a ratio of words": (
            source(kg_per_m={"columns": ["attack_name", "rarity"]}),
            "which takes two columns of numbers",
        ),
        "columns in one text": (
            source(kg_per_m={"columns": "weight_kg, height_m"}),
            "In idea 5, 'columns' is 'weight_kg, height_m'.",
        ),
        "no column at all": (source(plants={"columns": []}), "From which columns of a card"),
        "the name of a column": (
            source(log_kg={"name": "weight_kg"}),
            "Idea 9 is called 'weight_kg'.",
        ),
        "a sentence for a name": (
            source(log_kg={"name": "the log of kg"}),
            "Would that do as the name of a new column?",
        ),
        "one name twice": (
            source(plants={"name": "Sea_Born"}),
            "Ideas 3 and 4 have the same name.",
        ),
        "one idea under two names": (
            source(log_kg={"columns": ["release_date"], "kind": "bins"}),
            "Ideas 8 and 9 are the same kind of the same columns.",
        ),
        "a difference and its mirror": (
            source(kg_per_m={"columns": ["base_attack", "base_sp_attack"], "kind": "difference"}),
            "Ideas 5 and 6 are the same kind of the same columns.",
        ),
        "one template for two": (
            source(
                no_colour={"hypothesis": TEMPLATE.format("scan saturation", "Fire")},
                log_kg={"hypothesis": TEMPLATE.format("log_kg", "Metal")},
            ),
            "Ideas 7 and 9 say the same sentence with other words filled in.",
        ),
        "a placeholder": (
            source(
                plants={"hypothesis": "Grass cards have more of <feature> than all the others."}
            ),
            "still holds '<feature>'",
        ),
        "keywords": (
            source(
                plants={
                    "hypothesis": "egg groups, habitat, Grass, plants, breeding, higher, signal"
                }
            ),
            "is a list of words, not a sentence",
        ),
        "keywords of a colour": (
            source(
                hue_point={"hypothesis": "hue, colour, fire, red, angle, sine, cosine"},
            ),
            "is a list of words, not a sentence",
        ),
        "keywords without commas": (
            source(
                hue_point={"hypothesis": "hue colour fire red angle sine cosine higher"},
            ),
            "has no full stop and hardly a small word; a whole sentence is needed",
        ),
        "an angle without a place": (
            source(hue_point={"hypothesis": "The hue of a frame tells us something of Fire."}),
            "gives no direction. Which result would prove it wrong: more, less, higher, lower, or",
        ),
        "a place in a list of words": (
            source(plants={"hypothesis": "Grass cards name the group of plants between others."}),
            "gives no direction",
        ),
        "too short": (source(plants={"hypothesis": "More Grass here."}), "has 3 words; 6 to 40"),
        "no direction": (
            source(
                plants={"hypothesis": "The groups of the parents are related to the type Grass."}
            ),
            "gives no direction. Which result would prove it wrong",
        ),
        "no type": (
            source(plants={"hypothesis": "The groups of the parents tell us more about the card."}),
            "names no type of cards",
        ),
        "three sentences": (
            source(
                plants={
                    "hypothesis": "Grass is green. Plants are more often green. That is my idea."
                }
            ),
            "is 3 sentences",
        ),
        "a field forgotten": (
            source().replace("'kind': 'word', ", ""),
            "In idea 2, 'kind' is 'None'.",
        ),
        "the task handed in": (
            source(
                plants={
                    "hypothesis": "One that names a card type and says in which direction the "
                    "feature should move it: more Grass."
                }
            ),
            "repeats the words of the task",
        ),
    }
}
