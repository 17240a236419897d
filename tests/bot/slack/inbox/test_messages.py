"""One message in a modal: what it shows, and everything that can be done with it."""

from typing import Any

import pytest

from tests.bot.slack.inbox.house import FILLED, House

Of = Any
ELSA, KERSTIN, SARA, MAJA = "U0ELSA001", "U0KERS003", "U0SARA005", "U0MAJA006"

pytestmark = pytest.mark.anyio


async def test_a_message_shows_its_headings_and_that_it_is_not_in_samsa(
    house: House, words: Of
) -> None:
    message = house.send(arendenummer="S-17")
    said = words(await house.open(SARA, message))
    for part in (
        "Administrativt meddelande", "Från Hemtjänsten Lärkan", f"skrivet av <@{ELSA}>",
        "Ej överförd till SAMSA", "Ärendenummer i SAMSA: S-17", "Innehåller inga patientuppgifter",
        "Mötet är flyttat till fredag samma tid.", "Önskas av mottagaren: Åtgärd",
        "Vårdcentralen Demoby: levererad",
    ):  # fmt: skip
        assert part in said


async def test_acknowledging_is_seen_and_offered_once(house: House, words: Of, actions: Of) -> None:
    message = house.send()
    await house.open(SARA, message)
    await house.press(SARA, "message_act_acknowledge")
    assert "Kvitterat." in words(house.modal(SARA))
    assert f"av <@{SARA}>" in words(house.modal(SARA))
    assert "message_act_acknowledge" not in actions(house.modal(SARA))
    (receipt,) = house.lotsen.stored_messages.receipts.of(message)
    assert receipt.acknowledged_by == SARA


async def test_more_is_asked_for_and_given_signed_and_dated(house: House, words: Of) -> None:
    message = house.send()
    await house.open(SARA, message)
    await house.press(SARA, "message_act_ask_more")
    assert "Frågan går tillbaka" in words(house.modal(SARA))
    assert await house.submit(SARA, message_text="Vilken tid gäller?") == {}
    shown = words(house.modal(SARA))
    assert "Begär komplettering" in shown
    assert "Vilken tid gäller?" in shown
    await house.open(ELSA, message)
    await house.press(ELSA, "message_act_complete")
    assert await house.submit(ELSA, message_text="Klockan 14 gäller.") == {}
    shown = words(house.modal(ELSA))
    assert f"Hemtjänsten Lärkan · <@{ELSA}> · " in shown
    assert "Klockan 14 gäller." in shown
    assert len(house.lotsen.stored_messages.additions.of(message)) == 2


@pytest.mark.parametrize(
    ("text", "says"), [("Ge Alvedon 500 mg nu.", "dos"), ("   ", "Skriv några ord")]
)
async def test_what_must_not_be_added_stays_in_the_form_with_the_reason(
    house: House, text: str, says: str
) -> None:
    message = house.send()
    await house.open(SARA, message)
    await house.press(SARA, "message_act_complete")
    errors = await house.submit(SARA, message_text=text)
    assert says in errors["message_text"]
    assert house.modal(SARA)["callback_id"] == "message_form"
    assert house.modal(SARA)["state"]["values"]["message_text"]["message_text"]["value"] == text
    assert house.lotsen.stored_messages.additions.of(message) == []


