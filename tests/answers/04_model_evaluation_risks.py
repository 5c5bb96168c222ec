"""Right and wrong answers to question 4.4b, risks with a signal and an action each."""

from __future__ import annotations

SLABS = ("slabs misread", "audit", "slabs to the desk")
DRAGONS = ("dragons misfiled", "audit", "decide by expected cost")
SPECIES = ("new species differ", "audit", "train on new lines")


def listing(*risks: tuple[str, str, str]) -> str:
    """An answer with these risks."""
    rows = "".join(
        f'        {{"event": "{event}", "signal": "{signal}", "action": "{action}"}},\n'
        for event, signal, action in risks
    )
    return f"def risks():\n    return [\n{rows}    ]\n"


RIGHT = {
    "4.4b": {
        "in another order": listing(SPECIES, SLABS, DRAGONS),
        "other signals and actions": listing(
            ("new species differ", "audit", "back to the rule"),
            ("dragons misfiled", "audit", "train on new lines"),
            ("slabs misread", "audit", "back to the rule"),
        ),
        "zipped": """
def risks():
    events = ["slabs misread", "dragons misfiled", "new species differ"]
    actions = ["raise the threshold", "decide by expected cost", "train on new lines"]
    return [
        {"event": event, "signal": "audit", "action": action, "owner": "the shop"}
        for event, action in zip(events, actions)
    ]
""",
    },
}
WRONG = {
    "4.4b": {
        "two risks": (listing(SLABS, DRAGONS), "There are 2 risks; 3 or more are needed."),
        "the empty template": (listing(*[("", "", "")] * 3), "the words stand in the tables"),
        "one risk three times": (listing(SLABS, SLABS, SLABS), "3 risks name 1 different events."),
        "a slice that shows nothing": (
            listing(("italian cards misread", "audit", "raise the threshold"), DRAGONS, SPECIES),
            "Italian cards fare no worse than others",
        ),
        "labels of the desk": (
            listing(("slabs misread", "desk labels", "slabs to the desk"), DRAGONS, SPECIES),
            "say nothing of those filed",
        ),
        "the model is asked": (
            listing(SLABS, ("dragons misfiled", "mean confidence", "raise the threshold"), SPECIES),
            "it believes its mistakes",
        ),
        "the model is asked about cards that it never saw": (
            listing(
                SLABS, DRAGONS, ("new species differ", "mean confidence", "train on new lines")
            ),
            "Before its temperature the model was too sure of lines that it had not seen.",
        ),
        "waiting for mail": (
            listing(SLABS, DRAGONS, ("new species differ", "complaints", "train on new lines")),
            "complaints come after nine days",
        ),
        "nothing is done": (
            listing(SLABS, ("dragons misfiled", "audit", "wait for complaints"), SPECIES),
            "that mends nothing",
        ),
        "the action of another risk": (
            listing(("slabs misread", "audit", "decide by expected cost"), DRAGONS, SPECIES),
            "it does not touch these cards in particular",
        ),
        "fields of another name": (
            'def risks():\n    return [{"risk": "slabs misread"}] * 3\n',
            "event, signal, action are needed",
        ),
    },
}
