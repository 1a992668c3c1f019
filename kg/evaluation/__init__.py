"""A build held against what a careful reader takes from the same texts.

gold      a YAML file with texts and their facts -> Gold
scoring   a store and a Gold -> Scores
"""

from kg.evaluation.gold import Gold, GoldFact, GoldText, read_gold
from kg.evaluation.scoring import Scores, evaluate

__all__ = ["Gold", "GoldFact", "GoldText", "Scores", "evaluate", "read_gold"]
