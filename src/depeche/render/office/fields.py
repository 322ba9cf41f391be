"""Word's fields: only those stay active that are known to stay inside the document.

A field is written as an instruction and what it last gave. An instruction may be cut into many runs and hold further
fields, so the name of each is put together from its own runs alone; one without a name of its own is not trusted.
"""

from __future__ import annotations

from typing import Final

from lxml import etree

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_KNOWN_NAMES: Final = (
    "ADVANCE AUTHOR AUTONUM AUTONUMLGL AUTONUMOUT BIBLIOGRAPHY CITATION COMMENTS COMPARE CREATEDATE DATE "
    "DOCPROPERTY DOCVARIABLE EDITTIME EQ FILENAME FILESIZE FORMCHECKBOX FORMDROPDOWN FORMTEXT GREETINGLINE HYPERLINK "
    "IF INDEX INFO KEYWORDS LASTSAVEDBY LISTNUM NEXT NOTEREF NUMCHARS NUMPAGES NUMWORDS PAGE PAGEREF PRINTDATE "
    "QUOTE REF REVNUM SAVEDATE SECTION SECTIONPAGES SEQ SET STYLEREF SUBJECT SYMBOL TA TC TEMPLATE TIME TITLE TOA "
    "TOC USERADDRESS USERINITIALS USERNAME XE"
)
KNOWN: Final = frozenset(_KNOWN_NAMES.split())
HARMLESS: Final = ' QUOTE "" '


def silence_fields(root: etree._Element) -> int:
    """Put a field that gives nothing in the place of each unknown one; how many there were. What was shown stays."""
    silenced = 0
    for simple in root.iter(f"{{{W}}}fldSimple"):
        if not _known(simple.get(f"{{{W}}}instr", "")):
            simple.set(f"{{{W}}}instr", HARMLESS)
            silenced += 1
    stack: list[list[etree._Element]] = []  # the runs of the instruction of each field that is being written
    telling: list[bool] = []  # whether that field is still at its instruction
    for element in root.iter(f"{{{W}}}fldChar", f"{{{W}}}instrText", f"{{{W}}}delInstrText"):
        if element.tag == f"{{{W}}}fldChar":
            kind = element.get(f"{{{W}}}fldCharType")
            if kind == "begin":
                stack.append([])
                telling.append(True)
            elif stack and kind == "separate":
                telling[-1] = False
            elif stack and kind == "end":
                telling.pop()
                silenced += _judge(stack.pop())
        elif stack and telling[-1]:
            stack[-1].append(element)
        else:  # an instruction of no field
            element.text = ""
    for runs in stack:  # fields that never end
        silenced += _judge(runs)
    return silenced


def _judge(runs: list[etree._Element]) -> int:
    if not runs or _known("".join(run.text or "" for run in runs)):
        return 0
    for at, run in enumerate(runs):
        run.text = "" if at else HARMLESS
    return 1


def _known(instruction: str) -> bool:
    words = instruction.split()
    name = words[0].upper() if words else ""
    return name in KNOWN or name.startswith("=")
