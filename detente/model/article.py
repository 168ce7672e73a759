"""What comes in: one article, as it was published."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Article:
    """One article. `text` is never normalised, since every offset points into it.

    `lang` is an ISO 639-1 code, or None until it is identified. `published` is the day of publication,
    None if unknown; `updated` the time of the last revision as the page or text gives it.
    """

    id: str
    text: str
    lang: str | None = None
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: dt.date | None = None
    updated: dt.datetime | None = None