async def test_a_form_stays_when_nothing_can_be_kept(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    from storage.database import StorageError

    message = house.send()
    await house.open(SARA, message)
    await house.press(SARA, "message_act_complete")

    def full(*_: object) -> bool:
        raise StorageError("disk")

    monkeypatch.setattr(type(house.lotsen.stored_messages.additions), "add", full)
    errors = await house.submit(SARA, message_text="Klockan 14.")
    assert "inget är skickat" in errors["message_text"]
    assert "disk" not in errors["message_text"]


async def test_a_message_is_given_to_a_colleague_in_the_unit(house: House, words: Of) -> None:
    message = house.send()
    await house.open(SARA, message)
    await house.press(SARA, "message_act_forward")
    options = house.modal(SARA)["blocks"][1]["element"]["options"]
    assert [one["value"] for one in options] == [KERSTIN]
    assert await house.submit(SARA, message_member=KERSTIN) == {}
    assert f"handläggs av <@{KERSTIN}>" in words(house.modal(SARA))


async def test_in_a_large_unit_the_colleague_is_searched_and_a_stranger_is_refused(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.slack.views.message_forms._IN_A_LIST", 0)
    message = house.send()
    await house.open(SARA, message)
    await house.press(SARA, "message_act_forward")
    assert house.modal(SARA)["blocks"][1]["element"]["type"] == "users_select"
    errors = await house.submit(SARA, message_member=ELSA)
    assert "hör inte till Vårdcentralen Demoby" in errors["message_member"]
    assert await house.submit(SARA, message_member=KERSTIN) == {}
    (receipt,) = house.lotsen.stored_messages.receipts.of(message)
    assert receipt.assigned_to == KERSTIN


async def test_a_misdirected_message_leaves_the_inbox(house: House, words: Of) -> None:
    message = house.send()
    await house.open(SARA, message)
    await house.press(SARA, "message_act_misdirected")
    assert "går inte att ångra" in words(house.modal(SARA))
    assert await house.submit(SARA, message_text="Hör till rehab.") == {}
    assert "Vårdcentralen Demoby: felsänt" in words(house.modal(SARA))


@pytest.mark.parametrize("act", ["withdraw", "consent_withdrawn"])
async def test_what_is_taken_back_is_shown_no_more_and_names_its_later_version(
    house: House, words: Of, act: str
) -> None:
    message = house.send()
    await house.open(ELSA, message)
    await house.press(ELSA, f"message_act_{act}")
    assert await house.submit(ELSA, message_text="Fel mottagare.") == {}
    for user in (ELSA, SARA):
        said = words(await house.open(user, message))
        assert "Texten visas inte längre" in said
        assert "fredag" not in said
    await house.press(SARA, "message_other")
    assert "Skäl: Fel mottagare." in words(house.modal(SARA))
    assert "Kvittera" in words(house.modal(SARA))
    assert "Komplettera" not in words(house.modal(SARA))


async def test_what_cannot_be_undone_is_confirmed_first(house: House) -> None:
    message = house.send()
    view = await house.open(SARA, message)
    buttons = [one for block in view["blocks"] for one in block.get("elements", [])]
    asked = {one["action_id"] for one in buttons if "confirm" in one}
    assert {"message_act_close", "message_act_transferred"} == asked


async def test_marked_as_transferred_it_says_so(house: House, words: Of) -> None:
    message = house.send()
    await house.open(ELSA, message)
    await house.press(ELSA, "message_act_transferred")
    shown = words(house.modal(ELSA))
    assert "Överförd till SAMSA" in shown
    assert "Är det infört i SAMSA?" not in shown


@pytest.mark.parametrize(("act", "form"), [("answer", "mvo"), ("plan", "planering")])
async def test_an_answer_is_begun_as_a_draft_with_the_receiver_in_it(
    house: House, act: str, form: str
) -> None:
    message = house.send()
    await house.open(SARA, message)
    await house.press(SARA, f"message_act_{act}")
    (draft,) = house.lotsen.draft_desk.open_drafts(house.who(SARA))
    assert draft.form == form
    assert draft.field("mottagare").value == ["hemtjanst"]


async def test_a_message_is_corrected_with_its_own_words(house: House) -> None:
    message = house.send()
    await house.open(ELSA, message)
    await house.press(ELSA, "message_act_correct")
    (draft,) = house.lotsen.draft_desk.open_drafts(house.who(ELSA))
    assert draft.field("meddelande").value == "Mötet är flyttat till fredag samma tid."


async def test_a_double_click_begins_one_draft(house: House) -> None:
    message = house.send()
    await house.open(SARA, message)
    await house.press(SARA, "message_act_answer")
    if house.modal(SARA)["callback_id"] == "message_modal":
        await house.press(SARA, "message_act_answer")
    assert len(house.lotsen.draft_desk.open_drafts(house.who(SARA))) == 1


async def test_a_long_text_is_shown_whole_on_several_pages(house: House, words: Of) -> None:
    message = house.send()
    long = " ".join(f"Mening nummer {number} i berättelsen." for number in range(500))
    house.lotsen.inbox_desk.complete(message, house.who(ELSA), masked(long))
    said = words(await house.open(SARA, message))
    assert "Sida 1 av" in said
    while "message_page_next" in str(house.modal(SARA)["blocks"]):
        await house.press(SARA, "message_page_next")
        said += words(house.modal(SARA))
    missing = [n for n in range(500) if f"nummer {n} i" not in said]
    assert missing == []


def masked(text: str) -> Any:
    from bot.privacy import mask

    return mask(text)


async def test_who_belongs_to_both_units_says_which_one_they_act_for(
    house: House, words: Of, actions: Of
) -> None:
    message = house.send(to=("rehab", "vardcentral"))
    view = await house.open(KERSTIN, message)
    assert "Välj vilken du är här som." in words(view)
    assert "message_act_acknowledge" not in actions(view)
    await house.press(KERSTIN, "message_here_as", "rehab")
    assert "Du läser som Rehabenheten Demoby" in words(house.modal(KERSTIN))
    await house.press(KERSTIN, "message_act_acknowledge")
    kept = {
        one.unit: one.acknowledged_by for one in house.lotsen.stored_messages.receipts.of(message)
    }
    assert kept == {"rehab": KERSTIN, "vardcentral": None}


async def test_text_that_could_ping_or_format_is_shown_as_it_is(house: House, words: Of) -> None:
    message = house.send(arende="<!channel> *fet* <@U0MAJA006>")
    view = await house.open(SARA, message)
    rich = [one for one in view["blocks"] if one["type"] == "rich_text"]
    assert "<!channel> *fet*" in words(rich)
    assert "<!channel>" not in words([one for one in view["blocks"] if one["type"] != "rich_text"])


async def test_what_the_guide_settled_goes_with_the_message(house: House) -> None:
    desk, who = house.lotsen.draft_desk, house.who(ELSA)
    draft = desk.begin("administrativt_meddelande", who, facts={"samtycke": "ja", "akut": "nej"})
    desk.fill(draft.draft_id, who, {**FILLED, "mottagare": ["vardcentral"]})
    sent = house.lotsen.send_desk.send(draft.draft_id, who)
    message = house.lotsen.stored_messages.messages.find(sent.message_id)
    assert message is not None
    assert message.facts == {"samtycke": "ja", "akut": "nej"}
