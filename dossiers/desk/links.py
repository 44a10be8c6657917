"""The ways from the desk to the pages of the steps: a step with a page of its own leads there."""

from __future__ import annotations

from typing import Any

from flask import current_app, url_for

from dossiers.desk.moves import Move
from dossiers.desk.road import Stretch
from dossiers.web.text import moment
from workflow.procedure import Step
from workflow.roles import Role

# Where the pages of a role's steps are, the nearest first: "refuse" is another page for each of them.
_PAGES_OF = {
    Role.CLERK: ("submission", "notice"),
    Role.HEAD_OF_UNIT: ("submission", "decision"),
    Role.APPRAISER: ("appraisal", "notice", "decision"),
    Role.COUNCIL_SECRETARY: ("council", "appraisal", "notice", "decision"),
    Role.DECISION_MAKER: ("decision", "appraisal"),
    Role.OFFICE_CLERK: ("decision",),
}
_STATUS = {
    "done": ("Xong", ""),
    "now": ("Đang ở bước này", "blue"),
    "next": ("Chưa đến", "grey"),
    "never": ("Không thực hiện", "grey"),
}


def step_page(step: Step) -> str:
    """Return the endpoint of the page on which `step` is taken; empty where nobody made one."""
    names = (f"{package}.{step.name}" for role in step.by for package in _PAGES_OF.get(Role(role), ()))
    return next((name for name in names if name in current_app.view_functions and _fits(name, step)), "")


def step_url(dossier_id: int, step: Step) -> str:
    """Return the address of the page on which `step` is taken."""
    return url_for(step_page(step), dossier_id=dossier_id)


def _fits(endpoint: str, step: Step) -> bool:
    """The council's pages are for what it does with a dossier that lies before it."""
    return not endpoint.startswith("council.") or "before_council" in step.from_states


def tasks(road: list[Stretch], moves: list[Move], dossier_id: int) -> list[dict[str, Any]]:
    """Return a dossier's way as a task list; the step that the person can take now is a link."""
    possible = {move.step.name for move in moves if move.is_possible}
    return [_task(each, dossier_id, each.status == "now" and each.step.name in possible) for each in road]


def _task(stretch: Stretch, dossier_id: int, is_open: bool) -> dict[str, Any]:
    status, colour = _STATUS[stretch.status]
    return {
        "title": stretch.step.label,
        "hint": f"{stretch.actor_name}, {moment(stretch.at)}" if stretch.at else "",
        "status": status,
        "colour": colour,
        "url": step_url(dossier_id, stretch.step) if is_open else "",
    }
