# /// script
# requires-python = ">=3.11"
# dependencies = ["marimo>=0.25.2", "ml-engineering-course", "numpy", "polars"]
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
app = marimo.App(app_title="03 Model training")

with app.setup(hide_code=True):
    import pickle
    import statistics
    import tempfile
    import time
    from dataclasses import replace
    from importlib.metadata import version

    import marimo as mo
    import numpy as np
    import polars as pl

    from cardshop.dataset import load_cards
    from cardshop.evaluation import (
        decide,
        detectable_over_splits,
        mcnemar_as_if_cards_were_independent,
        over_splits,
        paired_difference,
        redraw_cards_as_if_independent,
        redraw_lines,
    )
    from cardshop.features import FEATURES, features
    from cardshop.training import (
        Settings,
        by_line,
        coefficients,
        compare,
        drawn,
        estimate,
        open_tracker,
        search,
        seed_lottery,
    )
    from cardshop.training.fitting import fit, probabilities_of
    from classroom.charts import curves, intervals
    from classroom.display import after, code, exercises, figure, ledger, predict, socratic

    DESK_USD, MISFILE_USD = 0.15, 0.60
    SURE = 1 - DESK_USD / MISFILE_USD
    CARDS_A_YEAR = 2_000 * 300


@app.cell(hide_code=True)
def _():
    mo.md(rf"""
    # 03 Model training

    **One rule: judge the difference between two models on the same unseen lines, with its interval,
    or you compare luck.**

    Core part 55 minutes, exercises about two hours. Each section asks you to predict, then runs,
    then explains with the numbers that the cells above it computed.

    The *desk* types a card for ${DESK_USD:.2f}, a misfile costs ${MISFILE_USD:.2f}, the shop sees
    {CARDS_A_YEAR:,} cards a year. (Assumptions.) So a model files a card when
    {SURE:.0%} sure (to be believed? lesson 04), and asks the desk otherwise.
    """)
    return


@app.cell(hide_code=True)
def _(named_models, size, usd_a_card):
    mo.vstack(
        [
            mo.md(r"""
    ## Learning objectives

    1. **Think in experiments.** Write a hypothesis that can fail, compare models on equal terms, and
       track every run.
    2. **Know the zoo.** Choose between linear models, trees and networks, read what they learned, and
       match freedom to the data.
    3. **Master the training process.** Splits by evolution line, honest intervals, hyperparameters
       against learned parameters.

    ## The ledger so far
    """),
            ledger(
                ("Every card to the desk", -DESK_USD),
                (
                    "The word rule files what it covers, else desk",
                    -usd_a_card(named_models["word_rule"]).mean(),
                ),
                (
                    f"Logistic regression files above {SURE:.0%}, else desk",
                    -usd_a_card(named_models["logistic"]).mean(),
                ),
            ),
            mo.md(f"Measured below on unseen lines, at {size.selected_key}."),
        ]
    )
    return


@app.cell(hide_code=True)
def _():
    guess_hypothesis = predict(
        "03.hypothesis",
        "A network for logistic regression. Which is a hypothesis?",
        [
            "networks are the better models",
            "the network scores 82 % on our cards",
            "on the same unseen lines it is right on 1 card in 100 more",
            "we try the network and see",
        ],
    )
    extra_usd = mo.ui.slider(
        start=1_200,
        stop=24_000,
        step=1_200,
        value=3_600,
        show_value=True,
        label="What the network costs more to run ($ a year)",
        full_width=True,
    )
    mo.vstack(
        [
            mo.md(r"""
    ## 1. A hypothesis before a model

    After six scores, some story explains the best one. So the experiment is written
    down first: the claim, what would change your mind, and from which difference on you act.
    """),
            guess_hypothesis,
            extra_usd,
        ]
    )
    return extra_usd, guess_hypothesis


@app.cell
def _(extra_usd, size):
    # If every card is filed, one more right card of 100 is worth this share of the misfiles.
    matters = extra_usd.value / (CARDS_A_YEAR * MISFILE_USD)
    plan = {
        "hypothesis": "the network is right more often than logistic regression",
        "measure": "accuracy on evolution lines that neither has seen, both on the same splits",
        "smallest difference that matters": f"{100 * matters:.1f} points",
        "size": size.selected_key,
        "I act if": "the whole interval of the difference lies above that",
        "no difference that matters if": "it lies between minus that and that",
        "I change my mind if": "it lies below minus that",
        "otherwise": "I cannot tell",
    }
    rows = [f"| {part} | {text} |" for part, text in plan.items()]
    mo.md("\n".join(["| part | written before the run |", "|:---|:---|", *rows]))
    return (matters,)


@app.cell(hide_code=True)
def _(extra_usd, guess_hypothesis, matters):
    after(
        guess_hypothesis,
        mo.md(f"""
    It names a comparison, a unit and a size, and it can *fail*. The size comes from money:
    ${extra_usd.value:,} a year is {100 * matters:.1f} points of accuracy, at ${MISFILE_USD:.2f} a misfile and
    {CARDS_A_YEAR:,} cards, if every card is filed. (Section 7 counts with the desk.)

    **Change one thing.** Move the running cost. The verdicts of section 2 move with it, and nothing is
    trained again. Would your last winner have cleared its own bar?
    """),
        right="on the same unseen lines it is right on 1 card in 100 more",
    )
    return


@app.cell(hide_code=True)
def _():
    guess_best = predict(
        "03.best",
        "Which model is clearly best on unseen species?",
        ["logistic", "forest", "xgboost", "network", "none is clearly best"],
    )
    size = mo.ui.dropdown(
        {"2,400 cards, 4 splits": (5, 4), "12,000 cards, 5 splits": (1, 5)},
        value="2,400 cards, 4 splits",
        label="Size (the larger takes a minute)",
    )
    mo.vstack(
        [
            mo.md(r"""
    ## 2. A fair comparison

    The same cards, features and splits, each preparation fitted on training rows. A **split** puts
    whole evolution lines aside: the shop's question is new species. Two controls:
    a *dummy* that knows only how common the types are, and the shop's *word rule*.
    """),
            guess_best,
            size,
        ]
    )
    return guess_best, size


