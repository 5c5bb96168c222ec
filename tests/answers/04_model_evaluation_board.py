"""Right and wrong answers to question 4.4c, the report to the review board."""

from __future__ import annotations

# The numbers are computed as an answer would, so that no copy of them can age.
HEAD = """
def board():
    scored = scored_cards("test")
    drawn = redraw_lines(scored["line_id"].to_numpy(), seed=0)
    filed = scored["confidence"] >= 0.75
    said = scored.select(pl.when(filed).then("predicted")).to_series()
    model = filing_usd(scored["card_type"], said)
    rule = filing_usd(scored["card_type"], scored["rule_type"])
    right = accuracy_interval(scored["card_type"], scored["predicted"], drawn)
    saved = mean_interval((rule - model) * 3_000_000, drawn)
    a, a_low, a_high = right[:3]
    s, s_low, s_high = saved[:3]
    lines_of = scored.group_by("card_type").agg(pl.col("line_id").n_unique())
    dragon_lines = dict(lines_of.iter_rows())["Dragon"]
    worst_lines = scored.filter(grading_company="Apex")["line_id"].n_unique()
    text = f\"\"\"TEXT\"\"\"
    return {
        "summary": {
            "accuracy": [a, a_low, a_high],
            "usd_per_card": model.mean(),
            "saving_usd_year": [s, s_low, s_high],
        },
        "card": {
            "intended_use": "uncatalogued prints",
            "not_for": ["pricing"],
            "cards": 3031,
            "lines": 136,
            "worst": "grading_company=Apex",
            "no_claim": ["Dragon", "Fairy", "Lightning", "Metal"],
            "limit": "next year's cards",
        },
        "recommendation": "deploy",
        "without_partner": "iterate",
        "text": text,
    }
"""
SUMMARY = """Deploy it, as long as the partner's cards come. Of cards from lines that it has not seen the model
names {a:.1%} rightly; with other lines that could have been {a_low:.1%} or {a_high:.1%}. Compared to the
rule of the first word we would save ${s:,.0f} in a year, and it may be as little as ${s_low:,.0f} or
as much as ${s_high:,.0f}."""
CARD = """The model is for prints that are in no catalogue; it says nothing about what a card is worth. It was
tested on 3,031 cards of 136 lines. Where a card lies in the plastic of Apex it does worst, and is right
about seven times in ten. We cannot speak about Fairy, Lightning, Dragon and Metal, for want of lines."""
RISKS = """The plastic may blur what the model reads; we would see that in the audit, and send such cards to the
desk. A Dragon in the wrong bin costs more than most cards. And the species that are printed next year have
not been in any test, so that the audit of filed cards is what we will look at every morning."""
ADVICE = """We ask you to deploy the model and to keep the rule behind it. Each of the bars holds, even at the bad end
of its range: money, quality and the desk. If the partner leaves, the saving no longer pays for sure, and
then we would rather iterate."""
HEADINGS = ("## Summary", "## Model card", "## Risks", "## Recommendation")


def written(*parts: str, headings: tuple[str, ...] = HEADINGS) -> str:
    """A text of these parts under the headings."""
    return "".join(f"\n{head}\n{part}\n" for head, part in zip(headings, parts, strict=True))


SOUND = written(SUMMARY, CARD, RISKS, ADVICE)


def saying(text: str = SOUND, **changed: str) -> str:
    """An answer with this text, and with fields replaced by other code."""
    source = HEAD.replace("TEXT", text)
    for field, code in changed.items():
        at = source.index(f'"{field}": ')
        source = source[:at] + f'"{field}": {code},' + source[source.index("\n", at) :]
    return source


