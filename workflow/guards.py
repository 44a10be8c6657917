"""The named conditions of steps: each looks at the facts of a dossier and says everything that is missing.

A guard that is satisfied answers with one MET finding; one that is not answers with a finding for each
nomination, field or paper concerned. A hold or an open objection stops only its own nomination: as long as
another one is free the guard is met, and its findings name those that stay behind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from types import MappingProxyType

from workflow.facts import Facts, NominationFacts
from workflow.findings import Outcome
from workflow.guard import Check, Guard, Remark

_registry: dict[str, Guard] = {}
GUARDS = MappingProxyType(_registry)


def _guard(description: str, citation: str, *, doubt: str = "") -> Callable[[Check], Guard]:
    def register(check: Check) -> Guard:
        guard = Guard(check.__name__, description, citation, doubt, check)
        return _registry.setdefault(guard.name, guard)

    return register


# The instruments, named once; marks and doubts as the province's legal notes give them.
_LAW = "Luật 06/2022/QH15"
_COMPONENTS = f"{_LAW}, Điều 84 (thủ tục đơn giản: Điều 85)"
_AUTHORITY = f"{_LAW}, Điều 77 đến Điều 80; Nghị định 129/2025/NĐ-CP, Điều 59"
_HOLD = "Nghị định 152/2025/NĐ-CP, Điều 4 khoản 4"
_VOTE = "Nghị định 98/2023/NĐ-CP, Điều 30 khoản 7"
_VOTE_DOUBT = "Chưa đối chiếu được điều, khoản tương ứng của Nghị định 152/2025/NĐ-CP."
_NOTICE = "Nghị định 98/2023/NĐ-CP, Điều 46 khoản 2"
_NOTICE_DOUBT = (
    "Nghị định quy định công khai đối với khen thưởng cấp Nhà nước; "
    "khen thưởng của tỉnh, của đơn vị theo quy chế của tỉnh, chưa đối chiếu."
)
_APPRAISAL = f"{_LAW}, Điều 84 khoản 3, khoản 4"
_APPRAISAL_DOUBT = "Chưa đối chiếu được nguyên văn hai khoản này."


def _stopped(facts: Facts, reason: Callable[[NominationFacts], str], remedy: str, outcome: Outcome) -> Iterator[Remark]:
    """Name each live nomination that has a `reason` to wait; unmet only when no nomination at all is free."""
    if facts.free:
        outcome, remedy = Outcome.MET, f"Đề nghị này ở lại, các đề nghị khác đi tiếp. {remedy}"
    for nomination in facts.live:
        if why := reason(nomination):
            yield Remark(f"{nomination.label}: {why}.", remedy, nomination.label, outcome)


def _hold_reason(nomination: NominationFacts) -> str:
    on_hold = "đang trong thời gian chưa xét khen thưởng" if nomination.verdict == "on_hold" else ""
    return nomination.hold_reason or on_hold


def _objections(nomination: NominationFacts) -> str:
    return f"còn {nomination.open_objections} phản ánh chưa trả lời" if nomination.open_objections else ""


def _each(labels: Sequence[str], reason: str, remedy: str) -> Iterator[Remark]:
    for label in labels:
        yield Remark(reason.format(label), remedy, label)


@_guard("Hồ sơ có ít nhất một đề nghị khen thưởng.", _COMPONENTS)
def has_nominations(facts: Facts) -> Iterator[Remark]:
    """A dossier without a candidate can't be sent."""
    if not facts.live:
        yield Remark("Hồ sơ chưa có đề nghị nào.", "Thêm ít nhất một cá nhân, tập thể hoặc hộ gia đình.")


@_guard("Tờ trình đã đủ thông tin.", _COMPONENTS)
def petition_complete(facts: Facts) -> Iterator[Remark]:
    """Every field of the petition itself is filled in."""
    yield from _each(facts.missing_fields, "Tờ trình còn thiếu: {}.", "Điền thông tin này vào tờ trình.")


