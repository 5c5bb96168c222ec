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
app = marimo.App(app_title="Exercises 00: machine learning in business")

with app.setup(hide_code=True):
    import marimo as mo
    import polars as pl

    from cardshop.dataset import DATA
    from classroom.display import check, marks, quiz


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    # Exercises 00: machine learning in business

    You write functions; a check under each one answers in words. Nothing is graded on speed, and
    each failed attempt with other code unlocks one more hint. Helpers, imports and constants may
    stand beside your function or in cells of their own.

    TODO-AUTHOR: what the exercises have in common, and which sections of the lesson they use.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 0.1 Should you use ML?

    Whoever learns what a rule could say pays for data, training and upkeep, and gets errors that a
    rule would not make. Whoever writes rules where the world changes every week writes them anew
    every week. Out of scope: which model, and whether it is bought or built.

    - `spam`: a wholesaler's mailbox gets 5,000 mails a day. Clerks have marked 200,000 old ones as
      spam or as wanted. The last list of forbidden words caught most of the spam for 9 days; then
      the senders wrote otherwise. What is set aside by mistake can be fetched back for 30 days.
    - `inventory`: a shop reorders 300 products once a week, as many of each as it sold the week
      before. In 4 of 100 cases a shelf is empty before the week is over; what that costs, nobody
      has counted. Sales of 36 months are on file, but an empty shelf records what was sold, not
      what was wanted.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    - `fraud`: a bank sees 20,000 card payments a day. The ways of fraud change every 3 weeks. Which
      payments were fraud is known after 60 days, when customers have read their bills. Of honest
      customers whose payment is blocked, 1 in 5 leaves the bank. Whether people could look at a
      payment before it is blocked has not been decided.
    - `translation`: sellers write 3,000 descriptions a day in German, and their buyers read
      Italian. People have translated 400,000 of them so far, at 5 minutes each. An agent would read
      each translation before it goes out, and mend it in 20 seconds. How sellers write has not
      changed in 10 years.
    - `calculator`: a till adds up 8,000 receipts a day. The law names 3 tax rates, and which goods
      have which. 2,000,000 old receipts are on file with their right totals. Totals are rounded to
      5 cents, so that hardly anybody would notice a cent too much.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    | answer | says |
    |---|---|
    | `yes` | what is known speaks for it: build a first version, and measure it beside the rule |
    | `no` | a rule does it as well or better, whatever else is found out |
    | `maybe` | it hangs on something that the scenario leaves open or in doubt |

    | factor | is about |
    |---|---|
    | `rule_exact` | a rule that people can write down is right every time, or nearly |
    | `label_available` | enough past cases are on file with their right answers (*labels*), known in time |
    | `error_tolerable` | a wrong answer costs little, or is noticed before it hurts |
    | `pattern_changes` | what has to be recognised changes, so that written rules go stale |
    | `volume` | there are so many cases that the time of people adds up |

    **Your turn** (15 minutes). Write `should_use_ml`. Several factors may be right; of your
    sentence a machine can say only that it is one, and that it is about this scenario's fact.
    """)
    return


@app.function
def should_use_ml() -> dict[str, dict]:
    """Return {scenario: {"answer", "factor", "why"}} for the five scenarios.

    answer, factor: a word of each table. The factor of a yes is a fact that makes learning possible
    or worth its cost (that no rule is exact is none: it holds for the toss of a coin, too); of a
    no, the one that makes learning needless; of a maybe, what is open or in doubt. why: 6 to 60
    words in whole sentences that speak of this scenario more than of any other, and state, in
    figures, a number that the scenario gives for the factor's fact.
    """
    # TODO: write your answer here, then run the cell.
    raise NotImplementedError


@app.cell(hide_code=True)
def _():
    verdict_0_1 = check("0.1", should_use_ml)
    verdict_0_1
    return (verdict_0_1,)


@app.cell
def _(verdict_0_1):
    mo.stop(not verdict_0_1.passed, mo.md("*Unlocks when the check passes.*"))
    pl.DataFrame([{"scenario": name, **said} for name, said in should_use_ml().items()])
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 0.2 A project brief

    TODO-AUTHOR: say what is lost if one gets it wrong. Here: a card without hit points that is
    filed with the others is misfiled, and nobody asks the supplier about it.

    TODO-AUTHOR: say what may be changed. Here: the function's body; name and parameter stay.

    TODO-AUTHOR: say what is out of scope. Here: why a value is missing.

    **Your turn** (20 minutes). TODO-AUTHOR: set the task. Here: write `brief`, which sets
    cards aside instead of dropping them.
    """)
    return


