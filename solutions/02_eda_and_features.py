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
app = marimo.App(app_title="Exercises 02: exploration and features")

with app.setup(hide_code=True):
    import runpy

    import marimo as mo
    import polars as pl

    from cardshop.dataset import DATA, load_cards
    from cardshop.training import accuracies, feature_trials, gain, trial_cards, tried
    from classroom.display import check, code, journal, marks, quiz


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    # Exercises 02: exploration and features

    You write functions; a check under each one answers in words. Nothing is graded on speed, and
    each failed attempt with other code unlocks one more hint. Helpers, imports and constants may
    stand beside your function or in cells of their own. (pyarrow is no part of this environment:
    `pd.DataFrame(cards.to_dict(as_series=False))` stands for `to_pandas`.)

    All of them ask one thing of a feature: it comes from the card's own row, and is known while the
    card lies at the gate. They use sections 3 to 8 of the lesson; the last two are its checkpoint.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 2.1a Five features, exactly

    The shop's team has a wish list of five features. A feature runs on every card that ever comes,
    so each must say what it makes of a null, a zero and a word that nobody has seen. One
    infinity stops a training; an unknown that became a zero misfiles cards, and nobody sees it.

    | feature | the idea | where it breaks |
    |:---|:---|:---|
    | `hue_sin`, `hue_cos` | the scanned hue as a point on a circle | 359 and 1 degrees are neighbours |
    | `attack_word` | the first word of the attack | no name, two spaces, spaces in front |
    | `in_water_1` | breeds in the group "Water 1" | a list in a text: "Water 10" is another name |
    | `damage_per_retreat` | a hard hitter that is quick to leave | a retreat may cost nothing |
    | `log_kg_per_m` | heavy for its size | no logarithm of zero |

    You may change the function's body, and add helpers or imports. Filling gaps is out of scope:
    a fill is fitted on training cards, in training (lesson 03), so an unknown stays null here.

    **Your turn** (20 minutes). Write `shop_features`. The lesson shows why an angle is no number;
    `cardshop.features` may be read and used.
    """)
    return


@app.function
def shop_features(cards: pl.DataFrame) -> pl.DataFrame:
    """Return the six columns below and no other: one row for each card, in the same order.

    hue_sin, hue_cos: of the angle scan_hue_deg, in degrees. attack_word: attack_name up to its
    first space (it holds no other white space), spaces in front left out; "missing" where there is
    no word. in_water_1: 1 where
    a name of the list egg_groups ("A|B") is exactly "Water 1", else 0, also of a null.
    damage_per_retreat: attack_damage over retreat_cost; a cost of 0 counts as one half, which
    keeps it below 1. log_kg_per_m: natural logarithm of weight_kg over height_m, null where one
    is 0 or less. A number that is null, NaN or infinite makes its feature null; of the
    others no quotient overflows, and no feature is NaN or infinite. Each row by itself. No cards give no rows, with the same columns and types.
    """
    ### BEGIN SOLUTION

    def known(name: str) -> pl.Expr:
        return pl.when(pl.col(name).is_finite()).then(pl.col(name))

    hue = known("scan_hue_deg").radians()
    weight, height = known("weight_kg"), known("height_m")
    cost = pl.col("retreat_cost")
    groups = pl.col("egg_groups").str.split("|")
    return cards.select(
        hue_sin=hue.sin(),
        hue_cos=hue.cos(),
        attack_word=pl.col("attack_name").str.extract(r"([^ ]+)").fill_null("missing"),
        in_water_1=groups.list.contains("Water 1").fill_null(value=False).cast(pl.Int8),
        damage_per_retreat=pl.col("attack_damage") / pl.when(cost == 0).then(0.5).otherwise(cost),
        log_kg_per_m=pl.when(weight > 0, height > 0).then((weight / height).log()),
    )
    ### END SOLUTION


@app.cell(hide_code=True)
def _():
    verdict_2_1a = check("2.1a", shop_features)
    verdict_2_1a
    return (verdict_2_1a,)


@app.cell
def _(verdict_2_1a):
    mo.stop(not verdict_2_1a.passed, mo.md("*Unlocks when the check passes.*"))
    catalogue = load_cards()
    wished = shop_features(catalogue)
    by_type = (
        wished.with_columns(catalogue["card_type"])
        .group_by("card_type")
        .agg(
            pl.len().alias("cards"),
            pl.col("in_water_1", "damage_per_retreat", "log_kg_per_m").mean().round(2),
            pl.col("attack_word").mode().sort().first().alias("most frequent word"),
        )
        .sort("card_type")
    )
    free = (catalogue["retreat_cost"] == 0).sum()
    mo.vstack(
        [
            by_type,
            mo.md(
                f"Of {catalogue.height:,} cards, **{free:,}** retreat for nothing: divided plainly, each "
                "would be an infinity or a NaN. Filing them as unknown would have been finite, and wrong."
            ),
        ]
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 2.1b Five ideas of your own

    Nobody knows before measuring which feature helps. What can be known before is whether one is
    *sound*: the same for one card at the gate as for a million at night, finite for every card,
    blind to what is filled in later. An unsound feature that helps is the expensive kind.

    You may use any column that `LEAKS` in `cardshop.features` does not list, and change the
    function's body. How much a feature gains is out of scope: it is not judged, here or later.

    **Your turn** (20 minutes). Write `own_features`: ratios, differences, sectors, parts of a
    text. Take one idea that you doubt, too; a list of only successes teaches little.
    """)
    return


