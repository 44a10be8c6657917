"""The words for what is kept as codes: states, steps, evidence and the journal's actions."""

from __future__ import annotations

from dataclasses import dataclass

from dossiers.journal import JournalEntry
from dossiers.models import Dossier
from dossiers.rules import law, procedure_of, procedures
from workflow.eligibility import Answer
from workflow.predicates import PREDICATES
from workflow.procedure import Procedure, State

RATINGS = {
    "HTXS": "Hoàn thành xuất sắc nhiệm vụ",
    "HTT": "Hoàn thành tốt nhiệm vụ",
    "HT": "Hoàn thành nhiệm vụ",
    "KHT": "Không hoàn thành nhiệm vụ",
}
SCOPES = {"co_so": "Cơ sở", "tinh": "Tỉnh, bộ, ngành", "toan_quoc": "Toàn quốc"}
WORKS = {
    "sang_kien": "Sáng kiến",
    "de_tai": "Đề tài khoa học",
    "de_an": "Đề án khoa học",
    "cong_trinh": "Công trình khoa học",
    "chien_dau": "Mưu trí, sáng tạo trong chiến đấu",
}
MEASURES = {
    "khien_trach": "Khiển trách",
    "canh_cao": "Cảnh cáo",
    "ha_bac_luong": "Hạ bậc lương",
    "giang_chuc": "Giáng chức",
    "cach_chuc": "Cách chức",
    "buoc_thoi_viec": "Buộc thôi việc",
}

VERDICTS: dict[str | None, tuple[str, str]] = {
    "met": ("Đủ tiêu chuẩn", "green"),
    "judgement": ("Cần xem xét", "blue"),
    "unknown": ("Thiếu chứng cứ", "yellow"),
    "not_met": ("Chưa đạt", "red"),
    "on_hold": ("Phải tạm dừng", "orange"),
    None: ("Chưa kiểm tra được", "grey"),
}

SUBJECT_WORDS = {
    "dossier": "Các bước của hồ sơ",
    "nomination": "Đề nghị khen thưởng",
    "kin": "Khai báo hồi tị",
    "attachment": "Tệp đính kèm",
    "calendar": "Lịch làm việc",
    "correction": "Yêu cầu bổ sung",
    "component": "Thành phần hồ sơ",
    "consultation": "Lấy ý kiến",
    "council": "Hội đồng, phiên họp",
    "item": "Nội dung họp, biểu quyết",
    "recusal": "Hồi tị",
    "objection": "Phản ánh, kiến nghị",
    "decision": "Quyết định",
    "print_run": "In bằng",
    "stock": "Phôi bằng",
    "job": "Việc nền",
    "document": "Văn bản",
    "unit": "Đơn vị",
    "account": "Tài khoản",
    "register": "Sổ khen thưởng",
    "role": "Vai trò",
    "session": "Đăng nhập, đăng xuất",
    "template": "Mẫu văn bản",
}

