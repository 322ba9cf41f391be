from __future__ import annotations

import os
from pathlib import Path

import pytest

from depeche.commands.folder import write_folder


def test_a_new_folder_appears_with_all_its_files(tmp_path: Path) -> None:
    write_folder(tmp_path / "a" / "b", {"x": b"1", "y": b"2"})
    assert {path.name: path.read_bytes() for path in (tmp_path / "a" / "b").iterdir()} == {"x": b"1", "y": b"2"}
    umask = os.umask(0)
    os.umask(umask)
    assert (tmp_path / "a" / "b").stat().st_mode & 0o777 == 0o777 & ~umask


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    write_folder(tmp_path / "a", {"x": b"1"})
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a" / "x").read_bytes() == b"1"


def test_a_failure_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="ikke/her"):
        write_folder(tmp_path / "a", {"x": b"1", "ikke/her": b"2"})
    assert list(tmp_path.iterdir()) == []
