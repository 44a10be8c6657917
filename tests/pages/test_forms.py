"""What every form does with what is typed, and with what is not."""

from __future__ import annotations

from flask import Flask
from werkzeug.datastructures import MultiDict

from dossiers.web.forms import Choice, DayField, Form, StringField, WholeNumber, at_most, between, required


class Sample(Form):
    name = StringField("Tên", [required("Nhập tên."), at_most(10)])
    note = StringField("Ghi chú", [at_most(10)])
    day = DayField("Ngày", [required("Nhập ngày.")])
    count = WholeNumber("Số", [between(1, 9)])
    kind = Choice("Loại", choices=[("a", "A"), ("b", "B")])


def filled(app: Flask, **typed: str) -> Sample:
    with app.test_request_context():
        form = Sample(MultiDict({"name": "An", "day": "05/02/2026", "kind": "a", **typed}))
        form.validate()
        return form


def test_text_is_cleaned_before_it_is_checked(sqlite_app: Flask) -> None:
    form = filled(sqlite_app, name="  Nguye\u0302\u0303n\u200b ")
    assert (form.name.data, form.errors) == ("Nguyễn", {})


def test_blanks_alone_do_not_fill_a_field(sqlite_app: Flask) -> None:
    for nothing in ("", "   ", "\u200b", "\n\t"):
        assert filled(sqlite_app, name=nothing).errors == {"name": ["Nhập tên."]}


def test_a_field_that_was_not_sent_is_empty_text(sqlite_app: Flask) -> None:
    assert filled(sqlite_app).note.data == ""


def test_too_long_a_text_is_refused_and_never_cut(sqlite_app: Flask) -> None:
    form = filled(sqlite_app, name="x" * 11)
    assert form.errors == {"name": ["Tối đa 10 ký tự."]}
    assert form.name.data == "x" * 11


def test_a_day_is_read_as_people_write_it_and_shown_as_it_was_typed(sqlite_app: Flask) -> None:
    form = filled(sqlite_app, day="31/02/2026")
    assert "Ghi ngày theo dạng ngày/tháng/năm" in form.errors["day"][0]
    assert form.day._value() == "31/02/2026"
    assert filled(sqlite_app, day="2026-02-05").errors == {}


def test_a_number_is_whole_and_within_its_bounds(sqlite_app: Flask) -> None:
    assert filled(sqlite_app, count="1,5").errors == {"count": ["Ghi một số nguyên, chỉ gồm chữ số."]}
    assert filled(sqlite_app, count="12").errors == {"count": ["Ghi một số từ 1 đến 9."]}
    assert filled(sqlite_app, count="").count.data is None


def test_a_value_outside_the_list_is_refused_in_vietnamese(sqlite_app: Flask) -> None:
    assert filled(sqlite_app, kind="z").errors == {"kind": ["Chọn một giá trị trong danh sách."]}