@_guard("Thông tin và báo cáo thành tích của các đề nghị đã đủ.", _COMPONENTS)
def reports_complete(facts: Facts) -> Iterator[Remark]:
    """Every live nomination has its data and its achievement report."""
    for nomination in facts.live:
        if nomination.missing_fields:
            reason = f"{nomination.label} còn thiếu: {', '.join(nomination.missing_fields)}."
            yield Remark(reason, "Điền thông tin còn thiếu, hoặc rút đề nghị này.", nomination.label)


@_guard("Thành phần hồ sơ đã đủ.", _COMPONENTS)
def components_complete(facts: Facts) -> Iterator[Remark]:
    """Every component the law asks for is present, or was waived with a reason."""
    yield from _each(facts.missing_components, "Hồ sơ thiếu: {}.", "Bổ sung tệp của thành phần này.")
    for nomination in facts.live:
        if nomination.missing_components:
            reason = f"{nomination.label} thiếu: {', '.join(nomination.missing_components)}."
            yield Remark(reason, "Bổ sung tệp, hoặc rút đề nghị này.", nomination.label)


@_guard("Cơ quan nhận hồ sơ có thẩm quyền đối với danh hiệu, hình thức khen thưởng này.", _AUTHORITY)
def right_authority(facts: Facts) -> Iterator[Remark]:
    """The body to which the dossier goes may decide the award on that day, or petition for it."""
    if facts.wrong_authority:
        yield Remark(facts.wrong_authority, "Chọn đúng cơ quan có thẩm quyền, hoặc chọn hình thức khác.")


@_guard("Đối tượng được đề nghị đều thuộc diện xét tặng.", f"{_LAW}, Điều 5 khoản 2 điểm b")
def recipients_admitted(facts: Facts) -> Iterator[Remark]:
    """The award admits persons, collectives or households only as the law says."""
    yield from _each(
        facts.refused_recipients,
        "{} không thuộc đối tượng được xét tặng danh hiệu, hình thức khen thưởng này.",
        "Chọn danh hiệu, hình thức phù hợp với đối tượng, hoặc rút đề nghị này.",
    )


@_guard("Không có đề nghị trùng.", f"{_LAW}, Điều 5 khoản 2 điểm c")
def no_duplicates(facts: Facts) -> Iterator[Remark]:
    """One achievement gets one commendation."""
    for nomination in facts.live:
        if nomination.duplicate_of:
            reason = f"{nomination.label} trùng với {nomination.duplicate_of}."
            yield Remark(reason, "Rút một trong hai đề nghị trùng nhau.", nomination.label)


@_guard("Không có đề nghị nào phải tạm dừng xét.", _HOLD)
def nothing_forbidden(facts: Facts) -> Iterator[Remark]:
    """Nobody under discipline, inspection or a complaint being verified is proposed or awarded for now."""
    remedy = "Xét tiếp khi có kết luận bằng văn bản của cơ quan có thẩm quyền."
    return _stopped(facts, _hold_reason, remedy, Outcome.HOLD)


@_guard(
    "Các nội dung được yêu cầu bổ sung đã sửa xong.",
    "Quyết định 311/QĐ-BNV",
    doubt="Áp dụng tương tự ở cấp tỉnh.",
)
def corrections_made(facts: Facts) -> Iterator[Remark]:
    """Every field and component that was flagged has been changed or answered."""
    yield from _each(facts.uncorrected_flags, "Chưa sửa: {}.", "Sửa nội dung này, hoặc ghi rõ vì sao giữ nguyên.")


@_guard("Mọi đề nghị đã được thẩm định.", _APPRAISAL, doubt=_APPRAISAL_DOUBT)
def every_nomination_appraised(facts: Facts) -> Iterator[Remark]:
    """The appraiser gave an opinion on each live nomination."""
    labels = [nomination.label for nomination in facts.live if not nomination.is_appraised]
    yield from _each(labels, "{} chưa có ý kiến thẩm định.", "Ghi ý kiến thẩm định cho đề nghị này.")


