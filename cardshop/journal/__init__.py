"""What the service remembers of every prediction: one row a card, in SQLite's write-ahead mode.

entries    what is remembered of one card; the error of a journal that cannot be used
store      the file: found fit to be used, opened, written in one transaction
recording  the service's side: a queue, and one thread that empties it
reading    the others' side: rows as a typed frame while the service writes, old rows deleted

What can be lost. Batched, a killed process loses what it recorded since the last commit: as a rule
the last 200 ms, more while the disk is slow or another process locks the file. Durable, nothing
that it was told is written. At a power failure batched commits may be rolled back too, without
damage to the file (synchronous=NORMAL); durable ones are on the disk (synchronous=FULL):
https://www.sqlite.org/pragma.html#pragma_synchronous, as far as the disk keeps its promise.
"""

from cardshop.journal.entries import Counts, Entry, JournalError, new_request_id
from cardshop.journal.reading import cards, prune, read
from cardshop.journal.recording import Journal

__all__ = ["Counts", "Entry", "Journal", "JournalError", "cards", "new_request_id", "prune", "read"]
