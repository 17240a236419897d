"""Files in the data directory replace the bundled ones; one that can't be used is refused."""

from pathlib import Path

import pytest

from flows.load import LIBRARY, FlowFileError, load_flows
from flows.model import FlowError

BUNDLED = load_flows()
OWN = (LIBRARY / "efter_sandning.toml").read_text(encoding="utf-8")


def test_a_changed_flow_in_the_data_directory_goes_before_the_bundled_one(tmp_path: Path) -> None:
    changed = OWN.replace('version = "1"', 'version = "2"')
    (tmp_path / "vilket_namn_som_helst.toml").write_text(changed, encoding="utf-8")
    flows = load_flows(tmp_path)
    assert flows["efter_sandning"].version == "2"
    assert flows["efter_sandning"].content_hash != BUNDLED["efter_sandning"].content_hash
    assert flows["valj_meddelande"] == BUNDLED["valj_meddelande"]


def test_a_directory_that_does_not_exist_leaves_the_bundled_flows(tmp_path: Path) -> None:
    assert load_flows(tmp_path / "saknas") == BUNDLED


def test_changed_unit_types_change_the_hash_of_the_flows(tmp_path: Path) -> None:
    text = (LIBRARY / "unit_types.toml").read_text(encoding="utf-8")
    changed = text.replace("levels = [3]", "levels = [2]", 1)
    (tmp_path / "unit_types.toml").write_text(changed, encoding="utf-8")
    flow = load_flows(tmp_path)["valj_meddelande"]
    assert flow.content_hash != BUNDLED["valj_meddelande"].content_hash


def test_the_same_flow_in_two_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(OWN, encoding="utf-8")
    (tmp_path / "b.toml").write_text(OWN, encoding="utf-8")
    with pytest.raises(FlowFileError, match="finns redan i en annan fil"):
        load_flows(tmp_path)


def test_a_file_that_is_not_text_is_refused_in_plain_words(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(FlowError, match="går inte att läsa"):
        load_flows(tmp_path)


def test_files_that_are_no_flows_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "annat.toml").write_text('title = "Något annat"\n', encoding="utf-8")
    assert load_flows(tmp_path) == BUNDLED
