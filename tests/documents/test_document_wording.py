from datetime import date

import pytest

from dossiers.documents import wording


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        (date(2026, 3, 15), "ngày 15 tháng 3 năm 2026"),
        (date(2026, 10, 9), "ngày 09 tháng 10 năm 2026"),
        (None, "ngày … tháng … năm …"),
    ],
)
def test_days_below_ten_and_months_one_and_two_take_a_leading_zero(day, written):
    assert wording.full_date(day) == written


def test_a_number_below_ten_takes_a_leading_zero_and_a_missing_one_leaves_room():
    assert wording.document_number(5, "QĐ-UBND") == "05/QĐ-UBND"
    assert wording.document_number(1234, "QĐ-UBND") == "1234/QĐ-UBND"
    assert wording.document_number(None, "QĐ-UBND").endswith("\u00a0/QĐ-UBND")


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "không"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (105, "một trăm linh năm"),
        (1005, "một nghìn không trăm linh năm"),
        (710_000, "bảy trăm mười nghìn"),
        (5_700_000, "năm triệu bảy trăm nghìn"),
        (21_051_000, "hai mươi mốt triệu không trăm năm mươi mốt nghìn"),
        (2_000_000_005, "hai tỷ không trăm linh năm"),
    ],
)
def test_numbers_are_read_as_an_accountant_reads_them(amount, words):
    assert wording.in_words(amount) == words


def test_money_stands_in_figures_and_words():
    assert wording.money(5_700_000) == "5.700.000 đồng (Năm triệu bảy trăm nghìn đồng)"


def test_a_negative_amount_is_not_read():
    with pytest.raises(ValueError, match="-1"):
        wording.in_words(-1)


def test_lines_end_with_semicolons_and_the_last_with_a_full_stop_whatever_was_typed():
    assert wording.closed(("Căn cứ A", "Căn cứ B;", "Căn cứ C.;")) == ("Căn cứ A;", "Căn cứ B;", "Căn cứ C.")
    assert wording.closed(("- Như trên", "Lưu: VT"), lead="- ") == ("- Như trên;", "- Lưu: VT.")


@pytest.mark.parametrize(("number", "letters"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV")])
def test_parts_are_numbered_in_roman(number, letters):
    assert wording.roman(number) == letters


def test_words_are_joined_as_in_a_sentence():
    assert wording.listed([]) == ""
    assert wording.listed(["a"]) == "a"
    assert wording.listed(["a", "b", "c"]) == "a, b và c"
