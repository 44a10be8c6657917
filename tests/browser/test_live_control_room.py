"""The control room in a real browser: it follows the meeting by itself, and holds still when asked."""

from __future__ import annotations

from threading import Thread

from flask import Flask
from playwright.sync_api import Browser, expect
from werkzeug.serving import make_server

from dossiers import clock
from dossiers.accounts import service
from tests.browser.office import DESK, HOST, new_context
from tests.council_world import a_meeting

PATIENCE = 60_000  # milliseconds: no measure of speed, only of a machine that is busy


def test_the_control_room_follows_the_meeting_by_itself_until_it_is_paused(
    sqlite_app: Flask, chromium: Browser
) -> None:
    world = a_meeting()
    item_id = world.opens_item()
    link = f"/dang-nhap/{service.create_link(world.chair.id, clock.now())}"
    server = make_server(HOST, 0, sqlite_app, threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    context = new_context(chromium, DESK)
    try:
        page, faults = context.new_page(), list[str]()
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.goto(f"http://{HOST}:{server.port}{link}")
        page.locator("main").get_by_role("button").click()
        page.goto(f"http://{HOST}:{server.port}/phien-hop/{world.session_id}/dieu-hanh")
        expect(page.get_by_text("0/5", exact=True)).to_be_visible()
        world.votes(world.accounts[3], item_id)
        expect(page.get_by_text("1/5", exact=True)).to_be_visible(timeout=PATIENCE)
        page.get_by_role("button", name="Tạm dừng tự cập nhật").click()
        expect(page.get_by_text("Đã tạm dừng tự cập nhật.")).to_be_visible()
        assert faults == []
    finally:
        context.close()
        server.shutdown()
        server.server_close()
