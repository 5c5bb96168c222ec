import marimo

__generated_with = "0.25.2"
app = marimo.App(width="medium", app_title="Price quotes", layout_file="layouts/slides.slides.json")

with app.setup(hide_code=True):
    from pathlib import Path

    import marimo as mo

    from capstone.slides import slides

    pages = slides(Path(__file__).parent / "docs")


@app.cell(hide_code=True)
def _():
    mo.md(pages[0])
    return


@app.cell(hide_code=True)
def _():
    mo.md(pages[1])
    return


@app.cell(hide_code=True)
def _():
    mo.md(pages[2])
    return


@app.cell(hide_code=True)
def _():
    mo.md(pages[3])
    return


@app.cell(hide_code=True)
def _():
    mo.md(pages[4])
    return


@app.cell(hide_code=True)
def _():
    mo.md(pages[5])
    return


@app.cell(hide_code=True)
def _():
    mo.md(pages[6])
    return


@app.cell(hide_code=True)
def _():
    mo.md(pages[7])
    return


@app.cell(hide_code=True)
def _():
    mo.md(pages[8])
    return


@app.cell(hide_code=True)
def _():
    mo.md(pages[9])
    return


if __name__ == "__main__":
    app.run()
