"""A season of dossiers from many units, left standing in every state."""

from __future__ import annotations

import random
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from dossiers import clock
from dossiers.council import items
from dossiers.council.roster import items_of
from dossiers.db import current_session
from dossiers.demonstration import preparation, voices
from dossiers.demonstration.cast import Hours, holder
from dossiers.demonstration.history import Worker
from dossiers.demonstration.road import Road
from dossiers.demonstration.session import PlayedSession
from dossiers.models import Dossier, Unit
from dossiers.submission import service as submission
from workflow.roles import Role

ACHIEVEMENTS = (
    "Chủ trì số hóa 100% hồ sơ lưu trữ của đơn vị, rút ngắn một nửa thời gian tra cứu",
    "Tham mưu hoàn thành vượt 18% chỉ tiêu thu ngân sách trên địa bàn",
    "Vận động nhân dân hiến 4.100 m² đất làm đường giao thông nông thôn",
    "Xây dựng mô hình Tổ công nghệ số cộng đồng, hướng dẫn 2.300 người dân dùng dịch vụ công",
    "Giải quyết dứt điểm 12 vụ việc tồn đọng kéo dài, không để phát sinh khiếu nại vượt cấp",
    "Hoàn thành trước hạn chương trình xóa 46 nhà tạm, nhà dột nát",
)
# What, who, how far, and how many days ago it began; "" plays to the end; "notice", "proposal" and "returned" stop
# once those are laid out.
SEASON: tuple[tuple[str, str, str, int], ...] = (
    ("tinh_thuong", "xã Phú Xuyên", "draft", 1),
    ("tinh_thuong", "xã Đại Phúc", "draft", 3),
    ("tinh_don_gian", "xã Phú Xuyên", "returned", 6),
    ("tinh_thuong", "phường Phổ Yên", "submitted", 2),
    ("tinh_thuong", "xã Phú Bình", "under_appraisal", 9),
    ("tinh_thuong", "phường Sông Công", "under_appraisal", 38),
    ("tinh_thuong", "xã Định Hóa", "before_council", 12),
    ("tinh_thuong", "phường Phan Đình Phùng", "before_council", 11),
    ("tinh_thuong", "xã Đại Từ", "before_council", 11),
    ("tinh_thuong", "xã Phú Lương", "before_council", 10),
    ("tinh_thuong", "xã Chợ Đồn", "before_council", 10),
    ("tinh_thuong", "SGDDT", "notice", 14),
    ("tinh_thuong", "xã Ba Bể", "proposal", 33),
    ("tinh_thuong", "phường Linh Sơn", "before_decision", 31),
    ("tinh_thuong", "xã Võ Nhai", "decided", 34),
    ("tinh_thuong", "STC", "", 48),
    ("tinh_thuong", "phường Bắc Kạn", "", 52),
    ("trinh_nha_nuoc", "SYT", "notice", 13),
    ("co_so", "xã Phú Xuyên", "before_council", 5),
)


def start_of(moment: datetime) -> datetime:
    """Return eight o'clock of the moment's day."""
    return datetime.combine(clock.day_of(moment), time(8, 0), clock.VIETNAM)


def play(plans: dict[str, Any], staff: dict[int, list[Worker]], at: datetime) -> None:
    """Play the season up to `at`, then one dossier of the home commune to its end and one taken back."""
    chance = random.Random(11)  # noqa: S311 invented people, not secrets
    for procedure, name, until, days in sorted(SEASON, key=lambda each: -each[3]):
        unit = unit_named(name)
        plan = plans[procedure]
        if procedure == "tinh_thuong":
            plan = {**plan, "nominations": _lines(staff[unit.id], unit, chance), "reason": _reason(unit)}
            plan.pop("corrected", None)
            plan.pop("rejected", None)
        road = Road(plan, unit, Hours(start_of(at - timedelta(days=days))))
        laid_out = {
            "notice": ("on_notice", road.post),
            "proposal": ("before_decision", road.propose),
            "returned": ("under_appraisal", road.ask_for_correction),
        }
        state, lay_out = laid_out.get(until, (until, None))
        road.play(until=state)
        if lay_out:
            lay_out()
        if (procedure, until) == ("tinh_thuong", "notice"):
            moment = min(road.hours.next_morning(), at - timedelta(hours=1))
            voices.object_to_first(road.dossier, moment)
            voices.respell_last(road.dossier, moment)
    Road(plans["tinh_thuong"], unit_named("xã Phú Xuyên"), Hours(start_of(at - timedelta(days=60)))).play()
    _take_back(plans["tinh_don_gian"], at)
    _sit_today(at)


