"""Right and wrong answers to question 2.2, which its check is tested with."""

from __future__ import annotations

SPOTTED = """
def spot_leaks():
    return {{
        "review_1": {one},
        "review_2": {two},
        "review_3": {three},
        "review_4": {four},
        "review_5": {five},
        "review_6": {six},
        "review_7": {seven},
        "review_8": {eight},
    }}
"""


def spotted(**changes):
    parts = {
        "one": '(12, "relatives")',
        "two": "None",
        "three": '(11, "late_column")',
        "four": "None",
        "five": '(14, "fitted_on_all")',
        "six": '(11, "target_statistics")',
        "seven": "None",
        "eight": '(11, "future")',
    }
    return SPOTTED.format(**parts | changes)


EVERYWHERE = {
    "two": '(14, "fitted_on_all")',
    "four": '(13, "target_statistics")',
    "seven": '(11, "relatives")',
}
NOWHERE = dict.fromkeys(("one", "three", "five", "six", "eight"), "None")
RIGHT = {
    "2.2": {
        "six right ones and one false alarm": spotted(five="None", seven='(11, "relatives")'),
        "the scaler and the sales are missed": spotted(five="None", eight="None"),
        "one of the wrong kind, the test rows' join named": spotted(
            five='(14, "target_statistics")', six="[13, 'target_statistics']"
        ),
        "found by reading the files": """
def spot_leaks():
    signs = {
        "= train_test_split(": "relatives",
        "weakness": "late_column",
        "StandardScaler().fit(": "fitted_on_all",
        "= cards.group_by(": "target_statistics",
        "join_asof": "future",
    }
    def of_one(path):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            for sign, kind in signs.items():
                if sign in line:
                    return number, kind
        return None
    return {path.stem: of_one(path) for path in (DATA / "leak_reviews").glob("*.py")}
""",
    },
}
WRONG = {
    "2.2": {
        "every tempting file is accused": (
            spotted(**EVERYWHERE),
            "Right: 5 of 8; clean files accused: 3. 6 right ones and at most 1 accused pass.",
        ),
        "two of them, and six are right": (
            spotted(two=EVERYWHERE["two"], four=EVERYWHERE["four"]),
            "Right: 6 of 8; clean files accused: 2. 6 right ones and at most 1 accused pass. "
            "Ask of every line that you accuse: which tested row does it see",
        ),
        "a kind is a list": (
            spotted(one='(12, ["relatives"])'),
            "review_1 has the kind ['relatives']. Which of",
        ),
        "a text that equals everything": (
            spotted(
                one='(12, type("Any", (str,), {"__eq__": lambda *_: True, "__hash__": hash})("x"))'
            ),
            "review_1 has the kind",
        ),
        "nothing leaks": (
            spotted(**NOWHERE),
            "Right: 3 of 8; leaks missed: 5. 6 right ones",
        ),
        "what no score shows is no leak, and neither are dates and joins": (
            spotted(five="None", six="None", eight="None"),
            "Right: 5 of 8; leaks missed: 3. 6 right ones and at most 1 accused pass. "
            "Ask of every `fit`: which rows did it see",
        ),
        "a random split is taken for fair": (
            spotted(one="None", five="None", seven='(11, "relatives")'),
            "Ask of every split: which cards are alike, and do they stand on one side?",
        ),
        "kinds are mixed up": (
            spotted(
                three='(11, "target_statistics")', six='(11, "late_column")', five='(14, "future")'
            ),
            "Right: 5 of 8; leaks named with another kind: 3. 6 right ones and at most 1 accused "
            "pass. Ask of every input: who fills it in, and when?",
        ),
        "the line where it is used": (
            spotted(
                three='(17, "late_column")', five='(17, "fitted_on_all")', eight='(16, "future")'
            ),
            "leaks named with their kind, at another line: 3. 6 right ones and at most 1 "
            "accused pass. In which line does the tested row get in",
        ),
        "lines are counted from 0": (
            spotted(
                one='(11, "relatives")',
                three='(10, "late_column")',
                five='(13, "fitted_on_all")',
            ),
            "at another line",
        ),
        "a kind of its own": (
            spotted(one='(12, "random split")'),
            "review_1 has the kind 'random split'. Which of late_column, relatives",
        ),
        "the clean files are left out": (
            """
def spot_leaks():
    return {"review_1": (12, "relatives"), "review_3": (11, "late_column")}
""",
            "Reviews without an entry: ['review_2', 'review_4'",
        ),
        "text for a line": (
            spotted(one='("12", "relatives")'),
            "review_1 has the line '12'. Its lines are numbered from 1 to 17.",
        ),
        "a line that is not there": (spotted(one='(99, "relatives")'), "review_1 has the line 99."),
        "the kind alone": (
            spotted(one='"relatives"'),
            "Under review_1 stands 'relatives'; (line, kind) or None is asked for.",
        ),
    },
}
