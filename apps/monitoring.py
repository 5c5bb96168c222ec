# /// script
# requires-python = ">=3.11"
# dependencies = ["marimo>=0.25.2", "altair", "ml-engineering-course", "polars"]
#
# [tool.uv]
# exclude-newer = "2026-11-15T00:00:00Z"
# override-dependencies = ["nvidia-nccl-cu12 ; sys_platform == 'never'"]
#
# [tool.uv.sources]
# ml-engineering-course = { path = "..", editable = true }
# ///

import marimo

__generated_with = "0.25.2"
app = marimo.App(app_title="Cards at the gate", width="medium")

with app.setup(hide_code=True):
    import contextlib
    import json
    import math
    import time
    from datetime import UTC, datetime, timedelta
    from pathlib import Path

    import altair as alt
    import marimo as mo
    import polars as pl

    from cardshop.evaluation import DESK_USD
    from cardshop.journal import JournalError
    from cardshop.monitoring.overview import count, look_over, promises_of
    from cardshop.monitoring.windows import PAGE_ROWS, as_journal, ends, panels, requests
    from classroom.charts import bars, curves
    from classroom.display import code, figure, wrapped

    ROOT = Path(__file__).parents[1]
    INCIDENTS, RUNBOOK = ROOT / "data" / "incidents", ROOT / "docs" / "runbook.md"
    MINUTE_MS, HOUR_MS, DAY_MS = 60_000, 3_600_000, 86_400_000
    # How far back, and how wide a slot of the panels is; "all" takes the journal's own length.
    WINDOWS = {
        "last hour": (HOUR_MS, MINUTE_MS),
        "last day": (DAY_MS, 15 * MINUTE_MS),
        "last 14 days": (14 * DAY_MS, 6 * HOUR_MS),
        "all": (0, 0),
    }
    AS_OF = {"now": 0, "the newest card": 1, "a day after it": 2}
    SEVERITY = {"page": ("PAGE: act now", "danger"), "ticket": ("Ticket: this morning", "warn")}
    VERDICT = {"kept": "success", "broken": "danger", "not known": "neutral"}


@app.function(hide_code=True)
def clock(at_ms: int) -> str:
    """A moment in words, UTC."""
    try:
        moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=at_ms)
    except OverflowError:
        return f"{at_ms} ms after 1970"
    return f"{moment:%Y-%m-%d %H:%M} UTC"


@app.function(hide_code=True)
def ago(from_ms: int, until_ms: int) -> str:
    """How long before, in words."""
    hours = (until_ms - from_ms) / HOUR_MS
    return f"{hours:.1f} hours" if hours < 48 else f"{hours / 24:.1f} days"


@app.function(hide_code=True)
def runbook_of(anchor: str) -> str:
    """The section of the runbook behind an anchor, its headings two levels down."""
    for part in RUNBOOK.read_text("utf-8").split("\n## ")[1:]:
        title, _, text = part.partition("\n")
        if title.strip().lower().replace(" ", "-") == anchor:
            return text.strip()
    return "The runbook has no such section."


@app.function(hide_code=True)
def over_time(seen, names, *, unit, until_ms, marks):
    """Lines of columns of the slots against time, versions marked; words where none is drawn."""
    long = seen.select("from_ms", *names).unpivot(index="from_ms", variable_name="line")
    long = long.drop_nulls().with_columns(
        line=pl.col("line").replace(names), hours=(pl.col("from_ms") - until_ms) / HOUR_MS
    )
    if long.is_empty():
        return mo.md(f"*Too few cards for {', '.join(names.values())}.*")
    titles = (f"hours before {clock(until_ms)}", unit)
    chart, reading = curves(long, x="hours", y="value", series="line", titles=titles)
    top = long.sort("value", descending=True).row(0, named=True)
    reading += f" Highest: {top['line']}, {top['value']:,.3g} at {clock(top['from_ms'])}."
    if marks.is_empty():
        return figure(chart, reading)
    told = marks.select(
        hours=(pl.col("from_ms") - until_ms) / HOUR_MS,
        label=pl.lit("from here ") + pl.col("versions"),
    )
    reading += " ".join(
        f" From {clock(one['from_ms'])} on: {one['versions']}." for one in marks.to_dicts()
    )
    rule = alt.Chart(told).mark_rule(strokeDash=[2, 3], strokeWidth=2, color="#d9730d")
    rule = rule.encode(x="hours:Q", tooltip=["label:N"])
    kept = {"width": chart.width, "height": chart.height, "usermeta": chart.usermeta}
    # These two belong to the outermost chart alone.
    plain = chart.copy(deep=False)
    plain.usermeta = plain.description = alt.Undefined
    return figure(alt.layer(plain, rule).properties(**kept, description=reading), reading)


