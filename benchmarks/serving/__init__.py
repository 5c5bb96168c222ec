"""The service beside a naive one, its own parts, and other servers, at 32 connections.

`servers`       processes that are started, held still, counted and ended
`load`          wrk as the clients
`models`        the models and cards that all of them get
`ways`          how each of ours is started
`contenders`    other servers, each in an environment of its own, with `--contenders`
`measuring`     all of them in turns, once they agree
`words`         what was found, as tables and sentences
`apps`          the programs themselves
"""

from __future__ import annotations

from benchmarks.findings import Findings, Say

WHAT = "cards a second, CPU and latency of the service, beside a naive one, at 32 connections"
ABOUT_MIN = 10.0


def measured(*, quick: bool, say: Say, contenders: bool = False) -> Findings:
    """Tables of all ways; raises NotMeasuredError without wrk, UnequalError where two disagree."""
    # The programs of other environments import this package, and have none of what this needs.
    from benchmarks.serving.measuring import FULL, QUICK, found

    return found(QUICK if quick else FULL, say=say, contenders=contenders)
