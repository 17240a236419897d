"""User groups of Slack become proposals that a person fills in."""

import tomllib

from bot.units.proposing import UserGroup, as_toml, proposed_units
from flows.load import load_unit_types

TYPES = load_unit_types()[0]
GROUPS = [
    UserGroup("vc-ås", "Vårdcentralen Ås", ("U1", "U2", "U1")),
    UserGroup("VC Ås", "Vårdcentral och hemtjänst", ("U3",)),
    UserGroup("rehab", 'Kommunal rehab "Norr"\x7f\n', ("U4",)),
    UserGroup("tom", "Tom grupp", ()),
    UserGroup("!!", "!!", ("U5",)),
]


def test_each_group_with_people_is_proposed_with_the_type_its_name_tells() -> None:
    found = proposed_units(GROUPS, TYPES)
    assert [(one.id, one.type) for one in found] == [
        ("vc-as", "vardcentral"),
        ("vc-as-2", None),
        ("rehab", "kommunal_rehab"),
        ("enhet", None),
    ]
    assert found[0].members == ("U1", "U2")


def test_the_proposal_is_toml_that_asks_for_what_only_staff_know() -> None:
    text = as_toml(proposed_units(GROUPS, TYPES))
    units = tomllib.loads(text)["units"]
    assert [unit["id"] for unit in units] == ["vc-as", "vc-as-2", "rehab", "enhet"]
    assert units[0]["members"] == [{"user": "U1"}, {"user": "U2"}]
    assert "has_samsa" not in units[0]
    assert text.count("# fyll i: has_samsa") == 4


def test_many_groups_with_one_long_name_get_ids_of_their_own() -> None:
    groups = [UserGroup("a" * 80, "Grupp", ("U1",))] * 12
    ids = [one.id for one in proposed_units(groups, TYPES)]
    assert len(set(ids)) == 12
    assert all(len(one) <= 60 for one in ids)
