"""The routes: requests in, answers out. protocol.py reads what is asked for, a worker makes the answer."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import IO, Any
from urllib.parse import unquote

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg import paths
from kg.ontology import schema_source
from kg.server.description import describe
from kg.server.negotiation import DATASETS, GRAPHS, TABLES, THINGS, Offer, choose
from kg.server.pool import Answer, Pool
from kg.server.protocol import Question, Update, is_iri, read_graph_name, read_input_format, read_operation, read_values
from kg.server.refusal import Refusal
from kg.server.settings import Settings
from kg.vocabulary import BASE

__all__ = ["make_app"]

_PIECE = 1 << 16  # bytes
_SLOWEST_S = 30.0  # for a client to take a piece of an answer
_GONE = 499  # nobody reads it
# What triples are written as where names of graphs could stand too.
_PLAIN = {"nquads": "ntriples", "trig": "turtle"}
_HOST = re.compile(r"(?:[\w.-]*|\[[\da-fA-F:.]+\])(?::\d{1,5})?")
_LOCAL_NAMES = ("localhost", "127.0.0.1", "[::1]")
_TEMPLATE = Path(__file__).resolve().parent / "template"
_STATIC = {"ask.html": "text/html", "ask.js": "text/javascript", "pages.css": "text/css"}
# Nothing is loaded from anywhere else, nothing runs that is not ours, and no other page may frame ours.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data: blob:; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def make_app(settings: Settings) -> Starlette:
    """Make the application; its workers start with it and end with it."""
    pool = Pool(settings)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await pool.start()
        yield
        await pool.stop()

    server = _Server(settings, pool)
    writes = ["PUT", "POST", "DELETE"] if settings.is_writable else []
    middleware = [Middleware(_Guard, settings=settings)]
    if settings.origins:
        methods = ["GET", "HEAD", "POST", *writes]
        cors = Middleware(CORSMiddleware, allow_origins=settings.origins, allow_methods=methods, allow_headers=["*"])
        middleware.insert(0, cors)
    return Starlette(
        routes=[
            Route("/sparql", server.sparql, methods=["GET", "POST"]),
            Route("/graphs", server.graphs, methods=["GET", *writes]),
            Route("/", server.page, methods=["GET"]),
            Route("/ontology", server.ontology, methods=["GET"]),
            Route("/saved/{name}", server.saved, methods=["GET"]),
            Route("/static/known.json", server.known, methods=["GET"]),
            Route("/static/{name:path}", server.static, methods=["GET"]),
            Route("/{path:path}", server.thing, methods=["GET"]),
        ],
        middleware=middleware,
        exception_handlers={Refusal: _refuse, HTTPException: _refuse_http, ClientDisconnect: _let_go},
        lifespan=lifespan,
    )


class _Server:
    """Answers requests with the help of a pool."""

    def __init__(self, settings: Settings, pool: Pool) -> None:
        self.settings = settings
        self.pool = pool

    async def sparql(self, request: Request) -> Response:
        """The SPARQL 1.1 Protocol."""
        limit = self.settings.max_body if self.settings.is_writable else self.settings.max_query
        body = await self._read_body(request, limit)
        content_type = request.headers.get("content-type")
        operation = read_operation(request.method, request.scope["query_string"], content_type, body)
        if operation is None:
            return self._describe(request)
        if isinstance(operation, Update):
            return await self._update(request, operation)
        return await self._ask(request, operation)

    def _describe(self, request: Request) -> Response:
        offer = _choose(request, GRAPHS)
        endpoint = str(request.url.replace(query="", fragment=""))
        return _written(describe(endpoint, offer.format, is_writable=self.settings.is_writable), offer)

    async def _ask(self, request: Request, question: Question) -> Response:
        accept = _accept(request)
        table, graph = choose(accept, TABLES), choose(accept, GRAPHS)
        if not table and not graph:
            raise _not_acceptable((*TABLES, *GRAPHS))
        job = {
            "kind": "ask",
            "default_graphs": question.default_graphs,
            "named_graphs": question.named_graphs,
            "table": table.format if table else "",
            "graph": graph.format if graph else "",
            "max_rows": self.settings.max_rows,
        }
        answer = await _unless_gone(request, self.pool.ask(job, question.text.encode("utf-8", "replace")))
        written = [offer for offer in (table, graph) if offer and offer.format == answer.end["format"]]
        return _Streamed(answer, written[0].media)

    async def _update(self, request: Request, update: Update) -> Response:
        if not self.settings.is_writable:
            raise Refusal(403, "This server only reads; to write, start it with --read-write.")
        job = {"kind": "update", "default_graphs": update.default_graphs, "named_graphs": update.named_graphs}
        await _unless_gone(request, self.pool.change(job, update.text.encode("utf-8", "replace")))
        return Response(status_code=204)

    async def graphs(self, request: Request) -> Response:
        """The SPARQL 1.1 Graph Store HTTP Protocol."""
        query = request.scope["query_string"]
        if request.method in ("GET", "HEAD"):
            return await self._read_graph(request, query)
        name = read_graph_name(query)
        if request.method == "DELETE":
            await _unless_gone(request, self.pool.change({"kind": "drop_graph", "name": name}))
            return Response(status_code=204)
        format_ = read_input_format(request.headers.get("content-type"))
        body = await self._read_body(request, self.settings.max_body)
        job = {"kind": "write_graph", "name": name, "format": format_, "replace": request.method == "PUT"}
        answer = await _unless_gone(request, self.pool.change(job, body))
        return Response(status_code=201 if answer.end["is_new"] else 204)

    async def _read_graph(self, request: Request, query: bytes) -> Response:
        if not query:
            offer = _choose(request, DATASETS)
            job: dict[str, Any] = {"kind": "read_dataset", "format": offer.format}
        else:
            offer = _choose(request, GRAPHS)
            name = read_graph_name(query)
            format_ = _PLAIN.get(offer.format, offer.format)
            is_head = request.method == "HEAD"
            job = {"kind": "read_graph", "name": name, "format": format_, "is_head": is_head}
        return _Streamed(await _unless_gone(request, self.pool.ask(job)), offer.media)

    async def page(self, _: Request) -> Response:
        """The page to ask."""
        return _file("ask.html")

    async def static(self, request: Request) -> Response:
        """What the pages are made of: these files and no others."""
        name = request.path_params["name"]
        if name not in _STATIC:
            raise HTTPException(404)
        return _file(name)

    async def known(self, request: Request) -> Response:
        """What the page to ask knows beforehand."""
        job = {"kind": "tell_page", **self._own()}
        return _Streamed(await _unless_gone(request, self.pool.ask(job)), "application/json")

    def _own(self) -> dict[str, str]:
        """Give the folders of one's own that saved questions and their words come from."""
        return {"ontology": str(self.settings.ontology or ""), "queries": str(self.settings.queries or "")}

    async def saved(self, request: Request) -> Response:
        """A saved question as SPARQL, with the values that the address gives for its parameters."""
        values = dict(read_values(request.scope["query_string"]))
        job = {
            "kind": "bind",
            "question": request.path_params["name"],
            "values": values,
            **self._own(),
        }
        return _Streamed(await _unless_gone(request, self.pool.ask(job)), "application/sparql-query")

    async def ontology(self, request: Request) -> Response:
        """What stands behind the IRIs of classes and properties, which all are parts of this one description."""
        offer = _choose(request, (Offer("text/turtle", "turtle"), Offer("text/plain", "turtle")))
        content = schema_source(self.settings.ontology or paths.ONTOLOGY)
        return _written(content, offer)

    async def thing(self, request: Request) -> Response:
        """What stands behind an IRI of the graph: a page to read, or triples."""
        wanted = request.query_params.get("format")
        offers = [offer for offer in THINGS if wanted is None or offer.format == wanted]
        if wanted is not None and not offers:
            raise Refusal(400, f"The format is none of {', '.join(dict.fromkeys(o.format for o in THINGS))}.")
        offer = _choose(request, THINGS) if wanted is None else offers[0]
        job = {
            "kind": "show",
            "iris": _iris(request),
            "format": _PLAIN.get(offer.format, offer.format),
            "languages": request.headers.get("accept-language", ""),
            "ontology": str(self.settings.ontology or ""),
        }
        answer = await _unless_gone(request, self.pool.ask(job))
        return _Streamed(answer, offer.media, "Accept, Accept-Language")

    async def _read_body(self, request: Request, limit: int) -> bytes:
        """Take the body in; refuse one that is too large or takes too long, and read no further."""
        close = {"Connection": "close"}
        if request.headers.get("content-encoding", "identity").lower() != "identity":
            raise Refusal(415, "The body is compressed; send it as it is.", {**close, "Accept-Encoding": "identity"})
        length = request.headers.get("content-length", "0")
        too_large = Refusal(413, f"The body has more than {limit:,} bytes.", close)
        if length.isdigit() and int(length) > limit:
            raise too_large
        pieces: list[bytes] = []
        size = 0
        try:
            async with asyncio.timeout(self.settings.body_timeout_s):
                async for piece in request.stream():
                    size += len(piece)
                    if size > limit:
                        raise too_large
                    pieces.append(piece)
        except TimeoutError as error:
            raise Refusal(408, f"The body took longer than {self.settings.body_timeout_s:g} s.", close) from error
        return b"".join(pieces)


