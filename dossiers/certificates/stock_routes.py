"""Pages of pre-printed stock: kinds, layouts, calibration, deliveries, the register."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from dossiers import clock, subjects
from dossiers.access import access, current_actor
from dossiers.certificates import books, pictures, queries, stock_service
from dossiers.certificates.blueprint import bp
from dossiers.certificates.forms import DeliveryForm, PlacesForm, ShiftForm, StockForm, WriteOffForm
from dossiers.certificates.stock_service import Delivery
from dossiers.documents.calibration import calibration
from dossiers.sheets.excel import XLSX
from dossiers.web.downloads import sent
from workflow.errors import Invalid
from workflow.permissions import Action


@bp.get("/phoi")
@access(Action.STOCK_VIEW)
def stocks() -> ResponseReturnValue:
    """List the kinds of stock with their accounts."""
    return render_template("pages/certificates/stocks.html", stocks=queries.stocks_for(current_actor()))


@bp.get("/phoi/moi")
@access(Action.STOCK_MANAGE)
def new_stock() -> ResponseReturnValue:
    """Ask for a new kind of stock; A3 is the usual size."""
    return _new_page(StockForm(width=4200, height=2970))


@bp.post("/phoi/moi")
@access(Action.STOCK_MANAGE)
def create_stock() -> ResponseReturnValue:
    """Begin a kind of stock."""
    form = StockForm()
    form.unit_id.choices = _unit_choices()
    if form.validate():
        try:
            stock = stock_service.create_stock(
                actor=current_actor(), unit_id=form.unit_id.data or 0, name=form.name.data,
                width=cast(int, form.width.data), height=cast(int, form.height.data), at=clock.now(),
            )  # fmt: skip
        except Invalid as fault:
            form.reject(fault)
        else:
            flash("Đã thêm loại phôi. Đo trên phôi thật rồi sửa vị trí từng mục.", "success")
            return redirect(url_for("certificates.places", stock_id=stock.id), code=303)
    return _new_page(form), 422


def _new_page(form: StockForm) -> str:
    form.unit_id.choices = _unit_choices()
    return render_template("pages/certificates/new_stock.html", form=form)


def _unit_choices() -> list[tuple[int, str]]:
    return [(unit.id, unit.name) for unit in queries.units_for_stock(current_actor())]


@bp.get("/phoi/<int:stock_id>")
@access(Action.STOCK_VIEW, of=subjects.stock)
def stock(stock_id: int) -> ResponseReturnValue:
    """Show one kind of stock: account, sample, deliveries, what was spoiled."""
    found = queries.find_stock(stock_id)
    return render_template(
        "pages/certificates/stock.html",
        stock=found,
        subject=subjects.of_stock_at(found.unit),
        count=queries.account(found),
        receipts=queries.receipts_of(found),
        spoiled=queries.spoiled_of(found),
        drawings=[pictures.drawn(found, sheet) for sheet in pictures.samples()],
    )


@bp.get("/phoi/<int:stock_id>/vi-tri")
@access(Action.STOCK_MANAGE, of=subjects.stock)
def places(stock_id: int) -> ResponseReturnValue:
    """Show where things stand, to be measured and changed."""
    return _page("places", stock_id, PlacesForm.of(queries.find_stock(stock_id)))


@bp.post("/phoi/<int:stock_id>/vi-tri")
@access(Action.STOCK_MANAGE, of=subjects.stock)
def set_places(stock_id: int) -> ResponseReturnValue:
    """Say where things stand."""
    form = PlacesForm()
    is_valid = form.validate()
    if form.fits(queries.find_stock(stock_id)) and is_valid:
        stock_service.place_fields(
            actor=current_actor(), stock_id=stock_id, seen=form.version, places=form.places(), at=clock.now()
        )
        flash("Đã lưu vị trí. Xem bản mẫu ở dưới, rồi in thử trên giấy thường.", "success")
        return _to(stock_id)
    return _page("places", stock_id, form), 422


@bp.get("/phoi/<int:stock_id>/bu-lech")
@access(Action.STOCK_MANAGE, of=subjects.stock)
def offset(stock_id: int) -> ResponseReturnValue:
    """Ask by how much the printer misses."""
    found = queries.find_stock(stock_id)
    return _page("shift", stock_id, ShiftForm(seen=found.version, offset_x=found.offset_x, offset_y=found.offset_y))


@bp.post("/phoi/<int:stock_id>/bu-lech")
@access(Action.STOCK_MANAGE, of=subjects.stock)
def set_offset(stock_id: int) -> ResponseReturnValue:
    """Correct by that much."""
    form = ShiftForm()
    if form.validate():
        stock_service.shift(
            actor=current_actor(), stock_id=stock_id, seen=form.version, offset_x=cast(int, form.offset_x.data),
            offset_y=cast(int, form.offset_y.data), at=clock.now(),
        )  # fmt: skip
        flash("Đã lưu mức bù lệch. In lại tờ hiệu chỉnh để kiểm tra.", "success")
        return _to(stock_id)
    for field in (form.offset_x, form.offset_y):
        field.errors = ["Ghi từ -50 đến 50 mm." if "Ghi một số từ" in each else each for each in field.errors]
    return _page("shift", stock_id, form), 422


@bp.get("/phoi/<int:stock_id>/nhap")
@access(Action.STOCK_MANAGE, of=subjects.stock)
def delivery(stock_id: int) -> ResponseReturnValue:
    """Ask what came in."""
    return _page("delivery", stock_id, DeliveryForm(received_on=clock.today(), digits=6))


@bp.post("/phoi/<int:stock_id>/nhap")
@access(Action.STOCK_MANAGE, of=subjects.stock)
def receive(stock_id: int) -> ResponseReturnValue:
    """Enter what came in."""
    form = DeliveryForm()
    if form.validate():
        came = Delivery(
            form.prefix.data, cast(int, form.first.data), cast(int, form.last.data), cast(int, form.digits.data),
            cast(date, form.received_on.data), form.source.data,
        )  # fmt: skip
        try:
            receipt = stock_service.receive(actor=current_actor(), stock_id=stock_id, delivery=came, at=clock.now())
        except Invalid as fault:
            form.reject(fault)
        else:
            flash(f"Đã nhập {receipt.count} phôi vào kho.", "success")
            return _to(stock_id)
    return _page("delivery", stock_id, form), 422


@bp.get("/phoi/<int:stock_id>/hong")
@access(Action.STOCK_MANAGE, of=subjects.stock)
def write_off(stock_id: int) -> ResponseReturnValue:
    """Ask which sheets of the cupboard are spoiled."""
    return _page("write_off", stock_id, WriteOffForm())


@bp.post("/phoi/<int:stock_id>/hong")
@access(Action.STOCK_MANAGE, of=subjects.stock)
def write_off_now(stock_id: int) -> ResponseReturnValue:
    """Write them off."""
    form = WriteOffForm()
    if form.validate():
        try:
            count = stock_service.spoil(
                actor=current_actor(), stock_id=stock_id, serials=form.listed(), reason=form.reason.data, at=clock.now()
            )
        except Invalid as fault:
            form.reject(fault)
        else:
            flash(f"Đã ghi hỏng {count} phôi.", "success")
            return _to(stock_id)
    return _page("write_off", stock_id, form), 422


@bp.get("/phoi/<int:stock_id>/tep-hieu-chinh")
@access(Action.STOCK_VIEW, of=subjects.stock)
def calibration_sheet(stock_id: int) -> ResponseReturnValue:
    """Send the sheet of rulers and crosses."""
    found = queries.find_stock(stock_id)
    return sent(calibration(pictures.layout_of(found), found.name), f"hieu-chinh-phoi-{found.id}.docx")


@bp.get("/phoi/<int:stock_id>/tep-in-thu")
@access(Action.STOCK_VIEW, of=subjects.stock)
def sample(stock_id: int) -> ResponseReturnValue:
    """Send sample sheets, to be printed on plain paper and held against the stock."""
    found = queries.find_stock(stock_id)
    return sent(pictures.sample_file(found), f"in-thu-phoi-{found.id}.docx")


@bp.get("/phoi/<int:stock_id>/xuat-so")
@access(Action.STOCK_VIEW, of=subjects.stock)
def stock_register(stock_id: int) -> ResponseReturnValue:
    """Send the register of a stock as Excel."""
    found = queries.find_stock(stock_id)
    return sent(books.register(found), f"so-phoi-{found.id}.xlsx", XLSX)


def _page(page: str, stock_id: int, form: Any) -> str:
    return render_template(f"pages/certificates/{page}.html", stock=queries.find_stock(stock_id), form=form)


def _to(stock_id: int) -> ResponseReturnValue:
    return redirect(url_for("certificates.stock", stock_id=stock_id), code=303)
