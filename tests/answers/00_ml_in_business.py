"""Right and wrong answers to question 0.1, whether to use ML in five scenarios."""

from __future__ import annotations

SPAM = """Words that are forbidden today are useless after 9 days; whatever learns from marked mail can be
trained again each week."""
INVENTORY = """About 12 of the 300 products run out in a week. Whether that is worth a model depends on a
loss that the shop should count first."""
FRAUD = """By the time a fraud is known, 60 days later, the next ways of fraud are in use, so the labels
would always describe the past."""
TRANSLATION = """With 400k pairs of German and Italian text there is a great deal to learn from, and no
dictionary of rules did it."""
CALCULATOR = "Add the prices and apply one of 3 rates: that is exact and costs nothing."
ENTRY = """
        "{name}": {{
            "answer": "{answer}",
            "factor": "{factor}",
            "why": \"\"\"{why}\"\"\",
        }},"""
SOUND = {
    "spam": {"answer": "yes", "factor": "pattern_changes", "why": SPAM},
    "inventory": {"answer": "maybe", "factor": "volume", "why": INVENTORY},
    "fraud": {"answer": "maybe", "factor": "label_available", "why": FRAUD},
    "translation": {"answer": "yes", "factor": "label_available", "why": TRANSLATION},
    "calculator": {"answer": "no", "factor": "rule_exact", "why": CALCULATOR},
}


def saying(**changed: dict[str, str]) -> str:
    """An answer with fields of some scenarios replaced."""
    entries = [
        ENTRY.format(name=name, **fields | changed.get(name, {})) for name, fields in SOUND.items()
    ]
    return "def should_use_ml():\n    return {" + "".join(entries) + "\n    }\n"


