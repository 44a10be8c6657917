"""Pictures of a template whose alternative text is a mark: they are drawn anew for each paper."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping

from lxml import etree

from dossiers.documents.fields import Form
from dossiers.documents.marks import Known
from dossiers.documents.template import NAMES, TemplateFault, parse

DOCUMENT = "word/document.xml"
RELATIONS = "word/_rels/document.xml.rels"
EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
ALONE = re.compile(r"\s*\{\{\s*([a-z0-9_.]+)\s*\}\}\s*")
ALTERNATIVE = "Mã QR để kiểm tra văn bản"


def marked_pictures(parts: Mapping[str, bytes], marks: Mapping[str, Known]) -> tuple[bytes, dict[str, str]]:
    """Return the document with plain alternative texts, and for each picture's part the mark it shows.

    An officer may move and size such a picture in Word; only what it shows is replaced.
    Raises TemplateFault for a mark that is not a QR code.
    """
    root = parse(parts[DOCUMENT])
    targets = {link.get("Id"): link.get("Target") for link in parse(parts[RELATIONS])}
    found: dict[str, str] = {}
    for properties in root.iterfind(".//wp:docPr[@descr]", NAMES):
        mark = ALONE.fullmatch(properties.get("descr"))
        if not mark:
            continue
        if mark[1] not in marks or marks[mark[1]].form is not Form.QR:
            raise TemplateFault(f"Hình có mốc {{{{{mark[1]}}}}} nhưng mốc này không phải mã QR của loại văn bản.")
        properties.set("descr", ALTERNATIVE)
        blips = [node for node in properties.getparent().iter() if node.get(EMBED)]
        found.update({posixpath.normpath(f"word/{targets[node.get(EMBED)]}"): mark[1] for node in blips})
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True), found
