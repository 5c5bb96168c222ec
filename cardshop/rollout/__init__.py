"""Versions on their way into service, and back out of it.

history     who changed the served version, when and why
releasing   promote, and rollback in one command: checked first, written down, then made
shadowing   champion and challenger on the same cards, the challenger's answers for us alone
comparing   is the challenger cheaper? by lots, at looks that were fixed beforehand
"""

from cardshop.rollout.comparing import BIASES, Comparison, Plan, compare, gains
from cardshop.rollout.history import By, Change, history
from cardshop.rollout.refusals import RolloutError
from cardshop.rollout.releasing import columns_changed, promote, rollback
from cardshop.rollout.shadowing import replay, shadow

__all__ = [
    "BIASES",
    "By",
    "Change",
    "Comparison",
    "Plan",
    "RolloutError",
    "columns_changed",
    "compare",
    "gains",
    "history",
    "promote",
    "replay",
    "rollback",
    "shadow",
]
