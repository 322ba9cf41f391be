"""Fetch Det Fælles Designsystem from npm, check its hash, and keep of it what our pages use.

    python tools/vendor_dkfds.py           fetch, verify, rewrite, write the static files and their checksums
    python tools/vendor_dkfds.py --check   compare the committed files with their checksums (no network)

Kept: the neutral style sheet, the script, the icons the style sheet names, the icon sprite and five weights of IBM Plex
Sans as woff2. Left behind: the themes and logos of borger.dk and Virk (they are not ours to show), older font
formats, source maps. To take a new version: change VERSION and INTEGRITY, run, look at /stil/, commit.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path, PurePosixPath

VERSION = "11.2.0"
INTEGRITY = "sha512-JuVf8NjEOeF+TKIhEFXa3BfZvk1ulQM8+XN+6QhgDo6kiwwvupyBY34YU4FglBeyFWHbE5mYDmnrcYTWOSKkEA=="
TARGET = Path(__file__).resolve().parents[1] / "src/depeche/web/common/static/vendor" / f"dkfds-{VERSION}"
SUMS = "SHA256SUMS"
WEIGHTS = {  # file of the package: (font-weight, font-style)
    "IBMPlexSans-Regular": (400, "normal"),
    "IBMPlexSans-Italic": (400, "italic"),
    "IBMPlexSans-Medium": (500, "normal"),
    "IBMPlexSans-SemiBold": (600, "normal"),
    "IBMPlexSans-Bold": (700, "normal"),
}
FONT_FACE = (
    '@font-face{{font-display:swap;font-family:"IBM Plex Sans";font-style:{style};font-weight:{weight};'
    'src:url("../fonts/{name}.woff2") format("woff2")}}'
)
PORTAL = re.compile(r"borgerdk|virkdk|logo", re.IGNORECASE)
REFERENCE = re.compile(r"""url\(\s*["']?(?!data:)([^"')]+)["']?\s*\)""")


def fetch(folder: Path) -> Path:
    """The package as npm delivers it, or exit when its bytes are not the ones we have looked at."""
    subprocess.run(["npm", "pack", f"dkfds@{VERSION}", "--silent", "--pack-destination", str(folder)], check=True)
    archive = folder / f"dkfds-{VERSION}.tgz"
    found = "sha512-" + base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if found != INTEGRITY:
        sys.exit(f"dkfds {VERSION} is not the package we know.\n  expected {INTEGRITY}\n  found    {found}")
    return archive


def rewrite_css(css: str) -> str:
    """Fonts as woff2 in five weights; no source map; no rule that shows a portal's logo."""
    css = re.sub(r"@font-face\s*\{[^}]*\}\s*", "", css)
    css = re.sub(r"/\*#\s*sourceMappingURL=.*?\*/", "", css)
    css = re.sub(r"background(?:-image)?:[^;}]*url\([^)]*logo[^)]*\)[^;}]*;?", "", css)
    faces = "".join(FONT_FACE.format(name=name, weight=w, style=s) for name, (w, s) in WEIGHTS.items())
    return faces + css.strip() + "\n"


def select(package: Path) -> dict[str, bytes]:
    """Path below TARGET -> content."""
    dist = package / "dist"
    css = rewrite_css((dist / "css/dkfds.min.css").read_text(encoding="utf-8"))
    script = re.sub(r"//#\s*sourceMappingURL=.*", "", (dist / "js/dkfds.min.js").read_text(encoding="utf-8"))
    files = {
        "LICENSE.md": (package / "LICENSE.md").read_bytes(),
        "css/dkfds.min.css": css.encode(),
        "js/dkfds.min.js": (script.strip() + "\n").encode(),
        "img/all-svg-icons.svg": (dist / "img/all-svg-icons.svg").read_bytes(),
    }
    for name in WEIGHTS:
        files[f"fonts/{name}.woff2"] = (dist / f"fonts/IBMPlexSans/complete/woff2/{name}.woff2").read_bytes()
    for reference in sorted(set(REFERENCE.findall(css))):
        path = PurePosixPath(reference.removeprefix("../"))
        if path.parts[0] == "img":
            files[str(path)] = (dist / path).read_bytes()
    portal = [name for name in files if PORTAL.search(name)]
    if portal:
        sys.exit(f"A portal's own image would come along: {', '.join(portal)}")
    return files


def missing_references(files: dict[str, bytes]) -> list[str]:
    css = files["css/dkfds.min.css"].decode()
    return sorted({r for r in REFERENCE.findall(css) if r.removeprefix("../") not in files})


def write(files: dict[str, bytes], target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    for name, content in files.items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_bytes(content)
    lines = [f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items())]
    (target / SUMS).write_text("".join(lines), encoding="utf-8")


def differences(target: Path) -> list[str]:
    """Files that are not as this script wrote them; empty when all is well."""
    if not (target / SUMS).exists():
        return [f"{target.name}/{SUMS} is missing: run tools/vendor_dkfds.py"]
    lines = (line.partition("  ") for line in (target / SUMS).read_text(encoding="utf-8").splitlines())
    wanted = {name: digest for digest, _, name in lines}
    present = {str(p.relative_to(target).as_posix()): p for p in target.rglob("*") if p.is_file() and p.name != SUMS}
    faults = [f"missing: {name}" for name in sorted(wanted.keys() - present.keys())]
    faults += [f"not vendored by the script: {name}" for name in sorted(present.keys() - wanted.keys())]
    for name in sorted(wanted.keys() & present.keys()):
        if hashlib.sha256(present[name].read_bytes()).hexdigest() != wanted[name]:
            faults.append(f"edited by hand: {name}")
    return faults


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="compare the committed files with their checksums")
    if parser.parse_args().check:
        faults = differences(TARGET)
        print("\n".join(faults) if faults else f"{TARGET.name}: as vendored")
        return 1 if faults else 0
    with tempfile.TemporaryDirectory() as folder:
        archive = fetch(Path(folder))
        with tarfile.open(archive) as tar:
            tar.extractall(folder, filter="data")
        files = select(Path(folder) / "package")
    unresolved = missing_references(files)
    if unresolved:
        sys.exit(f"The style sheet names files that are not kept: {', '.join(unresolved)}")
    write(files, TARGET)
    print(f"{TARGET.name}: {len(files)} files, {sum(map(len, files.values())) / 1e6:.2f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
