"""What every form shares: text cleaned as it arrives, dates as dd/mm/yyyy, Vietnamese messages."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from dossiers.web.text import clean
from workflow.errors import Invalid


class Form(FlaskForm):  # type: ignore[misc]
    """Mother of all forms; `reject` puts a service's complaints beside their fields."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """How fields are bound, in Vietnamese."""

        locales = ("vi",)

        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Any:
            """Clean every typed text before it is checked, and give choices in the shape that WTForms keeps."""
            kind = unbound_field.field_class
            if issubclass(kind, StringField) and not issubclass(kind, DayField):
                options["filters"] = [*unbound_field.kwargs.get("filters", ()), _clean]
                unbound_field.kwargs.pop("filters", None)
            if isinstance(choices := unbound_field.kwargs.get("choices"), list):
                options["choices"] = dict(choices)  # pairs are deprecated
            return unbound_field.bind(form=form, **options)

    def reject(self, fault: Invalid) -> None:
        """Show the complaints of `fault` beside the fields they name; unknown ones stand above the form."""
        for name, message in fault.fields.items():
            target = self._fields.get(name)
            if target is None:
                self.form_errors.append(message)
            else:
                target.errors = [*target.errors, message]


def _clean(value: Any) -> Any:
    """Clean a text; one that was not sent at all is empty, like one in which nothing was typed."""
    return clean(value) if isinstance(value, str) else "" if value is None else value


class Required(InputRequired):  # type: ignore[misc]
    """Something typed that is more than blanks."""

    def __call__(self, form: Any, field: Any) -> None:
        """Refuse an empty field, and one of blanks."""
        if field.raw_data and isinstance(field.raw_data[0], str) and not clean(field.raw_data[0]):
            field.raw_data = [""]
        super().__call__(form, field)


def required(what: str) -> Required:
    """A field that must be filled; `what` is the sentence to show."""
    return Required(message=what)


def at_most(characters: int) -> Length:
    """A text of at most this many characters, refused and never cut."""
    return Length(max=characters, message=f"Tối đa {characters} ký tự.")


class DayField(StringField):  # type: ignore[misc]
    """A date typed as dd/mm/yyyy; `data` is a date or None, and what was typed is shown again."""

    def _value(self) -> str:
        if self.raw_data:
            return clean(str(self.raw_data[0]))
        return self.data.strftime("%d/%m/%Y") if self.data else ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the typed date."""
        text = str(valuelist[0]).strip() if valuelist else ""
        self.data = read_day(text) if text else None


def read_day(text: str) -> date:
    """Read a dd/mm/yyyy date (an ISO one is taken too); raises ValueError with the sentence to show."""
    for pattern in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            day = datetime.strptime(text, pattern).date()
        except ValueError:
            continue
        if not 1900 <= day.year <= 2100:
            break
        return day
    raise ValueError("Ghi ngày theo dạng ngày/tháng/năm, ví dụ 05/02/2026.")


class WholeNumber(IntegerField):  # type: ignore[misc]
    """A whole number; what was typed is shown again when it is none."""

    def _value(self) -> str:
        return clean(str(super()._value()))

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the typed number; an empty field is None."""
        text = str(valuelist[0]).strip() if valuelist else ""
        if not text:
            self.data = None
            return
        if not text.isdecimal() or len(text) > 9:
            self.data = None
            raise ValueError("Ghi một số nguyên, chỉ gồm chữ số.")
        self.data = int(text)


def between(low: int, high: int) -> Any:
    """A number from `low` to `high`."""

    def check(_form: Form, field: Field) -> None:
        if field.data is not None and not low <= field.data <= high:
            raise ValidationError(f"Ghi một số từ {low} đến {high}.")

    return check


class Choice(SelectField):  # type: ignore[misc]
    """A choice out of a list, with a Vietnamese message for anything else."""

    def pre_validate(self, form: Form) -> None:
        """Refuse what is not in the list."""
        try:
            super().pre_validate(form)
        except ValidationError as fault:
            raise ValidationError("Chọn một giá trị trong danh sách.") from fault


__all__ = [
    "Choice",
    "DayField",
    "Form",
    "HiddenField",
    "StringField",
    "TextAreaField",
    "WholeNumber",
    "at_most",
    "between",
    "read_day",
    "required",
]
