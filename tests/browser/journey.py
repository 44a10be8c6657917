"""What each person does on the way of one dossier, page by page, as they would with mouse and keyboard."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from pathlib import Path

from playwright.sync_api import expect

from dossiers import clock
from dossiers.db import db
from dossiers.models import PublicNotice
from dossiers.subjects import find_session
from tests.browser.office import PHONE, Office, Person

CLERK, HEAD, APPRAISER, SECRETARY = "canbo.x57", "thutruong.x57", "thamdinh1", "thuky"
CHAIRMAN, OFFICE_CLERK = "chutich", "vanthu"
PDF = {
    "name": "quyết định công nhận.pdf",
    "mimeType": "application/pdf",
    "buffer": b"%PDF-1.4\n1 0 obj<<>>endobj\n%%EOF",
}
BETTER = "Rút ngắn 35% thời gian giải quyết hồ sơ; so với năm 2024 tăng 12,4 điểm phần trăm."
ON_THE_PHONE = 3
PEOPLE = (
    ("Nông Thị Thanh Huyền", "nữ", "1986", "Phó Giám đốc Trung tâm Phục vụ hành chính công"),
    ("Hoàng Văn Quyết", "nam", "1979", "Trưởng xóm"),
    ("Trần Đình Khang", "nam", "1990", "Công chức Phòng Kinh tế"),
)
RETURNED, REFUSED = PEOPLE[0][0], PEOPLE[2][0]
SCHOOL, FAMILY = "Trường Tiểu học Phú Xuyên", "Lý Văn Thành"


class Journey:
    """The journey of one dossier through an office."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.dossier = self.session = 0
        self.decision_number = ""

    # --- the commune ---

    def clerk_writes_and_submits(self) -> None:
        clerk = self.office.person(CLERK).goes_to("/ho-so/moi")
        clerk.chooses(award="BK_TINH", ground="CONG_TRANG").writes(year=2025).presses("Lập hồ sơ")
        self.dossier = clerk.number
        for name, gender, born, post in PEOPLE:
            self._adds_a_person(clerk, name, gender, born, post)
        self._adds_a_school(clerk)
        self._adds_a_family(clerk)
        self._writes_the_petition(clerk)
        self._writes_the_review(clerk)
        clerk.goes_to(f"/ho-so/{self.dossier}/thanh-phan/khac")
        clerk.page.set_input_files('input[type="file"]', files=[PDF])
        clerk.presses("Tải lên").reads(PDF["name"])
        clerk.goes_to(f"/ho-so/{self.dossier}/nop").reads("Kiểm tra lại trước khi nộp").reads(RETURNED)
        clerk.presses("Nộp hồ sơ").reads("SNV-")
        self.office.leave()

    def _adds_a_person(self, clerk: Person, name: str, gender: str, born: str, post: str) -> None:
        clerk.goes_to(f"/ho-so/{self.dossier}/de-nghi/them/individual")
        clerk.chooses(gender=gender).writes(
            name=name,
            birth_year=born,
            post=post,
            workplace="Ủy ban nhân dân xã Phú Xuyên",
            achievement="Hai năm liên tục hoàn thành xuất sắc nhiệm vụ",
            duties="Thực hiện nhiệm vụ được phân công.",
            results="Rút ngắn 35% thời gian giải quyết hồ sơ.",
        )
        clerk.chooses(ratings__0__rating="HTXS", ratings__1__rating="HTXS")
        clerk.ticks("Không bị kỷ luật").ticks("Không có việc đang được xem xét, xác minh")
        clerk.reads("Theo điều đang nhập, chưa lưu.")  # the page's script has asked, nothing is saved yet
        clerk.presses("Lưu đề nghị").reads(name)

    def _adds_a_school(self, clerk: Person) -> None:
        clerk.goes_to(f"/ho-so/{self.dossier}/de-nghi/them/collective").writes(
            name=SCHOOL,
            workplace="Xã Phú Xuyên",
            achievement="Hai năm học liên tục hoàn thành xuất sắc nhiệm vụ",
            features="38 cán bộ, giáo viên, nhân viên.",
            duties="Giáo dục tiểu học.",
            results="99,8% học sinh hoàn thành chương trình lớp học.",
        )
        clerk.chooses(ratings__0__rating="HTXS", ratings__1__rating="HTXS").presses("Lưu đề nghị").reads(SCHOOL)

    def _adds_a_family(self, clerk: Person) -> None:
        clerk.goes_to(f"/ho-so/{self.dossier}/de-nghi/them/household").writes(
            name=FAMILY,
            workplace="Xóm Quyết Tâm, xã Phú Xuyên",
            achievement="Hiến 520 m² đất làm cầu dân sinh",
            results="Hiến 520 m² đất, góp 180 triệu đồng và 64 ngày công.",
        )
        clerk.presses("Lưu đề nghị").reads(FAMILY)

    def _writes_the_petition(self, clerk: Person) -> None:
        clerk.goes_to(f"/ho-so/{self.dossier}/to-trinh").writes(
            reason="Năm 2025 xã hoàn thành vượt mức 14/16 chỉ tiêu kinh tế - xã hội.",
            petition_number="12/TTr-UBND",
            petition_on=f"{clock.today():%d/%m/%Y}",
        )
        clerk.presses("Lưu tờ trình").reads("Đã lưu")

    def _writes_the_review(self, clerk: Person) -> None:
        clerk.goes_to(f"/ho-so/{self.dossier}/binh-xet").writes(
            held_on=f"{clock.today() - timedelta(days=1):%d/%m/%Y}",
            starts_at="08:00",
            place="Phòng họp Ủy ban nhân dân xã",
            roster=3,
            chair_name="Hoàng Văn Sơn",
            chair_post="Chủ tịch",
            secretary_name="Lê Thị Hạnh",
            secretary_post="Văn phòng",
            present="Hoàng Văn Sơn, Chủ tịch\nLê Thị Hạnh, Văn phòng\nMa Văn Tài, Ủy viên",
            conclusion="Nhất trí đề nghị khen thưởng.",
        )
        for line in range(5):
            clerk.writes(**{f"votes-{line}-yes": 3, f"votes-{line}-no": 0, f"votes-{line}-abstain": 0})
        clerk.presses("Lưu biên bản").reads("Đã lưu")

    def clerk_corrects_and_submits_again(self) -> None:
        clerk = self.office.person(CLERK).goes_to(f"/ho-so/{self.dossier}/soan").reads("Nêu số liệu so với năm trước")
        clerk.page.get_by_role("link", name="Sửa nội dung này").first.click()
        expect(clerk.page.locator('[name="name"]')).to_have_count(0)  # only what was asked for is open
        clerk.writes(results=BETTER).presses("Lưu đề nghị")
        clerk.goes_to(f"/ho-so/{self.dossier}/nop-lai").presses("Nộp lại")
        self.office.leave()

    # --- the standing body ---

    def appraiser_accepts_and_asks_for_a_correction(self) -> None:
        appraiser = self.office.person(APPRAISER).goes_to("/viec-cua-toi").reads("Phú Xuyên")
        appraiser.goes_to(f"/ho-so/{self.dossier}").presses("Tiếp nhận").presses("Tiếp nhận hồ sơ")
        appraiser.goes_to(f"/ho-so/{self.dossier}/yeu-cau-bo-sung")
        flagged = appraiser.page.get_by_label(f"Cần sửa gì: Thành tích đạt được, {self._group(appraiser)}")
        flagged.fill("Nêu số liệu so với năm trước.")
        flagged.locator("xpath=..").get_by_role("checkbox").check()
        appraiser.writes(reason="Báo cáo thành tích chưa có số liệu so sánh.").presses("Gửi yêu cầu bổ sung")
        self.office.leave()

    def _group(self, appraiser: Person) -> str:
        """Open the group of fields of the nomination, and return its title."""
        summary = appraiser.page.locator("summary", has_text=RETURNED)
        if summary.locator("xpath=..").get_attribute("open") is None:
            summary.click()
        return summary.inner_text().strip()

    def appraiser_appraises(self) -> None:
        appraiser = self.office.person(APPRAISER).goes_to(f"/ho-so/{self.dossier}/tham-dinh")
        pages = appraiser.links_to(f"/ho-so/{self.dossier}/tham-dinh/")
        lines = sorted({page for page in pages if re.fullmatch(rf"/ho-so/{self.dossier}/tham-dinh/\d+", page)})
        assert len(lines) == len(PEOPLE) + 2
        for line in lines:
            appraiser.goes_to(line).chooses(proposal="propose").writes(opinion="Đủ thành phần, thành tích phù hợp.")
            appraiser.presses("Ghi ý kiến")
        appraiser.goes_to(f"/ho-so/{self.dossier}/ket-thuc-tham-dinh")
        appraiser.page.locator("main form button").first.click()
        appraiser.goes_to(f"/ho-so/{self.dossier}").reads("Chờ Hội đồng")
        self.office.leave()

    def appraiser_posts_the_notice(self) -> None:
        appraiser = self.office.person(APPRAISER).goes_to(f"/ho-so/{self.dossier}/dang-cong-khai")
        appraiser.writes(place="Bảng tin Sở Nội vụ").presses("Đăng công khai").reads("Đã đăng công khai")
        self.office.leave()

    def appraiser_ends_the_notice_and_proposes(self) -> None:
        appraiser = self.office.person(APPRAISER).goes_to(f"/ho-so/{self.dossier}/ket-thuc-cong-khai")
        appraiser.reads("Không có cơ sở").presses("Kết thúc công khai")
        appraiser.goes_to(f"/ho-so/{self.dossier}/trinh-quyet-dinh").presses("Trình dự thảo")
        self.office.leave()

    # --- the council ---

    def secretary_prepares_and_convenes(self) -> None:
        secretary = (
            self.office.person(SECRETARY)
            .goes_to("/phien-hop/lap")
            .writes(
                title="Họp xét khen thưởng năm 2025",
                held_on=f"{clock.today():%d/%m/%Y}",
                starts_at="08:00",
                place="Phòng họp số 2",
            )
        )
        secretary.page.locator("main form[method=post] button").first.click()
        self.session = secretary.number
        secretary.goes_to(f"/phien-hop/{self.session}/chuong-trinh")
        secretary.page.locator('input[name="dossiers"]').first.check()
        secretary.presses("Đưa vào chương trình")
        secretary.goes_to(f"/phien-hop/{self.session}/trieu-tap").presses("Lập giấy mời và báo tin")
        secretary.goes_to(f"/phien-hop/{self.session}/diem-danh")
        for place, name in enumerate(self._roster()):
            secretary.page.get_by_role("group", name=name, exact=True).get_by_label("Có mặt", exact=True).check()
            if place in (3, 4, 5):
                secretary.page.get_by_label(f"Ban kiểm phiếu: {name}").check()
        secretary.presses("Ghi điểm danh")
        self.office.leave()

    def _roster(self) -> list[str]:
        with self.office.app.app_context():
            return [member.account.full_name for member in find_session(self.session).members]

    def chair_opens_and_members_vote(self) -> None:
        chair = self.office.person(CHAIRMAN).goes_to(f"/phien-hop/{self.session}").presses("Khai mạc phiên họp")
        chair.goes_to(f"/phien-hop/{self.session}/dieu-hanh").presses("Mở nội dung")
        self.office.leave()
        with self.office.app.app_context():
            logins = [member.account.email.split("@")[0] for member in find_session(self.session).members]
        assert len(logins) == 21
        for login in logins[:ON_THE_PHONE]:
            self._votes_on_the_phone(login)
        for login in logins[ON_THE_PHONE:]:
            self._votes(self.office.person(login))
            self.office.leave()

    def _votes_on_the_phone(self, login: str) -> None:
        member = self.office.person(login, PHONE).goes_to(f"/phien-hop/{self.session}")
        assert not member.is_too_wide
        member.presses("Bỏ phiếu ngay")
        assert not member.is_too_wide
        self._votes(member)
        assert not member.is_too_wide
        self.office.leave()

    def _votes(self, member: Person) -> None:
        if "/bo-phieu" not in member.path:
            member.goes_to(f"/phien-hop/{self.session}").presses("Bỏ phiếu ngay")
        refused = member.page.get_by_role("group", name=re.compile(REFUSED))
        refused.get_by_label("Không đồng ý", exact=True).check()
        member.presses("Đồng ý các dòng chưa chọn").presses("Gửi phiếu").reads("Đã nhận phiếu của bạn")

    def chair_counts_and_secretary_closes(self) -> None:
        chair = self.office.person(CHAIRMAN).goes_to(f"/phien-hop/{self.session}/dieu-hanh").presses("Kiểm phiếu")
        chair.presses("Kết thúc bỏ phiếu và kiểm phiếu").reads("Không đạt")
        chair.writes(conclusion="Thông qua bốn đề nghị đạt tỷ lệ phiếu.").presses("Kết thúc nội dung")
        self.office.leave()
        secretary = self.office.person(SECRETARY).goes_to(f"/phien-hop/{self.session}/be-mac")
        secretary.writes(conclusion="Giao Sở Nội vụ hoàn thiện hồ sơ.").presses("Bế mạc phiên họp")
        self.office.leave()

    # --- everybody, and the chairman ---

    def citizen_objects_and_is_answered(self) -> None:
        citizen = self.office.stranger().goes_to("/cong-khai")
        citizen.page.locator('main a[href^="/cong-khai/"]').first.click()
        citizen.reads(SCHOOL)
        expect(citizen.page.locator("main")).not_to_contain_text(REFUSED)
        citizen.presses("Gửi phản ánh, kiến nghị").ticks(f"Ông {PEOPLE[1][0]}").writes(
            statement="Đề nghị xác minh số hộ hiến đất.", sender_name="Ma Thị Hoa", sender_contact="0912345678"
        )
        citizen.page.wait_for_timeout(2_500)  # what comes back at once is taken for a machine's
        citizen.presses("Gửi phản ánh").reads("Đã nhận phản ánh")
        code = citizen.path
        appraiser = self.office.person(APPRAISER).goes_to("/phan-anh-da-nhan")
        appraiser.page.locator('main a[href^="/phan-anh-da-nhan/"]').first.click()
        appraiser.ticks("Phản ánh không có cơ sở, xét tiếp").writes(answer="Đã xác minh: đủ 41 hộ hiến đất.")
        appraiser.presses("Ghi kết luận và trả lời")
        citizen.goes_to(code).reads("Đã xác minh: đủ 41 hộ hiến đất.")
        self.office.leave()

    def after_the_notice(self) -> datetime:
        """Return nine o'clock of the day after the notice's last day."""
        with self.office.app.app_context():
            last_day = db.session.scalars(db.select(PublicNotice)).one().last_day
        return datetime.combine(last_day + timedelta(days=1), time(9), clock.VIETNAM)

    def chairman_signs_and_the_office_issues(self) -> None:
        chairman = self.office.person(CHAIRMAN).goes_to(f"/ho-so/{self.dossier}/duyet-quyet-dinh")
        chairman.presses("Duyệt quyết định")
        self.office.leave()
        clerk = self.office.person(OFFICE_CLERK).goes_to(f"/ho-so/{self.dossier}/phat-hanh")
        clerk.presses("Cấp số và phát hành")
        clerk.goes_to(f"/ho-so/{self.dossier}").reads("/QĐ-UBND")
        found = re.search(r"\d+/QĐ-UBND", clerk.page.locator("main").inner_text())
        assert found
        self.decision_number = found.group()
        self.office.leave()

    def anybody_finds_the_decision(self) -> None:
        reader = self.office.stranger(PHONE).goes_to("/quyet-dinh")
        reader.writes(q=self.decision_number)
        reader.page.keyboard.press("Enter")
        reader.page.get_by_role("link", name=self.decision_number).first.click()
        reader.reads(SCHOOL).reads(FAMILY)
        expect(reader.page.locator("main")).not_to_contain_text(REFUSED)
        assert not reader.is_too_wide
        self.office.leave()

    def download_everything(self, folder: Path) -> set[str]:
        """Save every paper of the dossier and of its session; returns their kinds."""
        secretary = self.office.person(SECRETARY).goes_to(f"/ho-so/{self.dossier}")
        paths = set(secretary.links_to("/van-ban/"))
        paths |= set(secretary.goes_to(f"/phien-hop/{self.session}").links_to("/van-ban/"))
        papers = sorted(path for path in paths if path.rpartition("/")[2].isdecimal())  # not their PDF, their check
        kinds = set()
        for place, path in enumerate(papers):
            answer = secretary.page.request.get(f"{self.office.url}{path}")
            assert answer.ok
            kinds.add(answer.headers["content-disposition"].split("filename=")[1].split("-")[0])
            (folder / f"{place:03}.docx").write_bytes(answer.body())
        self.office.leave()
        return kinds
