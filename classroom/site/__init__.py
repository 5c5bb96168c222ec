"""The lessons as a static site: read from files, offline, without a script.

The walk through the house:

`cells`      the code that a notebook shows
`markup`     HTML as a small tree
`elements`   what marimo put out as plain HTML; `controls`, `tables`, `charts`
`coloured`   code with its parts marked
`outline`    headings in order
`lesson`     a lesson as a page; `documents`, those of `docs/`
`searching`  a list and an index of every section
`front`      the first page; `frame`, what stands around each
`writing`    the folder, all of it or nothing
`building`   the whole site from one run of each lesson

Only `classroom.display.reading` runs a lesson: nothing here knows marimo but its HTML.
"""

from classroom.site.building import Built, Run, files
from classroom.site.errors import SiteError
from classroom.site.writing import refuse_another_folder, write

__all__ = ["Built", "Run", "SiteError", "files", "refuse_another_folder", "write"]
