"""Right and wrong answers to question 4.1, a metric for each of three businesses."""

from __future__ import annotations

SCREENING = """There are 1,500 second scans a year, so what counts is how many of the 60 tumours are among
the people whom the model ranks first."""
MAILBOX = """The contract allows 1 wanted mail in 1,000 that are set aside; among filters that keep to it
the one that catches the most spam is the best."""
PAYMENTS = """A fraud may be $2 or $9,000, so that the amounts have to be added up, and not the frauds
counted."""
ENTRY = """
        "{name}": {{
            "metric": "{metric}",
            "reason": "{reason}",
            "false_positive": "{false_positive}",
            "false_negative": "{false_negative}",
            "never": {never},
            "why": \"\"\"{why}\"\"\",
        }},"""
SOUND = {
    "screening": {
        "metric": "recall at capacity",
        "reason": "capacity",
        "false_positive": "second scan",
        "false_negative": "tumour found late",
        "never": "0.994",
        "why": SCREENING,
    },
    "mailbox": {
        "metric": "recall at precision",
        "reason": "promise",
        "false_positive": "wanted mail unread",
        "false_negative": "clerk reads spam",
        "never": "0.6",
        "why": MAILBOX,
    },
    "payments": {
        "metric": "dollars",
        "reason": "unequal cases",
        "false_positive": "customer declined",
        "false_negative": "amount lost",
        "never": "0.999",
        "why": PAYMENTS,
    },
}


def saying(**changed: dict[str, str]) -> str:
    """An answer with fields of some businesses replaced."""
    entries = [
        ENTRY.format(name=name, **fields | changed.get(name, {})) for name, fields in SOUND.items()
    ]
    return "def choose():\n    return {" + "".join(entries) + "\n    }\n"


RIGHT = {
    "4.1": {
        "a colleague": saying(),
        "reasons of the errors": saying(
            screening={"reason": "misses cost more"},
            mailbox={"reason": "false alarms cost more", "never": "600 / 1000"},
        ),
        "counted": saying(
            screening={"never": "1 - 60 / 10_000"}, payments={"never": "199_800 / 200_000"}
        ),
        "built up": """
def choose():
    found = {}
    for name, metric, reason, wrong_flag, miss, cases, flagged, why in (
        ("payments", "dollars", "unequal cases", "customer declined", "amount lost", 200_000, 200,
         "It takes 3,000 frauds of $3 to lose what one fraud of $9,000 takes. Count the money."),
        ("mailbox", "recall at precision", "promise", "wanted mail unread", "clerk reads spam",
         1000, 400, "No more than 0.1 % of what is set aside may be a wanted mail. Within that, "
         "each spam that is caught saves a clerk 4 seconds."),
        ("screening", "recall at capacity", "capacity", "second scan", "tumour found late",
         10_000, 60, "Only 15 % of the people can be scanned again. The best model is the one that "
         "puts the most tumours among them."),
    ):
        found[name] = dict(
            metric=metric, reason=reason, false_positive=wrong_flag, false_negative=miss,
            never=(cases - flagged) / cases, why=why,
        )
    return found
""",
    },
}
WRONG = {
    "4.1": {
        "the empty template": (
            saying(screening=dict.fromkeys(SOUND["screening"], "") | {"never": "None"}),
            "metric of screening is ''; it is one of accuracy, precision",
        ),
        "one business": (
            'def choose():\n    return {"screening": {"metric": "recall"}}\n',
            "Which one is missing, or one too many?",
        ),
        "accuracy": (
            saying(screening={"metric": "accuracy", "reason": "errors cost the same"}),
            "A model that never flags has accuracy 0.994 here",
        ),
        "high recall for cancer": (
            saying(screening={"metric": "recall", "reason": "misses cost more"}),
            "A model that flags everything has recall 1.",
        ),
        "high precision for spam": (
            saying(mailbox={"metric": "precision", "reason": "false alarms cost more"}),
            "A model that flags the one surest case may have precision 1",
        ),
        "f1, because cases are rare": (
            saying(payments={"metric": "f1", "reason": "rare cases"}),
            "It weighs both kinds of error by one formula",
        ),
        "roc auc": (
            saying(screening={"metric": "roc auc", "reason": "rare cases"}),
            "It averages over all thresholds",
        ),
        "dollars where there is no price": (
            saying(screening={"metric": "dollars", "reason": "misses cost more"}),
            "It needs a price for a tumour found late",
        ),
        "dollars against a promise": (
            saying(mailbox={"metric": "dollars", "reason": "false alarms cost more"}),
            "It lets a saving pay for a broken contract",
        ),
        "frauds counted": (
            saying(payments={"metric": "recall at precision", "reason": "misses cost more"}),
            "It counts a fraud of $2 like one of $9,000",
        ),
        "frauds within a capacity": (
            saying(payments={"metric": "recall at capacity", "reason": "capacity"}),
            "a declined payment needs nobody to follow it up",
        ),
        "mails within a capacity": (
            saying(mailbox={"metric": "recall at capacity", "reason": "capacity"}),
            "there is no capacity to fill",
        ),
        "a promised precision for tumours": (
            saying(screening={"metric": "recall at precision", "reason": "promise"}),
            "No precision is promised",
        ),
        "a right choice with another's reason": (
            saying(payments={"reason": "misses cost more"}),
            "Is that true of every miss, and does it lead to this metric?",
        ),
        "a reason against accuracy alone": (
            saying(screening={"reason": "rare cases"}),
            "That speaks against one metric. Which fact speaks for yours?",
        ),
        "the two errors swapped": (
            saying(
                mailbox={
                    "false_positive": "clerk reads spam",
                    "false_negative": "wanted mail unread",
                }
            ),
            "A false positive is a flag without a case",
        ),
        "a false alarm of another business": (
            saying(payments={"false_negative": "tumour found late"}),
            "false_negative of payments is 'tumour found late'",
        ),
        "the share of cases for the accuracy": (
            saying(mailbox={"never": "0.4"}),
            "never of mailbox is 0.4; a model that flags nothing",
        ),
        "per cent": (saying(screening={"never": "99.4"}), "is that a share from 0 to 1?"),
        "the task pasted": (
            saying(
                screening={
                    "why": "A flag means a second scan, and there are 1,500 of these a year, which is why."
                }
            ),
            "why of screening repeats the words of the task",
        ),
        "keywords": (
            saying(
                payments={
                    "why": "fraud, payments, $9,000, amounts, dollars, cost, metric, customers, declined, money, loss"
                }
            ),
            "why of payments is a list of words",
        ),
        "the sentence of another business": (
            saying(payments={"why": MAILBOX}),
            "why of payments does not speak of it but of mailbox",
        ),
        "no number": (
            saying(
                mailbox={
                    "why": "The contract bounds the wanted mails that are set aside, so the best filter is "
                    "the one that catches most spam within this bound."
                }
            ),
            "why of mailbox states none of the task's numbers",
        ),
        "too short": (saying(payments={"why": "Fraud costs $9,000."}), "10 to 60 are asked for"),
    },
}
