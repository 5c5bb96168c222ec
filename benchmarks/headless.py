"""Run notebooks one after the other in this process; JSON on each: outputs and CPU seconds.

A program of its own, because `validation` needs a process that has imported nothing yet.
"""

from __future__ import annotations

import json
import runpy
import sys
import time


def run(path: str) -> dict[str, float]:
    """How many outputs the notebook at `path` gave, and the CPU seconds that it took."""
    busy = time.process_time()
    outputs, _ = runpy.run_path(path, run_name="notebook")["app"].run()
    return {"outputs": len(outputs), "cpu_s": time.process_time() - busy}


if __name__ == "__main__":
    sys.stdout.write(json.dumps({path: run(path) for path in sys.argv[1:]}) + "\n")
