"""The section, the forms, the Home tab, the messages to people: whatever is in them, they fit."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.desk.sections import ShownSection
from bot.slack import words
from bot.slack.blocks import check_message, check_view
from bot.slack.ports import Message
from bot.slack.views import ask, command, feedback, handoff, note
from bot.slack.views.home import Home, home_view
from bot.slack.views.section import section_modal
from knowledge.model import Basis, Block, Header, Kind
from knowledge.register import Entry, State
from storage.answers import Quoted
from storage.feedback import Feedback, Verdict
from storage.handoffs import Handoff, HandoffState
from storage.jobs import Job
from storage.relays import Direction, Relay

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MakeHandoff = Callable[..., Handoff]


def payload(message: Message) -> dict[str, Any]:
    return {"channel": "C1", "text": message.text, "blocks": list(message.blocks)}


def shown(view: object) -> str:
    return json.dumps(view, ensure_ascii=False)


def entry(title: str = "Rutin A", version: str = "2", **fields: Any) -> Entry:
    stated = {"id": "rutin-a", "kind": Kind.RUTIN, "title": title, "version": version}
    about = {key: fields.pop(key) for key in ("state", "is_bundled") if key in fields}
    header = Header.model_validate(stated | fields)
    return Entry(header=header, text_key="k", added_at=NOW, **({"is_bundled": False} | about))


def section(*texts: str, marked: Sequence[str] = (), **fields: Any) -> ShownSection:
    own = entry(**fields.pop("of", {}))
    stated: dict[str, Any] = {
        "entry": own, "heading": "Svar", "page": None, "current": own, "is_valid": True,
        "blocks": [Block(text=text) for text in texts], "marked": marked,
    }  # fmt: skip
    return ShownSection(**(stated | fields))


def bold(view: object) -> list[str]:
    if isinstance(view, dict):
        own = [view["text"]] if view.get("style") == {"bold": True} else []
        return own + bold(list(view.values()))
    return [one for part in view for one in bold(part)] if isinstance(view, list) else []


def test_a_section_shows_all_of_its_text_with_the_quotes_in_bold() -> None:
    texts = ("Före. Svara i tid. Efter.", "Ett stycke till.", "Svara kort.")
    view = section_modal(section(*texts, marked=["Svara i tid.", "Svara kort."]))
    assert check_view(dict(view)) == []
    assert bold(view) == ["Svara i tid.", "Svara kort."]
    assert all(part in shown(view) for part in ("Före. ", " Efter.", "Ett stycke till."))
    assert words.MARKED in shown(view)


def test_a_section_names_its_document_version_date_and_link() -> None:
    of = {"valid_from": "2024-01", "url": "https://example.com/rutin"}
    view = shown(section_modal(section("Text.", of=of, page=3)))
    assert "Rutin: Rutin A · s. 3 · version 2 · gäller från 2024-01" in view
    assert "https://example.com/rutin" in view


def test_the_version_of_our_own_wording_is_short() -> None:
    version = "Lotsens beskrivning 1, efter dialogmötet våren 2023"
    of = {"is_bundled": True, "version": version, "describes": "Riktlinje B", "valid_from": "2023"}
    view = shown(section_modal(section("Text.", of=of)))
    assert "Lotsens beskrivning av Riktlinje B · version 1 · gäller från 2023" in view
    assert version not in view


@pytest.mark.parametrize("url", [None, "javascript:alert(1)", "file:///etc", "https://a b", "x"])
def test_an_address_that_is_not_of_the_web_is_no_link(url: str | None) -> None:
    view = section_modal(section("Text.", of={"url": url}))
    assert check_view(dict(view)) == []
    assert '"link"' not in shown(view)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"of": {"state": State.SUPERSEDED}, "current": entry(version="3")}, "version 3"),
        ({"of": {"state": State.REMOVED}, "current": None}, "tagits bort"),
        ({"of": {"state": State.REMOVED}, "current": entry(version="4")}, "tagits bort"),
        ({"of": {"valid_to": "2025-12"}, "is_valid": False}, "till och med 2025-12"),
    ],
)
def test_a_section_says_what_has_happened_to_its_source(fields: dict[str, Any], said: str) -> None:
    assert said in shown(section_modal(section("Text.", **fields)))
    assert "Obs!" not in shown(section_modal(section("Text.")))


def test_a_section_that_is_gone_says_what_to_do() -> None:
    view = section_modal(None)
    assert check_view(dict(view)) == []
    assert words.SECTION_GONE in shown(view)


def test_a_block_of_a_section_that_is_no_rule_is_labelled() -> None:
    one = replace(section("x"), blocks=[Block(text="Så gör vi.", basis=Basis.EXAMPLE)])
    assert "exempel, ingen regel" in shown(section_modal(one))


def test_a_long_section_shows_the_part_around_the_quote() -> None:
    texts = [f"Stycke {number}. " + "ord " * 100 for number in range(300)]
    view = section_modal(section(*texts, marked=["Stycke 200."]))
    assert check_view(dict(view)) == []
    assert bold(view) == ["Stycke 200."]
    assert words.SECTION_CUT in shown(view)


def sendable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")  # pydantic lets nothing else in


def test_any_section_can_be_shown(content: str) -> None:
    text = sendable(content)
    marked = [text[:50]] if text.strip() else []
    one = section(text, text, marked=marked, heading=text, of={"title": text[:200] or "–"})
    assert check_view(dict(section_modal(one))) == []


def test_any_feedback_can_be_shown(content: str) -> None:
    quoted = [Quoted(number, "d", "1", content, "p") for number in range(1, 130)]
    bad = Feedback("T", "a", "U", Verdict.BAD, NOW, "otydlig", content)
    assert check_view(dict(feedback.form("a" * 32, quoted, bad))) == []
    assert check_view(dict(feedback.form("a" * 32, [], None))) == []
    assert check_view(dict(feedback.thanks_modal(["namn"]))) == []


def test_the_form_stands_as_it_was_last_sent() -> None:
    bad = Feedback("T", "a", "U", Verdict.BAD, NOW, "otydlig", "Vem menas?")
    view = shown(feedback.form("a" * 32, [], bad))
    assert '"initial_option": {"text": {"type": "plain_text", "text": "Otydlig"' in view
    assert '"initial_value": "Vem menas?"' in view


@pytest.mark.parametrize("metadata", ["", "{}", "[]", "null", '{"answer'])
def test_a_form_without_its_answer_is_no_fault(metadata: str) -> None:
    assert feedback.answer_of(metadata) is None


@pytest.mark.parametrize(
    "fields",
    [{}, {"taken_by": "U2"}, {"state": HandoffState.DONE, "taken_by": "U2"}],
    ids=["open", "taken", "done"],
)
def test_any_handed_on_question_can_be_shown(
    content: str, fields: dict[str, Any], make_handoff: MakeHandoff
) -> None:
    one = make_handoff(question=content, **fields)
    message = handoff.contact_message(one)
    assert check_message(payload(message)) == []
    assert "<" not in message.text
    assert message.mark == one.id
    assert check_view(dict(handoff.confirm_modal(content, "kontaktkanalen", {"answer": "a"}))) == []


@pytest.mark.parametrize("direction", Direction)
def test_any_reply_can_be_brought_over(
    content: str, direction: Direction, make_handoff: MakeHandoff
) -> None:
    relay = Relay("r" * 32, "T1", "h", direction, "1.1", "U2", content, NOW)
    message = handoff.relay_message(make_handoff(), relay)
    assert check_message(payload(message)) == []
    assert "<" not in message.text
    assert message.mark == relay.id


def job(question: str, number: int = 0) -> Job:
    return Job(
        id=f"j{number}", team="T1", channel="D1", ts=f"{number}.1", thread_ts=None, asker="U1",
        is_private=True, conversation="c", question=question, masked=(), created_at=NOW,
    )  # fmt: skip


def test_any_home_tab_can_be_shown(content: str) -> None:
    text = sendable(content)
    sources = [entry(text[:200] or "–", text[:80] or "–", id=f"r-{n}") for n in range(60)]
    home = Home([job(content, number) for number in range(9)], sources, page=2)
    assert check_view(dict(home_view(home))) == []


def test_an_empty_home_tab_says_what_will_stand_there() -> None:
    view = home_view(Home([], []))
    assert check_view(dict(view)) == []
    said = (words.HOME_NO_RECENT, words.HOME_NO_SOURCES, words.HOME_PRIVACY)
    assert all(text in shown(view) for text in said)
    assert words.HOME_SOURCES_FAILED in shown(home_view(Home([], None)))


def test_a_question_asked_twice_stands_once_and_a_dropped_one_not_at_all() -> None:
    view = shown(home_view(Home([job("Vem svarar?", 1), job("Vem svarar?", 2), job("", 3)], [])))
    assert view.count('"Vem svarar?"') == 1
    assert view.count('"ask_again"') == 1


@pytest.mark.parametrize(
    ("page", "said", "buttons"),
    [
        (0, "Källa 1–8 av 20", [words.HOME_NEXT]),
        (1, "Källa 9–16 av 20", [words.HOME_BEFORE, words.HOME_NEXT]),
        (2, "Källa 17–20 av 20", [words.HOME_BEFORE]),
        (99, "Källa 17–20 av 20", [words.HOME_BEFORE]),
    ],
)
def test_the_sources_are_paged(page: int, said: str, buttons: list[str]) -> None:
    sources = [entry(f"Rutin {number}", id=f"rutin-{number}") for number in range(20)]
    view = shown(home_view(Home([], sources, page)))
    assert said in view
    both = (words.HOME_BEFORE, words.HOME_NEXT)
    assert [one for one in both if f'"{one}"' in view] == buttons


def test_any_question_can_be_asked_in_a_modal(content: str) -> None:
    lines = [content] * 5
    views = [ask.ask_modal(content, lines), ask.shortcut_modal(content, ["namn"])]
    views += [ask.searching_modal(content), note.note_modal(content, ["namn"])]
    assert [check_view(dict(view)) for view in views] == [[]] * 4


def test_any_help_can_be_shown(content: str) -> None:
    for message in (
        command.help_message([content], [content]),
        note.note_message(content, ["namn"]),
    ):
        assert check_message(payload(message)) == []
        assert "<" not in message.text
