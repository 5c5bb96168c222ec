"""Right and wrong answers to 3.1a: what the check of grouped folds is tested with."""

from __future__ import annotations

RIGHT = {
    "3.1a": {
        "largest lines first, ties by the seed, a heap": """
def folds(lines, k, seed):
    import heapq
    if any(line is None for line in lines):
        raise ValueError("a line is None; every card needs one")
    rows_of = {}
    for row, line in enumerate(lines):
        rows_of.setdefault(line, []).append(row)
    if k < 2 or k > len(rows_of):
        raise ValueError(f"cannot make k={k} folds of {len(rows_of)} lines")
    names = sorted(rows_of)
    random.Random(seed).shuffle(names)
    names.sort(key=lambda line: len(rows_of[line]), reverse=True)
    heap = [(0, fold) for fold in range(k)]
    found = [[] for _ in range(k)]
    for line in names:
        size, fold = heapq.heappop(heap)
        found[fold] += rows_of[line]
        heapq.heappush(heap, (size + len(rows_of[line]), fold))
    return found
""",
        "numpy, whole arrays": """
def folds(lines, k, seed):
    if None in lines:
        raise ValueError("No fold for a card whose line is None.")
    names, code, sizes = np.unique(np.array(lines), return_inverse=True, return_counts=True)
    if not 1 < k <= names.size:
        raise ValueError(f"{k=} but there are {names.size} lines")
    home, filled = np.empty(names.size, int), np.zeros(k)
    for at in np.random.default_rng(seed).permutation(names.size):
        home[at] = filled.argmin()
        filled[home[at]] += sizes[at]
    return [np.flatnonzero(home[code] == fold).tolist() for fold in range(k)]
""",
        "dealt in turn, from the largest line down": """
from collections import Counter
ASK_FOR = "Ask for 2 or more, and for no more than there are lines."

def by_chance(seed, line):
    return random.Random(f"{seed} {line}").random()

def folds(lines, k, seed):
    if any(line is None for line in lines):
        raise ValueError("some line is None; such cards cannot be split")
    sizes = Counter(lines)
    if k < 2 or len(sizes) < k:
        raise ValueError(f"{k} folds for {len(sizes)} lines. {ASK_FOR}")
    ranked = sorted(sizes, key=lambda line: (-sizes[line], by_chance(seed, line)))
    return [
        [row for row, line in enumerate(lines) if line in set(ranked[fold::k])]
        for fold in range(k)
    ]
""",
        "polars": """
def folds(lines, k, seed):
    cards = pl.DataFrame({"line": lines}, schema={"line": pl.Int64}).with_row_index("row")
    if cards["line"].null_count():
        raise ValueError("a null (None) in the lines")
    groups = cards.group_by("line").agg("row", size=pl.len()).sort("line")
    if k < 2 or groups.height < k:
        raise ValueError(f"k must lie between 2 and {groups.height}, not {k}")
    groups = groups.sample(fraction=1, shuffle=True, seed=seed)
    made = [[] for _ in range(k)]
    for rows in groups["row"].to_list():
        min(made, key=len).extend(rows)
    return made[::-1]
""",
    },
}
HEAD = """
from collections import Counter

def folds(lines, k, seed):
    sizes = Counter(lines)
    if None in sizes:
        raise ValueError("a line is None")
    if not 2 <= k <= len(sizes):
        raise ValueError(f"{k} folds of {len(sizes)} lines")
    order = sorted(sizes)
"""
DEAL = """
    filled, fold_of = [0] * k, {}
    for line in order:
        fold_of[line] = filled.index(min(filled))
        filled[fold_of[line]] += sizes[line]
    return [[row for row, line in enumerate(lines) if fold_of[line] == fold] for fold in range(k)]
"""
SHUFFLE = "    random.Random(seed).shuffle(order)"
WRONG = {
    "3.1a": {
        "single cards are dealt": (
            """
def folds(lines, k, seed):
    rows = list(range(len(lines)))
    random.Random(seed).shuffle(rows)
    return [rows[fold::k] for fold in range(k)]
""",
            "are in more than one fold",
        ),
        "equally many lines, whatever their size": (
            HEAD
            + SHUFFLE
            + """
    fold_of = {line: place % k for place, line in enumerate(order)}
    return [[row for row, line in enumerate(lines) if fold_of[line] == fold] for fold in range(k)]
""",
            "more than the 9 cards of the largest line",
        ),
        "the seed is forgotten": (
            HEAD + DEAL,
            "in the same way for seed=3 and another seed",
        ),
        "the seed only orders the folds": (
            HEAD
            + DEAL.replace("return", "found =")
            + """
    random.Random(seed).shuffle(found)
    return found
""",
            "for the lines, or for the order of folds and rows?",
        ),
        "no seed at all": (
            HEAD + "    random.shuffle(order)" + DEAL,
            "Which of your steps draws without the seed?",
        ),
        "the shared generator is seeded": (
            HEAD + "    random.seed(seed)\n    random.shuffle(order)" + DEAL,
            "changed the state of the random numbers",
        ),
        "numpy's shared generator is seeded": (
            HEAD
            + "    np.random.seed(seed)\n    order = np.random.permutation(order).tolist()"
            + DEAL,
            "changed the state of the random numbers",
        ),
        "lines in the order in which they come": (
            HEAD.replace("sorted(sizes)", "list(sizes)") + SHUFFLE + DEAL,
            "who decided it: the file, or a set?",
        ),
        "lines in the order of a set": (
            HEAD.replace("sorted(sizes)", "list(set(lines))") + SHUFFLE + DEAL,
            "who decided it: the file, or a set?",
        ),
        "rows to train on": (
            HEAD + SHUFFLE + DEAL.replace("== fold]", "!= fold]"),
            "times, expected 1",
        ),
        "lines instead of rows": (
            HEAD + SHUFFLE + "\n    return [order[fold::k] for fold in range(k)]\n",
            "times, expected",
        ),
        "a dict instead of lists": (
            HEAD
            + SHUFFLE
            + DEAL.replace("return [[", "return {fold: [")
            .replace("== fold] for", "== fold] for")
            .replace("range(k)]", "range(k)}"),
            "a list is needed",
        ),
        "arrays instead of lists": (
            HEAD
            + SHUFFLE
            + DEAL.replace("return [[", "return [np.array([").replace(
                "== fold] for", "== fold]) for"
            ),
            "Which method turns an array",
        ),
        "the next fold once this one is full": (
            HEAD
            + SHUFFLE
            + """
    found, wanted = [[] for _ in range(k)], len(lines) / k
    fold = 0
    for line in order:
        if len(found[fold]) >= wanted and fold < k - 1:
            fold += 1
        found[fold] += [row for row, other in enumerate(lines) if other == line]
    return found
""",
            "is empty, so nothing can be scored on it",
        ),
        "each line drawn for itself": (
            HEAD
            + """
    draw = random.Random(seed)
    fold_of = {line: draw.randrange(k) for line in order}
    return [[row for row, line in enumerate(lines) if fold_of[line] == fold] for fold in range(k)]
""",
            "is empty, so nothing can be scored on it",
        ),
        "a line a fold, and the rest into the last": (
            HEAD
            + SHUFFLE
            + """
    found = [[row for row, line in enumerate(lines) if line == one] for one in order[: k - 1]]
    return [*found, [row for row, line in enumerate(lines) if line in order[k - 1 :]]]
""",
            "more than the 2 cards of the largest line",
        ),
        "no k is refused": (
            (HEAD + SHUFFLE + DEAL).replace(
                '    if not 2 <= k <= len(sizes):\n        raise ValueError(f"{k} folds of {len(sizes)} lines")\n',
                "",
            ),
            "a ValueError is needed",
        ),
        "an empty table gives empty folds": (
            (HEAD + SHUFFLE + DEAL).replace(
                "    sizes = Counter(lines)\n",
                "    if not lines:\n        return [[] for _ in range(k)]\n    sizes = Counter(lines)\n",
            ),
            "0 cards of 0 lines, k=2, seed=0) returned [[], []]",
        ),
        "a ValueError that does not name k": (
            (HEAD + SHUFFLE + DEAL).replace(
                'f"{k} folds of {len(sizes)} lines"', '"wrong number of folds"'
            ),
            "does not name k = 1",
        ),
        "cards of no line are one line": (
            (HEAD + SHUFFLE + DEAL)
            .replace("if None in sizes", "if False")
            .replace("sorted(sizes)", "sorted(sizes, key=lambda one: one or 0)"),
            "one has the line None, and folds returned",
        ),
        "words about something else": (
            (HEAD + SHUFFLE + DEAL).replace("a line is None", "bad input, see above"),
            "does not name None",
        ),
        "cards of no line are left out": (
            (HEAD + SHUFFLE + DEAL)
            .replace(
                '    if None in sizes:\n        raise ValueError("a line is None")\n',
                "    sizes.pop(None, None)\n",
            )
            .replace("fold_of[line] == fold", "fold_of.get(line) == fold"),
            "in which fold are its relatives?",
        ),
        "scikit-learn": (
            """
def folds(lines, k, seed):
    from sklearn.model_selection import GroupKFold
    cut = GroupKFold(k, shuffle=True, random_state=seed)
    return [test.tolist() for _, test in cut.split(lines, groups=lines)]
""",
            "folds uses sklearn.model_selection",
        ),
    },
}