def _accept(request: Request) -> str:
    return ",".join(request.headers.getlist("accept"))


def _iris(request: Request) -> list[str]:
    """Give the IRIs that the path may stand for: letters beyond ASCII as they are, or as percent signs."""
    raw = request.scope["raw_path"].decode("ascii", "replace")
    iris = [BASE + path.lstrip("/") for path in dict.fromkeys((request.scope["path"], raw, unquote(raw)))]
    known = [iri for iri in iris if is_iri(iri)]
    if not known:
        raise Refusal(404, "There is nothing here.")
    return known


def _choose(request: Request, offers: tuple[Offer, ...]) -> Offer:
    offer = choose(_accept(request), offers)
    if offer is None:
        raise _not_acceptable(offers)
    return offer


def _not_acceptable(offers: tuple[Offer, ...]) -> Refusal:
    names = ", ".join(dict.fromkeys(offer.media for offer in offers))
    return Refusal(406, f"None of the media types asked for can be written; expected one of {names}.")


async def _unless_gone(request: Request, work: Awaitable[Answer]) -> Answer:
    """Wait for an answer, but only as long as somebody waits for it; then the work is stopped."""
    task = asyncio.ensure_future(work)
    gone = asyncio.ensure_future(_wait_until_gone(request))
    try:
        await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            raise ClientDisconnect
        return task.result()
    finally:
        for unfinished in (task, gone):
            unfinished.cancel()
        await asyncio.gather(task, gone, return_exceptions=True)