@app.cell
def _(size):
    every, splits = size.value
    cards = load_cards().gather_every(every)
    # Fixed before the first run. Fewer trees and epochs than the shop's own, for speed.
    options = {
        "logistic": {},
        "dummy": {},
        "word_rule": {},
        "forest": {"n_estimators": 30},
        "xgboost": {"n_estimators": 20, "learning_rate": 0.3},
        "network": {"epochs": 30},
    }
    zoo = [Settings(model=name, options=told, splits=splits) for name, told in options.items()]
    return cards, splits, zoo


@app.cell
def _(cards, splits, zoo):
    steps = len(zoo) * (splits + 2)
    with mo.status.progress_bar(total=steps, title="Training", remove_on_exit=True) as _bar:
        trained = compare(cards, zoo, progress=lambda what, *_: _bar.update(subtitle=what))

    def accuracies(model):
        return model.values("accuracy")

    named_models = {one.settings.model: one for one in trained}
    scores = pl.DataFrame(
        {"split": [one.name.replace("seed", "split") for one in trained[0].scores]}
        | {name: accuracies(one) for name, one in named_models.items()}
    )
    rounded = scores.with_columns(pl.selectors.float().round(3))
    rounded.transpose(include_header=True, header_name="model", column_names="split")
    return accuracies, named_models, scores, trained


@app.cell
def _(scores):
    ours, theirs = scores["network"], scores["logistic"]
    # The wrong way first: each model on a split of its own.
    crossed = [a - b for i, a in enumerate(ours) for j, b in enumerate(theirs) if i != j]
    paired = (ours - theirs).to_list()
    scatter = [100 * statistics.stdev(one) for one in (crossed, paired)]
    pl.DataFrame(
        {
            "network less logistic, scored on": ["different splits", "the same split"],
            "points, least": [100 * min(crossed), 100 * min(paired)],
            "points, most": [100 * max(crossed), 100 * max(paired)],
            "standard deviation": scatter,
        }
    ).with_columns(pl.selectors.float().round(1))
    return (scatter,)


@app.cell(hide_code=True)
def _(scatter):
    _wide, _narrow = scatter
    mo.md(f"""
    The difference between two models scatters by {
        _wide:.1f} points when each has a split of its own,
    and by {_narrow:.1f} on the same one. {
        "Some lines are hard for every model, and pairing removes that"
        if _narrow < _wide
        else "Here pairing removed nothing; mostly, lines that are hard for one model are for the other"
    }. Two scores from two papers, or from yours and a colleague's split, are the first kind.
    """)
    return


@app.function
def apart(one, other, values):
    """The mean paired difference over the splits, with its corrected interval."""
    ratio = statistics.mean(score.n_test / score.n_train for score in one.scores)
    return over_splits(np.subtract(values(one), values(other)), test_over_train=ratio).corrected


@app.cell
def _(accuracies, matters, named_models):
    logistic = named_models["logistic"]
    against = {
        name: apart(one, logistic, accuracies)
        for name, one in named_models.items()
        if name != "logistic"
    }
    verdicts = pl.DataFrame(
        [
            (name, *(100 * end for end in one[:3]), decide(one, smallest_that_matters=matters))
            for name, one in against.items()
        ],
        schema=["model", "estimate", "low", "high", "verdict"],
        orient="row",
    )
    verdicts.with_columns(pl.selectors.float().round(1))
    return logistic, verdicts


@app.cell
def _(accuracies, logistic, named_models):
    rivals = {name: named_models[name] for name in ("logistic", "forest", "xgboost", "network")}
    means = {name: statistics.mean(accuracies(one)) for name, one in rivals.items()}
    leader = max(means, key=means.get)
    leads = {
        name: apart(rivals[leader], one, accuracies)
        for name, one in rivals.items()
        if name != leader
    }
    tied = [name for name, lead in leads.items() if lead.low <= 0]
    findable = detectable_over_splits(
        np.subtract(accuracies(rivals["network"]), accuracies(logistic)), test_over_train=1 / 3
    )
    return findable, leader, means, tied


