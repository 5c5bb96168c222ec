"""On what and when something was measured, as one line."""

from __future__ import annotations

import datetime as dt
import os
import platform
from importlib.metadata import version
from pathlib import Path

LIBRARIES = ("marimo", "polars", "pandas", "duckdb")
CPUINFO = Path("/proc/cpuinfo")


def machine() -> str:
    """CPU, cores, load, memory, system, Python and libraries of this process."""
    load = os.getloadavg()[0]
    memory_gb = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    versions = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return (
        f"{_cpu()}, {cores()} cores (load {load:.1f} at the start), {memory_gb:.0f} GB, "
        f"{_system()}, Python {platform.python_version()}, {versions}"
    )


def cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def today() -> dt.date:
    """The day in UTC: a measurement is of its day."""
    return dt.datetime.now(dt.UTC).date()


def _cpu() -> str:
    lines = CPUINFO.read_text("utf-8").splitlines() if CPUINFO.exists() else []
    models = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(models, platform.processor() or platform.machine())


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return f"{platform.system()} {platform.release()}"
