"""What people type in a draft: a choice, a date, a unit, a wish to write, or a question."""

from datetime import date

import pytest

from bot.desk.drafts.opening import opening_in
from bot.desk.drafts.parts import bundled_forms
from bot.desk.drafts.reply import DraftField, FieldOption
from bot.desk.drafts.talk import is_question
from bot.desk.drafts.typed import typed_value
from bot.privacy import mask
from flows.forms.model import Kind

TODAY = date(2026, 11, 23)
UNITS = {"vc": "Vårdcentralen Demoby", "hsv": "Hemsjukvården Demoby", "rehab": "Rehab Demoby"}
CONSENT = (("ja", "Ja, samtycke finns"), ("kan_inte", "Kan inte samtycka"), ("nej", "Nej"))


def _field(kind: Kind) -> DraftField:
    options = tuple(FieldOption(id=name, text=text) for name, text in CONSENT)
    return DraftField(id="f", label="F", help="", kind=kind, options=options)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Kind.CHOICE, "ja", "ja"),
        (Kind.CHOICE, "Kan inte samtycka.", "kan_inte"),
        (Kind.CHOICE, "kanske", None),
        (Kind.CHOICE, "samtyck", None),
        (Kind.DATE, "2026-11-20", "2026-11-20"),
        (Kind.DATE, "i går", "2026-11-22"),
        (Kind.DATE, "3/12", "2026-12-03"),
        (Kind.DATE, "31/2", None),
        (Kind.DATE, "på fredag", None),
        (Kind.TIME, "kl 14", "14:00"),
        (Kind.TIME, "9.30", "09:30"),
        (Kind.TIME, "25:00", None),
        (Kind.UNIT, "vårdcentralen", "vc"),
        (Kind.UNIT, "demoby", None),
        (Kind.UNITS, "Vårdcentralen Demoby och rehab", ["vc", "rehab"]),
        (Kind.UNITS, "Vårdcentralen Demoby och Okända enheten", None),
        (Kind.ROWS, "Omläggning", None),
        (Kind.TEXT, " Rollator inne. ", "Rollator inne."),
    ],
)
def test_a_typed_answer_is_read_as_what_the_field_takes(
    kind: Kind, text: str, value: object
) -> None:
    assert typed_value(_field(kind), text, UNITS, TODAY) == value


@pytest.mark.parametrize(
    ("text", "form", "rest"),
    [
        ("Skriv utkast till vårdbegäran: Har ramlat.", "vardbegaran", "Har ramlat."),
        ("skriv en MVO", "mvo", ""),
        ("Utkast mvo Besök i dag", "mvo", "Besök i dag"),
        ("Jag vill skriva ett administrativt meddelande", "administrativt_meddelande", ""),
        ("skriv ett utkast", None, ""),
    ],
)
def test_a_wish_to_write_names_the_form_and_keeps_the_rest(
    text: str, form: str | None, rest: str
) -> None:
    opening = opening_in(mask(text), bundled_forms())
    assert opening is not None
    assert (opening.form, opening.text.text) == (form, rest)


@pytest.mark.parametrize(
    "text",
    [
        "Vårdbegäran saknas fortfarande",
        "Ska jag skriva en vårdbegäran?",
        "Skriv utkast till vårdbegäran eller MVO?",
        "Vi i hemtjänsten ska meddela vårdcentralen att hen har blivit sämre.",
        "Skriver ni MVO hos er",
        "Börja med medicinen i morgon",
    ],
)
def test_what_is_no_wish_to_write_is_left_alone(text: str) -> None:
    assert opening_in(mask(text), bundled_forms()) is None


def test_a_text_with_a_question_in_it_is_still_an_answer() -> None:
    assert is_question("När ska vi svara på en vårdbegäran?")
    assert not is_question("Hon frågar ofta: var är jag? Är orolig.")
    assert not is_question("Har ramlat. Kan ni komma?")
