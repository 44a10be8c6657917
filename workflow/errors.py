"""One family of errors for everything a person may be told; anything else is a bug of ours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from workflow.findings import Finding


class Problem(Exception):
    """Something that stops the work and that a person can understand; carries its reasons as findings."""

    title = "Chưa thực hiện được"

    def __init__(self, message: str = "", findings: Iterable[Finding] = ()) -> None:
        self.message = message or self.title
        self.findings = tuple(findings)
        super().__init__(self.message)


class Invalid(Problem):
    """What was typed can't be taken; `fields` maps a field's name to the sentence shown beside it."""

    title = "Thông tin chưa hợp lệ"

    def __init__(self, fields: Mapping[str, str], message: str = "") -> None:
        self.fields = dict(fields)
        super().__init__(message or "; ".join(self.fields.values()))


class Refused(Problem):
    """A rule of the procedure is not met; every unmet rule stands in `findings`."""

    title = "Chưa đủ điều kiện thực hiện bước này"


class NotAllowed(Problem):
    """The person may not do this; `hidden` when even the existence of the thing is private."""

    title = "Bạn không có quyền thực hiện việc này"

    def __init__(self, message: str = "", *, hidden: bool = False) -> None:
        self.hidden = hidden
        super().__init__(message)


class Missing(Problem):
    """There is no such thing."""

    title = "Không tìm thấy"


class Stale(Problem):
    """Someone else was faster: the thing changed after this person's page was made."""

    title = "Hồ sơ đã được người khác cập nhật"


class LawError(Exception):
    """A law, procedure or calendar file is wrong; the program must not start with it.

    `file` and `path` name the place ("awards/tinh.yaml", "criteria.individual.any[2]"), `fault` the reason.
    """

    def __init__(self, fault: str, *, file: str = "", path: str = "", line: int | None = None) -> None:
        self.fault, self.file, self.path, self.line = fault, file, path, line
        place = f"{file}:{line}" if line else file
        super().__init__(": ".join(part for part in (place, path, fault) if part))
