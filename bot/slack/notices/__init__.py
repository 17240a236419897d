"""Notices in Slack: to units that something waits, and to people when one did not get through."""

from bot.slack.notices.channel import SlackNotices
from bot.slack.notices.dead import DeadNotices
from bot.slack.notices.rounds import Rounds

__all__ = ["DeadNotices", "Rounds", "SlackNotices"]
