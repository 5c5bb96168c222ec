"""What a right reading of three cases is (0.4): what became of it, shown by the case's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from numbers import Real
from typing import Any

from cardshop.dataset import DATA
from classroom.checks import question
from classroom.checks.prose import numbers_in, said_again, states, unwritten
from classroom.checks.shape import described

Case = tuple[bool, str, str]
FIELDS = ("finding", "evidence", "effect", "measure_first", "why")
FINDINGS = ("wrong problem", "data", "no adoption", "wrong expectation", "sound")
MEASURES = ("trial", "inputs of the day", "use", "bar", "outcome")
WORDS = {"finding": FINDINGS, "measure_first": MEASURES}
FINDING = {"gym": "wrong problem", "pumps": "data", "bread": "sound"}
FIRST = {"gym": {"trial"}, "pumps": {"inputs of the day"}, "bread": {"outcome", "use"}}
# Words of each sentence that bears the finding.
PROOFS = {
    "gym": ("9 in 10 wrote on the form",),
    "pumps": ("has the most weight", "fill in that field"),
    "bread": ("40 others kept the rule", "the middle one", "in both groups alike", "costs $0.80"),
}
# Words of sentences that speak for other findings as well, and what each of them shows.
HALF_PROOFS = {
    "gym": {
        "right about 7 of 10": "that its answers were right",
        "phoned all 400": "that people acted on its answers",
        "drawn by lot": "that the comparison is a fair one",
    },
    "pumps": {
        "found 60 of 62": "how well the test went",
        "Of 61 stops": "that it failed on the day, and not why",
        "drove out": "that people acted on its answers",
        "nobody had promised more": "that little had been promised",
    },
    "bread": {
        "off by 8 to 12": "that a promise was kept",
        "bakers overruled": "that people act on its answers",
        "a marathon": "one bad day",
    },
}
# With the model and without: of how many, and how many of them ended badly.
TABLES = {
    "gym": ((400, 278), (400, 282)),
    "pumps": ((500, 59), (500, 62)),
    "bread": ((520_000, 41_600), (500_000, 60_000)),
}
FEWEST_QUOTED, MOST_QUOTED = 5, 40
# Each effect is a whole number of tenths: whoever rounds has it exactly.
SAME = 1e-6
NOUNS = {
    "gym": r"\b(gyms?|members?|phon\w*|call\w*|leav\w*|left|stay\w*|front)\b",
    "pumps": r"\b(pumps?|stop\w*|warn\w*|technicians?|spare|parts?|crews?|field|water\w*)\b",
    "bread": r"\b(bread|loa(f|ves)|bak\w*|shel(f|ves)|shops?|waste\w*|thrown?)\b",
}
REFUTED = {
    ("gym", "data"): "Of those whom it named 7 in 10 left, as in the years that it had learned from.",
    ("gym", "no adoption"): "All 400 who were drawn were phoned within a week.",
    ("gym", "wrong expectation"): "About 7 in 10 had been announced, and 7 in 10 left.",
    ("gym", "sound"): "It was to keep members, and of the phoned 69.5 in 100 left, of the others 70.5.",
    ("pumps", "wrong problem"): "It hardly warned, so that nobody can say what a warning would do.",
    ("pumps", "no adoption"): "Whenever it warned, a crew drove out on the same day.",
    ("pumps", "wrong expectation"): "Half of the stops had been hoped for, after a test with 60 of 62. "
    "What was in the test that is missing on the day?",
    ("pumps", "sound"): "It was to warn, and 59 stops came without a warning, after 62 the year before.",
    ("bread", "wrong problem"): "It was to save loaves, and 8 in 100 were thrown away instead of 12.",
    ("bread", "data"): "It was off by 9 loaves in 100, as had been announced from past days.",
    ("bread", "no adoption"): "In the last week 2 of 40 bakers overruled it.",
    ("bread", "wrong expectation"): "8 to 12 loaves in 100 had been announced, and it was off by 9.",
}  # fmt: skip
EVIDENCE_NUDGES = {
    "gym": "What says that a call could not have kept those who left?",
    "pumps": "When is it known what the model looks at most, and by whom?",
    "bread": "What makes the comparison a fair one, or says that nobody else pays for it?",
}
MEASURE_NUDGES = {
    "trial": "Is it open here whether acting on a right answer helps?",
    "inputs of the day": "Is it in doubt here what the model knew, and when?",
    "use": "Did people act on what the model said?",
    "bar": "Was more promised here than came?",
    "outcome": "Has what it was built for got better yet?",
}


@cache
def text_of(case: str) -> str:
    """A case file, without the line that says whose it is."""
    return (DATA / "case_files" / f"{case}.md").read_text("utf-8").partition("\n\n")[2]


def plain(text: str) -> str:
    """The words of a text: one space between them, no capitals, no quotation marks at all."""
    bare = re.sub("[\"'`*_\u2018\u2019\u201c\u201d]", "", text.lower())
    return " ".join(bare.split()).strip(" .;:")


def sentences_with(words: str, case: str) -> list[str]:
    """The sentences of a case in which these words stand, in plain words."""
    found = re.split(r"(?<=\.)\s+", text_of(case).partition("\n\n|")[0])
    return [plain(one) for one in found if words in " ".join(one.split())]


def quotes(quoted: str, words: str, case: str) -> bool:
    """Whether the quotation stands in the case's sentence with these words, or holds it."""
    return any(quoted in one or one in quoted for one in sentences_with(words, case))


