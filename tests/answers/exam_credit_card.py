"""Right and wrong answers to credit-5: the card and the recommendation."""

from __future__ import annotations

from classroom import syllabus

TEXT = syllabus.sheet("credit-5").file("solutions").read_text("utf-8")
START = TEXT.index("def model_card(")
SOLUTION = TEXT[START : TEXT.index("    ### END SOLUTION", START)]
WRITTEN = SOLUTION[SOLUTION.index("## Summary\nWe") : SOLUTION.index('"""\n    return')]
RECOMMENDATION = SOLUTION[
    SOLUTION.index("## Recommendation\n{") : SOLUTION.index('"""\n    return')
]


def with_(*changes: tuple[str, str]) -> str:
    """The solution with some things changed."""
    source = SOLUTION
    for old, new in changes:
        assert old in source, old
        source = source.replace(old, new)
    return source


ANOTHER_VOICE = """
def model_card(facts):
    low, high = facts["saving_usd"][1:]
    fair = -0.1 <= facts["gap"][1] and facts["gap"][2] <= 0.1
    decision = ("deploy" if fair else "shadow") if low > 25 else "iterate"
    silent = [name for name, one in facts["by_age"].items() if None in one.values()]
    first = {
        "deploy": "Deploy, with an officer who signs each decline.",
        "shadow": "Let it run in shadow for a year.",
        "iterate": "Iterate once more before anybody relies on it.",
    }[decision]
    gap = " to ".join(f"{one:+.3f}" for one in facts["gap"][1:])
    parts = [
        ("Summary", f"{first} Against approving everybody, as is done now, it gains ${facts['saving_usd'][0]:,.1f} "
         f"on each application (95 % interval ${low:,.1f} to ${high:,.1f}), while $25 is what it has to gain."),
        ("Data", f"The model was made with {facts['applications']} applications from 2022 to 2024, all of them fictional. "
         f"Few default: {facts['prevalence']:.1%}, so that a rule which sees no risk at all is right for "
         f"{100 * facts['constant_accuracy']:.0f} %."),
        ("Performance", f"Its {facts['metric']} is {facts['score']:.2f}, measured on folds that were held out. "
         f"It proposes to decline from a risk of {facts['threshold']:.1%} on, which is {facts['declined']:.0%} of "
         "the applicants, because one default is worth ten lost customers."),
        ("Age", f"The young who would have paid back are declined at another rate than the rest: the gap is "
         f"{facts['gap'][0]:+.3f} ({gap}). A model to which age is hidden has a gap of "
         f"{facts['gap_without_age'][0]:+.3f}, so hiding it is no cure."),
        ("Limits", "What happens in a recession nobody can read off these years. It must not set a price, and it must "
         "not send a letter by itself. " + (f"For {', '.join(silent)} there are fewer than 50 people behind a rate."
         if silent else "Each of the age groups has enough people.")),
        ("Recommendation", f"{first} What we do about the gap is for the board to say, since it is about what one owes "
         "to people. We will count again when the next year of outcomes is in."),
    ]
    return {
        "text": "\\n\\n".join(f"## {name}\\n\\n{part}" for name, part in parts),
        "decision": decision,
        "no_claim": silent,
        "unseen": "a recession",
        "not_for": ["set an interest rate"],
        "intended_use": "propose to a credit officer",
    }
"""
RIGHT = {
    "credit-5": {
        "another voice": ANOTHER_VOICE,
        "in whole dollars and per cent": with_(
            ("${saved:.2f}; with", "${saved:.0f}; with"),
            ("${saved_low:.2f} or ${saved_high:.2f}", "${saved_low:.0f} or ${saved_high:.0f}"),
            ('{facts["prevalence"]:.2%}', '{100 * facts["prevalence"]:.1f} %'),
            ("{100 * gap:.1f} points", "{gap:.0%}"),
            ("{100 * gap_low:.1f} or {100 * gap_high:.1f}", "{gap_low:.0%} or {gap_high:.0%}"),
        ),
        "with a table by age": with_(
            (
                "\n## Limits",
                "\n{\"\".join(f\"| {name} | {one['applications']:,} | {one['declined']:.0%} |\" + chr(10)"
                ' for name, one in facts["by_age"].items())}\n## Limits',
            ),
        ),
        "with the bars": with_(
            ("{advice} The bars", "{advice} The bars, $25 and 10 points, "),
            ("are known, and ask", "are known (at least 50 people behind a rate), and ask"),
        ),
        "deploying, iterating, shadowing": with_(
            ("We recommend to {decision}, because", "{doing} is what follows, because"),
            (
                "    groups = ",
                '    doing = {"deploy": "Deploying it", "shadow": "A shadow run", '
                '"iterate": "Iterating"}[decision]\n    groups = ',
            ),
        ),
    }
}
WRONG = {
    "credit-5": {
        "the empty template": (
            'def model_card(facts):\n    return {"intended_use": "", "not_for": [], "text": ""}\n',
            "model_card gave no unseen, no_claim, decision",
        ),
        "no heading": (with_(("## Data\n", "")), "The text has the headings"),
        "the task pasted": (
            with_(
                (
                    "{advice} The bars",
                    "{advice} It is run and watched, and decides nothing, until people have decided. The bars",
                )
            ),
            "The text repeats the task",
        ),
        "keywords": (
            with_(
                (
                    WRITTEN,
                    "## Summary\n{decision} saving ${saved:.2f} ${saved_low:.2f} ${saved_high:.2f} "
                    + "model risk dollars board " * 6
                    + '\n## Data\n{facts["prevalence"]:.2%} defaulted applications '
                    + "folds outcome years leak columns " * 6
                    + '\n## Performance\n{facts["score"]:.3f} {facts["threshold"]:.4f} '
                    + "metric precision threshold costs " * 6
                    + "\n## Age\n{100 * gap:.1f} {100 * gap_low:.1f} {100 * gap_high:.1f} "
                    + "young rest payers declined proxies " * 6
                    + "\n## Limits\n{groups} "
                    + "recession interest officer lender " * 6
                    + "\n## Recommendation\n{decision} "
                    + "bars saving gap people next year " * 6,
                )
            ),
            "The text is a list of words",
        ),
        "the card of another model": (
            with_(
                ("${saved:.2f}; with", "$98.10; with"),
                ("${saved_low:.2f} or ${saved_high:.2f}", "$78.40 or $117.80"),
                ("    saved, saved_low, saved_high =", "    _, saved_low, _ ="),
            ),
            "For a model that saves, ages alike: The text says 98.10, 78.40, 117.80, and no field",
        ),
        "the same decision for all": (
            with_(('    groups = f"', '    decision = "shadow"\n    groups = f"')),
            "decision is 'shadow'. saving_usd runs from $41.60",
        ),
        "the estimate decides": (
            with_(("if saved_low <= 25", "if saved <= 25")),
            "does it hold for the bad end?",
        ),
        "the gap's estimate decides": (
            with_(("max(gap_high, -gap_low) <= 0.10", "abs(gap) <= 0.10")),
            "does it hold for the bad end?",
        ),
        "a gap against the old is none": (
            with_(("max(gap_high, -gap_low) <= 0.10", "gap_high <= 0.10")),
            "For a gap against the old decision is 'deploy'",
        ),
        "a gap of zero is asked for": (
            with_(("max(gap_high, -gap_low) <= 0.10", "gap_low <= 0 <= gap_high")),
            "decision is 'shadow'",
        ),
        "the text decides otherwise": (
            with_(("We recommend to {decision}, because", "We recommend to deploy it, because")),
            "The first sentence under '## Summary' does not name your recommendation",
        ),
        "nobody should": (
            with_(("We recommend to {decision}", "Nobody should {decision}")),
            "says \"Nobody\" before it names",
        ),
        "no interval": (
            with_(("with other applicants that could have been ${saved_low:.2f} or ${saved_high:.2f}.", "that is what we found.")),
            "the text does not state the low end of saving_usd, 78.4",
        ),
        "the gap without its ends": (
            with_((", and may be {100 * gap_low:.1f} or {100 * gap_high:.1f}", "")),
            "the text does not state the low end of gap",
        ),
        "no prevalence": (
            with_(('Of them {facts["prevalence"]:.2%} defaulted.', "Some of them defaulted.")),
            "does not state prevalence",
        ),
        "a number from nowhere": (
            with_(("{advice} The bars", "{advice} Others reach 83.1 %. The bars")),
            "The text says 83.1, and no field of the facts",
        ),
        "silent on the few": (
            with_(("enough to say {groups}", "enough to say more")),
            "the text does not name '50 and over'",
        ),
        "a claim of the few": (with_(('"no_claim": few', '"no_claim": []')), "no_claim is []"),
        "all is unclear": (
            with_(('"no_claim": few', '"no_claim": list(facts["by_age"])')),
            "people stand behind a rate of no group",
        ),
        "it declines alone": (
            with_(
                ('"intended_use": "propose to a credit officer"', '"intended_use": "decline without a person"'),
                ('["decline without a person", ', "["),
            ),
            "Who declines, after the model has spoken?",
        ),
        "the interval covers what comes": (
            with_(('"unseen": "a recession"', '"unseen": "other applicants like these"')),
            "is what intervals do",
        ),
    }
}  # fmt: skip
