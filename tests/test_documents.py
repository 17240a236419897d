"""The documents of the repository are true: every command, setting and Swedish noun is there."""

import ast
import re
from pathlib import Path

import pytest
import typer
from typer.models import CommandInfo

from bot.cli import app
from bot.settings import Settings
from knowledge.lexical import fold

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
GLOSSARY = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
SPELLINGS = {
    spelling.strip(" `")
    for line in GLOSSARY.splitlines()
    if line.startswith("|") and line.count("|") > 4
    for spelling in line.split("|")[2].split(",")
}


def commands() -> list[str]:
    """Give every command with its group, as a person writes it."""
    found = [_name(command) for command in app.registered_commands]
    for group in app.registered_groups:
        nested = group.typer_instance
        assert isinstance(nested, typer.Typer)
        found += [f"{group.name} {_name(command)}" for command in nested.registered_commands]
    return found


def _name(command: CommandInfo) -> str:
    assert command.callback
    return command.name or command.callback.__name__.strip("_")


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "GLOSSARY.md",
                                  "DECISIONS.md", "LICENSE", "Makefile"])  # fmt: skip
def test_what_a_repository_needs_is_there(name: str) -> None:
    assert (ROOT / name).stat().st_size > 200


@pytest.mark.parametrize("package", ["bot", "knowledge", "flows", "storage"])
def test_each_package_says_how_it_is_changed(package: str) -> None:
    text = (ROOT / package / "README.md").read_text(encoding="utf-8")
    assert re.search(r"\*\*Add |ändra|lägg", text, flags=re.IGNORECASE)


def test_the_readme_names_every_command() -> None:
    rows = [line for line in README.splitlines() if line.startswith("| `lotsen ")]
    table = " ".join(rows)
    missing = []
    for command in commands():
        group, _, name = command.rpartition(" ")
        row = next((row for row in rows if f"`lotsen {group or name}" in row), "")
        if not row or not re.search(rf"\b{re.escape(name)}\b", table):
            missing.append(command)
    assert missing == []


def test_the_readme_names_no_command_that_is_not_there() -> None:
    named = set(re.findall(r"^\| `lotsen ([a-z]+)", README, flags=re.MULTILINE))
    assert named == {command.split()[0] for command in commands()}


@pytest.mark.parametrize("name", Settings.model_fields)
def test_the_readme_names_every_setting_with_its_default(name: str) -> None:
    field = Settings.model_fields[name]
    (row,) = [
        line for line in README.splitlines() if line.startswith(f"| `LOTSEN_{name.upper()}` |")
    ]
    assert field.description
    assert field.description in row


def test_the_readme_names_no_setting_that_is_not_there() -> None:
    named = set(re.findall(r"LOTSEN_([A-Z_]+)`", README))
    assert named <= {name.upper() for name in Settings.model_fields}


def test_every_decision_has_its_five_lines() -> None:
    text = (ROOT / "DECISIONS.md").read_text(encoding="utf-8")
    entries = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    assert entries
    for number, entry in enumerate(entries, 1):
        assert entry.startswith(f"{number}. ")
        starts = [line.split(":")[0] for line in entry.splitlines()[1:] if line.strip()]
        assert starts[:3] == ["Choice", "Reason", "Price"], entry.splitlines()[0]
        assert (len(starts), starts[-1]) == (5, "Date"), entry.splitlines()[0]


def test_the_changelog_tells_of_this_version() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    version = re.search(r'^version = "(.+)"', project, flags=re.MULTILINE)
    assert version
    assert f"## {version[1]}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


# Words of file names that are no nouns of the field: names of places, and small words.
PLAIN = set(
    """and av de den det efter en ett fran for framtiden i ideer inom med om over pa skaraborg
    till varen varfor verksamheterna via viktiga ar valj unit types understanding sandning
    dialogmotet register remarks wording""".split()
)


def _words_of_file_names() -> list[tuple[str, str]]:
    files = [
        *(ROOT / "knowledge" / "documents").glob("*.md"),
        *(ROOT / "flows" / "library").glob("*.toml"),
    ]
    return [
        (word, path.name)
        for path in files
        for word in re.split(r"[-_]", path.stem)
        if not word.isdigit() and word not in PLAIN
    ]


@pytest.mark.parametrize(("word", "file"), _words_of_file_names())
def test_the_glossary_has_every_noun_of_a_file_name(word: str, file: str) -> None:
    assert any(_is_form_of(word, spelling) for spelling in SPELLINGS), file


def _is_form_of(word: str, spelling: str) -> bool:
    """Tell whether a word is a term or an inflection of it, which differ in their last letters."""
    stem = spelling[: max(len(spelling) - 2, 3)]
    return word.startswith(stem) and len(word) - len(stem) <= 5


def _identifiers() -> set[str]:
    code = [
        path
        for package in ("bot", "knowledge", "flows", "storage")
        for path in (ROOT / package).rglob("*.py")
    ]
    found: set[str] = set()
    for path in code:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            found |= _names_of(node)
    return {part.lower() for name in found for part in re.split(r"_|(?<=[a-z])(?=[A-Z])", name)}


def _names_of(node: ast.AST) -> set[str]:
    if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.AsyncFunctionDef)):
        return {node.name}
    if isinstance(node, ast.Name):
        return {node.id}
    return {node.arg} if isinstance(node, ast.arg) else set()


# Nouns of the field as people in care say them; one that turns up in an identifier must be a term.
FIELD = set(
    """vardbegaran mvo avvikelse samtycke remiss riktlinje rutin sav samsa sip personnummer
    reservnummer samordningsnummer reservidentitet planering ansvar patientflik hemtjanst
    hemsjukvard vardcentral slutenvard oppenvard fast vardkontakt bistand receptfornyelse
    forbattringsforslag medcontrol meddelande enhet anvisning exempel enskild kontaktombud
    mottagning primarvard socialtjanst rehab tandvard korttid""".split()
)


def test_the_glossary_has_every_noun_of_an_identifier() -> None:
    spelled = {part for spelling in SPELLINGS for part in re.split(r"[_ ]", spelling)}
    used = {word for word in _identifiers() if word in FIELD}
    assert "mvo" in SPELLINGS
    assert sorted(used - spelled) == []


def test_the_glossary_spells_in_plain_letters() -> None:
    assert all(fold(spelling) == spelling for spelling in SPELLINGS - {"spelling in code"})