@app.cell(hide_code=True)
def _(findable, guess_best, leader, matters, means, size, tied, verdicts):
    _rivals = verdicts.filter(pl.col("model").is_in(list(means)))
    after(
        guess_best,
        mo.vstack(
            [
                figure(
                    *intervals(
                        _rivals, category="model", unit="points of accuracy against logistic"
                    )
                ),
                mo.md(f"""
    At {size.selected_key}: {", ".join(f"{name} {mean:.3f}" for name, mean in means.items())}.
    The highest score is `{leader}`'s. {
                    f"Its interval against {' and '.join(f'`{one}`' for one in tied)} holds 0, so nobody has won"
                    if tied
                    else "Its intervals against the others lie above 0, though these scores picked it"
                }.

    Judging by the spread seen here, a true lead of the network of {
                    100 * findable.difference:.1f} points would be seen off 0
    four times in five (roughly). To be called *better*, the whole interval has to lie beyond what
    matters: a lead of about {100 * (matters + findable.difference):.1f}.

    **Change one thing.** Take the larger size, or move the running cost.
    """),
            ]
        ),
        right=leader if not tied else "none is clearly best",
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    | family | draws | is at home with | pays with |
    |:---|:---|:---|:---|
    | **linear** (logistic) | straight borders | few lines, good features | no bends unless you build them |
    | **trees** (forest, xgboost) | boxes, cut by cut | mixed units, interactions, outliers | size, steps instead of slopes |
    | **network** | smooth bends | many cards, scaled inputs | tuning, seeds, nothing to read |

    Options above were fixed, not tuned: this compares four *recipes*, never four families. A tuned
    forest against an untuned network says who was tuned. How wide, by the way, is "with its interval"?
    """)
    return


@app.cell(hide_code=True)
def _():
    guess_cover = predict(
        "03.cover",
        "Mean ± t × s / √J over J random splits, called 95 %. In how many of 100 shops does it "
        "hold the truth?",
        ["94 or more", "85 to 93", "below 85"],
    )
    recipe = mo.ui.dropdown(
        ["class means", "nearest card", "class means: what the hue adds"],
        value="class means",
        label="What is measured",
    )
    n_splits = mo.ui.slider(
        start=2, stop=30, value=10, show_value=True, label="Random splits J", full_width=True
    )
    mo.vstack(
        [
            mo.md(r"""
    ## 3. Why the usual interval is too narrow

    Ten splits look like ten observations. But every split deals the *same* cards again. Whether an
    interval keeps its promise can be tested: play many shops, and count how often it holds the truth.
    """),
            guess_cover,
            recipe,
            n_splits,
        ]
    )
    return guess_cover, n_splits, recipe


@app.cell
def _():
    def class_means(table, kinds, trains):
        """The kind of each card by the nearest mean of a kind; a row for each training set."""
        hot = np.eye(kinds.max() + 1)[kinds]
        counts = (trains @ hot)[:, :, None]
        sums = trains.astype(float) @ (hot[:, :, None] * table[:, None, :]).reshape(len(table), -1)
        centres = sums.reshape(*counts.shape[:2], -1) / np.maximum(counts, 1)
        squares = (centres**2).sum(2)[:, :, None] - 2 * centres @ table.T
        return np.where(counts > 0, squares, np.inf).argmin(1)

    def nearest_card(table, kinds, trains):
        """The kind of the most similar training card; a row for each training set."""
        squares = (table**2).sum(1) - 2 * table @ table.T
        return np.stack([kinds[np.where(train, squares, np.inf).argmin(1)] for train in trains])

    return class_means, nearest_card


@app.cell
def _(cards):
    numeric = tuple(
        name
        for name, one in FEATURES.items()
        if one.dtype == pl.Float32 and one.group in ("raw", "hue", "egg")
    )
    plain = features(cards, numeric)
    kinds = np.unique(cards["card_type"].to_numpy(), return_inverse=True)[1]
    line_of = np.unique(cards["line_id"].to_numpy(), return_inverse=True)[1]
    numbers = plain.fill_null(0).to_numpy().astype(float)
    spread = numbers.std(axis=0)
    numbers = (numbers - numbers.mean(axis=0)) / np.where(spread > 0, spread, 1)
    without_hue = [place for place, name in enumerate(numeric) if not name.startswith("hue_")]
    return kinds, line_of, numbers, numeric, plain, without_hue


@app.cell
def _(
    class_means,
    kinds,
    line_of,
    n_splits,
    nearest_card,
    numbers,
    recipe,
    without_hue,
):
    def world(seed, n_lines=60, in_test=15):
        """The score of each of J splits in a shop that has 60 of the evolution lines."""
        random = np.random.default_rng(seed)
        own = random.choice(line_of.max() + 1, n_lines, replace=False)
        rows = np.flatnonzero(np.isin(line_of, own))
        line, kind, table = line_of[rows], kinds[rows], numbers[rows]
        deals = [random.choice(own, in_test, replace=False) for _ in range(n_splits.value)]
        tests = np.stack([np.isin(line, deal) for deal in deals])
        answer = nearest_card if recipe.value == "nearest card" else class_means
        right = (answer(table, kind, ~tests) == kind).astype(float)
        if recipe.value == "class means: what the hue adds":
            right -= class_means(table[:, without_hue], kind, ~tests) == kind
        return (right * tests).sum(1) / tests.sum(1)

    with mo.status.progress_bar(total=300, title="Shops", remove_on_exit=True) as _bar:
        shops = [world(seed) for seed in range(300) if _bar.update() is None]
    return (shops,)


@app.cell
def _(shops):
    truth = float(np.mean(shops))
    both = [over_splits(one, test_over_train=1 / 3) for one in shops]
    called = {name: [getattr(one, name) for one in both] for name in ("naive", "corrected")}
    covered = {
        name: statistics.mean(one.low <= truth <= one.high for one in found)
        for name, found in called.items()
    }
    width = {
        name: statistics.mean(one.half_width for one in found) for name, found in called.items()
    }
    return covered, truth, width


@app.cell(hide_code=True)
def _(covered, guess_cover, n_splits, recipe, shops, truth, width):
    _share = covered["naive"]
    _error = 1.96 * (_share * (1 - _share) / len(shops)) ** 0.5
    after(
        guess_cover,
        mo.md(f"""
    {len(shops)} shops of 60 lines, {n_splits.value} splits each, *{recipe.value}*, true mean {truth:.3f}:

    | interval called 95 % | half-width | held the truth |
    |:---|---:|---:|
    | naive: s² / J | ± {100 * width["naive"]:.1f} points | **{covered["naive"]:.0%}** |
    | corrected: s² (1 / J + test / train) | ± {100 * width["corrected"]:.1f} points | **{covered["corrected"]:.0%}** |

    The first share is known within ± {100 * _error:.0f} points. Nadeau and Bengio's correction (2003) is an
    *approximation*: too wide for some differences, a little too narrow for jumpy recipes such as the
    nearest card.

    **Change one thing.** Raise J: the naive interval gets narrower and *less* true.
    """),
        right="94 or more"
        if round(100 * _share) >= 94
        else "85 to 93"
        if round(100 * _share) >= 85
        else "below 85",
    )
    return


@app.cell
def _(logistic, named_models):
    first = pl.col("split") == logistic.scores[0].name
    straight = logistic.predictions.filter(first)
    bent = named_models["network"].predictions.filter(first)
    lines = straight["line_id"].to_numpy()
    n_lines, n_cards = straight["line_id"].n_unique(), straight.height
    by_lines = paired_difference(bent["right"], straight["right"], redraw_lines(lines, seed=1))
    as_if = redraw_cards_as_if_independent(n_cards, seed=1)
    by_cards = paired_difference(bent["right"], straight["right"], as_if)
    coin = mcnemar_as_if_cards_were_independent(bent["right"], straight["right"])
    drawn_again = pl.DataFrame([by_lines, by_cards]).select("unit", "n_units", "low", "high")
    drawn_again.with_columns(pl.selectors.float().round(3))
    return by_cards, by_lines, coin, n_cards, n_lines


@app.cell(hide_code=True)
def _(by_cards, by_lines, coin, n_cards, n_lines):
    _ratio = by_lines.half_width / by_cards.half_width
    mo.md(f"""
    The same mistake on a *single* split: network less logistic regression on {n_cards} cards of {
        n_lines
    }
    lines. Drawing lines again gives ± {100 * by_lines.half_width:.1f} points, drawing cards
    ± {100 * by_cards.half_width:.1f}: {
        f"the second is too narrow, by a factor of {_ratio:.2f}"
        if _ratio > 1
        else "for this pair no narrower: their differences hardly go by line"
    }. McNemar's test on the {coin.only_ours + coin.only_theirs} cards where they differ
    ({coin.only_ours} to {coin.only_theirs}) says p = {
        coin.p_value:.2g}, as if each card were a coin: the wrong tool here.

    Both intervals keep these two *trained* models; only repeated splits train again. What makes a model
    vary when it is trained again?
    """)
    return


@app.cell(hide_code=True)
def _():
    guess_free = predict(
        "03.free",
        "A tree may stop at large leaves (strict) or go on to single cards (free). Where is its "
        "error on unseen lines least?",
        ["at the strictest step", "in between", "at the freest step"],
    )
    family = mo.ui.dropdown(
        ["one tree", "ten trees that vote", "logistic regression"],
        value="one tree",
        label="Who gets more freedom",
    )
    mo.vstack(
        [
            mo.md(r"""
    ## 4. Too strict, too free: bias and variance

    **Bias**: a model that cannot say the truth, whatever the cards. **Variance**: one that says something
    else for every training set. Both can be measured: train a recipe on two halves of the lines, and
    compare the probabilities that they give to the same unseen cards.
    """),
            guess_free,
            family,
        ]
    )
    return family, guess_free


@app.cell
def _(cards):
    table = features(cards, Settings().features)
    types = cards["card_type"].to_numpy()
    classes = np.unique(types)
    is_type = (types[:, None] == classes).astype(float)
    held = by_line(cards, 1, seed=50)[0]
    # Rows of the training side are counted from 0 in the inner split.
    inner = by_line(cards[held.train], 1, seed=51, test_share=0.5)[0]
    halves = [held.train[inner.train], held.train[inner.test]]
    return classes, halves, held, is_type, table, types


@app.cell
def _(classes, halves, held, is_type, plain, types):
    def squared(one, other):
        """The mean squared distance of two tables of probabilities (Brier, 1950)."""
        return ((one - other) ** 2).sum(1).mean()

    def errors(settings):
        own, said = [], []
        for rows in halves:
            model = fit(plain[rows], types[rows], settings).pipeline
            own.append(squared(probabilities_of(model, plain[rows], classes), is_type[rows]))
            said.append(probabilities_of(model, plain[held.test], classes))
        unseen = np.mean([squared(one, is_type[held.test]) for one in said])
        # Of two models: half of their squared distance estimates the variance, without bias.
        return np.mean(own), unseen, squared(*said) / 2

    return (errors,)


@app.cell
def _(errors, family, numeric):
    leaves, penalties = 2 ** np.arange(7, -1, -1), 10.0 ** np.arange(-4, 4)
    # Every column may be asked at every cut; each tree sees a random draw of the cards.
    tree = {"max_features": 1.0, "n_estimators": 10 if family.value.startswith("ten") else 1}
    ladders = {
        "logistic regression": ("logistic", "C", penalties, {}),
        "one tree": ("forest", "min_samples_leaf", leaves, tree),
        "ten trees that vote": ("forest", "min_samples_leaf", leaves, tree),
    }
    model, option, rungs_of, told = ladders[family.value]
    freedom = [
        (one, *errors(Settings(model=model, groups=numeric, options=told | {option: one.item()})))
        for one in rungs_of
    ]
    return freedom, option


@app.cell(hide_code=True)
def _(family, freedom, guess_free, option):
    _names = ("own training lines", "unseen lines", "of which variance")
    _rows = [
        (step, name, share)
        for step, (_, *shares) in enumerate(freedom, start=1)
        for name, share in zip(_names, shares, strict=True)
    ]
    _frame = pl.DataFrame(_rows, schema=["step", "error", "squared error"], orient="row")
    _titles = ("step of freedom, strictest first", "squared error of the probabilities")
    _best = min(freedom, key=lambda one: one[2])
    (_, _own, _strict, _calm), (_, _heart, _free, _wild) = freedom[0], freedom[-1]
    after(
        guess_free,
        mo.vstack(
            [
                figure(
                    *curves(_frame, x="step", y="squared error", series="error", titles=_titles)
                ),
                mo.md(f"""
    {family.value.capitalize()}, numeric features only. Strictest: {_strict:.2f} on unseen lines, {_calm:.2f} of it variance and
    {_strict - _calm:.2f} bias (with the noise that no model removes). Freest: {_free:.2f}, of which {_wild:.2f}
    variance and {_free - _wild:.2f} bias, while its own training lines say {_heart:.2f}. Least error:
    {_best[2]:.2f}, at `{option}` = {_best[0]:g}.

    **Change one thing.** Let ten trees vote, and compare the freest step: most of the variance goes, the
    bias stays about where it was. Then logistic regression, whose penalty is the same kind of knob.
    """),
            ]
        ),
        right=None
        if family.value != "one tree"
        else "at the strictest step"
        if _best is freedom[0]
        else "at the freest step"
        if _best is freedom[-1]
        else "in between",
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    Read it as a table for Monday morning:

    | score on training lines | score on unseen lines | it is | try |
    |:---|:---|:---|:---|
    | low | low, near it | bias, or noise | better features, more freedom |
    | high | much lower | variance, or other data | more lines, less freedom, voting |
    | high | high, and production low | a leak, or drift | lessons 01 and 02 |

    A gap alone is no fault: a forest knows its training cards by heart and may still be best on
    unseen ones. Judge that; the gap says where to look. *More lines*: how many?
    """)
    return


