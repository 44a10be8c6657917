"""The columns of a list of candidates: as the downloaded file has them, and as units' own lists call them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dossiers.nomination_fields import BY_CODE, FIELDS
from dossiers.sheets.table import Row
from dossiers.web.text import fold

NUMBER, LINE, KIND, NAME, GENDER, BORN, AWARD = "number", "line", "kind", "name", "gender", "born", "award"
LONGEST_SHORT = 500  # characters; what may be longer is a text of the report
BY_GENDER = {"nam": "nam", "nu": "nữ"}


@dataclass(frozen=True)
class Column:
    """One column of the downloaded list: its code (that of a field where it is one), heading and what to write."""

    code: str
    heading: str
    hint: str
    width: int

    @property
    def limit(self) -> int:
        """How many characters it takes; 0 where that is not counted."""
        return BY_CODE[self.code].limit if self.code in BY_CODE else 0


COLUMNS = (
    Column(NUMBER, "TT", "Số thứ tự, để dễ đọc; thứ tự trong hồ sơ theo thứ tự dòng", 6),
    Column(LINE, "Mã dòng", "Giữ nguyên ở dòng đã có để hệ thống nhận ra; để trống ở dòng thêm mới", 9),
    Column(KIND, "Đối tượng", "Chọn: Cá nhân, Tập thể, Hộ gia đình", 13),
    Column(NAME, "Họ và tên, tên tập thể, hộ gia đình", "Đầy đủ, có dấu; không ghi Ông, Bà", 32),
    Column(GENDER, "Giới tính", "Chỉ với cá nhân. Chọn: Nam, Nữ", 10),
    Column(BORN, "Năm sinh", "Chỉ với cá nhân: bốn chữ số, hoặc ngày/tháng/năm", 12),
    Column("post", "Chức vụ, nghề nghiệp", "Chỉ với cá nhân, tối đa 200 ký tự", 24),
    Column("workplace", "Đơn vị công tác, nơi ở", "Tối đa 200 ký tự", 34),
    Column(AWARD, "Danh hiệu, hình thức đề nghị", "Mỗi hồ sơ chỉ đề nghị một danh hiệu, hình thức", 28),
    Column("achievement", "Thành tích tóm tắt", "Một đến hai câu, tối đa 500 ký tự", 48),
    Column("report.results", "Thành tích đạt được", "Nội dung báo cáo thành tích, tối đa 20.000 ký tự", 60),
)
PARTS = tuple(
    Column(
        field.code,
        field.label,
        f"Mỗi dòng trong ô một hàng: {' | '.join(field.cells)}" if field.cells else "Tối đa 10.000 ký tự",
        48,
    )
    for field in FIELDS
    if field.part and field.limit > LONGEST_SHORT
)
"""The texts and tables that only some forms of the achievement report ask for."""
HEADINGS = {column.code: column.heading for column in COLUMNS + PARTS}

_SPELLINGS: dict[str, tuple[str, ...]] = {
    NUMBER: ("tt", "stt", "so tt", "so thu tu", "thu tu", "no"),
    LINE: ("ma dong",),
    KIND: ("doi tuong", "loai doi tuong", "loai"),
    "name": (
        "ten", "ho va ten ten tap the", "ho ten ten tap the", "ten ca nhan tap the", "ten tap the ca nhan",
        "ho va ten tap the ca nhan", "ten tap the ca nhan ho gia dinh", "ca nhan tap the", "tap the ca nhan",
        "ho va ten ten tap the ho gia dinh", "ten ca nhan tap the ho gia dinh", "ten doi tuong",
    ),
    "name.individual": ("ho va ten", "ho ten", "ho va ten ca nhan", "ten ca nhan", "ho va ten can bo", "ca nhan"),
    "name.collective": ("ten tap the", "tap the", "ten tap the de nghi", "ten co quan don vi tap the"),
    "name.household": ("ten ho gia dinh", "ho gia dinh", "ho va ten chu ho", "ho ten chu ho", "chu ho"),
    GENDER: ("gioi tinh", "phai", "nam nu", "gioi"),
    BORN: ("nam sinh", "ngay sinh", "ngay thang nam sinh", "sinh nam", "nam sinh nam nu"),
    "post": (
        "chuc vu nghe nghiep", "chuc vu", "chuc danh", "chuc vu chuc danh", "nghe nghiep", "chuc vu cong tac",
        "chuc vu don vi cong tac", "chuc vu va don vi cong tac", "chuc vu noi cong tac",
    ),
    "workplace": (
        "don vi cong tac noi o", "don vi cong tac", "don vi", "noi cong tac", "co quan don vi", "co quan",
        "phong ban", "dia chi", "noi o", "don vi dia chi", "co quan don vi cong tac", "don vi noi cong tac",
    ),
    AWARD: (
        "danh hieu hinh thuc de nghi", "danh hieu de nghi", "hinh thuc de nghi", "de nghi", "danh hieu",
        "hinh thuc khen thuong", "danh hieu thi dua", "hinh thuc khen thuong de nghi", "danh hieu thi dua de nghi",
        "danh hieu hinh thuc khen thuong", "danh hieu hinh thuc khen thuong de nghi", "de nghi khen thuong",
        "danh hieu de nghi xet tang", "hinh thuc",
    ),
    "achievement": (
        "thanh tich tom tat", "tom tat thanh tich", "thanh tich", "noi dung thanh tich", "thanh tich noi bat",
        "tom tat thanh tich noi bat", "noi dung khen thuong",
    ),
    "report.results": ("thanh tich dat duoc", "bao cao thanh tich", "noi dung bao cao thanh tich"),
}  # fmt: skip
_BY_SPELLING = {spelling: code for code, spellings in _SPELLINGS.items() for spelling in spellings}
_TOGETHER = ("chuc vu don vi cong tac", "chuc vu va don vi cong tac", "chuc vu noi cong tac")
_MORE_THAN_NUMBER = 2  # a heading row names who it is about, and at least one thing more
LONGEST_HEADING = 80


@dataclass(frozen=True)
class Header:
    """A heading row: the code of each column, the headings that are none, and what of it to tell the reader."""

    columns: dict[int, str]
    unknown: dict[int, str]
    named: dict[int, str]
    genders: dict[int, str]
    remarks: tuple[str, ...]

    def place(self, code: str) -> int | None:
        """Where a column stands; the first one where there are two of birth by gender."""
        return next((at for at, each in self.columns.items() if each == code), None)

    @property
    def kind(self) -> str:
        """The kind of recipients that the heading over the names speaks of, or empty."""
        return self.named[self.place(NAME) or 0].partition(".")[2]

    @property
    def is_clear(self) -> bool:
        """Whether most of the row is headings, so that it can't be a line that happens to hold such words."""
        return len(self.columns) > len(self.unknown)

    @property
    def twice(self) -> list[str]:
        """The codes that two columns claim."""
        codes = [code for at, code in self.columns.items() if at not in self.genders]
        return sorted({code for code in codes if codes.count(code) > 1})