@app.function
def own_features(cards: pl.DataFrame) -> pl.DataFrame:
    """Return five features of your own, one row for each card, in the same order.

    Each is a number, a boolean, or a text of at most 100 different values; null or finite for
    every card, also of a null, of a zero in any number, and of a text never seen before. Computed
    from the card's own row, and from no column of LEAKS. Not constant. No copy or 1:1 recoding
    (each value stands for one value, and back) of a column of the cards, of each other, or of
    2.1a. No cards give no rows, with the same columns and types.
    """
    ### BEGIN SOLUTION
    return cards.select(
        hue_sector=(pl.col("scan_hue_deg") // 30).cast(pl.String),
        best_attack=pl.max_horizontal("base_attack", "base_sp_attack"),
        damage_per_hp=pl.col("attack_damage") / pl.col("hp").replace(0, None),
        second_word=pl.col("attack_name").str.extract(r" (\S+)"),
        color_and_rarity=pl.concat_str("body_color", "rarity"),
    )
    ### END SOLUTION


@app.cell(hide_code=True)
def _():
    verdict_2_1b = check("2.1b", own_features)
    verdict_2_1b
    return (verdict_2_1b,)


@app.cell
def _(verdict_2_1b):
    mo.stop(not verdict_2_1b.passed, mo.md("*Unlocks when the check passes.*"))
    own_features(load_cards()).describe()
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 2.1c What helped

    A team that never writes down what it expected believes afterwards that it knew. And five
    columns that "felt useful" cost memory, monitoring and a place in every incident, for years.

    **First** write your five hypotheses into `claims` below: which type would the feature tell from
    which, and why? **Then** read off the table what became of them. It trains one quick model (a
    linear discriminant) with and without each feature, on eight splits by evolution line, and puts
    an interval around the *differences*. Test sides overlap; a correction, an approximation,
    makes up for that.
    """)
    return


@app.cell
def _(verdict_2_1b):
    mo.stop(not verdict_2_1b.passed, mo.md("*Unlocks when 2.1b passes: your features on trial.*"))
    trials = feature_trials(trial_cards(), own_features(trial_cards()))
    trials.with_columns(pl.selectors.float().round(4))
    return (trials,)


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    The words in its last column are the ones to use. *unclear* is no failure: the interval holds 0, so
    these cards cannot say. What another model makes of a feature, the table does not say either.

    You may change the function's body; the table is computed again whenever `own_features` changes. Out of
    scope: whether a hypothesis is true. A check can see that one is complete, not that it is right.

    **Your turn** (15 minutes). Write `claims`: your features with what you expected and what came.
    """)
    return


