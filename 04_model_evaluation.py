# /// script
# requires-python = ">=3.11"
# dependencies = ["marimo>=0.25.2", "ml-engineering-course", "numpy", "polars", "scikit-learn"]
#
# [tool.uv]
# exclude-newer = "2026-11-15T00:00:00Z"
# override-dependencies = ["nvidia-nccl-cu12 ; sys_platform == 'never'"]
#
# [tool.uv.sources]
# ml-engineering-course = { path = ".", editable = true }
# ///

import marimo

__generated_with = "0.25.2"
app = marimo.App(app_title="04 Model evaluation")

with app.setup(hide_code=True):
    import marimo as mo
    import numpy as np
    import polars as pl
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    from cardshop.dataset import load_cards, load_credit, load_credit_ledger
    from cardshop.drift import intraclass_correlation
    from cardshop.evaluation import (
        DESK,
        DESK_USD,
        MISFILE_USD,
        CardFacts,
        DailyTest,
        DataFacts,
        Findings,
        Limits,
        Lots,
        Metric,
        area_under_roc,
        best_threshold,
        cheapest,
        confusion,
        cooled,
        cost_usd,
        costs_by_threshold,
        decision_cost_usd,
        expected_calibration_error,
        fit_temperature,
        lots_needed,
        mcnemar_as_if_cards_were_independent,
        mean_interval,
        minimum_detectable,
        misfile_costs,
        model_card,
        paired_difference,
        paired_lots_needed,
        peeking,
        per_class,
        ratio_interval,
        redraw_cards_as_if_independent,
        redraw_lines,
        reliability,
        review,
        roc,
        slice_gap,
        slice_ratio,
        slice_report,
    )
    from cardshop.features import features
    from cardshop.training import Settings, by_line
    from cardshop.training.fitting import fit, probabilities_of
    from cardshop.training.preparing import columns_prepared
    from classroom.charts import curves, intervals, matrix
    from classroom.display import after, exercises, figure, ledger, predict, show_source, socratic

    CARDS_A_YEAR = 2_000 * 300


@app.cell(hide_code=True)
def _():
    mo.md(rf"""
    # 04 Model evaluation

    **One rule: a model is worth what its decisions cost. Accuracy does not know which errors are dear,
    who bears them, or when the model should have kept quiet.**

    Core part 65 minutes, exercises about two hours. Each section asks you to predict, then runs, then
    explains with the numbers that the cells above it computed.

    The *desk* types a card for ${DESK_USD:.2f}; a misfile costs ${MISFILE_USD:.2f} on average; the
    shop sees {CARDS_A_YEAR:,} cards a year. (The course's assumptions.)
    """)
    return


@app.cell(hide_code=True)
def _(files_all, raw_choice, rule_usd, story_choice, test):
    mo.vstack(
        [
            mo.md(r"""
    ## Learning objectives

    1. **Evaluate beyond accuracy.** Precision, recall, F1 and when each matters; ROC and AUC;
       confusion.
    2. **Understand how the model fails.** Error analysis, slices with intervals, nudged inputs, fairness.
    3. **Communicate quality.** A confidence that holds, a threshold in dollars, a decision, a model card.

    ## The ledger so far
    """),
            ledger(
                ("Every card to the desk", -DESK_USD),
                ("The word rule, else desk", -rule_usd.mean()),
                ("The model files every card", -files_all.estimate),
                ("Filed above .75, raw", -raw_choice.estimate),
                ("Cooled, tuned on other lines", -story_choice.estimate),
            ),
            mo.md(f"On {test.size:,} cards of lines that no choice has seen."),
        ]
    )
    return


@app.cell(hide_code=True)
def _():
    guess_loans = predict(
        "04.loans",
        "A model of loans is right about 94 of 100 applicants. How good is it?",
        ["good", "useless", "the number cannot tell"],
    )
    mo.vstack(
        [
            mo.md(r"""
    ## 1. A number that flatters

    We leave the shop for one table: 10,000 invented loans, of which a few were not paid back. Each
    row is one person, so rows may be drawn one by one: no lines here. Why leave? Because there one answer is
    right nearly always, and that is where accuracy flatters most.
    """),
            guess_loans,
        ]
    )
    return (guess_loans,)


