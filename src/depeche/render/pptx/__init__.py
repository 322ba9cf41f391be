"""A report as slides: an editable PowerPoint presentation, in our own design or a customer's template.

- render_pptx(report, template, choices): the file; `template` None is our own design
- found_layouts(content): the layouts of a customer's template, with their placeholders and what each is used for
- PARTS: the parts of a report that have a layout each, the keys of `choices`
"""

from depeche.render.pptx.deck import render_pptx
from depeche.render.pptx.layouts import PARTS, FoundLayout, FoundPlaceholder, Part, found_layouts

__all__ = ["PARTS", "FoundLayout", "FoundPlaceholder", "Part", "found_layouts", "render_pptx"]
