"""The service follows LATEST: another version goes into service while requests are answered."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cardshop.artifact import ArtifactError, latest, load
from cardshop.service.release import Release
from cardshop.service.routes import Desk

# With the 0.1 s that a version takes to load, all processes have changed within 2 s.
LOOK_EVERY_S = 0.5
# A version that did not load is tried again: somebody may be copying its files at this moment.
TRY_AGAIN_S = 10.0


class Follower:
    """Brings what LATEST names into service, or keeps what there is and says why, once.

    `changed` is told of each release that answers from now on.
    """

    def __init__(
        self, desk: Desk, root: Path, log: Any, *, changed: Callable[[Release], None]
    ) -> None:
        self._desk, self._root, self._log, self._changed = desk, root, log, changed
        self._tried: tuple[str, float] = "", 0.0

    async def follow(self) -> None:
        """Nothing, until it is cancelled."""
        while True:
            await self.look()
            await asyncio.sleep(LOOK_EVERY_S)

    async def look(self) -> None:
        """Nothing; whatever LATEST holds, requests are answered."""
        try:
            # Off the loop: a disk may hang, and a model takes a tenth of a second.
            release = await asyncio.to_thread(self._other)
        except ArtifactError as error:
            self._refuse(str(error))
            return
        except Exception as error:  # noqa: BLE001  a model that nobody foresaw must end no service
            self._refuse(f"{self._tried[0]} raises on a card: {type(error).__name__}: {error}")
            return
        if release is not None:
            self._change(release)

    def _other(self) -> Release | None:
        """The release that LATEST names; None: it answers already, or was refused just now.

        In another thread. Raises ArtifactError, and whatever the model raises on its first card.
        """
        version = latest(self._root)
        if version == self._desk.release.artifact.version:
            self._desk.refused = None
            self._tried = "", 0.0
            return None
        tried, at_s = self._tried
        if version == tried and time.monotonic() - at_s < TRY_AGAIN_S:
            return None
        self._tried = version, time.monotonic()
        release = self._desk.made(load(self._root / version))
        release.warm_up()
        return release

    def _change(self, release: Release) -> None:
        before = self._desk.release.artifact.version
        self._desk.put(release)
        self._changed(release)
        self._log.info("model_changed", version=release.artifact.version, before=before)

    def _refuse(self, why: str) -> None:
        # Of a place on this machine, what is below the folder of versions is for clients, too.
        told = " ".join(why.replace(str(self._root), self._root.name).split())
        if self._desk.refused != told:
            kept = self._desk.release.artifact.version
            self._log.error("model_refused", kept=kept, why=told)
        self._desk.refused = told
