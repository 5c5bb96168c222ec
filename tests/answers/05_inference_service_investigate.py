"""Right and wrong answers to 5.4a and 5.4b: what the check of the three alerts is tested with."""

from __future__ import annotations

MINUTE_BY_MINUTE = """
def bad(rows):
    if rows["latency_ms"].median() > 50:
        return "latency"
    if rows["confidence"].max() < 0.6:
        return "confidence"
    if rows["card_type"].value_counts(normalize=True)["proportion"].max() > 0.6:
        return "one type"
    return "none"

def investigate(journal):
    start = journal["at_ms"].min()
    parts = {}
    for row in journal.sort("at_ms").iter_rows(named=True):
        parts.setdefault((row["at_ms"] - start) // 60000, []).append(row)
    said = {minute: bad(pl.DataFrame(rows)) for minute, rows in parts.items()}
    order = sorted(said)
    alert = said[order[-1]]
    if alert == "none":
        return dict(alert="none", minute=None, before=None, after=None, usd=0.0)
    first = order[-1]
    for minute in reversed(order):
        if said[minute] != alert:
            break
        first = minute
    old = [row for minute in order if minute < first for row in parts[minute]]
    new = [row for minute in order if minute >= first for row in parts[minute]]
    kinds = [row["card_type"] for row in new]
    kind = max(set(kinds), key=kinds.count)

    def told(rows):
        if not rows:
            return None
        if alert == "one type":
            return sum(row["card_type"] == kind for row in rows) / len(rows)
        return float(np.median([row["latency_ms" if alert == "latency" else "confidence"] for row in rows]))

    def share(rows, which):
        return sum(map(which, rows)) / len(rows) if rows else 0

    if alert == "latency":
        usd = DESK_USD * sum(row["latency_ms"] > 100 and row["decision"] == "file" for row in new)
    elif alert == "confidence":
        desk = lambda row: row["decision"] == "desk"
        usd = DESK_USD * len(new) * (share(new, desk) - share(old, desk))
    else:
        old, new, back = [[r for r in rows if r["decision"] == "file"] for rows in (old, new)], 0, (old, new)
        of_kind = lambda row: row["card_type"] == kind
        usd = MISFILE_USD * len(old[1]) * (share(old[1], of_kind) - share(old[0], of_kind))
        old, new = back
    return {"alert": alert, "minute": first, "before": told(old), "after": told(new), "usd": usd}
"""
SQLISH = """
def investigate(journal):
    journal = journal.sort("at_ms").with_columns(
        m=(pl.col("at_ms") - pl.col("at_ms").first()).floordiv(60_000)
    )
    flags = journal.group_by("m").agg(
        latency=pl.median("latency_ms") > 50,
        confidence=(pl.col("confidence") < 0.6).all(),
        share=pl.col("card_type").value_counts(normalize=True).struct.field("proportion").max(),
    ).with_columns((pl.col("share") > 0.6).alias("one type")).sort("m", descending=True)
    empty = {"alert": "none", "minute": None, "before": None, "after": None, "usd": 0.0}
    for alert in ("latency", "confidence", "one type"):
        still = flags.filter(pl.col(alert).cast(int).cum_min() == 1)
        if still.is_empty():
            continue
        minute = still["m"].min()
        side = pl.col("m") >= minute
        after, before = journal.filter(side), journal.filter(~side)
        if alert == "one type":
            kind = after["card_type"].mode()[0]
            values = [(one["card_type"] == kind).mean() for one in (before, after)]
            f0, f1 = (one.filter(decision="file")["card_type"] == kind for one in (before, after))
            usd = MISFILE_USD * (f1.sum() - (f0.mean() or 0) * f1.len())
        else:
            name = {"latency": "latency_ms"}.get(alert, alert)
            values = [before[name].median(), after[name].median()]
            d0, d1 = (one["decision"] == "desk" for one in (before, after))
            usd = DESK_USD * (d1.sum() - (d0.mean() or 0) * d1.len())
            if alert == "latency":
                usd = DESK_USD * ((after["latency_ms"] > 100) & ~d1).sum()
        return {"alert": alert, "minute": minute, "before": values[0], "after": values[1], "usd": usd}
    return empty
"""


def but(source: str, *pairs: tuple[str, str]) -> str:
    """A right answer with some slips."""
    for old, new in pairs:
        assert old in source, old
        source = source.replace(old, new)
    return source


