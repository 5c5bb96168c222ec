"""Right and wrong answers to 6.4: what the check of the postmortem is tested with."""

from __future__ import annotations

TYPED_IN = """
def postmortem():
    gate = {
        "action": "The contract asks for the widest hue of a tray, and refuses a tray without any above 10.",
        "kind": "prevent",
        "owner": "gate",
        "due_days": 10,
        "test": "SUM(CASE WHEN scan_hue_deg > 10 THEN 1 ELSE 0 END) = 0",
    }
    page = {
        "action": "The drift ticket becomes a page where the median confidence falls with it.",
        "kind": "detect",
        "owner": "model",
        "due_days": 21,
        "test": "median(confidence) < 0.85",
    }
    rollout = {
        "action": "New camera software goes to one station first, and to the others an hour later.",
        "kind": "mitigate",
        "owner": "cameras",
        "due_days": 30,
        "test": "avg(scan_hue_deg) < 20",
    }
    return {
        "timeline": [
            [29, "camera software 5.2 is rolled out"],
            [31, "first bad"],
            [39, "a ticket is written, for the next working day"],
            [47, "detected"],
            [59, "mitigated"],
            [82, "cards come right again"],
            [88, "resolved"],
        ],
        "cause": "The hue came in another unit, and no check of the contract looks at more than one card.",
        "detection_gap_min": 16,
        "impact": {"cards": 675, "usd": 55.31, "stopgap_usd": 13.84},
        "went_well": ["Nobody had to search for the old software."],
        "actions": [gate, page, rollout],
        "summary": "Sixteen minutes passed, from minute 31 to minute 47, before anybody on call knew "
        "that hues came in radians. In these 16 minutes a ticket had been written that was not to be "
        "read before the next day. Twice as many cards as usual went to the desk. In all, the 675 cards "
        "until minute 88 cost $55 more than cards of a healthy hour do. No person is to blame: the "
        "contract allowed it, and nobody who was there could see that from where they stood.",
    }
"""
BY_SQL = """
def postmortem():
    tables = {
        "journal": bad_monday("journal").with_columns(hue=cards_of(bad_monday("journal"))["scan_hue_deg"]),
        "labels": bad_monday("labels"),
    }
    sql = pl.SQLContext(**tables, eager=True)
    priced = sql.execute('''
        WITH base AS (SELECT min(at_ms) AS start FROM journal)
        SELECT (j.at_ms - b.start) // 60000 AS minute, j.hue, j.decision,
               CASE WHEN j.decision = 'desk' THEN 0.15
                    WHEN j.card_type <> l.card_type THEN 0.6 ELSE 0.0 END AS usd
        FROM journal j JOIN labels l ON j.request_id = l.request_id AND j.position = l.position
        CROSS JOIN base b
    ''')
    sent = priced.group_by("minute").agg(bad=pl.max("hue") < 6.5, filed=(pl.col("decision") == "file").any())
    bad = set(sent.filter("bad")["minute"])
    filed = set(sent.filter("filed")["minute"])
    first = min(bad)
    mitigated = max(bad & filed) + 1
    resolved = min(one for one in filed if one > max(bad))
    mean = lambda low, high: priced.filter((pl.col("minute") >= low) & (pl.col("minute") < high))["usd"].mean()
    n = priced.filter((pl.col("minute") >= first) & (pl.col("minute") < resolved)).height
    m = priced.filter((pl.col("minute") >= mitigated) & (pl.col("minute") < resolved)).height
    usd = n * (mean(first, resolved) - mean(0, first))
    stopgap = m * (mean(mitigated, resolved) - mean(first, mitigated))
    return dict(
        timeline=[(first, "first bad"), (48, "detected"), (mitigated, "mitigated"), (resolved, "resolved")],
        cause="An angle in radians is a valid angle in degrees for the gate, and no alarm looked at it for a person.",
        detection_gap_min=48 - first,
        impact=dict(cards=n, usd=usd, stopgap_usd=stopgap),
        went_well=["The stopgap was a switch, and it did what it promises."],
        actions=[
            dict(action="Trays whose hues spread less than ten degrees are refused.", kind="prevent",
                 owner="cameras", due_days=1, test="stddev(scan_hue_deg) < 10"),
            dict(action="The page compares the desk's share with the promised one.", kind="detect",
                 owner="gate", due_days=90, test="1.0 * sum(case when decision = 'desk' then 1 else 0 end) / count(*) > 0.43"),
        ],
        summary=f"The hue of each card from minute {first} on was a number between 0 and 6.28, which is a "
        f"very red card to the model. It sent 55 % of the cards to the desk instead of 29 %, and 9.9 % of "
        f"the others into a wrong bin. That cost {usd:.2f} dollars beyond a healthy morning's. We knew of it "
        f"after {48 - first} minutes, from the desk and not from a machine. The stopgap was not worth its "
        f"price: it cost {stopgap:.2f} dollars more than the trouble would have. It was chosen when nobody "
        f"could know how bad the filed cards were.",
    )
"""


