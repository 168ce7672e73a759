"""A record back from its JSON: the inverse of `Record.to_json`."""

from __future__ import annotations

import datetime as dt
import types
import typing
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, TypeVar

from detente.model.article import Article
from detente.model.findings import Actor, Event, Quote, Stance
from detente.model.record import Record

T = TypeVar("T")


def record(article: Article, found: dict[str, Any]) -> Record:
    """The record of an article from the JSON of its findings.

    Raises:
        EvidenceError: a finding points outside the article's text.
    """
    return Record(
        article,
        *(tuple(_value(kind, entry) for entry in found[name]) for name, kind in KINDS.items()),
    )


KINDS: dict[str, Any] = {"actors": Actor, "events": Event, "quotes": Quote, "stances": Stance}


def _value(kind: Any, value: Any) -> Any:
    """The value as what its annotation says: dataclasses from objects, tuples from lists, days from strings."""
    if value is None:
        return None
    origin = typing.get_origin(kind)
    if origin in {typing.Union, types.UnionType}:
        return _value(next(k for k in typing.get_args(kind) if k is not types.NoneType), value)
    if origin is tuple:
        return tuple(_value(typing.get_args(kind)[0], v) for v in value)
    if kind is dt.date:
        return dt.date.fromisoformat(value)
    if kind is float:
        return float(value)
    if is_dataclass(kind):
        return kind(**{name: _value(k, value[name]) for name, k in _kinds(kind) if name in value})  # type: ignore[arg-type, operator]
    return value


@cache
def _kinds(kind: type[T]) -> tuple[tuple[str, Any], ...]:
    hints = typing.get_type_hints(kind)
    return tuple((f.name, hints[f.name]) for f in fields(kind))  # type: ignore[arg-type]
