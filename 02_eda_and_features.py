# /// script
# requires-python = ">=3.11"
# dependencies = ["marimo>=0.25.2", "ml-engineering-course", "numpy", "polars", "scikit-learn", "xgboost"]
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
app = marimo.App(app_title="02 Exploration and features")

with app.setup(hide_code=True):
    import marimo as mo
    import numpy as np
    import polars as pl
    from sklearn.compose import make_column_transformer
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GroupKFold, KFold, cross_val_predict
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import LabelEncoder, OneHotEncoder, StandardScaler
    from xgboost import XGBClassifier

    from cardshop.dataset import load_cards, load_sales
    from cardshop.evaluation import paired_difference, redraw_lines
    from cardshop.features import LeakError, catalogue, features, known_before
    from cardshop.features.recipes import first_word
    from classroom.charts import bars, distributions, intervals, scatter
    from classroom.display import (
        after,
        exercises,
        figure,
        ledger,
        predict,
        show_source,
        socratic,
    )

    DESK_USD, MISFILE_USD = 0.15, 0.60


@app.cell(hide_code=True)
def _():
    mo.md(rf"""
    # 02 Exploration and features

    **One rule: a feature is a claim about the moment of decision. Say why it should help, make sure
    it is known by then, and measure it on evolution lines that nobody has seen.**

    Core part 45 minutes, exercises about two hours. Each section asks you to predict, then runs,
    then explains with the numbers that the cells above it computed.

    The *desk* types a card for ${DESK_USD:.2f}; a misfile costs ${MISFILE_USD:.2f} on average.
    (Assumptions of the course.)
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## Learning objectives

    1. **Analysis that drives decisions.** Ask what changes an action; see distributions and biases.
    2. **Systematic features.** Turn a hypothesis about cards into a tested column and a pipeline.
    3. **Features and models.** Know what a feature assumes, why it can beat a larger model, how
       information leaks.

    ## The ledger so far

    Every card filed by a model, none sent to the desk, on cards of unseen lines:
    """)
    return


@app.cell(hide_code=True)
def _(accuracy_of):
    _usd = {name: -MISFILE_USD * (1 - share) for name, share in accuracy_of.items()}
    ledger(
        ("Every card to the desk", -DESK_USD),
        ("Filed by logistic regression on raw columns", _usd["raw"]),
        ("The same model with four groups of features", _usd["all"]),
    )
    return


@app.cell(hide_code=True)
def _():
    size = mo.ui.dropdown(
        {"3,000 cards, 3 folds": (3_000, 3), "12,000 cards, 5 folds (a minute)": (12_000, 5)},
        value="3,000 cards, 3 folds",
        label="Size of every training in this lesson",
    )
    guess_common = predict(
        "02.common",
        "Eleven types. A clerk who never looks always answers with the most common one. How often is "
        "that right?",
        ["about 9 %: one in eleven", "about 16 %", "about 33 %"],
    )
    mo.vstack(
        [
            mo.md(r"""
    ## 1. A question earns its place by what it changes

    Draw the charts whose answer changes what you do next. Three that do: *which types are too few
    for a claim, which columns tell types apart, and which of those are known while the card lies
    under the camera?*
    """),
            guess_common,
            size,
        ]
    )
    return guess_common, size


@app.cell
def _(size):
    n_cards, n_folds = size.value
    catalogued = load_cards()
    cards = catalogued.head(n_cards)
    by_type = catalogued.group_by("card_type").agg(
        pl.len().alias("cards"), pl.col("line_id").n_unique().alias("lines")
    )
    by_type = by_type.sort("cards", "card_type", descending=True)
    return by_type, cards, catalogued, n_folds


@app.cell(hide_code=True)
def _(by_type, catalogued, guess_common):
    _most, _least = by_type.row(0, named=True), by_type.row(-1, named=True)
    _share = _most["cards"] / catalogued.height
    _options = {"about 9 %: one in eleven": 0.09, "about 16 %": 0.16, "about 33 %": 0.33}
    after(
        guess_common,
        mo.vstack(
            [
                figure(*bars(by_type, category="card_type", value="cards", unit="cards")),
                mo.md(f"""
    Always answering {_most["card_type"]} is right for **{_share:.1%}** of {catalogued.height:,} cards:
    the floor under every model. The smallest type, {_least["card_type"]}, has {_least["cards"]} cards of
    {_least["lines"]} evolution lines. What you say about it rests on {_least["lines"]} lines, worth far
    fewer observations than {_least["cards"]}: prints of one line look alike.

    *What it changes:* statements per type carry their number of lines, and accuracy alone never
    decides about {_least["card_type"]}.
    """),
            ]
        ),
        right=min(_options, key=lambda one: abs(_options[one] - _share)),
    )
    return


