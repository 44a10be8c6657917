"""What nobody may do: tried now and then while a season is played, and always to be refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from dossiers.appraisal import service as appraisal
from dossiers.decision import service as decision
from dossiers.notice import service as notice
from dossiers.submission import service as submission
from workflow.errors import Problem
from workflow.roles import Role

if TYPE_CHECKING:
    from dossiers.simulation.player import Player


def attempt(player: Player) -> str:
    """Try one forbidden act on the player's dossier; returns what was wrongly allowed, or nothing."""
    state = player.dossier.state
    name, act = player.chance.choice([(name, act) for name, allowed, act in ATTEMPTS if state not in allowed])
    before = (state, player.dossier.version)
    try:
        act(player)
    except Problem:
        after = (player.dossier.state, player.dossier.version)
        return "" if after == before else f"{player.dossier.code}: {name} bị từ chối nhưng vẫn thay đổi hồ sơ"
    return f"{player.dossier.code}: {name} ở {state} đáng ra phải bị từ chối"


def _decide(player: Player) -> None:
    maker = player.who(Role.DECISION_MAKER)
    decision.decide(actor=maker, **player.seen())


def _issue(player: Player) -> None:
    decision.issue(actor=player.who(Role.OFFICE_CLERK), **player.seen())


def _close_notice(player: Player) -> None:
    notice.close_notice(actor=player.who(Role.APPRAISER), **player.seen())


def _appraise_oneself(player: Player) -> None:
    appraisal.finish_appraisal(actor=player.who(Role.CLERK), **player.seen())


def _be_late(player: Player) -> None:
    stale = {**player.seen(), "seen": player.dossier.version - 1}
    submission.withdraw(actor=player.who(Role.HEAD_OF_UNIT), reason="Trang cũ.", **stale)


# What it is, the states in which it may be right, and the act.
ATTEMPTS: tuple[tuple[str, tuple[str, ...], Callable[[Player], None]], ...] = (
    ("duyệt quyết định", ("before_decision",), _decide),
    ("cấp số", ("decided",), _issue),
    ("kết thúc công khai", ("on_notice",), _close_notice),
    ("kết thúc thẩm định bởi người nộp", (), _appraise_oneself),
    ("rút hồ sơ từ trang cũ", (), _be_late),
)
