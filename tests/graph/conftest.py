import pytest

from kg.graph import Store
from tests.graph.sample import sample_store


@pytest.fixture
def store() -> Store:
    """Give a store with the two sample texts."""
    return sample_store()