@app.function
def brief(cards: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return (kept, set aside): the rows of `cards` in their order, each in one of the two.

    TODO-AUTHOR: settle every case that the check judges: nulls, ends of ranges, ties, no rows.
    Set aside: `hp` is null or below 30. No cards give two frames without rows.
    """
    # TODO: write your answer here, then run the cell.
    raise NotImplementedError


@app.cell(hide_code=True)
def _():
    verdict_0_2 = check("0.2", brief)
    verdict_0_2
    return (verdict_0_2,)


@app.cell
def _(verdict_0_2):
    mo.stop(not verdict_0_2.passed, mo.md("*Unlocks when the check passes.*"))
    # The answer at work. TODO-AUTHOR: call it on the shop's own data.
    brief(pl.DataFrame({"card_id": ["PK001", "PK002"], "hp": [60, None]}))
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 0.3 From a wish to a metric

    "Improve customer satisfaction" cannot be tested; "15 % fewer wrong prices on cards above \$100,
    month by month" can. Whoever builds towards the first is told at the end that it was not what
    they meant. Out of scope: whether a model can keep the promise.

    A card passes a *gate*: the model files it into a bin, or the gate sends it to the *desk*, where
    a person types it. A *misfile* is a filed card in the wrong bin.

    - `buyers`, the owner: "Buyers should think better of us. Wrong cards may cost the shop no more
      than \$22,500 a year, and a wrong card costs \$0.60 on average. We want to hear of it soon
      enough to mend it within the month."
    - `desk`, the desk: "We must not become the bottleneck. Each card that is sent to us is typed on
      the day on which it comes. We have 5 hours a day for these cards, and 20 seconds are needed
      for each."
    - `belt`, who runs the belt: "The model has to be fast. The gate closes 100 ms after the photo,
      and a card whose answer is late goes to the desk, whatever the answer. In any 30 working days,
      60 late cards are bearable."
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    | metric | is |
    |---|---|
    | `misfiled share` | wrong cards among those that the gate filed |
    | `error share` | cards that the model takes for another type, among all cards, those at the desk with them |
    | `complaints` | letters from buyers about wrong cards |
    | `desk share` | cards sent to the desk, among all cards |
    | `mean answer time` | mean of all cards, photo to answer |
    | `on-time share` | cards with an answer before the gate closes, among all cards |

    | data | is |
    |---|---|
    | `audit` | a person types 200 random filed cards a day again, known on the next day |
    | `desk typing` | the types that people gave the cards at the desk |
    | `letters` | what buyers write about wrong cards, after nine days or so |
    | `card log` | for each card, whether it was filed or sent to the desk |
    | `gate clock` | for each card, when the photo was taken and when the answer came |

    Units: `% of filed cards`, `% of all cards`, `letters`, `ms`. Limits: `at most`, `at least`.
    Windows: `one day`, `14 days`, `30 days`, `one year`.
    """)
    return


@app.cell
def _():
    shop_today = {
        "cards_a_day": 2_000,
        "filed_a_day": 1_250,
        "days_a_year": 300,
        "misfile_usd": 0.60,
        "misfile_budget_usd_year": 22_500,
        "desk_hours_a_day": 5,
        "desk_seconds_a_card": 20,
        "late_in_30_days": 60,
    }
    shop_today
    return (shop_today,)


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    **Your turn** (15 minutes). Write `translate`. It is called with the numbers of other shops,
    too; 100 ms, 30 days and the words stay the same.
    """)
    return


@app.function
def translate(shop: dict[str, float]) -> dict[str, dict]:
    """Return {wish: {...}} for buyers, desk and belt, each with seven fields.

    `shop` has the keys of `shop_today`, all above 0. metric, unit, limit, window, data: a word of
    each list. unit: of the threshold. window: the days over which the metric is computed; what
    chance alone may do to it in that time should be small beside what it is to show. data: the
    record that it is computed from. threshold: the last value at which the wish is met, in
    per cent (10 for a tenth), exact or to two decimals. promise: 6 to 40 words, a sentence that could be
    signed; in it, in figures, the threshold (to one decimal or better) and the window.
    """
    # TODO: write your answer here, then run the cell.
    raise NotImplementedError


@app.cell(hide_code=True)
def _():
    verdict_0_3 = check("0.3", translate)
    verdict_0_3
    return (verdict_0_3,)


@app.cell
def _(shop_today, verdict_0_3):
    mo.stop(not verdict_0_3.passed, mo.md("*Unlocks when the check passes.*"))
    _grown = shop_today | {"cards_a_day": 10_000, "filed_a_day": 6_250}
    promised, promised_at_10_000 = translate(shop_today), translate(_grown)
    pl.DataFrame(
        {
            "wish": name,
            "limit": one["limit"],
            "today": one["threshold"],
            "at 10,000 a day": promised_at_10_000[name]["threshold"],
        }
        for name, one in promised.items()
    )
    return promised, promised_at_10_000


@app.cell(hide_code=True)
def _(promised, promised_at_10_000):
    _share = promised["buyers"]["threshold"] / 100
    _swing = {days: 196 * (_share * (1 - _share) / (200 * days)) ** 0.5 for days in (1, 14)}
    mo.md(rf"""
    Five times the cards, the same money, hours and bearable lateness: the desk can take
    {promised_at_10_000["desk"]["threshold"]:.0f} % of the cards instead of {promised["desk"]["threshold"]:.0f} %. A
    model that barely keeps today's promises breaks all three, and nothing about it has changed.

    Why not judge the bins by one day? With {promised["buyers"]["threshold"]:.0f} % misfiled, the 200
    audited cards of a day give a share within {_swing[1]:.1f} points of that on 19 days of 20; those
    of 14 days, within {_swing[14]:.1f} points.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 0.4 Three cases

    After a project that came to nothing, everybody remembers the model. Most such projects had one
    that worked: it answered a question that nobody should have asked, or was never opened, or was
    promised as more than it could be. Who names the wrong cause pays for it a second time. Out of
    scope: which model these companies used.

    The three files below are made up. Each has a table of what the project was *for*.
    """)
    return


@app.cell(hide_code=True)
def _():
    case_files = {path.stem: path for path in sorted((DATA / "case_files").glob("*.md"))}
    mo.accordion(
        {name: mo.md(path.read_text("utf-8")) for name, path in case_files.items()}, multiple=True
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    | finding | says |
    |---|---|
    | `wrong problem` | its answers are right, people act on them, and nothing gets better |
    | `data` | what it learned from is not what it has on the day |
    | `no adoption` | its answers are right, and hardly anybody acts on them |
    | `wrong expectation` | it does what such a model can, and more had been promised |
    | `sound` | what it was built for got better, beside a fair comparison, at nobody else's cost |

    | measure first | is |
    |---|---|
    | `trial` | an action, tried on some who are drawn by lot and not on others: does the outcome change? |
    | `inputs of the day` | the same test, with every input as it stood at the moment of the answer |
    | `use` | how many of the answers are read and followed |
    | `bar` | what those who pay expect, as a number, agreed before anything is built |
    | `outcome` | what it was built for, month after month, beside a few cases without it |

    **Your turn** (15 minutes). Write `cases`. Words, numbers and quotations are judged; of your own
    sentence a machine can say only that it is one, and that it is about this case.
    """)
    return


