"""Requests to a SPARQL server: who asks, how long, how often again, and what is said of a server that fails.

A request is sent again if nobody answered or the server was busy: all that kg sends can be sent twice.
"""

from __future__ import annotations

import io
import os
import time
from collections.abc import Mapping
from typing import IO, Any

import requests
from requests.auth import AuthBase, HTTPBasicAuth, HTTPDigestAuth
from requests.utils import get_netrc_auth
from urllib3.exceptions import HTTPError, ReadTimeoutError

from kg.errors import QueryTimeout, ServerError
from kg.graph.naming import visible

__all__ = ["Connection", "content", "media_type"]

_USER, _PASSWORD, _TOKEN = "KG_STORE_USER", "KG_STORE_PASSWORD", "KG_STORE_TOKEN"
_CONNECT_S = 5.0
_SILENCE_S = 600.0  # that a server may take for one step of an answer without a limit of its own
_FIRST_WAIT_S, _LONGEST_WAIT_S = 0.2, 5.0
_BUSY = (429, 502, 503, 504)
_SHOWN = 300  # characters of what a server says

_NO_NAME = f"set {_USER} and {_PASSWORD}, or {_TOKEN}, or write a line for it into ~/.netrc"


class Connection:
    """Speaks with one server; `patience_s` is how long it is asked again when it does not answer."""

    def __init__(self, *, patience_s: float) -> None:
        self.patience_s = patience_s
        self._session = requests.Session()
        self._auth: AuthBase | None = None
        self._host = ""

    def close(self) -> None:
        self._session.close()

    def send(
        self,
        method: str,
        url: str,
        *,
        accept: str = "*/*",
        kind: str = "",
        params: Mapping[str, str] | None = None,
        data: Any = None,
        until: float | None = None,
        expected: tuple[int, ...] = (),
    ) -> requests.Response:
        """Send a request and give the answer, its content still to be read.

        kind: the media type of `data`. until: when, on the monotonic clock, the answer must be there.
        expected: statuses that are an answer too, though they say no.
        Raises ServerError, or QueryTimeout if the time is up.
        """
        headers = {"Accept": accept, "User-Agent": "kg"}
        if kind:
            headers["Content-Type"] = kind
        begin, wait = time.monotonic(), _FIRST_WAIT_S
        for tries in range(1, 1000):
            reason, pause = self._try(method, url, headers, params, data, until)
            if isinstance(reason, requests.Response):
                return _checked(reason, url, expected, has_name=self.has_name)
            pause = max(wait, pause)
            spent = time.monotonic() - begin
            if spent + pause > self.patience_s or (until is not None and time.monotonic() + pause > until):
                tried = "once" if tries == 1 else f"{tries} times in {spent:.1f} s"
                raise ServerError(f"{url}: {reason} (tried {tried}); is the server running there?")
            time.sleep(pause)
            wait = min(2 * wait, _LONGEST_WAIT_S)
        raise AssertionError("patience ends before the tries do")

    def _try(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        params: Mapping[str, str] | None,
        data: Any,
        until: float | None,
    ) -> tuple[requests.Response | str, float]:
        """Give the answer; or why there is none yet, and how long the server asks to be left alone."""
        left = _SILENCE_S if until is None else max(until - time.monotonic(), 0.001)
        try:
            response = self._session.request(
                method, url, params=params, data=data, headers=headers, auth=self._answer_for(url),
                timeout=(min(_CONNECT_S, left), left), stream=True, allow_redirects=False,
            )  # fmt: skip
        except requests.ReadTimeout as error:
            raise _late(url, until) from error
        except requests.ConnectionError as error:
            return _reason(error), 0.0
        except requests.RequestException as error:
            raise ServerError(f"{visible(url)}: no address of a server: {error}") from error
        if response.status_code not in _BUSY:
            return response, 0.0
        asked = response.headers.get("Retry-After", "")
        reason = f"the server is busy ({response.status_code})"
        response.close()
        return reason, float(asked) if asked.isascii() and asked.isdigit() else 0.0

    @property
    def has_name(self) -> bool:
        """Tell whether kg knows how to introduce itself."""
        return isinstance(self._auth, _Introduction | _Token)

    def _answer_for(self, url: str) -> AuthBase:
        if self._auth is None:
            self._auth = _introduction(url)
        return self._auth


