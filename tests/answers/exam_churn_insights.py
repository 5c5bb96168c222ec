"""Right and wrong answers to the exam `churn`, question churn-2: who leaves."""

from __future__ import annotations

CLAIMS = """
def insights(contracts):
    import numpy as np

    def compared(column, group, other):
        {interval}
        points = shares[0] - shares[1]
        said = {{1: "more leave", -1: "fewer leave", 0: "no difference found"}}
        return dict(column=column, group=group, other=other, share=shares[0], other_share=shares[1],
                    points=points, low=low, high=high, finding=said[(low > 0) - (high < 0)])

    def told(claim, kind, action, text):
        numbers = "{{points:.1f}} points ({{low:.1f}} to {{high:.1f}})".format(**claim)
        return claim | dict(kind=kind, action=action, text=text.replace("NUMBERS", numbers))

    return [
        told(compared({first}), "{kind}", "{action}", "{text}"),
        told(compared("payment", ["invoice"], ["card", "transfer"]), "find out",
             "Ask those who pay by invoice why they chose it.",
             "Households that pay by invoice leave more often than all the others, by NUMBERS."),
        told(compared("monthly_usd", [30, None], [6, 29.99]), "{second_kind}",
             "Look first at the bills of those with a high tariff.",
             "Where the tariff is 30 dollars or more, the share that leaves is higher by NUMBERS."),
        told(compared("{region}", {regions}), "{region_kind}", "{region_action}", "{region_text}"),
    ]
"""
BY_HOUSEHOLD = """
        parts = [contracts.filter(in_group(column, part)) for part in (group, other)]
        shares = [100 * part["churned"].mean() for part in parts]
        homes = contracts["household_id"].unique(maintain_order=True)
        counts = []
        for part in parts:
            per_home = part.group_by("household_id").agg(pl.col("churned").sum(), n=pl.len())
            both = homes.to_frame().join(per_home, on="household_id", how="left",
                                         maintain_order="left").fill_null(0)
            counts.append(both.select("churned", "n").to_numpy())
        draws = np.random.default_rng(1)
        weights = draws.multinomial(len(homes), np.full(len(homes), 1 / len(homes)), size=1000)
        again = [100 * (weights @ one[:, 0]) / (weights @ one[:, 1]) for one in counts]
        low, high = (float(one) for one in np.quantile(again[0] - again[1], [0.025, 0.975]))
"""
SANDWICH = """
        inside, outside = in_group(column, group), in_group(column, other)
        rows = contracts.select("household_id", y=pl.col("churned").cast(pl.Float64) * 100,
                                a=inside.fill_null(False), b=outside.fill_null(False))
        shares = [rows.filter(name)["y"].mean() for name in ("a", "b")]
        sizes = [rows[name].sum() for name in ("a", "b")]
        gap = (pl.when("a").then((pl.col("y") - shares[0]) / sizes[0])
               .when("b").then((shares[1] - pl.col("y")) / sizes[1]).otherwise(0.0))
        totals = rows.group_by("household_id").agg(gap.sum().alias("t"))["t"].to_numpy()
        homes = len(totals)
        half = 1.96 * float(np.sqrt(homes / (homes - 1) * (totals ** 2).sum()))
        low, high = shares[0] - shares[1] - half, shares[0] - shares[1] + half
""".strip()
BY_ROW = """
        parts = [contracts.filter(in_group(column, part)) for part in (group, other)]
        shares = [100 * part["churned"].mean() for part in parts]
        variances = [s * (100 - s) / p.height for s, p in zip(shares, parts)]
        half = 1.96 * sum(variances) ** 0.5
        low, high = shares[0] - shares[1] - half, shares[0] - shares[1] + half
"""
OF_HOMES = """
        parts = [contracts.filter(in_group(column, part)) for part in (group, other)]
        homes = [p.group_by("household_id").agg(pl.col("churned").mean())["churned"] for p in parts]
        shares = [100 * one.mean() for one in homes]
        half = 196 * sum(one.var() / one.len() for one in homes) ** 0.5
        low, high = shares[0] - shares[1] - half, shares[0] - shares[1] + half
"""
TYPED = """
        known = {"term": (29.6, 15.6, 11.1, 17.0), "payment": (28.4, 21.4, 3.1, 11.0),
                 "monthly_usd": (29.6, 20.5, 5.4, 12.8), "region": (21.0, 23.6, -6.0, 0.8)}
        *shares, low, high = known[column]
"""
FIRST = "'term', ['monthly'], ['yearly', 'two years']"
TEST = "Offer a longer term to monthly households drawn by lot, and leave the other half alone."
SOUND = {
    "interval": SANDWICH,
    "first": FIRST,
    "kind": "test",
    "action": TEST,
    "text": "Of those with a monthly term more leave than of those with a longer one: NUMBERS.",
    "second_kind": "rank",
    "region": "region",
    "regions": "['South'], ['North', 'East', 'West']",
    "region_kind": "leave",
    "region_action": "Do nothing by region until there is more to go by.",
    "region_text": "Of South and rest a difference was not found: NUMBERS, and 0 is in it.",
}