ACTION_WORDS = {
    "account.changed": "Sửa thông tin người dùng",
    "account.closed": "Ngừng tài khoản",
    "account.created": "Tạo tài khoản",
    "account.link_created": "Cấp liên kết đăng nhập",
    "account.opened": "Cho tài khoản hoạt động lại",
    "account.password_set": "Đặt mật khẩu",
    "attachment.added": "Thêm tệp đính kèm",
    "attachment.removed": "Gỡ tệp đính kèm",
    "calendar.corrected": "Sửa lịch làm việc, tính lại hạn",
    "calendar.year_stated": "Ghi nhận lịch của một năm",
    "component.waived": "Miễn thành phần hồ sơ",
    "consultation.answered": "Ghi nhận ý kiến trả lời",
    "consultation.reminded": "Nhắc cơ quan được lấy ý kiến",
    "correction.answered": "Giải trình nội dung giữ nguyên",
    "council.changed": "Thay đổi Hội đồng theo quyết định",
    "council.established": "Ghi nhận Hội đồng",
    "council.list_voted": "Bỏ phiếu theo danh sách",
    "council.items_concluded": "Kết luận nhiều nội dung",
    "council.items_counted": "Kiểm phiếu nhiều nội dung",
    "council.items_opened": "Mở nhiều nội dung",
    "council.invitation_answered": "Trả lời giấy mời họp",
    "council.invitation_reminded": "Nhắc trả lời giấy mời họp",
    "council.member_left": "Thành viên thôi tham gia Hội đồng",
    "council.member_seated": "Thêm thành viên Hội đồng",
    "council.round_created": "Lập đợt lấy ý kiến bằng văn bản",
    "council.round_ended": "Kết thúc nhận ý kiến bằng văn bản",
    "council.round_extended": "Gia hạn lấy ý kiến bằng văn bản",
    "council.round_reminded": "Nhắc gửi ý kiến bằng văn bản",
    "council.round_sent": "Gửi lấy ý kiến bằng văn bản",
    "council.round_submitted": "Trình người chủ trì gửi lấy ý kiến",
    "council.session_agenda_ordered": "Sắp xếp chương trình họp",
    "council.session_attendance_recorded": "Điểm danh phiên họp",
    "council.session_changed": "Sửa thông tin phiên họp",
    "council.session_closed": "Bế mạc phiên họp",
    "council.session_convened": "Triệu tập phiên họp",
    "council.session_corrected": "Đính chính phiên họp",
    "council.session_created": "Lập phiên họp",
    "council.session_opened": "Khai mạc phiên họp",
    "decision.issued": "Cấp số quyết định",
    "decision.package_handed_out": "Giao gói để ký số",
    "decision.recorded": "Ghi nhận quyết định của cấp Nhà nước",
    "decision.signed_copy_kept": "Nhận bản ký số",
    "decision.signed_copy_rechecked": "Kiểm tra lại bản ký số",
    "demonstration.loaded": "Nạp tỉnh mẫu",
    "document.signed_copy_kept": "Nhận bản đã ký của phiên họp",
    "document.written": "Lập văn bản",
    "dossier.created": "Lập hồ sơ",
    "dossier.law_chosen": "Áp dụng luật mới, có lợi hơn",
    "dossier.law_restored": "Áp dụng lại luật của ngày tiếp nhận",
    "dossier.list_read": "Đọc danh sách đề nghị từ tệp",
    "dossier.petition_saved": "Sửa tờ trình",
    "dossier.review_saved": "Sửa biên bản bình xét",
    "dossier.split": "Tách đề nghị phải chờ sang hồ sơ khác",
    "dossier.split_off": "Lập hồ sơ cho các đề nghị phải chờ",
    "dossier.taken_over": "Nhận thẩm định thay",
    "item.added": "Đưa vào chương trình họp",
    "item.closed": "Kết thúc nội dung họp",
    "item.counted": "Kiểm phiếu",
    "item.deferred": "Hoãn nội dung họp",
    "item.manner_set": "Chọn cách bỏ phiếu",
    "item.moved": "Sắp xếp chương trình họp",
    "item.opened": "Hội đồng bắt đầu xét",
    "item.paper_counted": "Nhập số đếm phiếu giấy",
    "item.paper_opinion_entered": "Nhập ý kiến bằng văn bản trên giấy",
    "item.quota_set": "Ghi chỉ tiêu",
    "item.removed": "Rút khỏi chương trình họp",
    "item.second_vote_ordered": "Cho bỏ phiếu lần hai",
    "item.voted": "Bỏ phiếu",
    "job.asked": "Yêu cầu việc nền",
    "job.cancelled": "Hủy việc nền",
    "job.done": "Xong việc nền",
    "job.failed": "Việc nền không làm được",
    "job.resumed": "Làm lại việc nền mà tiến trình trước bỏ dở",
    "item.question_answered": "Trả lời câu hỏi của thành viên Hội đồng",
    "item.question_asked": "Thành viên Hội đồng đặt câu hỏi",
    "nomination.added": "Thêm đề nghị",
    "nomination.appraised": "Ghi ý kiến thẩm định",
    "nomination.held": "Tạm dừng xét một đề nghị",
    "nomination.moved": "Sắp xếp danh sách đề nghị",
    "nomination.name_accepted": "Sửa cách viết tên theo đề nghị",
    "nomination.name_asked": "Hỏi người được đề nghị về cách viết tên",
    "nomination.name_confirmed": "Người được đề nghị xác nhận tên",
    "nomination.name_declined": "Không sửa cách viết tên",
    "nomination.name_proposed": "Người được đề nghị xin sửa cách viết tên",
    "nomination.removed": "Xóa đề nghị",
    "nomination.resumed": "Xét tiếp một đề nghị",
    "nomination.saved": "Sửa đề nghị",
    "nomination.withdrawn": "Rút một đề nghị",
    "objection.answered": "Trả lời phản ánh, kiến nghị",
    "objection.assigned": "Giao xác minh phản ánh, kiến nghị",
    "objection.received": "Nhận phản ánh, kiến nghị",
    "print_run.begun": "Mở đợt in bằng",
    "print_run.dealt": "Gắn phôi còn thiếu cho đợt in",
    "print_run.finished": "In xong một đợt bằng",
    "print_run.printed": "Xác nhận bằng đã in",
    "print_run.spoiled": "Ghi tờ hỏng khi in",
    "print_run.stopped": "Dừng đợt in bằng",
    "kin.declared": "Khai người thân, lợi ích liên quan",
    "kin.ended": "Kết thúc một khai báo",
    "kin.match_answered": "Trả lời về người trùng tên",
    "kin.match_proposed": "Hỏi thành viên về người trùng tên",
    "recusal.declared": "Khai hồi tị",
    "recusal.recorded": "Hồi tị theo khai báo",
    "register.corrected": "Sửa một dòng sổ khen thưởng",
    "register.holders_merged": "Xác nhận là cùng một người được khen",
    "register.holders_told_apart": "Xác nhận là những người được khen khác nhau",
    "register.imported": "Nhập sổ khen thưởng từ tệp",
    "register.match_undone": "Hủy xác nhận người được khen",
    "register.restored": "Khôi phục một dòng sổ khen thưởng",
    "register.revoked": "Ghi thu hồi trong sổ khen thưởng",
    "role.ended": "Kết thúc vai trò",
    "role.granted": "Giao vai trò",
    "session.ended": "Kết thúc phiên đăng nhập",
    "session.opened": "Đăng nhập",
    "stock.created": "Thêm loại phôi",
    "stock.places_set": "Sửa vị trí trên phôi",
    "stock.received": "Nhập phôi vào kho",
    "stock.shifted": "Sửa bù lệch máy in",
    "stock.spoiled": "Ghi phôi hỏng trong kho",
    "template.activated": "Cho áp dụng mẫu văn bản riêng",
    "template.ended": "Thôi áp dụng mẫu văn bản riêng",
    "template.uploaded": "Tải lên mẫu văn bản riêng",
    "unit.changed": "Sửa thông tin đơn vị",
    "unit.created": "Thêm đơn vị",
    "unit.succeeded": "Ghi nhận kế thừa đơn vị",
    "unit.succession_removed": "Gỡ kế thừa đơn vị ghi nhầm",
}


