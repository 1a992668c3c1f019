"""How good and how fast the shipped model is: one function a group of tables, see training/evaluate.py."""
