"""Mutants of one question, judged: all of them, or a sample where the record vouches for them."""

from __future__ import annotations

from typing import NamedTuple

from classroom.checks import Limits, Question
from mutants import Mutant, mutants
from mutants.record import RENEW, Line, is_doubtful, sampled
from questions import judged, mutated_from, waivers

QUICK = Limits(cpu_s=5, wall_s=20)
FEWEST, MOST_WAIVED = 8, 0.15


class Examined(NamedTuple):
    """What the mutants of a question came to, and how many of them were judged now."""

    line: Line
    judged: int

    def told(self) -> str:
        """The counts in words."""
        line = self.line
        told = f"{line.made} mutants, {line.killed} killed, {line.waived} waived"
        left = f" ({self.judged} judged now, the others as recorded)"
        return told + (left if self.judged < line.made else "")


def examined(question: Question, reached: str, line: Line | None) -> Examined:
    """What the mutants come to; with a record that rests on `reached`, a sample is judged.

    Raises AssertionError: one survives unproved, a waiver is stale, there are too few mutants or
    too many waivers, or the record says otherwise.
    """
    start, proofs = mutated_from(question), waivers(question)
    # A check that refuses everything would kill every mutant.
    assert judged(question, start).passed, f"{question.id}: what mutants are made of must pass"
    assert not [text for text in proofs if text in start], "a waiver is about a mutant alone"
    made = list(mutants(start))
    waived = [one for one in made if is_doubtful(one, proofs)]
    found = Line(reached, len(made), len(made) - len(waived), len(waived))
    assert found.made >= FEWEST, f"{found.made} mutants, at least {FEWEST} are needed"
    assert found.waived <= MOST_WAIVED * found.made, f"{found.waived} of {found.made} waived"
    recorded = line is not None and line.reached == reached
    if recorded:
        assert found == line, f"the record says {line}, found {found}; renew it: {RENEW}"
    tried = sampled(made, proofs, reached) if recorded else made
    alive = [one for one in tried if judged(question, one.source, limits=QUICK).passed]
    _all_proved(alive, waived)
    stale = [one.id for one in tried if one in waived and one not in alive]
    assert not stale, f"waived, but killed: {stale}"
    unused = [text for text in proofs if not any(text in one.source for one in waived)]
    assert not unused, f"waived, but no longer made: {unused}"
    return Examined(found, len(tried))


def _all_proved(alive: list[Mutant], waived: list[Mutant]) -> None:
    unproved = [f"{one.id}\n{one.source}" for one in alive if one not in waived]
    assert not unproved, "\n\n".join([f"{len(unproved)} survive", *unproved])
