"""RSS and Atom feeds to articles: each entry's own text, or its summary where the feed gives no more."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

FEEDS = frozenset({".rss", ".atom", ".xml"})
# More entries than any outlet's feed holds: one that goes on is read no further.
MOST = 5_000
_ENTITY = re.compile(rb"<!\s*(ENTITY|DOCTYPE[^>]*\[)", re.I)


class FeedError(ValueError):
    """What is wrong with a feed."""


def looks_like_feed(data: bytes) -> bool:
    """Whether the beginning of a document is that of a feed."""
    return bool(re.search(rb"<(rss|feed|rdf:RDF)[\s>]", data[:5_000], re.I))


def entries(data: bytes) -> Iterator[dict[str, Any]]:
    """The fields of each entry's article.

    Raises:
        FeedError: it is no feed, or declares entities of its own, which no feed needs and attacks use.
    """
    if _ENTITY.search(data[:100_000]):
        raise FeedError("it declares XML entities of its own")
    import feedparser

    feed = feedparser.parse(data)
    if not feed.version:
        raise FeedError("it is no RSS or Atom feed")
    outlet = feed.feed.get("title")
    language = (feed.feed.get("language") or "")[:2].lower() or None
    for entry in feed.entries[:MOST]:
        contents = [c.get("value", "") for c in entry.get("content", [])] or [entry.get("summary", "")]
        # The parser's own look-up would give the one for the other.
        published, updated = (_time(dict.get(entry, f"{name}_parsed")) for name in ("published", "updated"))
        fields = {
            "text": words(max(contents, key=len)),
            "id": entry.get("id") or entry.get("link"),
            "title": words(entry.get("title", "")) or None,
            "url": entry.get("link"),
            "outlet": outlet,
            "lang": language,
            "published": published.date().isoformat() if published else None,
            "updated": updated.isoformat() if updated and updated != published else None,
        }
        yield {k: v for k, v in fields.items() if v or k == "text"}


def words(html: str) -> str:
    """The text of a fragment of HTML, a line for each paragraph."""
    if "<" not in html and "&" not in html:
        return html.strip()
    from lxml import html as parser

    try:
        tree = parser.fromstring(f"<div>{html}</div>")
    except (ValueError, parser.etree.ParserError):
        return html.strip()
    for block in tree.iter("p", "br", "div", "li", "h1", "h2", "h3"):
        block.tail = "\n" + (block.tail or "")
    lines = (" ".join(line.split()) for line in tree.text_content().splitlines())
    return "\n".join(line for line in lines if line)


def _time(parsed: Any) -> dt.datetime | None:
    return dt.datetime(*parsed[:6]) if parsed else None
