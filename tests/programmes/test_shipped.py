"""The programmes that Luoshi brings: each of the fifty names lives in one, each number finds its measure."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from luoshi.programmes import FILE, Promise, load, programmes_of, proposed, shipped, strays
from luoshi.programmes.load import SHIPPED, folders

NAMES = Path(__file__).parents[2] / "docs" / "named_programmes.csv"
FOLDERS = [folder.name for folder in folders(SHIPPED)]
SENTENCE_ENDS = re.compile("[。;；\n]")


@pytest.mark.parametrize("name", FOLDERS)
def test_every_shipped_folder_is_whole(name: str) -> None:
    """No fault in it, and what a label gathers and a field refers to is there."""
    programme = load(SHIPPED / name)
    assert [*strays(SHIPPED / name, programme, shipped())] == []
    assert bool(programme.about.gathers) == (programme.about.kind == "label")


@pytest.mark.parametrize("name", FOLDERS)
def test_every_stage_that_counts_says_its_proof(name: str) -> None:
    """What counts as done is written down first, with what shows it; so is each milestone."""
    programme = load(SHIPPED / name)
    proofs = [
        register.stage_named(measure.stage).proof
        for measure in programme.measures
        for register in [programme.register_named(measure.register_name)]
        if measure.stage
    ]
    assert all([*proofs, *(one.proof for one in programme.milestones)])


def test_no_home_is_a_public_point() -> None:
    """A register that says where people live has no place on the map, and its address is personal."""
    beds = shipped()["elder_meals"].register_named("beds")
    assert beds.geometry == "none"
    assert beds.field_named("home").personal


def test_the_epidemic_has_no_register_of_persons() -> None:
    """Only whether measures were carried out."""
    assert not shipped()["epidemic_prevention"].registers


def names() -> list[str]:
    with NAMES.open(encoding="utf-8") as file:
        return [row["name"] for row in csv.DictReader(file)]


@pytest.mark.parametrize("name", names())
def test_each_named_programme_has_one_folder(name: str) -> None:
    """The whole name finds it, and so does each of two names that stand together."""
    found = [programmes_of(part, shipped().values())[0].name for part in [name, *name.split(" / ")]]
    assert len(set(found)) == 1


def test_the_names_are_those_of_the_list(shared: Path) -> None:
    """Ours is the list of the model report, all fifty of it."""
    listed = re.findall(r"^\| \d+ \| ([^|]+?) \|", (shared / "programmes.md").read_text("utf-8"), re.M)
    assert (names(), len(names())) == (listed, 50)


def sentence(text: str, start: int, end: int) -> str:
    """The text around a place, up to where a sentence ends on both sides."""
    before = max((one.end() for one in SENTENCE_ENDS.finditer(text, 0, start)), default=0)
    after = SENTENCE_ENDS.search(text, end)
    return text[before : after.start() if after else None]


def test_each_number_of_the_model_report_finds_its_measure(shared: Path) -> None:
    """All 32: most by the words of their clause, the others by those of their sentence."""
    text = (shared / "reports" / "张店区_2022.txt").read_bytes().decode()
    lost, found = [], set()
    for line in (shared / "reports" / "张店区_2022.labels.jsonl").read_text("utf-8").splitlines():
        label = json.loads(line)
        clause = "".join(text[start:end] for start, end in label["spans"])
        around = sentence(text, label["spans"][0][0], label["spans"][-1][1])
        promise = Promise(clause, around, label["measure"], label["unit"], label["basis"])
        proposal = proposed(promise, shipped().values())
        if proposal is None or proposal[1] is None:
            lost.append(label["measure"])
        else:
            found.add((proposal[0].name, proposal[1].name))
    assert lost == []
    assert len(found) == 32


def test_the_model_report_speaks_of_every_programme(shared: Path) -> None:
    """Each is what some clause of the report finds first."""
    text = (shared / "reports" / "张店区_2022.txt").read_text("utf-8").replace("\n", "")
    found = [programmes_of(clause, shipped().values()) for clause in re.split("[，,。；;]", text)]
    assert {one[0].name for one in found if one} == set(FOLDERS)


def test_files_have_no_byte_order_mark_and_end_in_a_line() -> None:
    """Editors of officers add marks; ours have none, so that an override can be compared."""
    for name in FOLDERS:
        content = (SHIPPED / name / FILE).read_bytes()
        assert content.endswith(b"\n")
        assert not content.startswith(b"\xef\xbb\xbf")
