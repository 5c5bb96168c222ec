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
    from cardshop.training import feature_trials, trial_cards
    from classroom.display import check, code, marks, quiz


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    # Exercises 02: exploration and features

    You write functions; a check under each one answers in words. Nothing is graded on speed, and
    each failed attempt with other code unlocks one more hint. Helpers, imports and constants may
    stand beside your function or in cells of their own.

    TODO-AUTHOR: what the exercises have in common, and which sections of the lesson they use.
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
    first space, spaces in front left out; "missing" where there is no word. in_water_1: 1 where
    a name of the list egg_groups ("A|B") is exactly "Water 1", else 0, also of a null.
    damage_per_retreat: attack_damage over retreat_cost; a cost of 0 counts as one half, which
    keeps it below 1. log_kg_per_m: natural logarithm of weight_kg over height_m, null where one
    is 0 or less. A number that is null, NaN or infinite makes its feature null, and no feature is
    NaN or infinite. Each row by itself. No cards give no rows, with the same columns and types.
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
    tried = feature_trials(trial_cards(), own_features(trial_cards()))
    tried.with_columns(pl.selectors.float().round(4))
    return (tried,)


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

    A hypothesis is a sentence of eight words or more, another one for each feature, that names
    one card type at least (Fire, Metal, ...); names of types do not count as words. helped is
    "helped", "hurt" or "unclear", as `feature_trials(trial_cards(), own_features(trial_cards()))`
    says; where its interval ends within 0.001 of 0, "unclear" and its neighbour both pass.
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
def _(tried, verdict_2_1c):
    mo.stop(not verdict_2_1c.passed, mo.md("*Unlocks when the check passes.*"))
    clear = tried.filter(pl.col("helped") != "unclear").height
    by_luck = 1 - 0.95**tried.height
    mo.md(
        f"**{clear} of your {tried.height} are clear.** Were none of {tried.height} worth anything, and did "
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
                f"Five leaks, and **{silent.height} of them does not move its score**: {silent['review'][0]}, "
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

    TODO-AUTHOR: say what is lost if one gets it wrong. Here: a card without hit points that is
    filed with the others is misfiled, and nobody asks the supplier about it.

    TODO-AUTHOR: say what may be changed. Here: the function's body; name and parameter stay.

    TODO-AUTHOR: say what is out of scope. Here: why a value is missing.

    **Your turn** (15 minutes). TODO-AUTHOR: set the task. Here: write `one_feature`, which sets
    cards aside instead of dropping them.
    """)
    return


@app.function
def one_feature(cards: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
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
    verdict_2_3 = check("2.3", one_feature)
    verdict_2_3
    return (verdict_2_3,)


@app.cell
def _(verdict_2_3):
    mo.stop(not verdict_2_3.passed, mo.md("*Unlocks when the check passes.*"))
    # The answer at work. TODO-AUTHOR: call it on the shop's own data.
    one_feature(pl.DataFrame({"card_id": ["PK001", "PK002"], "hp": [60, None]}))
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 2.4a Above 75 percent by features

    TODO-AUTHOR: say what is lost if one gets it wrong. Here: a card without hit points that is
    filed with the others is misfiled, and nobody asks the supplier about it.

    TODO-AUTHOR: say what may be changed. Here: the function's body; name and parameter stay.

    TODO-AUTHOR: say what is out of scope. Here: why a value is missing.

    **Your turn** (25 minutes). TODO-AUTHOR: set the task. Here: write `competition`, which sets
    cards aside instead of dropping them.
    """)
    return


@app.function
def competition(cards: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
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
    verdict_2_4a = check("2.4a", competition)
    verdict_2_4a
    return (verdict_2_4a,)


@app.cell
def _(verdict_2_4a):
    mo.stop(not verdict_2_4a.passed, mo.md("*Unlocks when the check passes.*"))
    # The answer at work. TODO-AUTHOR: call it on the shop's own data.
    competition(pl.DataFrame({"card_id": ["PK001", "PK002"], "hp": [60, None]}))
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 2.4b The log of what you tried

    TODO-AUTHOR: say what is lost if one gets it wrong. Here: a card without hit points that is
    filed with the others is misfiled, and nobody asks the supplier about it.

    TODO-AUTHOR: say what may be changed. Here: the function's body; name and parameter stay.

    TODO-AUTHOR: say what is out of scope. Here: why a value is missing.

    **Your turn** (20 minutes). TODO-AUTHOR: set the task. Here: write `tries`, which sets
    cards aside instead of dropping them.
    """)
    return


@app.function
def tries(cards: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
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
    verdict_2_4b = check("2.4b", tries)
    verdict_2_4b
    return (verdict_2_4b,)


@app.cell
def _(verdict_2_4b):
    mo.stop(not verdict_2_4b.passed, mo.md("*Unlocks when the check passes.*"))
    # The answer at work. TODO-AUTHOR: call it on the shop's own data.
    tries(pl.DataFrame({"card_id": ["PK001", "PK002"], "hp": [60, None]}))
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
    quiz_answers = quiz("02", seed=quiz_set.value)
    return (quiz_answers,)


@app.cell(hide_code=True)
def _(quiz_answers):
    marks("02", quiz_answers)
    return


if __name__ == "__main__":
    app.run()
