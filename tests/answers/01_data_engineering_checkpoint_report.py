"""Right and wrong answers to question 1.5c: the claim on the partner's file."""

from __future__ import annotations

import ast
import sys

from classroom import checks, syllabus

LESSON = syllabus.lesson("1.5c")
checks.load_bank(LESSON.file("checks"))
TRUTH = sys.modules[f"checks_{LESSON.stem}_checkpoint_report"].truth()
TYPED = {name: round(value, 1) for name, value in TRUTH.items()}
BY_CARDS = 1.49  # the half width that whole cards in the place of lots would give


def task() -> str:
    """The docstring of the exercise, as a learner reads it."""
    tree = ast.parse(LESSON.file("solutions").read_text("utf-8"))
    (asked,) = (one for one in tree.body if getattr(one, "name", "") == "report")
    return " ".join(ast.get_docstring(asked).split())


def story() -> str:
    """What the notebook says before the first question of the checkpoint."""
    text = LESSON.file("solutions").read_text("utf-8")
    return " ".join(text.partition("## Checkpoint: New Pokemon Data Drop")[2].split()[:85])


ASK = "What does your HP count that ours does not, and since which box?"
HP, WIDTH, ALL = TYPED["hp_same_sets"], TYPED["hp_half_width"], TYPED["hp_all_sets"]
TEXT = (
    f"We should hold the file. Its {TYPED['cards']} cards read well once they are translated, and "
    f"no cell of them breaks our contract. What stops us are the hit points: {HP} more than on "
    f"our own cards of the same sets, give or take {WIDTH} (95 %). If that is how the partner "
    "counts, the model would take weak cards for strong ones. We do not know it, and so we ask."
)


def claim(**changes) -> str:
    """A right claim, typed by hand, with some of its fields filled in otherwise."""
    fields = {
        "decision": "hold until answered",
        "reason": "unexplained shift",
        "numbers": TYPED,
        "ask": ASK,
        "text": TEXT,
    }
    return f"def report():\n    return {fields | changes!r}\n"


RIGHT = {
    "1.5c": {
        "typed by hand": claim(),
        "the other accepted decision, in whole numbers": claim(
            decision="refuse",
            text=(
                "Send the file back, and say why. In the sets of 2023 to 2025 that both of us "
                f"have, their cards show {HP:.0f} hit points more than ours, and that number is "
                f"sure to within {WIDTH:.0f}. Damage did not rise with it, so these are not "
                "better cards. Somebody counts in another way. A file that nobody can explain "
                "does not become ours by translating it; the next one may."
            ),
            ask="Which hit points do you send us?",
        ),
        "from the files, in pandas": """
def report():
    import numpy as np
    import pandas as pd
    drop = translate(read_as_sent(delivery_path("partner")))
    cards = load_cards()
    def table(frame):
        names = ["lot_id", "set_code", "hp", "attack_damage", "scan_hue_deg"]
        made = pd.DataFrame({name: frame[name].to_list() for name in names})
        turn = np.exp(1j * np.radians(made["scan_hue_deg"]))
        return made.assign(x=turn.map(lambda one: one.real), y=turn.map(lambda one: one.imag))
    theirs, ours = table(drop), table(cards)
    like = ours[ours["set_code"].isin(set(theirs["set_code"]))]
    columns = ["hp", "attack_damage", "x", "y"]
    a, b, c = (one.groupby("lot_id")[columns].mean() for one in (theirs, like, ours))
    turn = np.angle(complex(a["x"].mean(), a["y"].mean()) / complex(b["x"].mean(), b["y"].mean()))
    broken = sum(
        drop.filter(rule).height for name in drop.columns for rule in cell_rules(name).values()
    )
    numbers = {
        "desk_usd": len(theirs) * 15 / 100,
        "hue_turn_same_sets": float(np.degrees(turn)),
        "damage_same_sets": a["attack_damage"].mean() - b["attack_damage"].mean(),
        "hp_half_width": 1.96 * float(np.hypot(a["hp"].sem(), b["hp"].sem())),
        "hp_same_sets": a["hp"].mean() - b["hp"].mean(),
        "hp_all_sets": a["hp"].mean() - c["hp"].mean(),
        "broken_cells": broken,
        "cards": len(theirs),
    }
    return {
        "text": (
            f"No, not yet: the file waits, and costs us ${numbers['desk_usd']:.2f} at the desk. "
            f"Why? Its cards have {numbers['hp_same_sets']:.1f} hit points more than our cards of "
            f"the same sets (plus or minus {numbers['hp_half_width']:.1f}). The rest of the gap of "
            f"{numbers['hp_all_sets']:.1f} to the whole catalogue is age. The partner has to tell "
            "us what their number means, because from here we can only guess."
        ),
        "ask": "Are the hit points that you send those printed on the card?",
        "numbers": numbers,
        "reason": "unexplained shift",
        "decision": "hold until answered",
    }
""",
    },
}