def unit_named(name: str) -> Unit:
    """Return a unit by its code, or by the end of its name."""
    query = select(Unit).where((Unit.code == name) | Unit.name.endswith(f" {name}"))
    return current_session().scalars(query).one()


def _take_back(plan: dict[str, Any], at: datetime) -> None:
    unit = unit_named("xã Đồng Hỷ")
    road = Road({**plan, "ground": "DOT_XUAT"}, unit, Hours(start_of(at - timedelta(days=6))))
    dossier = road.play(until="submitted")
    submission.withdraw(
        actor=holder(Role.HEAD_OF_UNIT, unit),
        dossier_id=dossier.id,
        seen=dossier.version,
        reason="Đơn vị rút để bổ sung danh sách, sẽ nộp lại trong tháng.",
        at=road.hours.pass_minutes(),
    )


def _sit_today(at: datetime) -> None:
    """Open a session of the province's council today, with a vote going on; lay out what is to follow it."""
    waiting = select(Dossier).where(Dossier.state == "before_council", Dossier.procedure == "tinh_thuong")
    dossiers = list(current_session().scalars(waiting.order_by(Dossier.id)))[:4]
    dossiers, (to_come, in_writing) = dossiers[:2], dossiers[2:]
    decider = dossiers[0].decider_unit
    secretary = holder(Role.COUNCIL_SECRETARY, decider, decider.keeper)
    held = PlayedSession([dossier.id for dossier in dossiers], Hours(start_of(at - timedelta(days=4))))
    held.prepare(secretary, 2025, clock.day_of(at))
    held.hours = Hours(min(at, start_of(at)))
    chair = held.open(secretary)
    items.open_item(actor=chair, item_id=items_of(held.held)[0].id, at=held.hours.pass_minutes())
    preparation.look_ahead(to_come, in_writing, at)


def _reason(unit: Unit) -> str:
    return (
        f"Năm 2025, {unit.name} hoàn thành toàn diện nhiệm vụ được giao; nhiều tập thể, cá nhân có thành tích xuất sắc "
        "trong các phong trào thi đua do tỉnh phát động."
    )


def _lines(workers: list[Worker], unit: Unit, chance: random.Random) -> list[dict[str, Any]]:
    lines: list[dict[str, Any]] = [
        {
            "kind": "individual",
            "name": worker.name,
            "gender": worker.gender,
            "birth_year": worker.birth_year,
            "post": worker.post,
            "workplace": unit.name,
            "achievement": chance.choice(ACHIEVEMENTS),
            "report": {
                "duties": "Thực hiện nhiệm vụ theo phân công của Thủ trưởng đơn vị.",
                "results": f"{chance.choice(ACHIEVEMENTS)}. {chance.choice(ACHIEVEMENTS)}.",
            },
            "ratings": worker.ratings,
        }
        for worker in workers[: chance.randint(2, len(workers))]
    ]
    lines.append(
        {
            "kind": "collective",
            "name": unit.name,
            "workplace": "Tỉnh Thái Nguyên",
            "achievement": "Hoàn thành xuất sắc nhiệm vụ năm 2024, 2025; dẫn đầu phong trào thi đua của khối",
            "report": {
                "features": "Đơn vị có đội ngũ đoàn kết, chi bộ hoàn thành tốt nhiệm vụ.",
                "duties": "Thực hiện chức năng, nhiệm vụ theo quy định của pháp luật.",
                "results": "Hoàn thành 16/16 chỉ tiêu, trong đó 11 chỉ tiêu vượt kế hoạch.",
            },
            "ratings": {2024: "HTXS", 2025: "HTXS"},
        }
    )
    return lines
