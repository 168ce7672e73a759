"""The one place that reaches for the network: a page or feed by its address, politely and within limits."""

from __future__ import annotations

import ipaddress
import socket
import time
import urllib.robotparser
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx

AGENT = "detente (+https://pypi.org/project/detente/)"
SCHEMES = frozenset({"http", "https"})
REDIRECTS = frozenset({301, 302, 303, 307, 308})


class FetchError(Exception):
    """Why an address could not be fetched, and what to do."""

    def __init__(self, reason: str, advice: str) -> None:
        super().__init__(reason)
        self.reason, self.advice = reason, advice


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds to wait for an answer and for the whole of it, bytes of a body, redirects, seconds between two
    requests to one host, and whether addresses of this machine or its own network are allowed."""

    timeout: float = 20.0
    total: float = 60.0
    largest: int = 20_000_000
    redirects: int = 5
    delay: float = 1.0
    private: bool = False


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: the address it came from in the end, its kind, its body, and the marks to ask for changes by."""

    url: str
    kind: str
    body: bytes
    etag: str | None = None
    modified: str | None = None


class _Guarded(httpcore.SyncBackend):
    """Connects to the address that was looked at, not to what a second look-up of the name might give."""

    def __init__(self, private: bool) -> None:
        self.private = private

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except OSError:
            raise httpcore.ConnectError(f"the host {host} is not known") from None
        address = str(found[0][4][0])
        if not self.private and not ipaddress.ip_address(address.partition("%")[0]).is_global:
            raise httpcore.UnsupportedProtocol(
                f"{host} is {address}, an address of this machine or its own network"
            )
        return super().connect_tcp(address, port, timeout, local_address, socket_options)


@dataclass
class Fetcher:
    """Fetches addresses one after the other; a context manager, so that its connections are closed."""

    limits: Limits = field(default_factory=Limits)
    clock: Callable[[], float] = time.monotonic
    wait: Callable[[float], None] = time.sleep

    def __post_init__(self) -> None:
        transport = httpx.HTTPTransport(trust_env=False)
        transport._pool = httpcore.ConnectionPool(  # the only way to choose the address oneself
            ssl_context=httpx.create_ssl_context(), network_backend=_Guarded(self.limits.private)
        )
        self._client = httpx.Client(
            transport=transport, headers={"User-Agent": AGENT}, timeout=self.limits.timeout, trust_env=False
        )
        self._last: dict[str, float] = {}
        self._robots: dict[str, urllib.robotparser.RobotFileParser] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def get(self, url: str, etag: str | None = None, modified: str | None = None) -> Fetched | None:
        """What stands at the address; None where it has not changed since the marks were given.

        Raises:
            FetchError: the address is not allowed, cannot be reached, or answers with an error or too much.
        """
        asked = {"If-None-Match": etag, "If-Modified-Since": modified}
        headers = {k: v for k, v in asked.items() if v}
        for _ in range(self.limits.redirects + 1):
            self._check(url)
            if not self._allowed(url):
                raise FetchError(
                    "the site's robots.txt does not allow it", "ask the site, or save the page yourself"
                )
            status, answer, body = self._ask(url, headers)
            if status == httpx.codes.NOT_MODIFIED:
                return None
            if status in REDIRECTS and "location" in answer:
                url = urljoin(url, answer["location"])
                continue
            if status >= httpx.codes.BAD_REQUEST:
                raise FetchError(f"the server answers {status}", "check the address")
            return Fetched(
                url, answer.get("content-type", ""), body, answer.get("etag"), answer.get("last-modified")
            )
        raise FetchError(f"more than {self.limits.redirects} redirects", "give the address where they end")

    def _check(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in SCHEMES or not parts.hostname:
            raise FetchError(
                f"'{parts.scheme}:' addresses are not fetched", "give one that begins with https://"
            )

    def _allowed(self, url: str) -> bool:
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._robots:
            rules = urllib.robotparser.RobotFileParser()
            try:
                status, _, body = self._ask(f"{site}/robots.txt", {})
                rules.parse(body.decode("utf-8", "replace").splitlines() if status == httpx.codes.OK else [])
            except FetchError as error:
                if "its own network" in error.reason or "not known" in error.reason:
                    raise
                rules.parse([])
            self._robots[site] = rules
        return self._robots[site].can_fetch(AGENT, url)

    def _ask(self, url: str, headers: dict[str, str]) -> tuple[int, httpx.Headers, bytes]:
        host = urlsplit(url).netloc
        if (last := self._last.get(host)) is not None and (
            rest := self.limits.delay - (self.clock() - last)
        ) > 0:
            self.wait(rest)
        end = self.clock() + self.limits.total
        try:
            with self._client.stream("GET", url, headers=headers) as answer:
                body = bytearray()
                if answer.status_code not in REDIRECTS:
                    for chunk in answer.iter_bytes(65_536):
                        body += chunk
                        if len(body) > self.limits.largest:
                            size = self.limits.largest // 1_000_000
                            raise FetchError(f"more than {size} MB", "this is no article; leave it out")
                        if self.clock() > end:
                            raise FetchError(f"not done after {self.limits.total:.0f} s", "try again later")
                return answer.status_code, answer.headers, bytes(body)
        except httpx.TimeoutException:
            raise FetchError(f"no answer within {self.limits.timeout:.0f} s", "try again later") from None
        except httpx.UnsupportedProtocol as error:
            raise FetchError(str(error), "allow it with --allow-private if you mean it") from None
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            raise FetchError(f"cannot be reached ({error})", "check the address and the network") from None
        finally:
            self._last[host] = self.clock()
