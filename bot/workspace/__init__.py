"""The embedded practice workspace: a stand-in for Slack on this computer, and its page."""

from bot.workspace.clock import ManualClock, WallClock
from bot.workspace.installed import Command, InstalledApp, Shortcut
from bot.workspace.practice_error import NoAnswerError, PracticeError
from bot.workspace.server import serve
from bot.workspace.spots import Where
from bot.workspace.workspace import Workspace

__all__ = [
    "Command",
    "InstalledApp",
    "ManualClock",
    "NoAnswerError",
    "PracticeError",
    "Shortcut",
    "WallClock",
    "Where",
    "Workspace",
    "serve",
]