@app.cell(hide_code=True)
def _():
    guess_data = predict(
        "03.data",
        "A tenth of the labels is affordable. Which tenth gives the better model for new species?",
        [
            "cards from all lines",
            "all cards of a tenth of the lines",
            "no difference that so few splits show",
        ],
    )
    extra_share = mo.ui.dropdown(
        {"10 %": 0.1, "50 %": 0.5}, value="10 %", label="Labels you can afford"
    )
    mo.vstack(
        [
            mo.md(r"""
    ## 5. Species are the sample size

    "Get more data" is the dearest sentence in the trade. More *what*? Another print of a species that
    you know, or the first print of one that you do not? Logistic regression, the same number of cards
    both ways.
    """),
            guess_data,
            extra_share,
        ]
    )
    return extra_share, guess_data


@app.cell
def _(cards, line_of, table, types):
    def learned(rows, test):
        fitted = fit(table[rows], types[rows], Settings()).pipeline
        right = np.mean(fitted.predict(table[test]) == types[test])
        return rows.size, np.unique(line_of[rows]).size, right

    def in_order(train):
        mixed = random.permutation(line_of.max() + 1)[line_of[train]]
        # Lines in a random order, each with all its cards.
        whole_lines = train[np.argsort(mixed, kind="stable")]
        return {WAYS[0]: random.permutation(train), WAYS[1]: whole_lines}

    WAYS = ("cards from all lines", "all cards of some lines")
    random, deals, curve = np.random.default_rng(5), by_line(cards, 4, seed=70), []
    for _split in deals:
        _all = learned(_split.train, _split.test)
        for _way, _rows in in_order(_split.train).items():
            for _share in (0.1, 0.5):
                _part = _rows[: round(_share * _rows.size)]
                curve.append((_split.name, _way, _share, *learned(_part, _split.test)))
            curve.append((_split.name, _way, 1.0, *_all))
    return WAYS, curve, deals


