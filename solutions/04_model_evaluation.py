# /// script
# requires-python = ">=3.11"
# dependencies = ["marimo>=0.25.2", "ml-engineering-course", "numpy", "polars"]
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
app = marimo.App(app_title="Exercises 04: model evaluation")

with app.setup(hide_code=True):
    import marimo as mo
    import numpy as np
    import polars as pl

    from cardshop.dataset import load_cards
    from cardshop.evaluation import (
        DESK_USD,
        accuracy_interval,
        cooled,
        decision_cost_usd,
        expected_calibration_error,
        mean_interval,
        misfile_costs,
        ratio_interval,
        redraw_lines,
        slice_gap,
    )
    from cardshop.training import scored_cards
    from classroom.display import check, journal, marks, quiz


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    # Exercises 04: model evaluation

    You write functions; a check under each one answers in words. Nothing is graded on speed, and
    each failed attempt with other code unlocks one more hint. Helpers, imports and constants may
    stand beside your function or in cells of their own.

    They all ask what a model's answers are *worth*: to whom an error costs what, which cards fail
    more than the rest, from which confidence on a card may be filed. The last two are the module's
    checkpoint, a review board.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 4.1 A metric for each of three businesses

    Whoever optimises the wrong number gets it: a model that never flags anybody, or one that flags
    all. The number has to follow from what an error costs *there*, and from what limits the people
    who act on a flag. Out of scope: how each of these models works.

    - `screening`: a clinic screens 10,000 people a year; 60 have the tumour. A flag means a second
      scan, and there are 1,500 of these a year. What a tumour found late costs, the board refuses
      to put into dollars.
    - `mailbox`: of 1,000 mails a day 400 are spam. A flagged mail is set aside, where nobody looks.
      The contract with the sellers ends if more than 1 in 1,000 of the mails set aside was wanted,
      and no saving buys that back. A spam let through costs a clerk 4 seconds.
    - `payments`: 200 of 200,000 payments a day are fraud. A flagged payment is declined at once. An
      honest customer who is declined costs \$3. A fraud let through costs its amount, \$2 to
      \$9,000.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    | metric | is |
    |---|---|
    | `accuracy` | share of all cases that are right |
    | `precision` | share of the flagged that are true cases |
    | `recall` | share of the true cases that are flagged |
    | `f1` | harmonic mean of precision and recall |
    | `roc auc` | how often a true case is ranked above another one |
    | `recall at capacity` | recall when as many are flagged as people can follow up |
    | `recall at precision` | recall at the threshold that flags most and keeps a promised precision |
    | `dollars` | mean cost of a case, errors of both kinds at their own price |

    | reason | says |
    |---|---|
    | `capacity` | only so many flags can be followed up |
    | `promise` | a bound on wrong flags is promised |
    | `unequal cases` | two errors of one kind may cost very different amounts |
    | `misses cost more` | a missed case is worse than a false alarm |
    | `false alarms cost more` | a false alarm is worse than a missed case |
    | `errors cost the same` | both kinds of error are equally bad |
    | `rare cases` | few of all cases are true ones |

    Consequences: `second scan`, `tumour found late`, `wanted mail unread`, `clerk reads spam`,
    `customer declined`, `amount lost`.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    **Your turn** (20 minutes). Write `choose`. Words from the tables are judged; of your sentence
    a machine can say only that it is one, and that it is about this business.
    """)
    return


@app.function
def choose() -> dict[str, dict]:
    """Return {business: {...}} for screening, mailbox and payments, each with six fields.

    metric, reason: a word of each table; reason is what makes you take this metric and no other.
    false_positive, false_negative: the consequence of a flag where there is no case (of a spam
    filter: a wanted mail that is flagged), and of a case that is not flagged. never: the accuracy
    of a model that flags nothing, a share from 0 to 1. why: 10 to 60 words in whole sentences that
    speak of this business, of none of the others, and state, in figures, one of its numbers.
    """
    ### BEGIN SOLUTION
    return {
        "screening": {
            "metric": "recall at capacity",
            "reason": "capacity",
            "false_positive": "second scan",
            "false_negative": "tumour found late",
            "never": 0.994,
            "why": "There are 1,500 second scans, so the model that finds most of the 60 tumours "
            "among the 1,500 people whom it ranks first is the best one for this clinic.",
        },
        "mailbox": {
            "metric": "recall at precision",
            "reason": "promise",
            "false_positive": "wanted mail unread",
            "false_negative": "clerk reads spam",
            "never": 0.6,
            "why": "At most 1 in 1,000 mails set aside may be wanted; among the filters that keep "
            "to this, the one that spares the clerk most spam is the best.",
        },
        "payments": {
            "metric": "dollars",
            "reason": "unequal cases",
            "false_positive": "customer declined",
            "false_negative": "amount lost",
            "never": 0.999,
            "why": "One fraud of $9,000 weighs as much as thousands of small ones, so a count of "
            "frauds found would praise a model that misses the large amounts.",
        },
    }
    ### END SOLUTION


@app.cell(hide_code=True)
def _():
    verdict_4_1 = check("4.1", choose)
    verdict_4_1
    return (verdict_4_1,)


@app.cell
def _(verdict_4_1):
    mo.stop(not verdict_4_1.passed, mo.md("*Unlocks when the check passes.*"))
    pl.DataFrame(
        {"business": name, "metric": one["metric"], "accuracy of never flagging": one["never"]}
        for name, one in choose().items()
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 4.2 Which errors, and compared to what

    A list of errors shows what is *frequent*, and frequent cards are frequent among the errors,
    too. A team that mends the longest list may mend cards that fail no more than the rest.

    One model, logistic regression with the default features, was trained on part of the lines and
    asked about the others. `scored_cards("tuning")` and `scored_cards("test")` hold what it said of
    two sets of lines that it has not seen. Out of scope here: why a card fails.
    """)
    return


