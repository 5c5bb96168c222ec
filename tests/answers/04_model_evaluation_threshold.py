"""Right and wrong answers to question 4.3a, the threshold with the least cost."""

from __future__ import annotations

RIGHT = {
    "4.3a": {
        "sorted, with running sums": """
def threshold(p, y, review_usd, cost_usd):
    if len(y) == 0:
        return 0.5
    confidence = p.max(axis=1)
    pays = cost_usd[y, p.argmax(axis=1)]
    best, least = float("inf"), review_usd * len(y)
    filed_usd = 0.0
    left = len(y)
    for one in sorted(set(confidence.tolist()), reverse=True):
        same = confidence == one
        filed_usd += pays[same].sum()
        left -= same.sum()
        total = filed_usd + (left * review_usd if left else 0.0)
        if total < least:
            best, least = one, total
    return best
""",
        "between two confidences": """
def threshold(p, y, review_usd, cost_usd):
    sure = np.sort(np.unique(p.max(axis=1)))
    between = [0.0, *((sure[1:] + sure[:-1]) / 2), 10.0]
    said = np.argmax(p, axis=1)
    totals = []
    for least in between:
        filed = p.max(axis=1) > least
        reviews = 0 if filed.all() else (~filed).sum() * review_usd
        totals.append(cost_usd[y[filed], said[filed]].sum() + reviews)
    return float(between[int(np.argmin(totals))])
""",
        "card by card": """
def threshold(p, y, review_usd, cost_usd):
    cards = []
    for row, true in zip(p.tolist(), y.tolist()):
        said = max(range(len(row)), key=lambda at: row[at])
        cards.append((row[said], cost_usd[true][said]))
    tried = sorted({one for one, _ in cards}) + [2.0 + max([one for one, _ in cards], default=0)]
    def total(least):
        return sum(usd if one >= least else review_usd for one, usd in cards)
    return min(reversed(tried), key=total)
""",
    },
}
BODY = """
def threshold(p, y, review_usd, cost_usd):
    confidence = p.max(axis=1)
    said = p.argmax(axis=1)
    filed_usd = cost_usd[y, said]
    tried = [*np.unique(confidence), float("inf")]

    def total_usd(least):
        return float(np.where(confidence >= least, filed_usd, review_usd).sum())

    return float(min(tried, key=total_usd))
"""


def but(old: str, new: str) -> str:
    """The answer with one thing another way."""
    if old not in BODY:
        raise ValueError(old)
    return BODY.replace(old, new)


WRONG = {
    "4.3a": {
        "ready made": (
            """
def threshold(p, y, review_usd, cost_usd):
    from cardshop.evaluation import best_threshold
    return best_threshold(p.max(axis=1), cost_usd[y, p.argmax(axis=1)], desk_usd=review_usd).threshold
""",
            "where the answer lies ready",
        ),
        "a formula for calibrated models": (
            """
def threshold(p, y, review_usd, cost_usd):
    wrong = cost_usd[cost_usd > np.diag(cost_usd).max()].mean()
    return float(max(0.0, 1 - review_usd / wrong))
""",
            "another one costs",
        ),
        "the shop's threshold": (
            "def threshold(p, y, review_usd, cost_usd):\n    return 0.75\n",
            "Nine cards, review $0.125: the threshold 0.75 files 4 of 9 cards, which costs $0.6250 in all",
        ),
        "the greatest accuracy of what is filed": (
            but("key=total_usd", "key=lambda one: np.mean(said[confidence >= one] != y[confidence >= one]) if (confidence >= one).any() else 1"),
            "What do *all* cards cost together, those at the desk too?",
        ),
        "the mean cost of what is filed": (
            but("key=total_usd", "key=lambda one: filed_usd[confidence >= one].mean() if (confidence >= one).any() else review_usd"),
            "What do *all* cards cost together, those at the desk too?",
        ),
        "every misfile at the mean price": (
            but("filed_usd = cost_usd[y, said]",
                "filed_usd = np.where(y == said, 0.0, cost_usd[~np.eye(len(cost_usd), dtype=bool)].mean())"),
            "What does each card cost where it is filed, by its own pair of types?",
        ),
        "ties cut through": (
            """
def threshold(p, y, review_usd, cost_usd):
    if not len(y):
        return 0.0
    confidence = p.max(axis=1)
    order = np.argsort(-confidence, kind="stable")
    pays = cost_usd[y, p.argmax(axis=1)][order]
    n = len(y)
    totals = [pays[:filed].sum() + (review_usd * (n - filed) if filed < n else 0) for filed in range(n + 1)]
    filed = int(np.argmin(totals))
    return float(confidence[order][filed - 1]) if filed else float("inf")
""",
            "Which of the cards at 0.7 can be filed without the others?",
        ),
        "stops where the cost first rises": (
            """
def threshold(p, y, review_usd, cost_usd):
    confidence = p.max(axis=1)
    filed_usd = cost_usd[y, p.argmax(axis=1)]
    best = float("inf")
    least = review_usd * len(y)
    for one in np.unique(confidence)[::-1]:
        total = np.where(confidence >= one, filed_usd, review_usd).sum()
        if total > least:
            break
        best, least = float(one), total
    return best
""",
            "Did you look at all thresholds, or stop where the cost first rose?",
        ),
        "never all to review": (
            but('[*np.unique(confidence), float("inf")]', "[*np.unique(confidence), 0.0]"),
            "What would sending every card to review cost?",
        ),
        "never all filed": (
            but("confidence >= least", "confidence > least"),
            "another one costs",
        ),
        "the matrix turned": (
            but("cost_usd[y, said]", "cost_usd[said, y]"),
            "Which index of cost_usd is the true type, and which the filed one?",
        ),
        "right cards are free": (
            but("filed_usd = cost_usd[y, said]", "filed_usd = np.where(y == said, 0.0, cost_usd[y, said])"),
            "What does a card on the diagonal of cost_usd cost?",
        ),
        "the last of two likeliest": (
            but("p.argmax(axis=1)", "p.shape[1] - 1 - p[:, ::-1].argmax(axis=1)"),
            "As which type is a card filed that has two largest values?",
        ),
        "scaled to sum to 1": (
            but("    confidence = p.max(axis=1)", "    p = p / p.sum(axis=1, keepdims=True)\n    confidence = p.max(axis=1)"),
            "Does the confidence have to be a probability for this?",
        ),
        "infinity times nothing": (
            but("float(np.where(confidence >= least, filed_usd, review_usd).sum())",
                "-float(filed_usd[confidence >= least].sum() + float(review_usd) * int((confidence < least).sum()))").replace("min(tried", "max(tried[::-1]"),
            "What is infinity times no card?",
        ),
        "the confidence in the true type": (
            but("confidence = p.max(axis=1)", "confidence = p[np.arange(len(y)), y]"),
            "another one costs",
        ),
        "steps of a twentieth": (
            but('[*np.unique(confidence), float("inf")]', '[*np.arange(0, 1.05, 0.05), float("inf")]'),
            "another one costs",
        ),
        "review for every card": (
            but("np.where(confidence >= least, filed_usd, review_usd)",
                "np.where(confidence >= least, filed_usd + review_usd, review_usd)"),
            "another one costs",
        ),
    },
}  # fmt: skip