@app.function
def claims(cards: pl.DataFrame) -> tuple[pl.DataFrame, dict[str, tuple[str, str]]]:
    """Return (own_features(cards), {feature: (hypothesis, helped)}) with an entry for each.

    A hypothesis is a sentence of eight words or more, six of them different, another one for each
    feature, that names one card type at least (Fire, Metal, ...); names of types do not count as
    words. helped is
    "helped", "hurt" or "unclear", as `feature_trials(trial_cards(), own_features(trial_cards()))`
    says; where its interval ends within 0.001 of 0, and within a quarter of its width, "unclear"
    and its neighbour both pass.
    """
    ### BEGIN SOLUTION
    return own_features(cards), {
        "hue_sector": (
            "Sectors let a linear model like Fire at both ends of the scale, which degrees cannot.",
            "helped",
        ),
        "best_attack": (
            "Dragon and Fighting cards have one very strong side, and which one does not matter.",
            "unclear",
        ),
        "damage_per_hp": (
            "Dragon cards hit harder than their hit points would let one expect.",
            "unclear",
        ),
        "second_word": (
            "The noun after the first word names a weapon, and weapons lean to Fighting or Metal.",
            "unclear",
        ),
        "color_and_rarity": (
            "Doubted: a rare Fire card is no redder than a common one, so the pair is only noise.",
            "unclear",
        ),
    }
    ### END SOLUTION


@app.cell(hide_code=True)
def _():
    verdict_2_1c = check("2.1c", claims)
    verdict_2_1c
    return (verdict_2_1c,)


@app.cell
def _(trials, verdict_2_1c):
    mo.stop(not verdict_2_1c.passed, mo.md("*Unlocks when the check passes.*"))
    clear = trials.filter(pl.col("helped") != "unclear").height
    by_luck = 1 - 0.95**trials.height
    mo.md(
        f"**{clear} of your {trials.height} are clear.** Were none of {trials.height} worth anything, and did "
        f"each interval miss one time in twenty, on its own, about {by_luck:.0%} of such tables would still "
        "show a clear one. (For a difference the corrected interval misses more rarely than that; the "
        "features share their splits, so they do not miss on their own.) Who tries a hundred features "
        "and keeps what helped, keeps luck, too: confirm them on lines that took no part."
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 2.2 Spot the leakage

    A leak is found in review or by the customer. Below are eight files of colleagues, each ending in a
    `score` for cards, or quotes, that the shop has not seen. They run; some of the scores are lies.

    | kind | what a tested row brings along |
    |:---|:---|
    | `late_column` | an input that is filled in after the decision, from the answer |
    | `relatives` | near copies: cards of its evolution line are on the training side |
    | `target_statistics` | its answer, inside a mean or share that the model is given |
    | `fitted_on_all` | its values, not its answer, in something that was fitted on all rows |
    | `future` | a fact that was not yet known at its moment, or that came with it |

    A column of the species sheet (base stats, body color, egg groups) is known at the gate; `weakness` and
    `resistance` are filled in three days later. Whether a model is a good one is out of scope.
    """)
    return


@app.cell(hide_code=True)
def _():
    reviews = {path.stem: path for path in sorted((DATA / "leak_reviews").glob("*.py"))}
    mo.accordion(
        {
            name: code(
                "\n".join(
                    f"{number:2}  {line}"
                    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
                )
            )
            for name, path in reviews.items()
        },
        multiple=True,
    )
    return (reviews,)


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    **Your turn** (20 minutes). Write `spot_leaks`: per file the line in which a tested row gets in,
    and the kind, or `None` for a clean file. Six right ones of eight pass, with at most one clean
    file accused: a reviewer who accuses everything is not read. You may change the dict, and run the
    files; name and keys stay.
    """)
    return


@app.function
def spot_leaks() -> dict[str, tuple[int, str] | None]:
    """Return {"review_1": (line, kind), ..., "review_8": None}, an entry for each of the eight files.

    line: as numbered above, where the leak gets in: where a split, a fit, a statistic or a join is
    made, not where its result is used. kind: one of the five of the table. None: a clean file.
    """
    ### BEGIN SOLUTION
    return {
        "review_1": (12, "relatives"),
        "review_2": None,
        "review_3": (11, "late_column"),
        "review_4": None,
        "review_5": (14, "fitted_on_all"),
        "review_6": (11, "target_statistics"),
        "review_7": None,
        "review_8": (11, "future"),
    }
    ### END SOLUTION


