"""Where the files that kg ships lie; the only module that knows.

In a checkout they stand at the top level, where people edit them; in a wheel they lie inside the package.
"""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
_SHIPPED = PACKAGE / "data"
_CHECKOUT = PACKAGE.parent

ONTOLOGY = _SHIPPED / "ontology" if _SHIPPED.is_dir() else _CHECKOUT / "ontology"
ENTITIES = (_SHIPPED if _SHIPPED.is_dir() else _CHECKOUT / "seeds") / "entities.ttl"
MODEL = PACKAGE / "annotation" / "model"
MODEL_FILES = ("labels.json", "model.onnx", "tokenizer.json")
QUERIES = PACKAGE / "graph" / "queries"
