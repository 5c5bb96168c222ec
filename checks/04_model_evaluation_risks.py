"""What right risks are (4.4b): events that the cards give reason for, seen in time, and mended."""

from __future__ import annotations

from collections.abc import Iterator

from classroom.checks import question
from classroom.checks.shape import described

Case = tuple[bool, str, str]
SIGNALS = ("audit", "desk labels", "complaints", "mean confidence")
ACTIONS = (
    "slabs to the desk", "decide by expected cost", "raise the threshold", "train on new lines",
    "back to the rule", "wait for complaints",
)  # fmt: skip
# Per event: the signals that would show it, and what would help.
RISKS: dict[str, tuple[set[str], set[str]]] = {
    "slabs misread": ({"audit"}, {"slabs to the desk", "raise the threshold", "back to the rule"}),
    "dragons misfiled": (
        {"audit"},
        {"decide by expected cost", "raise the threshold", "train on new lines"},
    ),
    "new species differ": (
        {"audit"},
        {"train on new lines", "raise the threshold", "back to the rule"},
    ),
}
UNFOUNDED = "italian cards misread"
FEWEST_RISKS = 3
KEYS = ("event", "signal", "action")
REFUTED = {
    "desk labels": "cards at the desk are the doubtful ones, and say nothing of those filed",
    "complaints": "complaints come after nine days, about filed cards that somebody bought",
    "mean confidence": "the model's confidence says what it believes, and it believes its mistakes",
    "wait for complaints": "that mends nothing",
}
NUDGES = {
    (
        "new species differ",
        "mean confidence",
    ): "Before its temperature the model was too sure of lines that it "
    "had not seen. Would its mean have told?",
}


def risk_cases(risks: list[dict[str, str]]) -> Iterator[Case]:
    """Three risks or more that these cards give reason for, each with its signal and action."""
    sentence = f"There are {len(risks)} risks; {FEWEST_RISKS} or more are needed."
    nudge = "What could go wrong on the first day, and in the first year?"
    yield len(risks) >= FEWEST_RISKS, sentence, nudge
    for one in risks:
        sentence = f"A risk is {described(one)}; {', '.join(KEYS)} are needed."
        yield set(KEYS) <= set(one), sentence, "Which of the three is missing?"
        event, signal, action = (one[key] for key in KEYS)
        sentence = (
            f"event is {event!r:.40}: on the test lines Italian cards fare no worse than others."
        )
        yield event != UNFOUNDED, sentence, "How many Italian cards and lines are there?"
        known = event in RISKS and signal in SIGNALS and action in ACTIONS
        sentence = f"A risk is {event!r:.40}, {signal!r:.40}, {action!r:.40}; the words stand in the tables."
        yield known, sentence, "Which of them means what you mean?"
        signals, actions = RISKS[event]
        words = REFUTED.get(signal, "")
        sentence = f"signal of {event!r} is {signal!r}: {words}."
        nudge = NUDGES.get((event, signal), "Where would filed cards that are wrong be seen first?")
        yield signal in signals, sentence, nudge
        words = REFUTED.get(action, "it does not touch these cards in particular")
        sentence = f"action of {event!r} is {action!r}: {words}."
        yield action in actions, sentence, "What would make this event rarer, or cheaper?"
    events = [one["event"] for one in risks]
    sentence = f"{len(events)} risks name {len(set(events))} different events."
    yield len(set(events)) == len(events), sentence, "Which one is twice there?"


@question(
    "4.4b",
    title="Risks, their signals, what then",
    answer="risks",
    returns=list[dict],
    points=2,
    hints=(
        "Which signal is a random sample of the cards that were filed?",
        "Which of the four events do the test lines give no reason for? Compare its accuracy.",
    ),
    why="A risk without a signal is a worry, and a signal that looks only at cards which somebody "
    "has doubted already will stay quiet on the day. What the desk says is not what the bins hold.",
)
def risks_of_the_model(risks):
    yield from risk_cases(risks())
