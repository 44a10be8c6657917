"""The law that the machine uses, for everybody: awards, criteria in words, general rules, instruments; by day."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from dossiers import clock
from dossiers.access import access
from dossiers.lawbook import queries
from dossiers.lawbook.forms import day_asked
from dossiers.rules import law
from dossiers.web.text import fold
from workflow.case import KIND_WORDS
from workflow.permissions import Action

bp = Blueprint("lawbook", __name__)


@bp.app_template_filter("instrument_anchor")
def instrument_anchor(number: str) -> str:
    """Return the id of an instrument's place on the page of instruments."""
    return "vb-" + re.sub(r"[^a-z0-9]+", "-", fold(number))


@bp.get("/luat")
@access(Action.PUBLIC_VIEW)
def awards() -> ResponseReturnValue:
    """List the titles and forms that can be granted on a day, with who decides."""
    form, day, status = _asked()
    titles, forms = queries.listed(day, titles=True), queries.listed(day, titles=False)
    return _page("awards.html", form, day, titles=titles, forms=forms, eras=queries.eras()), status


@bp.get("/luat/danh-hieu/<award_code>")
@access(Action.PUBLIC_VIEW)
def award(award_code: str) -> ResponseReturnValue:
    """Show one award: criteria, who decides, papers, votes, money, each with its article and its doubt."""
    law().award(award_code)
    form, day, status = _asked()
    return _page("award.html", form, day, page=queries.award_page(award_code, day)), status


@bp.get("/luat/quy-tac-chung")
@access(Action.PUBLIC_VIEW)
def rules() -> ResponseReturnValue:
    """Show the general rules and every number of the law with its history."""
    form, day, status = _asked()
    return _page("rules.html", form, day, settings=queries.settings(day)), status


@bp.get("/luat/van-ban")
@access(Action.PUBLIC_VIEW)
def instruments() -> ResponseReturnValue:
    """List the instruments that the law rests on."""
    form, day, status = _asked()
    return _page("instruments.html", form, day, instruments=queries.instruments()), status


def _asked() -> tuple[Any, date, int]:
    form, day, status = day_asked()
    return form, day or clock.today(), status


def _page(template: str, form: Any, day: date, **values: Any) -> str:
    version = law().versions.on(day)
    return render_template(f"pages/lawbook/{template}", form=form, day=day, version=version, kinds=KIND_WORDS, **values)