@app.cell(hide_code=True)
def _():
    verdict_2_2 = check("2.2", spot_leaks)
    verdict_2_2
    return (verdict_2_2,)


@app.cell
def _(reviews, verdict_2_2):
    mo.stop(not verdict_2_2.passed, mo.md("*Unlocks when the check passes.*"))
    repaired = {path.stem: path for path in sorted((DATA / "leak_reviews/repaired").glob("*.py"))}
    # Its forests take longer than all the others together; run it and its repair yourself.
    repaired.pop("review_1")
    scores = pl.DataFrame(
        {
            "review": name,
            "as it was sent": runpy.run_path(str(reviews[name]))["score"],
            "repaired": runpy.run_path(str(path))["score"],
        }
        for name, path in repaired.items()
    )
    silent = scores.filter((pl.col("as it was sent") - pl.col("repaired")).abs() < 0.005)
    mo.vstack(
        [
            scores,
            mo.md(
                f"Four of the five leaks, and **{silent.height} of them does not move its score**: {silent['review'][0]}, "
                "where only a mean and a deviation of a few thousand cards got in. It is wrong all the "
                "same. The next step fitted in that place may be a selection or an encoding by the target, "
                "and a score will not say when that happens."
            ),
        ]
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 2.3 One feature, five points

    - **What is lost**: a model is only as good as what it is shown. A month on a larger model can buy
      less than one column that says something new.
    - **What you may change**: the function's body, and the cell with an idea on trial. The model stays:
      logistic regression on the 19 raw columns, numbers scaled and text one-hot, plus yours.
    - **Out of scope**: other models, tuning, data from elsewhere.
    """)
    return


@app.cell
def _():
    # Every sixth card: nearly all evolution lines are in it, and a trial takes half a second, the
    # first one a few seconds longer.
    sample = load_cards().gather_every(6)
    idea = sample.select("card_id", ratio=pl.col("base_attack") / pl.col("base_defense"))
    pl.DataFrame([tried(sample, idea)])
    return (sample,)


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    The cell above tries one idea. `before` and `after` are mean accuracies over five splits by
    evolution line, `points` is the gain, `low` and `high` its 95 % interval over other lines (an
    approximation: five splits share cards). **Change the idea and run it**, as often as you like.

    **Predict.** The baseline has the hue as a number from 0 to 360. How much would its sine alone
    gain, its cosine alone, and both together?

    **Your turn** (15 minutes). Write `one_feature`: five points or more on these cards.
    """)
    return


@app.function
def one_feature(cards: pl.DataFrame) -> pl.DataFrame:
    """Return card_id and one feature: one or two columns of numbers, or one of text.

    One row a card, in any order. A value comes from the card's own row alone, not from its card_id,
    lot_id, seller_country, set_code, species, dex_no, line_id, weakness, resistance or card_type,
    and from no file. Any cell may be null and any word new: that gives null or a value, but no
    error and no infinite number, also where a number is 0. (Missing numbers become the median of
    training, missing words a category.) Ready-made features of `cardshop.features` do not count.
    """
    ### BEGIN SOLUTION
    # The encoder makes a column a word; of whole names most would be seen once or twice.
    return cards.select("card_id", first_word=pl.col("attack_name").str.split(" ").list.get(0))
    ### END SOLUTION


@app.cell(hide_code=True)
def _():
    verdict_2_3 = check("2.3", one_feature)
    verdict_2_3
    return (verdict_2_3,)


@app.cell
def _(sample, verdict_2_3):
    mo.stop(not verdict_2_3.passed, mo.md("*Unlocks when the check passes.*"))
    angle = pl.col("scan_hue_deg").radians()
    ideas = {
        "yours": one_feature(sample),
        "hue, sine alone": sample.select("card_id", angle.sin()),
        "hue, cosine alone": sample.select("card_id", angle.cos()),
        "hue as a point on a circle": sample.select("card_id", x=angle.cos(), y=angle.sin()),
        "attack name as one text": sample.select("card_id", "attack_name"),
        "attack / defence": sample.select(
            "card_id", pl.col("base_attack") / pl.col("base_defense")
        ),
    }
    baseline = accuracies(sample)
    trials_2_3 = pl.DataFrame(
        {"feature": name} | gain(baseline, accuracies(sample, idea))._asdict()
        for name, idea in ideas.items()
    )
    trials_2_3
    return (trials_2_3,)


