"""What stands in the papers that a unit sends: what was said, and nothing that was not."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from dossiers.papers.achievement import achievement_reports
from dossiers.papers.letterhead import Context, office_named
from dossiers.papers.unit import candidate_list
from tests.factories import NOW, a_dossier, a_nomination, a_unit, an_account


@pytest.mark.parametrize(
    ("title", "unit", "named"),
    [
        ("Chánh Văn phòng", "Văn phòng Ủy ban nhân dân tỉnh", "Chánh Văn phòng Ủy ban nhân dân tỉnh"),
        ("Chánh Thanh tra", "Thanh tra tỉnh", "Chánh Thanh tra tỉnh"),
        ("Giám đốc", "Sở Nội vụ", "Giám đốc Sở Nội vụ"),
        ("Chủ tịch", "Ủy ban nhân dân xã Phú Xuyên", "Chủ tịch Ủy ban nhân dân xã Phú Xuyên"),
    ],
)
def test_an_office_and_its_unit_never_say_a_word_twice(title: str, unit: str, named: str) -> None:
    assert office_named(title, unit) == named


def test_a_household_of_unknown_size_is_not_said_to_have_nobody_in_it(sqlite_app: Flask) -> None:
    province = a_unit(kind="province")
    commune = a_unit(kind="commune", parent=province)
    line = a_nomination("Lý Văn Thành", kind="household")
    dossier = a_dossier(commune, province, an_account("clerk", unit=commune), nominations=[line])
    (paper,) = achievement_reports(dossier, Context("submit", NOW))
    assert paper.record.household.members is None
    (listed,) = candidate_list(dossier, Context("submit", NOW))
    assert listed.record.heading.issued_on == dossier.petition_on == date(2026, 11, 20)
