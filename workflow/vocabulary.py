"""The closed lists that procedure files choose from: kinds of documents, words of the national portal."""

from __future__ import annotations

DOCUMENTS = {
    "to_trinh": "Tờ trình",
    "danh_sach": "Danh sách đề nghị",
    "bao_cao_thanh_tich": "Báo cáo thành tích",
    "bien_ban_binh_xet": "Biên bản bình xét",
    "phieu_tiep_nhan": "Phiếu tiếp nhận",
    "yeu_cau_bo_sung": "Yêu cầu bổ sung, hoàn thiện hồ sơ",
    "bao_cao_tham_dinh": "Báo cáo thẩm định",
    "cong_van_lay_y_kien": "Công văn lấy ý kiến",
    "giay_moi_hop": "Giấy mời họp Hội đồng",
    "phieu_bau": "Phiếu bầu",
    "bien_ban_kiem_phieu": "Biên bản kiểm phiếu",
    "bien_ban_hop_hoi_dong": "Biên bản họp Hội đồng",
    "thong_bao_cong_khai": "Thông báo công khai, lấy ý kiến",
    "bao_cao_ket_qua_cong_khai": "Báo cáo kết quả công khai",
    "to_trinh_quyet_dinh": "Tờ trình Chủ tịch UBND",
    "quyet_dinh": "Quyết định khen thưởng",
    "thong_bao_ket_qua": "Thông báo kết quả",
    "bang_khen": "Bằng chứng nhận",
}

PORTAL_WORDS = (
    "Mới đăng ký",
    "Được tiếp nhận",
    "Không được tiếp nhận",
    "Đang xử lý",
    "Yêu cầu bổ sung giấy tờ",
    "Yêu cầu thực hiện nghĩa vụ tài chính",
    "Công dân yêu cầu rút",
    "Dừng xử lý",
    "Đã xử lý xong",
    "Đã trả kết quả",
)
