"""What a rollout refuses, in one line.

RolloutError     a version that cannot go into service, cards that compare nothing
"""

from __future__ import annotations


class RolloutError(ValueError):
    """A change of version, or a comparison, that cannot be made as it was asked for."""