@app.cell(hide_code=True)
def _():
    column = mo.ui.dropdown(
        {
            "base_defense (points)": ("base_defense", "points", 10),
            "base_sp_attack (points)": ("base_sp_attack", "points", 10),
            "hp (points)": ("hp", "points", 10),
            "scan_saturation (0 to 1)": ("scan_saturation", "share", 0.05),
            "scan_hue_deg (degrees)": ("scan_hue_deg", "degrees", 15),
        },
        value="base_defense (points)",
        label="Column",
    )
    _types = ["Metal", "Grass", "Fire", "Fighting", "Psychic", "Water"]
    one_type = mo.ui.dropdown(_types, value="Metal", label="Type")
    other_type = mo.ui.dropdown(_types, value="Grass", label="against")
    mo.hstack([column, one_type, other_type], justify="start", wrap=True)
    return column, one_type, other_type


@app.cell
def _(catalogued, column, one_type, other_type):
    quantity, unit, step = column.value
    of_two = {
        name: catalogued.filter(pl.col("card_type") == name)[quantity]
        for name in (one_type.value, other_type.value)
    }
    return of_two, quantity, step, unit


@app.cell(hide_code=True)
def _(of_two, one_type, other_type, quantity, step, unit):
    if one_type.value == other_type.value:
        _shown = mo.md("Choose two different types.")
    else:
        _shown = figure(*distributions(of_two, quantity=quantity, unit=unit, step=step))
    mo.vstack(
        [
            _shown,
            mo.md(f"""
    Where the two curves lie apart, the column tells these types apart; where they cover each other, by
    itself it does not, however different the averages sound.

    **Change one thing.** Find a column that separates Fire from Water, and one that does not. Then look at
    the hue of Fire alone, at both ends of the axis. What is odd about it? (Now: `{quantity}`.)
    """),
        ]
    )
    return


@app.cell(hide_code=True)
def _():
    guess_small = predict(
        "02.small",
        "72 sets, ranked by their share of Fire cards. Which sets stand at the top and at the bottom?",
        ["mostly large sets", "mostly small sets", "small and large ones alike"],
    )
    watched = mo.ui.dropdown(["Fire", "Lightning", "Water"], value="Fire", label="Share of")
    shuffled = mo.ui.switch(value=False, label="Deal the types anew, so that sets cannot matter")
    mo.vstack(
        [
            mo.md(r"""
    ## 2. The small-n trap

    A buyer has found it: "the best sets for Fire are these three, let us buy more of them." The table
    is sorted, the names are real. Is the finding?
    """),
            guess_small,
            mo.hstack([watched, shuffled], justify="start", wrap=True),
        ]
    )
    return guess_small, shuffled, watched


@app.cell
def _(catalogued, shuffled, watched):
    is_watched = (catalogued["card_type"] == watched.value).to_numpy()
    if shuffled.value:
        is_watched = np.random.default_rng(1).permutation(is_watched)
    by_set = (
        catalogued.select("set_code", "release_date", pl.Series("hit", is_watched))
        .group_by("set_code")
        .agg(
            pl.len().alias("cards"),
            (100 * pl.col("hit").mean()).alias("share"),
            pl.col("release_date").dt.year().max().alias("year"),
        )
        .sort("cards", "set_code")
    )
    small, large = by_set.head(24), by_set.tail(24)
    return by_set, large, small


@app.cell(hide_code=True)
def _(by_set, guess_small, large, shuffled, small, watched):
    _ends = by_set.sort("share", "set_code")
    _ends = pl.concat([_ends.head(6), _ends.tail(6)])
    _among = _ends.join(small, on="set_code", how="semi").height
    _what = "with the types dealt anew" if shuffled.value else "as catalogued"
    after(
        guess_small,
        mo.vstack(
            [
                figure(
                    *scatter(
                        by_set.with_columns(pl.lit(_what).alias("deal")),
                        x="cards",
                        y="share",
                        series="deal",
                        titles=("cards in the set", f"share of {watched.value} (%)"),
                    )
                ),
                mo.md(f"""
    {_what.capitalize()}: the 24 smallest sets span {small["share"].min():.0f} to
    **{small["share"].max():.0f} %**, the 24 largest {large["share"].min():.0f} to
    {large["share"].max():.0f} %. Of the twelve sets at its ends, **{_among}** are small.

    The spread of a share shrinks with the root of the number of independent cards. A ranking therefore
    tends to put small groups at *both* ends, even where nothing differs.

    **Change one thing.** Deal the types anew. Does the buyer's table look less convincing? (All 24 small
    sets are of {small["year"].max()} or older: this chart cannot tell size from years.)
    """),
            ]
        ),
        right="mostly small sets" if _among > 6 else None,
    )
    return


