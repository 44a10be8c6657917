"""Sample data of each kind, to look at a template before it is used, and to see whether it leaves something out."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, get_args, get_origin

from dossiers.documents.achievement import CollectiveProfile, HouseholdProfile
from dossiers.documents.council import Session
from dossiers.documents.fields import bare, types_of
from dossiers.documents.kinds import Kind, example, example_value
from dossiers.documents.letterhead import Nominee, Signature

MANY = 3  # times a list of records is repeated


@dataclass(frozen=True)
class Sample:
    """One set of sample data: its name in addresses, what it shows, the data."""

    name: str
    title: str
    data: Any


NOMINEES = (
    Nominee(kind="collective", name="Khoa Cấp cứu", unit="Bệnh viện A Thái Nguyên", prize=7_600_000),
    Nominee(kind="collective", name="Trường Trung học phổ thông Phú Bình", prize=7_600_000),
    Nominee(kind="household", name="Hộ ông Hoàng Văn Thắng", unit="Xã Đại Phúc", prize=5_700_000),
    *(
        Nominee(kind="individual", honorific=honorific, name=name, post=post, unit=unit, prize=3_800_000)
        for honorific, name, post, unit in (
            ("Ông", "Ma Văn Hoàng", "Trạm trưởng", "Trạm Y tế xã Đại Phúc"),
            ("Bà", "Nông Thị Thu Hằng", "Điều dưỡng trưởng", "Khoa Nội, Bệnh viện Đa khoa khu vực Phổ Yên"),
            ("Ông", "Lý A Sính", "Tổ trưởng tổ bảo vệ an ninh, trật tự ở cơ sở", "Xóm Đồng Tâm, xã Đại Phúc"),
        )
    ),
)
# What neither length nor gaps show: other recipients, other signers, another ballot.
DEPUTY = {"signature": Signature(authority=("KT. CHỦ TỊCH",), post="Phó Chủ tịch", name="Nông Quang Huy")}
IN_WRITING = "Lấy ý kiến bằng văn bản"
CASES: Mapping[str, Mapping[str, tuple[str, Mapping[str, Any]]]] = {
    "quyet_dinh": {"cap-pho": ("Cấp phó ký thay", DEPUTY)},
    "bang_khen": {"cap-pho": ("Cấp phó ký thay", DEPUTY)},
    "danh_sach_tien_thuong": {"cap-pho": ("Cấp phó ký thay", DEPUTY)},
    "phieu_bau": {
        "cong-khai": ("Bỏ phiếu công khai", {"secret": False, "voter": "Lê Quang Vinh"}),
        "lay-y-kien": (IN_WRITING, {"in_writing": True, "return_by": date(2026, 1, 19)}),
    },
    "bien_ban_kiem_phieu": {"lay-y-kien": (IN_WRITING, {"in_writing": True})},
    "bien_ban_hop_hoi_dong": {
        "lay-y-kien": (
            IN_WRITING,
            {"session": replace(example(Session), in_writing=True, due_on=date(2026, 2, 3))},
        )
    },
    "cong_van_lay_y_kien": {"thanh-vien": ("Gửi thành viên Hội đồng", {"to_members": True, "nominees": ()})},
    "bao_cao_thanh_tich": {
        "tap-the": ("Báo cáo của tập thể", {"person": None, "collective": example(CollectiveProfile)}),
        "ho": ("Báo cáo của hộ gia đình", {"person": None, "household": example(HouseholdProfile)}),
    },
}


def samples(kind: Kind) -> dict[str, Sample]:
    """Return the sample data of a kind by name: all filled, long lists, only what is required, and its own cases."""
    full = kind.example()
    own = (
        Sample(name, title, replace(full, **changes))
        for name, (title, changes) in CASES.get(kind.name, {}).items()
    )  # fmt: skip
    found = (
        Sample("day-du", "Đủ mọi thông tin", full),
        Sample("nhieu-muc", "Danh sách nhiều mục", _lengthened(full)),
        Sample("toi-thieu", "Chỉ có thông tin bắt buộc", _least(kind.record)),
        *own,
    )
    return {sample.name: sample for sample in found}


def _lengthened(record: Any) -> Any:
    """Return the record with long lists in it."""
    changes: dict[str, Any] = {}
    for field in dataclasses.fields(record):
        value = getattr(record, field.name)
        if dataclasses.is_dataclass(value):
            changes[field.name] = _lengthened(value)
        elif isinstance(value, tuple) and value and dataclasses.is_dataclass(value[0]):
            items = NOMINEES if isinstance(value[0], Nominee) else tuple(_lengthened(item) for item in value)
            changes[field.name] = items * MANY
    return replace(record, **changes)


def _least(record: type) -> Any:
    """Build a record in which everything optional is left at its default."""
    hints = types_of(record)
    return record(**{field.name: _least_value(field, hints[field.name]) for field in dataclasses.fields(record)})


def _least_value(field: dataclasses.Field[Any], hint: Any) -> Any:
    if field.default is not dataclasses.MISSING:
        return field.default
    plain = bare(hint)
    inner = get_args(plain)[0] if get_origin(plain) is tuple else plain
    if not (dataclasses.is_dataclass(inner) and isinstance(inner, type)):
        return example_value(field, hint)
    return (_least(inner),) if get_origin(plain) is tuple else _least(inner)