@app.cell
def _(WAYS, curve, deals):
    schema = ["split", "way", "share", "cards", "lines", "accuracy"]
    every_score = pl.DataFrame(curve, schema=schema, orient="row")
    learning = every_score.group_by("way", "share", maintain_order=True).agg(
        pl.col("cards", "lines", "accuracy").mean()
    )
    deal_ratio = statistics.mean(one.test.size / one.train.size for one in deals)

    def better_by(one, other):
        """The corrected interval of a difference between two (way, share), in points."""
        ours, theirs = (
            every_score.filter(way=way, share=share)["accuracy"] for way, share in (one, other)
        )
        return over_splits(100 * (ours - theirs), test_over_train=deal_ratio).corrected

    doubled = better_by((WAYS[1], 1.0), (WAYS[1], 0.5))
    learning.with_columns(pl.col("cards", "lines").round(0), pl.col("accuracy").round(3))
    return better_by, doubled, learning


@app.cell(hide_code=True)
def _(WAYS, better_by, deals, doubled, extra_share, guess_data, learning, means):
    _at = learning.filter(pl.col("share") == extra_share.value)
    (_n, _rows_lines, _rows), (_, _few_lines, _few) = _at.select(
        "cards", "lines", "accuracy"
    ).rows()
    _titles = ("training cards", "accuracy on unseen lines")
    _gain, _tenth = (
        better_by((WAYS[0], share), (WAYS[1], share)) for share in (extra_share.value, 0.1)
    )
    after(
        guess_data,
        mo.vstack(
            [
                figure(*curves(learning, x="cards", y="accuracy", series="way", titles=_titles)),
                mo.md(f"""
    {_n:,.0f} cards from {_rows_lines:.0f} lines score **{_rows:.3f}**, as many from {
                    _few_lines:.0f} lines
    **{_few:.3f}** (means of {len(deals)} splits): {_gain.estimate:+.1f} points, corrected interval
    {_gain.low:+.1f} to {_gain.high:+.1f}. {
                    "Another print of a known species tells less than a new species: buy labels *across* species"
                    if _gain.low > 0
                    else "Here so few splits cannot tell the two ways apart"
                }.

    Twice the *lines*, from half to all, brought {doubled.estimate:+.1f} ({doubled.low:+.1f} to
    {doubled.high:+.1f}). The highest score of section 2 is
    {100 * (max(means.values()) - means["logistic"]):.1f} points above logistic regression.

    **Change one thing.** Afford half of the labels.
    """),
            ]
        ),
        right=WAYS[0]
        if _tenth.low > 0
        else "all cards of a tenth of the lines"
        if _tenth.high < 0
        else "no difference that so few splits show",
    )
    return


@app.cell(hide_code=True)
def _():
    guess_flatter = predict(
        "03.flatter",
        "Twenty configurations; you keep the best on the selection lines. On fresh lines it scores …"
        "",
        ["higher", "about the same", "lower"],
    )
    tried = mo.ui.slider(
        start=1, stop=20, value=20, show_value=True, label="Configurations tried", full_width=True
    )
    chosen_on = mo.ui.dropdown(
        {"20 lines": 20, "60 lines": 60, "130 lines": 130}, value="60 lines", label="Chosen on"
    )
    mo.vstack(
        [
            mo.md(r"""
    ## 6. Choosing uses data up

    **Parameters** are learned from cards: coefficients, cuts, weights. **Hyperparameters** are told: the
    penalty, the leaf, the rate. Somebody chooses them by a score. That choice is training, too, and its
    lines are no longer unseen.
    """),
            guess_flatter,
            tried,
            chosen_on,
        ]
    )
    return chosen_on, guess_flatter, tried


@app.cell
def _(cards, line_of, numeric, plain, types):
    space = {"min_samples_leaf": (1, 2, 3, 5, 8, 12), "max_features": (0.1, 0.2, 0.3, 0.5)}
    base = Settings(model="forest", groups=numeric, options={"n_estimators": 5}, splits=2)
    candidates = drawn(base, space, 20, seed=1)
    opened = by_line(cards, 1, seed=60, test_share=0.5)[0]

    def right_on_open(settings):
        fitted = fit(plain[opened.train], types[opened.train], settings).pipeline
        return fitted.predict(plain[opened.test]) == types[opened.test]

    waiting = mo.status.progress_bar(candidates, title="Forests", remove_on_exit=True)
    right_open = np.stack([right_on_open(one) for one in waiting])
    open_lines, place = np.unique(line_of[opened.test], return_inverse=True)
    in_line = np.eye(open_lines.size)[place]
    return base, in_line, right_open, space


@app.cell
def _(chosen_on, in_line, right_open, tried):
    right_in, cards_in = right_open @ in_line, in_line.sum(0)

    def contest(seed):
        """Scores on selection and on fresh lines of the winner, and of one taken unseen."""
        random = np.random.default_rng(seed)
        lines = random.permutation(cards_in.size)
        entered = random.permutation(len(right_in))[: tried.value]
        choose, fresh = lines[: chosen_on.value], lines[chosen_on.value :]
        chosen, honest = (
            right_in[entered][:, part].sum(1) / cards_in[part].sum() for part in (choose, fresh)
        )
        return chosen.max(), honest[chosen.argmax()], honest[0]

    on_selection, on_fresh, taken = np.mean([contest(seed) for seed in range(1_000)], axis=0)
    return on_fresh, on_selection, taken