ON_CALL = """
def on_call():
    facts = {name: investigate(alert_journal(name)) for name in ("alert_1", "alert_2", "alert_3")}
    after = {}
    for name, one in facts.items():
        rows = alert_journal(name)
        after[name] = rows.filter(rows["at_ms"] >= rows["at_ms"].min() + 60_000 * one["minute"])
    trays = after["alert_1"].group_by("request_id").agg(pl.first("latency_ms"), n=pl.len())
    numbers = {
        "alert_1": (trays["latency_ms"] / trays["n"]).median(),
        "alert_2": after["alert_2"]["confidence"].max(),
        "alert_3": cards_of(after["alert_3"]).select((pl.col("scan_saturation") > 1).mean()).item(),
    }
    words = {
        "alert_1": "the release loads the model for every single card, and a tray of them comes too late for the gate.",
        "alert_2": "the release puts the shares through the softmax twice, so that no answer looks sure and all cards wait at the desk.",
        "alert_3": "an import brings cards whose saturation is in another unit, and nothing on that path refuses them, so they are all filed as Fire.",
    }
    choices = {
        "alert_1": ("model loaded for each card", "roll the release back", "a load test before each release"),
        "alert_2": ("softmax applied twice", "roll the release back", "compare served and trained answers in a test"),
        "alert_3": ("saturation past the contract", "send the import through the contract", "one contract on every path"),
    }
    return {
        name: {
            "cause": choices[name][0],
            "evidence": numbers[name],
            "fix": choices[name][1],
            "prevention": choices[name][2],
            "usd": round(facts[name]["usd"], 2),
            "text": f"The first bad minute is {facts[name]['minute']}: {words[name]} "
            f"Until now that has cost us {facts[name]['usd']:.2f} dollars, and the price rises with every tray.",
        }
        for name in facts
    }
"""
BY_HAND = but(
    ON_CALL,
    ("roll the release back", "load the model at the start"),
    (
        '"softmax applied twice", "load the model at the start"',
        '"softmax applied twice", "apply softmax once"',
    ),
)
# Release, minutes and stations of the table of changes, a column's name, and what was ruled out.
IN_OTHER_WORDS = but(
    ON_CALL,
    (
        "the release loads the model for every single card, and a tray of them comes too late for the gate.",
        "in minute 22 release 3.1 came, and since then a new session is built for each card of a tray. More "
        "processes would not help. We take release 3.1 back.",
    ),
    (
        "the release puts the shares through the softmax twice, so that no answer looks sure and all cards wait at the desk.",
        "release 3.3 of minute 16 (not release 3.2 of minute 4) normalises scores that were shares already. "
        "The new set of minute 25 came later, and nobody has to train anew.",
    ),
    (
        "an import brings cards whose saturation is in another unit, and nothing on that path refuses them, so they are all filed as Fire.",
        "the cards of the import are Fire, as its scan_saturation is far above 1. "
        "No release is to be rolled back, station 2 is fine since minute 33.",
    ),
)
RIGHT = {
    "5.4a": {"minute by minute, in Python": MINUTE_BY_MINUTE, "from the end, by polars": SQLISH},
    "5.4b": {
        "short, and rolled back": ON_CALL,
        "short, and repaired": BY_HAND,
        "in other words": IN_OTHER_WORDS,
    },
}
EMPTY = """
def on_call():
    claim = {"cause": "", "evidence": 0.0, "fix": "", "prevention": "", "usd": 0.0, "text": ""}
    return {name: dict(claim) for name in ("alert_1", "alert_2", "alert_3")}
"""


def told(text: str) -> str:
    """The short answer with another text for every alert."""
    start = ON_CALL.index('"text": f"') + len('"text": ')
    return ON_CALL[:start] + text + ON_CALL[ON_CALL.index(",\n        }\n        for name") :]


