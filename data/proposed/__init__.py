"""The three pull requests of exercise 7.1 as small edits of today's cardshop. Spoilers.

editing   an edit, and what it does to a text
features  the first: new features, an obvious leak and subtler faults
training  the second: the best recipe by itself, without reproducibility
serving   the third: a service that always answers, without error handling
"""

from proposed import features, serving, training
from proposed.editing import Change, EditError

# By the name of their files in data/pull_requests.
CHANGES: dict[str, Change] = {
    "1_features": features.CHANGE,
    "2_training": training.CHANGE,
    "3_serving": serving.CHANGE,
}

__all__ = ["CHANGES", "Change", "EditError"]
