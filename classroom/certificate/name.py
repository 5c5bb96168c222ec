"""The name on a certificate: any script of the world, and nothing that would not print."""

from __future__ import annotations

import unicodedata

LONGEST = 100
# Persian and many Indian names need them between their letters.
JOINERS = "\u200c\u200d"


class UnprintableNameError(Exception):
    """A name cannot be printed; one line: what is wrong, what is allowed."""


def printable(name: str) -> str:
    """The name in its composed form, with single spaces.

    Raises `UnprintableNameError`: blank, over 100 characters, or with a character that is none.
    """
    for letter in name:
        if not _prints(letter):
            message = f"The name holds U+{ord(letter):04X}, which does not print; "
            raise UnprintableNameError(message + "letters of any script are allowed.")
    whole = " ".join(unicodedata.normalize("NFC", name).split())
    if not any(unicodedata.category(letter)[0] in "LNS" for letter in whole):
        message = 'The name is blank; write it as it should be printed, --name "Ada Lovelace".'
        raise UnprintableNameError(message)
    if len(whole) > LONGEST:
        message = f"The name has {len(whole)} characters; at most {LONGEST} fit on the page."
        raise UnprintableNameError(message)
    return whole


def _prints(letter: str) -> bool:
    # Controls, halves of characters, marks that turn the line around, and what is not assigned.
    return letter in JOINERS or unicodedata.category(letter)[0] != "C"
