"""Pictures of a template whose alternative text is a mark: they are drawn anew for each paper."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from dossiers.documents.faults import PartReport
from dossiers.documents.fields import Form
from dossiers.documents.marks import Known
from dossiers.documents.word import NAMES, R

EMBED = f"{{{R}}}embed"
ALONE = re.compile(r"\s*\{\{\s*([a-z0-9_.]+)\s*\}\}\s*", re.IGNORECASE)
ALTERNATIVE = "Mã QR để kiểm tra văn bản"


def take_marked(
    root: Any, targets: Mapping[str, str], marks: Mapping[str, Known], report: PartReport
) -> dict[str, str]:
    """Give the marked pictures of a part plain alternative texts; returns for each picture's part the mark it shows.

    `targets` maps the part's relationships to parts.  An officer may move and size such a picture in Word; only
    what it shows is replaced.  A mark that is no QR code, and a picture that is no PNG, go to `report`.
    """
    found: dict[str, str] = {}
    for properties in root.iterfind(".//wp:docPr[@descr]", NAMES):
        mark = ALONE.fullmatch(properties.get("descr"))
        if not mark:
            continue
        name = mark[1].lower()
        if name not in marks or marks[name].form is not Form.QR:
            report.add(properties, f"Hình có mốc {{{{{name}}}}} nhưng mốc này không phải mã QR của loại văn bản.")
        around = list(properties.getparent().iter())
        pictures = [targets.get(node.get(EMBED), "") for node in around if node.get(EMBED)]
        if not pictures or not all(picture.endswith(".png") for picture in pictures):
            report.add(properties, f"Hình giữ chỗ của mã QR {{{{{name}}}}} phải là hình PNG; chép lại hình từ mẫu gốc.")
        for node in around:  # Word repeats the alternative text inside the picture
            if node.get("descr") == mark.string:
                node.set("descr", ALTERNATIVE)
        found.update(dict.fromkeys(pictures, name))
    return found
