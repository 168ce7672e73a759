"""Files to articles: each row is what a file holds, and what comes of it."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.intake import Located, Refused, Skipped, articles, examples, files

REFUSED = {
    "empty": (b"", "empty"),
    "blank": (b" \n\t\n", "empty"),
    "only a header": (b"---\ntitle: T\n---\n", "empty"),
    "binary": (b"\x89PNG\0\0", "binary"),
    "latin-1": ("été".encode("latin-1"), "not UTF-8"),
    "bad date": (b"---\npublished: soon\n---\nText.", "'soon' is no date"),
}

KEPT = {
    "plain": "They met.",
    "no punctuation": "they met and talked",
    "capitals": "THEY MET IN GENEVA.",
    "emoji": "They met 🤝🏽 in Geneva.",
    "right to left": "\u200fThey met\u200f.",
    "windows lines": "They met.\r\nThey left.\r\n",
    "soft hyphens": "Diplo\u00admacy.",
    "left-overs of HTML": "<p>They met&nbsp;in Geneva.</p>",
    "a rule above": "---\nThey met.\n---\nThey left.",
    "no-break spaces": "«\u00a0Oui\u00a0»\u202f!",
}

LINES = [
    ('{"text": "They met."}', "They met."),
    ('{"id": 7, "text": "They met.", "lang": null}', "They met."),
    ('{"text": "half \\ud800 a pair"}', "half \ufffd a pair"),
    ('{"text": "They met.", "published": "2021-05-21T10:00:00Z"}', "They met."),
    ('{"text": ""}', "empty"),
    ('{"text": 3}', "without a text"),
    ('{"title": "They met."}', "without a text"),
    ("[1]", "not an object"),
    ("They met.", "not JSON"),
    ("[" * 100_000, "not JSON"),
    ('{"text": "They met.", "published": "2021-13-01"}', "is no date"),
]


@pytest.mark.parametrize(("data", "reason"), REFUSED.values(), ids=REFUSED)
def test_refused(data: bytes, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    (found,) = articles([str(path)])
    assert isinstance(found, Refused)
    assert reason in found.reason
    assert str(path) in str(found)
    assert "\n" not in str(found)


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT)
def test_text_is_kept_as_it_is(text: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode())
    (found,) = articles([str(path)])
    assert isinstance(found, Located)
    assert found.article.text == text
    assert found.article.id == str(path)


@pytest.mark.parametrize(("line", "expected"), LINES, ids=lambda value: value[:40])
def test_lines(line: str, expected: str, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "First."}\n\n' + line + "\n", encoding="utf-8")
    first, found = articles([str(path)])
    assert isinstance(first, Located)
    assert found.where == f"{path}, line 3"  # type: ignore[union-attr]
    assert expected in (found.article.text if isinstance(found, Located) else found.reason)  # type: ignore[union-attr]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_header(end: str, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    header = ["---", "published: 2021-05-21", 'title: "They met: again"', "lang: en", "---", "", "They met."]
    path.write_bytes(b"\xef\xbb\xbf" + end.join(header).encode())
    (found,) = articles([str(path)])
    assert isinstance(found, Located)
    article = found.article
    assert (str(article.published), article.title, article.lang) == ("2021-05-21", "They met: again", "en")
    assert article.text == "They met."


def test_missing_file() -> None:
    (found,) = articles(["nowhere.txt"])
    assert str(found) == "nowhere.txt: no such file; check the path"


def test_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST", 10)
    (tmp_path / "a.txt").write_text("They met again.")
    (tmp_path / "b.jsonl").write_text('{"text": "They met again."}')
    assert [f.reason for f in articles([str(tmp_path)]) if isinstance(f, Refused)] == [
        "more than 0 MB in one article",
        "more than 0 MB in one article",
    ]


def test_folder(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "2.MD").write_text("Second.")
    (tmp_path / "a.txt").write_text("First.")
    with gzip.open(tmp_path / "c.jsonl.gz", "wt") as file:
        file.write(json.dumps({"text": "Third."}))
    for name in ("d.pdf", "e.png", ".hidden.txt"):
        (tmp_path / name).write_bytes(b"\0")
    *read, skipped = articles([str(tmp_path)])
    assert [f.article.text for f in read if isinstance(f, Located)] == ["First.", "Second.", "Third."]
    assert skipped == Skipped(str(tmp_path), 2)


def test_broken_gzip(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"text": "First."}\n' * 1000)[:-20])
    assert isinstance(list(articles([str(path)]))[-1], Refused)


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        (b"They met.\nThey left.", ["They met.\nThey left."]),
        (b'{"text": "One."}\n{"text": "Two."}\n', ["One.", "Two."]),
        (b"{They} met.", ["{They} met."]),
    ],
)
def test_standard_input(data: bytes, texts: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    assert [f.article.text for f in articles(["-"]) if isinstance(f, Located)] == texts


def test_examples_are_read() -> None:
    found = [f.article for f in examples() if isinstance(f, Located)]
    assert len(found) >= 4
    assert all(a.published and a.title for a in found)


@given(st.binary(max_size=60))
def test_any_bytes_are_an_article_or_refused(data: bytes) -> None:
    assert isinstance(files._text(data, "a"), Located | Refused)
    for found in files._lines(data.split(b"\n"), "a"):
        assert isinstance(found, Located | Refused)
