"""Joins what the listeners of analyses hand over to."""

from dataclasses import dataclass

from bot.app import Lotsen
from bot.slack.analyses.opened import OpenAnalyses
from bot.slack.analyses.services import Services
from bot.slack.analyses.starting import Beginning
from bot.slack.analyses.telling import Telling
from bot.slack.analyses.writing import PartForms
from bot.slack.surface import Surface
from bot.slack.typing import UnsentWords


@dataclass(frozen=True)
class Analyses:
    """What is begun, opened, written and told."""

    opened: OpenAnalyses
    beginning: Beginning
    parts: PartForms
    telling: Telling


def build_analyses(lotsen: Lotsen, surface: Surface) -> Analyses:
    """Join the services."""
    unsent = UnsentWords(lotsen.unsent, surface.clock)
    services = Services(
        lotsen.analysis_desk, lotsen.lesson_desk, lotsen.unit_register, surface, unsent
    )
    opened = OpenAnalyses(services)
    return Analyses(
        opened,
        Beginning(services, opened),
        PartForms(services, opened),
        Telling(services),
    )
