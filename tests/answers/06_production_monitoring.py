"""Right and wrong answers to 6.1, which the check of the four incidents is tested with."""

from __future__ import annotations

WITH_PARTS = """
ON_TIME = '''
    WITH at_desk AS (SELECT * FROM journal WHERE decision = 'desk'),
    told AS (SELECT request_id, position, min(known_at_ms) AS known FROM labels
             WHERE source = 'desk' GROUP BY request_id, position)
    SELECT at_desk.day AS day,
           sum(CASE WHEN told.known <= at_desk.at_ms + 60 * 60 * 1000 THEN 1.0 ELSE 0.0 END)
           / count(*) AS value
    FROM at_desk LEFT JOIN told USING (request_id, position)
    GROUP BY at_desk.day ORDER BY at_desk.day DESC
'''
REQUESTS = '''
    WITH requests AS (SELECT day, request_id, max(latency_ms) AS took, count(*) AS n
                      FROM journal GROUP BY 1, 2)
    SELECT day, sum(took) / count(*) AS value FROM requests WHERE n <= 6 GROUP BY day
'''

def investigate():
    share = "SELECT day, avg(CASE WHEN {} THEN 1 ELSE 0 END) AS value FROM journal GROUP BY day"
    rows = [
        ("slow_dependency", 25, REQUESTS, "time_out"),
        ("hue_in_radians", 13, share.format("json_extract(card, '$.scan_hue_deg') < 6.3"), "mend_the_sender"),
        ("late_labels", 20, ON_TIME, "restart_label_job"),
        ("rolled_back", 18, share.format("model_version = '1.0.0'"), "roll_back"),
    ]
    keys = ["cause", "first_bad_minute", "evidence_query", "fix"]
    return {f"incident_{at}": dict(zip(keys, row)) for at, row in enumerate(rows, start=1)}
"""
DAY_BY_DAY = """
def investigate():
    small = "SELECT round(avg(ms), 2) FROM (SELECT max(latency_ms) AS ms FROM journal WHERE day = {day} GROUP BY request_id HAVING count(*) < 7)"
    hue = "SELECT 1.0 * count(*) / (SELECT count(*) FROM journal WHERE day = {day}) FROM journal WHERE day = {day} AND CAST(card ->> '$.scan_hue_deg' AS REAL) < 6.3"
    old = "SELECT total(model_version != '1.1.0') / count(*) FROM journal WHERE day = {day}"
    late = '''SELECT avg((SELECT count(*) FROM labels AS l WHERE l.request_id = j.request_id
        AND l.position = j.position AND l.source = 'desk' AND l.known_at_ms - j.at_ms <= 3600000))
        FROM journal AS j WHERE day = {day} AND decision = 'desk' '''

    def both(query):
        return " UNION ALL ".join(f"SELECT {day}, ({query.format(day=day)})" for day in (1, 2))

    return {
        "incident_4": dict(cause="rolled_back", first_bad_minute=17, evidence_query=both(old), fix="roll_back"),
        "incident_2": dict(cause="hue_in_radians", first_bad_minute=11, evidence_query=both(hue), fix="mend_the_sender"),
        "incident_3": dict(cause="late_labels", first_bad_minute=22, evidence_query=both(late), fix="restart_label_job"),
        "incident_1": dict(cause="slow_dependency", first_bad_minute=27, evidence_query=both(small), fix="time_out"),
    }
"""
# A minute later than the first bad one: the bar, which mutants are made of.
AT_THE_BAR = """
def investigate():
    return {
        "incident_1": {"cause": "slow_dependency", "first_bad_minute": 27, "evidence_query": '''
            SELECT day, avg(ms) FROM (
                SELECT day, max(latency_ms) AS ms, count(*) AS cards FROM journal
                GROUP BY day, request_id
            ) WHERE cards < 7 GROUP BY day''', "fix": "time_out"},
        "incident_2": {"cause": "hue_in_radians", "first_bad_minute": 13, "evidence_query": '''
            SELECT day, avg(card ->> 'scan_hue_deg' < 6.3) FROM journal GROUP BY day''',
            "fix": "mend_the_sender"},
        "incident_3": {"cause": "late_labels", "first_bad_minute": 22, "evidence_query": '''
            SELECT day, avg(EXISTS (SELECT 1 FROM labels WHERE labels.request_id = journal.request_id
                AND labels.position = journal.position AND source = 'desk'
                AND known_at_ms - at_ms <= 3600000))
            FROM journal WHERE decision = 'desk' GROUP BY day''', "fix": "restart_label_job"},
        "incident_4": {"cause": "rolled_back", "first_bad_minute": 18, "evidence_query": '''
            SELECT day, avg(model_version <> '1.1.0') FROM journal GROUP BY day''',
            "fix": "roll_back"},
    }
"""


def but(*changes: tuple[str, str]) -> str:
    """The answer at the bar, with other words in it."""
    text = AT_THE_BAR
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


