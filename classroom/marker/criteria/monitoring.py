"""Whether `alerts` speaks up when harm is planted, and is silent when there is none."""

from __future__ import annotations

from classroom.marker.confined import Heard
from classroom.marker.criteria import weeks
from classroom.marker.tables import DEFAULT
from classroom.marker.work import Found, Work, linear

PROBE = "alerting"
HARM = {
    "harm_index": ("index on another scale",),
    "harm_inputs": ("condition in small letters", "one condition for every card"),
    "harm_quotes": ("quotes at 1.6 times", "quotes at 1.2 times"),
}
HARMLESS = ("more common cards", "twice the quotes")
BEFORE = "as it is"
# Ordinary weeks with an alert at which no point is left.
NOISY = 2
NO_HARM = "it alerts on no planted harm, so its silence is worth nothing"


def found(work: Work) -> dict[str, Found]:
    """A share for each harm, for harmless changes, and for ordinary weeks."""
    folder = work.place / "alerting"
    folder.mkdir(exist_ok=True)
    reference, tables = weeks.cases(work.tables.read(DEFAULT, "holdout"))
    reference.write_parquet(folder / "reference.parquet")
    places = {name: str(folder / f"{number}.parquet") for number, name in enumerate(tables)}
    for name, table in tables.items():
        table.write_parquet(places[name])
    heard = work.heard(PROBE, reference=str(folder / "reference.parquet"), weeks=places)
    parts = {part: harms(heard, steps) for part, steps in HARM.items()}
    if not any(one.share for one in parts.values()):
        return parts | dict.fromkeys(("harmless", "ordinary"), Found(0.0, NO_HARM))
    return parts | {"harmless": silence(heard, HARMLESS), "ordinary": ordinary(heard)}


def harms(heard: Heard, steps: tuple[str, ...]) -> Found:
    """The share of these harms that bring an alert; the missed ones are told first."""
    told = sorted((harm(heard, step) for step in steps), key=lambda one: one.share)
    share = sum(one.share for one in told) / len(told)
    return Found(share, "; ".join(one.evidence for one in told))


def harm(heard: Heard, step: str) -> Found:
    """Whether the harm brings an alert that the same week without it does not bring."""
    if fault := heard.fault(step) or heard.fault(BEFORE):
        return Found(0.0, f"{step}: {fault}")
    new = [one for one in heard.value(step) if one not in heard.value(BEFORE)]
    if heard.value(step) and not new:
        return Found(0.0, f"{step}: only what the week without it brings, {heard.value(BEFORE)[0]}")
    return Found(float(bool(new)), f"{step}: {new[0]}" if new else f"{step}: no alert")


def silence(heard: Heard, steps: tuple[str, ...]) -> Found:
    """The share of these changes that bring no alert."""
    loud = [_said(heard, step) for step in steps if heard.fault(step) or heard.value(step)]
    return Found(1 - len(loud) / len(steps), "; ".join(loud) or f"silent: {', '.join(steps)}")


def ordinary(heard: Heard) -> Found:
    """How few of the ordinary weeks bring an alert."""
    steps = [f"ordinary week {one}" for one in weeks.ORDINARY]
    loud = [_said(heard, step) for step in steps if heard.fault(step) or heard.value(step)]
    share = linear(len(loud), none_at=NOISY, full_at=0)
    return Found(
        share,
        f"{len(loud)} of {len(steps)} ordinary weeks alert"
        + "".join(f"; {one}" for one in loud[:1]),
    )


def _said(heard: Heard, step: str) -> str:
    return f"{step}: {heard.fault(step) or heard.value(step)[0]}"
