"""Free text becomes a draft in the person's own words, and what is odd in it is pointed out."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.forms import Form, load_forms
from flows.forms.checks import Check, WarningKind, is_blocked, load_checks, remarks_on
from flows.forms.draft import Origin, drafted, empty_draft, paste_text
from flows.forms.sorting import Sorter
from knowledge.embedding import Embedder

FORMS = load_forms()
CHECKS = load_checks()
DRAFTS = Path(__file__).parent / "drafts"
NAMES = [path.stem for path in sorted(DRAFTS.glob("*.txt"))]
EVERY = 3  # one draft in so many is held out from tuning
MUST_REACH = 0.90

Sentence = tuple[frozenset[str], str]


def _drafts(name: str) -> list[list[Sentence]]:
    """Read the drafts of a form: a line is a heading (or several) and a sentence."""
    text = re.sub(r"^#.*\n", "", (DRAFTS / f"{name}.txt").read_text("utf-8"), flags=re.MULTILINE)
    return [
        [
            (frozenset(line.split(": ", 1)[0].split("|")), line.split(": ", 1)[1])
            for line in block.splitlines()
        ]
        for block in text.strip().split("\n\n")
    ]


@pytest.fixture(scope="module")
def sorters(embedder: Embedder) -> dict[str, Sorter]:
    return {name: Sorter(FORMS[name], embedder.query) for name in NAMES}


def _hits(sorters: dict[str, Sorter], *, held_out: bool) -> Iterator[bool]:
    for name in NAMES:
        for number, draft in enumerate(_drafts(name)):
            if (number % EVERY == EVERY - 1) is not held_out:
                continue
            placed = sorters[name].sort("\n".join(text for _, text in draft))
            assert [one.text for one in placed] == [text for _, text in draft]
            yield from (one.field in right for one, (right, _) in zip(placed, draft, strict=True))


def test_there_are_drafts_enough_and_each_names_fields_of_its_form() -> None:
    assert sum(len(_drafts(name)) for name in NAMES) >= 80
    for name in NAMES:
        fields = {field.id for field in FORMS[name].fields}
        for draft in _drafts(name):
            assert all(right <= fields for right, _ in draft)


@pytest.mark.parametrize("held_out", [False, True])
def test_sentences_come_under_a_right_heading(sorters: dict[str, Sorter], held_out: bool) -> None:
    hits = list(_hits(sorters, held_out=held_out))
    assert sum(hits) / len(hits) >= MUST_REACH


@pytest.mark.parametrize("name", NAMES)
def test_a_draft_holds_the_persons_words_and_no_others(
    sorters: dict[str, Sorter], name: str
) -> None:
    for draft in _drafts(name):
        said = " ".join(text for _, text in draft)
        filled = drafted(FORMS[name], sorters[name].sort(said)).values()
        written = " ".join(str(value) for value in filled.values())
        assert sorted(written.split()) == sorted(said.split())


def test_a_heading_that_the_person_wrote_holds(sorters: dict[str, Sorter]) -> None:
    placed = sorters["vardbegaran"].sort("Normaltillstånd: Har hemtjänst och rollator. Sover gott.")
    assert [one.field for one in placed] == ["normaltillstand"] * 2
    assert all(one.is_named for one in placed)


def test_an_empty_text_gives_an_empty_draft(sorters: dict[str, Sorter]) -> None:
    form = FORMS["mvo"]
    assert drafted(form, sorters["mvo"].sort(" \n\n ")) == empty_draft(form)


def test_what_the_guide_settled_is_carried_over() -> None:
    form = FORMS["mvo"]
    draft = drafted(form, [], {"samtycke": "ja", "riktning": "ut"})
    assert draft.values() == {"samtycke": "ja"}
    assert draft.fields[0].origin is Origin.USER


def test_a_changed_field_is_the_persons_and_an_emptied_one_is_missing() -> None:
    form = FORMS["mvo"]
    draft = empty_draft(form).changed(form, {"besok": "I dag."})
    assert draft.values() == {"besok": "I dag."}
    assert draft.changed(form, {"besok": ""}).values() == {}


def test_the_text_to_paste_stands_heading_by_heading() -> None:
    form = FORMS["planering"]
    row = {"enhet": "rehab", "insats": "Träning", "nar": "Varje dag"}
    draft = empty_draft(form).changed(
        form, {"samtycke": "ja", "mottagare": ["rehab", "okand"], "ansvar": [row]}
    )
    text = paste_text(form, draft, {"rehab": "Rehabenheten"})
    assert "Samtycke\nJa, samtycke finns" in text
    assert "Mottagande enheter\nRehabenheten, okand" in text
    assert "– Enhet: Rehabenheten; Insats: Träning; När och hur ofta: Varje dag" in text


REMARKS = [
    ("Ge 5 mg på kvällen.", "dose", True),
    ("Tar 1 x 3.", "dose", True),
    ("Spruta 4 ml.", "dose", True),
    ("Har druckit 200 ml vatten.", None, False),
    ("Öka dosen i kväll.", "dose", False),
    ("Kan ni förnya receptet?", "wrong_form", False),
    ("Vi vill att kommunen sköter läkemedelstilldelningen.", "wrong_form", False),
    ("Kommunen ska ha läkemedelstilldelning.", "wrong_form", False),
    ("Se bifogad bild.", "attachment", False),
    ("Ring mig på min mobil.", "person", False),
    ("Hon är medvetslös.", "harm", False),
    ("Var på akuten, 112 larmades då.", None, False),
    ("Barnen i hemmet ser när pappan dricker.", "harm", False),
    ("Hon har ont i höften.", None, False),
]


@pytest.mark.parametrize(("text", "kind", "blocks"), REMARKS)
def test_what_does_not_belong_in_a_draft_is_pointed_out(
    text: str, kind: str | None, blocks: bool
) -> None:
    form = FORMS["mvo"]
    draft = empty_draft(form).changed(form, {"ny_information": text})
    found = remarks_on(form, draft, CHECKS, said=text)
    assert [str(remark.kind) for remark in found][:1] == ([kind] if kind else [])
    assert is_blocked(found) is blocks
    assert all(remark.suggestion and str(remark.evidence) in text for remark in found)


@pytest.mark.parametrize(("consent", "blocks"), [("ja", 0), ("kan_inte", 0), ("nej", 1),
                                                 ("okant", 1)])  # fmt: skip
def test_consent_is_the_first_gate(consent: str, blocks: int) -> None:
    for name in ("vardbegaran", "mvo", "planering", "administrativt_meddelande"):
        form = FORMS[name]
        draft = empty_draft(form).changed(form, {"samtycke": consent})
        found = remarks_on(form, draft, CHECKS, said="")
        assert [remark.kind for remark in found] == [WarningKind.WRONG_FORM] * blocks
        assert is_blocked(found) is bool(blocks)


def test_a_number_that_the_person_did_not_write_blocks_the_draft() -> None:
    form = FORMS["mvo"]
    draft = empty_draft(form).changed(form, {"besok": "Besök den 3 maj kl 14.30."})
    assert not is_blocked(remarks_on(form, draft, CHECKS, said="den 3 maj kl 14.30"))
    found = remarks_on(form, draft, CHECKS, said="den 3 maj")
    assert [(remark.kind, remark.evidence) for remark in found] == [("unsupported", "14.30")]


def test_what_belongs_in_another_message_is_sent_there() -> None:
    form = FORMS["administrativt_meddelande"]
    draft = empty_draft(form).changed(form, {"passar_annan_rubrik": "ja"})
    assert is_blocked(remarks_on(form, draft, CHECKS, said=""))


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: str(check.id))
def test_every_check_finds_its_own_words(check: Check) -> None:
    for word in check.words:
        said = word.replace("<tal>", "5").replace("*", "")
        assert check.finds(f"Det gäller {said} nu.")


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_no_example_of_a_form_is_pointed_out(form: Form) -> None:
    examples = {field.id: field.example for field in form.fields if field.example}
    draft = empty_draft(form).changed(form, examples)
    said = " ".join(examples.values())
    assert remarks_on(form, draft, CHECKS, said=said) == []
