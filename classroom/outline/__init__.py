"""Documents that are made from the manifest, the lessons and the checks.

`cells`     a notebook taken apart, without running it
`lessons`   what a lesson says of itself: objectives, sections, what it asks of a reader
`pacing`    how long that may take, in three paces; no human has been timed
`sittings`  the core path as a running clock
`estimates` what all minutes rest on, as sections of the page
`page`      docs/COURSE_OUTLINE.md
`tracker`   the made part of docs/progress_tracker.md
"""
