"""What was found, as tables and sentences; every figure is a median over turns."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from benchmarks.findings import Findings, number
from benchmarks.serving import contenders, ways
from benchmarks.serving.load import CONNECTIONS, Load
from benchmarks.serving.models import CARDS_SENT

Turns = Mapping[str, list[Load]]
Figure = Callable[[Load], float]
MOST_RESIDENT_MB = 200
MOST_MIDDLEWARE_MS = 0.3
LEAST_TIMES_NAIVE = 15
# Bars that were set before measuring: the service answers so many times what this one does.
LEAST_TIMES = {contenders.LIT: 3, contenders.LIT_BATCHED: 3, contenders.MLFLOW: 20}
HEAD = (
    "| way | requests/s | CPU ms a request | p50 ms | p99 ms | RSS MB | failed | late |\n"
    "| :--- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
)


def per_s(one: Load) -> float:
    """Requests a second."""
    return one.per_s


def cpu_ms(one: Load) -> float:
    """CPU milliseconds a request."""
    return one.cpu_s * 1000


@dataclass(frozen=True)
class Paired:
    """A comparison of two ways turn by turn: median, lowest, highest."""

    middle: float
    low: float
    high: float

    def times(self) -> str:
        """The three in words."""
        return f"{number(self.middle)} times ({number(self.low)} to {number(self.high)})"


def paired(turns: Turns, over: str, under: str, *, figure: Figure, apart: bool = False) -> Paired:
    """`over` divided by `under` in each turn, or what lies between them with `apart`."""
    pairs = zip(map(figure, turns[over]), map(figure, turns[under]), strict=True)
    each = [one - other if apart else one / other for one, other in pairs]
    return Paired(statistics.median(each), min(each), max(each))


def findings(turns: Mapping[str, Turns], missing: Mapping[str, str], seconds: int) -> Findings:
    """The whole section: a table a model, sentences about each, and the parts of the service."""
    notes = []
    for model, found in turns.items():
        notes += [f"### {model}", table(found), " ".join(about(found))]
        if middleware := about_parts(found):
            notes.append(middleware)
    lines = [f"- {name}: not measured: {reason}" for name, reason in missing.items()]
    return Findings(method(turns, seconds), [], notes + (["\n".join(lines)] if lines else []))


def table(turns: Turns) -> str:
    """Medians by way as Markdown; failed and late are sums over all turns."""
    rows = [HEAD]
    for name, loads in turns.items():
        columns = (per_s, cpu_ms, _p50, _p99, _resident)
        cells = [number(_median(loads, one)) for one in columns]
        cells += [str(sum(one.failed for one in loads)), str(sum(one.late for one in loads))]
        rows.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(rows)


def about(turns: Turns) -> list[str]:
    """A sentence a bar, and one for each other server."""
    answers = paired(turns, ways.OURS, ways.NAIVE, figure=per_s)
    cpu = paired(turns, ways.NAIVE, ways.OURS, figure=cpu_ms)
    slowest, usual = _median(turns[ways.OURS], _p99), _median(turns[ways.NAIVE], _p50)
    resident = max(one.resident_mb for one in turns[ways.OURS])
    answered = _met(answers.middle >= LEAST_TIMES_NAIVE)
    spent = _met(cpu.middle >= LEAST_TIMES_NAIVE)
    light = _met(resident <= MOST_RESIDENT_MB)
    said = (
        f"The service answers {answers.times()} the requests of the naive one (at least "
        f"{LEAST_TIMES_NAIVE}: {answered}), which spends {cpu.times()} its CPU on each (at least "
        f"{LEAST_TIMES_NAIVE}: {spent}). Its p99 of {number(slowest)} ms lies below the naive p50 "
        f"of {number(usual)} ms: {_met(slowest < usual)}. A worker holds {number(resident)} MB "
        f"(at most {MOST_RESIDENT_MB}: {light})."
    )
    alone = paired(turns, ways.OURS, ways.ALONE, figure=per_s)
    together = f"Computing waiting cards together brings {alone.times()} the requests."
    others = [_about_other(turns, name) for name in turns if name in contenders.NAMES]
    return [said, together, *others]


def about_parts(turns: Turns) -> str:
    """What each part of the service costs; empty where none was taken out."""
    named = [name for name in ways.PARTS.values() if name in turns]
    if not named:
        return ""
    rows = [
        "CPU ms a request by which the service lies above the same service with a part changed:",
        "| changed | median | lowest and highest turn |\n| :--- | ---: | ---: |",
    ]
    for name in named:
        cost = paired(turns, ways.OURS, name, figure=cpu_ms, apart=True)
        rows[1] += f"\n| {name} | {cost.middle:.3f} | {cost.low:.3f} to {cost.high:.3f} |"
    cost = paired(turns, ways.OURS, ways.PARTS["all"], figure=cpu_ms, apart=True)
    rows.append(
        f"All middleware, metrics and the journal together cost {cost.middle:.3f} CPU ms a "
        f"request; at most {MOST_MIDDLEWARE_MS} is {_met(cost.middle <= MOST_MIDDLEWARE_MS)}."
    )
    return "\n\n".join(rows)


def method(turns: Mapping[str, Turns], seconds: int) -> str:
    """How it was measured."""
    count = len(next(iter(next(iter(turns.values())).values())))
    return (
        f"wrk with {CONNECTIONS} connections, each of which sends a raw card, waits for the answer "
        f"and sends the next; {CARDS_SENT} cards in turn, {seconds} s a turn after 1 s to warm up, "
        f"{count} turns in which the ways alternate and all other servers stand still (SIGSTOP). "
        "wrk shares the cores with the server. All ways compute `cardshop.features` from the raw "
        "card, and before the first turn their answers to all cards were asserted to be equal: "
        f"type, decision, and confidence to 2e-5. *The service* is `python -m cardshop serve`, "
        "one process, with key, log, metrics and journal, without a limit of rate. "
        "*Naive FastAPI* is what tutorials write: a pydantic model as it comes, a `def`, a frame "
        "of one row, the scikit-learn pipeline with `n_jobs=1`; loaded once, on polars, without "
        "key, log and journal. CPU is user and system time of all processes of a server, divided "
        "by its requests; ratios are medians of paired turns, lowest and highest in brackets. "
        "*Late* answers, which the deadline sends to the desk, are no predictions."
    )


def _about_other(turns: Turns, name: str) -> str:
    answers = paired(turns, ways.OURS, name, figure=per_s)
    cpu = paired(turns, name, ways.OURS, figure=cpu_ms)
    bar = LEAST_TIMES.get(name)
    met = f"; the bar, {bar}, is {_met(answers.middle >= bar)}" if bar else ""
    return (
        f"Beside {name} the service answers {answers.times()} the requests, and {name} spends "
        f"{cpu.times()} the CPU on each{met}."
    )


def _median(loads: list[Load], figure: Figure) -> float:
    return statistics.median(map(figure, loads))


def _p50(one: Load) -> float:
    return one.p50_ms


def _p99(one: Load) -> float:
    return one.p99_ms


def _resident(one: Load) -> float:
    return one.resident_mb


def _met(reached: bool) -> str:  # noqa: FBT001  a word for a condition
    return "met" if reached else "not met"
