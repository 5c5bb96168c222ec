"""Right and wrong answers to credit-5: the card and the recommendation."""

from __future__ import annotations

from classroom import syllabus

TEXT = syllabus.sheet("credit-5").file("solutions").read_text("utf-8")
START = TEXT.index("def model_card(")
SOLUTION = TEXT[START : TEXT.index("    ### END SOLUTION", START)]
WRITTEN = SOLUTION[SOLUTION.index("## Summary\n{") : SOLUTION.index('"""\n    return')]
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
    few = f"For {', '.join(silent)} there are fewer than 50 people behind a rate."
    parts = [
        (
            "Summary",
            f"{first} Against approving everybody, as is done now, it gains "
            f"${facts['saving_usd'][0]:,.1f} on each application (95 % interval ${low:,.1f} to "
            f"${high:,.1f}), while $25 is what it has to gain.",
        ),
        (
            "Data",
            f"The {facts['model']} model was made with {facts['applications']} applications from "
            f"2022 to 2024, all of them fictional. Few default: {facts['prevalence']:.1%}, so "
            "that a rule which sees no risk at all is right for "
            f"{100 * facts['constant_accuracy']:.0f} %.",
        ),
        (
            "Performance",
            f"Its {facts['metric']} is {facts['score']:.2f}, measured on folds that were held out. "
            f"It proposes to decline from a risk of {facts['threshold']:.1%} on, which is "
            f"{facts['declined']:.0%} of the applicants: one default is worth ten lost customers.",
        ),
        (
            "Age",
            "The young who would have paid back are declined at another rate than the rest: the "
            f"gap is {facts['gap'][0]:+.3f} ({gap}). A model to which age is hidden has a gap of "
            f"{facts['gap_without_age'][0]:+.3f}, so hiding it is no cure.",
        ),
        (
            "Limits",
            "What happens in a recession nobody can read off these years. It must not set a price, "
            "and it must not send a letter by itself. "
            + (few if silent else "Each of the age groups has enough people."),
        ),
        (
            "Recommendation",
            f"{first} What we do about the gap is for the board to say, since it is about what one "
            "owes to people. We will count again when the next year of outcomes is in.",
        ),
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
        "in cents and whole per cent": with_(
            ("${saved:,.0f} beside", "${saved:.2f} beside"),
            (
                "${saved_low:,.0f}, or as much as ${saved_high:,.0f}",
                "${saved_low:.2f} or ${saved_high:.2f}",
            ),
            ('{facts["prevalence"]:.1%}', '{100 * facts["prevalence"]:.1f} %'),
            ("is {gap:.1%}; with", "is {gap:.0%}; with"),
            ("{gap_low:.1%}, or up to {gap_high:.1%}", "{gap_low:.0%} or {gap_high:.0%}"),
            ('{facts["gap_without_age"][0]:.1%}', '{100 * facts["gap_without_age"][0]:.1f} points'),
        ),
        "with a table by age": with_(
            (
                "\n## Limits",
                "\n{table}\n## Limits",
            ),
            (
                "    text = ",
                "    table = '| group | people | declined |\\n|---|---|---|\\n' + '\\n'.join(\n"
                "        f\"| {name} | {one['applications']:,} | {one['declined']:.0%} |\"\n"
                '        for name, one in facts["by_age"].items()\n    )\n    text = ',
            ),
        ),
        "with the bars and the costs": with_(
            ("{advice} The bars", "{advice} The bars, $25 and 10 points, "),
            ("ten times\nwhat a declined payer does", "$5,000\nand a declined payer $500"),
            ("are known, and ask", "are known (at least 50 people behind a rate), and ask"),
        ),
        "shadow mode, deployment, iterating": with_(
            ('"Iterate: it', '"Iterating once more is what follows: it'),
            ('"Deploy it as', '"We recommend deployment of it as'),
            ('"Run it in shadow:', '"Our recommendation is shadow mode:'),
            ('{facts["metric"]}', '{facts["metric"].replace("_", " ")}'),
        ),
        "the sign in words": with_(
            (
                "the share declined under 25 less that of all others is {gap:.1%}; with\n"
                "other applicants it may be {gap_low:.1%}, or up to {gap_high:.1%}",
                "those under 25 are declined {abs(gap):.1%} {'more' if gap > 0 else 'less'} often "
                "in\nour sample; with other applicants it may be {gap_low:.1%} to {gap_high:.1%}",
            )
        ),
        "the direction from the ends": with_(
            ("{advice} For an", "{advice} Of those who pay, the {worse} are declined more. For an"),
            (
                "    text = f",
                "    worse = 'young' if gap_low > 0 else 'old' if gap_high < 0 else "
                "'same'\n    text = f",
            ),
            ("others is {gap:.1%}", "others is, in size, {abs(gap):.1%}"),
        ),
        "a true minus": with_(
            (
                "    text = f",
                "    told = [f'{one:.1%}'.replace('-', '\u2212') for one in facts['gap']]\n"
                "    text = f",
            ),
            ("is {gap:.1%}; with", "is {told[0]}; with"),
            ("{gap_low:.1%}, or up to {gap_high:.1%}", "{told[1]}, or up to {told[2]}"),
        ),
        "no_claim as a set in a list": with_(
            ('"no_claim": few', '"no_claim": sorted(few, reverse=True)'),
            ('["set an interest rate"]', '["decline without a person", "set an interest rate"]'),
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
                    "{advice} It is run and watched, and decides nothing, until people have "
                    "decided. "
                    "The bars",
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
                    + "\n## Limits\n{few} "
                    + "recession interest officer lender " * 6
                    + "\n## Recommendation\n{decision} "
                    + "bars saving gap people next year " * 6,
                )
            ),
            "The text is a list of words",
        ),
        "the card of one model for all": (
            with_(
                ("${saved:,.0f} beside", "$98.10 beside"),
                ("${saved_low:,.0f}", "$78.40"),
                ("${saved_high:,.0f}", "$117.80"),
            ),
            "For a model that saves, ages alike: The text says 98.10, 78.40, 117.80, and no field",
        ),
        "the card of another table": (
            with_(
                (
                    'There are {facts["applications"]} applications of one lender, one for each '
                    "person, with the outcome\nafter a year",
                    "There are 3,031 cards of 136 lines in the test, and none of them was "
                    "seen\nbefore",
                )
            ),
            "The text says 3,031, 136, and no field of the facts",
        ),
        "the same decision for all": (
            with_(
                (
                    'decision = "deploy" if max(gap_high, -gap_low) <= 0.10 else "shadow"',
                    'decision = "shadow"',
                )
            ),
            "decision is 'shadow'. saving_usd runs from $25.40",
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
            with_(("Run it in shadow: it pays", "Deploy it: it pays")),
            "The first sentence under '## Summary' does not name your recommendation",
        ),
        "nobody should": (
            with_(("Run it in shadow", "Nobody should run it in shadow")),
            'says "Nobody" before it names',
        ),
        "no interval": (
            with_(
                (
                    "; with other\napplicants that could have been ${saved_low:,.0f}, or as much "
                    "as ${saved_high:,.0f}",
                    "",
                )
            ),
            "the text does not state the low end of saving_usd, 78.4",
        ),
        "the gap without its ends": (
            with_(
                ("; with\nother applicants it may be {gap_low:.1%}, or up to {gap_high:.1%}", "")
            ),
            "the text does not state the low end of gap",
        ),
        "no prevalence": (
            with_(('Of them {facts["prevalence"]:.1%} defaulted.', "Some of them defaulted.")),
            "does not state prevalence",
        ),
        "silent on dropping age": (
            with_(('is {facts["gap_without_age"][0]:.1%}: what', "is alike: what")),
            "does not state the estimate of gap_without_age",
        ),
        "a gap without its sign": (
            with_(
                ('facts["gap"]\n', 'map(abs, facts["gap"])\n'),
                ("max(gap_high, -gap_low)", 'max(map(abs, facts["gap"][1:]))'),
            ),
            "the text says of the gap -0.240 what it says of +0.240",
        ),
        "a gap whose ends alone have a sign": (
            with_(("others is {gap:.1%}", "others is {abs(gap):.1%}")),
            "Who is declined more often, and where does a reader see that?",
        ),
        "which model": (
            with_(('The {facts["model"]} model', "The model")),
            "does not name the model, logistic",
        ),
        "a number from nowhere": (
            with_(("{advice} The bars", "{advice} Others reach 83.1 %. The bars")),
            "The text says 83.1, and no field of the facts",
        ),
        "silent on the few": (
            with_(('{", ".join(few) or "none of the groups"}', "some of the groups")),
            "the text does not name '50 and over'",
        ),
        "a claim of the few": (with_(('"no_claim": few', '"no_claim": []')), "no_claim is []"),
        "a prevalence of a tenth": (
            with_(('{facts["prevalence"]:.1%}', '{facts["prevalence"]:.1f}')),
            "does not state prevalence",
        ),
        "all is unclear": (
            with_(('"no_claim": few', '"no_claim": list(facts["by_age"])')),
            "people stand behind a rate of no group",
        ),
        "it declines alone": (
            with_(('"propose to a credit officer"', '"decline without a person"')),
            "Who declines, after the model has spoken?",
        ),
        "the interval covers what comes": (
            with_(('"unseen": "a recession"', '"unseen": "other applicants like these"')),
            "is what intervals do",
        ),
    }
}
