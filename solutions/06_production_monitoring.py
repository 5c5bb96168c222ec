# /// script
# requires-python = ">=3.11"
# dependencies = ["marimo>=0.25.2", "ml-engineering-course", "polars"]
#
# [tool.uv]
# exclude-newer = "2026-11-15T00:00:00Z"
# override-dependencies = ["nvidia-nccl-cu12 ; sys_platform == 'never'"]
#
# [tool.uv.sources]
# ml-engineering-course = { path = "..", editable = true }
# ///

import marimo

__generated_with = "0.25.2"
app = marimo.App(app_title="Exercises 06: production monitoring")

with app.setup(hide_code=True):
    import marimo as mo
    import polars as pl

    from cardshop.dataset import DATA
    from cardshop.evaluation import DESK_USD, MISFILE_USD
    from cardshop.journal import cards as cards_of
    from classroom.checks.walking import walk
    from classroom.display import check, marks, quiz


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    # Exercises 06: production monitoring

    You write functions; a check under each one answers in words. Nothing is graded on speed, and
    each failed attempt with other code unlocks one more hint. Helpers, imports and constants may
    stand beside your function or in cells of their own.

    TODO-AUTHOR: what the exercises have in common, and which sections of the lesson they use.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 6.1 A first question

    TODO-AUTHOR: say what is lost if one gets it wrong. Here: a card without hit points that is
    filed with the others is misfiled, and nobody asks the supplier about it.

    TODO-AUTHOR: say what may be changed. Here: the function's body; name and parameter stay.

    TODO-AUTHOR: say what is out of scope. Here: why a value is missing.

    **Your turn** (15 minutes). TODO-AUTHOR: set the task. Here: write `investigate`, which sets
    cards aside instead of dropping them.
    """)
    return


@app.function
def investigate(cards: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return (kept, set aside): the rows of `cards` in their order, each in one of the two.

    TODO-AUTHOR: settle every case that the check judges: nulls, ends of ranges, ties, no rows.
    Set aside: `hp` is null or below 30. No cards give two frames without rows.
    """
    ### BEGIN SOLUTION
    # The model answer. TODO-AUTHOR: yours, in place of the next two lines.
    sound = (pl.col("hp") >= 30).fill_null(value=False)
    return cards.filter(sound), cards.filter(~sound)
    ### END SOLUTION


@app.cell(hide_code=True)
def _():
    verdict_6_1 = check("6.1", investigate)
    verdict_6_1
    return (verdict_6_1,)


@app.cell
def _(verdict_6_1):
    mo.stop(not verdict_6_1.passed, mo.md("*Unlocks when the check passes.*"))
    # The answer at work. TODO-AUTHOR: call it on the shop's own data.
    investigate(pl.DataFrame({"card_id": ["PK001", "PK002"], "hp": [60, None]}))
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 6.2 Design the monitoring

    TODO-AUTHOR: say what is lost if one gets it wrong. Here: a card without hit points that is
    filed with the others is misfiled, and nobody asks the supplier about it.

    TODO-AUTHOR: say what may be changed. Here: the function's body; name and parameter stay.

    TODO-AUTHOR: say what is out of scope. Here: why a value is missing.

    **Your turn** (20 minutes). TODO-AUTHOR: set the task. Here: write `design`, which sets
    cards aside instead of dropping them.
    """)
    return


@app.function
def design(cards: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return (kept, set aside): the rows of `cards` in their order, each in one of the two.

    TODO-AUTHOR: settle every case that the check judges: nulls, ends of ranges, ties, no rows.
    Set aside: `hp` is null or below 30. No cards give two frames without rows.
    """
    ### BEGIN SOLUTION
    # The model answer. TODO-AUTHOR: yours, in place of the next two lines.
    sound = (pl.col("hp") >= 30).fill_null(value=False)
    return cards.filter(sound), cards.filter(~sound)
    ### END SOLUTION


@app.cell(hide_code=True)
def _():
    verdict_6_2 = check("6.2", design)
    verdict_6_2
    return (verdict_6_2,)


