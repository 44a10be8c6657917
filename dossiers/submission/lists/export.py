"""The list of a dossier as an Excel file to be filled in: one sheet, with what may be written where."""

from __future__ import annotations

from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from dossiers.models import RECIPIENT_KINDS, Dossier, Nomination
from dossiers.nomination_fields import BY_CODE, form_of
from dossiers.rules import law
from dossiers.sheets.writing import AS_TEXT, cell, fit_to_width, heading, saved
from dossiers.submission.lists.columns import AWARD, BORN, COLUMNS, GENDER, KIND, LINE, NUMBER, PARTS, Column
from dossiers.submission.lists.lines import BORN_ON, FIRST_BIRTH

SHEET = "Danh sách đề nghị"
BLANK_ROWS = 200  # below the list, prepared like its rows
_GENDERS = {"nam": "Nam", "nữ": "Nữ"}
_LINES = (
    "Ghi từ dòng dưới tiêu đề, mỗi đối tượng một dòng. Giữ nguyên dòng tiêu đề và cột “Mã dòng”.",
    "Muốn bỏ một đối tượng thì xóa cả dòng, khi đọc tệp chọn “Bỏ khỏi hồ sơ”.",
    "Xong thì lưu lại dạng .xlsx, mở trang Soạn hồ sơ, chọn “Đọc danh sách từ tệp”: hệ thống chỉ ra từng ô cần sửa.",
)


def columns_of(dossier: Dossier) -> tuple[Column, ...]:
    """Return the columns of a dossier's list: those of all, and what the forms of its achievement reports ask for."""
    kinds = law().award(dossier.award_code).recipients
    parts = {part for kind in kinds for part in form_of(dossier, kind).parts}
    held = {column for column in PARTS for line in dossier.nominations if BY_CODE[column.code].value_of(line)}
    return COLUMNS + tuple(column for column in PARTS if BY_CODE[column.code].part in parts or column in held)


def export(dossier: Dossier, today: date) -> bytes:
    """Return the dossier's lines as the file that `reading` takes back without any change."""
    workbook = Workbook(write_only=True)
    sheet: Any = workbook.create_sheet(SHEET)
    title = law().award(dossier.award_code).title
    sheet.freeze_panes = f"E{len(_LINES) + 3}"
    columns = columns_of(dossier)
    for place, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    sheet.append([_line(sheet, f"Danh sách đề nghị {title}, hồ sơ {dossier.code}", is_title=True)])
    for words in _LINES:
        sheet.append([_line(sheet, words)])
    sheet.append(heading(sheet, (each.heading for each in columns), (each.hint for each in columns)))
    live = [line for line in dossier.nominations if line.outcome == "pending"]
    for number, line in enumerate(live, start=1):
        sheet.append([_cell(sheet, column.code, _value(line, column.code, number, title)) for column in columns])
    for _ in range(BLANK_ROWS):
        sheet.append([_cell(sheet, column.code, None) for column in columns])
    first = len(_LINES) + 3
    for validation in _validations(columns, first, first + len(live) + BLANK_ROWS - 1, today):
        sheet.data_validations.append(validation)
    fit_to_width(sheet)
    return saved(workbook)


def _line(sheet: Any, words: str, *, is_title: bool = False) -> Any:
    made = cell(sheet, words)
    made.font = Font(bold=is_title, size=14 if is_title else 11)
    return made


def _cell(sheet: Any, code: str, value: Any) -> Any:
    made = cell(sheet, value, "" if code in (NUMBER, LINE) or isinstance(value, int) else AS_TEXT)
    made.alignment = Alignment(wrap_text=True, vertical="top")
    return made


def _value(line: Nomination, code: str, number: int, award: str) -> Any:
    if code == BORN:
        day = line.report.get(BORN_ON.rpartition(".")[2], "")
        return "/".join(reversed(day.split("-"))) if day else line.birth_year
    kind, gender = RECIPIENT_KINDS[line.kind], _GENDERS.get(line.gender)
    special = {NUMBER: number, LINE: line.id, KIND: kind, GENDER: gender, AWARD: award}
    return special[code] if code in special else BY_CODE[code].value_of(line)


def _validations(columns: tuple[Column, ...], first: int, last: int, today: date) -> list[DataValidation]:
    """What Excel itself lets a person choose or holds them to; the reading asks again."""
    letters = {column.code: get_column_letter(place) for place, column in enumerate(columns, start=1)}
    found = [
        _choice(letters[KIND], first, last, list(RECIPIENT_KINDS.values())),
        _choice(letters[GENDER], first, last, list(_GENDERS.values())),
    ]
    for column in columns:
        if column.limit and column.code not in (KIND, GENDER):
            rule = DataValidation(
                "textLength", operator="lessThanOrEqual", formula1=str(column.limit), allow_blank=True
            )
            rule.error = f"Tối đa {column.limit} ký tự."
            found.append(_on(rule, letters[column.code], first, last))
    born = DataValidation("custom", formula1="TRUE", allow_blank=True)
    born.promptTitle, born.prompt = "Năm sinh", f"Từ {FIRST_BIRTH} đến {today.year}, hoặc ngày/tháng/năm"
    born.showInputMessage = True
    return [*found, _on(born, letters[BORN], first, last)]


def _choice(letter: str, first: int, last: int, words: list[str]) -> DataValidation:
    rule = DataValidation("list", formula1=f'"{",".join(words)}"', allow_blank=True)
    rule.error = f"Chọn một trong: {', '.join(words)}."
    return _on(rule, letter, first, last)


def _on(rule: DataValidation, letter: str, first: int, last: int) -> DataValidation:
    rule.errorTitle, rule.showErrorMessage = "Chưa đúng", bool(rule.error)
    rule.add(f"{letter}{first}:{letter}{last}")
    return rule
