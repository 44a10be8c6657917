from __future__ import annotations

from wtforms import PasswordField
from wtforms.validators import EqualTo

from dossiers.web.forms import Form, HiddenField, StringField, at_most, required

PASSWORD_LIMIT = 200


class SignInForm(Form):
    """An e-mail address and a password, and the local page to go on to."""

    email = StringField("Thư điện tử công vụ", [required("Nhập thư điện tử."), at_most(200)])
    password = PasswordField("Mật khẩu", [required("Nhập mật khẩu."), at_most(PASSWORD_LIMIT)])
    next = HiddenField()


class PasswordForm(Form):
    """A new password, typed twice."""

    password = PasswordField(
        "Mật khẩu mới",
        [required("Nhập mật khẩu mới."), at_most(PASSWORD_LIMIT)],
        description="Ít nhất 12 ký tự. Một câu dễ nhớ an toàn hơn một từ khó nhớ.",
    )
    again = PasswordField(
        "Nhập lại mật khẩu mới",
        [required("Nhập lại mật khẩu mới."), EqualTo("password", "Hai lần nhập không giống nhau.")],
    )
