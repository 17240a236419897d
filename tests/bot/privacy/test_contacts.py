"""Telephone numbers and addresses are found, and figures that look like them stay."""

import pytest

from bot.privacy import mask

FULL_WIDTH = "070-123 45 67".translate({0x30 + digit: 0xFF10 + digit for digit in range(10)})


@pytest.mark.parametrize(
    "number",
    [
        "070-123 45 67", "0701234567", "070 123 45 67", "+46701234567", "+46 (0)70-123 45 67",
        "0046 70 123 45 67", "08-123 456 78", "0500-43 10 00", "(0500) 43 10 00", "0500/431000",
        "0510-850 00", "010-441 00 00", "+47 22 12 34 56", "+358 40 123 4567", FULL_WIDTH,
        "070–123 45 67", "070-123 45 6",
    ],
)  # fmt: skip
def test_a_telephone_number_is_masked(number: str) -> None:
    assert mask(f"Ring {number} efter kl 16.").text == "Ring [telefonnummer] efter kl 16."


@pytest.mark.parametrize("cue", ["tel", "Telefon:", "mobil", "ring", "tfn.", "växeln"])
def test_a_local_number_is_masked_after_a_word_for_telephone(cue: str) -> None:
    assert mask(f"{cue} 43 10 00 går bra").text == f"{cue} [telefonnummer] går bra"


def test_what_follows_a_number_stays() -> None:
    assert mask("Ring 070-123 45 67 2024-01-01").text == "Ring [telefonnummer] 2024-01-01"


@pytest.mark.parametrize(
    "text",
    [
        "Ring 112, 1177 eller 113 13.",
        "Öppet 08:00-16:30, 08.30-17.00 och kl 08.30 10.45.",
        "Den 02/03 2023, 05-06-2023, 01.02.2023 och 02-03 2023.",
        "0,5–1,0 mg och 0.5 mg, 0-3 år.",
        "Nummer 4512387 och ärendenummer 20231234.",
        "kl 0730 och 0815, 0830-1700",
    ],
)
def test_times_dates_and_amounts_are_no_telephone_numbers(text: str) -> None:
    assert mask(text).text == text


@pytest.mark.parametrize(
    "address",
    [
        "anna.andersson@vgregion.se", "bosse_70@hotmail.com", "a@x.se", "kajsa (at) example.com",
        "kajsa[at]example[dot]com", "kajsa snabel-a example punkt se", "anna\uff20example.se",
        "o'brien@mail.example.co.uk",
    ],
)  # fmt: skip
def test_an_e_mail_address_is_masked(address: str) -> None:
    assert mask(f"mejla {address} om tiden").text == "mejla [e-postadress] om tiden"


def test_slack_markup_around_an_address_stays() -> None:
    written = "<mailto:anna@example.se|anna@example.se> <tel:+46701234567|070-123 45 67>"
    masked = "<mailto:[e-postadress]|[e-postadress]> <tel:[telefonnummer]|[telefonnummer]>"
    assert mask(written).text == masked


@pytest.mark.parametrize(
    "address",
    [
        "Storgatan 12B", "Ekvägen 3 lgh 1102", "björkvägen 22", "Norra Esplanaden 17 C",
        "Nils Ericsons gata 3", "Gamla vägen 4", "S:t Olofsgatan 5", "STORGATAN 5", "Solbacken 7A",
        "Rådhustorget 2", "Storgatan 12, 3 tr", "541 30 Skövde", "SE-541 30 SKÖVDE", "54130 skövde",
    ],
)  # fmt: skip
def test_where_somebody_lives_is_masked(address: str) -> None:
    assert mask(f"Hon bor på {address}.").text in {"Hon bor på [adress].", "Hon bor på [adress]"}


@pytest.mark.parametrize(
    "text",
    [
        "På vägen 3 km från sjukhuset.",
        "Vårdplan 2, handlingsplan 3 och genomförandeplan 4.",
        "Urinvägen 2 gånger och luftvägen 3.",
        "Vi har 3 patienter på Kullagatan som får hjälp.",
        "Gången 2 leder till röntgen.",
        "På Solbacken 2 lediga platser.",
        "Det kostar 125 00 kronor för 400 00 patienter.",
        "Rum 12, avdelning 3, plan 2.",
    ],
)
def test_what_is_no_address_stays(text: str) -> None:
    assert mask(text).text == text