def effect_of(case: str) -> float:
    """Bad ends in 100 with the model, less those without."""
    with_it, without = (100 * bad / of for of, bad in TABLES[case])
    return with_it - without


def form_cases(found: dict[str, Any]) -> Iterator[Case]:
    """Three cases, each with five fields of their kind."""
    sentence = f"You returned {described(list(found))}; the cases are {', '.join(FINDING)}."
    yield set(found) == set(FINDING), sentence, "Which one is missing, or one too many?"
    for name, said in found.items():
        missing = [field for field in FIELDS if field not in said]
        yield (
            not missing,
            f"{name} has no {', '.join(missing)}.",
            "Which five does the docstring name?",
        )
        for field, words in WORDS.items():
            value = said[field]
            sentence = f"{field} of {name} is {value!r:.40}; it is one of {', '.join(words)}."
            known = isinstance(value, str) and value in words
            yield known, sentence, "Which of these words says what you mean?"
        number = said["effect"]
        real = isinstance(number, Real) and not isinstance(number, bool)
        yield (
            real,
            f"effect of {name} is {number!r:.40}; a number is needed.",
            "What does its table say?",
        )
        for field in ("evidence", "why"):
            sentence = f"{field} of {name} is {described(said[field])}; text is needed."
            yield isinstance(said[field], str), sentence, "What does the docstring ask for there?"


def effect_cases(name: str, said: dict[str, Any]) -> Iterator[Case]:
    """The effect is a difference of shares, in points, negative where less ended badly."""
    got, want = said["effect"], effect_of(name)
    (of, bad), (of_others, bad_others) = TABLES[name]
    slips = {
        -want: "the other way round: with the model less without it",
        bad - bad_others: "a difference of counts; of how many in each row?",
        want / 100: "a difference of shares; in 100 is asked for",
        100 * (bad / of) / (bad_others / of_others)
        - 100: "a change of the share in per cent of itself",
    }
    slip = next(
        (what for one, what in slips.items() if abs(got - one) <= 1e-3 * abs(one) + 1e-6), ""
    )
    sentence = f"effect of {name} is {got:,.6g}"
    sentence += f": {slip}." if slip else ", and its table gives another number."
    nudge = "How many in 100 ended badly in each of the two rows?"
    yield bool(abs(got - want) <= SAME), sentence, nudge