def _introduction(url: str) -> AuthBase:
    """Find name and password, or token: never on a command line, where others could read them."""
    token, user = os.environ.get(_TOKEN), os.environ.get(_USER)
    if token:
        return _Token(token)
    if user:
        return _Introduction(user, os.environ.get(_PASSWORD, ""))
    known = get_netrc_auth(url)
    return _Introduction(*known) if known else _Nobody()


class _Nobody(AuthBase):
    """Says no name, which keeps requests from looking for one."""

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        return request


class _Token(AuthBase):
    """Shows a token."""

    def __init__(self, token: str) -> None:
        self.token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self.token}"
        return request


class _Introduction(AuthBase):
    """Says name and password once the server asks, in the way it asks for; from then on without being asked."""

    def __init__(self, user: str, password: str) -> None:
        self.name = user, password
        self.way: AuthBase | None = None

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if self.way is not None:
            return self.way(request)
        request.register_hook("response", self._answer)
        return request

    def _answer(self, response: requests.Response, **options: Any) -> requests.Response:
        if response.status_code != 401 or self.way is not None:
            return response
        if response.headers.get("WWW-Authenticate", "").lower().startswith("digest"):
            digest = HTTPDigestAuth(*self.name)
            digest(response.request)
            self.way = digest
            return digest.handle_401(response, **options)
        self.way = HTTPBasicAuth(*(part.encode() for part in self.name))
        _ = response.content
        response.close()
        again = self.way(response.request.copy())
        return response.connection.send(again, **options)


def media_type(response: requests.Response) -> str:
    """Give the media type of an answer, in small letters."""
    return str(response.headers.get("Content-Type", "")).partition(";")[0].strip().lower()


def content(response: requests.Response, until: float | None = None) -> IO[bytes]:
    """Give the content of an answer as a stream; at its end the connection is free again.

    Raises ServerError while it is read if it breaks off, QueryTimeout if the time is up.
    """
    return io.BufferedReader(_Content(response, until), 1 << 16)


class _Content(io.RawIOBase):
    """Reads an answer, and not longer than it may take."""

    def __init__(self, response: requests.Response, until: float | None) -> None:
        self.response = response
        self.until = until

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        url = self.response.url.partition("?")[0]
        if self.until is not None and time.monotonic() > self.until:
            raise _late(url, self.until)
        try:
            piece = self.response.raw.read(len(buffer), decode_content=True)
        except ReadTimeoutError as error:
            raise _late(url, self.until) from error
        except (HTTPError, OSError) as error:
            raise ServerError(f"{url}: the answer broke off: {error}") from error
        if not piece:
            self.response.close()
        buffer[: len(piece)] = piece
        return len(piece)


def _late(url: str, until: float | None) -> QueryTimeout | ServerError:
    if until is not None:
        return QueryTimeout("query: stopped, the server did not answer in time; ask for less, or give it more time")
    return ServerError(f"{url}: no answer for {_SILENCE_S:g} s")


def _reason(error: requests.ConnectionError) -> str:
    """Say in a few words why there was no connection; the library says it in many."""
    if isinstance(error, requests.exceptions.SSLError):
        return "no safe connection: the certificate is not accepted"
    if isinstance(error, requests.ConnectTimeout):
        return "nobody answers"
    text = str(error)
    if "refused" in text:
        return "nobody answers: the connection is refused"
    if "resolve" in text or "Name or service" in text:
        return "there is no server of this name"
    return "the connection broke off"


def _checked(response: requests.Response, url: str, expected: tuple[int, ...], *, has_name: bool) -> requests.Response:
    status = response.status_code
    if status < 300 or status in expected:
        return response
    said = _said(response)
    if status == 401:
        hint = (
            "the server does not accept the name and password, or the token"
            if has_name
            else "the server asks who you are"
        )
        raise ServerError(f"{url}: {hint}; {_NO_NAME}")
    if status == 403:
        raise ServerError(f"{url}: the server does not allow it{said}")
    if status < 400:
        raise ServerError(
            f"{url}: the server points to {response.headers.get('Location', 'another address')}; give that"
        )
    raise ServerError(f"{url}: the server answers with {status}{said}")


def _said(response: requests.Response) -> str:
    """Quote the beginning of what a server says, on one line."""
    try:
        text = content(response).read(4 * _SHOWN).decode("utf-8", "replace")
    except ServerError:
        return ""
    finally:
        response.close()
    if text.lstrip().startswith("<"):
        return ""  # a page for people who look at it
    shown = visible(" ".join(text.split()))
    return f": {shown[:_SHOWN]}" if shown else ""