@app.cell
def _(verdict_6_2):
    mo.stop(not verdict_6_2.passed, mo.md("*Unlocks when the check passes.*"))
    # The answer at work. TODO-AUTHOR: call it on the shop's own data.
    design(pl.DataFrame({"card_id": ["PK001", "PK002"], "hp": [60, None]}))
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 6.3 An alarm that follows harm

    TODO-AUTHOR: say what is lost if one gets it wrong. Here: a card without hit points that is
    filed with the others is misfiled, and nobody asks the supplier about it.

    TODO-AUTHOR: say what may be changed. Here: the function's body; name and parameter stay.

    TODO-AUTHOR: say what is out of scope. Here: why a value is missing.

    **Your turn** (25 minutes). TODO-AUTHOR: set the task. Here: write `alarm`, which sets
    cards aside instead of dropping them.
    """)
    return


@app.function
def alarm(cards: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return (kept, set aside): the rows of `cards` in their order, each in one of the two.

    TODO-AUTHOR: settle every case that the check judges: nulls, ends of ranges, ties, no rows.
    Set aside: `hp` is null or below 30. No cards give two frames without rows.
    """
    ### BEGIN SOLUTION
    # The model answer. TODO-AUTHOR: yours, in place of the next two lines.
    sound = (pl.col("hp") >= 30).fill_null(value=False)
    return cards.filter(sound), cards.filter(~sound)
    ### END SOLUTION


@app.cell(hide_code=True)
def _():
    verdict_6_3 = check("6.3", alarm)
    verdict_6_3
    return (verdict_6_3,)


@app.cell
def _(verdict_6_3):
    mo.stop(not verdict_6_3.passed, mo.md("*Unlocks when the check passes.*"))
    # The answer at work. TODO-AUTHOR: call it on the shop's own data.
    alarm(pl.DataFrame({"card_id": ["PK001", "PK002"], "hp": [60, None]}))
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 6.4 A blameless postmortem

    On a Monday the gate had a bad hour. It is over, and in two weeks somebody will have the same
    hour again, unless a few pages make that impossible. Pages that name a culprit teach the others
    to say less; pages without a test change nothing.

    Below are the journal, the log of that morning, and what the desk said on the day after of every
    card (`labels`; join on `request_id` and `position`). `cards_of(journal)` are the cards as they
    were sent, row for row. A card at the desk costs `DESK_USD`, a filed card of another type than
    its label `MISFILE_USD`, others nothing. *Desk only* was the stopgap: nothing is filed then.

    Out of scope: a second incident on that morning, and late answers; there were none.
    """)
    return


@app.function
def bad_monday(name: str) -> pl.DataFrame:
    """The journal, labels or log of that morning; whole minutes since the journal's first row."""
    return pl.read_parquet(DATA / "postmortem" / f"{name}.parquet")


