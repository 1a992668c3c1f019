"""Measurements that a command repeats: `make benchmark`."""
