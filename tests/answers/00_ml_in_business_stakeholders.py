"""Right and wrong answers to question 0.5, the three stakeholders."""

from __future__ import annotations

# The numbers are computed as an answer would, so that no copy of them can age.
HEAD = '''
def stakeholders():
    cards = gate_cards()
    lines = cards["line_id"]
    s, s_low, s_high = ranged(cards["rule_usd"] - cards["model_usd"], lines)
    y, y_low, y_high = (one * 3_000_000 for one in (s, s_low, s_high))
    n, n_low, n_high = (one - 12_000 for one in (y, y_low, y_high))
    m, m_low, m_high = (80_000 / one * 12 for one in (n, n_high, n_low))
    d, d_low, d_high = (one * 10_000 for one in ranged(0.15 - cards["model_usd"], lines))
    r, r_low, r_high = ranged(cards["rule_type"].is_not_null().cast(float), lines)
    wrong = cards.select(pl.when(pl.col("model_type").is_null()).then(0.15).otherwise(0.6)).to_series()
    q, q_low, q_high = (one * 10_000 for one in ranged(wrong - cards["model_usd"], lines))
    said = {
        "vp": {"claim": "saving a card", "number": s, "uncertainty": [s_low, s_high],
               "alternative": "rule", "text": f"""VP"""},
        "cfo": {"claim": "net a year", "number": n, "uncertainty": [n_low, n_high],
                "alternative": "rule", "today": "rule", "partner": "build", "text": f"""CFO"""},
        "cto": {"claim": "silent day", "number": q, "uncertainty": [q_low, q_high],
                "alternative": "desk", "text": f"""CTO"""},
    }
CHANGES
    return said
'''
VP = """Rules work, and for 2,000 cards a day a rule is enough. A model would save ${s:.3f} a card beside it,
and between ${s_low:.3f} and ${s_high:.3f} if other species came. Once there are 10,000 cards a day, that
is money."""
CFO = """If the partner comes, build it. Then ${n:,.0f} a year are left after what it costs to run, or as little as
${n_low:,.0f} and as much as ${n_high:,.0f} with other species, for $80,000 once. As long as we have 2,000
cards, the rule is the better buy."""
CTO = """We switch it off, and everything goes to the desk. The bad case is a model that errs while nobody sees
it: on a day of 10,000 cards that costs ${q:,.0f} more, between ${q_low:,.0f} and ${q_high:,.0f}. So people
type 200 filed cards a day again, which takes $30."""


def saying(*changes: str, **texts: str) -> str:
    """An answer with statements that change its fields, and with texts by their reader."""
    code = "\n".join(f"    {one}" for one in changes)
    source = HEAD.replace("CHANGES", code)
    for name, text in ({"vp": VP, "cfo": CFO, "cto": CTO} | texts).items():
        source = source.replace(f'f"""{name.upper()}"""', f'f"""{text}"""')
    return source