@app.cell
def _():
    tuning, test = scored_cards("tuning"), scored_cards("test")
    errors = pl.concat([tuning, test]).filter(pl.col("predicted") != pl.col("card_type"))
    errors.select("card_id", "card_type", "predicted", "confidence", "attack_name").head(50)
    return errors, test, tuning


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    **Your turn: 4.2a** (20 minutes). Write `categorise`. Somebody has read fifty errors and
    suspects three things: Dragons (few, and dear when they are misfiled), *slabs* (graded cards in
    plastic, which blurs their colours), and attacks whose first word says nothing about the type.
    Each error gets one tag.

    **Predict.** Which tag will have the most errors, and is that where the model is worst?
    """)
    return


@app.function
def categorise(errors: pl.DataFrame, catalogue: pl.DataFrame) -> dict[str, str]:
    """Return {card_id: tag} for every row of `errors`: the first of these that holds.

    dragon: the card's true type (card_type) is Dragon. What was predicted makes no tag. slab:
    grading_company is a grader; "none" and null are none. generic_attack: the first word of
    attack_name, all before the first space, is that of 20 or more cards of `catalogue`, and no
    type holds more than half of them. Upper and lower case are different words. other: all the
    rest, with them an attack_name that is null or begins with a word that is new to the catalogue.
    `catalogue` has card_type and attack_name, neither null. No rows give {}.
    """
    ### BEGIN SOLUTION
    word = pl.col("attack_name").str.split(" ").list.first()
    known = catalogue.group_by(word.alias("word")).agg(
        cards=pl.len(), most=pl.col("card_type").unique_counts().max()
    )
    says_nothing = (pl.col("cards") >= 20) & (pl.col("most") <= 0.5 * pl.col("cards"))
    generic = known.filter(says_nothing)["word"].to_list()
    tag = (
        pl.when(pl.col("card_type") == "Dragon")
        .then(pl.lit("dragon"))
        .when(pl.col("grading_company") != "none")
        .then(pl.lit("slab"))
        .when(word.is_in(generic))
        .then(pl.lit("generic_attack"))
        .otherwise(pl.lit("other"))
    )
    return dict(errors.select("card_id", tag).iter_rows())
    ### END SOLUTION


@app.cell(hide_code=True)
def _():
    verdict_4_2a = check("4.2a", categorise)
    verdict_4_2a
    return (verdict_4_2a,)


@app.cell
def _(errors, verdict_4_2a):
    mo.stop(not verdict_4_2a.passed, mo.md("*Unlocks when the check passes.*"))
    counted = pl.Series("tag", list(categorise(errors, load_cards()).values())).value_counts()
    counted.sort("count", "tag", descending=True)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    **Your turn: 4.2b** (25 minutes). Write `error_ratios`. Tag *all* cards, not the errors alone:
    then each tag has an error rate, and the rate of all cards, the *base rate*, to compare it with.
    A tag with few evolution lines gets no verdict, however large its ratio: three unlucky lines
    would do.

    You may use `redraw_lines` and `slice_gap` of `cardshop.evaluation`, as in lesson 04. Several
    tags are read at once, so each interval is wider: at a level of 1 - 0.05 / (tags read). A tag
    with too few lines is not read, and does not count.
    """)
    return


