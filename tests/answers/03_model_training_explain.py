"""Right and wrong answers to 3.2b: what the check of a paragraph for a manager is tested with."""

from __future__ import annotations

# The numbers of a year are computed as an answer would, so that no copy of them can age.
HEAD = """
def explain():
    runs = zoo_results().sort("split")
    a, b = (runs.filter(model=one)["usd_per_card"] for one in ("xgboost", "logistic"))
    found = over_splits((a - b) * 600_000, test_over_train=1 / 3).corrected
    number, low, high = found.estimate, found.low, found.high
    text = f\"\"\"TEXT\"\"\"
    return {
        "decision": "logistic",
        "reason": "tie",
        "number": number,
        "uncertainty": [low, high],
        "alternative": "xgboost",
        "limit": "next year's cards",
        "text": text,
    }
"""
SOUND = """We should stay with logistic for now. Switching to xgboost looks like a gain of
${-number:,.0f} a year, but with what we know it could be a gain of ${-low:,.0f} as well as a loss of
${high:,.0f}. So nobody can say that the switch pays, and it costs more to run every month. If it
matters to you, we can collect more kinds of cards and look again. These figures are about
the cards we have, and new sets may behave in another way."""
PLAIN = """Logistic stays. The alternative is xgboost, which was cheaper in our trials by
{-number:.0f} dollars a year (2,000 cards on 300 days), and that is fair to say. But the trials differ
so much that the true figure may be {-low:.0f} dollars saved or {high:.0f} dollars lost, with 95 %
certainty. We choose the one that is cheaper to keep. Next year's cards were in no trial."""
RUNNING = """it costs $25 a month more to run, $65 instead of $40, which is $300 in a year"""
LONG = """Please let the logistic model run on. It is a close call, and xgboost has a fair claim to the
place: across five trials it saved {-number:,.0f} dollars a year. That lead is smaller than the
luck of the trials, which reaches from {-low:,.0f} dollars in its favour to {high:,.0f} dollars
against it. When two models cannot be told apart, the shop takes the one that is cheaper to
run. What would change our mind is more cards from families that we have not seen. What we
cannot promise at all is how either of them will do on the sets of next year."""


def saying(text: str, **changed: str) -> str:
    """An answer with this text, and with fields replaced by other code."""
    source = HEAD.replace("TEXT", text)
    for field, code in changed.items():
        at = source.index(f'"{field}": ')
        source = source[:at] + f'"{field}": {code},' + source[source.index("\n", at) :]
    return source


RIGHT = {
    "3.2b": {
        "a careful colleague": saying(SOUND),
        "short, and rounded": saying(
            PLAIN, uncertainty="(round(low), round(high))", number="round(number)"
        ),
        "a generous one": saying(LONG),
        "what both cost to run": saying(
            SOUND.replace("it costs more to run every month", RUNNING), limit='"next year\'s cards"'
        ),
    },
}
# The right answer to another table: one model wins clearly.
CLEAR = """Take xgboost instead of logistic. It saves {-number:,.0f} dollars a year, somewhere between
{-low:,.0f} and {high:,.0f}, and that is more than chance in our trials. It was ahead on every
split that we made. It costs a little more to keep, which the saving pays for many times. We
do not know yet how it will do on the cards of next year."""
WRONG = {
    "3.2b": {
        "the empty template": (
            """
def explain():
    return dict.fromkeys(
        ("decision", "reason", "number", "uncertainty", "alternative", "limit", "text"), ""
    )
""",
            "decision is ''; it is one of forest, logistic",
        ),
        "the words of the task": (
            saying(
                "Logistic it is. The product manager has read that boosted trees always win, and asks for one "
                "paragraph. What you leave out, somebody will find out later, at a price. The text "
                "states xgboost, ${-number:,.0f}, ${-low:,.0f} and ${high:,.0f} for you to read."
            ),
            "The text repeats the task",
        ),
        "a list of keywords": (
            saying(
                "logistic tie xgboost alternative saving {-number:,.0f} low {-low:,.0f} high {high:,.0f} "
                "cheap fast accurate five trials year dollars cards evolution lines catalogue limit "
                "next season luck uncertainty decision keep running cost manager shop desk bins model "
                "simple trees boosted result table review question answer."
            ),
            "The text is a list of words",
        ),
        "the answer to another table": (
            saying(CLEAR, decision='"xgboost"', alternative='"logistic"', reason='"clear"'),
            "xgboost leads by a difference whose interval holds 0",
        ),
        "the right model for another reason": (
            saying(SOUND, reason='"loses_dollars"'),
            "the most accurate model does not lose dollars here",
        ),
        "too slow, it is said": (
            saying(SOUND, reason='"too_slow"'),
            "every model keeps to the 20 ms",
        ),
        "the text of another table with right fields": (
            saying(CLEAR.replace("Take xgboost instead of logistic.", "Take xgboost at once.")),
            "The first sentence does not name the decision",
        ),
        "a number a card": (
            saying(SOUND, number="number / 600_000"),
            "How many cards is a year",
        ),
        "the sign turned": (saying(SOUND, number="-number"), "is it below 0 where the alternative"),
        "the naive interval": (
            saying(SOUND).replace(".corrected", ".naive"),
            "Is it the corrected interval",
        ),
        "dollars of a day": (
            saying(SOUND).replace("600_000", "2_000"),
            "number is -7.4",
        ),
        "the limit is no limit": (
            saying(SOUND, limit='"other lines"'),
            "the interval covers it. Which cards has no split ever held?",
        ),
        "an alternative that nobody asked for": (
            saying(SOUND, alternative='"network"'),
            "somebody will ask for the most accurate one",
        ),
        "no uncertainty in the text": (
            saying(
                "We should stay with logistic for now. Switching to xgboost looks like a gain of "
                "${-number:,.0f} a year, but that is within the luck of our trials. So nobody can "
                "say that the switch pays, and it costs more to run every month. We will look again "
                "when new cards come in."
            ),
            "The text does not state the low end",
        ),
        "a number from nowhere": (
            saying(SOUND + " A hundred shops do so, and 12 of them are glad of it."),
            "The text says 12, and no field of number, uncertainty or the costs of running does",
        ),
        "what another model costs to run": (
            saying(SOUND.replace("it costs more to run", "it costs $60 and not $40 to run")),
            "The text says 60, and no field",
        ),
        "jargon": (
            saying(SOUND.replace("So nobody can say", "The p-value is large, so nobody can say")),
            "The text says 'p-value' to a product manager",
        ),
        "much too long": (saying(SOUND + LONG), "words; 40 to 120 are asked for"),
        "no alternative in the text": (
            saying(SOUND.replace("xgboost", "the other one")),
            "does not name the alternative",
        ),
    },
}
