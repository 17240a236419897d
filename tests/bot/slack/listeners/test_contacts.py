"""Which channel a question goes to, and what is said of a file that can't be used."""

from pathlib import Path

import pytest

from bot.slack.contacts import Contacts
from knowledge.model import StaffError

FILE = """
[[units]]
name = "Hemsjukvården"
channel = "C0HSV00004"
members = ["U0AMIR002"]

[[units]]
name = "Rehab"
channel = "C0REH00006"
members = ["U0AMIR002", "U0JONA004"]
team = "T2"
"""


@pytest.fixture
def contacts(tmp_path: Path) -> Contacts:
    file = tmp_path / "contacts.toml"
    file.write_text(FILE, encoding="utf-8")
    return Contacts.read(file, "C0OMBUD002")


@pytest.mark.parametrize(
    ("team", "user", "channel", "place"),
    [
        ("T1", "U0AMIR002", "C0HSV00004", "kontaktkanalen för Hemsjukvården"),
        ("T2", "U0JONA004", "C0REH00006", "kontaktkanalen för Rehab"),
        # The unit is of another workspace.
        ("T1", "U0JONA004", "C0OMBUD002", "kontaktkanalen"),
        ("T1", "U0ELSA001", "C0OMBUD002", "kontaktkanalen"),
    ],
)
def test_the_units_channel_goes_before_the_default(
    team: str, user: str, channel: str, place: str, contacts: Contacts
) -> None:
    contact = contacts.of(team, user)
    assert contact is not None
    assert (contact.channel, contact.place) == (channel, place)


@pytest.mark.parametrize("default", [None, ""])
def test_without_a_channel_there_is_no_contact(default: str | None) -> None:
    assert Contacts.read(None, default).of("T1", "U1") is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[units]", "giltig TOML"),
        ('[[units]]\nname = "A"\n', "units › 0 › channel"),
        ('[[units]]\nname = "A"\nchannel = "#kanal"\n', "units › 0 › channel"),
        ('[[units]]\nname = "A"\nchannel = "C012"\nmembers = "U1"\n', "units › 0 › members"),
        ('[[unit]]\nname = "A"\n', "unit"),
    ],
)
def test_a_faulty_file_says_where_and_what_to_do(text: str, said: str, tmp_path: Path) -> None:
    file = tmp_path / "contacts.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(StaffError, match=said):
        Contacts.read(file, None)


def test_a_file_that_is_not_there_says_which_setting(tmp_path: Path) -> None:
    with pytest.raises(StaffError, match="LOTSEN_CONTACTS_FILE"):
        Contacts.read(tmp_path / "nothing.toml", None)
