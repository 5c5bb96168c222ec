"""Defects planted in the reference, one each, and the parts that lose points by it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tests.capstone.projects import commit, git

# What runs again in the gate when a file of this name changes; in the soak everything does.
RERUNS = {
    "data.py": ("validating",),
    "training.py": ("training", "quoting"),
    "quotes.py": ("quoting", "leaking"),
    "evaluation.py": ("evaluating",),
    "service.py": ("serving",),
    "requests.py": ("serving",),
    "monitoring.py": ("alerting",),
}
# Where a defect changes the artefact's own figures, those of the description may be of another one.
STALE = {"review.numbers"}


class Sabotage(NamedTuple):
    """`edits`: file, text that stands there once, text in its place. `history`: done with git.

    `only`: what runs again in the gate where that is less than the files say.
    """

    loses: set[str]
    edits: tuple[tuple[str, str, str], ...] = ()
    history: Callable[[Path], None] | None = None
    only: tuple[str, ...] = ()

    @property
    def reruns(self) -> set[str]:
        """The probes that may tell something else of it than of the reference."""
        if self.only:
            return {"history", *self.only}
        names = [Path(file).name for file, _, _ in self.edits]
        return {"history"} | {probe for name in names for probe in RERUNS.get(name, ())}


def applied(sabotage: Sabotage, project: Path) -> None:
    """Plant the defect; a text that is not there, or not once, is an error of this table."""
    for file, old, new in sabotage.edits:
        text = (project / file).read_text("utf-8")
        assert text.count(old) == 1, f"{file} holds {text.count(old)} times: {old}"
        (project / file).write_text(text.replace(old, new), "utf-8")
    if sabotage.edits:
        commit(project, "Change one thing")
    if sabotage.history:
        sabotage.history(project)


def _left_uncommitted(project: Path) -> None:
    (project / "notes.txt").write_text("later", "utf-8")


def _data_committed(project: Path) -> None:
    (project / "sales.parquet").write_bytes(b"PAR1")
    git(project, "add", "-f", "sales.parquet")
    git(project, "commit", "-q", "-m", "Add the sales")


def _one_commit(project: Path) -> None:
    (first,) = _told(project, "rev-list", "--max-parents=0", "HEAD")
    git(project, "reset", "-q", "--soft", first)
    commit(project, "Quote prices")


def _empty_subjects(project: Path) -> None:
    for number in range(6):
        commit(project, f"fixed stuff {number}", ".")


def _told(project: Path, *words: str) -> list[str]:
    told = subprocess.run(
        ["git", "-C", str(project), *words], check=True, capture_output=True, text=True
    )
    return told.stdout.split()


C = "capstone/"
WATCH = C + "monitoring.py"
PRICES = "pl.Series(model.prices_usd(sales))"
# A heading is at no risk of being reworded, a figure is: a sentence with one is put below it.
FIGURE, OTHER_FIGURE = "## Metrics\n", "## Metrics\n\nThe RMSE was 7.77 dollars at first.\n"
SABOTAGES: dict[str, Sabotage] = {
    "a missing price is not named": Sabotage(
        {"data_pipeline.missing"},
        (
            (
                C + "data.py",
                'rule="rule").cast(BREACH)',
                'rule="rule").cast(BREACH).filter(pl.col("rule") != "price_usd missing")',
            ),
            (
                C + "data.py",
                "is_in(wrong.implode()))",
                'is_in(wrong.implode())).drop_nulls("price_usd")',
            ),
        ),
    ),
    "mistyped prices pass below twenty times": Sabotage(
        {"data_pipeline.inflated"}, ((C + "data.py", "TOO_HIGH = 5.0", "TOO_HIGH = 20.0"),)
    ),
    "cheap sales are flagged": Sabotage(
        {"data_pipeline.quiet"},
        (
            (
                C + "data.py",
                '"price_usd not above 0": price <= 0',
                '"price_usd not above 0": price <= 3',
            ),
        ),
    ),
    "a price beside the card moves its quote": Sabotage(
        {"features.price_blind"},
        ((C + "quotes.py", PRICES, PRICES + ' * (1.05 if "price_usd" in sales.columns else 1)'),),
        only=("leaking",),
    ),
    "a crowd of cards is quoted higher": Sabotage(
        {"features.row_alone"},
        ((C + "quotes.py", PRICES, PRICES + " * (1.01 if sales.height > 100 else 1)"),),
    ),
    "quotes read the data folder": Sabotage(
        {"features.later_blind"},
        (
            (
                C + "training.py",
                "    lines = ",
                '    (artifact_dir / "where.txt").write_text(str(data_dir))\n    lines = ',
            ),
            (
                C + "quotes.py",
                PRICES,
                PRICES
                + ' * (1.05 if Path((artifact_dir / "where.txt").read_text(),'
                + ' "holdout.parquet").exists() else 1)',
            ),
        ),
    ),
    "next week's index is read where it is there": Sabotage(
        {"features.future_blind"},
        (
            (
                C + "quotes.py",
                PRICES,
                PRICES + ' * (1.05 if "index_modern_next" in sales.columns else 1)',
            ),
        ),
        only=("leaking",),
    ),
    "no species, no depth": Sabotage(
        {"training.rmse_101"},
        (
            (
                C + "training.py",
                "trees=400, depth=3, learning_rate=0.1, prior_sales=3.0",
                "trees=30, depth=2, learning_rate=0.1",
            ),
        ),
    ),
    "two models only": Sabotage(
        {"training.tracked"}, ((C + "training.py", '        Settings("linear"),\n', ""),)
    ),
    "a draw without a seed": Sabotage(
        {"training.repeatable"},
        (
            (
                C + "training.py",
                "label=target,",
                "label=target + 1e-3 * np.random.default_rng().standard_normal(len(target)),",
            ),
        ),
    ),
    "ten dollars are not within ten": Sabotage(
        {"evaluation.within_10"}, ((C + "evaluation.py", "<= NEAR_USD", "< NEAR_USD"),)
    ),
    "a lost seller costs half": Sabotage(
        {"evaluation.dollars"},
        ((C + "evaluation.py", "MARGIN_SHARE = 1 - OFFER_SHARE", "MARGIN_SHARE = 0.5"),),
    ),
    "a verdict on any slice": Sabotage(
        {"evaluation.few"}, ((C + "evaluation.py", "FEWEST_SALES = 100", "FEWEST_SALES = 1"),)
    ),
    "slices by rarity only": Sabotage(
        {"evaluation.slices", "evaluation.few"},
        ((C + "evaluation.py", "for column in SLICED_BY", 'for column in ("rarity",)'),),
    ),
    "an offer of half": Sabotage(
        {"deployment.contract"},
        ((C + "service.py", "round(OFFER_SHARE * price, 2)", "round(0.5 * price, 2)"),),
    ),
    "any number is a number": Sabotage(
        {"deployment.errors"},
        (
            (
                C + "requests.py",
                "Allowed(ge=field.span[0], le=field.span[1])",
                "Allowed(ge=field.span[0])",
            ),
        ),
    ),
    "the model is read at every request": Sabotage(
        {"deployment.loaded_once"},
        (
            (
                C + "service.py",
                "_answer(request, asked, kept, metrics)\n\n",
                "_answer(request, asked, artifact.load(Path(artifact_dir)), metrics)\n\n",
            ),
        ),
    ),
    "ready is not served": Sabotage(
        {"deployment.starts"}, ((C + "service.py", '@app.get("/ready")', '@app.get("/readiness")'),)
    ),
    "an image that runs as root": Sabotage(
        {"deployment.packaged"}, (("Dockerfile", "\nUSER ", "\n# USER "),)
    ),
    "any index is on the same scale": Sabotage(
        {"monitoring.harm_index"}, ((WATCH, "OTHER_SCALE = 2.0", "OTHER_SCALE = 1e9"),)
    ),
    "unlearned words are let pass": Sabotage(
        {"monitoring.harm_inputs"}, ((WATCH, "STRANGE_SHARE = 0.02", "STRANGE_SHARE = 2.0"),)
    ),
    "one word for every card is let pass": Sabotage(
        {"monitoring.harm_inputs"}, ((WATCH, "BY_CHANCE = 1e-6", "BY_CHANCE = 0.0"),)
    ),
    "quotes may rise by a half": Sabotage(
        {"monitoring.harm_quotes"}, ((WATCH, "MOVED_SHARE = 0.07", "MOVED_SHARE = 0.5"),)
    ),
    "every step of the index alerts": Sabotage(
        {"monitoring.ordinary", "monitoring.harmless", "monitoring.harm_index"},
        ((WATCH, "OTHER_SCALE = 2.0", "OTHER_SCALE = 1.0001"),),
    ),
    "one commit": Sabotage({"git.commits"}, history=_one_commit),
    "subjects of what was done": Sabotage({"git.subjects"}, history=_empty_subjects),
    "data in the history": Sabotage({"git.clean_history"}, history=_data_committed),
    "a file left behind": Sabotage({"git.clean_tree"}, history=_left_uncommitted),
    "a figure from memory": Sabotage(
        {"review.numbers"}, (("docs/PULL_REQUEST.md", FIGURE, OTHER_FIGURE),)
    ),
    "no section on testing": Sabotage(
        {"review.sections"}, (("docs/PULL_REQUEST.md", "## Testing", "## Checks"),)
    ),
}
