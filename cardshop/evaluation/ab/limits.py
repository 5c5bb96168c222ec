"""Several looks, one promise: how small the p-value of each look must be to stop there.

A test that is read K times at p < .05 has K chances of a false alarm. A group-sequential plan
fixes K evenly spaced looks beforehand and sets limits that share out one .05: equal ones (Pocock
1977) or very strict early ones that leave the last near .05 (O'Brien and Fleming 1979).
The chance to cross is integrated look by look (Armitage, McPherson and Rowe 1969).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
import polars as pl

from cardshop.evaluation.inputs import EvaluationError, share

if TYPE_CHECKING:
    from numpy.typing import NDArray

Shape = Literal["obrien-fleming", "pocock"]
SHAPES: tuple[Shape, ...] = ("obrien-fleming", "pocock")
MOST_LOOKS = 60
# Points of the Gauss-Legendre rule: more than 200 move no limit in the sixth digit.
NODES = 200


def stopping_limits(
    looks: int, *, shape: Shape = "obrien-fleming", level: float = 0.95
) -> pl.DataFrame:
    """A row a look: look, z, p_value: stop where the p-value of the data so far is at or below it.

    Holds 1 - level over all looks together for evenly spaced looks fixed beforehand. A test that
    stopped early overstates its difference, and its plain interval is too narrow: report that it
    stopped. Raises EvaluationError outside 1 to MOST_LOOKS looks.
    """
    from scipy.optimize import brentq
    from scipy.stats import norm

    share(level, "level", 0.95)
    if not 1 <= looks <= MOST_LOOKS or shape not in SHAPES:
        message = f"{looks} looks of shape {shape!r}; 1 to {MOST_LOOKS} of {SHAPES} are known. "
        raise EvaluationError(message + "Look less often.")
    number = np.arange(1, looks + 1)
    form = np.ones(looks) if shape == "pocock" else np.sqrt(looks / number)
    constant = brentq(lambda times: crossing_chance(times * form) - (1 - level), 0.5, 8.0)
    z = constant * form
    return pl.DataFrame({"look": number, "z": z, "p_value": 2 * norm.sf(z)})


def crossing_chance(z_limits: NDArray[np.float64]) -> float:
    """The chance that a test without effect crosses a limit at some of its evenly spaced looks."""
    from scipy.stats import norm

    points, weights = np.polynomial.legendre.leggauss(NODES)
    # The sum of the looks so far, a standard normal step each, as long as no limit is crossed.
    ends = z_limits * np.sqrt(np.arange(1, z_limits.size + 1))
    place, weight = ends[0] * points, ends[0] * weights
    density = norm.pdf(place)
    for end in ends[1:]:
        arrived = end * points
        density = norm.pdf(arrived[:, None] - place) @ (weight * density)
        place, weight = arrived, end * weights
    return 1 - float(weight @ density)
