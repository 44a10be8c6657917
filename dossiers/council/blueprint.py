"""The blueprint of councils, their sessions and votes; the routes stand beside it, a file by noun."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("council", __name__)
