"""The gate as a whole: what goes through it is masked, sealed, repeatable, quick, or nothing."""

import copy
import dataclasses
import logging
import pickle
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.privacy import Finding, IdentityKind, MaskedText, MaskingFailed, mask, masking
from bot.privacy.lexicon import read_lexicon
from knowledge.model import StaffError
from tests.bot.privacy.measure import sentences

WRITTEN = "Kan Anna Andersson, 19811218-9876, ringa 070-123 45 67?"


def test_everything_is_replaced_and_told_in_order() -> None:
    masked = mask(WRITTEN)
    assert masked.text == "Kan [namn], [personnummer], ringa [telefonnummer]?"
    assert masked.kinds == ("namn", "personnummer", "telefonnummer")
    assert masked.findings[0] == Finding(IdentityKind.NAMN, "[namn]")


def test_a_kind_is_told_once_and_each_finding_by_itself() -> None:
    masked = mask("Anna och Göran ringde.")
    assert masked.kinds == ("namn",)
    assert len(masked.findings) == 2


def test_a_text_without_identity_goes_through_letter_by_letter() -> None:
    text = "Vad gäller,  om hon\tsäger »nej»?\r\n\x00 ½ ﬁ 👩🏽‍⚕️"
    assert mask(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "👩🏽‍⚕️👍",
        "\x00\x07",
        "<b>hej</b>",
        "<@U0123> *hej* `kod`",
        "\ud800",
        "\u200b",
        "\u0301",
    ],
)
def test_odd_texts_go_through(text: str) -> None:
    assert mask(text).text == text


@settings(max_examples=300, deadline=None, database=None)
@given(st.text(max_size=80))
def test_no_text_breaks_the_mask_and_a_second_time_finds_nothing(text: str) -> None:
    assert mask(mask(text).text).findings == ()


def _pieces() -> list[str]:
    lexicon = read_lexicon()
    names = [name for group in lexicon.names.values() for name in sorted(group)[:40]]
    words = [word for group in lexicon.groups.values() for word in sorted(group)[:15]]
    others = "811218-9876 811218 9876 070 123 Storgatan 12B 541 30 [namn] [personnummer] von I A 0"
    return [*names, *words, *others.split(), *(name.title() for name in names)]


@settings(max_examples=400, deadline=None, database=None)
@given(
    st.lists(st.sampled_from(_pieces()), min_size=1, max_size=12),
    st.sampled_from((" ", ", ", ". ", "-", "\n", " \u200b")),
)
def test_names_and_numbers_in_a_heap_are_found_at_once(pieces: list[str], gap: str) -> None:
    masked = mask(gap.join(pieces))
    assert mask(masked.text).text == masked.text


@pytest.mark.parametrize("sentence", sentences()[::7], ids=lambda sentence: sentence.id)
def test_masking_a_masked_sentence_changes_nothing(sentence: object) -> None:
    masked = mask(sentence.text)  # type: ignore[attr-defined]
    again = mask(masked.text)
    assert (again.text, again.findings) == (masked.text, ())


def test_only_the_mask_makes_a_masked_text() -> None:
    with pytest.raises(TypeError):
        MaskedText("Anna Andersson", (), None)
    with pytest.raises(TypeError):
        MaskedText("Anna Andersson", ())  # type: ignore[call-arg]
    with pytest.raises((TypeError, ValueError)):
        dataclasses.replace(mask("hej"), text="Anna Andersson")  # type: ignore[call-arg]


def test_a_masked_text_cannot_be_changed() -> None:
    masked = mask("hej")
    with pytest.raises(dataclasses.FrozenInstanceError):
        masked.text = "Anna Andersson"  # type: ignore[misc]
    assert copy.copy(masked) == masked
    assert pickle.loads(pickle.dumps(masked)) == masked  # noqa: S301 - our own bytes


def test_no_way_of_showing_it_shows_what_was_written() -> None:
    masked = mask(WRITTEN)
    for shown in (repr(masked), str(masked), f"{masked}", repr(masked.findings)):
        assert "Andersson" not in shown
        assert "9876" not in shown
        assert "ringa" not in shown


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(text: str) -> None:
        raise ValueError(text)

    monkeypatch.setattr(masking, "find_numbers", fail)


@pytest.mark.usefixtures("broken")
def test_a_fault_inside_lets_nothing_through(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(MaskingFailed) as raised:
        mask(WRITTEN)
    assert isinstance(raised.value, StaffError)
    assert "försök igen" in str(raised.value)
    assert raised.value.__context__ is None
    assert "Andersson" not in caplog.text + str(raised.value)
    assert "ValueError" in caplog.text


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(MaskingFailed):
        mask(None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "piece",
    ["Vad gäller om Anna Berg säger nej? ", "1 ", "a", "1", "a@", "+1", "0 0-", "070-123 45 67 ",
     "8\u200b", "811218-9876 ", "Storgatan 12 ", "lex maria ", "Bo ", "anna-", "[namn] ", "-",
     "01/02-"],
)  # fmt: skip
def test_fifty_thousand_characters_take_linear_time(piece: str) -> None:
    mask("Anna 070-123 45 67 0510-1")
    text = (piece * 50_000)[:50_000]
    started = time.perf_counter()
    mask(text)
    assert time.perf_counter() - started < 5  # about 0.7 s at worst on an idle machine


def test_a_question_takes_a_fraction_of_a_millisecond() -> None:
    texts = [sentence.text for sentence in sentences()]
    times = []
    for text in texts * 3:
        started = time.perf_counter()
        mask(text)
        times.append(time.perf_counter() - started)
    assert sorted(times)[len(times) // 2] < 0.001  # about 0.07 ms on an idle machine
