"""A form of the house goes before the bundled one; a bad file is told, and drafts wait for it."""

from pathlib import Path

import pytest

from bot.app import Lotsen
from bot.desk.drafts.desk import Author
from bot.settings import Settings
from flows.forms.load import FORMS
from knowledge.model import StaffError

ELSA = Author("T1", "UELSA")
FIELD = """
[[fields]]
id = "eget"
label = "Eget fält"
help = "Hjälp."
kind = "text"
filled_by = "avsändaren"
basis = "inference"
origin = "Egen rutin"
"""


@pytest.fixture
def lotsen(tmp_path: Path) -> Lotsen:
    (tmp_path / "forms").mkdir()
    return Lotsen(Settings(data_dir=tmp_path))


def _own(lotsen: Lotsen, more: str) -> Path:
    text = (FORMS / "administrativt_meddelande.toml").read_text("utf-8")
    file = lotsen.settings.data_dir / "forms" / "administrativt_meddelande.toml"
    file.write_text(text + more, "utf-8")
    return file


def test_a_form_in_the_data_folder_is_the_one_that_is_written_in(lotsen: Lotsen) -> None:
    _own(lotsen, FIELD)
    draft = lotsen.draft_desk.begin("administrativt_meddelande", ELSA)
    assert draft.fields[-1].label == "Eget fält"


def test_a_changed_file_is_read_again_without_a_restart(lotsen: Lotsen) -> None:
    draft = lotsen.draft_desk.begin("administrativt_meddelande", ELSA).draft_id
    file = _own(lotsen, FIELD)
    assert lotsen.draft_desk.show(draft, ELSA).fields[-1].id == "eget"
    file.unlink()
    assert lotsen.draft_desk.show(draft, ELSA).fields[-1].id != "eget"


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (FIELD + FIELD, "fältet ”eget” finns två gånger"),
        (FIELD.replace("label", "labell"), "”label” saknas"),
        ("= fel", "rad "),
    ],
)
def test_a_bad_file_says_which_it_is_and_what_to_mend(lotsen: Lotsen, more: str, says: str) -> None:
    draft = lotsen.draft_desk.begin("administrativt_meddelande", ELSA).draft_id
    file = _own(lotsen, more)
    with pytest.raises(StaffError) as caught:
        lotsen.draft_desk.show(draft, ELSA)
    said = str(caught.value)
    assert said.startswith("Utkast går inte att skriva förrän en fil i ")
    assert "administrativt_meddelande.toml" in said
    assert says in said
    file.unlink()
    assert lotsen.draft_desk.show(draft, ELSA).form == "administrativt_meddelande"


def test_the_words_of_the_house_stay_in_the_draft_when_the_form_is_gone(lotsen: Lotsen) -> None:
    file = _own(lotsen, FIELD)
    draft = lotsen.draft_desk.begin("administrativt_meddelande", ELSA).draft_id
    lotsen.draft_desk.fill(draft, ELSA, {"eget": "Något eget."})
    file.unlink()
    shown = lotsen.draft_desk.fill(draft, ELSA, {"aterkoppling": "Växeln."})
    assert [(one.label, one.text) for one in shown.left] == [("Eget fält", "Något eget.")]
