"""Many certificates in one file, and values at measured places of pre-printed stock."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from sample_papers import sample

from dossiers.documents import bare, merged, render, stock
from dossiers.documents.calibration import calibration
from dossiers.documents.faults import TemplateFault
from dossiers.documents.package import pack, unpack
from dossiers.documents.render import shipped_template
from dossiers.documents.stock_layout import FIELDS, FilledSheet, Layout, Place, example, fitted
from dossiers.documents.word import DOCUMENT, parse, tag

KIND = "bang_khen"
LAYOUT = Layout(4200, 2970, 0, 0, example())


def certificates(count: int, **changes: Any) -> Iterator[Any]:
    plain = sample(KIND, **changes)
    for number in range(1, count + 1):
        yield replace(plain, recipient=replace(plain.recipient, name=f"Nguyễn Thị Số {number}"))


def merge(count: int, **more: Any) -> bytes:
    out = io.BytesIO()
    assert merged.merge(KIND, certificates(count), out, **more) == count
    return out.getvalue()


def printed(layout: Layout = LAYOUT, *sheets: FilledSheet) -> bytes:
    out = io.BytesIO()
    stock.print_sheets(layout, sheets or (FilledSheet(sample(KIND), "BK 000123"),), out, title="Thử")
    return out.getvalue()


def with_body(change: Any) -> bytes:
    """The shipped template with its body changed as an officer might."""
    parts = unpack(shipped_template(KIND))
    return pack({**parts, DOCUMENT: change(parts[DOCUMENT].decode()).encode()})


def test_each_certificate_begins_a_page_of_one_file_and_drawings_keep_ids_of_their_own():
    body = unpack(merge(5))[DOCUMENT].decode()
    parse(body.encode())
    assert [f"Nguyễn Thị Số {n}" in body for n in range(1, 6)] == [True] * 5
    assert body.count("<w:pageBreakBefore/>") == 4
    assert body.count("<w:sectPr") == 1
    ids = re.findall(r'<wp:docPr [^>]*?id="(\d+)"', body)
    assert len(ids) == len(set(ids)) == 5
    assert "{{" not in body


def test_one_certificate_alone_is_what_the_single_paper_says():
    alone, single = unpack(merge(1)), unpack(render(KIND, next(certificates(1))))
    bare_ids = re.compile(rb'(?<=id=")\d+(?=")')
    assert bare_ids.sub(b"", alone.pop(DOCUMENT)) == bare_ids.sub(b"", single.pop(DOCUMENT))
    assert alone == single


def test_the_same_certificates_are_the_same_bytes_in_memory_and_on_disk(tmp_path):
    with (tmp_path / "bang.docx").open("wb") as out:
        merged.merge(KIND, certificates(3), out)
    assert (tmp_path / "bang.docx").read_bytes() == merge(3)
    assert printed() == printed()


def test_records_are_taken_one_by_one_and_the_reader_may_stop_them():
    taken: list[int] = []

    def counted() -> Iterator[Any]:
        for number, each in enumerate(certificates(1_000)):
            taken.append(number)
            yield each

    def told(number: int) -> None:
        if number == 3:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        merged.merge(KIND, counted(), io.BytesIO(), told=told)
    assert len(taken) <= 4


def test_a_template_that_begins_with_a_table_or_a_block_still_gives_each_certificate_its_page():
    block = with_body(lambda body: body.replace("<w:body>", "<w:body><w:p><w:r><w:t>{{#ma_kiem_tra}}Mã: "
        "{{ma_kiem_tra}}{{/ma_kiem_tra}}</w:t></w:r></w:p>", 1))  # fmt: skip
    body = unpack(merge(3, template=block))[DOCUMENT].decode()
    assert body.count("<w:pageBreakBefore/>") == 2
    assert body.count("Mã: 7KX2M9") == 3


def test_a_template_of_several_sections_is_refused_in_words():
    parted = with_body(lambda body: body.replace("<w:body>", "<w:body><w:p><w:pPr><w:sectPr/></w:pPr></w:p>", 1))
    with pytest.raises(TemplateFault, match="ngắt phần"):
        merge(2, template=parted)


def test_a_value_stands_at_its_measured_place_shifted_by_what_the_printer_misses():
    place = Place("nguoi_ky", 2100, 2500, 1000, 16, bold=True)
    body = unpack(printed(Layout(4200, 2970, 15, -20, (place,))))[DOCUMENT].decode()
    frame = parse(body.encode()).find(f".//{tag('framePr')}")
    assert [frame.get(tag(name)) for name in ("x", "y", "w")] == [
        str(bare.twips(2115)), str(bare.twips(2480)), str(bare.twips(1000)),
    ]  # fmt: skip
    assert (frame.get(tag("hAnchor")), frame.get(tag("vAnchor"))) == ("page", "page")
    assert bare.twips(254) == 1440  # an inch
    assert "Phạm Hoàng Sơn Lâm" in body
    assert 'w:w="23811" w:h="16838" w:orient="landscape"' in body  # A3


def test_only_what_the_stock_leaves_empty_is_printed():
    body = unpack(printed())[DOCUMENT].decode()
    assert "CỘNG HÒA" not in body
    assert "CHỦ TỊCH" not in body
    assert "Trần Thị Bích Ngọc" in body


@pytest.mark.parametrize("name", ["A" * 40, "Tập thể " + "Phòng Tham mưu tổng hợp " * 4, "Lê Na"])
def test_a_long_text_gets_smaller_until_it_fits_its_lines(name):
    place = Place("ten_day_du", 0, 0, 3000, 28, bold=True, lines=2)
    fit = fitted(name, place)
    assert fit.is_whole
    assert len(fit.lines) <= 2
    assert place.size * 0.6 <= fit.size <= place.size
    assert "".join(fit.lines).replace(" ", "") == name.replace(" ", "")


def test_what_can_never_fit_is_named_and_not_cut():
    long = replace(sample(KIND).recipient, honorific="", name="Rất dài " * 60)
    sheet = FilledSheet(sample(KIND, recipient=long))
    assert stock.overflowing(LAYOUT, sheet) == ["Tên người, tập thể, hộ được tặng"]
    assert unpack(printed(LAYOUT, sheet))[DOCUMENT].decode().count("Rất dài") == 60


def test_text_that_looks_like_markup_or_a_mark_is_printed_as_it_is():
    hostile = replace(sample(KIND).recipient, honorific="", name="<w:br/> {{ten}} & “An”")
    body = unpack(printed(LAYOUT, FilledSheet(sample(KIND, recipient=hostile))))[DOCUMENT].decode()
    assert "&lt;w:br/&gt; {{ten}} &amp; “An”" in body
    parse(body.encode())


def test_a_layout_is_the_same_after_it_was_kept():
    assert Layout.of(LAYOUT.plain()) == LAYOUT
    assert {place.field for place in LAYOUT.places} <= set(FIELDS)


def test_the_calibration_sheet_has_a_millimetre_ruler_and_a_cross_every_five_centimetres():
    content = calibration(replace(LAYOUT, offset_x=10), "Phôi A3")
    assert content == calibration(replace(LAYOUT, offset_x=10), "Phôi A3")
    parts = unpack(content)
    body = parts[DOCUMENT].decode()
    assert "50; 50" in body
    assert "400; 250" in body
    assert "ngang +1,0 mm" in body
    assert f'<wp:extent cx="{420 * 36_000}" cy="{297 * 36_000}"/>' in body
    picture = parts[bare.PICTURE]
    assert picture[16:24] == (4200).to_bytes(4, "big") + (2970).to_bytes(4, "big")


def test_the_archive_is_one_that_any_program_reads():
    for content in (merge(2), printed(), calibration(LAYOUT, "Phôi")):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert archive.testzip() is None
            assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