@app.cell(hide_code=True)
def _(catalogued):
    _recent = (catalogued["release_date"].dt.year() >= 2022).mean()
    _english = (catalogued["language"] == "en").mean()
    _slabs = (catalogued["grading_company"] != "none").mean()
    mo.md(f"""
    A sample answers for the population that it came from. Ours is the *catalogue*: {_recent:.0%} of its
    cards are of 2022 or later, {_english:.0%} are English, {_slabs:.0%} lie in a grader's case,
    {catalogued["is_legendary"].mean():.0%} are legendary. The gate sees **uncatalogued** prints, and tomorrow species that nobody
    has printed yet. Two limits follow:

    - A random split asks about more cards of *known* species. We ask about unseen **evolution lines**.
    - What sellers send is what they chose to send. Shares here are no forecast of shares there.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 3. A pipeline, and one fair way to measure

    Before the first idea is tried, fix how it will be judged. Otherwise you choose the judge that
    likes the idea. A **pipeline** holds every step that is *fitted*: means, categories, weights. It
    is fitted on training cards alone, and asked about lines that it has never seen.
    """)
    return


@app.function
def recipe(table: pl.DataFrame, model):
    """Numbers are scaled, text becomes one column a word; then the model."""
    numbers = [name for name, dtype in table.schema.items() if dtype.is_numeric()]
    words = [name for name in table.columns if name not in numbers]
    prepared = make_column_transformer(
        (StandardScaler(), numbers),
        (OneHotEncoder(handle_unknown="ignore", sparse_output=False), words),
    )
    return make_pipeline(prepared, model)


@app.cell
def _(cards, n_folds):
    types = LabelEncoder().fit_transform(cards["card_type"])
    lines = cards["line_id"].to_numpy()
    unseen_lines = GroupKFold(n_folds, shuffle=True, random_state=0)
    redrawn = redraw_lines(lines, seed=0)

    def hits(table, model=None, folds=unseen_lines) -> np.ndarray:
        """1 for each card that a model typed rightly without having seen its fold, else 0."""
        asked = recipe(table, LogisticRegression(max_iter=400) if model is None else model)
        groups = lines if folds is unseen_lines else None
        given = cross_val_predict(asked, table, types, groups=groups, cv=folds)
        return (given == types).astype(float)

    return hits, lines, redrawn, types, unseen_lines


@app.cell
def _(cards, hits):
    raw = features(cards, "raw")
    raw_hits = hits(raw)
    raw.head(3)
    return raw, raw_hits


@app.cell(hide_code=True)
def _(by_type, catalogued, lines, raw, raw_hits, size):
    _floor = by_type["cards"][0] / catalogued.height
    mo.md(f"""
    Logistic regression on {raw.width} raw columns types **{raw_hits.mean():.1%}** of the cards rightly
    ({size.selected_key}; {len(set(lines.tolist()))} lines, each in one fold). The floor of section 1 was
    {_floor:.1%}.

    Everything fitted stands *inside* the pipeline, so each fold fits it anew; a word that training never
    had becomes zeros. Every comparison below is **paired**: same cards, same folds, two sets of columns.
    Its interval redraws whole lines: how far other *cards* could move the result, for these trained
    models. Other training sets are the subject of lesson 03.
    """)
    return


@app.cell(hide_code=True)
def _():
    guess_drop = predict(
        "02.drop",
        "`hp` and `attack_damage` are strongly correlated. You drop attack_damage. What happens to the "
        "accuracy?",
        ["it falls by a point or more", "it stays within a point", "it rises by a point or more"],
    )
    pair = mo.ui.dropdown(
        {
            "hp and attack_damage": ("hp", "attack_damage"),
            "height_m and weight_kg": ("height_m", "weight_kg"),
            "base_hp and base_defense": ("base_hp", "base_defense"),
            "base_attack and base_defense": ("base_attack", "base_defense"),
        },
        value="hp and attack_damage",
        label="Pair",
    )
    mo.vstack(
        [
            mo.md(r"""
    ## 4. Correlated columns: drop one?

    A colleague reads a correlation matrix and strikes out every second column of each bright square.
    Correlation between inputs says that they share information with *each other*. What that means for
    the target, you have to measure.
    """),
            guess_drop,
            pair,
        ]
    )
    return guess_drop, pair


@app.cell
def _(catalogued, pair):
    between = catalogued.select(pl.corr(*pair.value)).item()
    between_logs = catalogued.select(pl.corr(*(pl.col(name).log1p() for name in pair.value))).item()
    return between, between_logs


@app.cell
def _(hits, pair, raw, raw_hits, redrawn):
    def points_lost(*dropped: str) -> dict:
        gain = paired_difference(hits(raw.drop(dropped)), raw_hits, redrawn)
        shown = {"estimate": gain.estimate, "low": gain.low, "high": gain.high}
        return {"dropped": " and ".join(dropped)} | {k: 100 * v for k, v in shown.items()}

    one, other = pair.value
    drops = pl.DataFrame([points_lost(one), points_lost(other), points_lost(one, other)])
    return (drops,)


