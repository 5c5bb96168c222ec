"""Right and wrong answers to question 7.1c, which its check is tested with."""

from __future__ import annotations

from reviews import changed, complaints, review, said

ANSWER = "review_serving"
GATE, RELEASE = "cardshop/service/gate.py", "cardshop/service/release.py"
ROUTES = "cardshop/service/routes.py"
SWALLOWED = said(
    ROUTES, 88, "error_handling",
    "A failure looks like a success here, and the card is filed under a type that nobody computed.",
)  # fmt: skip
CLIENT_KEY = said(
    ROUTES, 107, "validation",
    "What a client sends is no key: two of them may say the same, and then one row is thrown away.",
)  # fmt: skip
BLOCKING = said(
    ROUTES, 149, "performance",
    "While this waits for the disk, no other station is answered. Leave the write in a thread.",
    severity="should_fix",
)  # fmt: skip
NAN = said(
    RELEASE, 47, "error_handling",
    "If the confidence is not a number, this is false, and the card is filed as if we were sure.",
)  # fmt: skip
SECRETS = said(
    GATE, 141, "privacy",
    "Whoever can read the log can now send cards in the name of a client. Do not log the key.",
)  # fmt: skip
ALL = [SWALLOWED, CLIENT_KEY, BLOCKING, NAN, SECRETS]
CACHE = said(
    ROUTES, 210, "error_handling",
    "A cache in a service gives old answers once the model is another one. It has to go.",
)  # fmt: skip
CACHE_SIZE = said(
    ROUTES, 210, "performance",
    "This grows with every card that comes, and the process will run out of memory one day.",
)  # fmt: skip
SOUND = [(ROUTES, 9), (ROUTES, 14), (ROUTES, 11), (ROUTES, 16), (ROUTES, 5)]
STATUS = """
def test_a_failure_is_told(change):
    assert change.asked(fails=True).statuses == [500]
"""
CLEAN_LOG = """
def test_no_key_is_logged(change):
    line = change.logged(422, headers=[(b"x-api-key", b"secret")])
    assert "secret" not in json.dumps(line)
"""
SURE = """
def test_a_sure_card_is_filed(change):
    assert change.decision(0.9) == "file"
"""
PRIVATE = """
def test_usual(change):
    assert change.USUAL is None
"""
EXITS = """
def test_exit(change):
    raise SystemExit
"""
RIGHT = {
    "7.1c": {
        "four faults, each at the edge": review(ANSWER, [SWALLOWED, CLIENT_KEY, NAN, SECRETS]),
        "three faults, two of them proved": review(
            ANSWER, [SWALLOWED | {"test": STATUS}, NAN, SECRETS | {"test": CLEAN_LOG}]
        ),
        "all faults and three complaints": review(ANSWER, ALL + complaints(SOUND[:3], "leakage")),
        "at the constant, under other names": review(
            ANSWER,
            [
                SWALLOWED | {"line": 26},
                CLIENT_KEY | {"category": "privacy", "severity": "should_fix"},
                BLOCKING,
                NAN | {"category": "validation", "line": 51, "file": "release.py"},
                said(ROUTES, 26, "hardcoding", "The most common type of a catalogue is another one "
                     "next year, and stands here as a text.", severity="should_fix"),
            ],
        ),
        "the cache, said to be a matter of taste": review(
            ANSWER, [*ALL, CACHE_SIZE | {"severity": "nit", "comment": "Does anybody know how often "
                                         "two answers are equal? If not, I would leave this out."}]
        ),
    },
}  # fmt: skip
WRONG = {
    "7.1c": {
        "only the swallowed error": (
            review(ANSWER, [SWALLOWED]),
            "Faults found: 1 of 5. At least 4 are needed, or 3 if a test proves one of them. Who decides what is in each",
        ),
        "two faults, both proved": (
            review(ANSWER, [SWALLOWED | {"test": STATUS}, SECRETS | {"test": CLEAN_LOG}]),
            "Faults found: 2 of 5, 2 of them with a test that fails on the change. At least 4 are "
            "needed, or 3 if a test proves one of them. Who decides what is in each",
        ),
        "a comparison is a comparison": (
            review(ANSWER, [SWALLOWED, CLIENT_KEY, BLOCKING]),
            "At least 4 are needed, or 3 if a test proves one of them. Try each comparison with a number that is none.",
        ),
        "a bounded cache is taken for a leak": (
            review(
                ANSWER,
                [
                    SWALLOWED,
                    CLIENT_KEY,
                    NAN,
                    SECRETS,
                    CACHE,
                    CACHE_SIZE,
                    *complaints(SOUND[:1], "documentation"),
                ],
            ),
            "sound lines accused that look wrong: 2; comments on sound lines: 1. Precision is 0.57, "
            "and 0.6 is asked for. A sound line looks dangerous to you.",
        ),
        "everything is slow": (
            review(ANSWER, changed(ALL, category="skew")),
            "at a fault, with a category that does not fit it: 5. At least 4 are needed",
        ),
        "every place is accused": (
            review(
                ANSWER, [SWALLOWED | {"test": STATUS}, NAN, SECRETS, *complaints(SOUND, "leakage")]
            ),
            "comments on sound lines: 5. Precision is",
        ),
        "shouting": (
            review(ANSWER, changed(ALL, comment="Never do this. Never ever.")),
            "has 5 words; 8 to 90 are asked for",
        ),
        "everything can wait": (
            review(ANSWER, changed(ALL, severity="nit")),
            "faults that you call nits: 5. At least 4 are needed",
        ),
        "a severity of its own": (
            review(ANSWER, changed(ALL, severity="critical")),
            "has the severity 'critical'. Which of blocker, should_fix, nit is meant?",
        ),
        "a test that both pass": (
            review(ANSWER, [NAN | {"test": SURE}, SWALLOWED, SECRETS]),
            "Your test of line 47 passes on the change and on main alike",
        ),
        "a test of a name that is not there": (
            review(ANSWER, [SWALLOWED | {"test": PRIVATE}, NAN, SECRETS]),
            "Your test of line 88 raises AttributeError",
        ),
        "a test that ends the process": (
            review(ANSWER, [SWALLOWED | {"test": EXITS}, NAN, SECRETS]),
            "Your test of line 88 raises SystemExit () on the change and on main alike",
        ),
        "nothing is wrong": (
            review(ANSWER, []),
            "The review has 0 comments; 1 to 12 are read.",
        ),
        "a placeholder": (
            review(
                ANSWER, [SWALLOWED | {"comment": "TODO: I will say later what is wrong with it."}]
            ),
            "still holds 'TODO'",
        ),
    },
}
