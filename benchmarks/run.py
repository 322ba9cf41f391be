"""Run every benchmark, or those named: `python benchmarks/run.py analyse pages`. Each prints its own table."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main() -> int:
    files = sorted(path for path in HERE.glob("*.py") if path.stem != "run" and not path.stem.startswith("_"))
    wanted = set(sys.argv[1:])
    if unknown := wanted - {path.stem for path in files}:
        print(f"No benchmark is called {', '.join(sorted(unknown))}; there are {', '.join(p.stem for p in files)}.")
        return 2
    failed = []
    for path in files:
        if wanted and path.stem not in wanted:
            continue
        print(f"\n=== {path.stem}", flush=True)
        if subprocess.run([sys.executable, "-m", f"benchmarks.{path.stem}"], cwd=HERE.parent, check=False).returncode:
            failed.append(path.stem)
    if failed:
        print(f"\nfailed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