@app.function
def error_ratios(cards: pl.DataFrame) -> pl.DataFrame:
    """Return one row a tag, in any order: tag, cards, lines, errors, ratio and verdict.

    `cards` has line_id, tag and right (true or false, no nulls), a row a card. lines: how many
    evolution lines have a card with the tag. ratio: the share of the tag's cards that are wrong,
    over the share of all cards that are wrong; null where no card is wrong. verdict, the first that
    holds: "too few lines" where the tag, or all other cards together, have fewer than 20 lines;
    then by the interval of the tag's error rate less that of all other cards, from
    `slice_gap(wrong, in the tag, redraw_lines(line_id, seed=0), level=1 - 0.05 / read)`, where read
    counts the tags that have lines enough: "worse" if it lies above 0, "better" if below, else "not
    shown". `cards` may hold fewer than 10 lines, where `redraw_lines` refuses: call it only if a
    tag is read. No rows give no row.
    """
    ### BEGIN SOLUTION
    wrong = ~cards["right"].to_numpy()
    tags = {tag: (cards["tag"] == tag).to_numpy() for tag in cards["tag"].unique()}
    lines = {
        tag: [cards["line_id"].filter(side).n_unique() for side in (inside, ~inside)]
        for tag, inside in tags.items()
    }
    read = [tag for tag, both in lines.items() if min(both) >= 20]
    drawn = redraw_lines(cards["line_id"].to_numpy(), seed=0) if read else None
    rows = []
    for tag, inside in tags.items():
        verdict = "too few lines"
        if tag in read:
            gap = slice_gap(wrong, inside, drawn, level=1 - 0.05 / len(read))
            verdict = "worse" if gap.low > 0 else "better" if gap.high < 0 else "not shown"
        row = {"tag": tag, "cards": inside.sum(), "errors": wrong[inside].sum()}
        row["lines"] = lines[tag][0]
        row["ratio"] = wrong[inside].mean() / wrong.mean() if wrong.any() else None
        rows.append({**row, "verdict": verdict})
    kinds = {"tag": pl.String, "cards": pl.Int64, "lines": pl.Int64, "errors": pl.Int64}
    return pl.DataFrame(rows, schema={**kinds, "ratio": pl.Float64, "verdict": pl.String})
    ### END SOLUTION


@app.cell(hide_code=True)
def _():
    verdict_4_2b = check("4.2b", error_ratios)
    verdict_4_2b
    return (verdict_4_2b,)