def but(source: str, *pairs: tuple[str, str]) -> str:
    """A right answer with some slips."""
    for old, new in pairs:
        assert old in source, old
        source = source.replace(old, new)
    return source


def summed(text: str) -> str:
    """The answer whose numbers are typed in, with another summary."""
    start = TYPED_IN.index('"summary": ') + len('"summary": ')
    return TYPED_IN[:start] + repr(text) + ",\n    }\n"


def with_test(test: str, kind: str) -> str:
    """The same with another test of the action to prevent or to detect."""
    old = {
        "prevent": '"test": "SUM(CASE WHEN scan_hue_deg > 10 THEN 1 ELSE 0 END) = 0"',
        "detect": '"test": "median(confidence) < 0.85"',
    }[kind]
    return but(TYPED_IN, (old, f'"test": {test!r}'))


CAUSE = '"The hue came in another unit, and no check of the contract looks at more than one card."'


def caused(cause: str) -> str:
    """The same with another cause."""
    return but(TYPED_IN, (CAUSE, repr(cause)))


PREVENT = "The contract asks for the widest hue of a tray, and refuses a tray without any above 10."
SAID_WELL = "No person is to blame"


def prevented(action: str) -> str:
    """The same with another action to prevent."""
    return but(TYPED_IN, (PREVENT, action))


