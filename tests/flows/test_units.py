"""Where units stand: the directions the sources give, and the pairs that have to be asked about."""

import pytest

from flows.load import load_unit_types
from flows.model import Basis
from tests.flows.sources import documents

UNITS, _ = load_unit_types()

# From the directions that the presentation supports, and those of our level model.
CLEAR = [
    ("hemtjanst", "vardcentral", "in", Basis.EXAMPLE),
    ("mottagning", "bistandsenhet", "ut", Basis.SOURCE),
    ("mottagning", "hemsjukvard", "ut", Basis.SOURCE),
    ("aldrepsykiatrisk_mottagning", "vardcentral", "ut", Basis.EXAMPLE),
    ("aldrepsykiatrisk_mottagning", "kommun", "ut", Basis.EXAMPLE),
    ("mottagning", "vardcentral", "ut", Basis.INFERENCE),
    ("mottagning", "kommun", "ut", Basis.INFERENCE),
    ("vardcentral", "mottagning", "in", Basis.INFERENCE),
    ("vardcentral", "kommun", "ut", Basis.INFERENCE),
    ("kommun", "vardcentral", "in", Basis.INFERENCE),
    ("bistandsenhet", "vardcentral", "in", Basis.INFERENCE),
    ("palliativt_team", "hemsjukvard", "ut", Basis.INFERENCE),
    ("narsjukvardsteam", "hemsjukvard", "ut", Basis.INFERENCE),
    ("kommun", "kommun", "samma", Basis.INFERENCE),
    ("vardcentral", "vardcentral", "samma", Basis.INFERENCE),
]
UNCLEAR = [
    ("bistandsenhet", "hemsjukvard"),
    ("rehabmottagning", "vardcentral"),
    ("vardcentral", "rehabmottagning"),
    ("ambulans", "vardcentral"),
    ("tuh", "rehabmottagning"),
    ("hospice_kommunplats", "hemsjukvard"),
    ("elevhalsa", "vardcentral"),
    ("kommun", "hemsjukvard"),
    ("slutenvard", "hemsjukvard"),
    ("annan_enhet", "vardcentral"),
]


@pytest.mark.parametrize(("sender", "receiver", "direction", "status"), CLEAR)
def test_a_clear_pair_has_a_direction_and_says_where_it_comes_from(
    sender: str, receiver: str, direction: str, status: Basis
) -> None:
    found = UNITS.direction(sender, receiver)
    assert found is not None
    assert (found.value, found.status) == (direction, status)


@pytest.mark.parametrize(("sender", "receiver"), UNCLEAR)
def test_an_unclear_pair_has_no_direction(sender: str, receiver: str) -> None:
    assert UNITS.direction(sender, receiver) is None


def test_every_direction_a_source_gives_is_quoted_word_for_word() -> None:
    for known in UNITS.directions:
        assert known.citation is not None
        section = documents()[known.citation.document][known.citation.section]
        assert known.citation.quote in section


def test_levels_without_a_source_are_marked_as_our_own_inference() -> None:
    assert {unit.status for unit in UNITS.unit_types} == {Basis.INFERENCE}


def test_no_two_unit_types_share_an_id_or_a_word() -> None:
    ids = [unit.id for unit in UNITS.unit_types]
    words = [word for unit in UNITS.unit_types for word in unit.words]
    assert len(set(ids)) == len(ids)
    assert len(set(words)) == len(words)
