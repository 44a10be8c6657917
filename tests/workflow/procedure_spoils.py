"""Ways to spoil a procedure file: what is changed, the place to be told, and words of the fault."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

Data = dict[str, Any]
Spoil = Callable[[Data], object]


def step(data: Data, name: str) -> Data:
    found: Data = next(each for each in data["steps"] if each["name"] == name)
    return found


def a_hold(data: Data) -> Data:
    found: Data = next(state for state in data["states"].values() if "held_from" in state)
    return found


def in_submit(**changes: object) -> Spoil:
    """Change the first step; `from_` stands for its key `from`."""
    return lambda data: step(data, "submit").update({key.rstrip("_"): value for key, value in changes.items()})


def without(key: str) -> Spoil:
    return lambda data: step(data, "submit").pop(key)


def in_draft(**changes: object) -> Spoil:
    return lambda data: data["states"]["draft"].update(changes)


def at_top(**changes: object) -> Spoil:
    return lambda data: data.update(changes)


def one_more(model: str, /, **changes: object) -> Spoil:
    """Add a copy of the step `model` with `changes`."""
    return lambda data: data["steps"].append(
        {**deepcopy(step(data, model)), **{key.rstrip("_"): value for key, value in changes.items()}}
    )


def orphan(data: Data) -> None:
    model = "before_council" if "before_council" in data["states"] else "decided"
    data["states"]["stranded"] = dict(data["states"][model])


def trap(data: Data) -> None:
    orphan(data)
    one_more("withdraw", name="fall", to="stranded")(data)


def no_ends(data: Data) -> None:
    for state in data["states"].values():
        state.pop("end", None)


SPOILS: dict[str, tuple[Spoil, str, str]] = {
    "unreachable state": (orphan, "states.stranded", "không có bước nào dẫn đến trạng thái “stranded”"),
    "no way to an end": (trap, "states.stranded", "không có đường đến trạng thái kết thúc"),
    "no end": (no_ends, "states", "không có trạng thái kết thúc nào"),
    "step out of an end": (
        one_more("withdraw", name="revive", from_=["withdrawn"], to="draft"),
        "steps[",
        "đi ra từ trạng thái kết thúc “withdrawn”",
    ),
    "two steps of one name from one state": (
        one_more("submit", to="withdrawn"),
        "steps[",
        "hai bước cùng tên “submit” từ trạng thái “draft”",
    ),
    "no role": (in_submit(by=[]), "steps[0].by", "vai trò nào"),
    "role gone": (without("by"), "steps[0].by", "vai trò nào"),
    "unknown role": (in_submit(by=["system"]), "steps[0].by[0]", "không có vai trò “system”"),
    "unknown guard": (
        in_submit(guards=["os.getcwd"]),
        "steps[0].guards[0]",
        "không có điều kiện “os.getcwd”",
    ),
    "unknown document": (in_submit(documents=["x"]), "steps[0].documents[0]", "không có loại văn bản “x”"),
    "unknown paper": (in_submit(papers=["x"]), "steps[0].papers[0]", "không có loại văn bản “x”"),
    "unknown deadline": (
        in_submit(due={"working_days": "a.b"}),
        "steps[0].due",
        "không có tham số thời hạn “a.b”",
    ),
    "deadline of no days": (in_submit(due={"working_days": 0}), "steps[0].due", "lớn hơn 0"),
    "deadline that is no table": (in_submit(due="soon"), "steps[0].due", "bảng"),
    "deadline in other days": (in_submit(due={"days": 5}), "steps[0].due", "days"),
    "state twice in a step": (in_submit(from_=["draft", "draft"]), "steps[0].from[1]", "viết hai lần"),
    "unknown key of a step": (in_submit(color="red"), "steps[0]", "color"),
    "unknown key of a state": (in_draft(color="red"), "states.draft", "color"),
    "unknown key of the file": (at_top(color="red"), "", "color"),
    "missing citation": (without("cite"), "steps[0].cite", "không có căn cứ"),
    "empty citation": (in_submit(cite=""), "steps[0].cite", "không có căn cứ"),
    "citation of no known form": (in_submit(cite="Điều 5"), "steps[0].cite", "Điều 5"),
    "unknown instrument": (
        in_submit(cite="Luật 99/2099/QH20, Điều 1"),
        "steps[0].cite",
        "không có văn bản “Luật 99/2099/QH20”",
    ),
    "doubt left out": (in_submit(trust="L"), "steps[0]", "nghi ngờ"),
    "unknown trust": (in_submit(trust="A"), "steps[0].trust", "H, M, L"),
    "missing label": (without("label"), "steps[0]", "thiếu khóa “label”"),
    "empty label": (in_submit(label=" "), "steps[0]", "để trống"),
    "missing name of a state": (lambda data: data["states"]["draft"].pop("inside"), "states.draft", "inside"),
    "empty name of a state": (in_draft(public=""), "states.draft.public", "để trống"),
    "word unknown to the portal": (
        in_draft(portal_status="Chờ"),
        "states.draft.portal_status",
        "Cổng dịch vụ",
    ),
    "clock of no kind": (in_draft(clock="slow"), "states.draft.clock", "runs, stopped"),
    "from an unknown state": (
        in_submit(from_=["nowhere"]),
        "steps[0].from[0]",
        "không có trạng thái “nowhere”",
    ),
    "from no state": (in_submit(from_=[]), "steps[0].from", "trạng thái nào"),
    "from that is no list": (in_submit(from_="draft"), "steps[0].from", "danh sách"),
    "to an unknown state": (in_submit(to="nowhere"), "steps[0].to", "trạng thái không có: “nowhere”"),
    "to nothing": (in_submit(to=""), "steps[0].to", "trạng thái không có"),
    "name that a machine misreads": (in_submit(name="to-do"), "steps[0].name", "to-do"),
    "unknown start": (at_top(start="nowhere"), "start", "không có trạng thái bắt đầu “nowhere”"),
    "no states": (at_top(states={}), "", "không bảng nào trống"),
    "no steps": (lambda data: data.pop("steps"), "", "steps"),
    "steps that are no list": (at_top(steps={"a": 1}), "", "danh sách"),
    "no title": (lambda data: data.pop("title"), "", "thiếu khóa “title”"),
    "pause that resumes elsewhere": (
        lambda data: step(data, "resume").update(to="draft"),
        "steps[",
        "không phải về “",
    ),
    "pause without a way back": (
        lambda data: data["steps"].remove(step(data, "resume")),
        "states.held_",
        "trở về “",
    ),
    "pause entered from elsewhere": (
        lambda data: step(data, "hold").update({"from": ["draft"]}),
        "steps[",
        "không phải từ “",
    ),
    "pause of an unknown state": (
        lambda data: a_hold(data).update(held_from="nowhere"),
        "states.held_",
        "không có trạng thái “nowhere”",
    ),
    "pause of two kinds": (
        lambda data: a_hold(data).update(returned_from="draft"),
        "states.held_",
        "held_from, returned_from",
    ),
    "hold that the public can see": (
        lambda data: a_hold(data).update(public="Tạm dừng"),
        "states.held_",
        "lộ việc tạm dừng",
    ),
}
