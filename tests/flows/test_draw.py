"""The drawings in docs are those of the flows as they are now."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from flows.draw import drawings, mermaid
from flows.load import load_flows

FLOWS = load_flows()
DOCS = Path(__file__).parents[2] / "docs" / "flows"


@pytest.mark.parametrize("name", drawings(FLOWS))
def test_a_drawing_in_docs_is_drawn_from_the_flow_as_it_is(name: str) -> None:
    """Draw again with ”lotsen flows draw”, or with python -m flows.draw."""
    assert (DOCS / name).read_text(encoding="utf-8") == drawings(FLOWS)[name]


def test_the_picture_shows_every_rule_and_has_a_text_for_screen_readers() -> None:
    for flow in FLOWS.values():
        picture = ET.fromstring(drawings(FLOWS)[f"{flow.id}.svg"])  # noqa: S314 - drawn by us
        words = " ".join(picture.itertext())
        assert all(f"{n}." in words for n in range(1, len(flow.rules) + 1))
        assert picture.attrib["role"] == "img"


def test_the_diagram_has_a_diamond_and_an_outcome_for_every_rule() -> None:
    for flow in FLOWS.values():
        lines = mermaid(flow).splitlines()
        assert sum("-- ja -->" in line for line in lines) == len(flow.rules)