@app.cell
def _():
    # Rows with a planted error are left out here; the exam of this table is to find them.
    loans = load_credit().with_row_index("row").join(load_credit_ledger(), on="row", how="anti")
    # No ids and dates, and collection_calls are made after a default: a leak.
    not_asked = ("row", "loan_id", "applied_on", "collection_calls", "defaulted")
    asked = [name for name in loans.columns if name not in not_asked]
    words = [name for name in asked if loans[name].dtype == pl.String]
    unpaid = loans["defaulted"].cast(pl.Int8).to_numpy()
    shuffled = np.random.default_rng(4).permutation(loans.height)
    learn_loans, test_loans = np.split(shuffled, [3 * loans.height // 4])
    loans.select(*asked, "defaulted").head(4)
    return asked, learn_loans, loans, test_loans, unpaid, words


@app.cell
def _(loans, unpaid, words):
    def risk_model(columns, rows):
        """A logistic regression of these columns, fitted on these loans."""
        text = [name for name in columns if name in words]
        numbers = [name for name in columns if name not in words]
        prepared = columns_prepared("linear", numbers, text)
        return make_pipeline(prepared, LogisticRegression(max_iter=400)).fit(
            loans.select(columns)[rows], unpaid[rows]
        )

    return (risk_model,)


@app.cell
def _(asked, learn_loans, loans, risk_model, test_loans, unpaid):
    risk = risk_model(asked, learn_loans).predict_proba(loans.select(asked)[test_loans])[:, 1]
    bad = unpaid[test_loans] == 1
    right_by_model = float(np.mean((risk > 0.5) == bad))
    right_by_constant = float(np.mean(~bad))
    caught_at_half = int((bad & (risk > 0.5)).sum())
    return bad, caught_at_half, right_by_constant, right_by_model, risk


@app.cell(hide_code=True)
def _(
    bad,
    caught_at_half,
    guess_loans,
    now,
    refused,
    right_by_constant,
    right_by_model,
):
    after(
        guess_loans,
        mo.md(f"""
    On {bad.size:,} unseen loans the model is right about **{right_by_model:.1%}**. A stamp that says
    "will pay" is right about **{right_by_constant:.1%}**, because {bad.mean():.1%} default. Of {bad.sum()}
    defaults the model names {caught_at_half}.

    Yet the model is not useless: refusing the riskiest {refused.value} % by the same risks (next section) finds
    {now["recall"]:.0%} of the defaults. The cut at one half was useless, and accuracy could not say so. Ask of any accuracy: *what does the
    constant score?*
    """),
        right="the number cannot tell",
    )
    return


@app.cell(hide_code=True)
def _():
    guess_rare = predict(
        "04.rare",
        "The same model, the same cut. Defaults become five times rarer. What falls?",
        ["precision", "recall", "both", "neither"],
    )
    refused = mo.ui.slider(
        start=1,
        stop=60,
        value=15,
        show_value=True,
        label="Refuse the riskiest … % of the applicants",
        full_width=True,
    )
    rarity = mo.ui.slider(
        start=1, stop=10, value=1, show_value=True, label="Defaults … times rarer", full_width=True
    )
    mo.vstack(
        [
            mo.md(r"""
    ## 2. Precision, recall, F1

    Two questions, two readers. The applicant asks: *of those refused, how many would have
    defaulted?* That is **precision**. The lender asks: *of the defaults, how many did we
    refuse?* That is **recall**. F1 is their harmonic mean, for when somebody insists on one number.
    """),
            guess_rare,
            refused,
            rarity,
        ]
    )
    return guess_rare, rarity, refused


@app.cell
def _(bad, rarity, refused, risk):
    def counted(cut, rarer):
        """True and false alarms and misses at a cut; defaults weigh 1 / rarer."""
        flagged = risk > np.quantile(risk, 1 - cut / 100)
        weight = 1 / rarer
        hits, alarms = weight * (bad & flagged).sum(), (~bad & flagged).sum()
        missed, passed = weight * (bad & ~flagged).sum(), (~bad & ~flagged).sum()
        precision, recall = hits / (hits + alarms), hits / (hits + missed)
        return {
            "precision": precision,
            "recall": recall,
            "false alarms among payers": alarms / (alarms + passed),
            "F1": 2 * precision * recall / (precision + recall),
            "accuracy": (hits + passed) / (hits + alarms + missed + passed),
        }

    now, rarer = counted(refused.value, rarity.value), counted(refused.value, 5 * rarity.value)
    return now, rarer


@app.cell
def _(guess_rare, now, rarer):
    after(
        guess_rare,
        pl.DataFrame({"measure": list(now), "here": list(now.values())})
        .with_columns(pl.Series("defaults five times rarer", list(rarer.values())))
        .with_columns(pl.selectors.float().round(3)),
    )
    return


@app.cell(hide_code=True)
def _(guess_rare, now, rarer):
    after(
        guess_rare,
        mo.md(f"""
    Recall stays at {now["recall"]:.2f}, precision goes from {now["precision"]:.2f} to {
            rarer["precision"]:.2f}. Recall and the false-alarm rate
    look at one class each, so they do not care how common it is; precision mixes both. Accuracy
    goes from {now["accuracy"]:.2f} to {
            rarer[
                "accuracy"
            ]:.2f}, nearer to the share of payers that pass. (If defaults get rarer and each kind of
    person stays as it is.)

    **Change one thing.** Refuse 2 %, then 50 %. Which of these would you show an applicant, and which the lender?
    """),
        right="precision",
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    | the error that hurts | asked of the model | example |
    |:---|:---|:---|
    | a miss | recall, at a bearable precision | screening for cancer: a second test follows |
    | a false alarm | precision, at a bearable recall | a spam filter: a lost letter is lost |
    | both, with known prices | dollars (section 9) | fraud: a blocked card against a stolen sum |

    No row says accuracy, and none says F1: it weighs both errors by a rule that no business chose.
    """)
    return


@app.cell(hide_code=True)
def _():
    guess_roc = predict(
        "04.roc",
        "Every risk is divided by ten. What does the area under the ROC curve do?",
        ["it falls to a tenth", "it falls a little", "it stays"],
    )
    mo.vstack(
        [
            mo.md(r"""
    ## 3. Every cut at once: ROC and AUC

    Move the cut from nobody to everybody, and draw recall against the share of payers refused. That is
    the **ROC** curve. It shows the ranking, free of any cut. The area under it, **AUC**, is a share of
    pairs: take a default and a payer at random; how often does the default have the higher risk?
    """),
            guess_roc,
        ]
    )
    return (guess_roc,)


@app.cell
def _(bad, risk):
    curve = roc(risk, bad)
    area = area_under_roc(risk, bad)
    divided = area_under_roc(risk / 10, bad)
    # The same number by its meaning: all pairs of a default and a payer.
    pairs = risk[bad][:, None] - risk[~bad][None, :]
    by_pairs = float(np.mean(pairs > 0) + np.mean(pairs == 0) / 2)
    kept_share = np.linspace(0, curve.height - 1, 60).astype(int)
    shown = curve[np.unique(kept_share)].with_columns(model=pl.lit("logistic regression"))
    return area, by_pairs, divided, pairs, shown


@app.cell(hide_code=True)
def _(area, by_pairs, divided, guess_roc, pairs, shown):
    after(
        guess_roc,
        mo.vstack(
            [
                figure(
                    *curves(
                        shown,
                        x="false_positive_rate",
                        y="true_positive_rate",
                        series="model",
                        titles=("share of payers refused", "share of defaults refused"),
                    )
                ),
                mo.md(f"""
    AUC {area:.3f}; counted over all {pairs.size:,} pairs, {by_pairs:.3f}: the same number. Divided by
    ten, {divided:.3f}: the order did not change. So AUC says nothing of whether a risk of .3
    *means* 30 in 100, nothing of the cut, and nothing of money.

    It averages over cuts that nobody would choose. Use it to compare rankings while you build, and
    the curve itself near your cut when you decide.
    """),
            ]
        ),
        right="it stays",
    )
    return


@app.cell(hide_code=True)
def _():
    guess_worst = predict(
        "04.worst",
        "Back to cards. Of which type does the model find the smallest share?",
        ["Grass", "Water", "Dragon", "Darkness", "Colorless"],
    )
    deal = mo.ui.dropdown(
        {f"draw {one}": one for one in range(1, 6)},
        value="draw 1",
        label="Which evolution lines are unseen",
    )
    kind = mo.ui.dropdown(
        ["Dragon", "Fire", "Lightning", "Fighting", "Water"],
        value="Dragon",
        label="Type to look at",
    )
    mo.vstack(
        [
            mo.md(r"""
    ## 4. The confusion matrix

    Lesson 03's logistic regression, all 12,000 cards, lines dealt into three: half to learn from, a
    quarter to set temperature and threshold, a quarter that no choice has seen. The third judges.
    """),
            guess_worst,
            deal,
            kind,
        ]
    )
    return deal, guess_worst, kind


@app.cell
def _():
    cards, settings = load_cards(), Settings()
    table = features(cards, settings.features)
    types = cards["card_type"].to_numpy()
    classes = np.unique(types)
    return cards, classes, settings, table, types


@app.cell
def _(cards, classes, deal, settings, table, types):
    outer = by_line(cards, 1, seed=deal.value)[0]
    # Rows of the training side are counted from 0 in the inner split.
    inner = by_line(cards[outer.train], 1, seed=100 + deal.value, test_share=1 / 3)[0]
    learn, tune, test = outer.train[inner.train], outer.train[inner.test], outer.test
    model = fit(table[learn], types[learn], settings).pipeline
    raw_tune, raw = (probabilities_of(model, table[rows], classes) for rows in (tune, test))
    return learn, model, raw, raw_tune, test, tune


@app.cell
def _(cards, classes, guess_worst, raw, test, types):
    predicted = classes[raw.argmax(axis=1)]
    right = predicted == types[test]
    lines_again = redraw_lines(cards["line_id"].to_numpy()[test], seed=4)
    accuracy = mean_interval(right, lines_again)
    by_type = per_class(types[test], predicted)
    table_of_errors = confusion(types[test], predicted)
    after(
        guess_worst,
        by_type.select("class", "cards", pl.col("recall", "precision", "f1").round(2)).sort(
            "recall"
        ),
    )
    return accuracy, by_type, lines_again, predicted, right, table_of_errors


@app.cell(hide_code=True)
def _(accuracy, by_type, guess_worst, kind, table_of_errors):
    _asked = ["Grass", "Water", "Dragon", "Darkness", "Colorless"]
    _least = by_type.filter(pl.col("class").is_in(_asked)).sort("recall")["class"][0]
    _row = by_type.row(by_predicate=pl.col("class") == kind.value, named=True)
    _taken = table_of_errors.filter(
        (pl.col("truth") == kind.value) & (pl.col("predicted") != kind.value)
    ).sort("cards", descending=True)
    after(
        guess_worst,
        mo.vstack(
            [
                figure(
                    *matrix(
                        table_of_errors,
                        rows="truth",
                        columns="predicted",
                        value="share",
                        unit="share of the true type's cards",
                    )
                ),
                mo.md(f"""
    Right about {accuracy.estimate:.1%} of the cards ({accuracy.low:.1%} to {accuracy.high:.1%} by lines), and macro F1, where each type
    counts alike, is {by_type["f1"].mean():.2f}. Of {_row["cards"]} true {kind.value} cards {_row["recall"]:.0%} are found; it is
    most often mistaken for {_taken["predicted"][0]} ({_taken["share"][0]:.0%}) and {_taken["predicted"][1]} ({_taken["share"][1]:.0%}).

    **Change one thing.** Another type, then another draw of lines. Which confusions stay?
    """),
            ]
        ),
        right=_least,
    )
    return


@app.cell
def _(classes, learn, table, table_of_errors, types):
    # How far apart are two types before any model? In standard deviations, on lines to learn from.
    numbers = table.select(pl.selectors.float()).fill_null(strategy="mean")[learn].to_numpy()
    scaled = (numbers - numbers.mean(axis=0)) / np.maximum(numbers.std(axis=0), 1e-9)
    centre = np.stack([scaled[types[learn] == one].mean(axis=0) for one in classes])
    apart = np.sqrt(((centre[:, None] - centre[None]) ** 2).sum(axis=2))
    codes = {one: place for place, one in enumerate(classes)}
    mixed_up = np.zeros_like(apart)
    for _true, _said, _share in table_of_errors.select("truth", "predicted", "share").rows():
        mixed_up[codes[_true], codes[_said]] = _share
    pairs_of_types = ~np.eye(len(classes), dtype=bool)
    ranks = [pl.Series(one[pairs_of_types]).rank().to_numpy() for one in (apart, mixed_up)]
    told_before = float(np.corrcoef(*ranks)[0, 1])
    return pairs_of_types, told_before


@app.cell(hide_code=True)
def _(pairs_of_types, told_before):
    mo.md(f"""
    Could you have told beforehand? Take the mean card of each type, and measure how far two types lie
    apart, before any model. Over the {int(pairs_of_types.sum())} ordered pairs the rank correlation of that distance with the
    confusion is {told_before:+.2f}: {"types that overlap are confused" if told_before < -0.2 else "here overlap tells little"}. A confusion between distant types is
    the one to investigate: a label, a scanner, a bug. And *within* a type, which cards go wrong?
    """)
    return


@app.cell(hide_code=True)
def _():
    guess_pattern = predict(
        "04.pattern",
        "In which group is an error likeliest, against the rate of all cards?",
        ["a generic attack word", "a graded slab", "a Dragon", "all alike"],
    )
    mo.vstack(
        [
            mo.md(r"""
    ## 5. Error analysis: divide by the base rate

    The classic way: read fifty errors, tag each, count the tags, mend the largest. The reading is
    right. The counting is not: a tag that sits on most *cards* sits on most *errors*, whatever it does.
    """),
            guess_pattern,
        ]
    )
    return (guess_pattern,)


@app.cell
def _(cards, learn, test, types):
    first_words = cards["attack_name"].str.split(" ").list.first()
    # A word is generic when no type has half of its cards, on the lines to learn from.
    kinds_of_word = pl.DataFrame({"word": first_words, "kind": types})[learn].group_by(
        "word", "kind"
    )
    leaning = (
        kinds_of_word.len().group_by("word").agg(leans=pl.col("len").max() / pl.col("len").sum())
    )
    generic = leaning.filter(pl.col("leans") < 0.5)["word"].to_list()
    tags = {
        "a generic attack word": first_words.is_in(generic).to_numpy()[test],
        "a graded slab": (cards["grading_company"] != "none").to_numpy()[test],
        "a Dragon": (types == "Dragon")[test],
        "Japanese print": (cards["language"] == "ja").to_numpy()[test],
    }
    return (tags,)


@app.cell
def _(right):
    wrong = ~right
    return (wrong,)


@app.cell
def _(lines_again, tags, wrong):
    # A row a tag: how much of the errors and of the cards it sits on, and its error rate over all's.
    found = pl.DataFrame(
        [
            (
                name,
                tagged[wrong].mean(),
                tagged.mean(),
                *slice_ratio(wrong, tagged, lines_again)[:3],
            )
            for name, tagged in tags.items()
        ],
        schema=["tag", "share of errors", "share of cards", "ratio", "low", "high"],
        orient="row",
    )
    return (found,)


@app.cell
def _(found, guess_pattern):
    after(
        guess_pattern,
        found.with_columns(pl.selectors.float().round(2)),
    )
    return


@app.cell(hide_code=True)
def _(found, guess_pattern, tags, wrong):
    _most = found.sort("share of errors", descending=True).row(0, named=True)
    _worst = found.sort("ratio", descending=True).row(0, named=True)
    _excess = {
        name: wrong[tagged].sum() - wrong.mean() * tagged.sum() for name, tagged in tags.items()
    }
    after(
        guess_pattern,
        mo.md(f"""
    {_most["share of errors"]:.0%} of the errors have {
            _most["tag"]
        }: counting stops here and buys a better reader of attacks. But
    {_most["share of cards"]:.0%} of *all* cards have one; its error rate is {
            _most["ratio"]:.2f} times the base rate. On {_worst["tag"]}
    it is **{_worst["ratio"]:.1f} times** ({_worst["low"]:.1f} to {
            _worst["high"]:.1f}, lines drawn again{
            ": it holds 1, few lines carry it, so score more before you build"
            if _worst["low"] <= 1
            else ""
        }).

    The ratio says where something is wrong. What mending could bring is the *excess*, the errors beyond the tag's
    share of the cards: {", ".join(f"{name} {count:.0f}" for name, count in _excess.items())}. {
            "So the commonest tag is worth most after all, and far less than its count said"
            if max(_excess, key=_excess.get) == _most["tag"]
            else "The commonest tag is not worth most"
        }.
    """),
        right=_worst["tag"] if _worst["low"] > 1 and _worst["tag"] != "Japanese print" else None,
    )
    return


@app.cell(hide_code=True)
def _():
    guess_slice = predict(
        "04.slice",
        "The gap of Italian prints to the rest: five draws of lines. In how many does its interval exclude 0?",
        ["in none", "in one or two", "in most"],
    )
    sliced = mo.ui.dropdown(
        {"language": "language", "grading company": "grading_company", "rarity": "rarity"},
        value="language",
        label="Slice by",
    )
    mo.vstack(
        [
            mo.md(r"""
    ## 6. Slices, and the trap of small ones

    A slice is a group that somebody will ask about. Each gets an interval by line, against the rest of the
    cards, and a verdict only if enough lines carry it. Reading ten slices is ten chances to be fooled, so
    the intervals widen with their number (Bonferroni; with few lines even that is too narrow).
    """),
            guess_slice,
            sliced,
        ]
    )
    return guess_slice, sliced


@app.cell
def _(cards, guess_slice, lines_again, right, sliced, test):
    slices = slice_report(right, cards[sliced.value].to_numpy()[test], lines_again)
    after(
        guess_slice,
        slices.drop("low", "high", "why").with_columns(pl.selectors.float().round(3)),
    )
    return (slices,)


@app.cell
def _(cards, settings, table, types):
    def gaps_of_deal(seed):
        """Plain gaps of Italian prints and of slabs: other lines, the model trained anew."""
        split = by_line(cards, 1, seed=seed)[0]
        fitted = fit(table[split.train], types[split.train], settings).pipeline
        hit = fitted.predict(table[split.test]) == types[split.test]
        again = redraw_lines(cards["line_id"].to_numpy()[split.test], seed=seed)
        inside = (cards["language"] == "it", cards["grading_company"] != "none")
        return [slice_gap(hit, one.to_numpy()[split.test], again) for one in inside]

    draws = range(1, 6)
    italian, slabs = zip(*(gaps_of_deal(seed) for seed in draws), strict=True)
    gaps = pl.DataFrame(italian).select("estimate", "low", "high")
    named_gaps = gaps.with_columns(draw=pl.Series([f"draw {one}" for one in draws]))
    seen, slab_seen = (
        sum(not one.low <= 0 <= one.high for one in found) for found in (italian, slabs)
    )
    return gaps, named_gaps, seen, slab_seen


@app.cell(hide_code=True)
def _(gaps, guess_slice, named_gaps, seen, slab_seen, slices):
    _told = slices.select("slice", "verdict").rows()
    _surprise = (
        "Italian prints, too, interval corrected and all: tables find something by luck. Other lines to learn "
        "from (the chart) have the answer."
        if ("it", "better") in _told
        else "Does another draw of lines say so, too?"
    )
    after(
        guess_slice,
        mo.vstack(
            [
                figure(*intervals(named_gaps, category="draw", unit="gap of Italian prints")),
                mo.md(f"""
    Nothing is planted for Italian prints, a thirtieth of the cards. Their gap runs from {gaps["estimate"].min():+.2f} to
    {gaps["estimate"].max():+.2f}, and {seen} of 5 plain intervals exclude 0; for slabs, under glare, {slab_seen} of 5 do.

    In the table above {", ".join(f"`{name}` is *{verdict}*" for name, verdict in _told if verdict in ("worse", "better")) or "no slice stands out"}. A bad slice makes the
    others look better. {_surprise}

    **Change one thing.** Slice by grading company; take another draw.
    """),
            ]
        ),
        right="in none" if seen == 0 else "in one or two" if seen <= 2 else "in most",
    )
    return


@app.cell(hide_code=True)
def _():
    guess_age = predict(
        "04.age",
        "The column `age_years` is taken out of the credit model. What happens to the gap between the "
        "young and the others?",
        ["it vanishes", "it stays about as it was", "it grows"],
    )
    with_age = mo.ui.switch(value=True, label="The model may see age_years")
    mo.vstack(
        [
            mo.md(r"""
    ## 7. Fairness: a column that is not there

    Slices of cards are print languages; nobody is hurt. Back to the loans, where slices are people. We
    ask of those who *did* pay back: what share was refused, under 25 and from 25 on? One cut for
    all, the riskiest share of section 2.
    """),
            guess_age,
            with_age,
        ]
    )
    return guess_age, with_age


@app.cell
def _(
    asked,
    bad,
    learn_loans,
    loans,
    refused,
    risk,
    risk_model,
    test_loans,
    with_age,
):
    without = [name for name in asked if name != "age_years"]
    blind = risk_model(without, learn_loans).predict_proba(loans.select(without)[test_loans])[:, 1]
    age = loans["age_years"].to_numpy()[test_loans]
    young, paid = age < 25, ~bad
    each_person = redraw_cards_as_if_independent(int(paid.sum()), seed=4)

    def refusal_gap(scores):
        """Refused among those who paid: under 25 less the others, people drawn again."""
        flagged = scores > np.quantile(scores, 1 - refused.value / 100)
        return slice_gap(flagged[paid], young[paid], each_person)

    seen_gap, blind_gap = refusal_gap(risk), refusal_gap(blind)
    areas = [area_under_roc(one, bad) for one in (risk, blind)]
    shown_gap = seen_gap if with_age.value else blind_gap
    return areas, blind_gap, seen_gap, shown_gap, young


@app.cell(hide_code=True)
def _(areas, bad, blind_gap, guess_age, seen_gap, shown_gap, with_age, young):
    _kept = blind_gap.estimate / seen_gap.estimate
    after(
        guess_age,
        mo.md(f"""
    {"With" if with_age.value else "Without"} the column, payers under 25 are refused {
            100 * shown_gap.estimate:+.0f} points more often than other
    payers ({100 * shown_gap.low:+.0f} to {100 * shown_gap.high:+.0f}, people drawn again). {
            f"Without it {_kept:.0%} of the gap is left, since other columns know the age"
            if seen_gap.low > 0
            else "At this cut no gap is shown"
        }; AUC goes from {areas[0]:.3f} to {areas[1]:.3f}.

    {bad[young].mean():.0%} of the young default and {
            bad[~young].mean():.0%} of the others. The young who *would* pay carry that.
    Leaving the column out mends little; losing it would blind this audit. Measures of fairness contradict each other where base rates
    differ (Kleinberg et al., 2016).
    """),
        right=None
        if seen_gap.low <= 0
        else "it stays about as it was"
        if 0.5 <= _kept <= 1.25
        else "it vanishes"
        if _kept < 0.5
        else "it grows",
    )
    return


@app.cell(hide_code=True)
def _():
    turned = mo.ui.slider(
        start=0,
        stop=60,
        step=5,
        value=20,
        show_value=True,
        label="Turn every hue by … degrees",
        full_width=True,
    )
    mo.vstack(
        [
            mo.md(r"""
    ### At the edge: nudge the input

    A test set holds what happened. What could happen is for you to make: a lamp that turns the hue, an
    empty field, a word that nobody has printed. Change one input, and count *decisions* that turn.
    """),
            turned,
        ]
    )
    return (turned,)


@app.cell
def _(cards, classes, model, predicted, settings, test, turned, types):
    hue = (pl.col("scan_hue_deg") + turned.value) % 360
    nudged_cards = {
        "hue turned": cards[test].with_columns(hue.alias("scan_hue_deg")),
        "attack in capitals": cards[test].with_columns(pl.col("attack_name").str.to_uppercase()),
        "hue missing": cards[test].with_columns(pl.lit(None, pl.Float64).alias("scan_hue_deg")),
    }

    def after_nudge(changed):
        """Flipped types, and accuracy and mean confidence of the changed cards."""
        given = probabilities_of(model, features(changed, settings.features), classes)
        named = classes[given.argmax(axis=1)]
        return np.mean(named != predicted), np.mean(named == types[test]), given.max(axis=1).mean()

    return after_nudge, nudged_cards


@app.cell
def _(after_nudge, nudged_cards, raw, right):
    rows_of_nudges = [("as scanned", 0.0, right.mean(), raw.max(axis=1).mean())]
    rows_of_nudges += [(name, *after_nudge(one)) for name, one in nudged_cards.items()]
    nudges = pl.DataFrame(
        rows_of_nudges, schema=["cards", "types that turn", "accuracy", "confidence"], orient="row"
    )
    nudges.with_columns(pl.selectors.float().round(3))
    return (nudges,)


@app.cell(hide_code=True)
def _(nudges, right, turned):
    _turned, _shout = (nudges.row(place, named=True) for place in (1, 2))
    mo.md(f"""
    A hue turned by {turned.value} degrees costs {100 * (right.mean() - _turned["accuracy"]):.1f} points, while confidence moves by
    {100 * (_turned["confidence"] - nudges["confidence"][0]):+.1f}; capitals cost {100 * (right.mean() - _shout["accuracy"]):.1f} points. Both stay inside the contract's
    ranges, so nothing is refused (a missing hue would be). Lesson 06 drills this.

    **Change one thing.** Find the turn at which a tenth of the types flips. Would you notice it
    from the confidences alone?
    """)
    return


@app.cell(hide_code=True)
def _():
    guess_sure = predict(
        "04.sure",
        "On unseen lines: of the cards on which the model is between 90 and 100 % sure, it is right about …",
        ["about as many", "clearly fewer", "clearly more"],
    )
    lines_or_rows = mo.ui.dropdown(
        ["unseen lines", "random cards"], value="unseen lines", label="Judged on"
    )
    temperature = mo.ui.slider(
        start=0.6,
        stop=3.0,
        step=0.1,
        value=1.0,
        show_value=True,
        label="Temperature: above 1 the model becomes less sure",
        full_width=True,
    )
    mo.vstack(
        [
            mo.md(r"""
    ## 8. Is it as right as it is sure?

    The desk rule needs a confidence that means something: of the cards at .8, four in five right. That is
    **calibration**, and it is no property of a model alone: it is one of a model *and the cards that
    come*.
    """),
            guess_sure,
            lines_or_rows,
            temperature,
        ]
    )
    return guess_sure, lines_or_rows, temperature


@app.cell
def _(cards, classes, deal, learn, settings, table, test, types):
    mixed = np.random.default_rng(deal.value).permutation(cards.height)
    known, kept_out = mixed[: learn.size], mixed[learn.size : learn.size + test.size]
    on_rows = fit(table[known], types[known], settings).pipeline
    as_rows = probabilities_of(on_rows, table[kept_out], classes)
    return as_rows, kept_out


@app.cell
def _(as_rows, classes, kept_out, raw, test, types):
    judged = {
        "unseen lines": (raw, types[test]),
        "random cards": (as_rows, types[kept_out]),
    }
    gaps_of = {
        name: (
            given.max(axis=1).mean(),
            np.mean(classes[given.argmax(axis=1)] == truth),
            expected_calibration_error(given.max(axis=1), classes[given.argmax(axis=1)] == truth),
        )
        for name, (given, truth) in judged.items()
    }
    return gaps_of, judged


@app.cell
def _(gaps_of, guess_sure):
    after(
        guess_sure,
        pl.DataFrame(
            [(name, *one) for name, one in gaps_of.items()],
            schema=["judged on", "mean confidence", "accuracy", "calibration error"],
            orient="row",
        ).with_columns(pl.selectors.float().round(3)),
    )
    return


@app.cell
def _(classes, judged, lines_or_rows, raw_tune, temperature, tune, types):
    given, truth = judged[lines_or_rows.value]
    warm = cooled(given, temperature.value)
    hit = classes[warm.argmax(axis=1)] == truth
    bins = reliability(warm.max(axis=1), hit)
    best_t = fit_temperature(raw_tune, np.searchsorted(classes, types[tune]))
    drawn_bins = pl.concat(
        [
            bins.select("confidence", share="accuracy", line=pl.lit("share that is right")),
            bins.select("confidence", share="confidence", line=pl.lit("as sure as right")),
        ]
    )
    return best_t, drawn_bins


@app.cell(hide_code=True)
def _(best_t, drawn_bins, gaps_of, guess_sure, raw, right):
    _before, _after = (
        expected_calibration_error(cooled(raw, one).max(axis=1), right) for one in (1.0, best_t)
    )
    _line, _row = gaps_of["unseen lines"], gaps_of["random cards"]
    # The prediction was about unseen lines and the raw model, wherever the controls stand.
    _surest = raw.max(axis=1) >= 0.9
    _sure_gap = raw.max(axis=1)[_surest].mean() - right[_surest].mean()
    after(
        guess_sure,
        mo.vstack(
            [
                figure(
                    *curves(
                        drawn_bins,
                        x="confidence",
                        y="share",
                        series="line",
                        titles=("mean confidence of a tenth", "share of its cards"),
                    )
                ),
                mo.md(f"""
    Random cards: {_row[0]:.3f} sure, {_row[1]:.3f} right. It looks calibrated. Unseen lines: {_line[0]:.3f} sure,
    {_line[1]:.3f} right. The shop's cards are of the second kind. A random split flatters accuracy *and* certifies a false confidence.

    One number mends part of it: divide the logarithms of the probabilities by a
    **temperature**, and normalise. Fitted on the held-out
    lines it is {best_t:.2f}, and the calibration error goes from {_before:.3f} to {_after:.3f}. No answer changes, only how sure it
    is.

    **Change one thing.** Heat to 3: too modest.
    """),
            ]
        ),
        right="clearly fewer"
        if _sure_gap > 0.02
        else "clearly more"
        if _sure_gap < -0.02
        else "about as many",
    )
    return


@app.cell
def _(best_t, cards, raw, raw_tune, right, test):
    cool_tune, cool = cooled(raw_tune, best_t), cooled(raw, best_t)
    confidence = cool.max(axis=1)
    near = (confidence >= 0.75) & (confidence < 0.85)
    of_hundred = mean_interval(
        right[near], redraw_lines(cards["line_id"].to_numpy()[test][near], seed=4)
    )
    return confidence, cool, cool_tune, near, of_hundred


@app.cell(hide_code=True)
def _(near, of_hundred):
    mo.md(f"""
    Now the sentence for the customer who asks what "80 % sure" means: *"Of a hundred cards about which
    the machine says 80, about {100 * of_hundred.estimate:.0f} are typed right; on other species it may be {100 * of_hundred.low:.0f} to {100 * of_hundred.high:.0f}. It
    does not know which, so a person looks at yours."* (Counted on {int(near.sum())} cards between .75 and .85.)

    Reference class, frequency, consequence. Without "of a hundred cards like this", a percentage sounds
    like a mood.
    """)
    return


@app.cell(hide_code=True)
def _():
    guess_desk = predict(
        "04.desk",
        "Dollars a card: all to the desk, all filed, or unsure ones to the desk. The third saves, against "
        "the better of the others, …",
        ["nothing", "up to a fifth", "more than a fifth"],
    )
    threshold = mo.ui.slider(
        start=0.30,
        stop=1.0,
        step=0.05,
        value=0.75,
        show_value=True,
        label="File from a confidence of",
        full_width=True,
    )
    desk_price = mo.ui.slider(
        start=0.05,
        stop=0.60,
        step=0.05,
        value=DESK_USD,
        show_value=True,
        label="The desk costs $ a card",
        full_width=True,
    )
    mo.vstack(
        [
            mo.md(r"""
    ## 9. A threshold in dollars

    Filing costs the misfile if it is one; the desk costs the same for every card. So file where
    (1 - p) × misfile is below the desk: above 1 - .15 / .60 = .75, *if p means what it says*. Without
    theory: try every threshold on cards with known types.
    """),
            guess_desk,
            threshold,
            desk_price,
        ]
    )
    return desk_price, guess_desk, threshold


@app.cell
def _(
    classes,
    confidence,
    cool_tune,
    lines_again,
    raw,
    raw_tune,
    right,
    tune,
    types,
):
    wrong_tune = classes[raw_tune.argmax(axis=1)] != types[tune]
    loss_tune, loss = MISFILE_USD * wrong_tune, MISFILE_USD * ~right

    def usd(sure, at, desk_usd=DESK_USD):
        """Dollars of each judged card: filed from this confidence on, else the desk."""
        return cost_usd(sure, loss, threshold=at, desk_usd=desk_usd)

    files_all = mean_interval(usd(confidence, 0.0), lines_again)
    raw_choice = mean_interval(usd(raw.max(axis=1), 1 - DESK_USD / MISFILE_USD), lines_again)
    # Chosen on the held-out lines, judged on the others; the ledger keeps the story's price.
    at_story = best_threshold(cool_tune.max(axis=1), loss_tune)
    story_choice = mean_interval(usd(confidence, at_story.threshold), lines_again)
    return files_all, loss, loss_tune, raw_choice, story_choice, usd


@app.cell
def _(confidence, cool_tune, desk_price, lines_again, loss, loss_tune, usd):
    # The same at the slider's price.
    chosen = best_threshold(cool_tune.max(axis=1), loss_tune, desk_usd=desk_price.value)
    tuned_choice = mean_interval(usd(confidence, chosen.threshold, desk_price.value), lines_again)
    flattered = best_threshold(confidence, loss, desk_usd=desk_price.value)
    return chosen, flattered, tuned_choice


@app.cell
def _(confidence, desk_price, guess_desk, loss, threshold):
    grid = np.linspace(0.3, 1.0, 36)
    prices = costs_by_threshold(confidence, loss, desk_usd=desk_price.value, thresholds=grid)
    here = prices.row(int(np.abs(grid - threshold.value).argmin()), named=True)
    drawn_prices = prices.with_columns(cards=pl.lit("cooled confidence"))
    after(
        guess_desk,
        figure(
            *curves(
                drawn_prices,
                x="threshold",
                y="cost_usd",
                series="cards",
                titles=("file from this confidence", "$ a card"),
            )
        ),
    )
    return (here,)


@app.cell(hide_code=True)
def _(
    chosen,
    desk_price,
    files_all,
    flattered,
    guess_desk,
    here,
    threshold,
    tuned_choice,
):
    _other = min(files_all.estimate, desk_price.value)
    _saved = (_other - tuned_choice.estimate) / _other
    after(
        guess_desk,
        mo.md(f"""
    At {threshold.value:.2f}: ${here["cost_usd"]:.4f} a card, {here["desk_share"]:.0%} to the desk, {here["misfiled"] or 0:.1%} of the filed ones wrong. All
    to the desk ${desk_price.value:.4f}, all filed ${files_all.estimate:.4f}. On the held-out lines {chosen.threshold:.2f} was cheapest; on these
    unseen ones it costs ${tuned_choice.estimate:.4f} ({tuned_choice.low:.4f} to {tuned_choice.high:.4f}), {_saved:.0%} less than the better of the two.

    Chosen on the very cards that judge it, the threshold would be {flattered.threshold:.2f} and promise ${flattered.cost_usd:.4f}:
    flattery of {abs(100 * (1 - flattered.cost_usd / tuned_choice.estimate)):.1f} %. The valley is flat.

    **Change one thing.** Make the desk as dear as a misfile. Which threshold follows, and why?
    """),
        right="nothing"
        if _saved <= 0.005
        else "up to a fifth"
        if _saved <= 0.2
        else "more than a fifth",
    )
    return


@app.cell(hide_code=True)
def _():
    guess_matrix = predict(
        "04.matrix",
        "A Dragon filed as Fighting costs $3, another card filed as Dragon $1.50. Whose cards go to the "
        "desk more often than before?",
        ["those that look like Dragon or Fighting", "all alike", "none"],
    )
    mo.vstack(
        [
            mo.md(r"""
    ### Some errors are dearer

    The average misfile hides its parts. With a cost for each [true, named] pair there is a rule without
    any threshold: for every card, the expected cost of naming each type, and of the desk; take the least.
    It needs all eleven probabilities, and it needs them calibrated.
    """),
            guess_matrix,
        ]
    )
    return (guess_matrix,)


@app.cell
def _(classes, confidence, cool, lines_again, raw, test, types):
    costs = misfile_costs(classes)
    code_of = np.searchsorted(classes, types[test])

    def matrix_usd(decided):
        return decision_cost_usd(code_of, decided, costs)

    by_threshold = np.where(confidence >= 1 - DESK_USD / MISFILE_USD, cool.argmax(axis=1), DESK)
    ways = {
        "one threshold, cooled": by_threshold,
        "least expected cost, raw": cheapest(raw, costs),
        "least expected cost, cooled": cheapest(cool, costs),
    }
    bill = {name: mean_interval(matrix_usd(named), lines_again) for name, named in ways.items()}
    return bill, matrix_usd, ways


@app.cell
def _(bill, guess_matrix, ways):
    after(
        guess_matrix,
        pl.DataFrame(
            [(name, *one[:3], np.mean(ways[name] == DESK)) for name, one in bill.items()],
            schema=["rule", "$ a card", "low", "high", "desk share"],
            orient="row",
        ).with_columns(pl.selectors.float().round(4)),
    )
    return


@app.cell(hide_code=True)
def _(classes, cool, guess_matrix, lines_again, matrix_usd, ways):
    _like = np.isin(cool.argmax(axis=1), np.flatnonzero(np.isin(classes, ["Dragon", "Fighting"])))
    _old, _new = (
        ways[one] == DESK for one in ("one threshold, cooled", "least expected cost, cooled")
    )
    _saved = paired_difference(
        matrix_usd(ways["one threshold, cooled"]),
        matrix_usd(ways["least expected cost, cooled"]),
        lines_again,
    )
    after(
        guess_matrix,
        mo.md(f"""
    Cards named Dragon or Fighting: {_old[_like].mean():.0%} to the desk before, {
            _new[_like].mean():.0%} now; the others {_old[~_like].mean():.0%} and {
            _new[~_like].mean():.0%}. Against
    one threshold the matrix saves ${_saved.estimate:.4f} a card ({_saved.low:.4f} to {
            _saved.high:.4f}, paired by line), {
            f"${CARDS_A_YEAR * _saved.estimate:,.0f} a year"
            if _saved.low > 0
            else "and the interval holds 0: more lines would tell"
        }.

    Two rules of thumb go with it: price an error before you reduce it, and never price with
    uncalibrated probabilities.
    """),
        right="those that look like Dragon or Fighting",
    )
    return


@app.cell(hide_code=True)
def _():
    guess_arms = predict(
        "04.arms",
        "Half of the lots get the new model. To find one point more accuracy, four times in five, each arm "
        "needs …",
        ["about 2,000 cards", "about 20,000 cards", "more than 40,000 cards"],
    )
    alike = mo.ui.slider(
        start=0.0,
        stop=0.2,
        step=0.02,
        value=0.0,
        show_value=True,
        label="Correlation of the outcomes within a lot",
        full_width=True,
    )
    mo.vstack(
        [
            mo.md(r"""
    ## 10. Shadow for models, A/B for people

    A rival arrives: the same model with ten times the penalty. An A/B test would give each model other
    cards. But the desk can type *any* card, so both can answer the *same* ones, one
    of them unheard: a **shadow** run.
    """),
            guess_arms,
            alike,
        ]
    )
    return alike, guess_arms


@app.cell
def _(alike, cards, learn, lines_again, right, table, test, types):
    rival = fit(table[learn], types[learn], Settings(options={"C": 0.1})).pipeline
    rival_right = rival.predict(table[test]) == types[test]
    ahead = paired_difference(rival_right, right, lines_again)
    coin = mcnemar_as_if_cards_were_independent(rival_right, right)
    lot_of = cards["lot_id"].to_numpy()[test]
    two_arms = lots_needed(float(right.mean()), 0.01, lots=Lots(correlation=alike.value))
    likeness, by_line_too = (
        intraclass_correlation(right, cards[unit].to_numpy()[test])
        for unit in ("lot_id", "line_id")
    )
    shadow = paired_lots_needed(rival_right.astype(float) - right, lot_of, 0.01)
    return ahead, by_line_too, coin, likeness, shadow, two_arms


@app.cell
def _(guess_arms, shadow, two_arms):
    after(
        guess_arms,
        pl.DataFrame([two_arms, shadow])
        .with_columns(way=pl.Series(["A/B, each of two arms", "shadow, once"]))
        .select("way", "cards", "cards_if_independent"),
    )
    return


@app.cell(hide_code=True)
def _(ahead, alike, by_line_too, coin, guess_arms, likeness, shadow, two_arms):
    after(
        guess_arms,
        mo.md(f"""
    Two arms need {two_arms.cards:,} cards *each*; the shadow run {shadow.cards:,} in all, because most cards are right, or
    wrong, under both and cancel. Here: {100 * ahead.estimate:+.2f} points ({100 * ahead.low:+.2f} to {100 * ahead.high:+.2f}, lines drawn again); McNemar's test on cards
    says p = {coin.p_value:.2g}, as for coins.

    Right answers hardly correlate within a lot ({likeness:.3f}), but within a *line* they do ({by_line_too:.2f}): more boxes of known species tell
    little of others.

    **Change one thing.** A correlation of .1, as people may have: lots then need 1 + (25 - 1) × .1 times the cards.
    """),
        right=None
        if alike.value
        else "about 2,000 cards"
        if two_arms.cards < 6_000
        else "about 20,000 cards"
        if two_arms.cards <= 40_000
        else "more than 40,000 cards",
    )
    return


@app.cell(hide_code=True)
def _():
    guess_peek = predict(
        "04.peek",
        "Two equal offers. Somebody looks every day and stops at p < .05. In 20 days, how many of 100 such "
        "tests find a difference?",
        ["about 5", "6 to 15", "more than 15"],
    )
    days = mo.ui.slider(
        start=2, stop=40, value=20, show_value=True, label="Days, one look a day", full_width=True
    )
    mo.vstack(
        [
            mo.md(r"""
    What people *do* has no truth to look up: does a seller accept an offer? Each sees one offer, so arms
    are needed. Randomise whole lots, fix the smallest difference and the day, and look once.
    """),
            guess_peek,
            days,
        ]
    )
    return days, guess_peek


@app.cell
def _(days):
    equal_offers = DailyTest(
        base_rate=0.6, days=days.value, lots_a_day=20, lots=Lots(correlation=0.1)
    )
    looks = peeking(equal_offers, seed=4, tests=1_000)
    false_alarms = pl.concat(
        [
            looks.select("looks", share=name, rule=pl.lit(rule))
            for name, rule in (
                ("every_look", "stop at p < .05"),
                ("this_look_alone", "look once, that day"),
                ("obrien_fleming", "planned limits"),
            )
        ]
    )
    return false_alarms, looks


@app.cell
def _(days, guess_peek, looks):
    found_by_then = looks.row(-1, named=True)
    planned = minimum_detectable(0.6, 20 * days.value, lots=Lots(correlation=0.1))
    after(
        guess_peek,
        looks.tail(3).with_columns(pl.selectors.float().round(3)),
    )
    return found_by_then, planned


@app.cell(hide_code=True)
def _(days, false_alarms, found_by_then, guess_peek, planned):
    after(
        guess_peek,
        mo.vstack(
            [
                figure(
                    *curves(
                        false_alarms,
                        x="looks",
                        y="share",
                        series="rule",
                        titles=("looks so far", "share of tests without effect that 'found' one"),
                    )
                ),
                mo.md(f"""
    1,000 tests of two equal offers: {found_by_then["every_look"]:.0%} "find" a difference by day {days.value}; looked at once,
    {found_by_then["this_look_alone"]:.0%}; with limits planned for every look (O'Brien and Fleming, 1979), {found_by_then["obrien_fleming"]:.0%} (each
    within {196 * (0.05 * 0.95 / 1_000) ** 0.5:.1f} points). Each look is another chance.

    Look once, or plan the looks. {20 * days.value} lots an arm would find {100 * planned.up:.1f} points, four times in five (acceptance
    .6, correlation .1).

    **Change one thing.** Forty days. Patience is rewarded, and that is the trouble.
    """),
            ]
        ),
        right=None
        if days.value != 20
        else "about 5"
        if found_by_then["every_look"] < 0.06
        else "6 to 15"
        if found_by_then["every_look"] <= 0.15
        else "more than 15",
    )
    return


@app.cell(hide_code=True)
def _():
    guess_board = predict(
        "04.board",
        "Below a tenth misfiled, below 45 % to the desk, cheaper than the rule, no slice more than 5 points "
        "below the rest. What does the board say?",
        ["deploy", "iterate", "abandon"],
    )
    margin = mo.ui.slider(
        start=2,
        stop=20,
        value=5,
        show_value=True,
        label="A slice may lie … points below the rest",
        full_width=True,
    )
    file_from = mo.ui.slider(
        start=0.6,
        stop=0.95,
        step=0.05,
        value=0.75,
        show_value=True,
        label="The candidate files from",
        full_width=True,
    )
    mo.vstack(
        [
            mo.md(r"""
    ## 11. The review board

    A go / no-go rule is written *before* the numbers, or it is written by them. The shop's: a share or a saving
    meets its limit when the whole interval does; a slice fails when it is clearly worse and beyond the margin; what was
    not measured stops a deployment.
    """),
            guess_board,
            margin,
            file_from,
        ]
    )
    return file_from, guess_board, margin


@app.cell
def _(cards, classes, confidence, file_from, learn, table, test, types, usd):
    rule = fit(table[learn], types[learn], Settings(model="word_rule")).pipeline
    by_rule = probabilities_of(rule, table[test], classes)
    rule_wrong = classes[by_rule.argmax(axis=1)] != types[test]
    rule_usd = cost_usd(by_rule.max(axis=1), MISFILE_USD * rule_wrong, threshold=0.75)
    model_usd = usd(confidence, file_from.value)
    filed = confidence >= file_from.value
    flags = {
        name: (cards[column] == value).to_numpy()[test]
        for name, column, value in (
            ("Japanese print", "language", "ja"),
            ("Italian print", "language", "it"),
            ("slab of Apex", "grading_company", "Apex"),
        )
    }
    return filed, flags, model_usd, rule_usd


@app.cell
def _(
    filed,
    flags,
    guess_board,
    lines_again,
    margin,
    model_usd,
    right,
    rule_usd,
):
    findings = Findings(
        misfiled_share=ratio_interval(filed & ~right, filed, lines_again),
        desk_share=mean_interval(~filed, lines_again),
        saving_usd=paired_difference(rule_usd, model_usd, lines_again),
        slices=slice_report(right, flags, lines_again),
    )
    verdict = review(findings, Limits(slice_margin=margin.value / 100))
    after(
        guess_board,
        pl.DataFrame(
            [(one.subject, one.standing, one.found) for one in verdict.reasons],
            orient="row",
            schema=["criterion", "standing", "found"],
        ),
    )
    return findings, verdict


@app.cell(hide_code=True)
def _(file_from, guess_board, margin, verdict):
    after(
        guess_board,
        mo.md(f"""
    **{verdict.decision.capitalize()}.** {"; ".join(f"*{one.subject}*: {one.standing}" for one in verdict.reasons)}.
    {" ".join(dict.fromkeys(verdict.conditions)) or "Every criterion is met."}

    "Iterate" is no polite "no": it names what to do, and what the desk could take until then.

    **Change one thing.** Find a margin, or a confidence, at which the answer changes. Who may move either, and when?
    """),
        right=verdict.decision if (margin.value, file_from.value) == (5, 0.75) else None,
    )
    return


@app.cell
def _(cards, filed, test):
    by_country = (
        cards[test]
        .select("seller_country", desk=pl.Series(~filed))
        .group_by("seller_country")
        .agg(cards=pl.len(), desk_share=pl.col("desk").mean().round(3))
        .sort("seller_country")
    )
    return (by_country,)


@app.cell
def _(
    accuracy,
    best_t,
    by_country,
    file_from,
    findings,
    learn,
    lines_again,
    model_usd,
    test,
    verdict,
):
    card_text = model_card(
        CardFacts(
            name="type classifier",
            version="lesson 04",
            model="logistic regression, temperature on held-out lines",
            evaluation=DataFacts(
                about="unseen evolution lines", rows=test.size, lines=lines_again.n_units
            ),
            training=DataFacts(about="the lines to learn from", rows=learn.size),
            metrics={"accuracy": Metric(accuracy, "share of cards")},
            calibration={"temperature": Metric(best_t, "factor")},
            dollars={
                "cost": Metric(mean_interval(model_usd, lines_again), "$ a card"),
                "threshold": Metric(file_from.value, "confidence"),
            },
            slices=findings.slices,
            desk_by_country=by_country,
            review=verdict,
        )
    )
    return (card_text,)


@app.cell(hide_code=True)
def _(card_text):
    mo.vstack(
        [
            mo.md(f"""
    A **model card** travels with the model: what it is for and what not, on which cards it was judged,
    with intervals; what fails; who decided. This one was written by the cells above; what nobody measured
    says so ({card_text.count("not measured") + card_text.count("not stated")} times here).
    """),
            mo.accordion({"The model card": mo.md(card_text)}),
            show_source(review),
        ]
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## Industry context

    - **Gender Shades** (Buolamwini and Gebru, 2018): three gender classifiers erred on up to 34.7 % of
      darker-skinned women and at most 0.8 % of lighter-skinned men. The average hid it.
    - **A health programme** ranked patients by expected *cost* as a stand-in for need, and so passed over
      Black patients (Obermeyer et al., *Science*, 2019): the label, not the model, was unfair.
    - **Google** proposed model cards, so that such numbers travel (Mitchell et al., 2019).
    - **Microsoft, Google, LinkedIn** describe how people's behaviour is tested online: Kohavi, Tang and Xu,
      *Trustworthy Online Controlled Experiments*, 2020.
    """)
    return


@app.cell(hide_code=True)
def _():
    why_spam = socratic(
        "04.spam",
        "**1.** A spam detector is 95 % accurate. Is that good?",
        "Ask how common spam is. If 2 % of the letters are spam, a constant that lets everything through is "
        "98 % accurate: 95 % is below it, and may still catch all spam; if half are, it is far above. Then ask which "
        "errors make up the 5 %: a letter that is lost costs more than an advertisement that is read. "
        "Recall, precision and the price of each error answer; accuracy cannot.",
    )
    why_recall = socratic(
        "04.recall",
        "**2.** Precision or recall: for cancer screening, for a spam filter, for card fraud? Why?",
        "Screening leans to recall, because a second test follows and a miss may cost a life; but a "
        "screening that frightens everybody is stopped, so precision has a floor. A spam filter leans to "
        "precision: a lost letter is not found again. Fraud has prices on both sides, the stolen sum and the "
        "blocked customer, so neither: choose the threshold that costs least. In each case the action after "
        "the alarm decides.",
    )
    why_mediocre = socratic(
        "04.mediocre",
        "**3.** Perfect on training cards, mediocre on test cards. Name five possible causes.",
        "Too much freedom for the number of lines. A leak into training: a column that is filled in after "
        "the outcome. Groups split apart: the test holds new lines, training was learnt by heart. The "
        "test comes from elsewhere: later, another scanner, another seller. Features computed otherwise at "
        "test time. Labels of the test are worse. Or nothing at all: some models know their training cards by "
        "heart and are still the best on new ones; only the test number decides.",
    )
    why_customer = socratic(
        "04.customer",
        "**4.** How do you explain 'the model is 80 % confident' to somebody who does not do statistics?",
        "With a reference class and a consequence: of a hundred cards about which it says 80, about eighty "
        "are right, and we cannot tell which. For yours that means that a person looks. Say it only after "
        "you have checked, on cards like theirs, that the eighty are eighty; on unseen species the raw "
        "number was too high.",
    )
    why_unfair = socratic(
        "04.unfair",
        "**5.** A model is unfair to a group. Name three ways in which that could have happened.",
        "The data: few of the group, or from other circumstances, so that their errors hardly count in the "
        "fit. The label: past decisions, or a stand-in that costs them (spending for need). The features: "
        "measured worse for them, or a stand-in for membership that stays when the column is gone. And one "
        "cut for all, where base rates or costs differ; and feedback: those who are refused never show that they would have paid.",
    )
    mo.vstack(
        [
            mo.md(r"""
    ## Socratic questions

    Write or think first, then compare. What you write here is kept when you come back.
    """),
            why_spam,
            why_recall,
            why_mediocre,
            why_customer,
            why_unfair,
        ],
        gap=2,
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## Common pitfalls

    - **Accuracy without the constant.** The score of "always the commonest" stands beside every accuracy.
    - **Tags counted, not rated.** What sits on most cards sits on most errors.
    - **The threshold chosen on the cards that judge it.** It flatters, as the best model did in lesson 03.
    - **Calibrated on a random split.** It certifies a confidence that new species do not earn.
    - **AUC for a decision.** It ranks; it knows no cut and no price.
    - **Ten slices, one finding.** Count how many you looked at.
    - **An A/B test of accuracy.** If both answers can be checked, score both models on the same cards.
    - **Peeking.** "Significant on Tuesday" is no result, if you would also have stopped on Wednesday.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## Aha moments

    - Accuracy alone misleads: the confusion matrix says which errors, and the prices say which matter.
    - You can tell beforehand which types will be confused: those whose features overlap.
    - Some errors cost five times the average, and a model without a desk saves nothing over a rule.
    - The same model is calibrated on cards it half knows, and over-confident on those that come.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## You have mastered this when you can

    - choose the right measure for a business problem, and say what each error costs
    - state a model's limits before anybody asks
    - conduct a thorough error analysis in 30 minutes
    - write a model card that another team could decide by

    **Teach** calibration to a colleague with one sentence and one chart. **Apply** section 5 to your last fifty
    errors. **Debug**: which accuracy on your dashboard has no constant beside it?
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.vstack([mo.md("## Exercises"), exercises("04")])
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## Further reading

    - Saito and Rehmsmeier, *The Precision-Recall Plot Is More Informative than the ROC Plot*, PLoS ONE, 2015
    - Guo et al., [On Calibration of Modern Neural Networks](https://proceedings.mlr.press/v70/guo17a.html), ICML 2017
    - Elkan, *The Foundations of Cost-Sensitive Learning*, IJCAI 2001; Chow, *On Optimum Recognition Error and Reject
      Tradeoff*, 1970: the desk rule
    - Mitchell et al., [Model Cards for Model Reporting](https://arxiv.org/abs/1810.03993), 2019
    - Kleinberg, Mullainathan and Raghavan, *Inherent Trade-Offs in the Fair Determination of Risk Scores*, 2016
    - Johari et al., *Peeking at A/B Tests*, KDD 2017
    """)
    return


if __name__ == "__main__":
    app.run()
