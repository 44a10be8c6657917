"""One dossier of five nominations, from the clerk's first word to the decision that anybody can look up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from dossiers import clock, demonstration
from dossiers.schema import build
from tests.browser.journey import Journey
from tests.browser.office import Office, open_office
from tests.printing import print_all

PAPERS = {
    *("to_trinh", "danh_sach", "bao_cao_thanh_tich", "bien_ban_binh_xet"),
    *("phieu_tiep_nhan", "yeu_cau_bo_sung", "bao_cao_tham_dinh"),
    *("giay_moi_hop", "phieu_bau", "bien_ban_kiem_phieu", "bien_ban_hop_hoi_dong"),
    *("thong_bao_cong_khai", "bao_cao_ket_qua_cong_khai"),
    *("to_trinh_quyet_dinh", "quyet_dinh", "thong_bao_ket_qua", "bang_khen"),
}
# A page that is left while its fonts still come drops them unclosed in this process; the product does not run so.
pytestmark = [pytest.mark.render, pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")]


@pytest.fixture(scope="module")
def office(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    home = tmp_path_factory.mktemp("office")

    def fill() -> None:
        build(f"sqlite:///{home / 'vinhdanh.sqlite3'}")
        demonstration.load_province(clock.now())

    with open_office(home, chromium, fill) as opened:
        yield opened


def test_a_dossier_goes_from_draft_to_issued_decision_through_everybodys_hands(office: Office, tmp_path: Path) -> None:
    journey = Journey(office)
    journey.clerk_writes_and_submits()
    journey.appraiser_accepts_and_asks_for_a_correction()
    journey.clerk_corrects_and_submits_again()
    journey.appraiser_appraises()
    journey.secretary_prepares_and_convenes()
    journey.chair_opens_and_members_vote()
    journey.chair_counts_and_secretary_closes()
    journey.appraiser_posts_the_notice()
    journey.citizen_objects_and_is_answered()
    office.until(journey.after_the_notice())
    journey.appraiser_ends_the_notice_and_proposes()
    journey.chairman_signs_and_the_office_issues()
    journey.anybody_finds_the_decision()

    assert journey.download_everything(tmp_path) == PAPERS
    print_all(tmp_path)
    assert office.complaints == []