ROUNDED = {
    "accuracy": "[round(one, 3) for one in right[:3]]",
    "saving_usd_year": "tuple(round(one, -3) for one in saved[:3])",
    "usd_per_card": "0.080",
}
IN_PER_CENT = (
    SUMMARY.replace("{a:.1%}", "{100 * a:.0f} %")
    .replace("{a_low:.1%}", "{100 * a_low:.0f} %")
    .replace("{a_high:.1%}", "{100 * a_high:.0f} %")
)
IN_THOUSANDS = (
    IN_PER_CENT.replace("${s:,.0f}", "{s / 1000:.0f} thousand dollars")
    .replace("${s_low:,.0f}", "{s_low / 1000:.0f} thousand")
    .replace("${s_high:,.0f}", "{s_high / 1000:.0f} thousand")
)
IN_K = (
    IN_PER_CENT.replace("{s:,.0f}", "{s / 1000:.0f}k")
    .replace("{s_low:,.0f}", "{s_low / 1000:.1f}k")
    .replace("{s_high:,.0f}", "{s_high / 1000:.0f}K")
)
ANOTHER = """Iterate: the model is not ready. It names {a:.1%} of the cards, between {a_low:.1%} and {a_high:.1%}, and
the ${s:,.0f} that it would save in a year may be ${s_low:,.0f} or ${s_high:,.0f}, which is less than what it
costs to run the model in a year."""
RIGHT = {
    "4.4c": {
        "a careful colleague": saying(),
        "rounded": saying(written(IN_THOUSANDS, CARD, RISKS, ADVICE), **ROUNDED),
        "rounded in the text alone": saying(
            written(
                SUMMARY.replace("{s:,.0f}", "{round(s, -3):,.0f}")
                .replace("{s_low:,.0f}", "{round(s_low, -3):,.0f}")
                .replace("{s_high:,.0f}", "{round(s_high, -3):,.0f}"),
                CARD, RISKS, ADVICE,
            )
        ),
        "in whole per cent": saying(
            written(IN_PER_CENT, CARD + " Cards at the desk, 32 % of all, were scored, too.", RISKS, ADVICE),
            not_for='["catalogued prints", "pricing"]',
        ),
        "with the bars": saying(
            written(SUMMARY, CARD, RISKS, ADVICE + " The bars were 10 % for the misfiled, 45 % for "
                    "the desk, and the $12,000 that it costs to run the model for a year."),
            no_claim='("Metal", "Lightning", "Fairy", "Dragon")',
        ),
        "with lines and prices": saying(
            written(SUMMARY, CARD + " Apex has {worst_lines} lines, and Dragon {dragon_lines}.", RISKS,
                    ADVICE + " A card at the desk costs $0.15, a misfile $0.60, a Dragon up to $3 or $1.50."),
        ),
        "in k": saying(written(IN_K, CARD, RISKS, ADVICE + " The model costs $12k a year, on 10k cards a day.")),
    },
}  # fmt: skip
WRONG = {
    "4.4c": {
        "the empty template": (
            """
def board():
    return {"summary": {}, "card": {}, "recommendation": "", "without_partner": "", "text": ""}
""",
            "summary has no accuracy, usd_per_card, saving_usd_year",
        ),
        "a text alone": (
            'def board():\n    return {"text": "Deploy it."}\n',
            "board has no summary, card, recommendation, without_partner",
        ),
        "the task pasted": (
            saying(written(SUMMARY, CARD, RISKS, ADVICE + " Running the model costs RUN_USD_YEAR, whatever it "
                           "saves, and the board agreed on its bars before it saw a number.")),
            "The text repeats the task",
        ),
        "keywords": (
            saying(written(
                "deploy accuracy {a:.1%} {a_low:.1%} {a_high:.1%} saving ${s:,.0f} ${s_low:,.0f} ${s_high:,.0f} rule desk " * 4,
                "prints catalogue Apex lines cards Fairy Lightning Dragon Metal unseen slabs plastic tested " * 3,
                "slabs audit desk dragons cost species new train lines audit mornings risk signal action " * 3,
                "deploy bars money quality desk partner iterate rule behind fallback volume year board " * 3,
            )),
            "The text is a list of words",
        ),
        "the report on another model": (
            saying(written(ANOTHER, CARD, RISKS, "Iterate, and come back: " + ADVICE), recommendation='"iterate"'),
            "recommendation is 'iterate'. At 3,000,000 cards a year the saving lies between",
        ),
        "the right decision with another's text": (
            saying(written(ANOTHER, CARD, RISKS, ADVICE)),
            "The first sentence under '## Summary' does not name your recommendation",
        ),
        "a recommendation that comes last": (
            saying(written(SUMMARY, CARD, RISKS, "Money, quality and the desk were looked at, one by one. " + ADVICE)),
            "The first sentence under '## Recommendation' does not name",
        ),
        "nobody should": (
            saying(written("Nobody should deploy this model. " + SUMMARY.partition(". ")[2], CARD, RISKS, ADVICE)),
            "The first sentence under '## Summary' says \"Nobody\" before it names your recommendation",
        ),
        "never": (
            saying(written(SUMMARY, CARD, RISKS, "We must never deploy it. " + ADVICE)),
            "The first sentence under '## Recommendation' says \"never\" before it",
        ),
        "not ready": (
            saying(written(SUMMARY, CARD, RISKS, "You shouldn't deploy it before next year. " + ADVICE)),
            'says "shouldn\'t" before it',
        ),
        "no risk": (
            saying(written(SUMMARY, CARD, "We know of no risk at all: money, quality and the desk were looked "
                           "at, and each of them was found to be as it should be.", ADVICE)),
            "Under '## Risks' stands no event of 4.4b",
        ),
        "thousands from nowhere": (
            saying(written(SUMMARY, CARD, RISKS, ADVICE + " A competitor would save $77k.")),
            "The text says 77000, and no field",
        ),
        "the same at any volume": (
            saying(without_partner='"deploy"'),
            "without_partner is 'deploy'. At 600,000 cards a year the saving lies between $7,448",
        ),
        "abandoned without the partner": (
            saying(without_partner='"abandon"'),
            "and running costs $12,000",
        ),
        "dollars of one card": (
            saying(saving_usd_year="[one / 3_000_000 for one in saved[:3]]"),
            "saving_usd_year is 0.0300890, 0.012",
        ),
        "dollars without the partner": (
            saying(saving_usd_year="[one / 5 for one in saved[:3]]"),
            "the scored cards give another number",
        ),
        "the accuracy of the tuning lines": (
            saying(accuracy="[0.8196, 0.7697, 0.8515]"),
            "accuracy is 0.8196, 0.7697, 0.8515, and the scored cards give",
        ),
        "an estimate alone": (saying(accuracy="a"), "3 numbers are needed"),
        "a worst slice of few lines": (
            saying(worst='"card_type=Lightning"'),
            "of the slices with 20 lines or more another one",
        ),
        "a claim on every type": (saying(no_claim="[]"), "no_claim is []; other types have too few lines"),
        "the interval covers it": (
            saying(limit='"other lines of this catalogue"'),
            "drawing lines again is what the interval did",
        ),
        "for the catalogue": (saying(intended_use='"catalogued prints"'), "For which cards is it asked at all?"),
        "for no purpose": (saying(not_for="[]"), "one or both of catalogued prints, pricing fit"),
        "another order of parts": (
            saying(written(SUMMARY, RISKS, CARD, ADVICE, headings=(HEADINGS[0], HEADINGS[2], HEADINGS[1], HEADINGS[3]))),
            "What does a reader look for first?",
        ),
        "a heading with nothing under it": (
            saying(written(SUMMARY, CARD + " " + RISKS, "None are known.", ADVICE)),
            "Under '## Risks' stand 3 words",
        ),
        "no range": (
            saying(written(SUMMARY.replace("; with other lines that could have been {a_low:.1%} or {a_high:.1%}", ""), CARD, RISKS, ADVICE)),
            "The text does not state the low end of accuracy",
        ),
        "a number from nowhere": (
            saying(written(SUMMARY, CARD, RISKS, ADVICE + " Of the staff 87 % are glad.")),
            "The text says 87, and no field of yours, of 4.4a or of the bars does",
        ),
        "nobody is worst off": (
            saying(written(SUMMARY, CARD.replace("of Apex ", ""), RISKS, ADVICE)),
            "The text does not name the worst slice, Apex",
        ),
        "much too short": (
            saying(written(SUMMARY, CARD[:120] + " and so on.", RISKS[:120] + ".", ADVICE[:120] + ".")),
            "150 to 400 are asked for",
        ),
    },
}  # fmt: skip