@app.cell(hide_code=True)
def _(between, between_logs, drops, guess_drop, pair):
    _second = drops["estimate"][1]
    _options = {-1: "it falls by a point or more", 0: "it stays within a point"}
    _options[1] = "it rises by a point or more"
    after(
        guess_drop,
        mo.vstack(
            [
                figure(*intervals(drops, category="dropped", unit="points of accuracy gained")),
                mo.md(f"""
    `{pair.value[0]}` and `{pair.value[1]}` correlate {between:.2f} ({between_logs:.2f} as logarithms).
    Dropping the second changes the accuracy by **{_second:+.1f}** points
    ({drops["low"][1]:+.1f} to {drops["high"][1]:+.1f}), both by {drops["estimate"][2]:+.1f}.

    **Change one thing.** "HP and defence are surely correlated": choose base_hp and base_defense. The
    premise deserves a look before the conclusion.
    """),
            ]
        ),
        right=_options[0 if abs(_second) < 1 else int(np.sign(_second))]
        if pair.value[1] == "attack_damage"
        else None,
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    A correlated column can still carry something of its own, and an uncorrelated one nothing. For
    *predictions* correlated inputs rarely do harm. What they blur is the reading of single
    *coefficients*: the pair shares the credit, and chance decides how. Drop a column for its cost, its
    owner or its drift, and measure what that loses.
    """)
    return


@app.cell(hide_code=True)
def _():
    guess_mean = predict(
        "02.mean",
        "Fire cards are red, and red lies around 0 degrees. What is the average of their `scan_hue_deg`?",
        ["near 0: red", "near 90: green-yellow", "near 170: green-blue"],
    )
    circled = mo.ui.dropdown(
        ["Fire", "Fairy", "Grass", "Water", "Psychic"], value="Fire", label="Type on the circle"
    )
    mo.vstack(
        [
            mo.md(r"""
    ## 5. A feature states what you know: the angle

    Somebody struck out `scan_hue_deg`: "no correlation with Fire whatsoever". The camera's colour, of
    all things. Before you believe a number about a column, ask what kind of number the column is.
    """),
            guess_mean,
            circled,
        ]
    )
    return circled, guess_mean


@app.cell
def _(catalogued, circled):
    is_type = (pl.col("card_type") == circled.value).cast(pl.Float64).alias("is_type")
    hue = pl.col("scan_hue_deg").radians()
    point = catalogued.select(is_type, "scan_hue_deg", hue_sin=hue.sin(), hue_cos=hue.cos())
    centre = point.filter(pl.col("is_type") == 1).mean()
    mean_degrees = centre["scan_hue_deg"][0]
    middle_degrees = float(np.degrees(np.arctan2(centre["hue_sin"][0], centre["hue_cos"][0])) % 360)
    with_hue, with_sin, with_cos = (
        point.select(pl.corr("is_type", name)).item()
        for name in ("scan_hue_deg", "hue_sin", "hue_cos")
    )
    return mean_degrees, middle_degrees, point, with_cos, with_hue, with_sin


@app.cell(hide_code=True)
def _(
    circled,
    guess_mean,
    mean_degrees,
    middle_degrees,
    point,
    with_cos,
    with_hue,
    with_sin,
):
    _named = point.head(1500).with_columns(
        pl.when(pl.col("is_type") == 1)
        .then(pl.lit(circled.value))
        .otherwise(pl.lit("other types"))
        .alias("type")
    )
    after(
        guess_mean,
        mo.vstack(
            [
                figure(
                    *scatter(
                        _named,
                        x="hue_cos",
                        y="hue_sin",
                        series="type",
                        titles=("cosine of the hue", "sine of the hue"),
                    )
                ),
                mo.md(f"""
    The average hue of {circled.value} is **{mean_degrees:.0f}** degrees, the direction in which its points
    lie is **{middle_degrees:.0f}**. On a circle 359 is a neighbour of 1; an average does not know. With
    *is it {circled.value}* the raw number correlates {with_hue:+.2f}, its cosine {with_cos:+.2f}, its sine
    {with_sin:+.2f}.

    A correlation near zero says "no *straight line*". It never says "no information".

    **Change one thing.** Compare Grass, whose hues stay away from the seam. Which types does the raw
    number serve, and which does it betray?
    """),
            ]
        ),
        right="near 170: green-blue" if circled.value == "Fire" else None,
    )
    return


@app.cell
def _():
    columns_of_catalogue = ["feature", "group", "dtype", "unit", "inputs", "missing"]
    mo.vstack(
        [
            mo.md("Written once, for every engine, in `cardshop.features`:"),
            show_source(first_word),
            mo.ui.table(catalogue().select(columns_of_catalogue), selection=None, page_size=5),
        ]
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    A feature is an assumption in code: sine and cosine assume a circle, one column an egg group
    assumes that groups add up, the first word assumes that the rest of a name is noise. The catalogue says
    of each what it is made from, its unit, and what a *missing* value becomes. The same expression runs
    in training and in the service, on polars, pandas and DuckDB, so the two cannot drift apart.
    """)
    return