RIGHT = {
    "0.1": {
        "a colleague": saying(),
        "other factors": saying(
            spam={
                "factor": "label_available",
                "why": "The clerks' 200.000 marked mails show what spam looks like, no need to describe it.",
            },
            inventory={
                "factor": "rule_exact",
                "why": "The rule works for 96 % of the products. I'd want to know what the rest costs "
                "before anybody trains a model.",
            },
            fraud={
                "factor": "pattern_changes",
                "why": "Fraud looks different every three weeks. That asks for learning, if the bank can "
                "get its answers sooner.",
            },
            translation={
                "factor": "volume",
                "why": "3,000 texts of 5 minutes are 250 hours of translating a day, which no shop can pay.",
            },
        ),
        "built up": """
def should_use_ml():
    said = [
        ("calculator", "no", "rule_exact", "Tax is written law: three rates, looked up and multiplied. "
         "Learning them from receipts can only add errors."),
        ("translation", "yes", "error_tolerable", "Each text is read by an agent who needs 20s to "
         "repair a sentence that went wrong."),
        ("fraud", "maybe", "error_tolerable", "If 20 % of the customers who are blocked by mistake "
         "leave, a wrong block may cost more than the fraud. Who checks it must be settled first."),
        ("inventory", "maybe", "error_tolerable", "Shelves run empty in 4 cases of 100, and nobody "
         "knows the price of that, so nobody knows what a better order is worth."),
        ("spam", "yes", "error_tolerable", "For 30 days a mail that was taken for spam can be "
         "brought back, so a mistake of the filter is a nuisance and no loss."),
    ]
    return {name: dict(answer=answer, factor=factor, why=why) for name, answer, factor, why in said}
""",
        "many hands": saying(
            spam={
                "factor": "volume",
                "why": "At 5 000 mails/day sorting by hand is a full-time job for several clerks.",
            },
            inventory={
                "factor": "label_available",
                "why": "There are 36 months of sales on file. They don't show demand on the days when "
                "the shelf was empty, so I would first record what customers asked for.",
            },
        ),
    },
}
WRONG = {
    "0.1": {
        "the empty template": (
            saying(spam={"answer": "", "factor": "", "why": ""}),
            "answer of spam is ''; it is one of yes, no, maybe",
        ),
        "one scenario": (
            'def should_use_ml():\n    return {"spam": {"answer": "yes"}}\n',
            "Which one is missing, or one too many?",
        ),
        "no sentences": (
            'def should_use_ml():\n    return {name: {"answer": "yes", "factor": "volume"} for name in '
            '("spam", "inventory", "fraud", "translation", "calculator")}\n',
            "spam has no why.",
        ),
        "everything": (
            saying(calculator={"answer": "yes", "factor": "label_available"}),
            "A model trained on old receipts comes near the right total",
        ),
        "maybe, to be safe": (
            saying(spam={"answer": "maybe", "factor": "error_tolerable"}),
            "Each of its facts speaks for learning, and none of them is left open.",
        ),
        "forecasts are a classic": (
            saying(inventory={"answer": "yes", "factor": "label_available"}),
            "the file holds no demand that an empty shelf turned away",
        ),
        "the rule is good enough": (
            saying(inventory={"answer": "no", "factor": "rule_exact"}),
            "Whether mending that pays, nobody knows yet.",
        ),
        "fraud is a classic": (
            saying(fraud={"answer": "yes", "factor": "pattern_changes"}),
            "What is known after 60 days changes every 3 weeks",
        ),
        "fraud by rules": (
            saying(fraud={"answer": "no", "factor": "error_tolerable"}),
            "A rule written today is stale in 3 weeks",
        ),
        "no rule is exact": (
            saying(translation={"factor": "rule_exact"}),
            "That no rule is exact holds for the toss of a coin, too",
        ),
        "an error on a receipt": (
            saying(calculator={"factor": "error_tolerable"}),
            "A cent would be tolerable, and the answer is no all the same.",
        ),
        "another scenario's factor": (
            saying(translation={"factor": "pattern_changes"}),
            "How sellers write has not changed in 10 years.",
        ),
        "a fact that is settled": (
            saying(fraud={"factor": "volume"}),
            "At 20,000 payments a day it is settled that there are enough.",
        ),
        "a right choice with another's reason": (
            saying(spam={"factor": "error_tolerable"}),
            "does not state, in figures, the number of the fact about error_tolerable.",
        ),
        "the task pasted": (
            saying(
                fraud={
                    "why": "Which payments were fraud is known after 60 days, when customers have read "
                    "their bills."
                }
            ),
            "why of fraud repeats the words of the task, 'which payments were fraud is known after days'",
        ),
        "keywords": (
            saying(
                spam={"why": "spam, mails, 9 days, words, senders, pattern, change, filter, list"}
            ),
            "why of spam is a list of words",
        ),
        "the sentence of another scenario": (
            saying(translation={"why": SPAM}),
            "why of translation does not speak of it but of spam",
        ),
        "one sentence for two": (
            saying(
                spam={
                    "factor": "error_tolerable",
                    "why": "An agent or clerk mends the translated mail in 20 or 30 ticks of the clock.",
                },
                translation={
                    "factor": "error_tolerable",
                    "why": "An agent or clerk mends the translated mail in 20 or 30 ticks of the clock.",
                },
            ),
            "Two scenarios have one why.",
        ),
        "no number": (
            saying(
                calculator={"why": "Add the prices and the tax of each: a sum is always exact."}
            ),
            "number of the fact about rule_exact",
        ),
        "a word twice": (
            saying(
                spam={"why": "Spam spam is what the senders write anew after 9 days of a list."}
            ),
            "why of spam says 'Spam spam': one word twice",
        ),
        "one sentence, two figures": (
            saying(
                spam={
                    "factor": "volume",
                    "why": "Mail to be sold and translated comes 5,000 times a day.",
                },
                translation={
                    "factor": "volume",
                    "why": "Mail to be sold and translated comes 3,000 times a day.",
                },
            ),
            "Two scenarios have one why.",
        ),
        "too short": (saying(calculator={"why": "Tax is 3 rates."}), "6 to 60 are asked for"),
    },
}
