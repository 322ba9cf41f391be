"""The vendored design system is what the script made of it, and shows nobody's portal."""

from __future__ import annotations

import shutil
from pathlib import Path

from tools.vendor_dkfds import PORTAL, TARGET, differences, missing_references, rewrite_css


def test_no_vendored_file_was_edited_added_or_lost() -> None:
    assert differences(TARGET) == []


def test_an_edit_an_addition_and_a_loss_are_each_told(tmp_path: Path) -> None:
    copy = tmp_path / TARGET.name
    shutil.copytree(TARGET, copy)
    (copy / "css/dkfds.min.css").write_text("a{}", encoding="utf-8")
    (copy / "js/extra.js").write_text("", encoding="utf-8")
    (copy / "LICENSE.md").unlink()
    assert differences(copy) == [
        "missing: LICENSE.md",
        "not vendored by the script: js/extra.js",
        "edited by hand: css/dkfds.min.css",
    ]


def test_the_style_sheet_names_only_files_that_are_there_and_no_address_elsewhere() -> None:
    files = {
        str(path.relative_to(TARGET).as_posix()): path.read_bytes() for path in TARGET.rglob("*") if path.is_file()
    }
    assert missing_references(files) == []
    css = files["css/dkfds.min.css"].decode()
    assert "http" not in css.replace("http://www.w3.org", "")
    assert "sourceMappingURL" not in css + files["js/dkfds.min.js"].decode()
    assert not [name for name in files if PORTAL.search(name)]


def test_fonts_are_rewritten_to_woff2_and_logos_and_source_maps_go() -> None:
    css = rewrite_css(
        "@font-face{font-family:X;src:url(../fonts/x.eot),url(../fonts/x.ttf)}"
        ".logo{background:url(../img/logo-x.png) no-repeat;color:red}/*# sourceMappingURL=x.map*/"
    )
    assert css.count("@font-face") == 5
    assert ".eot" not in css
    assert css.endswith(".logo{color:red}\n")
