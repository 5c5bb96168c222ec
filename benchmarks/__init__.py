"""What the course costs beside what a reader would use instead; `uv run python -m benchmarks`.

The walk through the house:

`timing`      interleaved repeats, on two clocks
`findings`    what a benchmark hands over: tables of samples, and what could not be measured
`machine`     on what it was measured
`report`      findings as sections of docs/performance.md, each sentence computed
`served`      a marimo server on a free port, and a copy of the course for it
`chromium`    the browser that the benchmarks and the browser tests drive

Then one module a benchmark, each with WHAT, ABOUT_MIN and `measured(...)`: `contract`,
`validation` (which runs `headless`), `pages`, `verdicts`, `engines`, `features`, `journal`,
`serving`, `shifts`, `round_trip`, `launch`.
POSIX only: CPU time of children comes from the system.
"""
