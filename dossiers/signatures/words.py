"""The facts about a signed PDF as findings: what is found, why it matters, what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dossiers.clock import VIETNAM
from workflow.findings import Finding, Outcome

ORIGINAL = "Nghị định 30/2020/NĐ-CP, Điều 5 khoản 1"
SIGNING_AGAIN = "Ký lại trên đúng bản PDF trong gói ký số, rồi tải tệp vừa ký lên."
OTHER_CERTIFICATE = (
    "Ký bằng chứng thư khác còn hiệu lực; nếu nơi cấp là hợp lệ, quản trị viên đặt chứng thư gốc của họ vào thư mục "
    "tin cậy."
)
HARMLESS = ("NONE", "LTA_UPDATES", "FORM_FILLING")
WHOLE = ("ENTIRE_FILE", "ENTIRE_REVISION")
MINUTES_AHEAD = 600  # seconds by which a signer's clock may be ahead of ours

UNREADABLE = {
    "encrypted": ("Tệp PDF đặt mật khẩu nên không kiểm tra được.", "Lưu bản không đặt mật khẩu trước khi ký."),
    "slow": ("Tệp quá phức tạp, không đọc xong trong thời gian cho phép.", SIGNING_AGAIN),
    "unreadable": ("Tệp hỏng hoặc không phải PDF đúng chuẩn.", SIGNING_AGAIN),
}
PROBLEMS = {
    "REVOKED": "Chứng thư đã bị thu hồi.",
    "REVOKED_NO_POE": "Chứng thư đã bị thu hồi.",
    "REVOKED_CA_NO_POE": "Chứng thư của nơi cấp đã bị thu hồi.",
    "NO_CERTIFICATE_CHAIN_FOUND": "Chứng thư không dẫn tới chứng thư gốc nào mà cơ quan tin cậy.",
    "SIG_CONSTRAINTS_FAILURE": "Chứng thư không được cấp để ký văn bản.",
    "CHAIN_CONSTRAINTS_FAILURE": "Chứng thư hoặc nơi cấp không được phép dùng như vậy.",
}


@dataclass(frozen=True)
class Expected:
    """What a signed file is held against: who signs by the decision, and since when the file is known to exist."""

    signer_name: str
    known_since: datetime


def findings_of(facts: Mapping[str, Any], expected: Expected) -> Iterator[Finding]:
    """Yield everything that is to be said about a signed file, what forbids it (NOT_MET) included."""
    if facts["fault"]:
        yield _finding(Outcome.NOT_MET, "readable", *UNREADABLE[facts["fault"]])
        return
    signatures = facts["signatures"]
    if not signatures:
        yield _finding(Outcome.NOT_MET, "signed", "Tệp chưa có chữ ký số nào.", SIGNING_AGAIN)
        return
    yield _origin(facts["is_ours"])
    for signature in signatures:
        yield from _of_signature(signature, facts, expected)
    yield from _who_signed(signatures, expected)
    for name in facts["unreadable"]:
        yield _finding(
            Outcome.UNKNOWN,
            "anchors",
            f"Không đọc được tệp {name} trong thư mục chứng thư tin cậy.",
            "Quản trị viên thay tệp ấy bằng tệp PEM đúng.",
        )


def _origin(is_ours: bool) -> Finding:
    if is_ours:
        return _finding(Outcome.MET, "origin", "Các trang giống hệt bản PDF trong gói ký số, chỉ thêm chữ ký số.")
    words = "Các trang không phải là bản PDF trong gói ký số của quyết định này, hoặc đã bị thêm, sửa trước khi ký."
    return _finding(
        Outcome.NOT_MET, "origin", words, f"{SIGNING_AGAIN} Không in, không chuyển đổi lại tệp trước khi ký."
    )


def _of_signature(signature: Mapping[str, Any], facts: Mapping[str, Any], expected: Expected) -> Iterator[Finding]:
    if signature.get("fault"):
        words = f"Không đọc được chữ ký ở ô “{signature['field']}”, hoặc cách ký không còn được chấp nhận."
        yield _finding(Outcome.NOT_MET, "intact", words, "Ký lại bằng phần mềm ký số hiện hành.")
        return
    subject = signer_of(signature)
    if signature["intact"]:
        yield _finding(Outcome.MET, "intact", "Chữ ký còn nguyên vẹn.", subject=subject)
    else:
        words = "Nội dung đã bị sửa sau khi ký, hoặc chữ ký bị hỏng."
        yield _finding(Outcome.NOT_MET, "intact", words, SIGNING_AGAIN, subject)
    yield _coverage(signature, subject)
    if late := _out_of_time(signature, expected):
        yield _finding(Outcome.NOT_MET, "validity", late, "Gia hạn hoặc đổi chứng thư, rồi ký lại.", subject)
    yield from _chain(signature, facts, subject)
    yield _time(signature, expected, subject)


def _coverage(signature: Mapping[str, Any], subject: str) -> Finding:
    is_whole = signature["covers"] in WHOLE and signature["changes"] in HARMLESS and signature["allowed"]
    if is_whole:
        later = signature["covers"] != "ENTIRE_FILE"
        words = "Chữ ký bao trùm toàn bộ văn bản" + ("; về sau chỉ thêm chữ ký." if later else ".")
        return _finding(Outcome.MET, "coverage", words, subject=subject)
    words = "Chữ ký không bao trùm toàn bộ văn bản, hoặc văn bản bị thêm nội dung sau khi ký."
    return _finding(Outcome.NOT_MET, "coverage", words, SIGNING_AGAIN, subject)


def _out_of_time(signature: Mapping[str, Any], expected: Expected) -> str:
    moment = _moment(signature["stamped_at"]) if signature["stamp_trusted"] else expected.known_since
    since, until = _moment(signature["valid_from"]), _moment(signature["valid_to"])
    if moment > until:
        return f"Chứng thư đã hết hạn từ {_told(until)}."
    return f"Chứng thư chưa có hiệu lực; bắt đầu từ {_told(since)}." if moment < since else ""


def _chain(signature: Mapping[str, Any], facts: Mapping[str, Any], subject: str) -> Iterator[Finding]:
    if not facts["anchors"]:
        words = "Chưa kiểm được chứng thư: cơ quan chưa đặt chứng thư gốc tin cậy."
        yield _finding(Outcome.UNKNOWN, "chain", words, "Quản trị viên đặt chứng thư gốc vào thư mục tin cậy.", subject)
        return
    if not signature["trusted"]:
        words = PROBLEMS.get(signature["problem"], "Chứng thư không qua được kiểm tra.")
        yield _finding(Outcome.NOT_MET, "chain", words, OTHER_CERTIFICATE, subject)
        return
    yield _finding(Outcome.MET, "chain", "Chứng thư dẫn tới chứng thư gốc mà cơ quan tin cậy.", subject=subject)
    if signature["revocation_known"]:
        yield _finding(Outcome.MET, "revocation", "Chứng thư không bị thu hồi.", subject=subject)
    else:
        words = "Chưa biết chứng thư có bị thu hồi không: tệp và máy chủ không có danh sách thu hồi còn hạn."
        remedy = "Đặt danh sách thu hồi (.crl) của nơi cấp vào thư mục tin cậy, rồi kiểm tra lại."
        yield _finding(Outcome.UNKNOWN, "revocation", words, remedy, subject)


def _time(signature: Mapping[str, Any], expected: Expected, subject: str) -> Finding:
    if signature["stamp_trusted"]:
        words = f"Ký lúc {_told(_moment(signature['stamped_at']))}, có dấu thời gian tin cậy."
        return _finding(Outcome.MET, "time", words, subject=subject)
    if signature["stamped_at"]:
        words = f"Dấu thời gian {_told(_moment(signature['stamped_at']))} của nơi cấp mà cơ quan chưa tin cậy."
        return _finding(Outcome.UNKNOWN, "time", words, "Đặt chứng thư của nơi cấp dấu vào thư mục tin cậy.", subject)
    if not signature["signed_at"]:
        return _finding(Outcome.UNKNOWN, "time", "Chữ ký không ghi giờ ký.", "Bật dấu thời gian khi ký.", subject)
    signed = _moment(signature["signed_at"])
    words = f"Giờ ký {_told(signed)} do máy của người ký ghi, không có dấu thời gian"
    if (signed - expected.known_since).total_seconds() > MINUTES_AHEAD:
        words += ", và sau lúc tệp được tải lên: đồng hồ máy ký sai"
    return _finding(Outcome.UNKNOWN, "time", f"{words}.", "Bật dấu thời gian khi ký.", subject)


def _who_signed(signatures: list[Mapping[str, Any]], expected: Expected) -> Iterator[Finding]:
    names = [signature.get("name", "") for signature in signatures]
    if any(expected.signer_name and expected.signer_name.casefold() in name.casefold() for name in names):
        yield _finding(Outcome.MET, "signer", f"Có chữ ký số mang tên {expected.signer_name}.")
    else:
        words = f"Không chữ ký nào mang tên {expected.signer_name or 'người ký'}, người ký quyết định."
        yield _finding(Outcome.JUDGEMENT, "signer", words, "Đối chiếu tên và cơ quan trên từng chứng thư ở trên.")
    if len(signatures) == 1:
        words = "Mới có một chữ ký số; bản gốc điện tử cần chữ ký của người có thẩm quyền và của cơ quan."
        remedy = "Ký thêm bằng chứng thư còn lại trên chính tệp này, rồi tải lên."
        yield _finding(Outcome.JUDGEMENT, "both", words, remedy, citation=ORIGINAL)


def signer_of(signature: Mapping[str, Any]) -> str:
    """Return who a signature's certificate was issued to, as a heading."""
    name = signature.get("name") or f"ô {signature['field']}"
    organisation = signature.get("organisation", "")
    return f"{name} ({organisation})" if organisation and organisation != name else str(name)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _told(moment: datetime) -> str:
    return moment.astimezone(VIETNAM).strftime("%H:%M %d/%m/%Y")


def _finding(
    outcome: Outcome, rule: str, reason: str, remedy: str = "", subject: str = "", *, citation: str = ""
) -> Finding:
    return Finding(outcome, rule, citation, reason, remedy, subject)
