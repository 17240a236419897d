"""The named situations, written from the decision table and not from the flow."""

import pytest

from flows.load import load_flows
from tests.flows.casebook import Case, read_cases

FLOWS = load_flows()
CASES = read_cases()
_FEWEST = 120


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_flow_answers_a_case_as_the_table_says(case: Case) -> None:
    assert case.faults(FLOWS[case.flow]) == []


def test_there_are_enough_cases_and_each_has_a_name_of_its_own() -> None:
    assert len(CASES) >= _FEWEST
    assert len({(case.flow, case.name) for case in CASES}) == len(CASES)


@pytest.mark.parametrize("spot", range(1, 16))
def test_every_ambiguous_spot_of_the_table_has_a_case(spot: int) -> None:
    sources = " ".join(case.source.replace(",", " ") for case in CASES)
    assert f"B4.{spot}" in sources.split()
