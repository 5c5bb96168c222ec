# /// script
# requires-python = ">=3.11"
# dependencies = ["marimo>=0.25.2", "ml-engineering-course", "polars"]
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
app = marimo.App(app_title="07 Working in a team")

with app.setup(hide_code=True):
    import marimo as mo
    import polars as pl

    from cardshop.dataset import load_cards
    from classroom.display import after, exercises, ledger, predict, socratic

    DESK_USD = 0.15


@app.cell(hide_code=True)
def _():
    mo.md(rf"""
    # 07 Working in a team

    **One rule: TODO-AUTHOR, the sentence that all else in the lesson follows from.**

    Core part 45 minutes. TODO-AUTHOR: minutes of the exercises, what the learner will do, and what
    is still missing: 30 cells, 4 predictions, 4 controls and 4 Socratic questions in all.

    The *desk* types a card for ${DESK_USD:.2f}. TODO-AUTHOR: what else the shop pays for here. (An
    assumption of the course.)
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.vstack(
        [
            mo.md(r"""
    ## Learning objectives

    1. **TODO-AUTHOR.** What the learner can do afterwards.
    2. **TODO-AUTHOR.** A second ability.
    3. **TODO-AUTHOR.** A third one.

    ## The ledger so far

    TODO-AUTHOR: the line that this lesson adds, computed by a cell below.
    """),
            ledger(("Every card to the desk", -DESK_USD)),
        ]
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## 1. A section of the lesson

    TODO-AUTHOR: a title, and what is at stake for the shop, in numbers that a cell computes. Here:
    cards without hit points go to the desk, and somebody asks for a stricter rule.
    """)
    return


@app.cell(hide_code=True)
def _():
    guess_kept = predict(
        "07.kept",
        "TODO-AUTHOR: your question. Which share of the cards has 100 hit points or more?",
        ["below 20 %", "20 to 50 %", "above 50 %"],
    )
    least_hp = mo.ui.slider(
        start=30, stop=340, step=10, value=100, show_value=True, label="Least hp that is kept"
    )
    mo.vstack([guess_kept, least_hp])
    return guess_kept, least_hp


@app.cell
def _(least_hp):
    # The wrong way first, then the right one. TODO-AUTHOR: both, on the shop's data.
    cards = load_cards()
    kept = cards.filter(pl.col("hp") >= least_hp.value)
    kept.select("card_id", "hp").head(3)
    return cards, kept


@app.cell
def _(cards):
    share = (cards["hp"] >= 100).mean()
    answer = "below 20 %" if share < 0.2 else "20 to 50 %" if share <= 0.5 else "above 50 %"
    return (answer,)


@app.cell(hide_code=True)
def _(answer, cards, guess_kept, kept, least_hp):
    after(
        guess_kept,
        mo.md(f"""
    With {least_hp.value} hit points or more, **{kept.height / cards.height:.0%}** of {cards.height:,}
    cards are kept. TODO-AUTHOR: explain what was seen, each number from a cell above.

    **Change one thing.** TODO-AUTHOR: what to move and what to look at. Here: move the slider to 200.
    TODO-AUTHOR: a question that opens the next section?
    """),
        right=answer,
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## Industry context

    - **TODO-AUTHOR**: who does this, how it is called there, and where one can read it: authors,
      *title*, place and year.
    """)
    return


@app.cell(hide_code=True)
def _():
    why_first = socratic(
        "07.first",
        "**1.** TODO-AUTHOR: a question that has more than one good answer?",
        "TODO-AUTHOR: a model answer, with what it depends on.",
    )
    mo.vstack(
        [
            mo.md(r"""
    ## Socratic questions

    Write or think first, then compare. What you write here is kept when you come back.
    """),
            why_first,
        ],
        gap=2,
    )
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## Common pitfalls

    - **TODO-AUTHOR.** What goes wrong, and how one notices.
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## Aha moments

    - TODO-AUTHOR: a sentence that surprises, and that the lesson has shown.
    - TODO-AUTHOR: a second one.
    - TODO-AUTHOR: a third one.

    ## You have mastered this when you can

    - TODO-AUTHOR: do something that somebody else can watch
    - TODO-AUTHOR: explain something to a junior engineer
    - TODO-AUTHOR: find the cause of something
    - TODO-AUTHOR: choose between two ways, and say why

    **Teach** one of the four to a colleague. **Apply** TODO-AUTHOR to work of your own. **Debug**:
    TODO-AUTHOR, which failure of last month would this have stopped?
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.vstack([mo.md("## Exercises"), exercises("07")])
    return


@app.cell(hide_code=True)
def _():
    mo.md(r"""
    ## Further reading

    - TODO-AUTHOR: author, [title](https://docs.pola.rs), place and year: what one finds there
    """)
    return


if __name__ == "__main__":
    app.run()