@app.cell(hide_code=True)
def _():
    mo.md("""
    # Cards at the gate

    What the service promised, what it kept, what has to be done, and every card behind a number.
    A *good* answer comes within 100 ms and is no failure. All times are UTC.
    """)
    return


@app.cell(hide_code=True)
def _():
    told = mo.cli_args()
    example = told.get("example") or (None if told.get("journal") else 1)
    journal_path, labels_path = told.get("journal"), told.get("labels")
    if example is not None:
        journal_path = str(INCIDENTS / f"incident_{example}_journal.parquet")
        labels_path = str(INCIDENTS / f"incident_{example}_labels.parquet")
    recorded = journal_path.endswith(".parquet")
    return journal_path, labels_path, recorded


@app.cell(hide_code=True)
def _(journal_path):
    # A recorded journal is copied into SQLite once; the copy goes when this page closes.
    opened, source = contextlib.ExitStack(), journal_path
    with contextlib.suppress(JournalError):
        source = opened.enter_context(as_journal(journal_path))
    return opened, source


@app.cell(hide_code=True)
def _(recorded):
    as_of = mo.ui.dropdown(
        list(AS_OF), value="the newest card" if recorded else "now", label="Look as of"
    )
    again = mo.ui.button(value=0, on_click=lambda times: times + 1, label="Look again")
    shortest = "last hour" if recorded else "last day"
    window = mo.ui.dropdown(list(WINDOWS), value=shortest, label="Window of the panels")
    mo.hstack([as_of, window, again], justify="start", wrap=True, gap=1)
    return again, as_of, window


@app.cell(hide_code=True)
def _(again, as_of, source):
    looks = again.value
    now_ms = time.time_ns() // 1_000_000
    first_ms, last_ms = ends(source, now_ms=now_ms)
    choice = AS_OF[as_of.value] if last_ms is not None else 0
    until_ms = now_ms if choice == 0 else last_ms + 1 + (choice - 1) * DAY_MS
    counted = count(source, until_ms=until_ms)
    return counted, first_ms, looks, until_ms


@app.cell(hide_code=True)
def _(counted, journal_path, until_ms):
    if isinstance(counted, str):
        first_words = f"**Nobody can see what the service does.** {counted}"
    else:
        _good, _, _desk = promises_of(counted.month, until_ms).to_dicts()
        first_words = (
            f"**{counted.day.cards:,}** cards in 24 hours, **{counted.month.cards:,}** in 30 days. "
        )
        if _good["value"] is not None:
            first_words += (
                f"The promise of good answers is **{_good['verdict']}**: {_good['value']:.3%} good, "
                f"{_good['limit']:.1%} promised. To the desk: {_desk['value']:.1%}."
            )
    mo.md(f"As of **{clock(until_ms)}**, `{Path(journal_path).name}`. {first_words}")
    return


@app.cell(hide_code=True)
def _(counted, labels_path, looks, source, until_ms):
    given = None if isinstance(counted, str) else counted
    seen = look_over(source, until_ms=until_ms, labels_path=labels_path, counted=given)
    pages = sum(one.severity == "page" for one in seen.alerts)
    checked = f"Look {looks + 1}. Pages: {pages}; tickets: {len(seen.alerts) - pages}."
    return checked, seen


@app.cell(hide_code=True)
def _(seen):
    def share(value, digits=1):
        return "not known" if value is None else f"{value:.{digits}%}"

    def in_words(row):
        reach = "" if row["low"] is None else f"{row['low']:.1%} to {row['high']:.1%}; "
        return f"{row['verdict']}; {reach}limit {row['limit']:.1%}; {row['note']}"

    promised = {one["promise"]: one for one in seen.promises.to_dicts()}
    audit = None if seen.delay is None else seen.delay.row(0, named=True)["newest_hours"]
    age = "no audit label came" if audit is None else f"newest audit label {audit:.1f} h old"
    left = seen.budget.left
    budget_words = f"{seen.budget.bad:,} bad of {seen.budget.allowed:,.0f} allowed"
    cost, cost_words = "not known", "needs labels of the audit"
    if seen.dollars is not None:
        cost = f"${seen.dollars.total_usd:.4f}"
        cost_words = f"{seen.dollars.low_usd:.4f} to {seen.dollars.high_usd:.4f}, 14 days; all to the desk: {DESK_USD:.2f}"
    good, misfiles, at_desk = (promised[one] for one in ("good", "misfiled", "desk share"))
    stats = [
        mo.stat(share(good["value"], 3), label="Good answers", caption=good["verdict"]),
        mo.stat(share(left, 0), label="Error budget left", caption="of 30 days"),
        mo.stat(share(at_desk["value"]), label="Desk share", caption=at_desk["verdict"]),
        mo.stat(cost, label="Dollars a card", caption="by audit, 14 days"),
        mo.stat(share(misfiles["value"]), label="Misfiled, by audit", caption=misfiles["verdict"]),
    ]
    details = [
        f"Good answers: {in_words(good)}; budget: {budget_words}.",
        f"Desk share: {in_words(at_desk)}.",
        f"Dollars a card: {cost_words}.",
        f"Misfiled: {in_words(misfiles)}; {age}.",
        *seen.notes,
    ]
    notes = mo.md("\n".join(f"- {one}" for one in details))
    mo.vstack([mo.md("## The promise"), mo.hstack(stats, wrap=True, justify="start"), notes])
    return


