"""What Word and PowerPoint share: a stranger's file opened safely, charts as pictures, properties, settled bytes.

- open_package(data): a template checked and rid of whatever would reach out of it; OfficeError where it cannot be used
- settled(data): the package written again so that the same content is the same bytes
- chart_picture(chart): a chart as PNG and SVG, with its words
- clean(text): text as XML can hold it
- set_properties(core, report): title, language, author and dates of the file
"""

from depeche.render.office.errors import OfficeError
from depeche.render.office.opening import Kind, Opened, open_package
from depeche.render.office.pictures import Picture, alt_text, chart_picture
from depeche.render.office.properties import language_tag, moment, set_properties
from depeche.render.office.settling import settled
from depeche.render.signs import clean

__all__ = [
    "Kind",
    "OfficeError",
    "Opened",
    "Picture",
    "alt_text",
    "chart_picture",
    "clean",
    "language_tag",
    "moment",
    "open_package",
    "set_properties",
    "settled",
]