@app.cell
def _(test, verdict_4_2a, verdict_4_2b):
    mo.stop(
        not (verdict_4_2a.passed and verdict_4_2b.passed),
        mo.md("*Unlocks when both checks pass.*"),
    )
    _tags = categorise(test, load_cards())
    by_tag = error_ratios(
        test.select(
            "line_id",
            tag=pl.col("card_id").replace_strict(_tags),
            right=pl.col("predicted") == pl.col("card_type"),
        )
    ).sort("errors", descending=True)
    by_tag
    return (by_tag,)


@app.cell(hide_code=True)
def _(by_tag):
    _most, _steepest = by_tag.row(0, named=True), by_tag.sort("ratio").row(-1, named=True)
    _rows = by_tag.rows(named=True)
    _worse = ", ".join(one["tag"] for one in _rows if one["verdict"] == "worse") or "none"
    mo.md(rf"""
    Most errors on the test lines: **{_most["tag"]}**, {_most["errors"]} of
    {by_tag["errors"].sum()}, at {_most["ratio"]:.2f} times the base rate. The largest ratio:
    **{_steepest["tag"]}**, {_steepest["ratio"]:.2f}, on {_steepest["lines"]} lines
    ({_steepest["verdict"]}). Worse than the rest, as far as these lines show: **{_worse}**.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 4.3 From which confidence on?

    A card below the threshold goes to the desk, and the desk costs money; a card above it is filed,
    and some of these are wrong. Too low and buyers get wrong cards; too high and the model is paid
    for nothing. Confidences may be uncalibrated, so no formula knows the answer: what counts is
    what the cards cost.

    Out of scope: calibrating, and on which cards the function is called. (Not on those that the
    threshold is judged on: the cell behind the check takes other lines for that.)
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    **Your turn: 4.3a** (20 minutes). Write `threshold`, with numpy and without
    `cardshop.evaluation`, which has it ready. The *cost* at your threshold is judged; several
    thresholds may cost the same, and then either will do.
    """)
    return


@app.function
def threshold(p: np.ndarray, y: np.ndarray, review_usd: float, cost_usd: np.ndarray) -> float:
    """Return a threshold on the confidence at which these cards cost the least in all.

    p: (n_cards, n_types), what the model says of each type; rows need not sum to 1. The card's
    confidence is its largest value; it would be filed as that type, the first of several. y: the
    column of the true type. A card with a confidence of the threshold or more is filed and costs
    cost_usd[true type, filed type], any finite number of 0 or more, on the diagonal too; any other
    is reviewed and costs review_usd, 0 or more, infinite where there is nobody to review. Cards
    with equal confidence are filed together or not at all. A threshold above every confidence
    sends all to review. No cards: any number.
    """
    ### BEGIN SOLUTION
    confidence = p.max(axis=1)
    filed_usd = cost_usd[y, p.argmax(axis=1)]

    def total_usd(least: float) -> float:
        return np.where(confidence >= least, filed_usd, review_usd).sum()

    return float(min([*np.unique(confidence), float("inf")], key=total_usd))
    ### END SOLUTION


@app.cell(hide_code=True)
def _():
    verdict_4_3a = check("4.3a", threshold)
    verdict_4_3a
    return (verdict_4_3a,)


@app.function
def parts_of(scored: pl.DataFrame) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(p, y, costs) of scored cards: a column a type in alphabetical order, codes, the matrix."""
    types = [name.removeprefix("p_") for name in scored.columns if name.startswith("p_")]
    y = np.searchsorted(types, scored["card_type"].to_numpy())
    return scored.select("^p_.*$").to_numpy(), y, misfile_costs(types)


@app.function
def filed_from(p: np.ndarray, least: float) -> np.ndarray:
    """For each card the likeliest type's column, or -1 for the desk where it is below `least`."""
    return np.where(p.max(axis=1) >= least, p.argmax(axis=1), -1)