MONDAY = (
    "Quarantine 187 rows and accept the rest. The file of Monday has 3,838 sound cards; the others "
    "hold a null, a sentinel or a grade of 11, and each of them is listed for the seller. Nothing "
    "in it has shifted beyond what its lots explain. The seller can mend the rows in a day, and "
    "until then the desk looks at those cards for $28."
)
LISTED = (
    "HP shift. Lots. Benjamini-Hochberg. Hue calibration, scanner offset, unexplained shift, "
    f"partner question pending, translation complete, zero broken cells, hit points {HP} plus "
    f"minus {WIDTH}, attack damage stable, catalogue age confounding, desk cost acceptable, model "
    "risk high, quarantine unnecessary, refuse alternative, drift confirmed, contract silent, "
    "species mix unknown, power creep excluded, lot means compared, false discovery controlled, "
    "decision hold."
)
WRONG = {
    "1.5c": {
        "the empty template": (
            claim(decision="", reason="", numbers={}, ask="", text=""),
            "decision is ''; it is one of accept as sent, accept after translation, quarantine",
        ),
        "fields left out": (
            "def report():\n    return {'decision': 'hold until answered'}",
            "reason is None; text is needed. Which field have you not filled in yet?",
        ),
        "the task's own text": (
            claim(text=task()),
            "The text repeats the task: '",
        ),
        "the story around the task": (
            claim(text=story()),
            "The text says 10,000, 2,000, 50, and no field of numbers does.",
        ),
        "words without sentences": (
            claim(text=LISTED),
            "The text is a list of words; whole sentences are needed, three or more.",
        ),
        "short words in the place of sentences": (
            claim(text=LISTED.replace(", ", ". ")),
            "The text is a list of words; whole sentences are needed",
        ),
        "the model answer to Monday's dirty delivery": (
            claim(
                decision="quarantine broken rows",
                reason="broken rows",
                text=MONDAY,
                ask="Can you mend these rows?",
            ),
            "0 of 3,000 cards break a rule: nothing to hold back, while every lot is shifted.",
        ),
        "the text for Monday's delivery under the right fields": (
            claim(text=MONDAY),
            "The text says 187, 3,838, 11, and no field of numbers does. Where does that",
        ),
        "the right choice because of names": (
            claim(reason="names and units"),
            "Names and units are no reason any more: your translation mends them all.",
        ),
        "the right choice because of rows": (
            claim(reason="broken rows"),
            "0 cells break a rule once the file is translated.",
        ),
        "the right choice because of stronger cards": (
            claim(reason="stronger new cards"),
            "Stronger cards would also hit harder; in the same sets the attack damage differs by",
        ),
        "the right choice because of chance": (
            claim(reason="too few cards"),
            f"3,000 cards give {HP} plus or minus {WIDTH}: chance alone does not do that.",
        ),
        "accepted once translated": (
            claim(decision="accept after translation"),
            f"Against the same sets {HP} hit points are left over after translation, and nobody",
        ),
        "accepted as sent": (
            claim(decision="accept as sent"),
            "As sent, heights are inches, and one column of sixteen has our name. Would you feed",
        ),
        "a decision of one's own": (
            claim(decision="wait and see"),
            "decision is 'wait and see'; it is one of",
        ),
        "too long": (
            claim(text=f"{TEXT} {TEXT} {TEXT}"),
            "words; 50 to 150 are asked for. What would the team miss, or skip?",
        ),
        "too short": (
            claim(text=f"Hold it: {HP} hit points more, give or take {WIDTH}."),
            "The text has 10 words; 50 to 150 are asked for.",
        ),
        "a number from nowhere": (
            claim(text=f"{TEXT} It would cost us 1,200 a month."),
            "The text says 1,200, and no field of numbers does. Where does that number come from",
        ),
        "a number that is not said with its uncertainty": (
            claim(text=TEXT.replace(f", give or take {WIDTH} (95 %)", "")),
            "The text does not state hp_half_width",
        ),
        "braces left in the text": (
            claim(text=TEXT.replace(str(HP), "{hp_same_sets}")),
            "The text does not state hp_same_sets",
        ),
        "numbers smuggled into the fields": (
            claim(numbers=TYPED | {"monthly_usd": 1200.0}),
            "numbers holds ['cards',",
        ),
        "a width from cards": (
            claim(numbers=TYPED | {"hp_half_width": BY_CARDS}),
            "hp_half_width is 1.49, and the files give another number. How many independent",
        ),
        "the whole catalogue taken for the same sets": (
            claim(numbers=TYPED | {"hp_same_sets": ALL}),
            "and the files give another number. Which of our cards are of the sets in the file?",
        ),
        "subtracted the other way": (
            claim(numbers=TYPED | {"hp_all_sets": -ALL}),
            "Partner minus whole catalogue, lot by lot: which side came first?",
        ),
        "cells refused for a unit": (
            claim(numbers=TYPED | {"broken_cells": 39}),
            "broken_cells is 39, and the files give another number. Which cells break a rule",
        ),
        "numbers as text": (
            claim(numbers={name: str(value) for name, value in TYPED.items()}),
            "cards is '3000'; a number is needed.",
        ),
        "a statement in the place of a question": (
            claim(ask="Please mend the hit points of this file."),
            "one question to the partner is needed, with one question mark.",
        ),
        "three questions in the place of one": (
            claim(ask="How do you read HP? Why? And since which box?"),
            "one question to the partner is needed, with one question mark.",
        ),
        "a question that translation has answered": (
            claim(ask="Could you send us metres and kilograms in the next file?"),
            "ask does not name the hit points. Which number can the partner alone explain?",
        ),
    },
}
