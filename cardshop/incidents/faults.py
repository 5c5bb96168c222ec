"""What can go wrong with a gate that answers: where it sits, what it shows, what ends it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One way in which a morning goes wrong.

    where: "stream", "model", "path" or "labels". inside_contract: every card that it sends is one
    that the contract takes. metric: the name in METRICS that it moves. signature: what journal and
    labels show. remedy: an action that ends it.
    """

    name: str
    where: str
    inside_contract: bool
    metric: str
    cause: str
    signature: str
    remedy: str


_ALL = (
    Fault(
        name="hue_in_radians",
        where="stream",
        inside_contract=True,
        metric="accuracy",
        cause="The scanners' new software sends the hue in radians, and 0 to 6.3 are degrees, too.",
        signature="No hue is above 6.3, and the model is less sure than it was.",
        remedy="mend_the_sender",
    ),
    Fault(
        name="lower_cased_text",
        where="stream",
        inside_contract=True,
        metric="accuracy",
        cause="The reader of the print writes attacks in small letters: no first word is known.",
        signature="No attack begins with a capital letter.",
        remedy="mend_the_sender",
    ),
    Fault(
        name="unit_change",
        where="stream",
        inside_contract=False,
        metric="misfiled_share",
        cause="An import brings cards of a scanner whose saturation runs to 255 and not to 1.",
        signature="Saturations are above 1, and nearly all of these cards are Fire.",
        remedy="contract_on",
    ),
    Fault(
        name="dropped_column",
        where="stream",
        inside_contract=False,
        metric="accuracy",
        cause="An import's export lost the column attack_name, and the job fills it with nulls.",
        signature="attack_name is null.",
        remedy="mend_the_sender",
    ),
    Fault(
        name="rolled_back",
        where="model",
        inside_contract=True,
        metric="top_type_share",
        cause="The weights were rolled back by hand and the feature code was not: version 1.0.0 "
        "learned the height in metres, and the code of today measures centimetres.",
        signature="Another model_version answers, and it gives one type to nearly every card.",
        remedy="roll_back",
    ),
    Fault(
        name="double_softmax",
        where="model",
        inside_contract=True,
        metric="desk_share",
        cause="A release puts the shares of the types through the softmax a second time.",
        signature="No confidence is above .22 with eleven types; the types are as right as ever.",
        remedy="roll_back",
    ),
    Fault(
        name="model_loaded_per_card",
        where="model",
        inside_contract=True,
        metric="median_ms",
        cause="A release reads the model from disk anew for each card of a request.",
        signature="The time of a request grows with its cards: milliseconds for each of them.",
        remedy="roll_back",
    ),
    Fault(
        name="slow_dependency",
        where="path",
        inside_contract=True,
        metric="median_ms",
        cause="Each request asks the sellers' register first, and the register became slow.",
        signature="A request of one card takes as long as one of nine; the answers are as before.",
        remedy="time_out",
    ),
    Fault(
        name="duplicated_traffic",
        where="path",
        inside_contract=True,
        metric="repeated_share",
        cause="A station's client tries again although it was answered: each tray comes twice.",
        signature="The same card text stands there again, under another request.",
        remedy="mend_the_sender",
    ),
    Fault(
        name="late_labels",
        where="labels",
        inside_contract=True,
        metric="labels_on_time",
        cause="The job that carries the desk's answers home waits for the night.",
        signature="Cards at the desk have no label within the hour; the journal is as it was.",
        remedy="restart_label_job",
    ),
)
FAULTS: dict[str, Fault] = {one.name: one for one in _ALL}
