"""The register of paper kinds: name, title, dataclass; with the fields and an example of each."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, get_args, get_origin

from dossiers.documents import achievement, council, decision, notice, petition, prize_list, reception
from dossiers.documents.fields import bare, choices, is_optional, types_of


@dataclass(frozen=True)
class Kind:
    """One kind of paper: its stable name, Vietnamese title and the dataclass that it is filled from."""

    name: str
    title: str
    record: type

    @property
    def fields(self) -> tuple[dict[str, Any], ...]:
        """Describe every field as plain data: name, mark, type, required, meaning, example, nested fields."""
        return describe(self.record)

    def example(self) -> Any:
        """Build the kind's data from the examples of its fields."""
        return example(self.record)


def _register(*kinds: Kind) -> Mapping[str, Kind]:
    return MappingProxyType({kind.name: kind for kind in kinds})


KINDS: Mapping[str, Kind] = _register(
    Kind("to_trinh", "Tờ trình đề nghị khen thưởng", petition.Petition),
    Kind("danh_sach", "Danh sách đề nghị khen thưởng", petition.CandidateList),
    Kind("bao_cao_thanh_tich", "Báo cáo thành tích", achievement.AchievementReport),
    Kind("bien_ban_binh_xet", "Biên bản bình xét", council.UnitReviewMinutes),
    Kind("phieu_tiep_nhan", "Phiếu tiếp nhận hồ sơ", reception.Receipt),
    Kind("yeu_cau_bo_sung", "Công văn yêu cầu bổ sung hồ sơ", reception.CorrectionRequest),
    Kind("bao_cao_tham_dinh", "Báo cáo thẩm định", reception.AppraisalReport),
    Kind("cong_van_lay_y_kien", "Công văn lấy ý kiến", reception.ConsultationLetter),
    Kind("giay_moi_hop", "Giấy mời họp", council.MeetingInvitation),
    Kind("phieu_bau", "Phiếu bầu", council.VoteSlip),
    Kind("bien_ban_kiem_phieu", "Biên bản kiểm phiếu", council.TallyMinutes),
    Kind("bien_ban_hop_hoi_dong", "Biên bản họp Hội đồng", council.SessionMinutes),
    Kind("thong_bao_cong_khai", "Thông báo công khai", notice.PublicNotice),
    Kind("bao_cao_ket_qua_cong_khai", "Báo cáo kết quả công khai", notice.NoticeReport),
    Kind("to_trinh_quyet_dinh", "Tờ trình ban hành quyết định", petition.DecisionPetition),
    Kind("quyet_dinh", "Quyết định khen thưởng", decision.Decision),
    Kind("thong_bao_ket_qua", "Thông báo kết quả khen thưởng", notice.ResultNotice),
    Kind("bang_khen", "Bằng khen", decision.Certificate),
    Kind("danh_sach_tien_thuong", "Danh sách chi tiền thưởng", prize_list.PrizeList),
)

TYPE_NAMES = {str: "text", int: "integer", bool: "boolean", date: "date"}


def describe(record: type) -> tuple[dict[str, Any], ...]:
    """Describe the fields of a dataclass as plain data, ready for JSON."""
    hints = types_of(record)
    return tuple(_described(field, hints[field.name]) for field in dataclasses.fields(record))


def _described(field: dataclasses.Field[Any], hint: Any) -> dict[str, Any]:
    plain = bare(hint)
    many = get_origin(plain) is tuple
    inner = get_args(plain)[0] if many else plain
    nested = dataclasses.is_dataclass(inner)
    facts: dict[str, Any] = {
        "name": field.name,
        "mark": field.metadata["mark"],
        "type": "object" if nested else TYPE_NAMES.get(inner, "text"),
        "many": many,
        "required": field.default is dataclasses.MISSING,
        "nullable": is_optional(hint),
        "about": field.metadata["about"],
        "example": as_json(example_value(field, hint)),
    }
    if words := choices(inner):
        facts["choices"] = list(words)
    if nested and isinstance(inner, type):
        facts["fields"] = list(describe(inner))
    return facts


def example(record: type) -> Any:
    """Build a record from the examples of its fields, nested records included."""
    hints = types_of(record)
    return record(**{field.name: example_value(field, hints[field.name]) for field in dataclasses.fields(record)})


def example_value(field: dataclasses.Field[Any], hint: Any) -> Any:
    """Return the example of one field: the declared one, one built from the nested fields, or its default."""
    if (given := field.metadata["example"]) is not None:
        return example(given) if isinstance(given, type) else given
    plain = bare(hint)
    if get_origin(plain) is tuple:
        return (example(get_args(plain)[0]),)
    if field.default is dataclasses.MISSING:
        return example(plain)
    return field.default


def as_json(value: Any) -> Any:
    """Turn a record's value into what JSON can hold: dates as ISO text, records as objects."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: as_json(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [as_json(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value
