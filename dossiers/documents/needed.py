"""What no template may leave out: without it a paper would be void, or say nothing of its matter.

A body's name and place, who carries the paper out and who gets a copy are the same in all papers of one office, so
that its own template may simply say them.  Number, day, abstract, grounds, names, results and signature differ from
paper to paper (Nghị định 30/2020/NĐ-CP, Điều 8).  What has no value is not missed.
"""

from __future__ import annotations

from collections.abc import Mapping

from dossiers.documents import achievement, council, decision, notice, petition, prize_list, reception
from dossiers.documents.letterhead import Nominee

HEADED = ("so_ky_hieu", "ngay_ban_hanh")
TITLED = (*HEADED, "trich_yeu")
UNNUMBERED = ("ngay_ban_hanh", "trich_yeu")
SIGNED = ("quyen_han", "chuc_vu_ky", "nguoi_ky")
MET = ("ngay_hop", "chu_tri.ho_ten", "thu_ky.ho_ten", "ket_luan_chung")

NEEDED: Mapping[type, tuple[str, ...]] = {
    petition.Petition: (*TITLED, "kinh_gui", "can_cu", "ly_do", *SIGNED),
    petition.CandidateList: (*UNNUMBERED, *SIGNED),
    petition.DecisionPetition: (
        *TITLED, "kinh_gui", "can_cu", "ket_qua_tham_dinh", "ket_qua_hoi_dong", "ket_qua_cong_khai",
        "tong_tien_thuong", *SIGNED,
    ),
    achievement.AchievementReport: (*UNNUMBERED, "thanh_tich", "nguoi_bao_cao.nguoi_ky", "xac_nhan.nguoi_ky"),
    council.UnitReviewMinutes: (*TITLED, *MET),
    council.SessionMinutes: (*TITLED, *MET),
    council.MeetingInvitation: (*TITLED, "kinh_moi", "ngay_hop", "gio_hop", "dia_diem", "chuong_trinh", *SIGNED),
    council.VoteSlip: ("trich_yeu", "nguoi_bo_phieu"),
    council.TallyMinutes: (
        *TITLED, "ngay_kiem", "so_thanh_vien", "phieu_phat_ra", "phieu_thu_ve", "phieu_hop_le", "phieu_khong_hop_le",
    ),
    reception.Receipt: (*HEADED, "ma_ho_so", "don_vi", "ngay_nhan", "ngay_hen", "nguoi_ky"),
    reception.CorrectionRequest: (*TITLED, "kinh_gui", "han_bo_sung", *SIGNED),
    reception.AppraisalReport: (*TITLED, "kinh_gui", "don_vi", "ket_luan", *SIGNED),
    reception.ConsultationLetter: (*TITLED, "kinh_gui", "noi_dung_hoi", "han_tra_loi", *SIGNED),
    notice.PublicNotice: (*TITLED, "tu_ngay", "den_ngay", *SIGNED),
    notice.NoticeReport: (*TITLED, "kinh_gui", "thong_bao", "tu_ngay", "den_ngay", "ket_luan_chung", *SIGNED),
    notice.ResultNotice: (*TITLED, "kinh_gui", "quyet_dinh", *SIGNED),
    decision.Decision: (*TITLED, "can_cu", "hinh_thuc_khen", "thanh_tich_chung", "tong_tien_thuong", *SIGNED),
    decision.Certificate: ("ten_bang", "ten", "thanh_tich", "so_quyet_dinh", "ngay_quyet_dinh", *SIGNED),
    prize_list.PrizeList: ("trich_yeu", "so_quyet_dinh", "ngay_quyet_dinh", "tong_cong", "tong_bang_chu", *SIGNED),
    # the lines of lists
    Nominee: ("ten",),
    petition.AwardCount: ("hinh_thuc", "so_luong"),
    achievement.PersonProfile: ("ho_ten",),
    achievement.CollectiveProfile: ("ten_tap_the",),
    achievement.HouseholdProfile: ("chu_ho",),
    achievement.CareerStep: ("thoi_gian", "chuc_vu_don_vi"),
    achievement.YearResult: ("nam", "ket_qua"),
    achievement.Indicator: ("chi_tieu",),
    achievement.Work: ("ten_sang_kien",),
    achievement.PastAward: ("ten_khen",),
    prize_list.PrizeLine: ("ten", "muc_thuong"),
    council.Member: ("ho_ten",),
    council.VotedItem: ("ten", "hinh_thuc", "dong_y", "khong_dong_y", "ty_le"),
    council.SlipItem: ("ten", "hinh_thuc"),
    reception.ReceivedComponent: ("ten",),
    reception.Fault: ("noi_dung",),
    reception.AppraisedNomination: ("ten", "de_xuat"),
    notice.ObjectionOutcome: ("noi_dung", "ket_luan"),
    notice.RefusedNomination: ("ten", "ly_do"),
}  # fmt: skip


def needed_of(record: type) -> tuple[str, ...]:
    """Return the marks of a record that no template may leave out."""
    return NEEDED.get(record, ())
