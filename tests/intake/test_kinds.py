"""Pages, feeds, tables and archives: each row is what a file holds, and what comes of it."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from detente.intake import Located, Refused, articles

BODY = "The foreign ministers of France and Italy met in Rome on Tuesday and agreed to hold talks on Libya. "
HEAD = (
    '<meta property="article:published_time" content="2021-05-20T08:00:00+02:00">'
    '<meta property="og:site_name" content="Gazette">'
)
PAGE = (
    f'<html lang="en-GB"><head><title>Talks in Rome</title>{HEAD}</head><body><nav>Menu</nav>'
    f"<article><h1>Talks in Rome</h1><p>{BODY * 3}</p></article></body></html>"
)
RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Gazette</title><language>fr-FR</language>
<item><title>Rencontre</title><link>https://gazette.example/1</link><pubDate>Tue, 18 May 2021 10:00:00 GMT</pubDate>
<description>&lt;p&gt;Paris a reçu Rome.&lt;/p&gt;&lt;p&gt;La suite.&lt;/p&gt;</description></item>
<item><title>Vide</title><link>https://gazette.example/2</link><description/></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Gazette</title><entry><id>urn:1</id><title>A visit</title>
<updated>2021-05-19T10:00:00Z</updated><published>2021-05-18T10:00:00Z</published>
<content type="html">Rome received Paris.</content></entry></feed>"""
BOMB = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss version="2.0"><channel/></rss>'


def archive(*pages: str) -> list[bytes]:
    """The records of an archive."""
    records = []
    for n, html in enumerate(pages):
        answer = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{html}".encode()
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{n:012}>\r\n"
            f"WARC-Target-URI: https://gazette.example/{n}\r\nWARC-Date: 2021-05-21T00:00:00Z\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
        )
        records.append(head.encode() + answer + b"\r\n\r\n")
    return records


def found(folder: Path, name: str, data: bytes) -> list[Located | Refused]:
    path = folder / name
    path.write_bytes(data)
    return [f for f in articles([str(path)]) if isinstance(f, Located | Refused)]


def test_page(tmp_path: Path) -> None:
    (page,) = found(tmp_path, "a.html", PAGE.encode())
    assert isinstance(page, Located)
    article = page.article
    assert article.text.startswith("Talks in Rome") or article.text.startswith("The foreign ministers")
    assert "Menu" not in article.text
    assert (article.title, article.outlet, article.lang) == ("Talks in Rome", "Gazette", "en")
    assert str(article.published) == "2021-05-20"
    assert page.doubts == ()


DOUBTS = [
    (HEAD.replace("published", "modified") + HEAD, "2021-05-20", "also that of the last change"),
    (HEAD + '<meta name="date" content="2021-05-18">', "2021-05-18", "several dates of publication"),
    (
        HEAD + '<script type="application/ld+json">{"datePublished": "2021-05-17"}</script>',
        "2021-05-17",
        "several",
    ),
]


@pytest.mark.parametrize(("head", "day", "doubt"), DOUBTS)
def test_doubts(head: str, day: str, doubt: str, tmp_path: Path) -> None:
    (page,) = found(tmp_path, "a.html", PAGE.replace(HEAD, head).encode())
    assert isinstance(page, Located)
    assert str(page.article.published) == day
    assert any(doubt in d for d in page.doubts)


def test_page_in_another_encoding(tmp_path: Path) -> None:
    html = PAGE.replace("<head>", '<head><meta charset="iso-8859-1">').replace("Libya", "Libye, à l'été")
    (page,) = found(tmp_path, "a.htm", html.encode("latin-1"))
    assert isinstance(page, Located)
    assert "à l'été" in page.article.text


def test_rss(tmp_path: Path) -> None:
    full, empty = found(tmp_path, "a.rss", RSS.encode())
    assert isinstance(full, Located)
    article = full.article
    assert article.text == "Paris a reçu Rome.\nLa suite."
    assert (article.outlet, article.lang, str(article.published)) == ("Gazette", "fr", "2021-05-18")
    assert article.url == "https://gazette.example/1"
    assert isinstance(empty, Refused)
    assert "entry 2" in empty.where


