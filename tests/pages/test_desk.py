"""My work and the list of dossiers, role by role."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from dossiers import clock, outbox
from dossiers.db import current_session, db, unit_of_work
from dossiers.desk import listing
from dossiers.models import Account, Unit
from tests.factories import NOW, a_nomination, a_province, a_unit, an_account, as_actor, signed_in
from tests.pages.desk_world import an_open_ballot, standing


@pytest.fixture
def province(client: FlaskClient) -> Unit:
    return a_province()


@pytest.fixture
def clerk(province: Unit) -> Account:
    return an_account("clerk", unit=a_unit(), full_name="Hoàng Thị Lan")


@pytest.fixture
def appraiser(province: Unit) -> Account:
    return an_account("appraiser", unit=province.keeper, full_name="Trần Thị Minh Nguyệt")


@pytest.mark.parametrize(
    "role",
    [
        "clerk",
        "head_of_unit",
        "appraiser",
        "council_secretary",
        "council_member",
        "council_chair",
        "decision_maker",
        "office_clerk",
        "administrator",
        "auditor",
    ],
)
def test_every_role_has_a_desk(client: FlaskClient, province: Unit, clerk: Account, role: str) -> None:
    for state in ("draft", "submitted", "under_appraisal", "before_council", "on_notice", "before_decision", "decided"):
        standing(clerk, province, state)
    unit = clerk.unit if role in ("clerk", "head_of_unit") else province.keeper
    signed_in(client, an_account(role, unit=unit))
    assert client.get("/viec-cua-toi").status_code == 200


def test_a_desk_with_nothing_on_it_says_so(client: FlaskClient, province: Unit) -> None:
    page = signed_in(client, an_account("appraiser", unit=province.keeper)).get("/viec-cua-toi").text
    assert "Không có việc nào đang chờ bạn." in page


def test_the_desk_shows_what_waits_and_the_navigation_counts_it(
    client: FlaskClient, province: Unit, clerk: Account, appraiser: Account
) -> None:
    first, second = (standing(clerk, province, "submitted") for _ in range(2))
    page = signed_in(client, appraiser).get("/viec-cua-toi").text
    assert first.code in page
    assert second.code in page
    assert '2<span class="govuk-visually-hidden"> việc đang chờ' in page


def test_messages_are_new_until_they_are_marked_as_read(client: FlaskClient, clerk: Account) -> None:
    with unit_of_work():
        outbox.announce({clerk.id}, kind="dossier.accept", subject="Hồ sơ đã được tiếp nhận", at=NOW)
    signed_in(client, clerk)
    assert "Đánh dấu đã đọc" in client.get("/viec-cua-toi").text
    assert client.post("/viec-cua-toi/da-doc").status_code == 303
    page = client.get("/viec-cua-toi").text
    assert "Hồ sơ đã được tiếp nhận" in page
    assert "Đánh dấu đã đọc" not in page


def test_an_open_ballot_waits_for_the_members_who_have_not_voted(
    client: FlaskClient, province: Unit, clerk: Account
) -> None:
    dossier = standing(clerk, province, "before_council")
    held = an_open_ballot(dossier, province)
    for member in held.members:
        member.presence = "present"
    current_session().commit()
    page = signed_in(client, held.members[3].account).get("/viec-cua-toi").text
    assert "1 đề nghị chờ bạn biểu quyết" in page


def test_the_list_finds_by_code_unit_and_name_without_marks(
    client: FlaskClient, province: Unit, clerk: Account
) -> None:
    wanted = standing(clerk, province, "draft", nominations=[a_nomination("Đặng Thị Hường")])
    other = standing(clerk, province, "draft", nominations=[a_nomination("Nguyễn Văn An")])
    signed_in(client, clerk)
    for words in ("dang thi huong", "Hường", wanted.code.lower()):
        page = client.get("/ho-so", query_string={"words": words}).text
        assert wanted.code in page
        assert other.code not in page
    page = client.get("/ho-so", query_string={"words": "phu xuyen"}).text
    assert wanted.code in page
    assert other.code in page
    assert "Không có hồ sơ nào như vậy" in client.get("/ho-so", query_string={"words": "100%_"}).text


def test_the_list_narrows_by_state_year_award_mine_and_overdue(
    client: FlaskClient, province: Unit, clerk: Account, appraiser: Account
) -> None:
    late = standing(clerk, province, "submitted", due_on=date(2020, 1, 2))
    decided = standing(clerk, province, "decided", due_on=date(2090, 1, 2))
    signed_in(client, appraiser)
    for query in ({"state": "Chờ tiếp nhận"}, {"mine": "y"}, {"overdue": "y"}):
        page = client.get("/ho-so", query_string=query).text
        assert late.code in page
        assert decided.code not in page
    for query in ({"year": "2025"}, {"award": "BK_TINH"}, {"unit": str(clerk.unit_id)}, {}):
        page = client.get("/ho-so", query_string=query).text
        assert late.code in page
        assert decided.code in page
    for query in ({"year": "1999"}, {"award": "KHONG_CO"}, {"state": "Không có"}):
        assert "Không có hồ sơ nào như vậy" in client.get("/ho-so", query_string=query).text


def test_a_search_that_is_too_long_is_refused_and_stays_typed(client: FlaskClient, clerk: Account) -> None:
    answer = signed_in(client, clerk).get("/ho-so", query_string={"words": "x" * 101})
    assert answer.status_code == 422
    assert "Tối đa 100 ký tự." in answer.text
    assert "x" * 101 in answer.text


def test_paging_shows_every_dossier_once_in_both_directions(
    client: FlaskClient, province: Unit, clerk: Account
) -> None:
    ids = [standing(clerk, province, "draft", nominations=1).id for _ in range(2 * listing.PAGE + 5)]
    actor, filters, today = as_actor(clerk), listing.Filters(), clock.today()
    pages = [listing.page_of(actor, filters, today)]
    while pages[-1].older:
        pages.append(listing.page_of(actor, filters, today, below=pages[-1].older))
    shown = [line.dossier.id for page in pages for line in page.lines]
    assert shown == ids[::-1]
    back = listing.page_of(actor, filters, today, above=pages[-1].newer)
    assert [line.dossier.id for line in back.lines] == [line.dossier.id for line in pages[1].lines]
    first = listing.page_of(actor, filters, today, above=back.newer)
    assert first.newer is None
    assert [line.dossier.id for line in first.lines] == [line.dossier.id for line in pages[0].lines]


def statements(client: FlaskClient, address: str) -> int:
    counted: list[str] = []

    def count(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        counted.append(statement)

    event.listen(db.engine, "before_cursor_execute", count)
    try:
        assert client.get(address).status_code == 200
    finally:
        event.remove(db.engine, "before_cursor_execute", count)
    return len([statement for statement in counted if not statement.startswith("PRAGMA")])


@pytest.mark.parametrize("address", ["/ho-so", "/viec-cua-toi"])
def test_a_long_list_needs_no_more_statements_than_a_short_one(
    client: FlaskClient, province: Unit, clerk: Account, appraiser: Account, address: str
) -> None:
    signed_in(client, appraiser)
    standing(clerk, province, "submitted")
    short = statements(client, address)
    for _ in range(30):
        standing(clerk, province, "submitted")
    assert statements(client, address) == short <= 16
