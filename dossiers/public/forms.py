from __future__ import annotations

from wtforms.validators import Optional

from dossiers.notice.forms import OneOf
from dossiers.notice.queries import Wanted
from dossiers.web.forms import Choice, Form, StringField, at_most
from dossiers.web.keys import key_or_none


class NoticeFilter(Form):
    """Which notices to show; a value that is gone from the list finds nothing."""

    class Meta(Form.Meta):
        """A search changes nothing."""

        csrf = False

    q = StringField("Tên người, tập thể hoặc đơn vị", [Optional(), at_most(100)], description="Không cần gõ dấu")
    nam = Choice("Năm", coerce=key_or_none, validate_choice=False)
    don_vi = Choice("Đơn vị đề nghị", coerce=key_or_none, validate_choice=False)
    hinh_thuc = Choice("Danh hiệu, hình thức", validate_choice=False)

    def wanted(self) -> Wanted:
        """Return what was chosen."""
        return Wanted((self.q.data or "")[:100], self.nam.data, self.don_vi.data, (self.hinh_thuc.data or "")[:20])

    def query(self) -> dict[str, object]:
        """Return what was chosen as an address carries it."""
        return {name: value for name, value in self.data.items() if value}


class CheckNameForm(Form):
    """Whether a name is right as it will be printed, and else how it is spelt."""

    verdict = OneOf("Trả lời", choices=[("right", "Tên ghi đúng"), ("wrong", "Tên ghi chưa đúng, đề nghị sửa")])
    proposed = StringField("Tên viết đúng là", [at_most(200)], description="Chỉ ghi khi cần sửa; không ghi Ông, Bà")
