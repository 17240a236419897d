"""Names are found where a person is meant, and the words they share their form with stay."""

import pytest

from bot.privacy import mask


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Anna Andersson ringde.", "[namn] ringde."),
        ("anna andersson ringde", "[namn] ringde"),
        ("ANNA ANDERSSON RINGDE", "[namn] RINGDE"),
        ("Görans fru undrar", "[namn]s fru undrar"),
        ("goran soderberg undrar", "[namn] undrar"),
        ("A\u030asa So\u0308derberg undrar", "[namn] undrar"),
        ("Ann-Marie på 3:an", "[namn] på 3:an"),
        ("fru svensson och herr Lind", "fru [namn] och herr [namn]"),
        ("doktor Ali Hassan", "doktor [namn]"),
        ("Erik von Rosen och Anna A. kom", "[namn] och [namn]. kom"),
        ("A. Andersson kom", "[namn] kom"),
        ("Stig Andersson kom", "[namn] kom"),
        ("stig andersson kom", "[namn] kom"),
        ("Signe Ros är här", "[namn] är här"),
        ("Karl Johan är här", "[namn] är här"),
        ("Sten ramlade igår", "[namn] ramlade igår"),
        ("Hans ramlade igår", "[namn] ramlade igår"),
        ("Bo och Anna bor ihop", "[namn] och [namn] bor ihop"),
        ("Bos dotter ringde", "[namn]s dotter ringde"),
        ("Igår kom Björn hit", "Igår kom [namn] hit"),
        ("Love, 14 år, bor här", "[namn], 14 år, bor här"),
        ("patienten Xhzrka vill hem", "patienten [namn] vill hem"),
        ("hemsjukvårdssköterskan Xhzrka kom", "hemsjukvårdssköterskan [namn] kom"),
        ("Kontakta Lena Xhzrkberg på kommunen", "Kontakta [namn] på kommunen"),
        ("Mvh\nPer", "Mvh\n[namn]"),
        ("hon heter stig i efternamn", "hon heter [namn] i efternamn"),
        ("Maria frågade om Lex Maria", "[namn] frågade om Lex Maria"),
        ("Sjögren har Sjögrens syndrom", "[namn] har Sjögrens syndrom"),
        ("doktor wallquist kom", "doktor [namn] kom"),
        ("Kom Xhzrka Lundahl hit?", "Kom [namn] hit?"),
    ],
)
def test_a_person_is_masked(text: str, masked: str) -> None:
    assert mask(text).text == masked


@pytest.mark.parametrize(
    "text",
    [
        "Hans fru och hans son vill veta.",
        "Hon vill bo kvar hemma.",
        "En sten i gallgången, en stig i skogen och en björn.",
        "Dag 3 efter operationen.",
        "Lex Maria och lex Sarah.",
        "Parkinsons sjukdom, Sjögrens syndrom och Downs syndrom.",
        "Pascal, Fragmin, Alvedon och Eliquis.",
        "Närhälsan i Skara, Vara kommun, Mariestad och Lund.",
        "Flytta till Lund eller Mora i maj.",
        "Enheten Solen och boendet Björken har plats.",
        "Han ska få 2 tim per dag, max 3 ggr, till och med den 3 jan.",
        "Det gör ont i hakan, benen och axeln; linda foten.",
        "Inga vill svara och alla andra vill vänta.",
        "MVO, VB, SIP, KOL, IVO och VC:s journal.",
        "Patient: Stark oro.",
        "Sara-klass och Måns-blanketten",
        "ETT SAMTYCKE SKA FINNAS PER MOTTAGARE",
        "Can the nurse send this? Wann soll eine Antwort kommen? Mikä on aina oikein?",
        "Bu zaman adam nas\u0131l karar verir?",
        "Syster på avdelningen, fru och barn.",
        "Fysioterapeuten Närhälsan svarade.",
        "Det minnas vi, sa klassen i jeans.",
    ],
)
def test_a_word_that_is_no_person_stays(text: str) -> None:
    assert mask(text).text == text
