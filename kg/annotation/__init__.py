"""Document -> Annotation: every document with its spaCy Doc, in Universal Dependencies."""

from kg.annotation.pipeline import Annotation, annotate, load_pipeline, model_fingerprint, without_frameworks

__all__ = ["Annotation", "annotate", "load_pipeline", "model_fingerprint", "without_frameworks"]
