"""Right and wrong answers to 1.4: what the check of the last known price is tested with."""

from __future__ import annotations


def answer(query: str) -> str:
    """An answer whose body returns this query."""
    return f'def last_known_price():\n    return """{query}"""\n'


RIGHT = {
    "1.4": {
        "row numbers": answer("""
            with candidates as (
                select q.*, s.price_usd, row_number() over (
                    partition by q.quote_id order by s.sold_on desc, s.sale_id desc
                ) as place
                from quotes q
                left join sales s
                    on s.card_id = q.card_id
                    and s.sold_on < q.quoted_on
                    and s.price_usd is not null
            )
            select quote_id, card_id, quoted_on, price_usd from candidates where place = 1;
        """),
        "a subquery for each quote": answer("""
            SELECT QUOTE_ID, CARD_ID, QUOTED_ON, (
                SELECT PRICE_USD FROM SALES
                WHERE SALES.CARD_ID = QUOTES.CARD_ID
                    AND SOLD_ON <= QUOTED_ON - INTERVAL 1 DAY AND PRICE_USD IS NOT NULL
                ORDER BY SOLD_ON DESC, SALE_ID DESC LIMIT 1
            ) AS PRICE_USD
            FROM QUOTES ORDER BY QUOTED_ON
        """),
        "the greatest of a pair": answer("""
            -- a struct compares by its first field, then by its second
            from quotes left join sales
                on sales.card_id = quotes.card_id and quoted_on > sold_on and price_usd = price_usd
            select quote_id, any_value(quotes.card_id) as card_id, quoted_on,
                max({'day': sold_on, 'id': sale_id, 'usd': price_usd}).usd::decimal(10, 2) as price_usd
            group by quote_id, quoted_on
        """),
        "asof over days without ties": """
PRICED = "select distinct on (card_id, sold_on) card_id, sold_on, price_usd, sale_id from sales"

def last_known_price():
    days = PRICED + " where price_usd is not null order by card_id, sold_on, sale_id desc"
    columns = ", ".join(["quote_id", "q.card_id", "quoted_on", "price_usd", "sale_id"])
    join = "on q.card_id = p.card_id and q.quoted_on > p.sold_on"
    return f"select {columns} from quotes q asof left join ({days}) p {join}"
""",
        "events in one line": answer("""
            with events as (
                select card_id, sold_on as day, 1 as kind, sale_id as id, price_usd from sales
                union all
                select card_id, quoted_on, 0, quote_id, null from quotes
            )
            select id as quote_id, card_id, day as quoted_on, price_usd from (
                select id, card_id, day, kind, last_value(price_usd ignore nulls) over (
                    partition by card_id order by day, kind, id
                    rows between unbounded preceding and current row
                ) as price_usd
                from events
            ) where kind = 0
        """),
    },
}

LAST = """
            with prices as (
                select card_id, sold_on, {pick} as price_usd from sales
                where {priced} group by {by}
            )
            select {columns} from quotes
            {join} prices on prices.card_id = quotes.card_id and prices.sold_on {before}{end}
        """


def last(**changes):
    parts = {
        "pick": "arg_max(price_usd, sale_id)",
        "priced": "price_usd is not null",
        "by": "card_id, sold_on",
        "columns": "quote_id, quotes.card_id, quoted_on, price_usd",
        "join": "asof left join",
        "before": "< quotes.quoted_on",
        "end": "",
    }
    return answer(LAST.format(**parts | changes))


STRAIGHT = """
            select quote_id, quotes.card_id, quoted_on, price_usd
            from quotes asof left join {sales} on s.card_id = quotes.card_id
                and s.sold_on < quotes.quoted_on
        """
BY_NUMBER = """
            select q.quote_id, q.card_id, q.quoted_on, arg_max(s.price_usd, {by}) as price_usd
            from quotes q left join sales s on s.card_id = q.card_id and s.sold_on < q.quoted_on
            group by all
        """