def test_atom(tmp_path: Path) -> None:
    (entry,) = found(tmp_path, "a.xml", ATOM.encode())
    assert isinstance(entry, Located)
    assert (entry.article.id, entry.article.text) == ("urn:1", "Rome received Paris.")
    assert str(entry.article.updated) == "2021-05-19 10:00:00"


TABLES = [
    ("a.csv", "text,published\nThey met.,2021-05-21\n", ["They met."]),
    ("a.tsv", "id\tbody\n1\tThey met, and left.\n", ["They met, and left."]),
    (
        "a.csv",
        'headline,text\nA,"They met.\nThey left."\n\nB,They spoke.\n',
        ["They met.\nThey left.", "They spoke."],
    ),
    ("a.csv", "title\nA\n", ["no column is named text"]),
    ("a.csv", "", ["is empty"]),
    ("a.csv", "id,text\n1\n2,They met.\n", ["1 cells under 2 columns", "They met."]),
    ("a.csv", "text,published\nThey met.,soon\n", ["is no date"]),
    ("a.csv", 'text\n"never closed\n', ["unexpected end of data"]),
]


@pytest.mark.parametrize(("name", "data", "expected"), TABLES)
def test_tables(name: str, data: str, expected: list[str], tmp_path: Path) -> None:
    given = [
        f.article.text if isinstance(f, Located) else f.reason for f in found(tmp_path, name, data.encode())
    ]
    assert len(given) == len(expected)
    assert all(e in g for e, g in zip(expected, given, strict=True))


def packed(name: str, records: list[bytes]) -> bytes:
    return b"".join(PACK[name](r) for r in records)


# Archives are packed record by record, so that each can be reached alone.
PACK: dict[str, Callable[[bytes], bytes]] = {
    "a.warc": bytes,
    "a.warc.gz": gzip.compress,
    "a.warc.zst": zstandard.ZstdCompressor().compress,
}


@pytest.mark.parametrize("name", PACK)
def test_archives(name: str, tmp_path: Path) -> None:
    first, second = found(tmp_path, name, packed(name, archive(PAGE, PAGE.replace("Italy", "Spain"))))
    assert isinstance(first, Located)
    assert isinstance(second, Located)
    assert first.article.id == "https://gazette.example/0"
    assert "Spain" in second.article.text


@pytest.mark.parametrize("name", PACK)
def test_truncated_archive(name: str, tmp_path: Path) -> None:
    first, second = archive(PAGE, PAGE)
    data = packed(name, [first]) + packed(name, [second])[:-90]
    whole, cut = found(tmp_path, name, data)
    assert isinstance(whole, Located)
    assert isinstance(cut, Refused)
    assert "damaged behind record 1" in cut.reason


REFUSED = [
    ("a.html", b"<html><body></body></html>", "no article"),
    ("a.html", b"\0\1\2", "binary"),
    ("a.xml", BOMB.encode(), "XML entities"),
    ("a.warc", b"not an archive", "damaged"),
    ("a.warc.zst", b"not packed", "damaged"),
]


@pytest.mark.parametrize(("name", "data", "reason"), REFUSED)
def test_refused(name: str, data: bytes, reason: str, tmp_path: Path) -> None:
    (refused,) = found(tmp_path, name, data)
    assert isinstance(refused, Refused)
    assert reason in refused.reason


def test_bomb_of_gzip(tmp_path: Path) -> None:
    bomb = gzip.compress(b'{"text": "' + b"a" * 30_000_000)
    (refused,) = found(tmp_path, "a.jsonl.gz", bomb)
    assert isinstance(refused, Refused)


def test_folder_of_all_kinds(tmp_path: Path) -> None:
    inside = tmp_path / "in\nside"
    inside.mkdir()
    (inside / "a.html").write_text(PAGE)
    (inside / "a.rss").write_text(RSS)
    (inside / "a.txt").write_text("They met.")
    outside = tmp_path / "outside.txt"
    outside.write_text("They met elsewhere.")
    (inside / "link.txt").symlink_to(outside)
    kinds = [type(f).__name__ for f in articles([str(inside)])]
    assert kinds == ["Located", "Located", "Refused", "Located"]
