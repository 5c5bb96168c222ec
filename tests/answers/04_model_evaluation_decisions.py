"""Right and wrong answers to question 4.3b, the decision with the least expected cost."""

from __future__ import annotations

RIGHT = {
    "4.3b": {
        "sums by hand": """
def decisions(p, review_usd, cost_usd):
    found = []
    for row in p:
        ways = {-1: review_usd}
        for filed in range(len(row)):
            ways[filed] = sum(share * cost_usd[true, filed] for true, share in enumerate(row))
        found.append(min(ways, key=ways.get))
    return found
""",
        "review as one more column": """
def decisions(p, review_usd, cost_usd):
    filed = np.einsum("ni,ij->nj", p, cost_usd)
    ways = np.column_stack([filed, np.full(len(p), review_usd)])
    best = ways.argmin(axis=1)
    best[best == p.shape[1]] = -1
    return [int(one) for one in best]
""",
        "an array": """
def decisions(p, review_usd, cost_usd):
    usd = np.matmul(p, cost_usd)
    return np.where(usd.min(1) > review_usd, -1, usd.argmin(1))
""",
        "the desk on equal cost": """
def decisions(p, review_usd, cost_usd):
    usd = (p[:, :, None] * cost_usd[None]).sum(axis=1)
    return [int(row.argmin()) if row.min() < review_usd else -1 for row in usd]
""",
    },
}
BODY = """
def decisions(p, review_usd, cost_usd):
    expected_usd = p @ cost_usd
    best = expected_usd.argmin(axis=1)
    return np.where(expected_usd.min(axis=1) <= review_usd, best, -1).tolist()
"""


def but(old: str, new: str) -> str:
    """The answer with one thing another way."""
    if old not in BODY:
        raise ValueError(old)
    return BODY.replace(old, new)


WRONG = {
    "4.3b": {
        "ready made": (
            """
def decisions(p, review_usd, cost_usd):
    from cardshop.evaluation import cheapest
    return cheapest(p, cost_usd, desk_usd=review_usd).tolist()
""",
            "where the answer lies ready",
        ),
        "the likeliest type, if it is cheap enough": (
            but("best = expected_usd.argmin(axis=1)", "best = p.argmax(axis=1)"),
            "Is the likeliest type the one that is expected to cost least?",
        ),
        "one threshold for all": (
            but("expected_usd.min(axis=1) <= review_usd", "p.max(axis=1) >= 0.75"),
            "One pair is dear",
        ),
        "the matrix turned": (
            but("p @ cost_usd", "p @ cost_usd.T"),
            "Over what do you sum: the types that it may be, or those it may be filed as?",
        ),
        "right cards are free": (
            but("p @ cost_usd", "p @ (cost_usd - np.diag(np.diag(cost_usd)))"),
            "What does the diagonal of cost_usd add?",
        ),
        "the worst that can happen": (
            but("p @ cost_usd", "(p[:, :, None] * cost_usd).max(axis=1)"),
            "is possible.",
        ),
        "never the desk": (
            but("np.where(expected_usd.min(axis=1) <= review_usd, best, -1)", "best"),
            "Every misfile costs the same",
        ),
        "always the desk": (
            "def decisions(p, review_usd, cost_usd):\n    return [-1] * len(p)\n",
            "is decided -1, expected to cost $0.150",
        ),
        "the dearest type": (but(".argmin", ".argmax"), "is possible."),
        "one decision for all cards": (
            "def decisions(p, review_usd, cost_usd):\n    return [int((p @ cost_usd).mean(axis=0).argmin())]\n",
            "1 decisions for 15 cards",
        ),
        "an array of numbers that are not whole": (
            but("best, -1)", "best * 1.0, -1)"), "a list or an array of whole numbers is needed",
        ),
        "a column that is none": (but("best, -1", "best, p.shape[1]"), "columns are 0 to 2, and -1 is review"),
    },
}  # fmt: skip
