# /// script
# requires-python = ">=3.11"
# dependencies = ["marimo>=0.25.2", "ml-engineering-course"]
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
app = marimo.App(app_title="Checkpoint 2", width="medium")

with app.setup(hide_code=True):
    import marimo as mo

    from classroom.display import checkpoint, outcome_of, progress_of


@app.cell(hide_code=True)
def _():
    outcome, tell = mo.state(None)
    again = mo.ui.button(
        value=0, on_click=lambda times: times + 1, label="Take it again, with other questions"
    )
    return again, outcome, tell


@app.cell(hide_code=True)
def _(again, tell):
    _draws = again.value
    desk = checkpoint("checkpoint-2", tell)
    desk
    return (desk,)


@app.cell(hide_code=True)
def _(desk, outcome):
    progress_of(desk, outcome())
    return


@app.cell(hide_code=True)
def _(again, desk, outcome):
    outcome_of(desk, outcome(), again)
    return


if __name__ == "__main__":
    app.run()