@app.cell
def _():
    mo.ui.tabs(
        {
            "log": mo.ui.table(bad_monday("log"), page_size=15, selection=None),
            "journal": mo.ui.table(bad_monday("journal"), page_size=8, selection=None),
            "labels": mo.ui.table(bad_monday("labels"), page_size=8, selection=None),
        }
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    **Your turn** (30 minutes). Write `postmortem`. Its numbers may be computed or typed in, they
    are recomputed either way.

    | field | what |
    |---|---|
    | `timeline` | `[(minute, event), ...]` in order: `first bad`, the first minute whose cards were sent wrong · `detected`, by the log, somebody on call knew · `mitigated`, from which on no card that was sent wrong is filed · `resolved`, the first from which cards come right and are filed again. Each within a minute. Events in words of yours may stand between |
    | `cause` | 8 to 60 words: what was different about the cards, and what in the system let it through |
    | `detection_gap_min` | from first bad to detected |
    | `impact` | `cards` answered from first bad until before resolved; `usd`, their dollars beyond what as many cost at the mean of the minutes before; `stopgap_usd`, the dollars of cards from mitigated until before resolved, beyond what as many cost at the mean of the bad minutes before mitigated |
    | `went_well` | a list of sentences |
    | `actions` | two or more `{action, kind, owner, due_days, test}`; one at least is to `prevent`, one to `detect` |
    | `summary` | 60 to 150 words, with the first bad minute, the gap and the dollars; its numbers are yours, the journal's or the log's |

    kind: `prevent` · `detect` · `mitigate`. owner: `cameras` · `gate` · `model` · `desk` ·
    `on call`. due_days: 1 to 90.

    **test** is a condition in polars' SQL over the cards of a span, as after HAVING:
    `avg(confidence) < 0.5` (`max`, `min`, `median`, `stddev`, `sum`, `count`, `CASE`, too). To
    prevent, a span is one tray (a request), and the test sees only what was sent; else it is a
    quarter of an hour, and `card_type`, `confidence`, `decision` and `latency_ms` are there, too.
    True of every bad span before the stopgap (trays: every bad one), false of every healthy one,
    on this morning and on others.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.accordion(
        {
            "How a colleague scores it: read both, and score them before your own": mo.md(r"""
    0 to 2 points each: **clear** to somebody who was not there · **just**: each choice is told
    with what was visible at that moment, by role · **numbers** say of what they are, and claim no
    more · **unasked**: luck, costs of the stopgap, and what is still open.

    *First, of another morning.* "From minute 28 on the partner's import wrote saturations up to
    255 where the model expects a share, and most of its cards were filed as Fire. Imports do not
    pass the contract, which was built for the gate. We heard of it from a seller. The import could
    be stopped at once, since it is a job of its own. How many cards of earlier nights are in the
    wrong bin we do not know yet."

    *Second.* "Due to an oversight bad data got in and accuracy went down massively. The engineer on
    duty should have noticed it in the dashboard much earlier. The data was fixed and everything is
    back to normal. Everybody was told to check imports with more care from now on."
    """),
            "What we gave": mo.md(r"""
    First: clear 2, just 2, numbers 1 (28 and 255 are there; how many cards is missing), unasked 2.
    Second: clear 0 (which data, since when?), just 0, numbers 0 ("massively"), unasked 0.
    """),
        }
    )
    return


@app.function
def postmortem() -> dict:
    """Return timeline, cause, detection_gap_min, impact, went_well, actions and summary.

    The table above says what each is. No text names a person or looks for one ("forgot", "human
    error"): roles and systems have causes. cause names what was different (it was sent so) and the
    safeguard that let it pass. An action is a change whose end one can see, in 4 words or more, so
    nobody is reminded or asked to be careful. Dollars to the cent (or a tenth of a per cent), at the minutes of
    your timeline; a span without a value (null) counts as false.
    """
    ### BEGIN SOLUTION
    journal, labels = bad_monday("journal"), bad_monday("labels")
    truth = labels.select("request_id", "position", truth="card_type")
    found = journal.with_columns(
        minute=(pl.col("at_ms") - pl.col("at_ms").min()) // 60_000,
        hue=cards_of(journal)["scan_hue_deg"],
        filed=pl.col("decision") == "file",
    ).join(truth, on=["request_id", "position"])
    misfiled = pl.when(pl.col("card_type") != pl.col("truth")).then(MISFILE_USD).otherwise(0)
    found = found.with_columns(usd=pl.when("filed").then(misfiled).otherwise(DESK_USD))
    minutes = found.group_by("minute").agg(pl.max("hue"), pl.any("filed")).sort("minute")
    bad = minutes.filter(pl.col("hue") < 7)
    first, detected = bad["minute"].min(), 47
    mitigated = bad.filter("filed")["minute"].max() + 1
    resolved = minutes.filter((pl.col("minute") > bad["minute"].max()) & pl.col("filed"))
    resolved = resolved["minute"].min()

    def dollars(start: int, end: int) -> pl.Series:
        return found.filter(pl.col("minute").is_between(start, end - 1))["usd"]

    usd, held = dollars(first, resolved), dollars(mitigated, resolved)
    usual_usd = found.filter(pl.col("minute") < first)["usd"].mean()
    lost = usd.sum() - usd.len() * usual_usd
    stopgap = held.sum() - held.len() * dollars(first, mitigated).mean()
    return {
        "timeline": [
            (first, "first bad"),
            (detected, "detected"),
            (mitigated, "mitigated"),
            (resolved, "resolved"),
        ],
        "cause": """Camera software 5.2 sends the hue in radians instead of degrees. The contract
            knows only the range from 0 to 360, in which every radian lies, and all stations got
            the software at once, so that no healthy one stood beside them.""",
        "detection_gap_min": detected - first,
        "impact": {"cards": usd.len(), "usd": lost, "stopgap_usd": stopgap},
        "went_well": [
            "The desk called as soon as its pile grew, and knew whom to call.",
            "The old camera software was still there, and went back within minutes.",
        ],
        "actions": [
            {
                "action": "The gate refuses a tray whose hues all lie within a few degrees.",
                "kind": "prevent",
                "owner": "gate",
                "due_days": 7,
                "test": "max(scan_hue_deg) < 7",
            },
            {
                "action": "A page when the desk's share of a quarter of an hour passes 45 %.",
                "kind": "detect",
                "owner": "on call",
                "due_days": 14,
                "test": "avg(CASE WHEN decision = 'desk' THEN 1 ELSE 0 END) > 0.45",
            },
        ],
        "summary": f"""From minute {first} on the stations sent the hue in radians, which the
            contract takes for degrees, so that every card looked red. The model was unsure of more
            cards than usual, and misfiled some. A ticket told of the shift after eight minutes and
            waited for the next day; the desk's call came {detected - first} minutes after the
            first bad one. Until the old software was back and cards were filed again in minute
            {resolved}, the morning cost ${lost:.2f} more than a healthy one. Desk only was the
            dearer choice, by ${stopgap:.2f}: a card at the desk costs more than these bad cards did.""",
    }
    ### END SOLUTION


@app.cell(hide_code=True)
def _():
    verdict_6_4 = check("6.4", postmortem)
    verdict_6_4
    return (verdict_6_4,)


@app.cell
def _(verdict_6_4):
    mo.stop(not verdict_6_4.passed, mo.md("*Unlocks when the check passes.*"))
    _told = postmortem()
    mo.vstack(
        [
            mo.md(" ".join(_told["summary"].split()).replace("$", r"\$")),
            pl.DataFrame(_told["timeline"], schema=["minute", "event"], orient="row"),
            pl.DataFrame(_told["actions"]),
        ]
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 6.5 A runbook, used

    At four in the morning you will do what the page in front of you says. A page that begins with
    a rollback rolls back; each wrong action costs the harm that goes on meanwhile, and one that was
    not needed costs a quiet morning. So write it as data, and have it *walked*.

    Below are eight recorded mornings: what each look finds, and what each action recovered of the
    harm when it was tried on them: of the dollars beyond a quiet morning's, and where no audit has
    come, nothing before it does, since nobody could tell. The check walks your runbook over these, and over eight that
    you do not have: some are quiet, in some a fault touches only a third of the trays, and in some
    a release came shortly before that has done nothing. Out of scope: two faults at once.

    | look | finds, for the cards of the last quarter of an hour |
    |---|---|
    | `late_share` | share of cards answered after 100 ms; they go to the desk |
    | `lookup_share` | of the time of an answer, the share that the catalogue's look-up takes |
    | `desk_share`, `median_confidence` | share of cards at the desk, the median confidence |
    | `top_type_share` | share of cards answered with the most common type |
    | `audit_age_h` | hours since labels of the random audit came; they come once a day |
    | `audit_misfiled` | wrong ones among the filed cards of the last day's audit |
    | `labels_wrong` | wrong answers among all labels of the last day, of desk and audit together |
    | `largest_shift` | the largest KS distance of hue, saturation or brightness to the catalogue |
    | `release_lead_min` | minutes from the last release to the first bad minute (or until now) |

    `audit_misfiled` finds nothing while no audit has come, `release_lead_min` where nothing was
    released. The shop promises: one answer in a thousand late at most, 45 % at the desk, 10 % of
    the filed cards misfiled.
    """)
    return


@app.cell
def _():
    _mornings = pl.read_parquet(DATA / "drills" / "mornings.parquet").filter("shown").drop("shown")
    _tried = pl.read_parquet(DATA / "drills" / "actions.parquet")
    mo.ui.tabs(
        {
            "what the looks find": _mornings.transpose(
                include_header=True, header_name="look", column_names="morning"
            ),
            "what actions recovered": _tried.filter(
                pl.col("morning").is_in(_mornings["morning"].to_list())
            ).pivot("morning", index="action", values="recovered"),
        }
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    **Your turn** (20 minutes). Write `runbook`. Its actions are those of the second tab, and
    `do nothing` and `call for help`. `walk(runbook(), morning).told()` with a row of the first
    table (`to_dicts`) shows you the way that you would go.

    | action | speaks for it, and stands on every way to it |
    |---|---|
    | `roll the service back` | `release_lead_min` |
    | `turn the sender back` (stations, imports) | `largest_shift` |
    | `time the look-up out` | `lookup_share` |
    | `mend the label path` | `audit_age_h` |
    """)
    return


@app.function
def runbook() -> dict[str, dict]:
    """Return {name: step}; a walk begins at the step "start" and ends at an action.

    A step is {"look", "above", "yes", "no"}, and "none" where its look may find nothing. Way:
    "none" if the look finds nothing, "yes" if what it finds is greater than "above", else "no".
    Each way names the next step, or an action. Right on a morning where all promises hold: do
    nothing; on others an action that recovered 90 % of the harm. No way has more than seven looks,
    also none that no morning goes. Every way to a change passes the look of the table above; ways
    that end in another change than those four are refused, and `call for help` is always allowed
    where no recorded morning ends.
    """
    ### BEGIN SOLUTION
    return {
        "start": {"look": "late_share", "above": 0.001, "yes": "slow", "no": "labels"},
        "slow": {
            "look": "lookup_share",
            "above": 0.5,
            "yes": "time the look-up out",
            "no": "release",
        },
        # Without an audit nobody knows what the bins hold, whatever the desk says.
        "labels": {"look": "audit_age_h", "above": 36, "yes": "mend the label path", "no": "desk"},
        "desk": {"look": "desk_share", "above": 0.45, "yes": "cards", "no": "types"},
        "types": {"look": "top_type_share", "above": 0.5, "yes": "cards", "no": "audit"},
        "audit": {
            "look": "audit_misfiled",
            "above": 0.1,
            "yes": "cards",
            "no": "do nothing",
            "none": "call for help",
        },
        # Harm is shown; what was sent comes before what was released, which is only a suspect.
        "cards": {
            "look": "largest_shift",
            "above": 0.2,
            "yes": "turn the sender back",
            "no": "release",
        },
        "release": {
            "look": "release_lead_min",
            "above": 60,
            "yes": "call for help",
            "no": "roll the service back",
            "none": "call for help",
        },
    }
    ### END SOLUTION


@app.cell(hide_code=True)
def _():
    verdict_6_5 = check("6.5", runbook)
    verdict_6_5
    return (verdict_6_5,)


@app.cell
def _(verdict_6_5):
    mo.stop(not verdict_6_5.passed, mo.md("*Unlocks when the check passes.*"))
    _walks = {
        one["morning"]: walk(runbook(), one)
        for one in pl.read_parquet(DATA / "drills" / "mornings.parquet").to_dicts()
    }
    pl.DataFrame(
        {"morning": name, "action": one.end, "looks": len(one.looks), "way": one.told()}
        for name, one in _walks.items()
    )
    return


@app.cell(hide_code=True)
def _():
    quiz_set = mo.ui.number(start=1, stop=99, value=1, label="Set of questions")
    mo.vstack(
        [
            mo.md(r"""
    ## Quiz

    Questions on this module (10 minutes). What each option teaches appears when you answer;
    another number draws other questions.
    """),
            quiz_set,
        ]
    )
    return (quiz_set,)


@app.cell(hide_code=True)
def _(quiz_set):
    quiz_answers = quiz("06", seed=quiz_set.value)
    return (quiz_answers,)


@app.cell(hide_code=True)
def _(quiz_answers):
    marks("06", quiz_answers)
    return


if __name__ == "__main__":
    app.run()
