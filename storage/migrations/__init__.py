"""The tables, as ordered steps that are each applied once; never change a released step."""

from storage.migrations import (
    m001_answers,
    m002_questions,
    m003_replies,
    m004_feedback,
    m005_handoffs,
    m006_guidances,
    m010_units,
    m011_drafts,
    m012_messages,
    m013_audit,
    m014_statistics,
    m015_draft_places,
    m016_relay_edits,
    m017_analyses,
    m019_unsent,
    m020_readings,
)
from storage.migrations.steps import MIGRATIONS

__all__ = [
    "MIGRATIONS",
    "m001_answers",
    "m002_questions",
    "m003_replies",
    "m004_feedback",
    "m005_handoffs",
    "m006_guidances",
    "m010_units",
    "m011_drafts",
    "m012_messages",
    "m013_audit",
    "m014_statistics",
    "m015_draft_places",
    "m016_relay_edits",
    "m017_analyses",
    "m019_unsent",
    "m020_readings",
]
