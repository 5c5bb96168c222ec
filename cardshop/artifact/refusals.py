"""What cannot be kept or served, in one line.

ArtifactError     a model that does not convert, a folder that is not as it was written
"""

from __future__ import annotations


class ArtifactError(ValueError):
    """An artefact that cannot be written, read or trusted."""
