"""When to look at a comparison, fixed once: a line a plan in <root>/PLANS.jsonl.

Whoever may choose the number of looks after a look can find what he wants.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cardshop.rollout.comparing import Plan
from cardshop.rollout.history import By, append_line, read_lines
from cardshop.rollout.refusals import RolloutError

PLANS = "PLANS.jsonl"
# A look after each of five days, at 2,000 cards a day in lots of 25.
USUAL = {"looks": 5, "lots_a_look": 80}


def fixed_plan(root: Path, challenger: str, *, wanted: Plan | None, by: By) -> Plan:
    """The plan of a challenger: the one that was fixed, else the wanted one, written down now.

    wanted: None takes the fixed or the usual one. Raises RolloutError for another one than was
    fixed, or a folder that takes no file.
    """
    found = _found(root, challenger)
    if found is None:
        plan = wanted or Plan(**USUAL)
        _write(root, challenger, plan, by)
        return plan
    if wanted not in (None, found):
        message = f"the plan of {challenger} is {found.looks}x{found.lots_a_look} and stays so: "
        raise RolloutError(f"{message}who may choose anew finds what he wants. Leave --plan out.")
    return found


def _found(root: Path, challenger: str) -> Plan | None:
    for told in read_lines(root / PLANS):
        if told is not None and told.get("challenger") == challenger:
            numbers: dict[str, Any] = {name: told.get(name) for name in USUAL}
            if all(type(one) is int for one in numbers.values()):
                return Plan(**numbers)
    return None


def _write(root: Path, challenger: str, plan: Plan, by: By) -> None:
    about = {"looks": plan.looks, "lots_a_look": plan.lots_a_look}
    line = {"at_ms": by.at_ms, "who": by.who, "challenger": challenger} | about
    try:
        append_line(root / PLANS, line)
    except OSError as error:
        message = f"{root / PLANS} cannot be written: {error.strerror}. A plan that is written "
        raise RolloutError(f"{message}nowhere is none: make the folder writable.") from None
