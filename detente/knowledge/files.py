"""Reading of data files: TOML checked against a dataclass, and tables; the only code that opens detente/data."""

from __future__ import annotations

import collections.abc
import dataclasses
import tomllib
import types
import typing
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from detente.model import DataError

DATA = Path(__file__).resolve().parent.parent / "data"

T = TypeVar("T")


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of a TOML file.

    Raises:
        DataError: the file is missing or no TOML; the message says which file and line.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DataError(shown(path), "-", "no such file") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError(shown(path), "-", f"not TOML: {error}") from None


def read_rules(path: Path, table: str, kind: type[T], **given: Any) -> Iterator[T]:
    """Each `[[table]]` of the file as an object of the dataclass `kind`, strictly.

    A key that the dataclass does not have, a value of another type, or a required key that is missing is
    an error; fields of type `tuple[str, ...]` take a TOML list of strings, or a single string.

    Raises:
        DataError: says file, rule id and reason.
    """
    tables = read_toml(path)
    for name in tables:
        if name != table:
            raise DataError(shown(path), f"[[{name}]]", f"only [[{table}]] is known here")
    for number, entry in enumerate(tables.get(table, []), 1):
        rule = str(entry.get("id") or entry.get("name") or f"[[{table}]] number {number}")
        yield build(entry | given, kind, shown(path), rule)


def build(entry: dict[str, Any], kind: type[T], file: str, rule: str) -> T:
    """An object of the dataclass `kind` from a TOML table; see `read_rules`."""
    fields = _fields(kind)  # type: ignore[arg-type]  # mypy doubts that a class is hashable
    values = {}
    for key, value in entry.items():
        if key not in fields:
            raise DataError(file, rule, f"unknown key '{key}' (known: {', '.join(sorted(fields))})")
        values[key] = _typed(value, fields[key][0], file, rule, key)
    missing = [name for name, (_, required) in fields.items() if required and name not in values]
    if missing:
        raise DataError(file, rule, f"missing: {', '.join(missing)}")
    return kind(**values)


@cache
def _fields(kind: type) -> dict[str, tuple[Any, bool]]:
    """Name -> (type, required) of a dataclass' fields."""
    hints = typing.get_type_hints(kind)
    none = dataclasses.MISSING
    return {
        f.name: (hints[f.name], f.default is none and f.default_factory is none)
        for f in dataclasses.fields(kind)
        if f.init
    }


def _typed(value: Any, hint: Any, file: str, rule: str, key: str) -> Any:
    """The value as the field wants it: lists become tuples, a lone string a tuple of one."""
    if isinstance(hint, types.UnionType):
        options = [o for o in typing.get_args(hint) if o is not type(None)]
        return _typed(value, options[0], file, rule, key)
    if typing.get_origin(hint) is tuple:
        inner = typing.get_args(hint)[0]
        items = value if isinstance(value, list) else [value]
        return tuple(_typed(item, inner, file, rule, key) for item in items)
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if dataclasses.is_dataclass(hint) and isinstance(value, dict):
        return build(value, typing.cast(type, hint), file, f"{rule}.{key}")
    if typing.get_origin(hint) is collections.abc.Mapping and isinstance(value, dict):
        return {k: _typed(v, typing.get_args(hint)[1], file, rule, f"{key}.{k}") for k, v in value.items()}
    if hint is Any or (isinstance(hint, type) and isinstance(value, hint)):
        return value
    raise DataError(file, rule, f"'{key}' should be {getattr(hint, '__name__', hint)}, found {value!r}")


def read_table(path: Path, columns: Iterable[str]) -> Iterator[list[str]]:
    """The rows of a tab-separated file, each with one value per named column (empty where it has none).

    The first line that is no comment names the columns; they must begin with those asked for.

    Raises:
        DataError: a missing file, other columns, or a row that is too long; says the line.
    """
    wanted = list(columns)
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except FileNotFoundError:
        raise DataError(shown(path), "-", "no such file") from None
    header: list[str] | None = None
    width = 0
    for number, line in enumerate(lines, 1):
        if not line or line[0] == "#":
            continue
        row = line.split("\t")
        if header is None:
            header, width = row, len(row)
            if header[: len(wanted)] != wanted:
                raise DataError(shown(path), f"line {number}", f"columns {header}, expected {wanted}")
            continue
        if len(row) > width:
            raise DataError(shown(path), f"line {number}", f"{len(row)} values in {width} columns")
        if len(row) < width:
            row += [""] * (width - len(row))
        yield row


def shown(path: Path) -> str:
    """The file as an error names it: from data/ on."""
    return str(path.relative_to(DATA)) if path.is_relative_to(DATA) else str(path)