@app.cell(hide_code=True)
def _():
    guess_gain = predict(
        "02.gain",
        "Five ideas, each added to the raw columns of logistic regression. Which one adds least?",
        ["the angle", "the attack's first word", "egg groups", "ratios of base stats"],
    )
    mo.vstack(
        [
            mo.md(r"""
    ## 6. Five hypotheses, one table

    Write the hypothesis *before* the run, with the direction: "the first word of an attack names its
    element, so it helps"; "strength relative to special strength tells fighters from casters". A
    hypothesis that cannot fail is a wish.
    """),
            guess_gain,
        ]
    )
    return (guess_gain,)


@app.cell
def _(cards, hits, raw_hits, redrawn):
    ideas = {
        "the angle": ("hue",),
        "the attack's first word": ("word",),
        "egg groups": ("egg",),
        "the era": ("era",),
        "ratios of base stats": ("ratio",),
        "all but the ratios": ("hue", "word", "egg", "era"),
    }
    hits_of = {
        idea: hits(features(cards, ("raw", *groups)))
        for idea, groups in mo.status.progress_bar(list(ideas.items()), remove_on_exit=True)
    }
    gains = {idea: paired_difference(found, raw_hits, redrawn) for idea, found in hits_of.items()}
    accuracy_of = {"raw": raw_hits.mean(), "all": hits_of["all but the ratios"].mean()}
    return accuracy_of, gains, hits_of


@app.cell
def _(gains):
    gained = pl.DataFrame(
        {
            "idea": list(gains),
            "estimate": [100 * one.estimate for one in gains.values()],
            "low": [100 * one.low for one in gains.values()],
            "high": [100 * one.high for one in gains.values()],
        }
    )
    return (gained,)


@app.cell
def _(catalogued):
    made = features(catalogued, ("raw", "hue", "ratio"))

    def explained(feature: str, *columns: str) -> float:
        """The share of the feature's variance that a weighted sum of the columns reproduces."""
        inputs = np.column_stack([np.ones(made.height), made.select(columns).to_numpy()])
        wanted = made[feature].to_numpy()
        weights = np.linalg.lstsq(inputs, wanted, rcond=None)[0]
        return 1 - (wanted - inputs @ weights).var() / wanted.var()

    ratio_known = explained("attack_ratio", "base_attack", "base_sp_attack")
    angle_known = explained("hue_cos", "scan_hue_deg")
    return angle_known, ratio_known


@app.cell(hide_code=True)
def _(accuracy_of, angle_known, gained, guess_gain, ratio_known, size):
    _asked = gained.filter(pl.col("idea").is_in(list(guess_gain.options.values())))
    _ratio = gained.row(by_predicate=pl.col("idea") == "ratios of base stats", named=True)
    after(
        guess_gain,
        mo.vstack(
            [
                figure(*intervals(gained, category="idea", unit="points of accuracy gained")),
                mo.md(f"""
    All but the ratios together reach **{accuracy_of["all"]:.1%}**, from {accuracy_of["raw"]:.1%}
    ({size.selected_key}). The ratios: {_ratio["estimate"]:+.1f} points ({_ratio["low"]:+.1f} to
    {_ratio["high"]:+.1f}).

    Why? A linear model already weighs both base stats, and a weighted sum of the two reproduces
    **{ratio_known:.0%}** of the variance of their log ratio. Of the cosine of the hue, the raw hue reproduces
    **{angle_known:.1%}**. A feature pays for what the model *cannot make by itself*.

    {gained.height} intervals at 95 % each: the chance that one or more of them miss is above 5 %.
    """),
            ]
        ),
        right=_asked.sort("estimate")["idea"][0],
    )
    return


@app.cell
def _(catalogued):
    per_retreat = catalogued["attack_damage"] / catalogued["retreat_cost"]
    zeros = (catalogued["retreat_cost"] == 0).sum()
    infinite, undefined = per_retreat.is_infinite().sum(), per_retreat.is_nan().sum()
    pl.DataFrame({"divided by zero": [zeros], "infinite": [infinite], "not a number": [undefined]})
    return infinite, undefined, zeros


@app.cell(hide_code=True)
def _(catalogued, infinite, undefined, zeros):
    mo.md(f"""
    Attack by defence never divides by zero here: base defence is {catalogued["base_defense"].min()} or
    more. Damage by retreat cost does, for **{zeros:,}** cards: {infinite:,} become infinite and
    {undefined} are 0 / 0. polars raises nothing; scikit-learn's scaler refuses the column, and one of your
    own would average infinity. Decide what a zero *means* (here: leaves the field for free) and write it down: a floor, a column of its own, or no such feature.
    """)
    return


@app.cell
def _(hits, hits_of, raw, redrawn):
    boosting = XGBClassifier(n_estimators=50, max_depth=5, learning_rate=0.15, n_jobs=1)
    boosted_hits = hits(raw, boosting)
    simple_less_boosted = paired_difference(hits_of["the angle"], boosted_hits, redrawn)
    return boosted_hits, simple_less_boosted


