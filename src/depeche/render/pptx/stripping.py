"""A presentation made ready to be written in: without slides, and saying nothing of what it was before."""

from __future__ import annotations

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.presentation import Presentation as Deck

from depeche.render.pptx.design_xml import NAMESPACES, P
from depeche.render.pptx.ink import R

_OF_SLIDES = ("custShowLst", "photoAlbum", "custDataLst", "extLst", "modifyVerifier")  # name slides, or lock the file
_KEPT = {RT.SLIDE_MASTER, RT.THEME, RT.PRES_PROPS, RT.VIEW_PROPS, RT.TABLE_STYLES, RT.NOTES_MASTER, RT.FONT}
_PROPERTIES = (
    b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>Depeche</Application></Properties>"
)


def stripped(deck: Deck) -> Deck:
    """The same presentation with no slide, no comment, no show of its own, and nothing that names one."""
    root = deck.element
    slides = root.find(f"{{{P}}}sldIdLst")
    if slides is not None:
        for item in list(slides):
            slides.remove(item)
    for name in _OF_SLIDES:
        for element in root.findall(f"{{{P}}}{name}"):
            root.remove(element)
    used = {
        str(value)
        for element in root.iter()
        for key, value in element.attrib.items()
        if str(key).startswith(f"{{{R}}}")
    }
    rels = deck.part.rels
    for name, rel in list(rels.items()):
        if name not in used and rel.reltype not in _KEPT:
            rels.pop(name)
    return deck


def settle_parts(deck: Deck) -> None:
    """When all is written: notes have their master in the list, and the file tells no titles of slides that are gone.

    A program keeps the titles of slides, its own name and a picture of the first page beside the presentation.
    """
    package = deck.part.package
    for name, rel in list(package._rels.items()):
        if rel.reltype == RT.EXTENDED_PROPERTIES and not rel.is_external:
            rel.target_part._blob = _PROPERTIES
        elif rel.reltype.endswith("/thumbnail"):
            package._rels.pop(name)
    root = deck.element
    masters = [name for name, rel in deck.part.rels.items() if rel.reltype == RT.NOTES_MASTER]
    if masters and root.find(f"{{{P}}}notesMasterIdLst") is None:
        listed = etree.fromstring(
            f'<p:notesMasterIdLst {NAMESPACES}><p:notesMasterId r:id="{masters[0]}"/></p:notesMasterIdLst>'
        )
        first = root.find(f"{{{P}}}sldMasterIdLst")
        if first is not None:
            first.addnext(listed)