def finding_cases(name: str, said: dict[str, Any]) -> Iterator[Case]:
    """The finding is the case's, and so is what to measure first."""
    finding, first = said["finding"], said["measure_first"]
    sentence = f"finding of {name} is {finding!r}. {REFUTED.get((name, finding), '')}"
    nudge = "Which sentences rule the other findings out, one by one?"
    yield finding == FINDING[name], sentence, nudge
    sentence = f"measure_first of {name} is {first!r}, which is not what is open here."
    yield first in FIRST[name], sentence, MEASURE_NUDGES[first]


def evidence_cases(name: str, said: dict[str, Any]) -> Iterator[Case]:
    """The evidence stands in the file word for word, and bears this finding."""
    quoted = plain(said["evidence"])
    words = len(quoted.split())
    sentence = (
        f"evidence of {name} has {words} words; {FEWEST_QUOTED} to {MOST_QUOTED} are asked for."
    )
    yield (
        FEWEST_QUOTED <= words <= MOST_QUOTED,
        sentence,
        "Which one sentence would you read aloud?",
    )
    sentence = f"evidence of {name} does not stand in its file word for word."
    yield quoted in plain(text_of(name)), sentence, "Did you copy it, out of the right file?"
    bears = any(quotes(quoted, words, name) for words in PROOFS[name])
    half = [what for words, what in HALF_PROOFS[name].items() if quotes(quoted, words, name)]
    sentence = f"evidence of {name} stands in the file, and does not show {said['finding']!r}."
    if half:
        sentence = f"evidence of {name} shows {half[0]}; other findings would go with that as well."
    yield bears, sentence, EVIDENCE_NUDGES[name]


def text_cases(name: str, text: str) -> Iterator[Case]:
    """A sentence of one's own, about this case, with a number of it."""
    problem = unwritten(text, fewest=10, most=50, task=text_of(name))
    yield not problem, f"why of {name} {problem}.", "What would you tell those who paid for it?"
    counts = {one: len(re.findall(nouns, text, re.IGNORECASE)) for one, nouns in NOUNS.items()}
    most = max(counts, key=counts.__getitem__)
    sentence = f"why of {name} does not speak of it but of {most}."
    yield counts[name] == counts[most], sentence, "Which of its facts decides?"
    known = [float(token.replace(",", "")) for token, _ in numbers_in(text_of(name))]
    known += [100 * bad / of for of, bad in TABLES[name]]
    known += [100 - one for one in known if one < 100] + [effect_of(name)]
    stated = any(states(text, one) for one in known)
    sentence = f"why of {name} states, in figures, none of its numbers."
    yield stated, sentence, "Which number would convince somebody who was not there?"


@question(
    "0.4",
    title="Three cases",
    answer="cases",
    returns=dict[str, dict],
    points=3,
    hints=(
        "First the table: did the thing for which it was built get better? Only then the model.",
        "Go through the findings one by one: which sentence of the file rules this one out?",
        "One case has an ugly day in it, and one has a test that is too good. Does either decide?",
    ),
    why="""How good a model is and what it does are two numbers. In the gym it was right, and acting on it showed
no gain: no call brings back somebody who has moved. Whether an action helps can be tried before any
model is built. At the pumps the test knew what only the repair would tell. The bakery is dull: a rule
beside it, shops drawn by lot, a promise that was kept, a bad day that was no reason to stop.

Differences as small as the gym's and the waterworks' may come by chance alone; that there is no effect
at all, such tables cannot show. Whether your sentences would convince those who paid, a colleague must say.""",
)
def three_cases(cases):
    found = cases()
    yield from form_cases(found)
    for name in FINDING:
        yield from effect_cases(name, found[name])
    for judged in (finding_cases, evidence_cases):
        for name in FINDING:
            yield from judged(name, found[name])
    for name in FINDING:
        yield from text_cases(name, found[name]["why"])
    texts = [found[name]["why"] for name in FINDING]
    yield not said_again(texts), "Two cases have one why.", "Which is it about?"
