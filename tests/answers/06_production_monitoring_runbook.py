"""Right and wrong answers to 6.5: what the check of the runbook is tested with."""

from __future__ import annotations

CAUSE_BY_RELEASE = """
def runbook():
    def step(look, above, yes, no, none=None):
        one = {"look": look, "above": above, "yes": yes, "no": no}
        return one | ({"none": none} if none else {})

    return {
        "start": step("audit_age_h", 36, "mend the label path", "in time"),
        "in time": step("late_share", 0, "who is slow", "piled up"),
        "who is slow": step("lookup_share", 0.8, "time the look-up out", "release"),
        "release": step("release_lead_min", 30, "call for help", "roll the service back", "call for help"),
        "piled up": step("desk_share", 0.4, "which change", "one type"),
        "one type": step("top_type_share", 0.5, "which change", "filed"),
        "filed": step("audit_misfiled", 0.1, "which change", "do nothing", "call for help"),
        "which change": step("release_lead_min", 30, "sent", "sent or served", "sent"),
        "sent": step("largest_shift", 0.2, "turn the sender back", "call for help"),
        "sent or served": step("largest_shift", 0.2, "turn the sender back", "roll the service back"),
    }
"""
ONE_BRANCH_A_SYMPTOM = """
RUNBOOK = '''
start           late_share       0.001  slow                  few-at-desk
slow            release_lead_min 15     look-up               after-release  look-up
look-up         lookup_share     0.6    time_the_look-up_out  call_for_help
after-release   lookup_share     0.6    time_the_look-up_out  roll_the_service_back
few-at-desk     desk_share       0.45   desk-sent             labels
desk-sent       largest_shift    0.3    turn_the_sender_back  desk-release
desk-release    release_lead_min 15     call_for_help         roll_the_service_back  call_for_help
labels          audit_age_h      48     mend_the_label_path   audit
audit           audit_misfiled   0.1    audit-sent            fire           call_for_help
audit-sent      largest_shift    0.3    turn_the_sender_back  desk-release
fire            top_type_share   0.3    audit-sent            do_nothing
'''

def runbook():
    steps = {}
    for line in RUNBOOK.strip().splitlines():
        name, look, above, *ways = line.split()
        ways = [one.replace("_", " ") if "_" in one else one for one in ways]
        steps[name] = {"look": look, "above": float(above), **dict(zip(("yes", "no", "none"), ways))}
    return steps
"""
UNSURE_TOO = """
def runbook():
    none = "call for help"
    return {
        "start": dict(look="late_share", above=0.05, yes="late", no="unsure"),
        "late": dict(look="lookup_share", above=0.5, yes="time the look-up out", no="served"),
        "unsure": dict(look="median_confidence", above=0.85, yes="sure", no="sent"),
        "sure": dict(look="audit_age_h", above=24, yes="mend the label path", no="audit"),
        "audit": dict(look="audit_misfiled", above=0.1, yes="sent", no="types", none=none),
        "types": dict(look="top_type_share", above=0.4, yes="sent", no="do nothing"),
        "sent": dict(look="largest_shift", above=0.25, yes="turn the sender back", no="served"),
        "served": dict(look="release_lead_min", above=60, yes=none, no="roll the service back", none=none),
    }
"""


def but(source: str, *pairs: tuple[str, str]) -> str:
    """A right answer with some slips."""
    for old, new in pairs:
        assert old in source, old
        source = source.replace(old, new)
    return source