@app.cell(hide_code=True)
def _(checked, seen):
    def told_of(alert):
        severity, kind = SEVERITY[alert.severity]
        head = mo.md(f"**{severity}: {alert.subject}.** {alert.evidence}")
        anchor = alert.runbook.partition("#")[2]
        more = {
            f"First look: a query ({alert.subject})": code(alert.first_look, "sql"),
            f"Runbook: {alert.runbook}": wrapped(runbook_of(anchor)),
        }
        return mo.vstack([mo.callout(head, kind=kind), mo.accordion(more, multiple=True)])

    alarms = [told_of(one) for one in seen.alerts]
    if not alarms:
        alarms = [mo.callout(mo.md("**All quiet.** Nothing has to be done."), kind="success")]
    mo.vstack([mo.md(f"## Alerts\n\n{checked}"), *alarms])
    return


@app.cell(hide_code=True)
def _(first_ms, source, until_ms, window):
    back_ms, width_ms = WINDOWS[window.value]
    if not back_ms:
        back_ms = max(until_ms - (until_ms if first_ms is None else first_ms), HOUR_MS)
        # About sixty slots, of whole minutes.
        width_ms = math.ceil(back_ms / 60 / MINUTE_MS) * MINUTE_MS
    since_ms = until_ms - back_ms
    shown = panels(source, since_ms, until_ms, width_ms=width_ms)
    return since_ms, shown, width_ms


@app.cell(hide_code=True)
def _(seen, shown, until_ms, width_ms, window):
    slot = ago(0, width_ms) if width_ms >= HOUR_MS else f"{width_ms // MINUTE_MS} minutes"
    mo.stop(shown.slots.is_empty(), mo.md(f"## Over time\n\n{shown.note}"))
    frame, about = shown.slots, {"until_ms": until_ms, "marks": shown.changes}
    versions = "; then ".join(frame["versions"].unique(maintain_order=True))
    percents = frame.with_columns(pl.col("bad", "desk", "confidence") * 100)
    answers = {"p50_ms": "half", "p95_ms": "95 of 100", "p99_ms": "99 of 100"}
    technical = mo.vstack([
        mo.md(f"""## Over time

        {window.value.capitalize()}, in slots of {slot}. Versions, as they came: {versions}.

        ### 1. Technical: does it answer, and in time?

        Answers up to this long; the gate closes at 100 ms. A percentile needs 2, 20, 100 cards."""),
        over_time(frame, answers, unit="milliseconds", **about),
        over_time(percents, {"bad": "not good"}, unit="per cent of cards", **about),
    ])  # fmt: skip
    findings = seen.findings.with_columns(
        first_seen=pl.col("first_at_ms").map_elements(clock, return_dtype=pl.String)
    )
    found = mo.md("The last 24 hours show nothing wrong with the data.")
    if findings.height:
        found = mo.ui.table(
            findings.select("check", "column", "rows", "note", "first_seen"),
            selection=None,
            label="Findings of the last 24 hours",
        )
    drift = "Drift by harm is not measured here: no reference was given."
    if seen.shifts is not None:
        bad = seen.shifts.filter(pl.col("severity") != "none")["column"]
        drift = f"Drift by harm: {', '.join(bad) or 'nothing that costs has moved'}."
    data = mo.vstack([
        mo.md("### 2. Data: is it what was agreed?"),
        over_time(frame, {"cards": "cards"}, unit="cards a slot", **about),
        found,
        mo.md(drift),
    ])  # fmt: skip
    said = shown.types.select(
        pl.col("card_type").fill_null("none: too late"), per_cent=100 * pl.col("share")
    )
    model = mo.vstack([
        mo.md("### 3. Model: what does it say, and how surely?"),
        over_time(percents, {"confidence": "mean confidence", "desk": "desk share"}, unit="per cent", **about),
        figure(*bars(said, category="card_type", value="per_cent", unit="per cent of cards")),
    ])  # fmt: skip
    mo.vstack([technical, data, model])
    return