@app.cell(hide_code=True)
def _(boosted_hits, hits_of, raw_hits, simple_less_boosted, size):
    _gain = simple_less_boosted
    _word = "above zero" if _gain.low > 0 else "below zero" if _gain.high < 0 else "across zero"
    mo.md(f"""
    ### The larger model, or the angle?

    | model | columns | accuracy |
    |:---|:---|---:|
    | logistic regression | raw | {raw_hits.mean():.1%} |
    | boosted trees (50 rounds) | raw | {boosted_hits.mean():.1%} |
    | logistic regression | raw, sine and cosine of the hue | **{hits_of["the angle"].mean():.1%}** |

    The simple model with the angle against boosting without it: **{100 * _gain.estimate:+.1f}** points
    ({100 * _gain.low:+.1f} to {100 * _gain.high:+.1f}, {_word}; {size.selected_key}). Would boosting gain from the angle, too? Trees can cut
    a circle at two places by themselves, so expect little. Then test it.

    **Change one thing.** Choose the large size in section 1: which statements of this section survive?
    """)
    return


@app.cell(hide_code=True)
def _():
    guess_leak = predict(
        "02.leak",
        "Four mistakes follow, each a few lines. Which one will the score *not* show?",
        [
            "weakness and resistance as features",
            "a random split of a forest's cards",
            "species encoded by the types of all rows",
            "scaler and encoder fitted on all rows",
        ],
    )
    mo.vstack(
        [
            mo.md(r"""
    ## 7. Four leaks, running

    A score of 96 % lands in your inbox. The project is saved, or something in training knew what the
    gate will not know. A **leak** is information that is there while you measure and gone when you
    decide. Here are four, on purpose.
    """),
            guess_leak,
        ]
    )
    return (guess_leak,)


@app.cell
def _(cards, hits, raw):
    # Both are filled in three days after a person typed the card, from the type.
    with_weakness = hits(raw.hstack(cards.select("weakness", "resistance")))
    return (with_weakness,)


@app.cell
def _(hits, n_folds, raw):
    # A tree asks for the order of values only, so the scaler does it neither good nor harm.
    forest = RandomForestClassifier(50, min_samples_leaf=2, random_state=0)
    any_rows = KFold(n_folds, shuffle=True, random_state=0)
    forest_unseen, forest_random = hits(raw, forest), hits(raw, forest, any_rows)
    return forest_random, forest_unseen


@app.cell
def _(cards, types):
    def shares_by_species(known) -> pl.DataFrame:
        """Per card the share of each type among the cards of its species that are `known`."""
        table = cards.select("species").with_columns(type=pl.Series(types), known=pl.Series(known))
        shares = (
            (pl.col("type") == kind).cast(pl.Float64).filter("known").mean().over("species")
            for kind in range(types.max() + 1)
        )
        named = table.select(one.alias(f"share_{kind}") for kind, one in enumerate(shares))
        return named.fill_null(1 / named.width)

    return (shares_by_species,)


@app.cell
def _(cards, hits, lines, raw, shares_by_species, types, unseen_lines):
    every_row = np.ones(cards.height, dtype=bool)
    encoded_by_all = hits(raw.hstack(shares_by_species(every_row)))
    encoded_by_training = np.zeros(cards.height)
    for _train, _test in unseen_lines.split(raw, types, lines):
        _known = np.isin(np.arange(cards.height), _train)
        _table = raw.hstack(shares_by_species(_known))
        _fitted = recipe(_table, LogisticRegression(max_iter=400)).fit(
            _table[_train], types[_train]
        )
        encoded_by_training[_test] = _fitted.predict(_table[_test]) == types[_test]
    return encoded_by_all, encoded_by_training


@app.cell
def _(lines, raw, types, unseen_lines):
    # The sin: means, deviations and words of all rows, computed before the split.
    prepared = recipe(raw, None)[0].fit_transform(raw)
    linear = LogisticRegression(max_iter=400)
    given = cross_val_predict(linear, prepared, types, groups=lines, cv=unseen_lines)
    scaled_before = (given == types).astype(float)
    return (scaled_before,)


@app.cell
def _(
    encoded_by_all,
    forest_random,
    forest_unseen,
    guess_leak,
    raw_hits,
    scaled_before,
    with_weakness,
):
    leaked_and_honest = {
        "weakness and resistance as features": (with_weakness, raw_hits),
        "a random split of a forest's cards": (forest_random, forest_unseen),
        "species encoded by the types of all rows": (encoded_by_all, raw_hits),
        "scaler and encoder fitted on all rows": (scaled_before, raw_hits),
    }
    assert set(leaked_and_honest) == set(guess_leak.options.values())
    leaks = pl.DataFrame(
        {
            "leak": list(leaked_and_honest),
            "says": [100 * leaked.mean() for leaked, _ in leaked_and_honest.values()],
            "honest": [100 * honest.mean() for _, honest in leaked_and_honest.values()],
        }
    ).with_columns(flattery=pl.col("says") - pl.col("honest"))
    return (leaks,)