RIGHT = {
    "6.5": {
        "labels first, and the release before the cards": CAUSE_BY_RELEASE,
        "a branch for each symptom": ONE_BRANCH_A_SYMPTOM,
        "by confidence": UNSURE_TOO,
    }
}
NO_STEP = '{"look": "late_share", "above": 0, "yes": "do nothing", "no": "do nothing"}'
WRONG = {
    "6.5": {
        "the empty template": ("def runbook():\n    return {}", "There is no step 'start'"),
        "do nothing, always": (
            f'def runbook():\n    return {{"start": {NO_STEP}}}',
            "On 'slow after a release': late_share 1 (yes), do nothing. The harm goes on.",
        ),
        "roll back what is slow": (
            but(UNSURE_TOO, ('yes="late"', 'yes="served"')),
            "On 'slow without a release': late_share 1 (yes), release_lead_min nothing (none), "
            "call for help. The harm goes on.",
        ),
        "roll back without a release": (
            but(
                UNSURE_TOO,
                ('yes="late"', 'yes="served"'),
                ("none=none),\n    }", 'none="roll the service back"),\n    }'),
            ),
            "That recovers 0% of the harm. Who takes the time, the model or the catalogue's",
        ),
        "restart first": (
            but(UNSURE_TOO, ('yes="late"', 'yes="restart the service"')),
            "restart the service. That recovers 0% of the harm",
        ),
        "the labels say it is worse": (
            but(
                CAUSE_BY_RELEASE,
                (
                    'step("audit_age_h", 36, "mend the label path", "in time")',
                    'step("labels_wrong", 0.3, "roll the service back", "in time")',
                ),
            ),
            "when did the last word on filed cards come?",
        ),
        "drift is an alarm": (
            but(UNSURE_TOO, ('no="do nothing"', 'no="lamps"'), ("    return {", '    return {"lamps": '
                'dict(look="largest_shift", above=0.1, yes="turn the sender back", no="do nothing"),')),
            "On 'quiet under brighter lamps', a morning that is not shown",
        ),
        "the slower catalogue is an alarm": (
            but(
                UNSURE_TOO,
                ('no="do nothing"', 'no="catalogue"'),
                (
                    "    return {",
                    '    return {"catalogue": dict(look="lookup_share", above=0.6, '
                    'yes="time the look-up out", no="do nothing"),',
                ),
            ),
            "On 'quiet with a slower catalogue', a morning that is not shown",
        ),
        "a release in the right minute did it": (
            but(CAUSE_BY_RELEASE, ('"sent", "sent or served", "sent"', '"sent", "roll the service back", "sent"')),
            "On 'the desk is full after a release', a morning that is not shown",
        ),
        "the desk before the answers that are late": (
            but(
                ONE_BRANCH_A_SYMPTOM,
                ("start           late_share       0.001  slow                  few-at-desk", "start desk_share 0.45 desk-sent late"),
                ("few-at-desk     desk_share       0.45   desk-sent             labels", "late late_share 0.001 slow labels"),
            ),
            "On 'slow without a release'",
        ),
        "all to the desk": (
            but(ONE_BRANCH_A_SYMPTOM, ("0.3    audit-sent            do_nothing", "0.3 send_all_to_the_desk do_nothing")),
            "On 'all cards are Fire'",
        ),
        "no word for an audit that is missing": (
            but(
                CAUSE_BY_RELEASE,
                ('"audit_age_h", 36, "mend the label path", "in time"', '"late_share", 0, "who is slow", "piled up"'),
                ('"do nothing", "call for help"),\n        "which', '"do nothing"),\n        "which'),
            ),
            "What does a look mean that finds nothing, and what do you do then?",
        ),
        "fitted to the mornings at hand": (
            but(CAUSE_BY_RELEASE, ('"largest_shift", 0.2', '"largest_shift", 0.65')),
            "On 'a bad audit of an import', a morning that is not shown",
        ),
        "what is left must be it": (
            but(CAUSE_BY_RELEASE, ('"sent or served", "sent"', '"sent or served", "turn the sender back"')),
            "without largest_shift. What was ruled out there, and what was shown?",
        ),
        "a last way out that helped nobody": (
            but(CAUSE_BY_RELEASE, ('"turn the sender back", "call for help"', '"turn the sender back", "restart the service"')),
            "it recovered on no morning what was lost",
        ),
        "in a circle": (
            but(UNSURE_TOO, ('no="served"),\n        "served"', 'no="late"),\n        "served"'), ('no="served"),\n        "unsure"', 'no="sent"),\n        "unsure"')),
            "One way has not ended after 7 looks",
        ),
        "a number in words": (
            but(UNSURE_TOO, ("above=0.05", 'above="5 %"')),
            "above of step 'start' is '5 %'; a number is needed.",
        ),
        "an action of one's own": (
            but(UNSURE_TOO, ('no="do nothing"', 'no="wait and see"')),
            "no of step 'types' is 'wait and see': no step of yours and no action of the table.",
        ),
    }
}  # fmt: skip
