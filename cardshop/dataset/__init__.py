"""Where the cards lie, how they are read, and how they are split.

Every load verifies the file against data/CHECKSUMS. Three splits answer three questions:
by line (unseen species), forward (the next generation), by time (the next months).
"""

from __future__ import annotations

from cardshop.dataset.content import canonical, fingerprint
from cardshop.dataset.exams import (
    CHURN,
    CHURN_LEDGER,
    CREDIT,
    CREDIT_LEDGER,
    load_churn,
    load_churn_ledger,
    load_credit,
    load_credit_ledger,
)
from cardshop.dataset.files import (
    CHECKSUMS,
    DATA,
    REPAIR,
    DatasetError,
    expected_hash,
    sha256,
    verified,
)
from cardshop.dataset.quotes import INDICES, with_market
from cardshop.dataset.splits import (
    check_share,
    shuffle_key,
    split_by_line,
    split_by_time,
    split_forward,
    usable,
)
from cardshop.dataset.tables import (
    CARDS,
    DELIVERIES,
    LEDGER,
    MARKET,
    PRICE_HOLDOUT,
    SALES,
    SPECIES,
    delivery_path,
    load_cards,
    load_ledger,
    load_market,
    load_price_holdout,
    load_sales,
    load_species,
)

__all__ = [
    "CARDS",
    "CHECKSUMS",
    "CHURN",
    "CHURN_LEDGER",
    "CREDIT",
    "CREDIT_LEDGER",
    "DATA",
    "DELIVERIES",
    "INDICES",
    "LEDGER",
    "MARKET",
    "PRICE_HOLDOUT",
    "REPAIR",
    "SALES",
    "SPECIES",
    "DatasetError",
    "canonical",
    "check_share",
    "delivery_path",
    "expected_hash",
    "fingerprint",
    "load_cards",
    "load_churn",
    "load_churn_ledger",
    "load_credit",
    "load_credit_ledger",
    "load_ledger",
    "load_market",
    "load_price_holdout",
    "load_sales",
    "load_species",
    "sha256",
    "shuffle_key",
    "split_by_line",
    "split_by_time",
    "split_forward",
    "usable",
    "verified",
    "with_market",
]
