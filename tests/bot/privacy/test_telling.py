"""The one who wrote is told what was hidden and how to remove it."""

import pytest

from bot.privacy import IdentityKind, describe, mask
from bot.privacy.telling import Surface


def test_nothing_is_said_when_nothing_was_hidden() -> None:
    assert describe(mask("Vad gäller?").findings) == ""


def test_what_was_hidden_is_said_with_its_number() -> None:
    masked = mask("Anna och Göran, 19811218-9876, 070-123 45 67")
    said = describe(masked.findings)
    assert said.startswith("Jag dolde 2 namn, ett personnummer och ett telefonnummer i din text. ")


def test_kinds_alone_can_be_told() -> None:
    assert describe(["epost"]).startswith("Jag dolde en e-postadress i din text. ")


def test_in_slack_the_way_to_remove_it_is_said() -> None:
    said = describe(mask("Anna ringde").findings, Surface.SLACK)
    assert "redigera ditt eget meddelande" in said
    assert "jag kan inte göra det åt dig" in said


@pytest.mark.parametrize("kind", list(IdentityKind))
def test_every_kind_has_its_words(kind: IdentityKind) -> None:
    assert "Jag dolde e" in describe([kind])
    assert "Jag dolde 2 " in describe([kind, kind])