@dataclass(frozen=True)
class Tag:
    """Words and the colour behind them."""

    text: str
    colour: str


def state_tag(procedure: Procedure, name: str) -> Tag:
    """Return a state as the office calls it, coloured by what it means for the people who wait."""
    state = procedure.states[name]
    return Tag(state.inside, _colour(procedure, state))


def dossier_tag(dossier: Dossier) -> Tag:
    """Return where a dossier stands."""
    return state_tag(procedure_of(dossier), dossier.state)


def _colour(procedure: Procedure, state: State) -> str:
    if state.name == procedure.start:
        return "grey"
    if state.held_from:
        return "orange"
    if state.returned_from:
        return "yellow"
    if state.is_end:
        return "green" if state.name == goal(procedure) else "red"
    return "blue"


def goal(procedure: Procedure) -> str:
    """Return the end that a dossier is meant to reach: the first one that the procedure's file names."""
    return next(state.name for state in procedure.states.values() if state.is_end)


def action_words(entry: JournalEntry) -> str:
    """Return what an entry of the journal says was done."""
    subject, _, verb = entry.action.partition(".")
    return ACTION_WORDS.get(entry.action) or (subject == "dossier" and _step_label(verb)) or entry.action


def _step_label(name: str) -> str:
    labels = (step.label for procedure in procedures().values() for step in procedure.steps if step.name == name)
    return next(labels, "")


def verdict_tag(answer: Answer | None) -> tuple[str, str]:
    """Return what the checks of the law say of a nomination, in the same words on every page, and their colour.

    Where nothing stands against it and data prove a criterion, little is left to judge.
    """
    if answer is None:
        return VERDICTS[None]
    return ("Đủ, chờ xét", "green") if is_proven(answer) else VERDICTS[answer.verdict]


def is_proven(answer: Answer) -> bool:
    """Whether nothing stands against a nomination and data prove a criterion."""
    if answer.verdict not in ("met", "judgement"):
        return False
    return any(finding.is_met and finding.rule in PREDICATES for finding in answer.findings)


def award_name(code: str) -> str:
    """Return what an award is called in the province."""
    return law().award(code).title