@app.cell
def _(test, tuning, verdict_4_3a):
    mo.stop(not verdict_4_3a.passed, mo.md("*Unlocks when the check passes.*"))
    _p, _y, costs = parts_of(tuning)
    chosen_from = threshold(_p, _y, DESK_USD, costs)
    _rows = []
    for _name, _cards in (("tuning lines, chosen on", tuning), ("test lines", test)):
        _p, _y, _ = parts_of(_cards)
        _ways = {"threshold": chosen_from, "file all": 0.0, "all to the desk": float("inf")}
        _usd = {
            way: decision_cost_usd(_y, filed_from(_p, least), costs).mean()
            for way, least in _ways.items()
        }
        _rows.append({"cards": _name, "filed from": chosen_from, **_usd})
    pl.DataFrame(_rows)
    return chosen_from, costs


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ### 4.3b A decision for each card (15 minutes, depth)

    One threshold treats a doubtful Dragon like a doubtful Grass card. With a price for each pair
    of types, and probabilities that come true, each card has its own best decision: the
    type that is *expected* to cost least, which need not be the likeliest one, or the desk.

    **Your turn.** Write `decisions`, again without `cardshop.evaluation`. Out of scope: what
    happens if the probabilities are wrong; the cell behind the check shows it.
    """)
    return


@app.function
def decisions(p: np.ndarray, review_usd: float, cost_usd: np.ndarray) -> list[int]:
    """Return for each card the column of the type to file it as, or -1 for review.

    p: (n_cards, n_types), probabilities of the true type, rows sum to 1. Filing as type j costs
    cost_usd[i, j] if the true type is i: any finite number of 0 or more, on the diagonal too. The
    decision is the one with the least expected cost, review_usd among them (0 or more, infinite
    where there is nobody to review); where several cost the same, either. No cards give []. An
    array of whole numbers will do, too.
    """
    ### BEGIN SOLUTION
    expected_usd = p @ cost_usd
    best = expected_usd.argmin(axis=1)
    return list(np.where(expected_usd.min(axis=1) <= review_usd, best, -1))
    ### END SOLUTION


@app.cell(hide_code=True)
def _():
    verdict_4_3b = check("4.3b", decisions)
    verdict_4_3b
    return (verdict_4_3b,)


@app.cell
def _(chosen_from, costs, test, verdict_4_3b):
    mo.stop(not verdict_4_3b.passed, mo.md("*Unlocks when both checks of 4.3 pass.*"))
    _p, _y, _ = parts_of(test)
    # The temperature made the probabilities less sure; its inverse brings the model's own back.
    _own = cooled(_p, 1 / test["temperature"][0])
    _ways = {
        "one threshold": filed_from(_p, chosen_from),
        "a decision a card": np.array(decisions(_p, DESK_USD, costs)),
        "a decision a card, uncalibrated": np.array(decisions(_own, DESK_USD, costs)),
    }
    _drawn = redraw_lines(test["line_id"].to_numpy(), seed=0)
    _usd = {_name: decision_cost_usd(_y, _said, costs) for _name, _said in _ways.items()}
    _less = {
        name: mean_interval(_usd["one threshold"] - usd, _drawn)
        for name, usd in _usd.items()
        if name != "one threshold"
    }
    pl.DataFrame(
        {
            "way": name,
            "dollars a card": usd.mean(),
            "desk": (_ways[name] == -1).mean(),
            "cheaper than one threshold": _less[name].estimate if name in _less else None,
            "low": _less[name].low if name in _less else None,
            "high": _less[name].high if name in _less else None,
        }
        for name, usd in _usd.items()
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 4.4 Checkpoint: the model review board

    You bring the model of these exercises before people who will pay for it. They have been
    promised numbers before, so each of yours is recomputed from `scored_cards("test")`, lines that
    neither the model nor its temperature has seen. Cards are filed from a confidence of 0.75 on:
    there a misfile at its average price is expected to cost as much as the desk.

    The alternative is the word rule of lessons 03 and 04: it files by the first attack word where
    that was clear in training (`rule_type`), and sends the rest (null) to the desk.
    """)
    return


