"""Where a table came from: enough to make it again, and to see that it is the same."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from cardshop.contract.fields import VERSION
from cardshop.dataset import fingerprint, sha256

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from cardshop.contract.inspection import Split

Parameter = str | int | float | None


@dataclass(frozen=True)
class Lineage:
    """What went in, what came out, and by which contract, code and parameters.

    Holds file names and never folders, so that two machines tell the same story.
    """

    source: str
    source_sha256: str
    rows_in: int
    rows_accepted: int
    rows_quarantined: int
    accepted_sha256: str
    quarantined_sha256: str
    contract_version: str
    contract_sha256: str
    made_at: str
    parameters: Mapping[str, Parameter] = field(default_factory=dict)

    def to_json(self) -> str:
        """The record as JSON with sorted keys: equal runs give equal text."""
        return json.dumps(asdict(self), indent=2, sort_keys=True, ensure_ascii=False)


def trace(
    source: Path,
    split: Split,
    *,
    made_at: datetime,
    parameters: Mapping[str, Parameter] | None = None,
) -> Lineage:
    """Return the lineage of one quarantine run; reads `source` for its hash.

    The time is an argument: a record that asks the clock differs on every run.
    `parameters` are whatever else decided the result, for example the species table's hash.
    """
    accepted, quarantined = split
    return Lineage(
        source=source.name,
        source_sha256=sha256(source),
        rows_in=accepted.height + quarantined.height,
        rows_accepted=accepted.height,
        rows_quarantined=quarantined.height,
        accepted_sha256=fingerprint(accepted),
        quarantined_sha256=fingerprint(quarantined),
        contract_version=VERSION,
        contract_sha256=contract_code_sha256(),
        made_at=made_at.isoformat(),
        parameters=dict(parameters or {}),
    )


def contract_code_sha256() -> str:
    """The sha256 of this package's source: a rule that changed without its version shows."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()
