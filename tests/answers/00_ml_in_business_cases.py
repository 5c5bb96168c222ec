"""Right and wrong answers to question 0.4, three cases read."""

from __future__ import annotations

GYM = """Whether somebody is phoned or not, about 70 of 100 leave; the people were the right ones and
the call was the wrong help."""
PUMPS = """60 of 62 was a score on what technicians had noted after the fact, and on a running pump nobody
has noted anything yet."""
BREAD = """Waste fell from 12 to 8 loaves in 100, the shops were drawn, and the shelves were no emptier
than under the rule."""
ENTRY = """
        "{name}": {{
            "finding": "{finding}",
            "evidence": \"\"\"{evidence}\"\"\",
            "effect": {effect},
            "measure_first": "{measure_first}",
            "why": \"\"\"{why}\"\"\",
        }},"""
SOUND = {
    "gym": {
        "finding": "wrong problem",
        "evidence": "Of those who left, 9 in 10 wrote on the form that they had moved away, changed "
        "jobs or fallen ill.",
        "effect": "-1.0",
        "measure_first": "trial",
        "why": GYM,
    },
    "pumps": {
        "finding": "data",
        "evidence": "Technicians fill in that field when they open a pump that has stopped.",
        "effect": "-0.6",
        "measure_first": "inputs of the day",
        "why": PUMPS,
    },
    "bread": {
        "finding": "sound",
        "evidence": "For eight weeks 40 shops, drawn by lot, baked what the model said, and 40 others "
        "kept the rule.",
        "effect": "-4",
        "measure_first": "outcome",
        "why": BREAD,
    },
}


def saying(**changed: dict[str, str]) -> str:
    """An answer with fields of some cases replaced."""
    entries = [
        ENTRY.format(name=name, **fields | changed.get(name, {})) for name, fields in SOUND.items()
    ]
    return "def cases():\n    return {" + "".join(entries) + "\n    }\n"


