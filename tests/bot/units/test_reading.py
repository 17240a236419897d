"""Files of units: TOML and CSV are read alike, and each fault is told with its line."""

import tomllib
from pathlib import Path

import pytest

from bot import workspace
from bot.units import Role, Unit
from bot.units.checking import complaints
from bot.units.faults import UnitFileError
from bot.units.reading import read_units
from bot.workspace.practice import REPORT_GROUP
from flows.load import load_unit_types
from knowledge.model import StaffError

DEMO_WORKSPACE = Path(workspace.__file__).with_name("demo.toml")
TYPES = load_unit_types()[0]
TOML = """# enheter
[[units]]
id = "vc"
name = "Vårdcentralen"
type = "vardcentral"
organisation = "Regionen"
has_samsa = true
inboxes = [
  { kind = "slack", address = "C0VC000005" },
  { kind = "mail", address = "inkorg.vc@regionen.se" },
]
contact_point = { phone = "0500-12 34 56" }
members = [{ user = "U1", role = "kontaktombud" }, { user = "U2" }]
[units.hours]
monday = ["08:00-12:00", "13:00-16:30"]
saturday = ["10:00-14:00"]
holidays = ["10:00-12:00"]
[units.hours.days]
2026-12-23 = []
"""
CSV = """id;namn;typ;organisation;samsa;inkorgar;kontaktpunkt;öppettider;helgdagar;medlemmar;\
ersättare
vc;Vårdcentralen;vardcentral;Regionen;ja;slack:C0VC000005, mail:inkorg.vc@regionen.se;\
telefon:0500-12 34 56;mån 08:00-12:00 13:00 – 16:30, lör 10.00-14.00, 2026-12-23 stängt;\
10:00-12:00;U1 kontaktombud, U2;
"""


