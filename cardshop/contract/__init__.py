"""What a valid delivery is, in the order in which a delivery meets it.

delivery    a file becomes a table, every value kept; a broken file is refused in one line
fields      the contract as a table: types, units, ranges, domains, nulls
parsing     values become the types of the contract; what cannot is kept as a breach
schema      the rules as one pandera schema
inspection  breaches row by row; the split into accepted and quarantined
lineage     what went in, what came out, by which contract and code
units       conversions, date formats and suffixes that partners use
matching    a delivery with other names and units: proposals that a person decides on
"""

from cardshop.contract.delivery import DeliveryError, read_as_sent, read_delivery
from cardshop.contract.fields import (
    ATTACK_DAMAGE_RANGE,
    BASE_STAT_RANGE,
    BODY_COLORS,
    BRIGHTNESS_RANGE,
    CARD_TYPES,
    COLUMNS,
    COUNTRIES,
    EVO_STAGE_RANGE,
    FIELDS,
    GENERATION_RANGE,
    GRADE_RANGE,
    GRADERS,
    HEIGHT_RANGE_M,
    HP_RANGE,
    HUE_RANGE_DEG,
    IN_PRINT,
    LANGUAGES,
    NOT_GRADED,
    PRINT_STEP,
    RARITIES,
    RELEASE_RANGE,
    RETREAT_COST_RANGE,
    SATURATION_RANGE,
    VERSION,
    WEIGHT_RANGE_KG,
    Field,
)
from cardshop.contract.inspection import Split, breaches, quarantine
from cardshop.contract.lineage import Lineage, trace
from cardshop.contract.matching import schema_drift
from cardshop.contract.schema import contract_schema

__all__ = [
    "ATTACK_DAMAGE_RANGE",
    "BASE_STAT_RANGE",
    "BODY_COLORS",
    "BRIGHTNESS_RANGE",
    "CARD_TYPES",
    "COLUMNS",
    "COUNTRIES",
    "EVO_STAGE_RANGE",
    "FIELDS",
    "GENERATION_RANGE",
    "GRADERS",
    "GRADE_RANGE",
    "HEIGHT_RANGE_M",
    "HP_RANGE",
    "HUE_RANGE_DEG",
    "IN_PRINT",
    "LANGUAGES",
    "NOT_GRADED",
    "PRINT_STEP",
    "RARITIES",
    "RELEASE_RANGE",
    "RETREAT_COST_RANGE",
    "SATURATION_RANGE",
    "VERSION",
    "WEIGHT_RANGE_KG",
    "DeliveryError",
    "Field",
    "Lineage",
    "Split",
    "breaches",
    "contract_schema",
    "quarantine",
    "read_as_sent",
    "read_delivery",
    "schema_drift",
    "trace",
]
