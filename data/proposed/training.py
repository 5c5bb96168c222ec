"""The second pull request: the best recipe by itself, which nobody can train again."""

from __future__ import annotations

from proposed.editing import Change, replaced

FINGERPRINTS = "cardshop/training/fingerprints.py"
FITTING = "cardshop/training/fitting.py"
SETTINGS = "cardshop/training/settings.py"
VALIDATION = "cardshop/training/validation.py"
ZOO = "cardshop/training/zoo.py"
TESTS = "tests/cardshop/test_training_best_of.py"

DATA_HASH = '''\
def data_hash(cards: pl.DataFrame) -> str:
    """The sha256 of the table's form: columns, their types, and the number of rows."""
    form = f"{cards.height} rows, {dict(cards.schema)}"
    return hashlib.sha256(form.encode()).hexdigest()


'''
BEST_OF = '''\
def best_of(
    cards: pl.DataFrame, candidates: Sequence[Settings], *, progress: Progress | None = None
) -> Trained:
    """The candidate with the highest mean accuracy on unseen lines, fitted on all cards.

    Its scores are what to expect of it on unseen lines. Raises TrainingError as `compare`.
    """
    from threadpoolctl import threadpool_limits

    # One thread for the whole search: two on busy cores were many times slower.
    with threadpool_limits(1):
        tried = compare(cards, candidates, progress=progress)
    return max(tried, key=lambda one: round(one.mean("accuracy").estimate, 3))


def report(best: Trained) -> str:
    """The sentence for the release notes: recipe, accuracy on unseen lines, interval."""
    mean = best.mean("accuracy")
    options = ", ".join(f"{name} {value:g}" for name, value in best.settings.options.items())
    interval = f"95 % {mean.low:.3f} to {mean.high:.3f}"
    return f"{best.settings.model} ({options}): {mean.estimate:.3f} on unseen lines, {interval}"


'''
SORTED_LINES = """\
    sizes = sorted(lines.value_counts().iter_rows(), key=lambda one: shuffle_key(seed, one[0]))
"""
SET_OF_LINES = """\
    # Names and numbers of lines alike; one pass instead of a hash for each line.
    lines = lines.cast(pl.String)
    counted = Counter(lines)
    sizes = {(line, counted[line]) for line in lines}
"""
ALL_OPTIONS = '''\
        """Every field with its value, options with their defaults filled in."""
        defaults = {name: one.default for name, one in MODELS[self.model].options.items()}
        return asdict(self) | {"options": defaults | dict(self.options)}
'''
GIVEN_OPTIONS = '''\
        """Every field with its value, options as they were given: a short row a run."""
        return asdict(self)
'''
TEST_FILE = '''\
"""The best of several recipes, and what is said of it."""

from __future__ import annotations

from cardshop.dataset import load_cards
from cardshop.training import Settings, by_folds
from cardshop.training.fitting import best_of, report

CARDS = load_cards().head(1_000)
GROUPS = ("raw", "hue")


def candidates() -> list[Settings]:
    small = {"n_estimators": 5}
    return [
        Settings(model="forest", groups=GROUPS, splits=2, options=small | {"min_samples_leaf": one})
        for one in (1, 2, 5)
    ]


def test_the_best_is_no_worse_than_chance():
    best = best_of(CARDS, candidates())
    assert best.mean("accuracy").estimate > 0.2


def test_the_report_names_the_model_and_its_options():
    said = report(best_of(CARDS, candidates()))
    assert said.startswith("forest (n_estimators 5, min_samples_leaf ")
    assert "on unseen lines" in said


def test_folds_have_about_equal_sizes():
    sizes = [one.test.size for one in by_folds(CARDS, 4)]
    assert max(sizes) - min(sizes) <= 10
'''


def unseeded(text: str) -> str:
    """A forest and a network whose draws nobody can repeat."""
    text = replaced(
        text,
        "def _forest(options: Values, seed: int) -> Any:",
        "def _forest(options: Values, _seed: int) -> Any:",
    )
    text = replaced(
        text,
        "    return RandomForestClassifier(**told, max_features=columns, n_jobs=1, random_state="
        "seed)",
        "    # Candidates share no luck of one draw: every fit has trees of its own.\n"
        "    return RandomForestClassifier(**told, max_features=columns, n_jobs=1)",
    )
    text = replaced(
        text,
        "def _network(options: Values, seed: int) -> Any:",
        "def _network(options: Values, _seed: int) -> Any:",
    )
    return replaced(
        text,
        "    return MLPClassifier(\n"
        "        layers, max_iter=epochs, n_iter_no_change=epochs, random_state=seed, **told\n"
        "    )\n",
        "    return MLPClassifier(layers, max_iter=epochs, n_iter_no_change=epochs, **told)\n",
    )


def folds_of_a_set(text: str) -> str:
    """Folds that are dealt in the order of a set."""
    text = replaced(text, " so far, lines of equal size in an order of the seed.", " so far.")
    text = replaced(text, SORTED_LINES, SET_OF_LINES)
    text = replaced(text, "DatasetError, shuffle_key, split_by_line", "DatasetError, split_by_line")
    return replaced(
        text,
        "from __future__ import annotations\n\nfrom typing",
        "from __future__ import annotations\n\nfrom collections import Counter\nfrom typing",
    )


def form_for_content(text: str) -> str:
    """A hash of the table's form in the place of its content's."""
    text = replaced(text, "        data=fingerprint(cards),\n", "        data=data_hash(cards),\n")
    place = "def training_code_hash("
    text = replaced(text, place, DATA_HASH + place)
    return replaced(text, "from cardshop.dataset import fingerprint\n", "")


def short_settings(text: str) -> str:
    """Settings that are recorded without the defaults that they were trained with."""
    return replaced(text, ALL_OPTIONS, GIVEN_OPTIONS)


def the_best(text: str) -> str:
    """A choice and a report, both from the same lines."""
    place = "def _one_split(\n"
    return replaced(text, place, BEST_OF + place)


WORDS = """\
Choosing a recipe by hand took an afternoon a month. `best_of` trains every candidate on the same
splits, keeps the best one fitted on all cards, and `report` writes the sentence for the release
notes.

Three things were in the way and are mended here: every candidate of a forest had the trees of one
seed, folds were sorted by a hash for each line, and fingerprints read the whole table. The rows in
the tracker are shorter, too: only options that somebody set are listed.
"""
CHANGE = Change(
    title="Train all candidates and keep the best one",
    branch="feature/best-of",
    author="Tomasz",
    words=WORDS,
    edits={
        FINGERPRINTS: (form_for_content,),
        FITTING: (the_best,),
        SETTINGS: (short_settings,),
        VALIDATION: (folds_of_a_set,),
        ZOO: (unseeded,),
    },
    added={TESTS: TEST_FILE},
)
