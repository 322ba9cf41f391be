"""What another library reads in a file, as JSON: `speak.py LIBRARY FILE FOLDER`; FOLDER is empty and may be filled.

A program of its own: these libraries change the working folder, log to the terminal and warn of themselves.
"""

from __future__ import annotations

import importlib
import json
import os
import sqlite3
import sys
from pathlib import Path


def potato(path: Path, _folder: Path) -> object:
    """Texts with the coded words as the library cuts them out, and its codes with their parents."""
    reader = importlib.import_module("potato.importers.text.qdpx_importer")
    found = reader.QDPXImporter().parse_path(path)
    return {
        "texts": [
            [document.instance_id, document.text, [[span.label, span.text] for span in document.spans]]
            for document in found.documents
        ],
        "codes": [[label["name"], label.get("parent", ""), label.get("description", "")] for label in found.labels],
        "people": list(found.annotators),
    }


def qualitative_coding(path: Path, folder: Path) -> object:
    """What stands in the library's own database after an import, which validates the file first."""
    reader = importlib.import_module("qualitative_coding.refi_qda.reader").REFIQDAReader(path)
    os.chdir(folder)
    reader.unpack_project(folder)
    database = sqlite3.connect(folder / "qualitative_coding.sqlite3")
    rows = database.execute("select distinct code_id, coder_id from coded_line order by 1, 2").fetchall()
    texts = [one.read_text() for one in sorted((folder / "corpus").iterdir())]
    return {
        "codes": sorted(code for (code,) in database.execute("select name from code")),
        "people": sorted(name for (name,) in database.execute("select name from coder")),
        "coded": [list(row) for row in rows],
        "texts": texts,
        "tree": (folder / "codebook.yaml").read_text(),
    }


def portableqda(path: Path, _folder: Path) -> object:
    """Guid, color and description of each code of the first level by its name: it reads no codes within codes."""
    book = importlib.import_module("portableqda").codebookCls()
    book.readQdcFile(str(path))
    return {
        name: [code.guid, code.etreeElement.get("color"), [child.text for child in code.etreeElement]]
        for name, code in book.codes.items()
    }


if __name__ == "__main__":
    ask = {"potato": potato, "qualitative_coding": qualitative_coding, "portableqda": portableqda}[sys.argv[1]]
    Path(sys.argv[3], "said.json").write_text(json.dumps(ask(Path(sys.argv[2]), Path(sys.argv[3]))))