@app.function
def filing_usd(truth: pl.Series, said: pl.Series) -> np.ndarray:
    """What each card costs: misfile_costs if it is filed as `said`, the desk where that is null."""
    types = sorted({*truth, *said.drop_nulls()})
    column = {name: at for at, name in enumerate(types)}
    codes = np.array([column[name] for name in truth])
    decided = np.array([-1 if name is None else column[name] for name in said])
    return decision_cost_usd(codes, decided, misfile_costs(types))


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ### 4.4a The numbers (25 minutes)

    **Your turn.** Write `review_numbers`. `cardshop.evaluation` may be used, and so may
    `filing_usd` above. Every interval is by evolution line: `drawn = redraw_lines(line_id, seed=0)`,
    and then `accuracy_interval(truth, predicted, drawn)`, `mean_interval(values, drawn)` or
    `ratio_interval(part, whole, drawn)`.
    """)
    return


@app.function
def review_numbers(scored: pl.DataFrame, file_from: float) -> dict:
    """Return seven numbers on the scored cards; intervals are lists, [estimate, low, high].

    A card is filed as predicted where its confidence is `file_from` or more, else it goes to the
    desk. accuracy: interval, all cards, filed or not. calibration_error: of 10 bins of equal width
    (`expected_calibration_error`), all cards. usd_per_card: mean of `filing_usd`. saving_usd:
    interval of what the rule (rule_type, null to the desk) costs less what the model costs, card by
    card. desk_share: interval. misfiled: interval of the share of the filed cards that are wrong.
    worst: [name, accuracy, lines] of the slice with the least accuracy among those with 20 lines or
    more, all cards of it, either of equal ones; slices are the values of language, grading_company
    and card_type, named as in "language=ja". `scored` has at least one such slice and files cards
    of 10 lines or more.
    """
    ### BEGIN SOLUTION
    right = scored["predicted"] == scored["card_type"]
    filed = scored["confidence"] >= file_from
    model_usd = filing_usd(
        scored["card_type"], scored.select(pl.when(filed).then("predicted")).to_series()
    )
    saving = filing_usd(scored["card_type"], scored["rule_type"]) - model_usd
    drawn = redraw_lines(scored["line_id"].to_numpy(), seed=0)
    slices = [
        scored.group_by(pl.format("{}={}", pl.lit(column), column)).agg(
            accuracy=(pl.col("predicted") == pl.col("card_type")).mean(),
            lines=pl.col("line_id").n_unique(),
        )
        for column in ("language", "grading_company", "card_type")
    ]
    enough = pl.concat(slices).filter(pl.col("lines") >= 20)
    intervals = {
        "accuracy": accuracy_interval(scored["card_type"], scored["predicted"], drawn),
        "saving_usd": mean_interval(saving, drawn),
        "desk_share": mean_interval(~filed, drawn),
        "misfiled": ratio_interval(filed & ~right, filed, drawn),
    }
    return {
        **{name: [one.estimate, one.low, one.high] for name, one in intervals.items()},
        "calibration_error": expected_calibration_error(scored["confidence"], right),
        "usd_per_card": model_usd.mean(),
        "worst": enough.sort("accuracy").row(0),
    }
    ### END SOLUTION


@app.cell(hide_code=True)
def _():
    verdict_4_4a = check("4.4a", review_numbers)
    verdict_4_4a
    return (verdict_4_4a,)


@app.cell
def _(FILE_FROM, test, verdict_4_4a):
    mo.stop(not verdict_4_4a.passed, mo.md("*Unlocks when the check passes.*"))
    review = review_numbers(test, FILE_FROM)
    review
    return (review,)


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ### 4.4b The risks (5 minutes)

    Whoever names a risk only after it has happened has a post-mortem. A *risk* is an event, the
    signal that would show it, and what you would then do.

    | event | happens when |
    |---|---|
    | `slabs misread` | the plastic of graded cards blurs what the model reads |
    | `dragons misfiled` | Dragons, dear when they are misfiled, are taken for other types |
    | `new species differ` | next year's cards are of another kind than these lines |
    | `italian cards misread` | Italian prints are typed worse than others |

    | signal | is |
    |---|---|
    | `audit` | a person types a random sample of the filed cards, next day |
    | `desk labels` | how often the model agrees with the desk, on cards that went there |
    | `complaints` | buyers write: after nine days, about wrong cards alone |
    | `mean confidence` | of the day's cards |

    Actions: `slabs to the desk`, `decide by expected cost` (4.3b), `raise the threshold`,
    `train on new lines`, `back to the rule`, `wait for complaints`.

    **Your turn.** Write `risks`. Out of scope: how likely each of them is.
    """)
    return


