"""Decisions, forms and training: reviewed data and pure functions."""