@app.cell(hide_code=True)
def _(sample, trials_2_3):
    _points = dict(trials_2_3.select("feature", "points").iter_rows())
    _hue = pl.col("scan_hue_deg")
    _sine, _cosine = sample.select(
        pl.corr(_hue, _hue.radians().sin()), pl.corr(_hue, _hue.radians().cos()).alias("cosine")
    ).row(0)
    mo.md(rf"""
    The cosine alone gains {_points["hue, cosine alone"]:.1f} points, the sine alone
    {_points["hue, sine alone"]:.1f}, both {_points["hue as a point on a circle"]:.1f}. The raw
    angle, which the baseline has, says most of what the sine says and next to nothing of the cosine
    (they correlate {_sine:.2f} and {_cosine:.2f}). The ratio gains
    {_points["attack / defence"]:+.1f}: the model had both numbers. The whole attack name gains
    {_points["attack name as one text"]:+.1f}, for most names stand on a handful of cards.

    **Why points and not percent?** And if you had tried forty ideas here and kept the best one: how
    much of its gain would be luck, and on which cards would you find out?
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 2.4 Checkpoint: the feature engineering competition

    The baseline names 65 of 100 cards rightly. Take it above 75, by features alone: the model, its
    settings and the cards stay.

    - **What is lost**: a leak wins every competition and fails at the gate, where the column is
      empty. A log without its failures sends the next person down the same dead end.
    - **What you may change**: the two functions below, and the cell with an idea on trial.
    - **Out of scope**: models, tuning, thresholds, data from elsewhere.

    ### 2.4a Above 75 percent by features (25 minutes)

    On the 2,000 cards of `sample` the baseline has fewer cards to learn from and starts lower, so
    the bar is .72 there; `course check 2.4a --full` asks for .75 on all cards, and for .70 on
    cards that the generator makes from another seed.
    """)
    return


@app.function
def competition(cards: pl.DataFrame) -> pl.DataFrame:
    """Return card_id and any number of columns, to be added to the 19 raw ones.

    Numbers, booleans or text; as in 2.3: one row a card in any order, each from its own row alone,
    not from the columns that 2.3 rules out and from no file, never an error or an infinite number
    for nulls, zeros and new words. The same columns come back for one card as for many, and for
    none. Ready-made features of `cardshop.features` do not count; its `catalogue()` may be read.
    """
    ### BEGIN SOLUTION
    angle = pl.col("scan_hue_deg").radians()
    return cards.select(
        "card_id",
        hue_x=angle.cos(),
        hue_y=angle.sin(),
        first_word=pl.col("attack_name").str.split(" ").list.get(0),
    )
    ### END SOLUTION


@app.cell(hide_code=True)
def _():
    verdict_2_4a = check("2.4a", competition)
    verdict_2_4a
    return (verdict_2_4a,)


@app.cell
def _(sample, verdict_2_4a):
    mo.stop(not verdict_2_4a.passed, mo.md("*Unlocks when the check passes.*"))
    entered = tried(sample, competition(sample))
    pl.DataFrame([entered])
    return (entered,)


@app.cell(hide_code=True)
def _(entered, sample):
    mo.md(rf"""
    On the {sample.height:,} cards of `sample`, five splits: **{entered.before:.3f} → {entered.after:.3f}**, a gain of
    {entered.points:.1f} points (95 % interval {entered.low:.1f} to {entered.high:.1f}, over other
    lines). You looked at these lines while you chose, so the gain is a little flattered. **Which
    cards would settle what it is worth?** On all cards the baseline is better, too; `course check 2.4a
    --full` measures your columns there.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ### 2.4b The log of what you tried (20 minutes)

    Write down four to eight tries in the order in which you made them, the failures too. Each one
    is measured on `sample`, on top of the raw columns and of everything kept before it:
    `tried(sample, this, kept=before)`.

    | field | is |
    |:---|:---|
    | `columns` | the names that were on trial |
    | `hypothesis` | what you expected, and because of what: 8 to 60 words |
    | `points` | the gain that `tried` gave, to one decimal |
    | `kept` | True or False |
    | `reason` | "clear gain" (interval above 0), "clear loss" (below), "unclear" (0 inside), or "cost" |
    | `why` | what you make of the result: which cards it told apart, or why it could not; 8 to 60 words |
    """)
    return