@_guard("Các cơ quan được lấy ý kiến đã trả lời hoặc đã hết hạn.", _APPRAISAL, doubt=_APPRAISAL_DOUBT)
def consultations_answered(facts: Facts) -> Iterator[Remark]:
    """No question to another office is both unanswered and still within its time."""
    if facts.open_consultations:
        reason = f"Còn {facts.open_consultations} cơ quan chưa trả lời lấy ý kiến."
        yield Remark(reason, "Ghi nhận văn bản trả lời, hoặc chờ hết hạn trả lời.")


@_guard("Hồ sơ không bị tạm dừng.", _HOLD)
def not_on_hold(facts: Facts) -> Iterator[Remark]:
    """The whole dossier is not on hold."""
    if facts.is_on_hold:
        reason = f"Hồ sơ đang tạm dừng xét: {facts.hold_reason or 'chưa ghi lý do'}."
        yield Remark(reason, "Ghi kết luận bằng văn bản rồi cho xét tiếp.", outcome=Outcome.HOLD)


@_guard("Hồ sơ có trong chương trình của một phiên họp.", _VOTE, doubt=_VOTE_DOUBT)
def on_agenda(facts: Facts) -> Iterator[Remark]:
    """A session of the council has the dossier on its agenda."""
    if not facts.is_on_agenda:
        yield Remark("Hồ sơ chưa có trong chương trình phiên họp nào.", "Thêm vào chương trình họp.")


@_guard("Hội đồng chưa xét đến hồ sơ.", _VOTE, doubt=_VOTE_DOUBT)
def item_not_opened(facts: Facts) -> Iterator[Remark]:
    """The council has not opened the dossier's item."""
    if facts.is_item_opened:
        yield Remark("Hội đồng đã mở nội dung xét hồ sơ này.", "Chờ Hội đồng kết luận.")


@_guard("Hội đồng đang xét hồ sơ.", _VOTE, doubt=_VOTE_DOUBT)
def item_opened(facts: Facts) -> Iterator[Remark]:
    """The council has opened the dossier's item."""
    if not facts.is_item_opened:
        yield Remark("Hội đồng chưa mở nội dung xét hồ sơ này.", "Mở nội dung này trong phiên họp trước.")


@_guard("Phiên họp đã kết thúc và mọi đề nghị đã kiểm phiếu xong.", _VOTE, doubt=_VOTE_DOUBT)
def vote_closed(facts: Facts) -> Iterator[Remark]:
    """The session is closed, and so is the ballot on each live nomination."""
    if not facts.is_session_closed:
        yield Remark("Phiên họp Hội đồng xét hồ sơ này chưa kết thúc.", "Kết thúc phiên họp trước.")
    labels = [nomination.label for nomination in facts.live if not nomination.is_ballot_closed]
    yield from _each(labels, "{} chưa có kết quả kiểm phiếu.", "Kiểm phiếu, hoặc hoãn xét đề nghị này.")


@_guard("Có đề nghị được Hội đồng thông qua.", _VOTE, doubt=_VOTE_DOUBT)
def some_passed(facts: Facts) -> Iterator[Remark]:
    """At least one nomination passed."""
    if not facts.passed:
        yield Remark("Không có đề nghị nào được Hội đồng thông qua.", "Hoãn xét hoặc kết thúc hồ sơ.")


@_guard("Không có đề nghị nào được Hội đồng thông qua.", _VOTE, doubt=_VOTE_DOUBT)
def none_passed(facts: Facts) -> Iterator[Remark]:
    """No nomination passed, so the dossier may be closed without an award."""
    labels = [nomination.label for nomination in facts.passed]
    yield from _each(labels, "{} đã được Hội đồng thông qua.", "Xử lý tiếp đề nghị đã được thông qua.")


