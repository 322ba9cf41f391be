"""What the data say: the figures of one relay, section by section, on a page and as files.

    urls > views > export | page > one module a section > figures > material

A section is a function (Insight) -> Section in `page.SECTIONS`; nothing else has to know it.
"""