@app.function
def tries(cards: pl.DataFrame) -> tuple[pl.DataFrame, list[dict]]:
    """Return (columns, log): card_id with every column tried, and a dict for each try, in order.

    The columns keep the rules of 2.4a, each stands in one try, none is constant. The log is text and numbers as
    you wrote them, the same for any cards. `points` may be off by 0.25; an interval that ends
    within 0.5 of 0 may be called either way. A clear gain is kept, a clear loss dropped, an
    unclear one either; "cost" drops what is not worth having, whatever it gains. One try or more
    was dropped or no clear gain. What is kept reaches .72 together. No text stands there twice.
    """
    ### BEGIN SOLUTION
    ratio, year = pl.col("base_attack") / pl.col("base_defense"), pl.col("release_date").dt.year()
    others = cards.select(
        "card_id", ratio=pl.when(pl.col("base_defense") > 0).then(ratio), year=year
    )
    log = [
        {
            "columns": ["hue_x", "hue_y"],
            "hypothesis": "Frames are printed in the colour of the type, and 359 degrees lies "
            "beside 1, which a weight on the raw angle cannot say.",
            "points": 9.4,
            "kept": True,
            "reason": "clear gain",
            "why": "The raw angle had put the two ends of red on opposite sides of a scale; as "
            "points on a circle they are neighbours.",
        },
        {
            "columns": ["ratio"],
            "hypothesis": "A species that hits harder than it defends should be Fighting or Fire "
            "more often than Metal.",
            "points": -0.1,
            "kept": False,
            "reason": "unclear",
            "why": "The model has attack and defence, and a linear mix of them does what the "
            "quotient would have done.",
        },
        {
            "columns": ["year"],
            "hypothesis": "Poison changed from Grass to Psychic to Darkness, so the year of the "
            "print should tell some of them apart.",
            "points": 0.0,
            "kept": False,
            "reason": "unclear",
            "why": "A year shifts all species alike in this model; it would have to meet the "
            "species that changed, and alone it does not.",
        },
        {
            "columns": ["first_word"],
            "hypothesis": "Attacks are named after what they do, so the first word should give "
            "away the type where the scan is grey.",
            "points": 2.9,
            "kept": True,
            "reason": "unclear",
            "why": "Most words lean to one type, which no raw column says; so few cards leave 0 "
            "in the interval, and on all cards it is out.",
        },
    ]
    return competition(cards).join(others, on="card_id"), log
    ### END SOLUTION


@app.cell(hide_code=True)
def _():
    verdict_2_4b = check("2.4b", tries)
    verdict_2_4b
    return (verdict_2_4b,)


@app.cell
def _(sample, verdict_2_4b):
    mo.stop(not verdict_2_4b.passed, mo.md("*Unlocks when the check passes.*"))
    logged = tries(sample)[1]
    pl.DataFrame(
        {name: line[name] for name in ("columns", "points", "reason", "kept")} for line in logged
    )
    return (logged,)


@app.cell(hide_code=True)
def _(logged):
    _dropped = [", ".join(line["columns"]) for line in logged if not line["kept"]]
    mo.md(rf"""
    Tries: {len(logged)}; dropped: {len(_dropped)} ({"; ".join(_dropped) or "none"}). Each interval
    is about one try. With eight tries that do nothing, how often would one of them look like a clear
    gain by luck?

    **Transfer.** Take the last model change at your work. Could somebody find out today what was
    tried and did not help?
    """)
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
    quiz_asked = quiz("02", quiz_tell, seed=quiz_set.value)
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
    journal_page = journal("02")
    journal_page
    return (journal_page,)


if __name__ == "__main__":
    app.run()
