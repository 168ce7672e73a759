"""Fetching, against a server of the test's own on this machine."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from detente.intake import Limits, Located, Refused, articles
from detente.intake.fetch import Fetcher, FetchError
from tests.intake.test_kinds import PAGE, RSS

LIMITS = Limits(timeout=2, total=2, largest=200_000, delay=0, private=True)


class Site(BaseHTTPRequestHandler):
    """Pages by path; `asked` lists what was asked for."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        pages = {
            "/page": ("text/html", PAGE.encode()),
            "/feed": ("application/rss+xml", RSS.encode()),
            "/robots.txt": ("text/plain", b"User-agent: *\nDisallow: /closed"),
            "/closed": ("text/html", PAGE.encode()),
            "/large": ("text/html", b"a" * 300_000),
        }
        if self.path == "/loop":
            self._answer(302, {"Location": "/loop"})
        elif self.path == "/moved":
            self._answer(301, {"Location": "/page"})
        elif self.path == "/away":
            self._answer(302, {"Location": "file:///etc/passwd"})
        elif self.path == "/endless":
            self._endless()
        elif self.headers.get("If-None-Match") == '"1"':
            self._answer(304, {})
        elif self.path in pages:
            kind, body = pages[self.path]
            self._answer(200, {"Content-Type": kind, "ETag": '"1"'}, body)
        else:
            self._answer(404, {})

    def _answer(self, status: int, headers: dict[str, str], body: bytes = b"") -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _endless(self) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            for _ in range(100_000):
                self.wfile.write(b"<item/>" * 1_000)
        except OSError:
            pass

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is logged."""


@pytest.fixture
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    Site.asked.clear()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


REFUSED = [
    ("/closed", "robots.txt"),
    ("/large", "more than"),
    ("/endless", "more than"),
    ("/loop", "redirects"),
    ("/away", "'file:' addresses"),
    ("/nowhere", "404"),
]


@pytest.mark.parametrize(("path", "reason"), REFUSED)
def test_refused(path: str, reason: str, site: str) -> None:
    (refused,) = articles([site + path], LIMITS)
    assert isinstance(refused, Refused)
    assert reason in refused.reason
    assert refused.where == site + path


@pytest.mark.parametrize("path", ["/page", "/moved"])
def test_page(path: str, site: str) -> None:
    (found,) = articles([site + path], LIMITS)
    assert isinstance(found, Located)
    assert found.article.title == "Talks in Rome"
    assert found.article.id == site + "/page"


def test_feed(site: str) -> None:
    first, _ = articles([site + "/feed"], LIMITS)
    assert isinstance(first, Located)
    assert first.article.text.startswith("Paris a reçu Rome.")


def test_unchanged(site: str) -> None:
    with Fetcher(LIMITS) as fetcher:
        answer = fetcher.get(site + "/page")
        assert answer is not None
        assert fetcher.get(site + "/page", etag=answer.etag) is None
    assert Site.asked == ["/robots.txt", "/page", "/page"]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_own_machine_is_not_asked(host: str, site: str) -> None:
    url = f"http://{host}:{site.rpartition(':')[2]}/page"
    (refused,) = articles([url], Limits(timeout=2, delay=0))
    assert isinstance(refused, Refused)
    assert "its own network" in refused.reason
    assert Site.asked == []


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://gazette.example/a", "gopher://gazette.example"])
def test_schemes(url: str) -> None:
    with Fetcher(LIMITS) as fetcher, pytest.raises(FetchError, match="addresses are not fetched"):
        fetcher.get(url)


def test_delay(site: str) -> None:
    waited: list[float] = []
    with Fetcher(Limits(delay=5, private=True), clock=lambda: 100.0, wait=waited.append) as fetcher:
        fetcher.get(site + "/page")
        fetcher.get(site + "/feed")
    assert waited == [5, 5]
