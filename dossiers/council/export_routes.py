"""The votes of a closed session as files, for whoever may read the whole session."""

from __future__ import annotations

import json

from flask import Response

from dossiers import subjects
from dossiers.access import access
from dossiers.council import vote_export
from dossiers.council.blueprint import bp
from dossiers.web.downloads import sent
from workflow.errors import Refused
from workflow.permissions import Action


@bp.get("/phien-hop/<int:session_id>/xuat-phieu.json")
@access(Action.SESSION_VIEW, of=subjects.session_paper)
def votes_json(session_id: int) -> Response:
    """Send every vote with what the law asked, to be counted again by anybody."""
    content = json.dumps(_data(session_id), ensure_ascii=False, indent=1).encode()
    return sent(content, f"phieu-phien-{session_id}.json", "application/json")


@bp.get("/phien-hop/<int:session_id>/xuat-phieu.csv")
@access(Action.SESSION_VIEW, of=subjects.session_paper)
def votes_csv(session_id: int) -> Response:
    """Send every vote as a table."""
    content = vote_export.as_csv(_data(session_id)).encode()
    return sent(content, f"phieu-phien-{session_id}.csv", "text/csv")


def _data(session_id: int) -> dict[str, object]:
    held = subjects.find_session(session_id)
    if held.state != "closed":
        raise Refused("Xuất phiếu sau khi phiên họp bế mạc.")
    return vote_export.as_data(held)
