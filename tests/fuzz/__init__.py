"""Targets that a fuzzer feeds with bytes, and the small corpus it starts from.

`python -m tests.fuzz --seconds 60` runs them by atheris, guided by what of kg each input reaches;
test_targets.py runs each over its corpus, so that they hold without a fuzzer as well.
"""
