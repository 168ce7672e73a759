"""Web pages to articles: the text of the article alone, and what the page's metadata say of it."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

PAGES = frozenset({".html", ".htm", ".xhtml", ".mhtml"})
_SCRIPT = re.compile(
    r"<script[^>]+type=[\"']application/ld\+json[\"'][^>]*>(?P<json>.*?)</script>", re.I | re.S
)
_META = re.compile(r"<meta\s[^>]*>", re.I)
_ATTRIBUTE = re.compile(r"([\w:.-]+)\s*=\s*(\"[^\"]*\"|'[^']*')")
_PUBLISHED = ("article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "pubdate")
_MODIFIED = ("article:modified_time", "datemodified", "og:updated_time", "dc.date.modified", "last-modified")


@dataclass(frozen=True, slots=True)
class Page:
    """What a page holds: the fields of an article, and what is doubtful about its dates."""

    fields: dict[str, Any]
    doubts: tuple[str, ...] = ()


def page(html: str, url: str | None = None) -> Page | None:
    """The article of a page, None where it has none.

    Of several dates of publication the earliest is taken, since some outlets write the time of the last change
    into that field; a doubt tells of it.
    """
    # It takes a third of a second to load, which who reads plain text need not wait for.
    import trafilatura

    try:
        found = trafilatura.bare_extraction(
            html, url=url, with_metadata=True, include_comments=False, include_tables=False
        )
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None
    if found is None or isinstance(found, dict) or not (found.text or "").strip():
        return None
    named = list(_named(html))
    published = sorted({t for k, v in named if k in _PUBLISHED and (t := moment(v))})
    modified = sorted({t for k, v in named if k in _MODIFIED and (t := moment(v))})
    doubts = []
    if len({t.date() for t in published}) > 1:
        days = ", ".join(sorted({t.date().isoformat() for t in published}))
        doubts.append(f"several dates of publication ({days}): the earliest is taken")
    if published and published[0] in modified:
        doubts.append("the date of publication is also that of the last change")
    day = published[0].date().isoformat() if published else found.date
    if day and not published:
        doubts.append("the date of publication was found in the page's text or address")
    updated = (
        modified[-1].isoformat() if modified and (not published or modified[-1] > published[0]) else None
    )
    fields = {
        "text": found.text,
        "title": found.title,
        "outlet": found.sitename,
        "url": found.url or url,
        "lang": next((v[:2].lower() for k, v in named if k == "lang"), None),
        "published": day,
        "updated": updated,
    }
    return Page({k: v for k, v in fields.items() if v}, tuple(doubts))


def moment(value: Any) -> dt.datetime | None:
    """A time in the form of ISO 8601, without its zone; None where it is none."""
    try:
        return dt.datetime.fromisoformat(str(value).strip().replace("Z", "+00:00")).replace(tzinfo=None)
    except ValueError:
        return None


def _named(html: str) -> Iterator[tuple[str, str]]:
    """The page's metadata, names in lower case: meta tags, the linked data of schema.org, the language."""
    head = html[:500_000]
    if language := re.search(r"<html[^>]*\slang=[\"']([\w-]+)", head, re.I):
        yield "lang", language[1]
    for tag in _META.findall(head):
        values = {k.lower(): v[1:-1] for k, v in _ATTRIBUTE.findall(tag)}
        name = values.get("property") or values.get("name") or values.get("itemprop")
        if name and "content" in values:
            yield name.lower(), values["content"]
    for script in _SCRIPT.finditer(head):
        try:
            yield from _linked(json.loads(script["json"]))
        except (ValueError, RecursionError):
            continue


def _linked(data: Any) -> Iterator[tuple[str, str]]:
    if isinstance(data, list):
        for item in data:
            yield from _linked(item)
    elif isinstance(data, dict):
        for key, value in data.items():
            if isinstance(value, str):
                yield key.lower(), value
            elif key == "@graph":
                yield from _linked(value)