RIGHT = {
    "0.4": {
        "a colleague": saying(),
        "parts of sentences": saying(
            gym={
                "evidence": "they had moved away, changed\njobs or fallen ill",
                "effect": "(278 - 282) / 400 * 100",
            },
            pumps={
                "evidence": "'spare part ordered' has the most weight.",
                "effect": "round(59 / 5 - 62 / 5, 1)",
                "why": "The field with the most weight is filled in after a stop. On 61 live stops it was "
                "empty when it mattered.",
            },
            bread={
                "evidence": "A loaf thrown away costs $0.80, and the model cost $6,000 in these weeks",
                "measure_first": "use",
                "effect": "8.0 - 12.0",
                "why": "Even after $6,000 for running it the shops are better off, and 2 doubters of 40 "
                "are few.",
            },
        ),
        "built up": """
def cases():
    tables = {"pumps": (500, 59, 500, 62), "gym": (400, 278, 400, 282),
              "bread": (520_000, 41_600, 500_000, 60_000)}
    told = {
        "gym": ("wrong problem", "trial", "Of those who left, 9 in 10 wrote on the form",
                "Predicting who moves house is no way of keeping them: 69.5 % of the phoned left "
                "against 70.5 % of the rest."),
        "pumps": ("data", "inputs of the day", '"spare part ordered" has the most weight. Technicians '
                  "fill in that field when they open a pump that has stopped.",
                  "An order for a spare part follows a stop, it cannot foretell one; hence 2 hits in a "
                  "year."),
        "bread": ("sound", "outcome", "Of the 40 with the model, 37 threw away a smaller share than the "
                  "middle one of the others did.",
                  "Nearly every shop did better, 37 of 40, so it was not one lucky baker."),
    }
    found = {}
    for name, (finding, first, quote, why) in told.items():
        of, bad, others, bad_others = tables[name]
        found[name] = {"finding": finding, "measure_first": first, "evidence": quote, "why": why,
                       "effect": round(100 * bad / of - 100 * bad_others / others, 1)}
    return found
""",
    },
}
WRONG = {
    "0.4": {
        "the empty template": (
            saying(gym=dict.fromkeys(SOUND["gym"], "") | {"effect": "None"}),
            "finding of gym is ''; it is one of wrong problem, data",
        ),
        "one case": (
            'def cases():\n    return {"gym": {"finding": "wrong problem"}}\n',
            "Which one is missing, or one too many?",
        ),
        "the board's view": (
            saying(gym={"finding": "data", "measure_first": "inputs of the day"}),
            "Of those whom it named 7 in 10 left",
        ),
        "groans": (
            saying(gym={"finding": "no adoption", "measure_first": "use"}),
            "All 400 who were drawn were phoned within a week.",
        ),
        "four more stayed": (saying(gym={"finding": "sound"}), "of the phoned 69.5 in 100 left"),
        "the supplier's view": (
            saying(pumps={"finding": "wrong expectation", "measure_first": "bar"}),
            "What was in the test that is missing on the day?",
        ),
        "the pumps misread as the gym": (
            saying(pumps={"finding": "wrong problem", "measure_first": "trial"}),
            "nobody can say what a warning would do",
        ),
        "the marathon": (
            saying(bread={"finding": "data", "measure_first": "inputs of the day"}),
            "It was off by 9 loaves in 100, as had been announced",
        ),
        "the first week": (
            saying(bread={"finding": "no adoption", "measure_first": "use"}),
            "In the last week 2 of 40 bakers overruled it.",
        ),
        "nine in a hundred is much": (
            saying(bread={"finding": "wrong expectation", "measure_first": "bar"}),
            "8 to 12 loaves in 100 had been announced",
        ),
        "a right finding with another's evidence": (
            saying(
                pumps={
                    "evidence": "In January it went live, and whenever it warned, a crew drove out on "
                    "the same day."
                }
            ),
            "evidence of pumps shows that people acted on its answers; other findings would go with",
        ),
        "a score for evidence": (
            saying(
                gym={"evidence": "it had been right about 7 of 10 whom it named"},
            ),
            "shows that its answers were right; other findings would go with that as well. What says "
            "that a call could not have kept those who left?",
        ),
        "the calls for evidence": (
            saying(gym={"evidence": "phoned all 400 within a week"}),
            "evidence of gym shows that people acted on its answers",
        ),
        "a background for evidence": (
            saying(gym={"evidence": "The board asks for a more accurate model"}),
            "stands in the file, and does not show 'wrong problem'.",
        ),
        "a failure for evidence": (
            saying(pumps={"evidence": "Of 61 stops in the year that followed it warned of 2."}),
            "that it failed on the day, and not why; other findings would go with that as well. When",
        ),
        "the test for evidence": (
            saying(pumps={"evidence": "On the stops of the last year it found 60 of 62"}),
            "evidence of pumps shows how well the test went",
        ),
        "the ugly day for evidence": (
            saying(
                bread={"evidence": "On the day of a marathon it was 50 loaves short in 3 shops."}
            ),
            "evidence of bread shows one bad day; other findings would go with that as well.",
        ),
        "another case's evidence": (
            saying(gym={"evidence": SOUND["pumps"]["evidence"]}),
            "evidence of gym does not stand in its file word for word.",
        ),
        "told in other words": (
            saying(
                pumps={"evidence": "The technicians fill in the field after the pump has stopped."}
            ),
            "evidence of pumps does not stand in its file word for word.",
        ),
        "two words": (
            saying(pumps={"evidence": "Technicians fill"}),
            "evidence of pumps has 2 words",
        ),
        "half of the file": (
            saying(pumps={"evidence": SOUND["pumps"]["evidence"] + " and all the rest of it" * 8}),
            "evidence of pumps has 61 words; 5 to 40 are asked for.",
        ),
        "counts": (saying(pumps={"effect": "59 - 62"}), "a difference of counts"),
        "the other way round": (
            saying(bread={"effect": "4.0"}),
            "the other way round: with the model less without it",
        ),
        "shares": (saying(gym={"effect": "278 / 400 - 282 / 400"}), "in 100 is asked for"),
        "in per cent of itself": (
            saying(bread={"effect": "-100 / 3"}),
            "a change of the share in per cent of itself",
        ),
        "loaves without a base": (
            saying(bread={"effect": "41_600 / 60_000"}),
            "effect of bread is 0.693333, and its table gives another number.",
        ),
        "the next step of another case": (
            saying(pumps={"measure_first": "use"}),
            "Did people act on what the model said?",
        ),
        "a larger model is tried": (
            saying(pumps={"measure_first": "trial"}),
            "Is it open here whether acting on a right answer helps?",
        ),
        "the file pasted": (
            saying(
                gym={
                    "why": "The front desks groaned at the extra work, and phoned all 400 within a week."
                }
            ),
            "why of gym repeats the words of the task",
        ),
        "keywords": (
            saying(
                bread={
                    "why": "bread, waste, 4 points, shops, control group, lots, rule, shelves, money"
                }
            ),
            "why of bread is a list of words",
        ),
        "the sentence of another case": (
            saying(bread={"why": GYM}),
            "why of bread does not speak of it but of gym.",
        ),
        "no number": (
            saying(
                pumps={
                    "why": "The field is filled in by technicians after a stop, so that on the day it has "
                    "nothing to say."
                }
            ),
            "why of pumps states, in figures, none of its numbers.",
        ),
    },
}
