"""What each measured criterion is worth: from what probes told to a share and a line a part."""

from __future__ import annotations

from collections.abc import Callable

from classroom.marker.criteria import (
    data_pipeline,
    deployment,
    evaluation,
    features,
    git,
    monitoring,
    review,
    training,
)
from classroom.marker.work import Found, Work

# In the rubric's order.
FOUND: dict[str, Callable[[Work], dict[str, Found]]] = {
    "data_pipeline": data_pipeline.found,
    "features": features.found,
    "training": training.found,
    "evaluation": evaluation.found,
    "deployment": deployment.found,
    "monitoring": monitoring.found,
    "git": git.found,
    "review": review.found,
}

__all__ = ["FOUND"]