@app.function
def risks() -> list[dict]:
    """Return three risks or more, each {"event", "signal", "action"}, words of the three lists.

    Each event once, and only events that the cards of the test lines, or what they cannot show,
    give reason for. signal: what would show it within a week, however sure the model is. action:
    what makes such errors rarer or cheaper.
    """
    ### BEGIN SOLUTION
    return [
        {"event": "slabs misread", "signal": "audit", "action": "slabs to the desk"},
        {"event": "dragons misfiled", "signal": "audit", "action": "decide by expected cost"},
        {"event": "new species differ", "signal": "audit", "action": "train on new lines"},
    ]
    ### END SOLUTION


@app.cell(hide_code=True)
def _():
    verdict_4_4b = check("4.4b", risks)
    verdict_4_4b
    return (verdict_4_4b,)


@app.cell
def _(verdict_4_4b):
    mo.stop(not verdict_4_4b.passed, mo.md("*Unlocks when the check passes.*"))
    pl.DataFrame(risks())
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ### 4.4c Before the board (35 minutes)

    The board agreed on its bars before it saw a number, for afterwards each number has a bar that
    it clears. The partner's cards make 10,000 a day, on 300 days; without the partner they are
    2,000. Running the model costs \$12,000 a year, whatever it saves.

    1. *money*: the low end of the saving in a year lies above these \$12,000
    2. *quality*: the high end of `misfiled` is at most 10 %
    3. *desk*: the high end of `desk_share` is at most 45 %

    `deploy` if all three hold. `abandon` if not even the high end of the saving in a year lies
    above them. Else `iterate`.
    """)
    return


@app.cell
def _():
    FILE_FROM = 0.75
    CARDS_A_YEAR = 10_000 * 300
    return CARDS_A_YEAR, FILE_FROM


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    **Your turn.** Write `board`. Fields are judged against the scored cards; of the text a machine
    can say that it has its four parts, that its numbers are yours, and that it is no copy of this
    page. Whether it convinces is for a person to say: score it by the list that appears when the
    check passes.
    """)
    return