SHARE = """A rule speaks about {100 * r:.0f} % of the cards only, and is silent on the rest. With other species it
would be {100 * r_low:.0f} to {100 * r_high:.0f} %. People do what it leaves, at $0.15 a card, and that is
cheap enough until the partner's 10,000 cards come."""
MONTHS = """We should build it for the partner's cards, and for those only. It has paid for itself after
{m:.1f} months. If the species that arrive are kinder to us or less kind, that may be {m_low:.1f} or
{m_high:.1f}. Without the partner it takes nine years, and the rule costs nothing."""
DOWN = """The rule takes over at once, and it needs no model at all. A day of 10,000 cards then costs
${y / 300:,.0f} more than a good one, and the range is ${y_low / 300:,.0f} to ${y_high / 300:,.0f}. That is less
than a buyer who is sent the wrong card twice."""
OTHER_CLAIMS = saying(
    'said["vp"] |= {"claim": "rule share", "number": r, "uncertainty": (r_low, r_high)}',
    'said["cfo"] |= {"claim": "payback", "number": m, "uncertainty": (m_low, m_high)}',
    'said["cto"] |= {"claim": "outage a day", "number": y / 300, "alternative": "rule",'
    ' "uncertainty": (y_low / 300, y_high / 300)}',
    vp=SHARE, cfo=MONTHS, cto=DOWN,
)  # fmt: skip
ROUNDED = saying(
    'said["vp"] |= {"number": 0.034, "uncertainty": [0.018, 0.048]}',
    'said["cfo"] |= {"number": 90_000, "uncertainty": [43_000, 133_000]}',
    'said["cto"] |= {"number": 3_790, "uncertainty": [3_460, 4_100], "alternative": "rule"}',
    vp="""A rule is what I would use today. The model is cheaper than it by 3.4 cents a card, or, if we are
unlucky or lucky with the species, by 1.8 or 4.8 cents. That is little at 2,000 cards a day, and it is
a lot at 10,000 a day.""",
    cfo="""We would build it, but only once the partner has signed. It leaves about $90k a year, give or take:
$43k if the cards are hard, $133k if they are kind. For now the rule does, since at 2,000 cards nothing
comes back within two years.""",
    cto="""Cards go by the rule until it is mended. What I fear more is a day on which it is wrong and sure of
itself, which costs $3,800 more, or between $3,500 and $4,100. Somebody has to look at a sample of what
was filed, every day.""",
)
# Lines drawn again in two other ways: another seed, and the spread of the lines' own sums.
BY_FORMULA = saying(
    "sums = cards.group_by('line_id').agg((pl.col('rule_usd') - pl.col('model_usd')).sum().alias('usd'), pl.len())",
    "apart = ((sums['usd'] - s * sums['len']) ** 2).sum() ** 0.5 / cards.height",
    "s_low, s_high = s - 1.96 * apart, s + 1.96 * apart",
    'said["vp"]["uncertainty"] = [s_low, s_high]',
    f'said["vp"]["text"] = f"""{VP}"""',
    'said["cfo"]["uncertainty"] = [s_low * 3_000_000 - 12_000, s_high * 3_000_000 - 12_000]',
    'n_low, n_high = said["cfo"]["uncertainty"]',
    f'said["cfo"]["text"] = f"""{CFO}"""',
)
ANOTHER_SEED = saying(
    "drawn = redraw_lines(cards['line_id'].to_numpy(), seed=2)",
    "s, s_low, s_high = mean_interval(cards['rule_usd'] - cards['model_usd'], drawn)[:3]",
    'said["vp"] |= {"number": s, "uncertainty": [s_low, s_high], "note": "seed 2"}',
    f'said["vp"]["text"] = f"""{VP}"""',
)
RIGHT = {
    "0.5": {
        "a careful colleague": saying(),
        "other claims": OTHER_CLAIMS,
        "rounded": ROUNDED,
        "by formula": BY_FORMULA,
        "another seed": ANOTHER_SEED,
        "no before yes": saying(cfo="Not at 2,000 cards a day, but at 10,000 build it. " + CFO.partition(". ")[2]),
    },
}  # fmt: skip
WRONG = {
    "0.5": {
        "the empty template": (
            "def stakeholders():\n    return {'vp': {}, 'cfo': {}, 'cto': {}}\n",
            "vp has no claim, number, uncertainty, alternative, text",
        ),
        "texts alone": (
            "def stakeholders():\n    return {'vp': {'text': 'Rules do.'}, 'cfo': {}}\n",
            "vp, cfo, cto are asking",
        ),
        "accuracy for all": (
            saying('said["vp"]["claim"] = "accuracy"'),
            "claim of vp is 'accuracy'; it is one of rule share",
        ),
        "the model's score": (
            saying('said["vp"] |= {"claim": "model right", "number": 0.81}'),
            "it says nothing of what a wrong card costs",
        ),
        "the rule is right": (
            saying('said["vp"] |= {"claim": "rule right", "number": 0.958}'),
            "that is a reason for the rule",
        ),
        "a card for the CFO": (
            saying('said["cfo"] |= {"claim": "saving a card", "number": s, "uncertainty": [s_low, s_high]}'),
            "nobody buys one card",
        ),
        "good days for the CTO": (
            saying('said["cto"] |= {"claim": "net a year", "number": n, "uncertainty": [n_low, n_high]}'),
            "What does one such day cost?",
        ),
        "against the desk": (
            saying('said["cfo"] |= {"alternative": "desk", "number": 300 * d - 12_000}'),
            "What else would do the work at no cost of building",
        ),
        "dollars against the desk": (
            saying('said["cfo"]["number"] = 300 * d - 12_000'),
            "number of cfo, net a year, is $210,105; the scored cards give another one",
        ),
        "the broken model goes on": (
            saying('said["cto"]["alternative"] = "model alone"'),
            "Where do cards go, in that very minute?",
        ),
        "without running": (
            saying('said["cfo"] |= {"number": y, "uncertainty": [y_low, y_high]}'),
            "has the year been charged with running?",
        ),
        "at today's volume": (
            saying('said["cfo"]["number"] = y / 5 - 12_000'),
            "10,000 cards a day on 300 days",
        ),
        "a share in per cent": (
            saying('said["vp"] |= {"claim": "rule share", "number": 100 * r, "uncertainty": [100 * r_low, 100 * r_high]}'),
            "Is it a share from 0 to 1?",
        ),
        "the rest of the cards": (
            saying('said["vp"] |= {"claim": "rule share", "number": 1 - r, "uncertainty": [1 - r_high, 1 - r_low]}'),
            "on how many does the rule say a type?",
        ),
        "what is left in the wrong order": (
            saying('said["cfo"] |= {"claim": "payback", "number": m, "uncertainty": [m_high, m_low]}'),
            "Which end is the low one, of this number?",
        ),
        "years for months": (
            saying('said["cfo"] |= {"claim": "payback", "number": m / 12, "uncertainty": [m_low / 12, m_high / 12]}'),
            "divided by what is left in a year; in months?",
        ),
        "every card by itself": (
            saying("single = redraw_lines(pl.Series(range(cards.height)).to_numpy(), seed=0)",
                   "_, s_low, s_high = mean_interval(cards['rule_usd'] - cards['model_usd'], single)[:3]",
                   'said["vp"]["uncertainty"] = [s_low, s_high]'),
            "Cards of one line are alike",
        ),
        "no range": (
            saying('said["vp"]["uncertainty"] = [s, s]'),
            "uncertainty of vp is [$0.0341, $0.0341], around $0.0341",
        ),
        "ten per cent either way": (
            saying('said["cto"]["uncertainty"] = [0.8 * q, 1.2 * q]'),
            "the cards' lines give another range",
        ),
        "the ends of one card": (
            saying('said["cfo"]["uncertainty"] = [y_low, y_high]'),
            "Does each end go through the same sums as the number?",
        ),
        "build it anyway": (
            saying('said["cfo"]["today"] = "build"'),
            "At 2,000 cards a day $8,488 a year are left (-$1,078 to $17,086)",
        ),
        "never build": (
            saying('said["cfo"]["partner"] = "rule"'),
            "Is that within two years?",
        ),
        "one volume": (
            saying(cfo="We build it, since ${n:,.0f} a year are left after what it costs to run, or as little as ${n_low:,.0f} "
                   "and as much as ${n_high:,.0f} with other species. The partner brings 10,000 cards a day."),
            "The text of cfo says nothing of the shop without the partner",
        ),
        "a range for nobody": (
            saying(vp=VP.replace(",\nand between ${s_low:.3f} and ${s_high:.3f} if other species came", "")),
            "The text of vp does not state the low end of saving a card",
        ),
        "the answer comes last": (
            saying(cto="We have thought about that for a long time. " + CTO.partition(". ")[2] + " Then all goes to the desk."),
            "The first sentence of cto does not speak of its alternative, where cards go then",
        ),
        "jargon": (
            saying(vp=VP + " This is statistically significant."),
            "The text of vp says 'statistically' to somebody of the shop",
        ),
        "a number from nowhere": (
            saying(cto=CTO + " Our uptime is 99.95 % in any case."),
            "The text of cto says 99.95, and no field of yours or of the cards does",
        ),
        "the task pasted": (
            saying(cfo=CFO + " With the partner it would be 10,000. The CFO pays for what has come back within two years."),
            "The text of cfo repeats the task",
        ),
        "keywords": (
            saying(vp="rules desk model saving ${s:.3f} low ${s_low:.3f} high ${s_high:.3f} species cards 10,000 "
                   "partner today volume bins types attack word money " * 2),
            "The text of vp is a list of words",
        ),
        "one line": (
            saying(cto="Cards go to the desk. It costs ${q:,.0f}, from ${q_low:,.0f} to ${q_high:,.0f}."),
            "30 to 100 are asked for",
        ),
        "the CFO's answer for the VP": (
            saying('said["vp"] |= {"claim": "net a year", "number": n, "uncertainty": [n_low, n_high]}', vp=CFO),
            "The VP asks why not rules",
        ),
        "one text for two": (
            saying('said["cto"] |= {"claim": "outage a day", "number": y / 300, "alternative": "rule", '
                   '"uncertainty": [y_low / 300, y_high / 300]}',
                   'said["vp"]["text"] = said["cto"]["text"] = f"""The rule takes over at once. On a day of 10,000 cards it costs '
                   '${{y / 300:,.0f}} more, or ${{y_low / 300:,.0f}} to ${{y_high / 300:,.0f}}. A card costs ${{s:.3f}} more '
                   'then, from ${{s_low:.3f}} to ${{s_high:.3f}}, and nobody in the shop would see that."""'.replace("{{", "{").replace("}}", "}")),
            "Two people get one text",
        ),
    },
}  # fmt: skip