async def _wait_until_gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


# Answers


def _file(name: str) -> Response:
    content = (_TEMPLATE / name).read_bytes()
    return Response(content, media_type=_with_charset(_STATIC[name]), headers={"Cache-Control": "no-cache"})


def _written(content: bytes, offer: Offer) -> Response:
    return Response(content, media_type=_with_charset(offer.media), headers={"Vary": "Accept"})


def _with_charset(media: str) -> str:
    return f"{media}; charset=utf-8" if media.startswith("text/") else media


class _Streamed(Response):
    """What a worker wrote, sent piece by piece; a client that does not take it is let go."""

    def __init__(self, answer: Answer, media: str, vary: str = "Accept") -> None:
        super().__init__(media_type=_with_charset(media), headers={"Vary": vary})
        self.headers["Content-Length"] = str(answer.length)
        self.answer: IO[bytes] = answer.content
        self.length = answer.length

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with self.answer:
            await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
            left = self.length if scope["method"] != "HEAD" else 0
            while left > _PIECE:
                async with asyncio.timeout(_SLOWEST_S):
                    await send({"type": "http.response.body", "body": self.answer.read(_PIECE), "more_body": True})
                left -= _PIECE
            await send({"type": "http.response.body", "body": self.answer.read(left)})


def _refuse(_: Request, refusal: Exception) -> Response:
    assert isinstance(refusal, Refusal)
    return PlainTextResponse(f"{refusal.message}\n", refusal.status, dict(refusal.headers))


def _refuse_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    headers: Mapping[str, str] = error.headers or {}
    if error.status_code == 404:
        return PlainTextResponse(f"{request.scope['path']}: there is nothing here.\n", 404)
    if error.status_code == 405:
        allowed = ", ".join(sorted(name.strip() for name in headers.get("Allow", "").split(",")))
        message = f"{request.method} is not for this address; allowed: {allowed}.\n"
        return PlainTextResponse(message, 405, {"Allow": allowed})
    return PlainTextResponse(f"{error.detail}\n", error.status_code, dict(headers))


def _let_go(_: Request, __: Exception) -> Response:
    return Response(status_code=_GONE)


# Who may ask


class _Guard:
    """Refuses what a page of somebody else makes a browser ask, and sets the headers every answer has."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        refusal = self._refusal(request)
        answer: Callable[[Scope, Receive, Send], Awaitable[None]] = _refuse(request, refusal) if refusal else self.app

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await answer(scope, receive, send_with_headers)

    def _refusal(self, request: Request) -> Refusal | None:
        host = request.headers.get("host", "")
        if not _HOST.fullmatch(host):
            return Refusal(400, f"{host!r} is no name of a server.")
        if self.settings.is_loopback and _name(host) not in (*_LOCAL_NAMES, self.settings.host):
            # A name that somebody points at this machine would make their page one of ours.
            return Refusal(421, f"{host!r} is not the name of this server.")
        origin = request.headers.get("origin")
        is_own = origin is None or origin.partition("://")[2] == host or origin in self.settings.origins
        if self.settings.is_writable and request.method not in ("GET", "HEAD", "OPTIONS") and not is_own:
            return Refusal(403, f"Pages of {origin} may not write; allow it with --cors.")
        return None


def _name(host: str) -> str:
    """Take the port off."""
    name, _, port = host.rpartition(":")
    return name if name and port.isdigit() else host
