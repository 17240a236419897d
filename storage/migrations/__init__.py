"""The tables, as ordered steps that are each applied once; never change a released step."""

from storage.migrations import m001_answers, m002_questions
from storage.migrations.steps import MIGRATIONS

__all__ = ["MIGRATIONS", "m001_answers", "m002_questions"]