@app.cell(hide_code=True)
def _(seen, until_ms):
    nothing = pl.DataFrame(schema={"from_ms": pl.Int64, "versions": pl.String})
    days = seen.by_day.with_columns(pl.col("misfiled") * 100)
    audits = over_time(
        days,
        {"misfiled": "misfiled, by audit"},
        unit="per cent of audited cards, by day of filing",
        until_ms=until_ms,
        marks=nothing,
    )
    late = mo.md("No labels: how late they are is not known.")
    if seen.delay is not None:
        late = mo.ui.table(
            seen.delay.with_columns(pl.selectors.float().round(2)),
            selection=None,
            label="How late labels are, in hours",
        )
    parts = "Dollars a card are not known without audit labels."
    if seen.dollars is not None:
        parts = f"Of {seen.dollars.total_usd:.4f} dollars a card the desk takes {seen.dollars.desk_usd:.4f} and misfiles {seen.dollars.misfile_usd:.4f}, by {seen.dollars.n_audited} audited cards of 14 days."
    mo.vstack([mo.md(f"### 4. Business: what does it cost?\n\n{parts}"), audits, late])
    return


@app.cell(hide_code=True)
def _(seen, shown, since_ms, until_ms, width_ms):
    places = {f"the window of the panels, from {clock(since_ms)}": (since_ms, until_ms)}
    for _one in seen.alerts:
        places[f"alert {_one.subject}: the last day"] = (until_ms - DAY_MS, until_ms)
    if shown.slots.height:
        for _row in shown.slots.sort("from_ms", descending=True).iter_rows(named=True):
            _label = f"{clock(_row['from_ms'])}: {_row['cards']} cards, {_row['bad']:.0%} not good"
            places[_label] = (_row["from_ms"], min(_row["from_ms"] + width_ms, until_ms))
    place = mo.ui.dropdown(places, value=next(iter(places)), label="Cards of")
    only_bad = mo.ui.checkbox(label="only answers that were not good")
    mo.vstack([mo.md("## Down to single cards"), place, only_bad])
    return only_bad, place


@app.cell(hide_code=True)
def _(place, source):
    from_ms, to_ms = place.value
    minutes = {"all of it": (from_ms, to_ms)}
    if MINUTE_MS < to_ms - from_ms <= DAY_MS:
        in_minutes = panels(source, from_ms, to_ms, width_ms=MINUTE_MS).slots
        for _row in in_minutes.iter_rows(named=True):
            _label = f"{clock(_row['from_ms'])}: {_row['cards']} cards, {_row['bad']:.0%} not good"
            minutes[_label] = (_row["from_ms"], _row["from_ms"] + MINUTE_MS)
    minute = mo.ui.dropdown(minutes, value="all of it", label="Minute")
    page_number = mo.ui.number(start=1, stop=100_000, value=1, label=f"Page of {PAGE_ROWS} cards")
    mo.hstack([minute, page_number], justify="start", wrap=True, gap=1)
    return minute, page_number


@app.cell(hide_code=True)
def _(minute, only_bad, page_number, source):
    try:
        cards = requests(source, *minute.value, page=page_number.value - 1, only_bad=only_bad.value)
    except JournalError as _error:
        cards = pl.DataFrame()
        mo.output.append(mo.md(f"{_error}"))
    mo.stop(cards.is_empty(), mo.md("No card there."))
    names = {
        f"{at + 1}. {clock(row['at_ms'])[11:16]} {row['card_type'] or 'no type'}, {row['decision']} ({row['reason']})": row
        for at, row in enumerate(cards.to_dicts())
    }
    one_card = mo.ui.dropdown(names, value=next(iter(names)), label="Open one card")
    told_times = cards.with_columns(at=pl.col("at_ms").map_elements(clock, return_dtype=pl.String))
    listed = told_times.select(
        "at", "card_type", "confidence", "decision", "reason", "status", "latency_ms", "request_id"
    )
    mo.vstack([
        mo.ui.table(listed, selection=None, page_size=10, label=f"{cards.height} cards, in order of time"),
        one_card,
    ])  # fmt: skip
    return (one_card,)


@app.cell(hide_code=True)
def _(one_card):
    row = one_card.value
    answer = {name: value for name, value in row.items() if name != "card"}
    try:
        sent = json.dumps(json.loads(row["card"]), indent=2, ensure_ascii=False)
    except (TypeError, ValueError):
        sent = f"no text of the card that can be read: {row['card']!r}"
    mo.vstack([
        mo.md(f"### One card\n\nAnswered **{row['card_type'] or 'with no type'}**, {row['decision']} because {row['reason']}, after {row['latency_ms']:.1f} ms."),
        mo.md("What was sent:"),
        code(sent, "json"),
        mo.md("What was answered:"),
        code(json.dumps(answer, indent=2), "json"),
    ])  # fmt: skip
    return


if __name__ == "__main__":
    app.run()