RIGHT = {
    "6.1": {"parts of a query": WITH_PARTS, "day by day": DAY_BY_DAY, "at the bar": AT_THE_BAR}
}
WRONG = {
    "6.1": {
        "an incident is missing": (
            "def investigate():\n    return {'incident_1': {}}",
            "the incidents are incident_1, incident_2, incident_3, incident_4",
        ),
        "a field is missing": (but((', "fix": "time_out"', "")), "incident_1 has ['cause'"),
        "a cause in words": (
            but(('"cause": "rolled_back"', '"cause": "bad model"')),
            "cause of incident_4 is 'bad model'; it is one of hue_in_radians",
        ),
        "a fix in words": (
            but(('"fix": "roll_back"', '"fix": "rollback"')),
            "fix of incident_4 is 'rollback'; it is one of roll_back, restart",
        ),
        "a minute as text": (
            but(('"first_bad_minute": 18', '"first_bad_minute": "18"')),
            "first_bad_minute of incident_4 is '18'; a whole number is needed",
        ),
        "a bool for a minute": (
            but(('"first_bad_minute": 18', '"first_bad_minute": True')),
            "first_bad_minute of incident_4 is True; a whole number is needed",
        ),
        "the late labels are taken for the model": (
            but(('"late_labels"', '"rolled_back"')),
            "Of the cards that have a label, are fewer right",
        ),
        "the scanners are taken for the model": (
            but(('"hue_in_radians"', '"double_softmax"')),
            "incident_2: double_softmax? Its evidence was 1 on the day before and 1 on the bad day",
        ),
        "a slow request is taken for slow cards": (
            but(('"slow_dependency"', '"model_loaded_per_card"')),
            "Do requests of few cards take as long as those of many",
        ),
        "one type is taken for another unit": (
            but(('"rolled_back"', '"unit_change"')),
            "incident_4: unit_change? Its evidence was 0 on the day before and 0 on the bad day",
        ),
        "a minute of the first two hints": (
            but(('"first_bad_minute": 22', '"first_bad_minute": 23')),
            "first_bad_minute of incident_3 is 23; cards before it are bad, too",
        ),
        "a minute too early": (
            but(('"first_bad_minute": 13', '"first_bad_minute": 10')),
            "first_bad_minute of incident_2 is 10; its cards are as on the day before",
        ),
        "a division of whole numbers": (
            but(
                (
                    "avg(model_version <> '1.1.0')",
                    "sum(model_version <> '1.1.0') / count(*)",
                )
            ),
            "asked of incident_4, says 0 for day 2",
        ),
        "labels that came late are left out": (
            but(
                (
                    "avg(EXISTS (SELECT 1 FROM labels WHERE labels.request_id = journal.request_id\n",
                    "avg(EXISTS (SELECT 1 FROM labels WHERE labels.request_id = journal.request_id)) FROM journal JOIN labels USING (request_id, position) WHERE source = 'desk' AND known_at_ms - at_ms <= 3600000 GROUP BY day -- ",
                ),
                (
                    "AND labels.position = journal.position AND source = 'desk'\n"
                    "                AND known_at_ms - at_ms <= 3600000))\n"
                    "            FROM journal WHERE decision = 'desk' GROUP BY day''', \"fix\": \"restart",
                    "''', \"fix\": \"restart",
                ),
            ),
            "asked of incident_3, says 1 for day 2",
        ),
        "the mean over cards and not over requests": (
            but(("WHERE cards < 7 GROUP BY day", "GROUP BY day")),
            "evidence_query of incident_1, asked of incident_1, says",
        ),
        "the bad day alone": (
            but(
                (
                    "avg(card ->> 'scan_hue_deg' < 6.3) FROM journal",
                    "avg(card ->> 'scan_hue_deg' < 6.3) FROM journal WHERE day = 2",
                )
            ),
            "gives 1 rows, of the days [2]; one of day 1 and one of 2 are needed",
        ),
        "no day": (
            but(("SELECT day, avg(model_version", "SELECT avg(model_version")),
            "gives 1 columns, and day and value are needed",
        ),
        "a column that there is not": (
            but(("avg(model_version <> '1.1.0')", "avg(version <> '1.1.0')")),
            "evidence_query of incident_4 does not run: no such column: version",
        ),
        "numbers that were read off": (
            but(
                (
                    "SELECT day, avg(model_version <> '1.1.0') FROM journal GROUP BY day",
                    "SELECT 1, 0.0 UNION ALL SELECT 2, (SELECT avg(minute >= 17) FROM journal WHERE day = 2)",
                )
            ),
            "Here it is right, and elsewhere not",
        ),
        "a rollback for labels": (
            but(('"restart_label_job"', '"roll_back"')),
            "labels_on_time was 1 without the incident, 0 with it, and after the action 0",
        ),
        "a restart for the register": (
            but(('"time_out"', '"restart"')),
            "fix of incident_1 is restart: median_ms was",
        ),
        "the contract for a hue that keeps it": (
            but(('"mend_the_sender"', '"contract_on"')),
            "fix of incident_2 is contract_on: accuracy was",
        ),
        "nobody is served any more": (
            but(('"mend_the_sender"', '"stop_the_sender"')),
            "nobody was answered any more",
        ),
        "labels that are waited for": (
            but(('"restart_label_job"', '"wait_for_labels"')),
            "The morning's labels came; whose will be late tomorrow",
        ),
        "a new model for old weights": (
            but(('"fix": "roll_back"', '"fix": "retrain"')),
            "until then the old weights stay in place",
        ),
        "the log's clock": (
            but(
                (
                    """SELECT day, max(latency_ms) AS ms, count(*) AS cards FROM journal
                GROUP BY day, request_id
            ) WHERE cards < 7""",
                    """SELECT DISTINCT journal.day AS day, journal.request_id, log.ms, log.cards AS cards
                FROM log JOIN journal USING (request_id)
            ) WHERE cards < 7""",
                )
            ),
            "the table's measure is",
        ),
        "trained on the fault": (
            but(('"mend_the_sender"', '"retrain"')),
            "fix of incident_2 is retrain: accuracy was",
        ),
    }
}
