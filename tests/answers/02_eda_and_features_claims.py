"""Right and wrong answers to question 2.1c, which its check is tested with."""

from __future__ import annotations

CLAIMS = """
def claims(cards):
    said = {{
        "hue_sector": ({hue!r}, {hue_helped!r}),
        "best_attack": ("Dragon cards are the strongest on the better of their two sides.", "unclear"),
        "damage_per_hp": ({ratio!r}, {ratio_helped!r}),
        "second_word": ("Blades and claws are named second, and Metal cards have most of them.", "unclear"),
        "color_and_rarity": ("Green common cards are Grass, while green rare ones may be Dragon.", "unclear"),
    }}
    {then}
    return {given}
"""


def claims(**changes):
    parts = {
        "hue": "The hue goes round, so Fire sits at both ends and sectors can say so.",
        "hue_helped": "helped",
        "ratio": "I expect that Fighting cards deal more damage for the points they have.",
        "ratio_helped": "unclear",
        "then": "pass",
        "given": "own_features(cards), said",
    }
    return CLAIMS.format(**parts | changes)


RIGHT = {
    "2.1c": {
        "other hypotheses, another order, lists": claims(
            then="said = {one: list(pair) for one, pair in reversed(said.items())}"
        ),
        "read off by code": """
def claims(cards):
    from cardshop.training import feature_trials, trial_cards
    table = own_features(trial_cards())
    found = feature_trials(trial_cards(), table)
    why = "the numbers behind it differ most between these two, I believe: Fire and"
    types = ["Water", "Grass", "Metal", "Psychic", "Fairy"]
    said = {
        name: (f"On {name}, {why} {kind}", helped)
        for (name, helped), kind in zip(found.select("feature", "helped").iter_rows(), types)
    }
    return own_features(cards), said
""",
        "features of its own, one of which hurts": """
def claims(cards):
    color, weight = pl.col("body_color"), pl.col("weight_kg")
    tag = (weight * 10).round().cast(pl.Int64) * 7 % 97
    table = own_features(cards).drop("color_and_rarity").with_columns(
        cards.select(weight_rest=tag.cast(pl.String))
    )
    return table, {
        "weight_rest": ("A remainder of the weight marks single species, not Metal or any type", "hurt"),
        "hue_sector": ("Water is blue and Fire is red, and a sector can hold either of them", "helped"),
        "best_attack": ("The stronger side should be larger for Dragon, whichever of the two", "unclear"),
        "damage_per_hp": ("Fairy cards should hit less hard for the hit points they have", "unclear"),
        "second_word": ("Second words repeat over all types, Fire too, so I expect nothing", "unclear"),
    }
""",
    },
}
WRONG = {
    "2.1c": {
        "what feels useful": (
            claims(ratio_helped="helped"),
            "You say that damage_per_hp helped; over the splits, accuracy with it differs by -0.00",
        ),
        "a mean below a point is taken for harm": (
            claims(ratio_helped="hurt"),
            "Does that interval hold 0, and on which side does it lie if not?",
        ),
        "nothing is ever clear": (
            claims(hue_helped="unclear"),
            "You say that hue_sector is unclear; over the splits, accuracy with it differs by +0.07",
        ),
        "the sign is turned round": (claims(hue_helped="hurt"), "You say that hue_sector hurt;"),
        "another word": (
            claims(hue_helped="yes"),
            "hue_sector 'yes': one of helped, hurt, unclear is asked for.",
        ),
        "the task's own words": (
            claims(hue="Which type would the feature tell from which, and why?"),
            "The hypothesis on hue_sector names no card type. Of which type",
        ),
        "a list of types": (
            claims(hue="Fire Water Grass Metal Dragon Fairy Psychic Colorless Fighting"),
            "The hypothesis on hue_sector has 0 words besides names of types; 8 are asked for.",
        ),
        "too short to be doubted": (
            claims(hue="Fire is red."),
            "has 2 words besides names of types",
        ),
        "filler": (
            claims(hue="blah blah blah blah blah blah blah blah Fairy"),
            "hue_sector repeats itself. Different words besides names of types: 1; 6 are asked for.",
        ),
        "any word for a feature that does nothing": (
            claims(
                then='said["graded_five"] = said.pop("color_and_rarity")[:1] + ("helped",)',
                given='own_features(cards).drop("color_and_rarity").with_columns(graded_five='
                'cards["grade"].eq(5).fill_null(False)), said',
            ),
            "You say that graded_five helped; over the splits, accuracy with it differs by -0.0005",
        ),
        "empty": (claims(hue=""), "names no card type"),
        "a word without a reason": (
            claims(then='said["hue_sector"] = "helped"'),
            "Under hue_sector stands 'helped'; (hypothesis, helped) is asked for, two texts.",
        ),
        "one hypothesis for two": (
            claims(ratio="The hue goes round,  so fire sits at both ends and sectors can say so."),
            "hue_sector and damage_per_hp have one hypothesis.",
        ),
        "a feature without a claim": (
            claims(then='del said["second_word"]'),
            "Without a claim: second_word. Claimed, but not in your table: none.",
        ),
        "a claim without a feature": (
            claims(then='said["hue"] = said.pop("hue_sector")'),
            "Without a claim: hue_sector. Claimed, but not in your table: hue.",
        ),
        "two features less": (
            claims(
                given='own_features(cards).select("hue_sector"), {"hue_sector": said["hue_sector"]}'
            ),
            "Is it the table of own_features?",
        ),
        "features of fewer cards": (
            claims(given="own_features(cards.head(3000)), said"),
            "Your features cannot be tried: the table has 3000 rows for 6000 cards.",
        ),
        "an infinity": (
            claims(
                given='own_features(cards).with_columns(best_attack=cards["attack_damage"] / '
                'cards["retreat_cost"]), said'
            ),
            "'best_attack' holds a NaN or an infinity",
        ),
    },
}
