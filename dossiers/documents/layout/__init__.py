"""The shipped templates as code: `python -m dossiers.documents.layout` writes them to templates/documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dossiers.documents.layout import achievement, council, decision, notice, petition, reception
from dossiers.documents.layout.paper import Paper

LAYOUTS: Mapping[str, Callable[[], Paper]] = {
    "to_trinh": petition.petition,
    "danh_sach": petition.candidate_list,
    "bao_cao_thanh_tich": achievement.achievement_report,
    "bien_ban_binh_xet": council.unit_review_minutes,
    "phieu_tiep_nhan": reception.receipt,
    "yeu_cau_bo_sung": reception.correction_request,
    "bao_cao_tham_dinh": reception.appraisal_report,
    "cong_van_lay_y_kien": reception.consultation_letter,
    "giay_moi_hop": council.meeting_invitation,
    "phieu_bau": council.vote_slip,
    "bien_ban_kiem_phieu": council.tally_minutes,
    "bien_ban_hop_hoi_dong": council.session_minutes,
    "thong_bao_cong_khai": notice.public_notice,
    "bao_cao_ket_qua_cong_khai": notice.notice_report,
    "to_trinh_quyet_dinh": petition.decision_petition,
    "quyet_dinh": decision.decision,
    "thong_bao_ket_qua": notice.result_notice,
    "bang_khen": decision.certificate,
    "danh_sach_tien_thuong": decision.prize_list,
}


def build(kind: str) -> bytes:
    """Build the template of a kind. Raises KeyError for a kind without one."""
    return LAYOUTS[kind]().to_bytes()
