"""All ways in turns, once they have given the same answers."""

from __future__ import annotations

import contextlib
import signal
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.findings import Findings, NotMeasuredError, Say
from benchmarks.serving import contenders as others
from benchmarks.serving import models, ways, words
from benchmarks.serving.load import Load, loaded, write_cards, wrk
from benchmarks.serving.servers import Card, NoStartError, Server, Way, running
from benchmarks.timing import UnequalError

# Two models in 32 and in 64 bits may differ by so much, and an answer is rounded to six digits.
CONFIDENCE_TOLERANCE = 2e-5
Turns = dict[str, list[Load]]


@dataclass(frozen=True)
class Size:
    """How much is measured."""

    models: tuple[str, ...]
    parts: tuple[str, ...]
    turns: int
    seconds: int
    most_cards: int | None = None


FULL = Size(("xgboost", "logistic"), tuple(ways.PARTS), turns=7, seconds=4)
QUICK = Size(("logistic",), ("all",), turns=2, seconds=1, most_cards=1_200)


@dataclass(frozen=True)
class Run:
    """What is measured, where things lie meanwhile, and whom to tell."""

    size: Size
    folder: Path
    environments: dict[str, Path]
    missing: dict[str, str]
    say: Say


def found(size: Size, *, say: Say, contenders: bool) -> Findings:
    """What all ways did, per model. Raises NotMeasuredError, UnequalError."""
    wrk()
    # Ended from outside, it would leave its servers behind.
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with tempfile.TemporaryDirectory(prefix="serving-") as name:
            run = Run(size, Path(name), {}, {}, say)
            if contenders:
                _install(run)
            turns = {model: _of(model, run) for model in size.models}
    finally:
        signal.signal(signal.SIGTERM, before)
    return words.findings(turns, run.missing, size.seconds)


def _install(run: Run) -> None:
    for package, names in others.PACKAGES.items():
        run.say(f"an environment for {package}")
        try:
            run.environments[package] = others.installed(package, run.folder)
        except NotMeasuredError as reason:
            run.missing.update(dict.fromkeys(names, str(reason)))


def _of(model: str, run: Run) -> Turns:
    run.say(f"{model}: training")
    root = models.made(model, run.folder, most_cards=run.size.most_cards)
    listed = {ways.NAIVE: ways.naive(root), ways.OURS: ways.ours(root, run.folder)}
    listed[ways.ALONE] = ways.without("batching", root, run.folder)
    # A part costs what it costs with any model; the fastest shows it best.
    if model == run.size.models[-1]:
        for part in run.size.parts:
            listed[ways.PARTS[part]] = ways.without(part, root, run.folder)
        listed[ways.HELLO] = ways.hello()
    for package, programs in run.environments.items():
        try:
            listed |= others.ways_of(package, programs, root=root, folder=run.folder)
        except NotMeasuredError as reason:
            run.missing.update(dict.fromkeys(others.PACKAGES[package], str(reason)))
    with contextlib.ExitStack() as stack:
        return _in_turns(_started(listed, run, stack, models.sent(root)), run)


def _started(
    listed: dict[str, Way], run: Run, stack: contextlib.ExitStack, cards: list[Card]
) -> list[Server]:
    """The servers of these ways, which agree on all cards and stand still."""
    servers = []
    for name, way in listed.items():
        run.say(f"starting {name}")
        try:
            server = stack.enter_context(running(name, way, folder=run.folder, card=cards[0]))
        except NoStartError as reason:
            if name not in others.NAMES:
                raise
            run.missing[name] = str(reason)
            continue
        write_cards(server, cards, run.folder)
        servers.append(server)
    run.say("comparing answers")
    assert_agreed(servers, cards)
    for server in servers:
        server.hold()
    return servers


def _in_turns(servers: list[Server], run: Run) -> Turns:
    turns: Turns = {server.name: [] for server in servers}
    for number in range(run.size.turns):
        # There and back, so that what grows with time meets all alike.
        for server in servers if number % 2 == 0 else reversed(servers):
            run.say(f"turn {number + 1} of {run.size.turns}: {server.name}")
            server.go_on()
            turns[server.name].append(loaded(server, run.folder, seconds=run.size.seconds))
            server.hold()
    return turns


def assert_agreed(servers: list[Server], cards: list[Card]) -> None:
    """Raise UnequalError unless all say the same of every card; a constant is left out."""
    first, *others_asked = [server for server in servers if server.name != ways.HELLO]
    for card in cards:
        kind, confidence, decision = wanted = first.ask(card)
        for server in others_asked:
            told = server.ask(card)
            apart = abs(told[1] - confidence)
            if (told[0], told[2]) != (kind, decision) or not apart <= CONFIDENCE_TOLERANCE:
                message = f"{first.name} says {wanted} and {server.name} {told} of {card}"
                raise UnequalError(f"{message}; speed is measured on equal results.")