@app.cell(hide_code=True)
def _(encoded_by_training, guess_leak, leaks, raw_hits, size):
    after(
        guess_leak,
        mo.vstack(
            [
                figure(*bars(leaks, category="leak", value="flattery", unit="points too many")),
                mo.ui.table(
                    leaks.select("leak", pl.col("says", "honest").round(1)), selection=None
                ),
                mo.md(f"""
    Three leaks flatter by {leaks["flattery"].sort()[1]:.0f} to {leaks["flattery"].max():.0f} points
    ({size.selected_key}). The fourth moves the score by {leaks["flattery"].sort()[0]:+.1f}: means and
    deviations of thousands of cards hardly change when the test cards join in. **Same sin, no symptom:
    review the code, not the score.** A step that reads the target can bite: the third did.

    Fitted on *training* rows alone the species encoding scores **{encoded_by_training.mean():.1%}**, below
    {raw_hits.mean():.1%} without it: in training it all but copies the answer, so the model leans on it,
    and for a new species it knows nothing.
    """),
            ]
        ),
        right=leaks.sort(pl.col("flattery").abs())["leak"][0],
    )
    return


@app.cell(hide_code=True)
def _():
    forbidden = mo.ui.dropdown(
        ["weakness", "species", "line_id", "lot_id", "seller_country", "set_code", "price_usd"],
        value="weakness",
        label="Ask cardshop.features for",
    )
    forbidden
    return (forbidden,)


@app.cell
def _(cards, forbidden):
    try:
        refused = f"{features(cards, ('raw', forbidden.value)).width} columns"
    except LeakError as _error:
        refused = str(_error)
    mo.md(f"> {refused}")
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    The shop's own code refuses such a column and says why. It can only refuse what somebody wrote
    down. When a score looks too good, ask in this order:

    1. Which single column, left out, takes the score with it? *When* is its value filled in, by whom?
    2. Can rows of one thing (a species, a customer, a day) stand on both sides of the split?
    3. Is anything that reads the target fitted before the split?
    4. Is it better than a *person* with the same inputs?
    """)
    return


@app.cell(hide_code=True)
def _():
    delay = mo.ui.slider(
        start=0, stop=120, step=10, value=0, show_value=True, label="Days until a price is known"
    )
    guess_past = predict(
        "02.past",
        "A feature: the last price of the same card. A join on card_id alone takes each card's newest "
        "price. How often does that price come from the sale's own day or later?",
        ["never", "in about half of the rows", "in every row"],
    )
    mo.vstack(
        [
            mo.md(r"""
    ## 8. Point in time

    A common leak has no suspicious column. The value is honest; it is from *tomorrow*. For
    price quotes you want the last price of the same card. Last as of when?
    """),
            guess_past,
            delay,
        ]
    )
    return delay, guess_past


@app.cell
def _(delay):
    priced = load_sales().filter(pl.col("price_usd") > 0)
    quotes = priced.select("sale_id", "card_id", "sale_date", paid_usd="price_usd")
    prices = priced.group_by("card_id", "sale_date").agg(last_usd=pl.median("price_usd"))
    newest = prices.sort("sale_date").group_by("card_id").last().rename({"sale_date": "priced_on"})
    by_card = quotes.join(newest, on="card_id")
    became_known = pl.col("sale_date").dt.offset_by(f"{delay.value}d")
    in_time = known_before(quotes, prices.with_columns(became_known), on="sale_date", by="card_id")
    from_the_future = (by_card["priced_on"] >= by_card["sale_date"]).mean()
    return by_card, from_the_future, in_time


@app.cell
def _(by_card, in_time):
    def typical_error(table: pl.DataFrame) -> float:
        """The median of |last price / price paid - 1|; nulls are left out."""
        return (table["last_usd"] / table["paid_usd"] - 1).abs().median()

    # On the same rows: those where an earlier price was known.
    same = by_card.join(in_time.drop_nulls("last_usd"), on="sale_id", how="semi")
    flattering, honest = typical_error(same), typical_error(in_time)
    known_share = in_time["last_usd"].is_not_null().mean()
    return flattering, honest, known_share


@app.cell(hide_code=True)
def _(delay, flattering, from_the_future, guess_past, honest, known_share):
    _right = ["never", "in about half of the rows", "in every row"]
    after(
        guess_past,
        mo.md(f"""
    **{from_the_future:.0%}** of the joined prices are from the sale's own day or later. On the same rows that join is off by {flattering:.1%} (median),
    since most often the newest price *is* this sale's, the price *known before the sale* by **{honest:.1%}**. With a delay of {delay.value} days a price is
    known for {known_share:.0%} of the sales; the others are null.

    **Change one thing.** Let prices arrive 60 days late. What happens to
    the share that has a price, and to its error?
    """),
        right=_right[round(2 * from_the_future)],
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    `known_before` asks for facts strictly earlier than the moment. Equal days count as too late: a date
    does not say which came first. Where labels or prices arrive late, move *their* date to the day on
    which you knew them, as the slider does. Exercise 1.4 did the same in SQL.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## Industry context

    - **Uber** computes features once, in a shared store, for training and for serving: Hermann and Del
      Balso, *Meet Michelangelo: Uber's Machine Learning Platform*, Uber Engineering, 2017.
    - Leakage was reported in 17 fields of science and touched 294 papers: Kapoor and Narayanan, *Leakage
      and the Reproducibility Crisis in Machine-Learning-Based Science*, Patterns, 2023.
    - The smallest counties have both the highest and the lowest rates of kidney cancer: Wainer, *The Most
      Dangerous Equation*, American Scientist, 2007.
    """)
    return