@app.function
def cases() -> dict[str, dict]:
    """Return {case: {...}} for gym, pumps and bread, each with five fields.

    finding: a word of the first table. evidence: a sentence of the case's file that shows it, or 5
    words or more of one, word for word (not a row of the table). effect: of 100 (members, pumps,
    loaves), how many ended badly (left, stopped without a warning, were thrown away) with the model
    or the call, less how many without, to a tenth: -2.0 if 8 do instead of 10. measure_first: a
    word of the second table, what you would measure before the next dollar is spent. why: 10 to 50
    words of your own in whole sentences on this case, with one of its numbers in figures.
    """
    # TODO: write your answer here, then run the cell.
    raise NotImplementedError


@app.cell(hide_code=True)
def _():
    verdict_0_4 = check("0.4", cases)
    verdict_0_4
    return (verdict_0_4,)


@app.cell
def _(verdict_0_4):
    mo.stop(not verdict_0_4.passed, mo.md("*Unlocks when the check passes.*"))
    pl.DataFrame(
        {"case": name, "finding": one["finding"], "effect in 100": round(one["effect"], 1)}
        for name, one in cases().items()
    )
    return


@app.cell(hide_code=True)
def _(verdict_0_4):
    mo.stop(not verdict_0_4.passed)
    _saved_usd = 0.80 * -cases()["bread"]["effect"] / 100 * 520_000
    mo.md(rf"""
    Did the bakery earn anything? {-cases()["bread"]["effect"]:.1f} loaves in 100 of the 520,000 that
    its shops baked, at \$0.80, are **\${_saved_usd:,.0f}** in eight weeks; the model cost \$6,000.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 0.5 Checkpoint: three stakeholders

    TODO-AUTHOR: say what is lost if one gets it wrong. Here: a card without hit points that is
    filed with the others is misfiled, and nobody asks the supplier about it.

    TODO-AUTHOR: say what may be changed. Here: the function's body; name and parameter stay.

    TODO-AUTHOR: say what is out of scope. Here: why a value is missing.

    **Your turn** (20 minutes). TODO-AUTHOR: set the task. Here: write `stakeholders`, which sets
    cards aside instead of dropping them.
    """)
    return


@app.function
def stakeholders(cards: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return (kept, set aside): the rows of `cards` in their order, each in one of the two.

    TODO-AUTHOR: settle every case that the check judges: nulls, ends of ranges, ties, no rows.
    Set aside: `hp` is null or below 30. No cards give two frames without rows.
    """
    # TODO: write your answer here, then run the cell.
    raise NotImplementedError


@app.cell(hide_code=True)
def _():
    verdict_0_5 = check("0.5", stakeholders)
    verdict_0_5
    return (verdict_0_5,)


@app.cell
def _(verdict_0_5):
    mo.stop(not verdict_0_5.passed, mo.md("*Unlocks when the check passes.*"))
    # The answer at work. TODO-AUTHOR: call it on the shop's own data.
    stakeholders(pl.DataFrame({"card_id": ["PK001", "PK002"], "hp": [60, None]}))
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
    quiz_answers = quiz("00", seed=quiz_set.value)
    return (quiz_answers,)


@app.cell(hide_code=True)
def _(quiz_answers):
    marks("00", quiz_answers)
    return


if __name__ == "__main__":
    app.run()
