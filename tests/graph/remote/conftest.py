from collections.abc import Iterator

import pytest

from tests.graph.remote.servers import PASSWORD, USER, Gate, gate, oxigraph, virtuoso


@pytest.fixture(scope="session")
def oxigraph_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give an Oxigraph server that lets anybody in."""
    with oxigraph(tmp_path_factory.mktemp("oxigraph")) as address:
        yield address


@pytest.fixture(scope="session")
def guarded(oxigraph_server: str) -> Iterator[Gate]:
    """Give the same behind a gate that asks for name and password."""
    with gate(oxigraph_server) as made:
        yield made


@pytest.fixture(scope="session")
def union_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give an Oxigraph server whose default graph is everything it has."""
    with oxigraph(tmp_path_factory.mktemp("union"), "--union-default-graph") as address:
        yield address


@pytest.fixture(scope="session")
def virtuoso_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give a Virtuoso server, which asks for name and password in its own way and has a union as its default graph."""
    with virtuoso(tmp_path_factory.mktemp("virtuoso")) as address:
        yield address


@pytest.fixture(params=["guarded", "virtuoso_server", "union_server"])
def address(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Give the address of each server in turn, with the name and the password it asks for."""
    found = request.getfixturevalue(request.param)
    monkeypatch.setenv("KG_STORE_USER", USER)
    monkeypatch.setenv("KG_STORE_PASSWORD", PASSWORD)
    return found.address if isinstance(found, Gate) else str(found)
