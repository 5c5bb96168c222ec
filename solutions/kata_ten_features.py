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
app = marimo.App(app_title="Kata: ten ideas for features")

with app.setup(hide_code=True):
    import marimo as mo
    import polars as pl

    from cardshop.dataset import load_cards
    from cardshop.features import FEATURES, LEAKS
    from classroom.display import check


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    # Kata: ten ideas for features

    Five minutes, ten ideas, no code that computes them. `uv run course kata ten-features` starts
    the clock, and the check below says when you are done.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## What the clock asks

    What could tell the type of a card? Ideas are cheap and tests are not, so each idea is written
    such that somebody could test it: from which columns, by which kind of recipe, and which type
    should have more of it.

    | kind | is |
    |:---|:---|
    | `angle` | a point on the circle, of `scan_hue_deg` |
    | `word` | a part of one text column |
    | `member` | whether one text column names a certain thing |
    | `flag` | yes or no, of one column |
    | `bins` | ranges of one column of numbers or dates |
    | `curve` | a logarithm, square or other bend of one column of numbers |
    | `ratio`, `difference` | of two columns of numbers |
    | `product` | two columns or more, whose meaning lies in the combination |
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    - **What is lost**: who stops at the third idea tests everybody's ideas. An idea without a
      direction cannot be wrong, so nobody learns from its test.
    - **What you may change**: the body of the function, and cells of your own beside it.
    - **Out of scope**: whether an idea gains anything, and how it is computed.
    """)
    return


@app.cell
def _():
    # What there is to work with: a value of each column that is no leak.
    one_card = load_cards().sample(1, seed=7)
    pl.DataFrame(
        {"column": name, "holds": str(kind), "here": str(one_card[name][0])}
        for name, kind in one_card.schema.items()
        if name not in LEAKS
    )
    return


@app.function
def ten_features() -> list[dict]:
    """Return ten ideas, each {"name", "columns", "kind", "hypothesis"}.

    name: of the new column, letters, digits and underscores, three or more, and no column's.
    columns: a list of columns of the cards, each once, none of them a leak. kind: one of the table,
    and it can be made of these columns. hypothesis: one sentence of 6 to 40 words that names a card
    type and a direction (more, fewer, heavier, rarely, than ...; of an angle or bins a place, as near,
    between or a number, will do). No two ideas have one name or one
    template of a sentence; only a flag or a member may use the same columns as another of its kind.
    """
    ### BEGIN SOLUTION
    table = """
    hue_point: angle of scan_hue_deg: Frames near green are mostly Grass, whichever way round.
    first_word: word of attack_name: An attack is named after its effect, so burning is likely Fire.
    lives_in_water: member of egg_groups: Who breeds in the sea is more often Water than not.
    mineral: member of egg_groups: Rocks do not breed with animals, and they lean to Fighting.
    density: ratio of weight_kg height_m: For their size, Metal species weigh more than all others.
    distance: difference of base_sp_attack base_attack: Psychic minds hit harder from afar.
    grey: flag of scan_saturation: A frame without colour should be Colorless or Metal more often.
    era: bins of release_date: Prints from 2014 to 2019 are the only ones likely to be Fairy.
    log_weight: curve of weight_kg: Among the lightest ten percent I expect few Dragon species.
    dim_and_red: product of scan_brightness scan_hue_deg: A frame of deep purple is usually Darkness.
    """
    ideas = []
    for line in table.strip().splitlines():
        name, recipe, hypothesis = line.strip().split(": ")
        kind, columns = recipe.split(" of ")
        ideas.append(
            {"name": name, "columns": columns.split(), "kind": kind, "hypothesis": hypothesis}
        )
    return ideas
    ### END SOLUTION


@app.cell(hide_code=True)
def _():
    verdict = check("ten-features", ten_features)
    verdict
    return (verdict,)


@app.cell
def _(verdict):
    mo.stop(not verdict.passed, mo.md("*Unlocks when the check passes: yours beside the shop's.*"))
    used = {_name for _idea in ten_features() for _name in _idea["columns"]}
    by_shop = {column for one in FEATURES.values() for column in one.inputs}
    free = [name for name in load_cards().columns if name not in LEAKS]
    pl.DataFrame(
        {"column": name, "in your ideas": name in used, "in the shop's features": name in by_shop}
        for name in free
    )
    return free, used


@app.cell(hide_code=True)
def _(free, used):
    mo.md(rf"""
    Your ideas touch {len(used)} of the {len(free)} columns that may be used. **Which of your ten
    would you test first**, and what would you expect it to gain on top of the one you test second?

    **Transfer.** Take a table of your own work and set the clock again. Which column there is an
    angle, a list in one text, or a date that stands for a change of rules?
    """)
    return


if __name__ == "__main__":
    app.run()
