"""A certificate that a learner prints: what was passed, judged again, and what was self-scored.

`earned`   what the record says of each part of the course, and what is missing
`name`     whose it is: any script, nothing that would not print
`drawing`  one page as SVG
"""

from classroom.certificate.drawing import drawn
from classroom.certificate.earned import Earned, Line, earned, missing
from classroom.certificate.name import UnprintableNameError, printable

__all__ = ["Earned", "Line", "UnprintableNameError", "drawn", "earned", "missing", "printable"]
