"""Reads the forms of analyses that are typed in, sent in or closed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.desk.drafts.desk import Author
from bot.slack.pressed import Body, team_of
from bot.slack.views.analysis_marks import CHANNEL, REPORTS, TEXT, UNITS, AnalysisMark

_TEXT = f"{TEXT}_"


@dataclass(frozen=True)
class Filled:
    """A form: about what, what stands in it, in which modal, and the modal below it."""

    author: Author
    mark: AnalysisMark | None
    window: str
    below: str | None
    values: Mapping[str, Any]

    @property
    def texts(self) -> dict[str, str]:
        """Give what is written, by heading."""
        return {
            name.removeprefix(_TEXT): str(element.get("value") or "")
            for name, element in self.values.items()
            if name.startswith(_TEXT)
        }

    @property
    def units(self) -> list[str]:
        """Give the units that are chosen."""
        return _chosen(self.values.get(UNITS) or {})

    @property
    def reports(self) -> list[str]:
        """Give the reports that are chosen."""
        return _chosen(self.values.get(REPORTS) or {})

    @property
    def channel(self) -> str:
        """Give the channel that is chosen, or nothing."""
        return str((self.values.get(CHANNEL) or {}).get("selected_conversation") or "")

    @property
    def choices(self) -> dict[str, str]:
        """Give the one option that is chosen of each question."""
        found = {name: one.get("selected_option") or {} for name, one in self.values.items()}
        return {name: str(one["value"]) for name, one in found.items() if "value" in one}


def read_filled(body: Body) -> Filled:
    """Read a form."""
    view = body["view"]
    values = (view.get("state") or {}).get("values") or {}
    return Filled(
        author=Author(team_of(body), body["user"]["id"]),
        mark=AnalysisMark.read(view.get("private_metadata") or ""),
        window=view["id"],
        below=view.get("previous_view_id"),
        values={name: block.get(name) or {} for name, block in values.items()},
    )


def _chosen(element: Mapping[str, Any]) -> list[str]:
    return [str(one["value"]) for one in element.get("selected_options") or ()]