def answer(**changed):
    return CLAIMS.format(**SOUND | changed)


RIGHT = {
    "churn-2": {
        "households drawn again": answer(interval=BY_HOUSEHOLD.strip()),
        "a jackknife, numbers rounded, five claims": """
def insights(contracts):
    def shares_of(groups):
        return [100 * gone / rows for gone, rows in groups]

    def claim(column, group, other, kind, action, text):
        tables = [contracts.filter(in_group(column, one)) for one in (group, other)]
        whole = [(one["churned"].sum(), one.height) for one in tables]
        a, b = shares_of(whole)
        sums = {}
        for place, one in enumerate(tables):
            for home, left in one.select("household_id", "churned").iter_rows():
                sums.setdefault(home, [[0, 0], [0, 0]])[place][0] += left
                sums[home][place][1] += 1
        left_out = []
        for parts in sums.values():
            one, two = shares_of([(w[0] - p[0], w[1] - p[1]) for w, p in zip(whole, parts)])
            left_out.append(one - two)
        n, mean = len(left_out), sum(left_out) / len(left_out)
        half = 1.96 * ((n - 1) / n * sum((one - mean) ** 2 for one in left_out)) ** 0.5
        points, low, high = round(a - b, 1), round(a - b - half, 1), round(a - b + half, 1)
        finding = "no difference found"
        if low > 0 or high < 0:
            finding = "more leave" if low > 0 else "fewer leave"
        return {"column": column, "group": group, "other": other, "share": round(a, 1),
                "other_share": round(b, 1), "points": points, "low": low, "high": high,
                "finding": finding, "kind": kind, "action": action,
                "text": f"{text} Difference: {points} points, 95 % interval {low} to {high}."}

    return [
        claim("months_customer", (13, 96), (1, 12), "rank",
              "Call households in their first year before the others.",
              "After the first 12 months fewer contracts are given notice than before."),
        claim("support_calls_90d", [2, 8], [0, 1], "find out",
              "Listen to the recorded calls of those who called twice or more.",
              "Who called the support two or more times in 90 days leaves more often."),
        claim("term", ["two years"], ["monthly"], "test",
              "Draw families at random among the monthly ones; half may switch to two years "
              "at the old price, half are not asked.",
              "A contract of two years is left less often than a monthly one. Whether the term "
              "causes that cannot be seen here."),
        claim("region", ["North", "West", "East"], ("South",), "find out",
              "Look at the same comparison again in next month's table.",
              "Outside the South somewhat more leave, but chance alone does as much."),
        claim("distance_km", [None, 5], [5.01, None], "leave",
              "Treat near and distant households alike.",
              "Between those near a shop and the others nothing clear was found."),
    ]
""",
        "sandwich from residuals, other columns": answer(
            interval=SANDWICH,
            first="'paid_usd', [None, 300], [300.01, None]",
            kind="rank",
            action="Write first to those who have paid little so far.",
            text="Who has paid at most 300 dollars so far leaves more often: NUMBERS.",
        ),
        "two samples of households, each drawn alone": answer(
            interval="""
        shares, again = [], []
        draws = np.random.default_rng(7)
        for part in (group, other):
            homes = contracts.filter(in_group(column, part)).group_by(
                "household_id", maintain_order=True).agg(pl.col("churned").sum(), n=pl.len())
            left, rows = homes["churned"].to_numpy(), homes["n"].to_numpy()
            picks = draws.integers(len(rows), size=(1000, len(rows)))
            shares.append(100 * float(left.sum() / rows.sum()))
            again.append(100 * left[picks].sum(axis=1) / rows[picks].sum(axis=1))
        half = 1.96 * float((again[0] - again[1]).std())
        low, high = shares[0] - shares[1] - half, shares[0] - shares[1] + half
""".strip(),
            first="'complaints_180d', [1, None], [0, 0]",
            kind="find out",
            action="Find out what the complaints were about.",
            text="Whoever complained in 180 days leaves more often than the rest: NUMBERS.",
        ),
    }
}

