"""What right answers to credit-2 are: risks of people whose outcome the model has not seen.

Whether it has is asked of the answer, not read in its code: other outcomes in a fold, or other
people in it, may not change the risks of that fold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import numpy as np
import polars as pl

from cardshop.dataset import DATA, load_credit
from classroom.checks import frame_with, question

Case = tuple[bool, str, str]
Answer = Callable[[pl.DataFrame], pl.DataFrame]
KEY, TARGET, LATE, FIXED = "loan_id", "defaulted", "collection_calls", "constant"
ROWS, PROBED, FOLDS, PROBED_FOLDS, FULL_FOLDS = 2_000, 500, 2, 3, 5
FEWEST_MODELS = 3
# Of few applications a mean may be further off by chance.
FEW_TIMES = 3
# Rounding of sums in another order.
SAME = 1e-6
# Fixed in data/README.md, and no constant of the data was set by it.
OTHER_SEED = 20251122
# Areas under ROC. Measured of regression, boosting and forest: on the sample in two folds .78, .74
# and .77; in full .797, .786 and .775; on the other seed .805, .805 and .789.
LEAST, BEST = 0.60, 0.70
FULL_LEAST, FULL_BEST = 0.65, 0.75
PERFECT = 0.9


@cache
def applications() -> pl.DataFrame:
    """All applications, with their folds."""
    return in_folds(load_credit(), FULL_FOLDS)


@cache
def other_world() -> pl.DataFrame:
    """The applications that the generator makes from another seed."""
    import importlib
    import sys

    # The generator is a script's package beside the data, and nothing else needs it.
    sys.path.insert(0, str(DATA))
    try:
        made = importlib.import_module("generator.credit").credit(OTHER_SEED)
    finally:
        sys.path.remove(str(DATA))
    return in_folds(made[0], FULL_FOLDS)


def in_folds(table: pl.DataFrame, folds: int) -> pl.DataFrame:
    """The rows with a fold each, at random; a copy may lie in another than its first."""
    return table.with_columns(fold=np.random.default_rng(3).integers(folds, size=table.height))


@cache
def sample() -> pl.DataFrame:
    """Two thousand applications, and all that were sent again."""
    table = load_credit()
    again = table.filter(pl.col(KEY).is_duplicated())
    some = table.filter(~pl.col(KEY).is_duplicated()).gather_every(5).head(ROWS)
    return in_folds(pl.concat([some, again]), FOLDS)


@cache
def probed() -> pl.DataFrame:
    """Few applications, many of them with an error, copies in other folds than their firsts."""
    table = load_credit()
    again = table.filter(pl.col(KEY).is_duplicated())
    some = table.filter(~pl.col(KEY).is_duplicated())[7 : 16 * PROBED : 16]
    return in_folds(pl.concat([some, again]), PROBED_FOLDS)


def firsts(table: pl.DataFrame) -> pl.DataFrame:
    """The first row of each application."""
    return table.unique(KEY, keep="first", maintain_order=True)


def models_of(got: pl.DataFrame) -> list[str]:
    """The columns that hold the risks of a model that learns; what was given is none."""
    return [one for one in got.columns if one not in (FIXED, *applications().columns)]


def with_risks(table: pl.DataFrame, got: pl.DataFrame) -> pl.DataFrame:
    """The fold and the outcome of each application, with its risks."""
    known, risks = (
        firsts(table).select(KEY, "fold", TARGET),
        got.select(KEY, FIXED, *models_of(got)),
    )
    return known.join(risks, on=KEY, maintain_order="left")


def form_cases(got: pl.DataFrame, table: pl.DataFrame) -> Iterator[Case]:
    """One row an application; three models or more, and chances."""
    want = firsts(table)
    same = sorted(got[KEY].to_list()) == sorted(want[KEY].to_list())
    sentence = f"You return {got.height} rows for {want.height} applications, sent once each."
    yield same, sentence, "Who is judged twice, or not at all?"
    names = models_of(got)
    sentence = f"Beside {FIXED} there are the models {', '.join(names) or 'none'}; "
    yield len(names) >= FEWEST_MODELS, f"{sentence}three are needed.", "Which kinds differ most?"
    for name in (FIXED, *names):
        numeric = got[name].dtype.is_numeric()
        yield numeric, f"The column {name} holds {got[name].dtype}.", "Is a chance a number?"
        inside = got[name].cast(pl.Float64).fill_nan(None).is_between(0, 1).fill_null(value=False)
        sentence = f"{name} gives {got.height - inside.sum()} applications no chance from 0 to 1."
        yield bool(inside.all()), sentence, "Which call of a classifier gives chances, not words?"


def twin_cases(got: pl.DataFrame) -> Iterator[Case]:
    """No model has the risks of another."""
    names = models_of(got)
    for at, name in enumerate(names):
        for other in names[:at]:
            apart = float((got[name] - got[other]).abs().max() or 0)
            sentence = f"{name} and {other} give everybody the same risk: one model, two names."
            yield apart > SAME, sentence, "Which other kind of model could see something else?"


def constant_cases(got: pl.DataFrame, table: pl.DataFrame) -> Iterator[Case]:
    """`constant` is the share of the other folds."""
    both = with_risks(table, got)
    for fold in sorted(both["fold"].unique()):
        others = float(both.filter(pl.col("fold") != fold)[TARGET].mean() or 0)
        mine = both.filter(pl.col("fold") == fold)[FIXED]
        off = float((mine - others).abs().max() or 0)
        sentence = f"In fold {fold} {FIXED} is {mine[0]:.5f}, expected {others:.5f}."
        nudge = "Of whom is it the share, if that fold is still unknown and nobody counts twice?"
        yield off <= SAME, sentence, nudge


def chance_cases(got: pl.DataFrame, table: pl.DataFrame, times: float = 2) -> Iterator[Case]:
    """Each model's mean is near the share, no more than so many times apart."""
    share = float(firsts(table)[TARGET].mean() or 0)
    for name in models_of(got):
        mean = float(got[name].mean() or 0)
        sentence = f"The mean risk of {name} is {mean:.3f}, and {share:.3f} of them defaulted."
        nudge = "What do weights or copies for the rare answer do to a chance, and to its order?"
        yield share / times <= mean <= times * share, sentence, nudge


