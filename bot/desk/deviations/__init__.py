"""Deviations: ordinary drafts and messages, with what is known of the event filled in before."""
