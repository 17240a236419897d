"""Personnummer and its kin are found however they are written, and ordinary numbers stay."""

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.privacy import IdentityKind, mask
from bot.privacy.checks import has_reserve_check_digit
from tests.bot.privacy.made import births, number, serials, written_numbers

CONTEXTS = (
    *("{}", "Gäller det {}?", "pnr:{};", "({})", "pat {} på avd", "P{}", "{}, 84 år", "**{}**"),
    *("kl 8 {}", "Hej\n{}\nTack", "<{}>", "a{}b", "nr {}."),
)


def _kinds(text: str) -> list[str]:
    return [finding.kind for finding in mask(text).findings]


def _plain_digits(text: str) -> str:
    return "".join(str(int(sign)) for sign in text if sign.isdecimal())


@settings(max_examples=400, deadline=None, database=None)
@given(written=written_numbers(), context=st.sampled_from(CONTEXTS))
@example(written=("0002291238", "000229-1238"), context="{}")
def test_no_valid_number_is_left_however_it_is_written(
    written: tuple[str, str], context: str
) -> None:
    digits, as_written = written
    masked = mask(context.format(as_written)).text
    assert as_written not in masked
    assert digits not in _plain_digits(masked)
    assert _plain_digits(masked) == _plain_digits(context)


@settings(max_examples=200, deadline=None, database=None)
@given(born=births, serial=serials, before=st.text(max_size=30), after=st.text(max_size=30))
def test_no_text_around_a_number_hides_it(born: date, serial: int, before: str, after: str) -> None:
    first, last = number(born, serial)
    masked = mask(f"{before} pnr: {first}-{last}; {after}").text
    assert f"{first}-{last}" not in masked
    assert f"{first}-{last}"[2:] not in masked


@settings(max_examples=200, deadline=None, database=None)
@given(born=births, serial=serials, wrong=st.integers(1, 9), separator=st.sampled_from("-+ "))
def test_a_wrong_check_digit_is_still_masked(
    born: date, serial: int, wrong: int, separator: str
) -> None:
    first, last = number(born, serial)
    mistyped = f"{last[:3]}{(int(last[3]) + wrong) % 10}"
    assert _kinds(f"Gäller det {first[2:]}{separator}{mistyped}?") == ["mojligt_personnummer"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("811218-9876", IdentityKind.PERSONNUMMER),
        ("19811218-9876", IdentityKind.PERSONNUMMER),
        ("198112189876", IdentityKind.PERSONNUMMER),
        ("811218+9876", IdentityKind.PERSONNUMMER),
        ("811218 9876", IdentityKind.PERSONNUMMER),
        ("8112189876", IdentityKind.PERSONNUMMER),
        ("8 1 1 2 1 8 - 9 8 7 6", IdentityKind.PERSONNUMMER),
        ("1981-12-18-9876", IdentityKind.PERSONNUMMER),
        ("81 12 18 98 76", IdentityKind.PERSONNUMMER),
        ("19 811218-9876", IdentityKind.PERSONNUMMER),
        ("811218-9875", IdentityKind.POSSIBLE_PERSONNUMMER),
        ("811218-987", IdentityKind.POSSIBLE_PERSONNUMMER),
        ("811218-98765", IdentityKind.POSSIBLE_PERSONNUMMER),
        ("19811218987", IdentityKind.POSSIBLE_PERSONNUMMER),
        ("sista fyra siffrorna är 9876", IdentityKind.POSSIBLE_PERSONNUMMER),
        ("811278-9873", IdentityKind.SAMORDNINGSNUMMER),
        ("19811278-9873", IdentityKind.SAMORDNINGSNUMMER),
        # Examples published with VGR's format.
        ("19810829M071", IdentityKind.RESERVNUMMER),
        ("19450829K088", IdentityKind.RESERVNUMMER),
        ("19930829x802", IdentityKind.RESERVNUMMER),
        ("1993-08-29-X802", IdentityKind.RESERVNUMMER),
        ("992013123456", IdentityKind.RESERVNUMMER),
        ("22811218TB15", IdentityKind.RESERVIDENTITET),
        ("22 811218 TB15", IdentityKind.RESERVIDENTITET),
    ],
)
def test_each_kind_is_called_by_its_name(text: str, kind: IdentityKind) -> None:
    assert _kinds(f"Patienten {text} har inte sagt ja.") == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "Mötet är 2023-05-31.",
        "Mellan 2019-01-01 och 2023-12-31, eller 2022-10-01 - 2023-03-31, 2022-10-01–2023-03-31.",
        "Perioden 20221001-20230331 och 221001-230331.",
        "Ärende 20231234, ärende 4512387 och ärende 1234567890.",
        "12 av 15 enheter, 3 av 10 ärenden.",
        "Lagen 2017:612, HSLF-FS 2016:40 och OSL 25 kap 13 §.",
        "Org.nr 556036-0793 och 232100-0131.",
        "991332-1234 och 990231-1234 är inga datum.",
        "Blodtryck 140/80, 120/70 och 135/85, puls 72.",
        "1 250 000 kr, 349 kr och 4 188 kr.",
        "Vecka 10 11 12 13 14 15 och 16.",
        "Mätt 2023-05-31 13.00 och 2023-05-31 13:00-15:30.",
        "Version 2023-03, sidan 12-15, rum 1204, plan 3.",
        "Dnr RS 2023-01234 och 2021/00345-6.",
        "ICD I10.9, KVÅ AF020.",
    ],
)
def test_ordinary_numbers_stay(text: str) -> None:
    assert mask(text).text == text


@pytest.mark.parametrize("published", ["19810829M071", "19450829K088", "19930829X802"])
def test_the_published_reserve_numbers_have_their_check_digit(published: str) -> None:
    assert has_reserve_check_digit(published[:8], published[8:])
    assert not has_reserve_check_digit(published[:8], published[8:11] + "9")
