"""Code with its parts marked by class; the style sheet gives them colours, light and dark."""

from __future__ import annotations

from classroom.site.markup import Node, element, parsed


def block(source: str, language: str = "python") -> Node:
    """A block of code that scrolls by itself, by keys as well."""
    from pygments import highlight
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(language or "text", stripnl=False)
    except ClassNotFound:
        lexer = get_lexer_by_name("text")
    marked = parsed(highlight(source, lexer, HtmlFormatter(nowrap=True)).rstrip("\n"))
    return element("div", element("pre", element("code", marked), tabindex="0"), class_="code")
