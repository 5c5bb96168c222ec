"""What an engineer may do about an incident: each ends some faults, or changes how cards pass."""

from __future__ import annotations

from dataclasses import dataclass

# Above what a sound model reaches for two cards of three; below 1, so that some are still filed.
RAISED = 0.95
TIME_OUT_MS = 10.0


@dataclass(frozen=True, kw_only=True)
class Action:
    """One step: `what` is done, and the faults that end with it.

    What else changes is in the code of the morning, and what it recovers is measured.
    """

    name: str
    what: str
    ends: frozenset[str] = frozenset()


_ALL = (
    Action(
        name="roll_back",
        what="Put the release of yesterday back as a whole: weights, feature code, handler.",
        ends=frozenset({"rolled_back", "double_softmax", "model_loaded_per_card"}),
    ),
    Action(name="restart", what="Start the service's processes anew, as they are."),
    Action(
        name="contract_on",
        what="Send the import through the contract: cards that break it are refused, a person "
        "types them.",
    ),
    Action(
        name="stop_the_sender",
        what="Take no more trays from the sender in question: a person types them.",
    ),
    Action(
        name="mend_the_sender",
        what="Have the sender send what it sent yesterday.",
        ends=frozenset(
            {
                "hue_in_radians",
                "lower_cased_text",
                "unit_change",
                "dropped_column",
                "duplicated_traffic",
            }
        ),
    ),
    Action(
        name="time_out",
        what=f"Wait no longer than {TIME_OUT_MS:g} ms for what the request asks, and go on "
        "without it.",
    ),
    Action(
        name="restart_label_job",
        what="Start the job that carries labels anew.",
        ends=frozenset({"late_labels"}),
    ),
    Action(name="wait_for_labels", what="Change nothing, and read the labels tomorrow."),
    Action(
        name="retrain",
        what="Train on the old cards and on those of the morning that the desk typed, and serve "
        "the new model tomorrow.",
        ends=frozenset({"rolled_back"}),
    ),
    Action(name="raise_threshold", what=f"File nothing below a confidence of {RAISED:g}."),
)
ACTIONS: dict[str, Action] = {one.name: one for one in _ALL}