@app.cell(hide_code=True)
def _(chosen_on, guess_flatter, in_line, on_fresh, on_selection, taken, tried):
    _flatter = 100 * (on_selection - on_fresh)
    after(
        guess_flatter,
        mo.md(f"""
    {tried.value} configuration(s), chosen on {chosen_on.selected_key}, averaged over many deals of
    {in_line.shape[1]} lines: the winner shows **{on_selection:.3f}** where it was chosen and **{
            on_fresh:.3f}**
    on the others. {
            f"Choosing flattered it by {_flatter:.1f} points"
            if _flatter > 0.2
            else "Without a choice there is nothing to flatter"
            if tried.value == 1
            else "With so little choice hardly anything was flattered"
        }. One taken blindly scores {taken:.3f} there: choosing was worth {
            100 * (on_fresh - taken):.1f} points,
    and seemed worth {100 * (on_selection - taken):.1f}.

    Hence **train** fits, **validation** chooses, **test** reports, once. Choose on test, and it is none.

    **Change one thing.** Fewer lines, then fewer configurations.
    """),
        right=None
        if tried.value != 20
        else "lower"
        if _flatter > 0.2
        else "about the same"
        if _flatter > -0.2
        else "higher",
    )
    return


@app.cell
def _(base, cards, space):
    nine = drawn(base, space, 9, seed=2)
    found = search(cards, nine)
    paid = found.rungs["train_share"].sum()
    rungs = found.rungs.group_by("rung", maintain_order=True).agg(
        pl.len().alias("candidates"),
        pl.col("train_share").first().round(2).alias("share of training lines"),
        pl.col("log_loss").min().round(3).alias("least log loss"),
    )
    rungs
    return found, nine, paid


@app.cell(hide_code=True)
def _(found, nine, paid):
    mo.md(f"""
    **Successive halving** tries all on few lines, keeps the best third, and gives it three times as many.
    {len(nine)} candidates cost {paid:.0f} times all training lines instead of {len(nine)}. The winner:
    `{dict(found.best.options)}`. Its weakness: few lines favour modest models, so one that needs them all
    may fall early. Its log loss won the search, so it flatters; report fresh lines.
    """)
    return


@app.cell(hide_code=True)
def _():
    guess_year = predict(
        "03.year",
        "What the rival with the least dollars a card saves a year, against what it costs more to run, is …",
        ["more", "less", "cannot tell"],
    )
    kind = mo.ui.dropdown(
        ["Fire", "Grass", "Psychic", "Water"], value="Fire", label="Type to explain"
    )
    mo.vstack(
        [
            mo.md(r"""
    ## 7. When the lower score is the better choice

    A score is one line of a model's bill. The others: what it costs with the desk in play, how long it
    answers, how large it is, and what you can say when a buyer asks why.
    """),
            guess_year,
        ]
    )
    return guess_year, kind


@app.cell
def _(table):
    def cpu_ms(pipeline, times=7):
        """The CPU time of one answer to one card, features ready: the median of some."""
        one_card, spent = table.head(1), []
        pipeline.predict_proba(one_card)
        for _ in range(times):
            started = time.process_time()
            pipeline.predict_proba(one_card)
            spent.append(1000 * (time.process_time() - started))
        return statistics.median(spent)

    def usd_a_card(trained):
        """What each split costs on average: file where sure, else ask the desk."""
        sure = pl.max_horizontal(pl.col("^p .*$")) >= SURE
        cost = pl.when(sure).then(MISFILE_USD * (1 - pl.col("right"))).otherwise(DESK_USD)
        by_split = trained.predictions.group_by("split", maintain_order=True).agg(cost.mean())
        return by_split.to_series(1).to_numpy()

    return cpu_ms, usd_a_card


@app.cell
def _(cpu_ms, logistic, means, named_models, usd_a_card):
    usd = {name: usd_a_card(named_models[name]).mean() for name in means}
    rival = min((name for name in means if name != "logistic"), key=usd.get)
    saved = apart(logistic, named_models[rival], usd_a_card)
    one_ms = {name: cpu_ms(named_models[name].pipeline) for name in means}
    bill = pl.DataFrame(
        {
            "model": list(means),
            "accuracy": list(means.values()),
            "$ a card": list(usd.values()),
            "kB": [len(pickle.dumps(named_models[name].pipeline)) / 1000 for name in means],
            "CPU of one card, ×": [one_ms[name] / one_ms["logistic"] for name in means],
            "fit time, ×": [named_models[name].seconds / logistic.seconds for name in means],
        }
    )
    bill.with_columns(pl.selectors.float().round_sig_figs(3))
    return bill, rival, saved


@app.cell(hide_code=True)
def _(bill, extra_usd, guess_year, rival, saved):
    _year = [CARDS_A_YEAR * end for end in saved[:3]]
    _row = bill.row(by_predicate=pl.col("model") == rival, named=True)
    _verdict = (
        "more"
        if _year[1] > extra_usd.value
        else "less"
        if _year[2] < extra_usd.value
        else "cannot tell"
    )
    after(
        guess_year,
        mo.md(f"""
    `{rival}` is worth ${_year[0]:,.0f} a year more than logistic regression, from ${
            _year[1]:,.0f} to
    ${_year[2]:,.0f}; running it costs ${extra_usd.value:,} more (section 1): **{
            _verdict
        }**. Its file is
    {_row["kB"] / bill["kB"][0]:.1f} times as large, an answer takes {
            _row["CPU of one card, ×"]:.1f} times the CPU, a fit
    {
            _row[
                "fit time, ×"
            ]:.1f} times the time (here, now). And these scores picked it, so they flatter.

    {
            "The interval holds both answers: by the shop's rule the cheaper one stays, though the best guess may favour the other"
            if _verdict == "cannot tell"
            else "The whole interval says so, and that is a reason"
        }.

    **Change one thing.** Move the running cost in section 1.
    """),
        right=_verdict,
    )
    return


@app.cell
def _(cards, kind):
    asked = ("base_speed", "weight_kg", "scan_saturation", "scan_brightness", "hue_sin", "hue_cos")
    reasons = coefficients(cards, kind.value, asked)
    # Sine and cosine are one angle: no card moves in one of them alone.
    alone = reasons.filter(~pl.col("feature").str.starts_with("hue_"))
    strongest = alone.sort(pl.col("coefficient").abs(), descending=True).row(0, named=True)
    unclear = reasons.filter((pl.col("low") < 0) & (pl.col("high") > 0))["feature"].to_list()
    reasons.drop("p_value", "lines").with_columns(pl.selectors.float().round_sig_figs(3))
    return reasons, strongest, unclear


