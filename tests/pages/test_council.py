from __future__ import annotations

import re
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from dossiers.db import current_session
from dossiers.models import CouncilSession, Turnout
from tests.council_browser import browser_of, posts
from tests.council_world import a_meeting, a_world, fresh
from tests.factories import a_nomination


def test_a_session_is_prepared_held_and_closed_through_the_pages(sqlite_app: Flask) -> None:
    world = a_world(seats=4, award="CSTD_TINH")
    secretary, chair = (browser_of(sqlite_app, account) for account in (world.secretary, world.chair))
    made = posts(
        secretary,
        "/phien-hop/lap",
        council=world.council.id,
        title="Họp xét khen thưởng",
        held_on="24/11/2099",
        starts_at="08:00",
        place="Phòng họp số 2",
    )
    assert made.status_code == 303
    held = current_session().query(CouncilSession).one()
    assert posts(secretary, made.location, dossiers=world.dossier_ids).status_code == 303
    base = f"/phien-hop/{held.id}"
    assert posts(secretary, f"{base}/trieu-tap").status_code == 303
    fresh()
    held.held_on = held.held_on.replace(year=2026, day=1)  # its day has come
    current_session().commit()
    world.session_id = held.id
    marks = {f"member_{member.id}": "present" for member in world.held.members}
    tellers = [member.id for member in world.held.members[1:]]
    assert posts(secretary, f"{base}/diem-danh", tellers=tellers, **marks).status_code == 303
    assert posts(chair, f"{base}/khai-mac", source=base).status_code == 303
    item = f"/phien-hop/noi-dung/{world.item.id}"
    assert chair.post(f"{item}/mo").status_code == 303

    for account in world.accounts:
        receipt = votes_through_the_pages(browser_of(sqlite_app, account), item)
        assert receipt.status_code == 200
        assert len(re.findall(r"\b[0-9A-F]{4}-[0-9A-F]{4}\b", receipt.text)) == 2
    assert "4/4" in chair.get(f"{base}/dieu-hanh").text
    assert "Chưa bỏ phiếu" in chair.get(f"{item}/ket-thuc").text
    assert chair.post(f"{item}/kiem-phieu").status_code == 303
    assert "Hội đồng thông qua 2/2 đề nghị." in chair.get(f"{item}/ket-thuc").text
    assert chair.post(f"{item}/ket-thuc", data={"conclusion": "Nhất trí."}).status_code == 303
    assert posts(secretary, f"{base}/be-mac", conclusion="Giao Sở Nội vụ hoàn thiện.").status_code == 303
    assert world.dossier().state == "on_notice"
    assert "Biên bản họp Hội đồng" in chair.get(base).text


def votes_through_the_pages(browser: FlaskClient, item: str) -> Any:
    page = browser.get(f"{item}/bo-phieu").text
    key = re.search(r'name="key"[^>]*value="([0-9a-f]{32})"', page)
    assert key
    checked = browser.post(f"{item}/bo-phieu/kiem-tra", data={"key": key[1], "rest": "yes"})
    assert checked.status_code == 200
    assert "Phiếu chưa được gửi" in checked.text
    chosen = dict(re.findall(r'name="(ballot_\d+)" value="(\w+)"', checked.text))
    assert set(chosen.values()) == {"yes"}
    return browser.post(f"{item}/bo-phieu/gui", data={"key": key[1], **chosen})


def test_agreeing_with_the_rest_keeps_the_exceptions_and_choosing_again_keeps_what_was_chosen(
    sqlite_app: Flask,
) -> None:
    world = a_meeting()
    item_id = world.opens_item()
    first, second = (ballot.id for ballot in world.open_ballots(item_id))
    browser = browser_of(sqlite_app, world.accounts[3])
    path = f"/phien-hop/noi-dung/{item_id}/bo-phieu"
    data = {"key": "a" * 32, f"ballot_{second}": "no"}
    checked = browser.post(f"{path}/kiem-tra", data={**data, "rest": "yes"}).text
    assert f'name="ballot_{first}" value="yes"' in checked
    assert f'name="ballot_{second}" value="no"' in checked
    again = browser.post(f"{path}/kiem-tra", data={**data, f"ballot_{first}": "yes", "again": "1"}).text
    assert re.search(rf'name="ballot_{second}" value="no" checked', again)
    fresh()
    assert current_session().query(Turnout).count() == 0