def area(both: pl.DataFrame, name: str) -> float:
    """The area under ROC of a column of risks."""
    from sklearn.metrics import roc_auc_score

    return float(roc_auc_score(both[TARGET], both[name]))


def rank_cases(got: pl.DataFrame, table: pl.DataFrame, bars: tuple[float, float]) -> Iterator[Case]:
    """Each model ranks better than chance, one of them well, none too well to be true."""
    both = with_risks(table, got)
    areas = {name: area(both, name) for name in models_of(got)}
    for name, found in areas.items():
        sentence = f"{name} ranks {found:.3f} (area under ROC) of {both.height:,} people; "
        nudge = "Which columns does it see, and in the units of this table?"
        yield found >= bars[0], f"{sentence}{bars[0]} or more is needed of each.", nudge
        nudge = "Which column would be empty on that day, or which of them did it learn from?"
        yield found < PERFECT, f"{sentence}nobody knows that much on that day.", nudge
    best = max(areas, key=areas.__getitem__)
    sentence = f"The best model, {best}, ranks {areas[best]:.3f} (area under ROC); {bars[1]} is "
    nudge = "What do late payments, the used limit and the years of history say?"
    yield areas[best] >= bars[1], f"{sentence}needed of one.", nudge


def shifted(table: pl.DataFrame, column: str) -> pl.DataFrame:
    """The table with this column's values of other applications, copies alike."""
    one = firsts(table)
    other = one.select(KEY, one[column].gather([(at + 7) % one.height for at in range(one.height)]))
    return table.drop(column).join(other, on=KEY, maintain_order="left").select(table.columns)


def other_outcomes(table: pl.DataFrame, fold: int) -> pl.DataFrame:
    """The table with the outcomes of those turned who stand in this fold."""
    here = firsts(table).filter(pl.col("fold") == fold)[KEY]
    turned = pl.col(TARGET) ^ pl.col(KEY).is_in(here.implode())
    return table.with_columns(turned.alias(TARGET))


def fewer(table: pl.DataFrame, fold: int) -> pl.DataFrame:
    """The table without every second application of a fold."""
    here = firsts(table).filter(pl.col("fold") == fold)[KEY].gather_every(2)
    return table.filter(~pl.col(KEY).is_in(here.implode()))


def renamed(table: pl.DataFrame) -> pl.DataFrame:
    """The same folds under each other's numbers."""
    return table.with_columns(fold=(pl.col("fold") + 1) % PROBED_FOLDS)