@app.cell(hide_code=True)
def _(kind, reasons, strongest, unclear):
    mo.vstack(
        [
            kind,
            mo.md(f"""
    What a linear model can say for itself: one standard deviation more `{
                strongest["feature"]
            }` multiplies
    the odds of *{kind.value}* by {
                np.exp(strongest["coefficient"]):.2g}, among cards alike in the rest. {
                f"Across 0: {', '.join(f'`{one}`' for one in unclear)}"
                if unclear
                else "No interval here holds 0"
            }. The table is a fit of its own, without penalty, its errors allowing for
    {reasons["lines"][0]} lines of similar cards.

    An association among cards is no effect of changing a card. Look for patterns that you did not
    expect: some are news, some are the scanner.

    **Change one thing.** Ask for another type.
    """),
        ]
    )
    return


@app.cell(hide_code=True)
def _():
    keep_runs = mo.ui.switch(value=False, label="Record the runs of section 2 (takes seconds)")
    mo.vstack(
        [
            mo.md(r"""
    ## 8. When a training takes eight hours

    One try a day must be worth a day:

    1. **Estimate** before you start, from an eighth of the cards.
    2. **Shrink**: fewer lines, the same question. Most bad ideas die small.
    3. **Halve**: many candidates small, few large (section 6).
    4. **Keep** what does not change: features, splits, finished runs.
    5. Alter one thing at a time, or nobody knows what did it.
    6. **Track**, or you will run it again.
    """),
            keep_runs,
        ]
    )
    return (keep_runs,)


@app.cell
def _(cards, named_models, splits):
    boosted = named_models["xgboost"]
    promised = estimate(cards, boosted.settings)
    took = sum(score.seconds for score in boosted.scores) + boosted.seconds
    mo.md(f"""
    For {splits} splits of XGBoost and its last fit, the estimate runs from {
        promised.low / took:.1f} to
    {promised.high / took:.1f} times what section 2 took: it {
        "holds" if promised.low <= took <= promised.high else "misses"
    } it. It assumes a machine that stays as busy, and the fixed cost of tiny fits makes it lean high.
    Even a rough one tells a coffee from a weekend, and that is the decision.
    """)
    return


@app.cell
def _(keep_runs, trained):
    mo.stop(not keep_runs.value, mo.md("*Switch it on above, and the runs appear here.*"))
    # A fixed date: a record that asks the clock can never be compared with itself.
    ended_ms = 1_795_392_000_000
    with tempfile.TemporaryDirectory() as _folder:
        tracker = open_tracker(f"sqlite:///{_folder}/runs.db")
        for _one in trained:
            tracker.record(_one, name=_one.settings.model, at_ms=ended_ms)
        runs = tracker.runs()
        tracker.close()
    hashes = [pl.col(name).str.head(8) for name in ("data", "code", "git", "pipeline")]
    runs.select("name", "accuracy", "accuracy_low", "accuracy_high", "seed", "split_seed", *hashes)
    return


@app.cell(hide_code=True)
def _():
    _version = version("mlflow-skinny")
    mo.vstack(
        [
            mo.md(r"""
    A run records every setting and seed, each split's scores with intervals, and hashes of data, code,
    libraries and fitted pipeline. Equal settings and equal hashes: the same run. From the terminal, and then every run in
    a browser:
    """),
            code(
                "python -m cardshop train --config logistic --tracker sqlite:///runs.db\n"
                f"uvx --from mlflow=={_version} mlflow ui --backend-store-uri sqlite:///runs.db",
                "text",
            ),
            mo.md(r"""
    Reading a log, ask: what changed, by how much against the interval, and what would I try next?
    """),
        ]
    )
    return


@app.cell(hide_code=True)
def _():
    guess_seeds = predict(
        "03.seeds",
        "The first claim below, on 20 fresh split seeds. In how many is the overall winner ahead?",
        ["all 20", "15 to 19", "14 or fewer"],
    )
    claim = mo.ui.dropdown(
        ["C = 0.1 beats C = 1", "the era helps", "brightness helps"],
        value="C = 0.1 beats C = 1",
        label="Claim about logistic regression on numeric features",
    )
    mo.vstack(
        [
            mo.md(r"""
    ## 9. The seed lottery

    Somebody shows you one split, one seed and a winner. Nobody cheated; the seed was 42, as always.
    How often would another seed have told another story?
    """),
            guess_seeds,
            claim,
        ]
    )
    return claim, guess_seeds


@app.cell
def _(cards, claim, numeric, types):
    old, era = Settings(groups=numeric), Settings(groups=(*numeric, "era"))
    contestants = {
        "C = 0.1 beats C = 1": (replace(old, options={"C": 0.1}), old),
        "the era helps": (era, old),
        "brightness helps": (old, replace(old, leave_out=("scan_brightness",))),
    }
    tables = [(one, features(cards, one.features)) for one in contestants[claim.value]]
    lottery = by_line(cards, 20, seed=100)

    def share_right(split, settings, known):
        model = fit(known[split.train], types[split.train], settings).pipeline
        return np.mean(model.predict(known[split.test]) == types[split.test])

    drawn_scores = [
        [share_right(split, *one) for one in tables]
        for split in mo.status.progress_bar(lottery, title="Seeds", remove_on_exit=True)
    ]
    return drawn_scores, lottery


@app.cell
def _(claim, drawn_scores, lottery):
    lead = np.subtract(*np.transpose(drawn_scores))
    ratio = statistics.mean(one.test.size / one.train.size for one in lottery)
    over_seeds = over_splits(lead, test_over_train=ratio)
    winner_ahead = int((lead * np.sign(lead.mean()) > 0).sum())
    level = int((lead == 0).sum())
    # Measured once on 20 catalogues of new cards, since a catalogue takes seconds to make.
    catalogues = seed_lottery().filter(pl.col("claim") == claim.value)["points"]
    both_ways = pl.DataFrame([over_seeds.naive, over_seeds.corrected])
    both_ways.select("unit", pl.col("estimate", "low", "high").round(4))
    return catalogues, lead, level, over_seeds, winner_ahead


