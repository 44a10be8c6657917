from __future__ import annotations

from flask import Blueprint

bp = Blueprint("authenticity", __name__)