def header_of(row: Row, below: Row | None) -> Header | None:
    """Return what a row is as a heading row, with the row below it where that says "Nam" and "Nữ"; None if it is not.

    A column is known by a spelling that stands above, never by likeness: what else there is, is named as unread.
    """
    texts = {at: str(value) for at, value in row.filled.items() if isinstance(value, str)}
    named = {at: code for at, text in texts.items() if (code := _BY_SPELLING.get(_spelling(text)))}
    if not any(code.partition(".")[0] == NAME for code in named.values()):
        for at, text in texts.items():
            if _spelling(text) in ("ten don vi", "don vi"):  # a list of collectives that has no other name
                named[at] = "name.collective"
                break
    columns = {at: NAME if code.startswith("name") else code for at, code in named.items()}
    if NAME not in columns.values() or len(columns) < _MORE_THAN_NUMBER:
        return None
    genders = _genders(row, below, columns) if below else {}
    parents = {at: _parent(columns, at) for at in genders}
    columns.update(parents)
    unknown = {at: str(value) for at, value in row.filled.items() if at not in columns}
    remarks = [
        f"cột “{text.strip()}” ghi gộp chức vụ và đơn vị: đọc cả vào “{HEADINGS['post']}”"
        for text in texts.values()
        if _spelling(text) in _TOGETHER
    ]
    return Header(columns, unknown, named, genders, tuple(remarks))


def _genders(row: Row, below: Row, columns: dict[int, str]) -> dict[int, str]:
    """The columns under "Năm sinh" or "Giới tính" that the row below divides into "Nam" and "Nữ"."""
    halves = {at: BY_GENDER.get(fold(str(value))) for at, value in below.filled.items()}
    found = {at: half for at, half in halves.items() if half and _parent(columns, at) in (BORN, GENDER)}
    others = [at for at in below.filled if at not in found and below.at(at) != row.at(at)]
    return found if len(found) > 1 and not others else {}


def _parent(columns: dict[int, str], at: int) -> str:
    left = [place for place in columns if place <= at]
    return columns[max(left)] if left else ""


def _spelling(heading: str) -> str:
    """A heading in its bare words: marks, case, punctuation and what stands in brackets aside."""
    if len(heading) > LONGEST_HEADING or re.search(r"[^\w\s,.;:/()*&-]", heading):
        return ""
    return " ".join(re.findall(r"[a-z0-9]+", fold(re.sub(r"\([^)]*\)", " ", heading))))


for _column in COLUMNS + PARTS:
    _BY_SPELLING.setdefault(_spelling(_column.heading), _column.code)
