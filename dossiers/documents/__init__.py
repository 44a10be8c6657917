"""Papers: plain data in, the bytes of a Word file out, in the layout of Nghị định 30/2020/NĐ-CP."""

from __future__ import annotations

from dossiers.documents.kinds import KINDS, Kind
from dossiers.documents.render import render

__all__ = ["KINDS", "Kind", "render"]