@app.cell(hide_code=True)
def _(catalogues, claim, guess_seeds, lead, level, over_seeds, winner_ahead):
    _real = over_seeds.corrected
    _held = int((catalogues > 0).sum())
    after(
        guess_seeds,
        mo.md(f"""
    *{claim.value}*: from {100 * lead.min():+.1f} to {
            100 * lead.max():+.1f} points; the overall winner is ahead
    in **{winner_ahead} of {lead.size}**{
            f", and level in {level}" if level else ""
        }. The corrected interval is
    {_real.half_width / over_seeds.naive.half_width:.1f} times as wide as the naive one.

    An honest sentence: "On unseen lines, {100 * _real.estimate:+.1f} points, corrected interval
    {100 * _real.low:+.1f} to {100 * _real.high:+.1f}, {lead.size} splits by line." {
            "It holds 0: *we cannot tell*."
            if _real.low <= 0 <= _real.high
            else "It does not hold 0; whether it *matters* is section 1's question."
        }

    The stronger lottery deals new *cards*: on {catalogues.len()} other data seeds the claim gained
    {catalogues.min():+.1f} to {catalogues.max():+.1f} points, and held in **{_held}**.

    **Change one thing.** Take the other claims. One is a coin, one small and always there.
    """),
        right=None
        if not claim.value.startswith("C")
        else "all 20"
        if winner_ahead == lead.size
        else "15 to 19"
        if winner_ahead >= 15
        else "14 or fewer",
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## Industry context

    - **Booking.com** could not see better offline scores in business gains: Bernardi et
      al., *150 Successful Machine Learning Models*, KDD 2019.
    - **Allen Institute for AI**: report scores by how many configurations were tried. Dodge et al.,
      *Show Your Work*, EMNLP 2019.
    - What moves a benchmark besides the method, the draw of the data above all: Bouthillier et al.,
      *Accounting for Variance in Machine Learning Benchmarks*, MLSys 2021.
    - On tables of about ten thousand rows, tuned trees led tuned networks: Grinsztajn et al., NeurIPS
      2022.
    """)
    return


@app.cell(hide_code=True)
def _():
    why_gap = socratic(
        "03.gap",
        "**1.** Validation says 90 %, the test set says 70 %. What could have happened?",
        "Validation was used up: many configurations were chosen on it (section 6). Or its rows are "
        "relatives of training rows: the same lines, sellers, days. Or preparation saw it: target "
        "encoding, selection of features, duplicates. Or the test set is another population, or small. Or "
        "a metric was computed otherwise. Look first at how each was split, then at the interval of the "
        "difference, then at the code. A drop of twenty points is rarely luck.",
    )
    why_simple = socratic(
        "03.simple",
        "**2.** XGBoost scores higher. When do you ship logistic regression all the same?",
        "When the interval of the difference, in dollars, reaches below what the larger model costs to "
        "run, explain and maintain. When the budget of time or memory rules. When somebody must be "
        "told why, or the model must behave between the training points: a line extrapolates, trees "
        "stay constant. And as the first version, so that the pipeline is debugged with a model that you can read.",
    )
    why_test = socratic(
        "03.test",
        "**3.** May the test set choose between your tuned models? What exactly goes wrong?",
        "The largest of several noisy scores is too large on average: part of why it won was luck, and "
        "luck does not repeat on new lines. More candidates, fewer lines and candidates of equal merit make "
        "it worse. The choice may still be a good one; the *number* is not. So choose on validation, report "
        "test once, and when test has been looked at often, collect new lines.",
    )
    why_unhappy = socratic(
        "03.unhappy",
        "**4.** 90 % accurate, and your product manager is unhappy. What did you not measure?",
        "Which errors: a rare class may be always wrong, and a Dragon filed as Fighting costs more than "
        "the average. Which cards: a slice, a language, the expensive ones. Against what: the most common "
        "class or the old rule may score 89. And what the score decides: share sent to the desk, waiting "
        "time, dollars. Ask what she would *do* otherwise at 95 %.",
    )
    why_hours = socratic(
        "03.hours",
        "**5.** One training takes eight hours. How do you learn five things a day?",
        "Estimate first. Find the smallest size at which the order of two candidates is the same as at "
        "full size, and test ideas there. Halve. Cache features and splits, save checkpoints, stop what "
        "cannot win. Profile: often half of the time is loading. Change one thing, write down what you "
        "expect, and keep the night for the one run that the day has earned.",
    )
    mo.vstack(
        [
            mo.md(r"""
    ## Socratic questions

    Write or think first, then compare. What you write here is kept when you come back.
    """),
            why_gap,
            why_simple,
            why_test,
            why_unhappy,
            why_hours,
        ],
        gap=2,
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## Common pitfalls

    - **Two scores, two splits.** Compare differences on the same lines.
    - **Overlapping intervals as a test.** Two intervals may overlap while the difference is clear.
    - **"No difference" from a wide interval.** It says *cannot tell*; ask what you could have found.
    - **Splitting rows where groups arrive.** The score is of species that you know.
    - **The best seed reported.** Seeds are a sample, not an option.
    - **Early stopping on random rows** of the training lines: it stops on relatives.
    - **Ten changes in one run.** Nobody knows which one did it.
    - **No control.** Without dummy and rule, 30 % may look like learning.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## Aha moments

    - More splits make the usual interval narrower and less true.
    - A tenth of the cards from all lines beats all cards of a tenth of the lines, and more labels can
      help more than a better model.
    - The model that scores highest on the lines that chose it is not as good as it looks.
    - You can say beforehand what more freedom does: bias down, variance up.

    ## You have mastered this when you can

    - set up an experiment from scratch in 15 minutes: hypothesis, control, splits, smallest difference
    - explain bias and variance with an example that you ran
    - read a log of experiments and say what to try next
    - estimate the time of a training before you start it

    **Teach** one of the four to a colleague. **Apply** section 1 to your next comparison. **Debug**: which
    result of last month would another seed have turned round?
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.vstack([mo.md("## Exercises"), exercises("03")])
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## Further reading

    - Nadeau and Bengio, *Inference for the Generalization Error*, Machine Learning 52, 2003
    - Bouckaert and Frank, *Evaluating the Replicability of Significance Tests for Comparing Learning Algorithms*, PAKDD 2004
    - Li et al., [Hyperband](https://jmlr.org/papers/v18/16-558.html), JMLR 18, 2018
    - Hastie, Tibshirani and Friedman, *The Elements of Statistical Learning*, chapter 7
    - [scikit-learn: model selection](https://scikit-learn.org/stable/model_selection.html), [MLflow tracking](https://mlflow.org/docs/latest/ml/tracking/)
    """)
    return


if __name__ == "__main__":
    app.run()
