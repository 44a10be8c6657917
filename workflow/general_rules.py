"""Rules that hold for every award: recipients, grounds, holds, discipline, one achievement one award."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from workflow.case import GROUND_WORDS, KIND_WORDS, Case, Term
from workflow.findings import Finding, Outcome

_HOLDS = {
    "ky_luat": "đang xem xét kỷ luật",
    "dieu_tra": "đang điều tra",
    "thanh_tra": "đang thanh tra",
    "kiem_tra": "đang kiểm tra",
    "kiem_toan": "đang kiểm toán",
    "khieu_nai": "khiếu nại đang được giải quyết",
    "to_cao": "tố cáo đang được giải quyết",
    "bao_chi": "báo chí phản ánh đang được xác minh",
}

_LACKS = {"discipline": "có kỷ luật trong thời gian tính thành tích", "one_achievement": "đã được tặng của năm {year}"}


def general_findings(case: Case) -> tuple[Finding, ...]:
    """Return the findings of every general rule that has something to say of `case`."""
    rules = (_recipient, _ground, _hold, _discipline, _granted_before, _initiative_once, _women_first)
    return tuple(finding for rule in rules for finding in rule(case))


def _recipient(case: Case) -> Iterator[Finding]:
    award = case.law.award(case.award)
    admitted = ", ".join(KIND_WORDS[kind] for kind in award.recipients)
    outcome, reason = Outcome.MET, f"{award.title} xét cho {admitted}."
    if case.kind is None:
        outcome, reason = Outcome.UNKNOWN, f"Chưa rõ đối tượng là ai; {award.title} xét cho {admitted}."
    elif case.kind not in award.recipients:
        outcome = Outcome.NOT_MET
        reason = f"{award.title} chỉ xét cho {admitted}, không cho {KIND_WORDS[case.kind]}."
    lack = "không thuộc đối tượng được xét" if outcome is Outcome.NOT_MET else ""
    yield Finding(outcome, "recipient", str(award.article), reason, doubt=award.doubt, lack=lack)


def _ground(case: Case) -> Iterator[Finding]:
    award = case.law.award(case.award)
    admitted = ", ".join(GROUND_WORDS[ground] for ground in award.grounds)
    outcome, reason = Outcome.MET, f"Loại hình khen thưởng được xét: {admitted}."
    if case.ground is None:
        outcome, reason = Outcome.UNKNOWN, f"Chưa rõ loại hình khen thưởng; được xét: {admitted}."
    elif case.ground not in award.grounds:
        outcome = Outcome.NOT_MET
        reason = f"Không xét {award.title} theo loại hình {GROUND_WORDS[case.ground]}; chỉ {admitted}."
    lack = "không xét theo loại hình này" if outcome is Outcome.NOT_MET else ""
    yield Finding(outcome, "ground", str(award.article), reason, lack=lack)


def _hold(case: Case) -> Iterator[Finding]:
    if case.holds is None:
        reason = "Chưa rõ có đang bị xem xét kỷ luật, kiểm tra, điều tra, khiếu nại, tố cáo không."
        yield _by(case, "hold", Outcome.UNKNOWN, reason, "Đơn vị xác nhận trong tờ trình.")
        return
    standing = [hold for hold in case.holds if _applies(hold, case.received_on)]
    for hold in standing:
        since = f"từ ngày {hold.from_:%d/%m/%Y}"
        reason = f"Đang tạm dừng xét {since}: {_HOLDS.get(hold.what, hold.what) or 'chưa nêu lý do'}."
        yield _by(case, "hold", Outcome.HOLD, reason, "Xét tiếp khi có kết luận bằng văn bản.")
    if not standing:
        yield _by(case, "hold", Outcome.MET, "Không có lý do tạm dừng xét.")


def _applies(hold: Term, day: date) -> bool:
    """An open hold applies whenever it began; one that is over applied until the day of its conclusion."""
    return hold.to is None or hold.from_ <= day < hold.to


def _discipline(case: Case) -> Iterator[Finding]:
    if case.discipline is None:
        reason = "Chưa rõ có bị kỷ luật trong thời gian tính thành tích không."
        yield _by(case, "discipline", Outcome.UNKNOWN, reason, "Đơn vị xác nhận trong tờ trình.")
        return
    until = case.counted_from
    if case.is_counted(case.year):
        reason = f"Không có kỷ luật ảnh hưởng đến thành tích năm {case.year}."
        yield _by(case, "discipline", Outcome.MET, reason)
    elif until == date.max:
        reason = "Đang trong thời hạn kỷ luật, chưa có ngày kết thúc; thành tích chỉ tính từ khi hết thời hạn."
        yield _by(case, "discipline", Outcome.NOT_MET, reason)
    elif case.ground == "DOT_XUAT" and until.year == case.year:
        reason = f"Thành tích phải lập từ ngày {until:%d/%m/%Y}, khi hết kỷ luật; cần ngày lập thành tích."
        yield _by(case, "discipline", Outcome.UNKNOWN, reason, "Bổ sung ngày lập thành tích.")
    else:
        first = until.year if until == date(until.year, 1, 1) else until.year + 1
        reason = f"Thành tích tính từ ngày {until:%d/%m/%Y}, khi hết kỷ luật; năm {case.year} chưa được tính đủ."
        yield _by(case, "discipline", Outcome.NOT_MET, reason, earliest_year=first)


def _granted_before(case: Case) -> Iterator[Finding]:
    award = case.law.award(case.award)
    same_year = [g for g in case.grants or () if g.year == case.year and not g.revoked]
    if award.is_title and any(grant.award == award.code for grant in same_year):
        reason = f"Đã được tặng {award.title} của năm {case.year}."
        yield _by(case, "one_achievement", Outcome.NOT_MET, reason, earliest_year=case.year + 1)
        return
    forms = [g for g in same_year if not award.is_title and not case.law.award(g.award).is_title]
    if forms:
        names = ", ".join(sorted({case.law.award(grant.award).title for grant in forms}))
        reason = f"Năm {case.year} đã được tặng {names}; xác nhận đây là thành tích khác."
        yield _by(case, "one_achievement", Outcome.JUDGEMENT, reason)


def _initiative_once(case: Case) -> Iterator[Finding]:
    for work in case.initiatives or ():
        if work.used_for:
            used = f"“{work.title or 'Sáng kiến'}” đã dùng để xét {_name(case, work.used_for)}"
            reason = f"{used}; một sáng kiến chỉ dùng một lần."
            yield _by(case, "initiative_once", Outcome.JUDGEMENT, reason, "Cân nhắc dùng sáng kiến khác.")


def _women_first(case: Case) -> Iterator[Finding]:
    least = case.law.parameter("rules.women_first_share").on(case.law_day).value
    members, female = case.collective.members, case.collective.female
    mostly_women = case.kind == "collective" and members and female is not None and female >= least * members
    if case.gender in ("nữ", "nu") or mostly_women:
        reason = "Khi các điều kiện ngang nhau thì được ưu tiên; đây là lưu ý, không phải điều kiện."
        yield _by(case, "women_first", Outcome.MET, reason)


def _by(
    case: Case, rule: str, outcome: Outcome, reason: str, remedy: str = "", earliest_year: int | None = None
) -> Finding:
    source = case.law.parameter(f"rules.{rule}").on(case.law_day)
    lack = _LACKS.get(rule, "").format(year=case.year) if outcome is Outcome.NOT_MET else ""
    return Finding(
        outcome,
        rule,
        source.citation,
        reason,
        remedy=remedy,
        earliest_year=earliest_year,
        doubt=source.doubt,
        lack=lack,
    )


def _name(case: Case, used_for: str) -> str:
    return case.law.award(used_for).title if used_for in case.law.awards else used_for
