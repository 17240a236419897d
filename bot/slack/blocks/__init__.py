"""Checks a payload against Slack's Block Kit limits before it is sent."""

from bot.slack.blocks.check import check_message, check_options, check_stream, check_view
from bot.slack.blocks.problem import Problem

__all__ = ["Problem", "check_message", "check_options", "check_stream", "check_view"]
