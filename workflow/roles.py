"""The roles that a person can hold at a unit, and what people call them."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a person is at a unit."""

    CLERK = "clerk"
    HEAD_OF_UNIT = "head_of_unit"
    APPRAISER = "appraiser"
    COUNCIL_SECRETARY = "council_secretary"
    COUNCIL_MEMBER = "council_member"
    COUNCIL_CHAIR = "council_chair"
    DECISION_MAKER = "decision_maker"
    OFFICE_CLERK = "office_clerk"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


ROLE_NAMES = {
    Role.CLERK: "Cán bộ thi đua, khen thưởng",
    Role.HEAD_OF_UNIT: "Thủ trưởng đơn vị",
    Role.APPRAISER: "Chuyên viên thẩm định",
    Role.COUNCIL_SECRETARY: "Thư ký Hội đồng",
    Role.COUNCIL_MEMBER: "Thành viên Hội đồng",
    Role.COUNCIL_CHAIR: "Chủ tịch Hội đồng",
    Role.DECISION_MAKER: "Người có thẩm quyền quyết định",
    Role.OFFICE_CLERK: "Văn thư",
    Role.ADMINISTRATOR: "Quản trị hệ thống",
    Role.AUDITOR: "Người kiểm tra (chỉ xem)",
}

SUBMITTING_SIDE = frozenset({Role.CLERK, Role.HEAD_OF_UNIT})
HEADS = frozenset({Role.DECISION_MAKER, Role.COUNCIL_CHAIR})
