"""Event analyses, lessons and follow-ups in Slack: on the Home tab, in modals, in a channel."""

from bot.slack.analyses.joining import Analyses, build_analyses

__all__ = ["Analyses", "build_analyses"]
