"""`luoshi programme`: faults with their lines, and a beginning that has none."""

from __future__ import annotations

from pathlib import Path

import pytest
from command import Hear

from luoshi.cli import main
from luoshi.programmes import FILE, load
from luoshi.programmes.load import SHIPPED

pytestmark = pytest.mark.usefixtures("folder")


def lines(hear: Hear) -> list[str]:
    """What was said; nothing of it on standard output."""
    said = hear()
    assert said.bytes == b""
    return said.lines


def test_every_shipped_programme_is_checked_without_a_fault(hear: Hear) -> None:
    """As whoever changes one would do it."""
    assert main(["programme", "check", str(SHIPPED)]) == 0
    (line,) = lines(hear)
    assert "0 faults" in line
    assert int(line.split()[0]) > 40


def test_a_new_programme_is_whole(hear: Hear) -> None:
    """What is begun can be checked and loaded as it stands, and each kind of part is shown."""
    assert main(["programme", "new", "tree_care"]) == 0
    assert FILE in lines(hear)[0]
    assert main(["programme", "check", "tree_care"]) == 0
    assert "1 programme(s), 0 faults" in lines(hear)[0]
    assert load(Path("tree_care")).measures
    text = Path("tree_care", FILE).read_text("utf-8")
    assert all(f"[[{table}]]" in text for table in ("register", "measure", "series", "milestone"))


def test_its_commented_parts_are_whole_too() -> None:
    """Who takes the marks away gets a series and a milestone that load."""
    main(["programme", "new", "tree_care"])
    file = Path("tree_care", FILE)
    head, _sign, tail = file.read_text("utf-8").partition("# [[series]]")
    marked = f"# [[series]]{tail}".splitlines()
    file.write_text(
        head + "\n".join(line.removeprefix("# ") for line in marked if line[2:3].isascii()), "utf-8"
    )
    programme = load(Path("tree_care"))
    assert (len(programme.series), len(programme.milestones)) == (1, 1)


def test_it_goes_where_it_is_told(hear: Hear) -> None:
    """Into another folder, under the name alone."""
    Path("数据").mkdir()
    assert main(["programme", "new", "tree_care", "--in", "数据"]) == 0
    assert load(Path("数据", "tree_care")).name == "tree_care"
    lines(hear)


@pytest.mark.parametrize("name", ["Trees", "../trees", "树", "1st", "", "a" * 41, "a\nb", "-x y"])
def test_a_bad_name_is_one_line(name: str, hear: Hear) -> None:
    """And nothing is written."""
    before = sorted(Path().rglob("*"))
    assert main(["programme", "new", "--", name]) == 2
    assert len(lines(hear)) == 1
    assert sorted(Path().rglob("*")) == before


def test_what_exists_is_not_written_over(hear: Hear) -> None:
    """Neither a folder nor a file of that name."""
    Path("taken").mkdir()
    Path("file").touch()
    for name in ("taken", "file"):
        assert main(["programme", "new", name]) == 2
        assert "已经有了" in lines(hear)[0]
    assert list(Path("taken").iterdir()) == []


def test_a_folder_that_is_not_there_is_one_line(hear: Hear) -> None:
    """To begin in, and to check."""
    assert main(["programme", "new", "tree_care", "--in", "没有"]) == 2
    assert "找不到" in lines(hear)[0]
    assert main(["programme", "check", "没有"]) == 2
    assert "没有/programme.toml:1:" in lines(hear)[0]


def test_every_fault_of_every_folder_is_said_with_its_line(hear: Hear) -> None:
    """A sound one beside two bad ones: the bad ones' faults, file and line first, and how many."""
    for name in ("sound", "bad", "worse"):
        main(["programme", "new", name])
    lines(hear)
    bad, worse = Path("bad", FILE), Path("worse", FILE)
    bad.write_text(bad.read_text("utf-8").replace('op = "count"', 'op = "cuont"'), "utf-8")
    worse.write_text("[programme\n", "utf-8")
    assert main(["programme", "check", "."]) == 2
    first, second, last = lines(hear)
    number = 1 + [line[:12] for line in bad.read_text("utf-8").splitlines()].index('op = "cuont"')
    assert first.startswith(f"bad/programme.toml:{number}: ")
    assert second.startswith("worse/programme.toml:1: ")
    assert "3 programme(s), 2 fault(s)" in last


def test_a_file_is_checked_as_well_as_its_folder(hear: Hear) -> None:
    """Whoever hands over the file means the folder; the same one twice is checked once."""
    main(["programme", "new", "tree_care"])
    lines(hear)
    assert main(["programme", "check", "tree_care", f"tree_care/{FILE}"]) == 0
    assert "1 programme(s), 0 faults" in lines(hear)[0]


def test_a_label_that_gathers_nothing_known_is_a_fault(hear: Hear) -> None:
    """Shipped ones are known, and so are those beside it."""
    text = '[programme]\nname = "all"\nversion = 1\ntitle_zh = "全部"\ntitle_en = "All"\n'
    Path("all").mkdir()
    file = Path("all", FILE)
    file.write_text(text + 'aliases = ["全部"]\nkind = "label"\ngathers = ["elder_meal", "parks"]\n', "utf-8")
    assert main(["programme", "check", "all"]) == 2
    first, second, _last = lines(hear)
    assert first.startswith("all/programme.toml:8: ")
    assert "是不是 elder_meals" in first
    assert "parks" in second
    main(["programme", "new", "parks"])
    file.write_text(file.read_text("utf-8").replace("elder_meal", "elder_meals"), "utf-8")
    lines(hear)
    assert main(["programme", "check", "."]) == 0


def test_a_field_that_refers_to_no_register_is_a_fault(hear: Hear) -> None:
    """Of another programme, too: with its line."""
    main(["programme", "new", "tree_care"])
    file = Path("tree_care", FILE)
    text = file.read_text("utf-8")
    lines(hear)
    for said, status in (("key_projects.projects", 0), ("key_projects.roads", 2), ("nobody.projects", 2)):
        file.write_text(
            text.replace('title_en = "Address"', f'title_en = "Address"\nrefers = "{said}"'), "utf-8"
        )
        assert main(["programme", "check", "tree_care"]) == status
        number = 1 + file.read_text("utf-8").splitlines().index(f'refers = "{said}"')
        assert (f"tree_care/{FILE}:{number}: " in lines(hear)[0]) == bool(status)


def test_a_name_that_is_too_long_for_the_disk_is_one_line(hear: Hear) -> None:
    """No traceback, whatever is named."""
    assert main(["programme", "check", "长" * 300]) == 2
    assert len(lines(hear)) == 1
