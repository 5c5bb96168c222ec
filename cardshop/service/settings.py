"""What an operator may set, by environment: every name begins with CARDSHOP_."""

from __future__ import annotations

from pathlib import Path
from typing import Self

from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "CARDSHOP_"
SLOWEST_PER_S = 0.001  # a request in a quarter of an hour
SHORTEST_KEY = 16  # characters; 16 random letters and digits are about 95 bits


class ServiceError(ValueError):
    """The service cannot start as it was told to: one line that says why and what to do."""


class Settings(BaseSettings):
    """Limits, keys and places of one service; read from the environment, checked together."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
        allow_inf_nan=False,
    )

    api_keys: SecretStr = Field(SecretStr(""), description="Accepted keys, comma between them.")
    open: bool = Field(default=False, description="1 serves without any key.")
    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(8000, ge=0, le=65535, description="Port; 0 takes a free one.")
    workers: int = Field(1, ge=1, le=64, description="Processes.")
    artifacts: Path = Field(Path("artifacts"), description="Folder of versions and LATEST.")
    journal: Path = Field(Path("journal.db"), description="SQLite file of predictions.")
    durable: bool = Field(default=False, description="1 commits a row before its answer leaves.")
    log: bool = Field(default=True, description="0 writes no line per request.")
    deadline_ms: int = Field(100, ge=1, le=60_000, description="Then /v1/predict answers late.")
    batch_deadline_ms: int = Field(
        10_000, ge=1, le=600_000, description="Then a batch is answered 503."
    )
    body_timeout_ms: int = Field(
        5_000, ge=1, le=600_000, description="A body has to arrive within it (408)."
    )
    body_bytes: int = Field(16_384, ge=1024, le=2**20, description="Largest body of /v1/predict.")
    batch_body_bytes: int = Field(
        1_048_576, ge=1024, le=2**26, description="Largest body of a batch."
    )
    batch_cards: int = Field(1_000, ge=1, le=10_000, description="Most cards of a batch.")
    waiting_cards: int = Field(
        512, ge=1, le=100_000, description="Single cards that may wait (503)."
    )
    waiting_batch_cards: int = Field(
        4_000, ge=1, le=1_000_000, description="Cards of batches that may wait."
    )
    chunk_cards: int = Field(
        64, ge=1, le=10_000, description="Cards of batches per joint computation."
    )
    connections: int = Field(
        1_000, ge=1, le=100_000, description="Connections that may be open at once (503)."
    )
    rate_per_s: float = Field(
        500.0, ge=0, le=1e9, description="Requests a second and key; 0: no limit."
    )
    rate_burst: int = Field(
        1_000, ge=1, le=10**9, description="Requests that a rested key may send at once."
    )
    stop_s: int = Field(
        10, ge=1, le=3_600, description="Seconds for waiting requests after SIGTERM."
    )

    @property
    def keys(self) -> tuple[str, ...]:
        """The accepted keys; empty where the service is open."""
        parts = self.api_keys.get_secret_value().split(",")
        return tuple(part.strip() for part in parts if part.strip())

    @model_validator(mode="after")
    def _fit_together(self) -> Self:
        if 0 < self.rate_per_s < SLOWEST_PER_S:
            raise ValueError(f"CARDSHOP_RATE_PER_S is 0, or at least {SLOWEST_PER_S:g}")
        if self.batch_cards > self.waiting_batch_cards:
            raise ValueError(
                f"CARDSHOP_BATCH_CARDS={self.batch_cards} is more than may wait; raise "
                f"CARDSHOP_WAITING_BATCH_CARDS={self.waiting_batch_cards} to it or above"
            )
        return self

    @model_validator(mode="after")
    def _closed_unless_told(self) -> Self:
        if self.open and self.keys:
            raise ValueError("CARDSHOP_OPEN=1 and CARDSHOP_API_KEYS exclude each other; unset one")
        if not self.open and not self.keys:
            raise ValueError(
                "no API key is set; put one into CARDSHOP_API_KEYS, or CARDSHOP_OPEN=1 to serve all"
            )
        if any(len(key) < SHORTEST_KEY or not key.isascii() for key in self.keys):
            raise ValueError(f"a key is shorter than {SHORTEST_KEY} ASCII characters")
        return self


def read_settings(**given: object) -> Settings:
    """The environment's settings; what is given wins over it. Raises ServiceError, one line."""
    try:
        return Settings(**given)  # pyrefly: ignore
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        name = "".join(f"{PREFIX}{str(part).upper()}: " for part in first["loc"][:1])
        words = first["msg"].removeprefix("Value error, ")
        raise ServiceError(f"{name}{words}. docs/service.md lists the settings.") from None