def probes(table: pl.DataFrame) -> Iterator[tuple[pl.DataFrame, pl.DataFrame, str, str]]:
    """Other tables, whose risks may not differ, what was changed, and what to ask."""
    fold = 1
    here = firsts(table).filter(pl.col("fold") == fold)
    everything = renamed(fewer(other_outcomes(shifted(table, LATE), fold), fold))
    yield everything, here, "", ""
    one = firsts(table)
    yield table, one, "asked twice", "Which of your models draws lots, and from which seed?"
    late = "if others have the collection calls"
    yield shifted(table, LATE), one, late, "When is the collection desk called, and what for?"
    outcomes = "if the outcomes of its own fold are turned"
    nudge = "Which of the rows that a model learned from has it been judged on, copies included?"
    yield other_outcomes(table, fold), here, outcomes, nudge
    others = "if others of its own fold are left out"
    nudge = "Where are your medians, scales or words learned: before the folds, or inside?"
    yield fewer(table, fold), here, others, nudge
    yield (
        renamed(table),
        one,
        "if the folds have each other's numbers",
        "Is a fold a fact of a person?",
    )


def probe_cases(validated: Answer) -> Iterator[Case]:
    """Nobody's risk depends on what was not known of them and of their fold.

    The table is small, so what costs least to see is asked of it first.
    """
    table = probed()
    usual = validated(table)
    yield from form_cases(usual, table)
    yield from constant_cases(usual, table)
    yield from chance_cases(usual, table, FEW_TIMES)
    for at, (changed, judged, words, nudge) in enumerate(probes(table)):
        got = validated(changed)
        problem = moved(usual, got, judged)
        if at == 0:
            if not problem:
                return
            # Only now one by one, for the one to name.
            continue
        yield not problem, f"{problem} {words}.", nudge
    sentence = "A risk changes with the collection calls or with the outcomes of its own fold."
    yield False, sentence, "What did each model learn from, and when was that known?"


def moved(usual: pl.DataFrame, got: pl.DataFrame, judged: pl.DataFrame) -> str:
    """The beginning of a sentence on the first risk that differs, or nothing."""
    names = [FIXED, *models_of(usual)]
    if set(names) - set(got.columns):
        return f"The model {min(set(names) - set(got.columns))} comes and goes"
    both = judged.select(KEY).join(usual, on=KEY).join(got, on=KEY, suffix="_after").sort(KEY)
    for name in names:
        apart = (both[name] - both[f"{name}_after"]).abs()
        if float(apart.max() or 0) > SAME:
            row = both.row(int(apart.arg_max() or 0), named=True)
            risks = f"{row[name]:.4f}, and {row[f'{name}_after']:.4f}"
            return f"{name} gives {row[KEY]} the risk {risks}"
    return ""


def at_full_size(validated: Any) -> Iterator[Case]:
    """All applications in five folds, and those of another seed."""
    for table in (applications(), other_world()):
        got = validated(table)
        yield from answer_cases(got, table, (FULL_LEAST, FULL_BEST))


def answer_cases(
    got: pl.DataFrame, table: pl.DataFrame, bars: tuple[float, float]
) -> Iterator[Case]:
    """All that an answer says of itself: its form, its chances, its order of people."""
    yield from form_cases(got, table)
    yield from twin_cases(got)
    yield from constant_cases(got, table)
    yield from chance_cases(got, table)
    yield from rank_cases(got, table, bars)


@question(
    "credit-2",
    title="Three models, each judged on people it has not seen",
    answer="validated",
    returns=frame_with(KEY, FIXED),
    points=4,
    full=at_full_size,
    hints=(
        "For which rows is a model asked, and in which rows did it see the answer?",
        "A pipeline learns its medians, scales and words where `fit` is called. Where is that?",
        "What happens to the mean of the risks when the rare answer weighs as much as the other?",
    ),
    why="""Your code was not read: it was asked. Other calls of the collection desk, other outcomes
in a fold, other people in it: none of them changed a risk of that fold. Weights for the rare answer
would have changed every risk, and hardly anybody's rank.""",
)
def risks_of_people_not_seen(validated):
    # Areas come last: whoever saw the outcome ranks too well, and has to hear why.
    yield from probe_cases(validated)
    yield from answer_cases(validated(sample()), sample(), (LEAST, BEST))