@app.cell(hide_code=True)
def _():
    why_drop = socratic(
        "02.drop_one",
        "**1.** HP and defence are highly correlated. Should you remove one?",
        "First look: section 4 shows how weakly they do here, so the premise is false. Where two do "
        "correlate, ask what for. For predictions both may stay: each can carry something of its "
        "own, and regularised models cope. For reading coefficients, for cost, or when one of them "
        "drifts or has no owner, one may go. Either way measure the paired difference on unseen "
        "lines; a correlation between inputs says nothing of the target.",
    )
    why_99 = socratic(
        "02.ninety_nine",
        "**2.** Your model reaches 99 %. What do you check first?",
        "When each column becomes known, starting with the one whose removal costs most; then "
        "whether things that belong together stand on both sides of the split; then whether "
        "anything that reads the target was fitted before the split. Compare with a person who has "
        "the same inputs, and score one day of truly new data. A leak is likelier than a miracle.",
    )
    why_train = socratic(
        "02.train_only",
        "**3.** Why do we fit a scaler on training data only, when section 7 showed no difference?",
        "Because the test set stands for data that does not exist yet, and the pipeline in "
        "production will not have seen it. The score moved by nothing here because a mean over "
        "thousands of rows barely moves. The same habit with a step that reads the target can "
        "flatter by tens of points: target encoding did here, and choosing among thousands of columns "
        "would. Nobody re-reads the code after each new step. A pipeline makes the habit free.",
    )
    why_zero = socratic(
        "02.zero",
        "**4.** You build `power_ratio`, attack by defence. What happens where defence is 0?",
        "Floats give infinity, or NaN for 0 / 0, without an error; integers may raise. scikit-learn "
        "refuses one infinity; a hand-written scaler makes a column of NaN of it. Ask "
        "whether zero can occur (base defence: no; retreat cost: often), what it means, and whether "
        "a ratio is wanted at all: a difference of logarithms, a floor, or a flag may say it better.",
    )
    why_expert = socratic(
        "02.expert",
        "**5.** An expert suggests a feature. It has zero correlation with the target. Do you include it?",
        "Zero correlation rules out a straight line and nothing else: the hue has about none with "
        "Fire. Ask the expert *how* it should help; that may name the form (an angle, a threshold, "
        "a product with another column). Try that form, measure the paired difference on unseen "
        "lines, and keep it if the gain pays for its upkeep. One failed form does not refute the "
        "expert; ten tried forms need a stricter bar than one.",
    )
    mo.vstack(
        [
            mo.md(r"""
    ## Socratic questions

    Write or think first, then compare. What you write here is kept when you come back.
    """),
            why_drop,
            why_99,
            why_train,
            why_zero,
            why_expert,
        ],
        gap=2,
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## Common pitfalls

    - **Exploring on the test set.** What you saw there guides what you build.
    - **Ranking small groups.** Both ends of the table are noise first.
    - **Averaging angles or months.** December is a neighbour of January.
    - **Counting cards where lines are the unit.** The interval comes out too narrow.
    - **Filling gaps before the split.** A mean is fitted.
    - **Testing forty ideas on one split.** The best of forty useless ones looks useful.
    - **A twin of the feature in the service.** They part at the first repair.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## Aha moments

    - A simple feature improved accuracy more than a complex model.
    - Before training you can often say what will help: what the model cannot make by itself.
    - "My first model failed because I leaked": the best scores here were leaks.

    ## You have mastered this when you can

    - generate ten feature ideas in five minutes
    - spot data leakage in somebody else's code
    - explain a feature decision to somebody who does not train models
    - build a scikit-learn pipeline from scratch

    **Teach** one of the four. **Apply** the four questions on leaks to a model of your own. **Debug**:
    which score of last month was too good?
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.vstack([mo.md("## Exercises"), exercises("02")])
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## Further reading

    - Kaufman, Rosset and Perlich, *Leakage in Data Mining: Formulation, Detection, and Avoidance*, KDD 2011: the definition used here
    - Domingos, *A Few Useful Things to Know About Machine Learning*, Communications of the ACM, 2012: features before models
    - Micci-Barreca, *A Preprocessing Scheme for High-Cardinality Categorical Attributes*, SIGKDD Explorations, 2001: target encoding
    - scikit-learn, [Common pitfalls and recommended practices](https://scikit-learn.org/stable/common_pitfalls.html)
    - Mardia and Jupp, *Directional Statistics*, Wiley, 2000: means and tests on circles
    """)
    return


if __name__ == "__main__":
    app.run()