RIGHT = {
    "6.4": {
        "typed in": TYPED_IN,
        "by SQL": BY_SQL,
        "numbers of NumPy": but(
            TYPED_IN,
            ('"detection_gap_min": 16', '"detection_gap_min": __import__("numpy").float64(16)'),
        ),
        "an action in note form": but(
            prevented("Tray rule: hue maximum under 7 means refusal"),
            (CAUSE, '"All hues were suddenly close to zero, and the schema lets that pass."'),
        ),
        "something that runs, from now on": but(
            prevented(
                "From now on the gate ensures that some hue of a tray lies above 10, or refuses it"
            ),
            (
                "The drift ticket becomes a page",
                "The engineer on call gets a page that needs attention",
            ),
        ),
        "what should have been": but(
            TYPED_IN,
            (
                SAID_WELL,
                "The engineer on call should have been paged in minute 39, in place of a ticket",
            ),
            (CAUSE, '"Hues between 0 and 7 came from every camera, and the schema accepts them."'),
        ),
    }
}
EMPTY = """
def postmortem():
    return {"timeline": [], "cause": "", "detection_gap_min": 0, "went_well": [], "actions": [],
            "impact": {"cards": 0, "usd": 0.0, "stopgap_usd": 0.0}, "summary": ""}
"""
ANOTHER_MORNING = (
    "From minute 28 on the partner's import wrote saturations up to 255 where the model expects a "
    "share, and most of its cards were filed as Fire. Imports do not pass the contract, which was "
    "built for the gate. We heard of it from a seller. The import could be stopped at once, since it "
    "is a job of its own. How many cards of earlier nights are in the wrong bin we do not know yet."
)
NO_DOLLARS = (
    "From minute 31 on the hue came in radians, and the contract could not see that, since each of "
    "these numbers is an angle in degrees as well. It took 16 minutes until the desk called, and "
    "until then the ticket that was written had not been read by anybody, as it was meant for the "
    "next day. The old software ended it, and in minute 88 the cards were filed again as they should be."
)
WRONG = {
    "6.4": {
        "the empty template": (EMPTY, "a list that is not empty is needed"),
        "the rollout is the beginning": (
            but(
                TYPED_IN,
                ('[29, "camera software 5.2 is rolled out"],', ""),
                ('[31, "first bad"]', '[29, "first bad"]'),
            ),
            "'first bad' stands at minute 29; journal and log say another one.",
        ),
        "a ticket is a detection": (
            but(TYPED_IN, ('[47, "detected"]', '[39, "detected"]')),
            "in which did somebody know?",
        ),
        "the switch is the end of harm": (
            but(TYPED_IN, ('[59, "mitigated"]', '[57, "mitigated"]')),
            "From which one on does the journal show it?",
        ),
        "announced is resolved": (
            but(TYPED_IN, ('[88, "resolved"]', '[84, "resolved"]')),
            "go to the desk nevertheless: is that over?",
        ),
        "out of order": (
            but(TYPED_IN, ('[29, "camera', '[90, "camera')),
            "out of order",
        ),
        "the gap begins with the ticket": (
            but(TYPED_IN, ('"detection_gap_min": 16', '"detection_gap_min": 8')),
            "From which event to which does it run?",
        ),
        "every dollar is the incident's": (
            but(BY_SQL, ("n * (mean(first, resolved) - mean(0, first))", "n * mean(first, resolved)")),
            "at the mean of the minutes before?",
        ),
        "harm ends with the stopgap": (
            but(
                BY_SQL,
                ('(pl.col("minute") < resolved)).height\n    m', '(pl.col("minute") < mitigated)).height\n    m'),
            ),
            "From the first bad minute on, until which event?",
        ),
        "a misfile costs what the desk costs": (
            but(BY_SQL, ("THEN 0.6", "THEN 0.15")),
            "impact: usd is",
        ),
        "the stopgap saved": (
            but(TYPED_IN, ('"stopgap_usd": 13.84', '"stopgap_usd": -13.84')),
            "and what does one at the desk?",
        ),
        "somebody did it": (
            caused("Kim sent the hue in another unit to all stations, and no check saw it."),
            "cause says 'Kim'. Roles and systems have causes",
        ),
        "human error": (
            caused("The hue came in another unit because of human error in the test of the software."),
            "cause says 'human error'",
        ),
        "a role that forgot": (
            but(TYPED_IN, ("Nobody had to search for the old software.", "The one who forgot it said so.")),
            "went_well says 'forgot'",
        ),
        "what set it off": (
            caused("Camera software 5.2 began to send the hue in radians, in place of degrees."),
            "cause says what set it off, and not what let it through.",
        ),
        "a safeguard without the change": (
            caused("The contract of the gate was too weak for what the stations sent on that day."),
            "cause does not say what was different",
        ),
        "the new lamp": (
            caused("The new lamp of station 4 changed the colours, and the contract did not refuse them."),
            "cause says 'lamp', which the bad cards do not show.",
        ),
        "be careful": (
            but(TYPED_IN, ("New camera software goes to one station first, and to the others an hour later.",
                           "Everybody is more careful with new camera software from now on.")),
            "An action says 'careful': nobody can tell when it is done.",
        ),
        "train everyone": (
            prevented("Train everyone to double-check units before shipping"),
            "An action says 'Train everyone': nobody can tell when it is done.",
        ),
        "more attention": (
            prevented("Everyone pays more attention to units from now on"),
            "An action says 'pays more attention'",
        ),
        "from now on": (
            prevented("Units are looked at by two of us from now on."),
            "An action says 'from now on'",
        ),
        "double-checked by people": (
            prevented("Everybody double-checks the contract before new software is sent."),
            "An action says 'double-checks'",
        ),
        "an action of two words": (
            prevented("Better contract."),
            "action 'Better contract.' has 2 words; 4 to 40 are asked for. Would its owner know",
        ),
        "bad was bad": (
            caused("The hue was bad in software and the system let it pass through the gate without any check."),
            "cause names what was bad, and does not say how it differed",
        ),
        "should have noticed": (
            but(TYPED_IN, (SAID_WELL, "The engineer on call should have noticed it earlier")),
            "summary says 'engineer on call should have noticed'. Roles and systems",
        ),
        "a person owns it": (
            but(TYPED_IN, ('"owner": "model"', '"owner": "Kim"')),
            "Who does it when the people have changed?",
        ),
        "some day": (but(TYPED_IN, ('"due_days": 21', '"due_days": 365')), "When will you ask for it?"),
        "nothing would tell sooner": (
            but(TYPED_IN, ('"kind": "detect"', '"kind": "mitigate"')),
            "No action is to detect.",
        ),
        "always": (with_test("count(*) > 0", "detect"), "is true of 51 of 51 healthy quarters of an hour"),
        "fires on healthy hours, too": (
            with_test("median(confidence) < 0.95", "detect"),
            "quarters of an hour; nobody will heed it.",
        ),
        "would not have told": (
            with_test("avg(confidence) < 0.5", "detect"),
            "is false of 14 of 14 bad quarters of an hour; it would not have told.",
        ),
        "late answers, of which there were none": (
            with_test("max(latency_ms) > 100", "detect"),
            "it would not have told",
        ),
        "fitted to the clock": (with_test("max(at_ms) > 0", "detect"), "cannot be run (unable to find column"),
        "prevented by what the model said": (
            with_test("median(confidence) < 0.85", "prevent"),
            "cannot be run (unable to find column",
        ),
        "one card of red is enough": (
            with_test("min(scan_hue_deg) < 7", "prevent"),
            "healthy trays; nobody will heed it. What do the bad ones have",
        ),
        "a test of each card": (with_test("scan_hue_deg < 7", "prevent"), "cannot be run"),
        "a number, no truth": (with_test("avg(scan_hue_deg)", "prevent"), "gives no single true or false"),
        "a whole query": (with_test("SELECT true", "detect"), "holds 'SELECT'; a condition is asked for."),
        "the text of the task": (
            summed(
                "Write what a colleague reads who was not there when it began, how it was found, what "
                "ended it, what it cost, and what is done so that it cannot come back in the same way, "
                "and who does it until when. From minute 31 on it was bad for 16 minutes and it cost us "
                "55.31 dollars in all, which is what we have to write here so that it is stated."
            ),
            "repeats",
        ),
        "words without sentences": (
            summed("Minute 31, hue, radians, contract, gap 16, dollars 55.31, desk, stopgap, " * 6),
            "summary",
        ),
        "another morning": (summed(ANOTHER_MORNING), "summary: The text says 255"),
        "no dollars": (summed(NO_DOLLARS), "summary does not state the dollars"),
        "blame in the summary": (
            summed(NO_DOLLARS + " It cost 55.31 dollars, and it was an operator's mistake."),
            "summary says \"operator's mistake\". Roles and systems",
        ),
    }
}  # fmt: skip
