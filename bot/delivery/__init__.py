"""Brings notices out: the outbox worker, its channels, and reminders."""