WRONG = {
    "1.4": {
        "the price of that day leaks": (
            last(before="<= quotes.quoted_on"),
            "sale 7 on 2024-03-08 at 20.0. On the morning of a quote, which sales of that day",
        ),
        "two days back": (
            last(before="< quotes.quoted_on - interval 1 day"),
            "Yesterday's sale is known today. Which comparison leaves it out?",
        ),
        "the next price": (
            last(before="> quotes.quoted_on"),
            "has price_usd null, expected 10.0",
        ),
        "quotes without a price are lost": (
            last(join="asof join"),
            "Quote 7 (card 'only same day', 2024-03-10) is missing; one row per quote is needed.",
        ),
        "a row for each earlier sale": (
            last(join="left join"),
            "Each earlier sale makes a row of its own. What keeps one of them?",
        ),
        "sales without a price take part": (
            last(priced="true"),
            "Is a sale without a price the last *known* price? Where must it leave the race?",
        ),
        "the first of a day": (
            last(pick="arg_min(price_usd, sale_id)"),
            "Of several sales on the last day, which one counts, and where do you say so?",
        ),
        "the highest of a day": (
            last(pick="max(price_usd)"),
            "Quote 6 (card 'tie, lower', 2024-03-10) has price_usd 30.0, expected 28.0.",
        ),
        "the lowest of a day": (
            last(pick="min(price_usd)"),
            "Quote 3 (card 'tie, higher', 2024-03-10) has price_usd 5.0, expected 6.0.",
        ),
        "the mean of a day": (
            last(pick="avg(price_usd)"),
            "has price_usd 29.0, expected 28.0",
        ),
        "whatever an asof join meets first": (
            answer(STRAIGHT.format(sales="(from sales where price_usd is not null) s")),
            "Of several sales on the last day, which one counts",
        ),
        "the sale with the greatest number": (
            answer(BY_NUMBER.format(by="s.sale_id")),
            "Quote 11 (card 'late number', 2024-03-10) has price_usd 60.0, expected 50.0.",
        ),
        "the last day, with its ties left open": (
            answer(BY_NUMBER.format(by="s.sold_on")),
            "Of several sales on the last day, which one counts",
        ),
        "joined back on the number of a sale": (
            answer("""
            select quote_id, q.card_id, quoted_on, s.price_usd from quotes q left join (
                select quote_id, max_by(sale_id, (sold_on, sale_id)) as sale_id
                from quotes join sales using (card_id)
                where sold_on < quoted_on and price_usd is not null group by quote_id
            ) using (quote_id) left join sales s using (sale_id)
            """),
            "Quote 16 (card 'listed twice', 2024-03-10) comes back 2 times; one row per quote",
        ),
        "one price for each card": (
            answer("""
            with latest as (
                select card_id, arg_max(price_usd, (sold_on, sale_id)) as price_usd
                from sales join quotes using (card_id)
                where sold_on < quoted_on and price_usd is not null group by card_id
            )
            select quote_id, card_id, quoted_on, price_usd from quotes left join latest using (card_id)
            """),
            "For each quote look back from its own day. Which day do you use?",
        ),
        "one quote for each card": (
            last(
                columns="distinct on (card_id, quoted_on) quote_id, quotes.card_id, quoted_on, "
                "price_usd"
            ),
            "is missing; one row per quote is needed. That card's sales: sale 60",
        ),
        "only sales of the last year": (
            last(priced="price_usd is not null and sold_on > date '2023-01-01'"),
            "The last known price has no best-before date. What cuts it off?",
        ),
        "no price becomes zero": (
            last(
                columns="quote_id, quotes.card_id, quoted_on, coalesce(price_usd, 0) as price_usd"
            ),
            "No sale of that card has this price. Where does the number come from?",
        ),
        "the prices learnt by heart": (
            answer("""
            select quote_id, card_id, quoted_on, case quote_id
                when 1 then 14 when 2 then 20 when 3 then 6 when 6 then 28 when 8 then 12
                when 9 then 10 when 11 then 50 when 12 then 7.5 when 13 then 7.5 when 14 then 1
                when 15 then 2 when 16 then 9 when 17 then 3.25 end as price_usd
            from quotes
            """),
            "With other quotes and sales: Quote 117",
        ),
        "another name for the price": (
            last(columns="quote_id, quotes.card_id, quoted_on, price_usd as last_price"),
            "returns quote_id, card_id, quoted_on, last_price; the column price_usd is missing.",
        ),
        "the day of the sale": (
            last(columns="quote_id, quotes.card_id, sold_on as quoted_on, price_usd"),
            "Quote 9 (card 'eve', 2024-03-10) comes back with 'eve', 2024-03-09.",
        ),
        "rows of no quote": (
            last(end=" union all select 999, 'eve', date '2024-03-10', 1"),
            "For 17 quotes 18 rows come back.",
        ),
        "no SQL": (
            answer("the last price before the quote"),
            'DuckDB cannot read the text (line 1): Parser Error: syntax error at or near "the".',
        ),
        "an unknown table": (
            answer("select * from prices"),
            "DuckDB refused the query (line 1): Catalog Error: Table with name prices does not exist.",
        ),
        "no text": (answer("-- to do"), "The text holds 0 statements; one query is needed."),
        "two statements": (
            last(end="; select 1"),
            "The text holds 2 statements; one query is needed.",
        ),
        "a statement that is no query": (
            answer("create table answer as select * from quotes"),
            "A statement of kind CREATE is no query; one that returns rows is needed.",
        ),
        "a file is read": (
            answer("select * from read_csv('data/pokemon_cards_with_prices.csv')"),
            "file system operations are disabled by configuration",
        ),
        "a value is left open": (
            last(before="< ?"),
            "DuckDB refused the query",
        ),
        "half a letter": ('def last_known_price():\n    return "select \\ud800"\n', "surrogate"),
    },
}
