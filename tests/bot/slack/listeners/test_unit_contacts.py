"""A question for a person goes to the contact point of the unit that the asker is here as."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot.app import Lotsen
from bot.settings import Settings
from bot.slack import words
from bot.slack.contacts import read_contacts
from bot.units import Unit
from bot.units.register import stored_of
from storage.units import Change, Origin

House = Any  # the conftest's; a folder of tests is no package to import from
Json = dict[str, Any]
ELSA, AMIR, SARA, MAJA = "U0ELSA001", "U0AMIR002", "U0SARA005", "U0MAJA006"
OMBUD, LARKAN, INKORG = "C0OMBUD002", "C0HTJ00003", "C0HSV00004"
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)

pytestmark = pytest.mark.anyio


def shown(thing: object) -> str:
    return json.dumps(thing, ensure_ascii=False)


def unit(unit_id: str, channel: str | None, *users: str, ombud: str = "") -> Unit:
    members = [{"user": user} for user in users]
    members += [{"user": ombud, "role": "kontaktombud"}] if ombud else []
    point = {"channel": channel} if channel else {"phone": "010-123 45 67"}
    fields = {"id": unit_id, "name": unit_id.capitalize(), "type": "vardcentral"}
    more = {"organisation": "Demoby", "has_samsa": True, "members": members}
    return Unit.model_validate({**fields, **more, "contact_point": point}, strict=False)


def bring_in(lotsen: Lotsen, *units: Unit, team: str = "") -> None:
    put, seen = [stored_of(one) for one in units], lotsen.units.version(team)
    change = Change(put, [], [one.id for one in units], [], seen)
    lotsen.units.apply(team, change, Origin(NOW, "test", "0"))


async def ask(house: House, user: str) -> Json:
    """Ask, and look at where the question would be handed on."""
    answer: Json = await house.ask(user, house.workspace.direct(user).id)
    await house.press(user, "ask_human", answer)
    return answer


async def hand_on(house: House, user: str) -> str:
    """Ask, hand the question on, and give what is said of where it went."""
    await ask(house, user)
    assert await house.submit(user) == {}
    return shown(house.modal(user))


async def test_it_goes_to_the_contact_point_of_the_askers_unit(house: House) -> None:
    bring_in(house.lotsen, unit("larkan", LARKAN, ELSA, ombud=SARA))
    await ask(house, ELSA)
    assert "kontaktkanalen för Larkan" in shown(house.modal(ELSA))
    await house.submit(ELSA)
    assert "på väg till kontaktkanalen för Larkan" in shown(house.modal(ELSA))
    assert (len(house.said(LARKAN)), house.said(OMBUD)) == (1, [])


async def test_the_register_goes_before_the_file_of_contacts(house: House) -> None:
    bring_in(house.lotsen, unit("larkan", LARKAN, AMIR))
    await hand_on(house, AMIR)
    assert (len(house.said(LARKAN)), house.said(INKORG)) == (1, [])


@pytest.mark.parametrize(
    "own",
    [
        unit("utan", None, AMIR),
        unit("annans", LARKAN, ELSA),
        unit("ensam", LARKAN, ELSA, ombud=AMIR),
    ],
    ids=["no_channel", "not_a_member", "would_answer_alone"],
)
async def test_otherwise_it_goes_where_the_file_says(house: House, own: Unit) -> None:
    bring_in(house.lotsen, own)
    assert "kontaktkanalen för Hemsjukvården Demoby" in await hand_on(house, AMIR)
    assert (len(house.said(INKORG)), house.said(LARKAN)) == (1, [])


@pytest.mark.parametrize("contact_channel", [None])
async def test_the_only_contact_with_nobody_else_to_ask_is_told_what_to_do(
    house: House, contact_channel: str | None
) -> None:
    bring_in(house.lotsen, unit("larkan", LARKAN, ELSA, ombud=AMIR))
    await ask(house, AMIR)
    assert words.HANDOFF_NO_CHANNEL in shown(house.modal(AMIR))
    await ask(house, ELSA)
    assert "kontaktkanalen för Larkan" in shown(house.modal(ELSA))


async def test_in_several_units_it_goes_to_the_one_the_asker_is_here_as(house: House) -> None:
    bring_in(house.lotsen, unit("larkan", LARKAN, ELSA), unit("demoby", INKORG, ELSA))
    await ask(house, ELSA)
    assert "kontaktkanalen för" not in shown(house.modal(ELSA))
    house.lotsen.unit_register.choose(house.team, ELSA, "demoby", NOW)
    house.later()
    await hand_on(house, ELSA)
    assert [len(house.said(one)) for one in (INKORG, LARKAN, OMBUD)] == [1, 0, 0]


async def test_a_question_is_not_sent_elsewhere_than_was_shown(house: House) -> None:
    bring_in(house.lotsen, unit("larkan", LARKAN, ELSA), unit("demoby", INKORG, ELSA))
    house.lotsen.unit_register.choose(house.team, ELSA, "larkan", NOW)
    await ask(house, ELSA)
    house.lotsen.unit_register.choose(house.team, ELSA, "demoby", NOW)
    await house.submit(ELSA)
    assert "går i stället till kontaktkanalen för Demoby" in shown(house.modal(ELSA))
    assert (house.said(LARKAN), house.said(INKORG)) == ([], [])
    await house.submit(ELSA)
    assert (len(house.said(LARKAN)), len(house.said(INKORG))) == (0, 1)


async def test_a_question_that_was_sent_is_said_to_be_where_it_went(house: House) -> None:
    bring_in(house.lotsen, unit("larkan", LARKAN, ELSA), unit("demoby", INKORG, ELSA))
    house.lotsen.unit_register.choose(house.team, ELSA, "larkan", NOW)
    answer = await ask(house, ELSA)
    await house.submit(ELSA)
    house.lotsen.unit_register.choose(house.team, ELSA, "demoby", NOW)
    house.later()
    await house.press(ELSA, "ask_human", answer)
    await house.submit(ELSA)
    assert "redan lämnat den här frågan till kontaktkanalen." in shown(house.modal(ELSA))
    assert house.said(INKORG) == []


async def test_a_unit_of_another_workspace_gets_no_question(house: House) -> None:
    bring_in(house.lotsen, unit("larkan", LARKAN, ELSA), team="T0ANNAN01")
    bring_in(house.lotsen, unit("demoby", INKORG, AMIR), team=house.team)
    await hand_on(house, ELSA)
    assert [len(house.said(one)) for one in (OMBUD, LARKAN, INKORG)] == [1, 0, 0]


async def test_the_asker_can_not_take_the_question(house: House) -> None:
    bring_in(house.lotsen, unit("larkan", LARKAN, ELSA, MAJA))
    await hand_on(house, ELSA)
    (posted,) = house.said(LARKAN)
    await house.press(ELSA, "handoff_take", posted)
    assert words.HANDOFF_YOURS in shown(house.workspace.whispers(ELSA))
    assert words.HANDOFF_TAKE in shown(house.said(LARKAN)[0]["blocks"])
    await house.press(MAJA, "handoff_take", posted)
    assert words.HANDOFF_TAKEN in shown(house.said(LARKAN)[0]["blocks"])


async def test_when_it_does_not_arrive_the_units_channel_is_named(house: House) -> None:
    bring_in(house.lotsen, unit("larkan", "C0FIKA0009", ELSA))
    await hand_on(house, ELSA)
    told = house.said(house.workspace.direct(ELSA).id)[-1]["text"]
    assert "kom inte fram till kontaktkanalen för Larkan" in told


@pytest.mark.parametrize("is_many", [True, False])
def test_where_many_share_lotsen_units_of_no_workspace_are_not_guessed(
    tmp_path: Path, is_many: bool
) -> None:
    keys: dict[str, Any] = {"slack_client_id": "1.2", "slack_client_secret": SecretStr("b" * 32)}
    lotsen = Lotsen(Settings(data_dir=tmp_path, **keys if is_many else {}))
    bring_in(lotsen, unit("larkan", LARKAN, ELSA))
    bring_in(lotsen, unit("demoby", INKORG, AMIR), team="T2")
    contacts = read_contacts(lotsen)
    everywhere, own = contacts.of("T1", ELSA), contacts.of("T2", AMIR)
    assert (everywhere is None) is is_many
    assert own is not None
    assert own.channel == INKORG
    assert contacts.of("T2", ELSA) is None