def write(folder: Path, name: str, content: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(content.encode(encoding))
    return path


def read(folder: Path, name: str, content: str, encoding: str = "utf-8") -> list[Unit]:
    return [one.unit for one in read_units(write(folder, name, content, encoding)).units]


def faults(folder: Path, name: str, content: str) -> list[tuple[int | None, str]]:
    with pytest.raises(UnitFileError) as caught:
        read(folder, name, content)
    return [(fault.line, fault.text) for fault in caught.value.faults]


def test_toml_and_csv_give_the_same_unit(tmp_path: Path) -> None:
    (unit,) = read(tmp_path, "e.toml", TOML)
    assert read(tmp_path, "e.csv", CSV) == [unit]
    assert [member.role for member in unit.members] == [Role.KONTAKTOMBUD, Role.MEDARBETARE]
    assert unit.hours
    assert [str(span) for span in unit.hours.monday] == ["08:00-12:00", "13:00-16:30"]
    assert unit.level(TYPES) == 2


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_what_a_spreadsheet_writes_is_read(tmp_path: Path, encoding: str, newline: str) -> None:
    content = "sep=;\n" + CSV.replace("–", "-")
    (unit,) = read(tmp_path, "e.csv", content.replace("\n", newline), encoding)
    assert unit.name == "Vårdcentralen"


def test_commas_and_quoted_cells_are_read(tmp_path: Path) -> None:
    content = (
        'id,namn,typ,organisation,samsa,öppettider\nvc,"Vårdcentralen, Ås",vardcentral,R,Nej,'
        '"mån-fre dygnet runt"\n\n'
    )
    (unit,) = read(tmp_path, "e.csv", content)
    assert (unit.name, unit.has_samsa) == ("Vårdcentralen, Ås", False)
    assert unit.hours
    assert str(unit.hours.friday[0]) == "00:00-24:00"


@pytest.mark.parametrize(
    ("before", "after", "line", "says"),
    [
        ('id = "vc"', 'id = "Vårdcentral 1"', 3, "a–z"),
        ('id = "vc"', 'nyckel = "vc"', 2, "”id” saknas"),
        ("has_samsa = true", 'has_samsa = "ja"', 7, "true eller false"),
        ("has_samsa = true", "has_samsa = true\nfärg = 1", 2, ""),
        ('"C0VC000005"', '"#inkorg"', 8, "kanalens id"),
        ('"inkorg.vc@regionen.se"', '"inkorg.vc"', 8, "e-postadressen har fel form"),
        ('kind = "mail"', 'kind = "fax"', 8, "slack, mail eller webhook"),
        ('user = "U2"', 'user = "@kerstin"', 13, "Slack-id"),
        ('user = "U2"', 'user = "U1"', 2, "står två gånger"),
        ('role = "kontaktombud"', 'role = "boss"', 13, "medarbetare"),
        ('"10:00-14:00"', '"10-14"', 16, "08:00-16:30"),
        ('"10:00-14:00"', '"22:00-06:00"', 16, "24:00"),
        ('"13:00-16:30"', '"11:00-16:30"', 15, "går in i varandra"),
        ("2026-12-23", "juldagen", 19, "2026-12-23"),
        ('phone = "0500-12 34 56"', 'phone = "ring"', 12, "riktnummer"),
        ("[[units]]", "[[enheter]]", None, "[[units]]"),
        ('"Vårdcentralen"', '"Vårdcentralen', 4, "citattecken"),
    ],
)
def test_a_fault_in_toml_is_told_with_its_line(
    tmp_path: Path, before: str, after: str, line: int | None, says: str
) -> None:
    assert before in TOML
    content = TOML.replace(before, after, 1)
    if after.startswith("[[enheter"):
        content = content.replace("[units.", "[enheter.")
    found = faults(tmp_path, "e.toml", content)
    assert any(says in text for _, text in found), found
    if says:
        assert line in [at for at, text in found if says in text], found


@pytest.mark.parametrize(
    ("before", "after", "line", "says"),
    [
        (";typ;", ";sort;", 1, "”sort” är okänd"),
        (";typ;", ";sort;", 1, "”typ” saknas"),
        (";ja;", ";kanske;", 2, "samsa: skriv ja eller nej"),
        ("slack:C0VC000005", "C0VC000005", 2, "inkorgar: skriv sorten framför"),
        ("slack:C0VC000005", "webhook:http://exempel.se/in", 2, "https://"),
        ("mån 08", "08", 2, "skriv dagen före tiden"),
        ("lör 10", "blör 10", 2, "dagarna skrivs"),
        ("U2;", "kerstin;", 2, "Slack-id"),
        ("U2;", "U2 boss extra;", 2, "U0KERS003 kontaktombud"),
        ("U2;", "U2;;x", 2, "fler celler"),
        ("Vårdcentralen;", '"Vård";"cen"tralen";', 2, "citattecken"),
    ],
)
def test_a_fault_in_csv_is_told_with_its_line(
    tmp_path: Path, before: str, after: str, line: int, says: str
) -> None:
    assert before in CSV
    found = faults(tmp_path, "e.csv", CSV.replace(before, after, 1))
    assert [at for at, text in found if says in text] == [line], found


def test_every_fault_of_a_file_is_told_at_once(tmp_path: Path) -> None:
    bad = TOML.replace("true", '"ja"').replace('"U2"', '"kerstin"').replace("10:00-14:00", "x")
    assert [line for line, _ in faults(tmp_path, "e.toml", bad)] == [7, 13, 16]


def test_a_row_after_one_with_line_breaks_has_its_own_line(tmp_path: Path) -> None:
    second = "vc2;Två;vardcentral;R;kanske;;;;;;\n"
    content = CSV.replace("U1 kontaktombud, U2", '"U1 kontaktombud\nU2"') + second
    assert [line for line, _ in faults(tmp_path, "e.csv", content)] == [4]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("e.csv", b"\xff\xfei\x00d\x00", "CSV UTF-8"),
        ("e.toml", b"\xff", "UTF-8"),
        ("e.toml", b"", "inga enheter"),
        ("e.csv", b"id;namn;typ;organisation;samsa\n", "inga enheter"),
        ("e.xlsx", b"PK", ".toml eller .csv"),
        ("e.toml", b"#" * 5_000_001, "5 MB"),
    ],
)
def test_a_file_that_is_none_says_what_to_do(
    tmp_path: Path, name: str, content: bytes, says: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(StaffError, match=says):
        read_units(tmp_path / name)


def unit(unit_id: str, **fields: object) -> Unit:
    base = {"name": unit_id, "type": "vardcentral", "organisation": "R", "has_samsa": True}
    return Unit.model_validate({"id": unit_id, **base, **fields}, strict=False)


@pytest.mark.parametrize(
    ("units", "field", "says"),
    [
        ([unit("aa"), unit("aa", name="b")], "id", "två enheter har id aa"),
        ([unit("aa"), unit("bb", name="AA")], "name", "heter AA"),
        ([unit("aa", type="vardcentralen")], "type", "Menade du vardcentral?"),
        ([unit("aa", type="rymdstation")], "type", "Välj en av"),
        ([unit("aa", substitute="bb")], "substitute", "bb finns inte"),
        ([unit("aa", substitute="aa")], "substitute", "aa → aa"),
    ],
)
def test_units_that_do_not_fit_together_are_told(units: list[Unit], field: str, says: str) -> None:
    (found,) = complaints(units, TYPES)
    assert (found.field, says in found.text) == (field, True), found


def test_a_loop_of_substitutes_is_told_at_each_of_its_units_alone() -> None:
    ring = [unit("aa", substitute="bb"), unit("bb", substitute="cc"), unit("cc", substitute="aa")]
    found = complaints([*ring, unit("dd", substitute="aa"), unit("ee")], TYPES)
    assert [one.unit for one in found] == [0, 1, 2]
    assert "aa → bb → cc → aa" in found[0].text


@pytest.mark.parametrize(
    "address",
    ["anna.andersson@regionen.se", "anna@regionen.se", "sara.oman@demoby.se", "a.lind@gmail.com",
     "karl-erik.j.nilsson2@kommunen.se", "vardcentralen@hotmail.com"],
)  # fmt: skip
def test_a_persons_mail_is_no_inbox(address: str) -> None:
    inbox = {"kind": "mail", "address": address}
    (found,) = complaints([unit("aa", inboxes=[inbox])], TYPES)
    assert "funktionsbrevlåda" in found.text
    (found,) = complaints([unit("aa", contact_point={"mail": address})], TYPES)
    assert found.field == "contact_point"


@pytest.mark.parametrize(
    "address",
    ["inkorg@regionen.se", "vardcentralen.demoby@vgregion.se", "vc.lidkoping@vgregion.se",
     "hemtjanst.larkan@demoby.se", "rehab@skara.se", "bistand.vard-omsorg@kommunen.se",
     "samsa.mottagning@regionen.se", "sjukskoterska.natt@kommunen.se"],
)  # fmt: skip
def test_a_functions_mail_is_an_inbox(address: str) -> None:
    assert complaints([unit("aa", inboxes=[{"kind": "mail", "address": address}])], TYPES) == []


@pytest.mark.parametrize(
    ("address", "is_good"),
    [
        ("https://exempel.se/in?x=1", True),
        ("http://127.0.0.1:8080/in", True),
        ("http://localhost/in", True),
        ("http://[::1]:1/in", True),
        ("http://127.0.0.1.exempel.se/in", False),
        ("http://exempel.se/in", False),
        ("https://user:pass@exempel.se/in", False),
        ("https:///in", False),
        ("https://exempel.se:99999/", False),
        ("https://exempel.se/\nin", False),
        ("ftp://exempel.se/in", False),
    ],
)
def test_a_webhook_is_https_or_on_this_computer(address: str, is_good: bool) -> None:
    given = {"kind": "webhook", "address": address}
    if is_good:
        assert unit("aa", inboxes=[given]).inboxes[0].address == address
    else:
        with pytest.raises(ValueError, match="unit_fault"):
            unit("aa", inboxes=[given])


def test_the_invented_units_are_those_of_the_practice_workspace() -> None:
    read_file = read_units(Path("demo"))
    units = [one.unit for one in read_file.units]
    assert complaints(units, TYPES) == []
    demo = tomllib.loads(DEMO_WORKSPACE.read_text(encoding="utf-8"))
    by_name = {one.name: one for one in units}
    assert {person["unit"] for person in demo["people"]} == by_name.keys()
    assert all(by_name[person["unit"]].has_member(person["id"]) for person in demo["people"])
    members = {channel["id"]: set(channel.get("members", ())) for channel in demo["channels"]}
    with_inbox = [one for one in units if one.inboxes]
    assert [one.id for one in units if not one.inboxes] == [REPORT_GROUP]
    for one in with_inbox:
        assert {member.user for member in one.members} == members[one.inboxes[0].address]
