"""The first look of every alert: SQL on the journal's table, for SQLite; reads, changes nothing.

`{since_ms}` is where the alert's window begins. How to run one: docs/runbook.md, at its top.
"""

from __future__ import annotations

# As `levels.is_bad` and `levels.IS_FILED` say it; a test holds them together.
BAD = "status >= 500 OR latency_ms >= 100 OR reason = 'late'"
AT_DESK = f"decision <> 'file' OR {BAD}"

_BY_VERSION = (
    "SELECT strftime('%Y-%m-%d %H', at_ms / 1000, 'unixepoch') AS hour, model_version, "  # noqa: S608
    "count(*) AS cards, round(avg(confidence), 3) AS confidence, "
    f"round(avg({AT_DESK}), 3) AS desk "
    "FROM predictions WHERE at_ms >= {since_ms} "
    "GROUP BY hour, model_version ORDER BY hour"
)

# By the alert's subject, which is the runbook's anchor too.
FIRST_LOOK = {
    "budget-burn": (
        "SELECT strftime('%Y-%m-%d %H:%M', at_ms / 1000, 'unixepoch') AS minute, model_version, "  # noqa: S608
        f"count(*) AS cards, sum({BAD}) AS bad, "
        "round(max(latency_ms)) AS slowest_ms FROM predictions WHERE at_ms >= {since_ms} "
        "GROUP BY minute, model_version ORDER BY minute"
    ),
    "one-class": (
        "SELECT strftime('%Y-%m-%d %H', at_ms / 1000, 'unixepoch') AS hour, card_type, "
        "count(*) AS cards, count(DISTINCT request_id) AS requests, "
        "round(avg(confidence), 3) AS confidence FROM predictions WHERE at_ms >= {since_ms} "
        "GROUP BY hour, card_type ORDER BY hour, cards DESC"
    ),
    "no-traffic": (
        "SELECT strftime('%Y-%m-%d %H', at_ms / 1000, 'unixepoch') AS hour, count(*) AS cards, "
        "count(DISTINCT request_id) AS requests, max(at_ms) AS last_at_ms "
        "FROM predictions WHERE at_ms >= {since_ms} GROUP BY hour ORDER BY hour"
    ),
    "desk-share": _BY_VERSION,
    "misfiled": _BY_VERSION,
    "late-labels": (
        "SELECT strftime('%Y-%m-%d %H', at_ms / 1000, 'unixepoch') AS hour, "  # noqa: S608
        f"iif({AT_DESK}, 'desk', 'filed') AS went, count(*) AS cards "
        "FROM predictions WHERE at_ms >= {since_ms} GROUP BY hour, went ORDER BY hour"
    ),
    "outside-contract": (
        "SELECT cell.key, min(cell.value) AS lowest, max(cell.value) AS highest, "
        "count(*) AS cards, min(client_request_id) AS one_client "
        "FROM predictions, json_each(iif(json_valid(card), card, NULL)) AS cell "
        "WHERE at_ms >= {since_ms} GROUP BY cell.key ORDER BY cell.key"
    ),
    "schema": (
        "SELECT cell.key, typeof(cell.value) AS kind, count(*) AS cards, "
        "min(at_ms) AS first_at_ms "
        "FROM predictions, json_each(iif(json_valid(card), card, NULL)) AS cell "
        "WHERE at_ms >= {since_ms} GROUP BY cell.key, kind ORDER BY cards"
    ),
    "clock": (
        "SELECT row, at_ms, before_ms - at_ms AS back_ms FROM (SELECT rowid AS row, at_ms, "
        "lag(at_ms) OVER (ORDER BY rowid) AS before_ms FROM predictions "
        "WHERE at_ms >= {since_ms}) WHERE before_ms - at_ms > 5000 ORDER BY back_ms DESC LIMIT 20"
    ),
    "duplicated-traffic": (
        "SELECT count(DISTINCT request_id) AS requests, min(at_ms) AS first_at_ms, "
        "max(at_ms) - min(at_ms) AS apart_ms, min(client_request_id) AS one_client "
        "FROM predictions WHERE at_ms >= {since_ms} GROUP BY card HAVING requests > 1 "
        "ORDER BY requests DESC LIMIT 20"
    ),
    "drift": _BY_VERSION,
    "retraining": _BY_VERSION,
    "journal": "PRAGMA integrity_check",
}
