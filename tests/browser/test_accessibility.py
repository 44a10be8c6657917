"""Every page of the demonstration, for every role, on a phone and at a desk: usable by all, and none too wide."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page

from config import ROOT
from dossiers.app import create_app
from dossiers.db import db
from dossiers.schema import build
from tests.browser import season
from tests.browser.office import DESK, HOST, PHONE, new_context
from tests.command_line import PROGRAM, program
from tests.conftest import settings_for

AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text(encoding="utf-8")
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
CHECK = f"""async () => (await axe.run(document, {RULES})).violations.map(
    each => each.id + ' at ' + each.nodes[0].target + ': ' + each.nodes[0].failureSummary)"""
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
PEOPLE = ("canbo.x57", "thutruong.x57", "thamdinh1", "thuky", "phochutich", "chutich", "vanthu", "quantri", "kiemtra")
BEGINNINGS = {"": ("/", "/cong-khai", "/quyet-dinh", "/phan-anh", "/xac-nhan-ten", "/dang-nhap", "/gioi-thieu")}
# Files and feeds are not pages; of a kind of page one is looked at, of dossiers a few, or one in every state.
NO_PAGES = re.compile(
    r"/static/|/tep|/van-ban/\d+(/pdf)?$|/tai-ve|/ban-ky-so/\d+$|atom\.xml|/xuat|/tai-mau|/mau-goc|/xem-thu/|/y-kien-giay/\d+$"
)
NAMES = re.compile(r"\d+|(?<=mau-van-ban/)\w+|(?<=/luat/danh-hieu/)\w+")  # what tells pages of one kind apart
OF_A_KIND = Counter({"/ho-so/N": 6, "/phien-hop/N": 3, "/phien-hop/noi-dung/N": 3})
EVERY_STATE = {"/ho-so/N": 20}
SEE_EVERY_STATE = ("canbo.x57", "thamdinh1")
FOR_EVERYBODY = re.compile(r"/(luat|cong-khai|quyet-dinh|phan-anh|gioi-thieu)\b")  # the stranger looks at these
# A page without its words and numbers: what is built alike is looked at once.
BUILD = """() => document.documentElement.outerHTML.replace(/>[^<]+</g, '><')
    .replace(/(id|href|for|name|value|action|content|title|aria-describedby|aria-labelledby)="[^"]*"/g, '')"""


@dataclass
class Look:
    """One person's way through everything that is linked, and what was found wrong."""

    page: Page
    url: str
    checked: set[tuple[int, str]]
    of_a_kind: Counter[str]
    skipped: re.Pattern[str]
    seen: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def around(self, beginnings: tuple[str, ...]) -> list[str]:
        waiting = list(beginnings)
        while waiting:
            path = waiting.pop(0)
            kind = NAMES.sub("N", path.split("?")[0])
            if self.seen[kind] < max(1, self.of_a_kind[kind]):
                self.seen[kind] += 1
                waiting += [each for each in self.at(path) if not self.skipped.search(each)]
        return self.faults

    def at(self, path: str) -> list[str]:
        """Look at one page in both widths; returns where its links lead.

        Pages that are built alike, whoever looks and whatever they say, are given to axe once for each width.
        """
        answer = self.page.goto(f"{self.url}{path}")
        assert answer is not None
        if answer.status >= 400:
            self.faults.append(f"{path}: {answer.status}")
        build = self.page.evaluate(BUILD)
        if not self.checked.issuperset({(PHONE, build), (DESK, build)}):
            self.page.evaluate(AXE)
        for width in (PHONE, DESK):
            self.page.set_viewport_size({"width": width, "height": 800})
            if (width, build) not in self.checked:
                self.checked.add((width, build))
                self.faults += [f"{path} ({width}): {each}" for each in self.page.evaluate(CHECK)]
            if wider := self.page.evaluate(TOO_WIDE):
                self.faults.append(f"{path} ({width}): {wider} px too wide")
        links: list[str] = self.page.locator('a[href^="/"]').evaluate_all("all => all.map(a => a.getAttribute('href'))")
        return [link.split("#")[0] for link in links]


@dataclass(frozen=True)
class Server:
    """The product as operators run it."""

    url: str
    environment: dict[str, str]
    checked: set[tuple[int, str]] = field(default_factory=set)

    def link(self, login: str) -> str:
        told = program("sign-in-link", f"{login}@thainguyen.example", environment=self.environment)
        return re.sub(r"^https?://[^/]+", "", told.out.strip())


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    home = tmp_path_factory.mktemp("home")
    app = create_app(settings_for(home, f"sqlite:///{home / 'vinhdanh.sqlite3'}"))
    with app.app_context():
        build(app.config["SETTINGS"].database_url)
        season.load()
        db.session.remove()
        db.engine.dispose()
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    environment = {"VINHDANH_HOME": str(home), "PORT": str(port)}
    inherited = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "SECRET_KEY")}
    command = [PROGRAM, "serve", "--demonstration"]
    with subprocess.Popen(command, cwd=ROOT, env={**inherited, **environment}, stdout=subprocess.DEVNULL) as process:
        url = f"http://{HOST}:{port}"
        await_answer(url)
        yield Server(url, environment)
        process.terminate()


def await_answer(url: str) -> None:
    for _ in range(300):
        try:
            with urlopen(url):  # noqa: S310 our own server
                return
        except URLError:
            time.sleep(0.1)
    raise TimeoutError(url)


@pytest.mark.parametrize("login", ["", *PEOPLE], ids=["stranger", *PEOPLE])
def test_every_page_that_a_role_reaches_can_be_used_by_everybody(login: str, server: Server, chromium: Browser) -> None:
    context = new_context(chromium, DESK, bypass_csp=True)
    page, complaints = context.new_page(), list[str]()
    page.on("console", lambda said: complaints.append(f"{page.url}: {said.text}") if said.type == "error" else None)
    page.on("pageerror", lambda fault: complaints.append(f"{page.url}: {fault}"))
    if login:
        page.goto(f"{server.url}{server.link(login)}")
        page.locator("main").get_by_role("button").click()
        page.wait_for_url(re.compile(r"/(tai-khoan|viec-cua-toi)"))
    of_a_kind = OF_A_KIND | Counter(EVERY_STATE if login in SEE_EVERY_STATE else {})
    skipped = re.compile(f"{NO_PAGES.pattern}|^{FOR_EVERYBODY.pattern}") if login else NO_PAGES
    look = Look(page, server.url, server.checked, of_a_kind, skipped)
    faults = look.around(BEGINNINGS.get(login, ("/viec-cua-toi", "/tai-khoan")))
    context.close()
    assert faults == []
    assert complaints == []
    assert len(look.seen) > 5