WRONG = {
    "churn-2": {
        "an interval of rows": (
            answer(interval=BY_ROW.strip()),
            "points wide; households give 5.9. Members of a household leave together.",
        ),
        "each household counts once": (
            answer(interval=OF_HOMES.strip()),
            "The share of what: of contracts, or of households?",
        ),
        "numbers typed in": (
            answer(interval=TYPED.strip()),
            "Of every second household, share of claim 1 is 29.6; the rows give",
        ),
        "the other group first": (
            answer(interval=SANDWICH + "\n        shares = shares[::-1]"),
            "which group comes first?",
        ),
        "an interval of 99 %": (
            answer(interval=SANDWICH.replace("1.96", "2.58")),
            "Which part of the difference do you count twice?",
        ),
        "an interval around nothing": (
            answer(
                interval=SANDWICH
                + "\n        low, high = low - shares[0] + shares[1], high - shares[0] + shares[1]"
            ),
            "Around which number does an interval lie?",
        ),
        "groups by the offer": (
            answer(first="'retention_offer', [1, None], [0, 0]"),
            "Claim 1 groups by retention_offer, and it is offered after notice was given",
        ),
        "groups by a key": (
            answer(first="'household_id', ['H00001'], ['H00002']"),
            "a key groups nothing that comes again",
        ),
        "a word that is no word": (
            answer(first="'term', ['yearly', 'weekly'], ['monthly']"),
            "The group of claim 1 holds 'weekly'; the words are monthly, two years, yearly.",
        ),
        "groups that overlap": (
            answer(first="'term', ['monthly'], ['monthly', 'yearly', 'two years']"),
            "contracts stand in both groups. Whom does the difference compare with whom?",
        ),
        "a group of a few": (
            answer(first="'support_calls_90d', [5, None], [0, 4]"),
            "contracts; 100 are the least. Whom could somebody act on there?",
        ),
        "an offer that is no test": (
            answer(kind="rank", action="Offer a discount to all households with a monthly term."),
            "that is an effect, and its kind is 'rank'",
        ),
        "an action that promises": (
            answer(kind="find out", action="Call the monthly ones, which reduces the notices."),
            "The action of claim 1 says 'reduces'",
        ),
        "a test that draws nobody": (
            answer(action="Offer a longer term to all monthly households and count the notices."),
            "draws nobody by chance. With whom will those who get it be compared?",
        ),
        "a test that draws contracts": (
            answer(action="Offer a longer term to a random half of the monthly contracts."),
            "does not say that households are drawn",
        ),
        "a cause": (
            answer(text="A monthly term leads to more notices than a longer one: NUMBERS."),
            "says 'leads to': the table shows who leaves, not why.",
        ),
        "a difference without its interval": (
            answer(text="Those with a monthly term leave far more often than all of the others."),
            "The text of claim 1 does not state points",
        ),
        "a number from nowhere": (
            answer(text="Monthly contracts leave more often, by NUMBERS, that is 431 in a year."),
            "says 431, and no field of the claim does",
        ),
        "no difference taken for none": (
            answer(region_text="The region has no effect on who leaves: NUMBERS, and 0 is in it."),
            "says 'no effect', and the interval still allows 6.",
        ),
        "acts on what was not found": (
            answer(region_kind="rank", region_action="Call the South last, the others first."),
            "Claim 4 found no difference, and its action is a 'rank'.",
        ),
        "calls a difference what is none": (
            answer().replace("(low > 0) - (high < 0)", "1 if points > 0 else -1"),
            "and you say 'fewer leave'. On which side of 0",
        ),
        "two columns": (
            answer(second_kind="leave"),
            "found and is acted on: 2; 3 are asked for ('leave' does not count).",
        ),
        "nothing about the regions": (
            answer(region="device", regions="['phone'], ['tablet', 'router']"),
            "no claim compares the South with all three other regions. Its hours",
        ),
        "the South against one other region": (
            answer(regions="['South'], ['North']"),
            "no claim compares the South with all three other regions. Its hours",
        ),
        "another region against the rest": (
            answer(regions="['East'], ['North', 'South', 'West']"),
            "no claim compares the South with all three other regions. Its hours",
        ),
        "cuts where nothing was found": (
            answer(
                region_action="Shorten the hours of the call desk in the South, as sales has "
                "proposed."
            ),
            "No difference was found, and the action of claim 4 says 'Shorten' all the same.",
        ),
        "asks, and cuts where nothing was found": (
            answer(region_kind="find out", region_action="Close the call desk of the South early."),
            "the action of claim 4 says 'Close' all the same. What would 'find out'",
        ),
        "a test that denies its draw": (
            answer(
                action="Nobody is drawn by chance: all monthly households are offered the longer "
                "term."
            ),
            "draws nobody by chance. With whom will those who get it be compared?",
        ),
        "a chance that is no draw": (
            answer(
                action="Offer a longer term to all monthly households, for there is a good chance "
                "that many stay."
            ),
            "draws nobody by chance. With whom will those who get it be compared?",
        ),
        "leaves no room for what was missed": (
            answer(
                region_text="Households leave equally in all the regions of the table: NUMBERS, "
                "and 0 is in it."
            ),
            "says 'leave equally', and the interval still allows 6.",
        ),
        "the difference told the other way round": (
            answer(
                text="Of the two the first group is the more loyal one and leaves less: NUMBERS."
            ),
            "says 'first group is the more loyal', and its finding is 'more leave'.",
        ),
        "an effect hoped for": (
            answer(
                kind="rank",
                action="Answer the calls of the monthly ones, so that fewer contracts leave.",
            ),
            "says 'so that fewer contracts leave': that is an effect, and its kind is 'rank'",
        ),
        "an interval of 90 %": (
            answer(interval=SANDWICH.replace("1.96", "1.645")),
            "points wide; households give 5.9. Members of a household leave together. "
            "How many independent things are there? Or are its ends not those of 95 %?",
        ),
        "the same groups twice": (
            answer().replace(
                "return [",
                """return [
        told(compared("term", ["monthly"], ["yearly", "two years"]), "find out",
             "Ask the monthly ones why.",
             "Again more of the monthly ones leave than of all the others: NUMBERS."),""",
            ),
            "Two claims compare the same groups.",
        ),
        "the same text twice": (
            answer(
                text="Households that pay by invoice leave more often than all the others, "
                "by NUMBERS."
            ),
            "The texts of claims 1 and 2 differ in their numbers alone. Which group does",
        ),
        "three claims": (
            answer().rstrip() + "[:3]\n",
            "You return 3 claims; 4 to 8 are asked for.",
        ),
        "a field forgotten": (
            answer().replace("dict(kind=kind, ", "dict("),
            "In claim 1, 'kind' is 'None'. Is a text, a list or a number",
        ),
    }
}