MINUTE_AND_USD = "{facts[name]['minute']} {facts[name]['usd']:.2f}"
WRONG = {
    "5.4a": {
        "the first bad minute of all": (
            but(SQLISH, ("cum_min() == 1", "cum_max() * pl.col(alert).cast(int) == 1")),
            "Is a minute bad for good, or was it one slow tray?",
        ),
        "any bad minute is an alert": (
            but(
                MINUTE_BY_MINUTE,
                (
                    "alert = said[order[-1]]",
                    'alert = next((one for one in said.values() if one != "none"), "none")',
                ),
                (
                    "first = order[-1]\n",
                    "first = next(one for one in order if said[one] == alert)\n",
                ),
                (
                    "    for minute in reversed(order):\n        if said[minute] != alert:\n            break\n        first = minute\n",
                    "",
                ),
            ),
            "Is a minute bad for good, or was it one slow tray?",
        ),
        "minutes of the clock": (
            but(SQLISH, ('(pl.col("at_ms") - pl.col("at_ms").first())', 'pl.col("at_ms")')),
            "minute is",
        ),
        "the first row is the first moment": (
            but(SQLISH, ('journal.sort("at_ms").with_columns', "journal.with_columns")),
            "From which row are minutes counted",
        ),
        "a mean is a median": (
            but(SQLISH, ('pl.median("latency_ms") > 50', 'pl.mean("latency_ms") > 50')),
            "Mean or median?",
        ),
        "50 is above 50": (
            but(SQLISH, ('pl.median("latency_ms") > 50', 'pl.median("latency_ms") >= 50')),
            "Above and below: do the ends belong to it?",
        ),
        "0.6 is below 0.6": (
            but(SQLISH, ('"confidence") < 0.6', '"confidence") <= 0.6')),
            "Above and below: do the ends belong to it?",
        ),
        "3 of 5 are more than 60 %": (
            but(SQLISH, ('pl.col("share") > 0.6', 'pl.col("share") >= 0.6')),
            "Above and below: do the ends belong to it?",
        ),
        "every late card is priced": (
            but(SQLISH, ('((after["latency_ms"] > 100) & ~d1)', '(after["latency_ms"] > 100)')),
            "The table's row 'latency'",
        ),
        "all of the desk is priced": (
            but(SQLISH, ("d1.sum() - (d0.mean() or 0) * d1.len()", "d1.sum()")),
            "The table's row 'confidence'",
        ),
        "Fire is always wrong": (
            but(SQLISH, ("f1.sum() - (f0.mean() or 0) * f1.len()", "f1.sum()")),
            "The table's row 'one type'",
        ),
        "misfiles cost what the desk costs": (
            but(SQLISH, ("MISFILE_USD", "DESK_USD")),
            "usd is",
        ),
        "cards at the desk are misfiled, too": (
            but(SQLISH, ('one.filter(decision="file")["card_type"]', 'one["card_type"]')),
            "usd is",
        ),
        "only Fire": (
            but(SQLISH, ('after["card_type"].mode()[0]', '"Fire"')),
            "Which type is the most common one since the first bad minute",
        ),
        "the usual type of the whole journal": (
            but(SQLISH, ('after["card_type"].mode()[0]', 'journal["card_type"].mode()[0]')),
            "For nine minutes of Grass and Water, and one of Fire, before is 0.6, expected 0",
        ),
        "never below zero": (
            but(SQLISH, ('"usd": usd', '"usd": max(0.0, usd)')),
            "Does the docstring stop at 0?",
        ),
        "minutes in any order": (
            but(SQLISH, ('.sort("m", descending=True)', ".sort(pl.col('m') * 7 % 11)")),
            "Do your minutes stand in order",
        ),
        "the mornings by heart": (
            """
def investigate(journal):
    minute = {693: 23, 710: 17}.get(journal.height, 28)
    alert = {23: "latency", 17: "confidence", 28: "one type"}[minute]
    return {"alert": alert, "minute": minute, "before": 1.0, "after": 1.0, "usd": 10.0}
""",
            "For alert_1, before is 1, expected",
        ),
    },
    "5.4b": {
        "the empty template": (EMPTY, "cause of alert_1 is ''; it is one of"),
        "the load": (
            but(
                ON_CALL,
                ('("model loaded for each card"', '("too many requests"'),
                ('"alert_1": (trays["latency_ms"] / trays["n"]).median()', '"alert_1": 1.0'),
            ),
            "There were 1.0 times as many requests a minute as before.",
        ),
        "another model": (
            but(
                ON_CALL,
                ('("softmax applied twice"', '("another model is served"'),
                ('"alert_2": after["alert_2"]["confidence"].max()', '"alert_2": 1'),
            ),
            "How sure can one of eleven types look at most",
        ),
        "radians": (
            but(
                ON_CALL,
                ('("saturation past the contract"', '("hue in radians"'),
                (
                    '(pl.col("scan_saturation") > 1).mean()',
                    'pl.col("scan_hue_deg").max()',
                ),
            ),
            "Which rows are Fire, by which path did they come",
        ),
        "evidence of the whole morning": (
            but(ON_CALL, ('>= rows["at_ms"].min() + 60_000 * one["minute"]', ">= 0")),
            "Of which cards is it, and since which minute?",
        ),
        "more servers": (
            but(
                ON_CALL,
                (
                    '"model loaded for each card", "roll the release back"',
                    '"model loaded for each card", "start more processes"',
                ),
            ),
            "does a card still wait for the disk?",
        ),
        "a lower threshold": (
            but(
                ON_CALL,
                (
                    '"softmax applied twice", "roll the release back"',
                    '"softmax applied twice", "lower the threshold"',
                ),
            ),
            "is a confidence again what the threshold was chosen for?",
        ),
        "the release is rolled back for the import": (
            but(ON_CALL, ('"send the import through the contract", ', '"roll the release back", ')),
            "What let those cards in?",
        ),
        "a chart prevents": (
            but(ON_CALL, ('"one contract on every path")', '"watch the desk share")')),
            "Would it have stopped this cause before the morning",
        ),
        "no price": (
            but(ON_CALL, ('round(facts[name]["usd"], 2)', "0.0")),
            "What does investigate say of it?",
        ),
        "the text of the task": (
            told(
                '"For each alert name a cause, prove it with one number of the journal, choose what repairs it '
                'now and what prevents the next one, and write what you would post while the others sleep."'
            ),
            "The text repeats the task",
        ),
        "a list of words": (
            told(
                'f"'
                + MINUTE_AND_USD
                + " "
                + "model, load, disk, card, tray, gate, softmax, saturation, " * 4
                + '"'
            ),
            "The text is a list of words",
        ),
        "the text of another morning": (
            told(
                '"Since minute 17 no answer is sure of itself, because the shares go through the softmax twice. '
                'All cards go to the desk, which is a pity, and we roll it back as soon as somebody is awake."'
            ),
            "no field of yours or of investigate does",
        ),
        "a right choice with another's reason": (
            but(
                ON_CALL,
                (
                    "the release loads the model for every single card, and a tray of them comes too late for the gate.",
                    "the partner's hall sends more than ever before, and so the whole service is too busy for all of them.",
                ),
            ),
            "Does it argue for the cause that you chose",
        ),
        "the load in the text": (
            but(
                ON_CALL,
                (
                    "the release loads the model for every single card, and a tray of them comes too late for the gate.",
                    "the partner's hall loads the service so much that each tray waits for its turn. We start more processes.",
                ),
            ),
            "text of alert_1 does not say that the cause is",
        ),
        "more processes in the text": (
            but(
                ON_CALL,
                (
                    "a tray of them comes too late for the gate.",
                    "a tray comes too late. We start more processes.",
                ),
            ),
            "text of alert_1 says 'more processes', which belongs to another cause",
        ),
        "a new set in the text": (
            but(
                ON_CALL,
                (
                    "the release puts the shares through the softmax twice, so that no answer looks sure and all cards wait at the desk.",
                    "cards of the new set are in the trays, and for those its softmax is low. We train the model anew as soon as we can.",
                ),
            ),
            "text of alert_2 does not say that the cause is",
        ),
        "a new training in the text": (
            but(
                ON_CALL,
                (
                    "so that no answer looks sure and all cards wait at the desk.",
                    "so that no answer looks sure. We train the model anew as soon as we can.",
                ),
            ),
            "text of alert_2 says 'train the model anew'",
        ),
        "red cards in the text": (
            but(
                ON_CALL,
                (
                    "an import brings cards whose saturation is in another unit, and nothing on that path refuses them, so they are all filed as Fire.",
                    "a new set with a high percent of red cards is in the shops, without any contract with us, so they are filed as Fire.",
                ),
            ),
            "text of alert_3 does not say that the cause is",
        ),
        "a new set and its saturation": (
            but(
                ON_CALL,
                (
                    "an import brings cards whose saturation is in another unit, and nothing on that path refuses them, so they are all filed as Fire.",
                    "the cards of a new set are redder, their saturation is past all that the partner sent before, so they are filed as Fire.",
                ),
            ),
            "text of alert_3 says 'new set'",
        ),
        "a number from nowhere": (
            but(ON_CALL, ("the price rises", "about 4711 more")),
            "The text says 4711",
        ),
        "no minute": (
            but(
                ON_CALL,
                (
                    "The first bad minute is {facts[name]['minute']}:",
                    "It began some time ago in the morning:",
                ),
            ),
            "does not state the first bad minute",
        ),
    },
}
