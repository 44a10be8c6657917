"""The page of kinds, fields and marks: `python -m dossiers.documents.reference` writes docs/documents.md."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path
from typing import Any, get_args, get_origin

from dossiers.documents.fields import bare, choices, marks_of, types_of
from dossiers.documents.kinds import KINDS, as_json, example_value
from dossiers.documents.needed import needed_of

PAGE = Path(__file__).parents[2] / "docs" / "documents.md"
TYPES = {str: "văn bản", int: "số nguyên", bool: "true/false", date: "ngày NNNN-TT-NN"}
INTRODUCTION = """# Các loại văn bản

Mỗi loại văn bản được điền từ một nhóm dữ liệu. `vinhdanh render KIND DATA.json OUT.docx` lập văn
bản từ tệp JSON; `vinhdanh render --list --json` liệt kê loại và trường. Trường có dấu * là bắt
buộc. Cột “Mốc” là tên đặt giữa hai cặp ngoặc nhọn trong mẫu Word: `{{ten_moc}}`; mốc để trống nghĩa
là nhóm không có tên riêng, dùng thẳng mốc của các trường bên trong; nhóm có mốc thì viết
`{{moc_cua_nhom.moc}}`.

## Sửa mẫu Word

- `{{moc}}` được thay bằng giá trị; giá trị người dùng gõ không bao giờ trở thành mốc.
- `{{#moc}} … {{/moc}}` lặp lại cho từng mục của danh sách, hoặc chỉ có khi mốc có giá trị. Mốc mở
  đứng đầu một đoạn (hoặc một dòng bảng), mốc đóng đứng cuối đoạn (dòng) ấy hay một đoạn (dòng) sau.
  Trong danh sách, `{{stt}}` là số thứ tự, `{{.}}` là nội dung của mục chỉ có một dòng chữ.
- `{{^moc}} … {{/moc}}` chỉ có khi mốc không có giá trị; `{{#co_moc}} … {{/co_moc}}` có một lần khi
  danh sách có mục.
- Danh sách nơi gửi có thêm `moc_mot` (khi chỉ có một nơi) và `moc_nhieu` (khi có nhiều nơi).
- `{{ke_moc}}` đứng một mình trong một đoạn có đường viền dưới: đường kẻ ngắn dưới dòng chữ của mốc.
- Hình có văn bản thay thế (alt text) là mốc mã QR được vẽ lại thành mã QR của văn bản.
- Mẫu không có biểu thức, không chạy được lệnh nào.
- Chữ hoa, chữ thường trong tên mốc như nhau: Word tự viết hoa đầu câu cũng không sao.
- Bảng có dòng lặp phải giữ ít nhất một dòng (dòng tiêu đề) ngoài khối. Danh sách lặp tối đa hai
  tầng, không lặp trong chính nó.
- “Mẫu phải thể hiện” ghi những thông tin mà mẫu không được bỏ: không có chúng thì văn bản vô hiệu
  hoặc không nói được việc gì. Dùng mốc nào để thể hiện cũng được (`so` và `ky_hieu` thay cho
  `so_ky_hieu`). Tên cơ quan, địa danh, nơi nhận, người thi hành thì mẫu riêng của một đơn vị có thể
  ghi sẵn.
- Mẫu riêng được kiểm tra trước khi dùng, trên trang **Quản trị** → **Mẫu văn bản** hoặc khi chạy
  `vinhdanh render --template MẪU.docx`: macro, liên kết ra ngoài, đối tượng nhúng, mốc lạ, mốc thiếu,
  khối chưa đóng, XML hỏng, tệp quá lớn. Mọi lỗi được nêu cùng một lúc, kèm chỗ sai.
"""


def page() -> str:
    """Return the whole page as Markdown."""
    lines = [INTRODUCTION]
    for kind in KINDS.values():
        lines += [f"## `{kind.name}`: {kind.title}\n", *_record(kind.record)]
    lines.append("## Nhóm thông tin bên trong\n")
    for record in _inner_records():
        lines += [f"### {record.__name__}\n", *_record(record)]
    return "\n".join(lines).rstrip() + "\n"


def _record(record: type) -> list[str]:
    hints = types_of(record)
    fields = dataclasses.fields(record)
    rows = [_row(field, hints[field.name]) for field in fields]
    lines = ["| Trường | Mốc | Kiểu | Ý nghĩa | Ví dụ |", "|---|---|---|---|---|", *rows, ""]
    own = {field.metadata["mark"] for field in fields}
    if derived := [f"`{mark.name}` ({mark.about})" for mark in marks_of(record) if mark.name not in own]:
        lines.append(f"Mốc tính sẵn: {'; '.join(derived)}.\n")
    if needed := needed_of(record):
        lines.append(f"Mẫu phải thể hiện: {', '.join(f'`{mark}`' for mark in needed)}.\n")
    return lines


def _row(field: dataclasses.Field[Any], hint: Any) -> str:
    plain = bare(hint)
    many = get_origin(plain) is tuple
    inner = get_args(plain)[0] if many else plain
    nested = dataclasses.is_dataclass(inner)
    kind = f"[{inner.__name__}](#{inner.__name__.lower()})" if nested else TYPES.get(inner, _words(inner))
    star = "\\*" if field.default is dataclasses.MISSING else ""
    mark = f"`{field.metadata['mark']}`" if field.metadata["mark"] else ""
    example = "" if nested else _example(example_value(field, hint))
    kind = f"danh sách {kind}" if many else kind
    return f"| `{field.name}`{star} | {mark} | {kind} | {field.metadata['about']} | {example} |"


def _words(annotation: Any) -> str:
    return "một trong " + ", ".join(f"`{word}`" for word in choices(annotation))


def _example(value: Any) -> str:
    plain = str(value).lower() if isinstance(value, bool) else as_json(value)
    text = "; ".join(plain) if isinstance(plain, list) else str("" if plain is None else plain)
    return text.replace("\n", " ↵ ").replace("|", "\\|")


def _inner_records() -> list[type]:
    found: dict[type, None] = {}
    waiting = [kind.record for kind in KINDS.values()]
    while waiting:
        inside = [mark.record for mark in marks_of(waiting.pop(0)) if mark.record]
        waiting += [record for record in inside if record not in found]
        found.update(dict.fromkeys(inside))
    return sorted(found, key=lambda record: record.__name__)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