def test_a_line_without_a_choice_is_named_and_what_was_chosen_stays(sqlite_app: Flask) -> None:
    world = a_meeting(nominations=[a_nomination("Lý Văn Một"), a_nomination("Lý Văn Hai")])
    item_id = world.opens_item()
    first = world.open_ballots(item_id)[0].id
    browser = browser_of(sqlite_app, world.accounts[3])
    answer = browser.post(
        f"/phien-hop/noi-dung/{item_id}/bo-phieu/kiem-tra", data={"key": "a" * 32, f"ballot_{first}": "abstain"}
    )
    assert answer.status_code == 422
    assert "Lý Văn Hai: chọn đồng ý" in answer.text
    assert re.search(rf'name="ballot_{first}" value="abstain" checked', answer.text)


def test_voting_twice_says_so_and_the_page_shows_it(sqlite_app: Flask) -> None:
    world = a_meeting()
    item_id = world.opens_item()
    browser = browser_of(sqlite_app, world.accounts[3])
    item = f"/phien-hop/noi-dung/{item_id}"
    votes_through_the_pages(browser, item)
    assert "Bạn đã bỏ phiếu ở nội dung này" in browser.get(f"{item}/bo-phieu").text
    data = {"key": "b" * 32} | {f"ballot_{ballot.id}": "no" for ballot in world.open_ballots(item_id)}
    again = browser.post(f"{item}/bo-phieu/gui", data=data)
    assert again.status_code == 409
    assert "Bạn đã bỏ phiếu" in again.text


def test_a_receipt_is_shown_in_no_address_and_kept_in_no_cache(sqlite_app: Flask) -> None:
    world = a_meeting(award="CSTD_TINH")
    item_id = world.opens_item()
    receipt = votes_through_the_pages(browser_of(sqlite_app, world.accounts[3]), f"/phien-hop/noi-dung/{item_id}")
    assert receipt.headers["Cache-Control"] == "no-store"
    assert "Location" not in receipt.headers
    code = re.findall(r"\b[0-9A-F]{4}-[0-9A-F]{4}\b", receipt.text)[0]
    assert "href" in receipt.text
    assert not re.search(rf'href="[^"]*{code}', receipt.text)


def test_a_member_sees_what_the_machine_checked_and_what_is_left_to_judge(sqlite_app: Flask) -> None:
    world = a_meeting(award="CSTD_TINH", seats=3)
    page = browser_of(sqlite_app, world.chair).get(f"/phien-hop/noi-dung/{world.item.id}").text
    assert "Máy đã đối chiếu" in page
    assert "Chưa có lịch sử khen thưởng" in page
    judged = page[page.index("Hội đồng xét") :]
    assert "Có thành tích xuất sắc tiêu biểu" in judged[: judged.index("</ul>")]
    assert 'href="/luat/danh-hieu/CSTD_TINH?ngay=' in page


def test_who_voted_what_is_shown_after_the_count_of_an_open_ballot_only(sqlite_app: Flask) -> None:
    world = a_meeting()
    item_id = world.opens_item()
    for account in world.accounts:
        world.votes(account, item_id, "no" if account is world.accounts[4] else "yes")
    browser = browser_of(sqlite_app, world.accounts[3])
    assert "Ai bỏ phiếu thế nào" not in browser.get(f"/phien-hop/noi-dung/{item_id}").text
    world.counts(item_id)
    page = browser.get(f"/phien-hop/noi-dung/{item_id}").text
    assert re.search(r"Ủy viên Thứ 5</span>: Không đồng ý", page)


def test_the_control_room_reloads_itself_only_when_asked(sqlite_app: Flask) -> None:
    world = a_meeting()
    browser = browser_of(sqlite_app, world.chair)
    path = f"/phien-hop/{world.session_id}/dieu-hanh"
    assert "Refresh" not in browser.get(path).headers
    live = browser.get(f"{path}?tu-cap-nhat=1")
    assert live.headers["Refresh"] == "10"
    assert "Dừng tự cập nhật" in live.text


def test_the_dossier_s_steps_lead_to_where_the_council_acts(sqlite_app: Flask) -> None:
    world = a_world()
    browser = browser_of(sqlite_app, world.secretary)
    base = f"/ho-so/{world.dossier_ids[0]}/hoi-dong"
    for step in ("hoan", "ha-muc", "ket-luan", "khong-thong-qua"):
        assert "chưa có trong chương trình" in browser.get(f"{base}/{step}").text
    world.prepares()
    assert browser.get(f"{base}/hoan").location == f"/phien-hop/noi-dung/{world.item.id}/hoan"
    assert browser.get(f"{base}/ket-luan").location == f"/phien-hop/{world.session_id}"
    sent = posts(browser, f"{base}/tham-dinh-lai", reason="Làm rõ sáng kiến.")
    assert sent.status_code == 303
    assert world.dossier().state == "under_appraisal"