@_guard("Hồ sơ còn đề nghị để trình.", f"{_LAW}, Điều 83")
def some_remain(facts: Facts) -> Iterator[Remark]:
    """At least one nomination still goes on."""
    if not facts.live:
        yield Remark("Mọi đề nghị đã rút hoặc không được đề nghị.", "Kết thúc hồ sơ.")


@_guard("Danh sách chưa được công khai lần nào.", _NOTICE, doubt=_NOTICE_DOUBT)
def notice_not_posted(facts: Facts) -> Iterator[Remark]:
    """A posted notice keeps its days: it can't be posted anew."""
    if facts.notice_first_day:
        yield Remark(f"Đã công khai từ ngày {facts.notice_first_day:%d/%m/%Y}.", "Chờ hết hạn công khai.")


@_guard("Danh sách đã được công khai.", _NOTICE, doubt=_NOTICE_DOUBT)
def notice_posted(facts: Facts) -> Iterator[Remark]:
    """The public notice has been posted."""
    if facts.notice_first_day is None:
        yield Remark("Danh sách chưa được công khai.", "Đăng thông báo công khai.")


@_guard("Thời hạn công khai đã hết.", _NOTICE, doubt=_NOTICE_DOUBT)
def notice_finished(facts: Facts) -> Iterator[Remark]:
    """The last day of the notice is over."""
    last = facts.notice_last_day
    if last is None:
        yield Remark("Chưa có ngày kết thúc công khai.", "Đăng thông báo công khai.")
    elif facts.today <= last:
        yield Remark(f"Còn công khai đến hết ngày {last:%d/%m/%Y}.", "Chờ hết hạn công khai.")


@_guard("Mọi phản ánh, kiến nghị đã được trả lời.", _NOTICE, doubt=_NOTICE_DOUBT)
def objections_answered(facts: Facts) -> Iterator[Remark]:
    """No nomination that goes on has an objection waiting for its written conclusion."""
    return _stopped(facts, _objections, "Trả lời phản ánh bằng văn bản.", Outcome.NOT_MET)


@_guard("Đã có báo cáo kết quả công khai.", _NOTICE, doubt=_NOTICE_DOUBT)
def notice_reported(facts: Facts) -> Iterator[Remark]:
    """The report of the notice has been made."""
    if not facts.is_notice_reported:
        yield Remark("Chưa có báo cáo kết quả công khai.", "Kết thúc công khai và lập báo cáo.")


@_guard(
    "Đã có ý kiến của cấp ủy.",
    f"{_LAW}, Điều 83 khoản 2",
    doubt="Việc lấy ý kiến cấp ủy theo quy chế của Tỉnh ủy và quy định của tỉnh, chưa đối chiếu.",
)
def party_opinion_recorded(facts: Facts) -> Iterator[Remark]:
    """The Party committee's opinion stands on record."""
    if not facts.has_party_opinion:
        yield Remark("Chưa ghi nhận ý kiến của cấp ủy.", "Nhập số, ngày và nội dung văn bản của cấp ủy.")


@_guard("Cơ quan thường trực đã trình dự thảo.", f"{_LAW}, Điều 83")
def decision_drafted(facts: Facts) -> Iterator[Remark]:
    """The standing body laid a draft before the decision maker."""
    if not facts.is_decision_drafted:
        yield Remark("Cơ quan thường trực chưa trình dự thảo.", "Lập tờ trình kèm dự thảo.")


@_guard("Quyết định đã được người có thẩm quyền duyệt.", _AUTHORITY)
def decision_approved(facts: Facts) -> Iterator[Remark]:
    """The decision maker approved the decision."""
    if not facts.is_decision_approved:
        yield Remark("Quyết định chưa được duyệt.", "Trình người có thẩm quyền duyệt quyết định.")
