"""Writes to Slack: the one way out, which checks, paces, tries again and falls back."""

from bot.slack.sender.calls import Clients
from bot.slack.sender.failures import KEY_GONE, LACKING, PERSON_GONE, PLACE_GONE, REFUSED
from bot.slack.sender.gate import FaultyPayload
from bot.slack.sender.sender import SlackSender

__all__ = [
    "KEY_GONE",
    "LACKING",
    "PERSON_GONE",
    "PLACE_GONE",
    "REFUSED",
    "Clients",
    "FaultyPayload",
    "SlackSender",
]
