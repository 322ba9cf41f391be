"""A customer's presentation without its slides: what is left is its masters, layouts, theme and size."""

from __future__ import annotations

from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.presentation import Presentation as Deck

from depeche.render.pptx.design_xml import P

_OF_SLIDES = ("custShowLst", "photoAlbum", "custDataLst", "extLst", "modifyVerifier")  # name slides, or lock the file
_KEPT = {RT.SLIDE_MASTER, RT.THEME, RT.PRES_PROPS, RT.VIEW_PROPS, RT.TABLE_STYLES, RT.NOTES_MASTER, RT.FONT}


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
        str(value) for element in root.iter() for key, value in element.attrib.items() if "relationships}" in str(key)
    }
    rels = deck.part.rels
    for name, rel in list(rels.items()):
        if name not in used and rel.reltype not in _KEPT:
            rels.pop(name)
    return deck
