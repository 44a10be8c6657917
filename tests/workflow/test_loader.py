from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.errors import LawError
from workflow.loader import build, parse, read


@dataclass(frozen=True)
class Inner:
    share: Fraction
    from_: date | None = None


@dataclass(frozen=True)
class Outer:
    name: str
    inner: Inner
    many: tuple[Inner, ...] = ()
    by_day: Mapping[date, int] | None = None
    kind: Literal["one", "two"] = "one"
    open: bool = False
    free: Any = None


def built(text: str) -> Outer:
    return build(Outer, parse(text, "law.yaml"), file="law.yaml")


def fault_of(text: str) -> LawError:
    with pytest.raises(LawError) as caught:
        built(text)
    return caught.value


def test_scalars_are_what_they_look_like_and_words_stay_words() -> None:
    table = parse('a: 2024-01-01\nb: 12\nc: no\nd: "12"\ne: 4/5\nf: 1.5\ng: true\nh: null\ni: ~\nj: 007\n', "x")
    assert dict(table) == {
        "a": date(2024, 1, 1),
        "b": 12,
        "c": "no",
        "d": "12",
        "e": "4/5",
        "f": "1.5",
        "g": True,
        "h": None,
        "i": None,
        "j": "007",
    }


def test_a_record_is_read_with_its_nested_records_lists_and_mappings() -> None:
    text = (
        "name: A\ninner: {share: 4/5, from: 2024-01-01}\nmany: [{share: 1.5}, {share: 1}]\n"
        "by_day: {2024-01-01: 5}\nkind: two\nopen: true\nfree: [x]"
    )
    assert built(text) == Outer(
        "A",
        Inner(Fraction(4, 5), date(2024, 1, 1)),
        (Inner(Fraction(3, 2)), Inner(Fraction(1))),
        {date(2024, 1, 1): 5},
        "two",
        True,
        ["x"],
    )


@pytest.mark.parametrize(
    ("text", "path", "line", "words"),
    [
        ("name: A\ninner: {share: 1}\nextra: 1\n", "", 3, "không có khóa “extra”"),
        ("name: A\n", "", 1, "thiếu khóa “inner”"),
        ("name: A\ninner:\n  shares: 1\n", "inner", 3, "không có khóa “shares”"),
        ("name: 5\ninner: {share: 1}\n", "name", 1, "phải là str"),
        ("name: A\ninner: {share: x}\n", "inner.share", 2, "phải là Fraction"),
        ("name: A\ninner: {share: 1/0}\n", "inner.share", 2, ""),
        ("name: A\ninner: {share: 1e999999}\n", "inner.share", 2, "phải là Fraction"),
        ("name: A\ninner: {share: true}\n", "inner.share", 2, "phải là Fraction"),
        ("name: A\ninner: [1]\n", "inner", 2, "phải là một bảng"),
        ("name: A\ninner: {share: 1}\nmany: {}\n", "many", 3, "phải là một danh sách"),
        ("name: A\ninner: {share: 1}\nmany:\n  - {share: 1}\n  - {}\n", "many[1]", 5, "thiếu khóa “share”"),
        ("name: A\ninner: {share: 1}\nby_day: {x: 1}\n", "by_day.x", 3, "phải là date"),
        ("name: A\ninner: {share: 1}\nby_day: {2024-01-01: true}\n", "by_day.2024-01-01", 3, "phải là int"),
        ("name: A\ninner: {share: 1}\nby_day: 5\n", "by_day", 3, "phải là một bảng"),
        ("name: A\ninner: {share: 1}\nkind: three\n", "kind", 3, "phải là một trong one, two"),
        ("name: A\ninner: {share: 1}\nopen: 1\n", "open", 3, "phải là bool"),
        ("name: null\ninner: {share: 1}\n", "name", 1, "phải là str"),
    ],
)
def test_a_wrong_record_names_file_line_and_path(text: str, path: str, line: int, words: str) -> None:
    fault = fault_of(text)
    assert (fault.file, fault.path, fault.line) == ("law.yaml", path, line)
    assert words in fault.fault


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: 1\na: 2\n", "khóa viết hai lần: a"),
        ("2024-01-01: 1\n2024-01-01: 2\n", "khóa viết hai lần"),
        ("a: &x 1\nb: *x\n", "neo"),
        ("a: !!python/name:os.system x\n", "thẻ"),
        ("a: 2024-02-30\n", "không có ngày 2024-02-30"),
        ("[a]: 1\n", "khóa phải là"),
        ("- a\n", "tệp phải là một bảng"),
        ("", "tệp phải là một bảng"),
        ("a: 1\n---\nb: 1\n", "mỗi tệp chỉ một văn bản"),
        ("a: [1\n", "sai cú pháp"),
        ("a: \x00\n", "sai cú pháp"),
        ("a: " + "[" * 5000 + "]" * 5000, "cú pháp|quá sâu"),
        ("- " + "9" * 5000, "tệp phải là một bảng"),
        ("a: Tiê\u0301n\n", "NFC"),
    ],
)
def test_yaml_that_could_mislead_is_refused(text: str, words: str) -> None:
    with pytest.raises(LawError, match=words):
        parse(text, "law.yaml")


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_never_a_traceback(text: str) -> None:
    try:
        parse(text, "law.yaml")
    except LawError:
        return


def test_a_file_that_is_not_there_or_not_text_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_bytes(b"a: \xff\xfe")
    for name in ("x.yaml", "missing.yaml"):
        with pytest.raises(LawError, match="không đọc được tệp"):
            read(tmp_path / name)