@app.cell
def _(CARDS_A_YEAR, FILE_FROM):
    def board() -> dict:
        """Return summary, card, recommendation, without_partner and text.

        summary: {"accuracy", "usd_per_card", "saving_usd_year"}, as in 4.4a on
        `scored_cards("test")` and FILE_FROM; saving_usd_year is [estimate, low, high] at
        CARDS_A_YEAR. card: {"intended_use", "not_for", "cards", "lines", "worst", "no_claim",
        "limit"}. intended_use, and not_for, a list of one or more: of "uncatalogued prints",
        "catalogued prints" (they are looked up), "pricing". cards, lines: how many were scored.
        worst: name of the worst slice of 4.4a. no_claim: the card types with fewer than 20 lines
        among them, in any order. limit: what the intervals say nothing about, "other lines of this
        catalogue" or "next year's cards". recommendation: deploy, iterate or abandon, at
        CARDS_A_YEAR; without_partner: the same at 2,000 cards a day. text: 150 to 400 words under
        four headings on lines of their own, "## Summary", "## Model card", "## Risks", "##
        Recommendation", 15 words or more under each. The first sentence of the first part and of
        the last names the recommendation, with no "not", "never" or "nobody" before it. The risks
        name an event of 4.4b: slabs, Dragons or new species. The text states accuracy and the
        saving in a year with both their ends (dollars may be rounded to hundreds or thousands, as
        "$138k" too), and names the value of the worst slice. Its numbers are those of 4.4a, of
        your fields, of the bars and of the price list, and how many lines a no_claim type has.
        """
        ### BEGIN SOLUTION
        scored = scored_cards("test")
        numbers = review_numbers(scored, FILE_FROM)
        a_year = [CARDS_A_YEAR * usd for usd in numbers["saving_usd"]]
        text = """
## Summary
We recommend to deploy the model. On lines that it has never seen it names {:.1%} of the cards
rightly, and on other lines of the catalogue that share may lie anywhere between {:.1%} and {:.1%}.
Beside the rule of the first attack word it would save ${:,.0f} a year, with a range from ${:,.0f}
to ${:,.0f}.

## Model card
It is made for prints that the catalogue does not hold. Known prints are looked up, and no price may
rest on it. We scored 3,031 cards of 136 lines. Of the slices with lines enough it was weakest on
slabs graded by Apex: 70.5% of them are named rightly. Of Dragon, Fairy, Lightning and Metal cards
we saw too few lines to say anything.

## Risks
Slabs are read worse than other cards; an audit of filed cards would show it, and they can go to the
desk. A Dragon that is filed wrongly is dear, so such cards should be decided by what they are
expected to cost. Next year's species may differ from all that we have tested, and then we train
again.

## Recommendation
Our advice is to deploy, because even the low end of the saving is more than the $12,000 that the
model costs to run, and neither the wrong cards nor the desk's share reach the bars. Without the
partner's cards the saving may not pay for the model, and we would iterate. The rule stays as what
we fall back on.
"""
        return {
            "summary": {
                "accuracy": numbers["accuracy"],
                "usd_per_card": numbers["usd_per_card"],
                "saving_usd_year": a_year,
            },
            "card": {
                "intended_use": "uncatalogued prints",
                "not_for": ["catalogued prints", "pricing"],
                "cards": scored.height,
                "lines": scored["line_id"].n_unique(),
                "worst": numbers["worst"][0],
                "no_claim": ["Dragon", "Fairy", "Lightning", "Metal"],
                "limit": "next year's cards",
            },
            "recommendation": "deploy",
            "without_partner": "iterate",
            "text": text.format(*numbers["accuracy"], *a_year),
        }
        ### END SOLUTION

    return (board,)


@app.cell(hide_code=True)
def _(board):
    verdict_4_4c = check("4.4c", board)
    verdict_4_4c
    return (verdict_4_4c,)


@app.cell
def _(board, verdict_4_4c):
    mo.stop(not verdict_4_4c.passed, mo.md("*Unlocks when the check passes.*"))
    mo.md(board()["text"].replace("$", r"\$"))
    return


@app.cell(hide_code=True)
def _():
    quiz_answered, quiz_tell = mo.state(None)
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
    return quiz_answered, quiz_set, quiz_tell


@app.cell(hide_code=True)
def _(quiz_set, quiz_tell):
    quiz_asked = quiz("04", quiz_tell, seed=quiz_set.value)
    return (quiz_asked,)


@app.cell(hide_code=True)
def _(quiz_answered, quiz_asked):
    quiz_answered()
    marks(quiz_asked)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## Journal

    For you alone, and kept on this machine. `course journal` prints all that you wrote.
    """)
    return


@app.cell(hide_code=True)
def _():
    journal_page = journal("04")
    journal_page
    return (journal_page,)


if __name__ == "__main__":
    app.run()
