"""Which marks a template names, and where: unknown ones, and known ones that are used for what they do not hold."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from dossiers.documents.faults import PartReport
from dossiers.documents.marks import LISTS_OF, Holds, Known, find

DEEPEST = 2  # lists within one another: the groups of a list and their lines
LIKE = 0.6


@dataclass(frozen=True)
class Scope:
    """What is known at one place of the part: the marks, and the lists that are being repeated around it.

    Inside a block that nobody knows (`is_guessed`) nothing can be said of other unknown marks.
    """

    marks: Mapping[str, Known]
    own: Mapping[str, Known]
    lists: tuple[Known, ...] = ()
    is_guessed: bool = False


def check(root: Any, opened: Mapping[Any, Any], marks: Mapping[str, Known], report: PartReport) -> int:
    """Report every mark of a part that is unknown in its block, or used for what it does not hold.

    `opened` says for each opening instruction which element it was read from.  Returns how deep blocks lie.
    """
    scopes, deepest = [Scope(marks, {})], 0
    for node in root.iter():
        if isinstance(node.tag, str) or not node.text:
            continue
        sign, name = node.text[0], node.text[1:].split(" ", 1)[0]
        if sign == "/":
            scopes.pop()
        elif sign == "=":
            _check_field(name, scopes[-1], marks, report, node)
        elif sign in "#^":
            scopes.append(_block_scope(name, sign, scopes[-1], marks, report, opened[node]))
            deepest = max(deepest, len(scopes) - 1)
    return deepest


def _check_field(name: str, scope: Scope, top: Mapping[str, Known], report: PartReport, node: Any) -> None:
    mark = find(name, scope.marks)
    if mark is None:
        if not scope.is_guessed:
            report.add(node.getparent(), _unknown(name, scope.marks, top))
    elif mark.holds in LISTS_OF:
        report.add(node.getparent(), f"Mốc {_braced(name)} là danh sách: viết {_block(name)}.")
    elif mark.holds is Holds.FLAG:
        report.add(node.getparent(), f"Mốc {_braced(name)} chỉ có hoặc không: viết {_block(name)}.")
    elif mark.holds is Holds.GROUP:
        example = next((each for each, inner in mark.inside.items() if inner.holds is Holds.TEXT), "…")
        report.add(node.getparent(), f"Mốc {_braced(name)} là một nhóm: viết {_braced(f'{name}.{example}')}.")


def _block_scope(
    name: str, sign: str, scope: Scope, top: Mapping[str, Known], report: PartReport, element: Any
) -> Scope:
    mark = find(name, scope.marks)
    if mark is None:
        if not scope.is_guessed:
            report.add(element, _unknown(name, scope.marks, top))
        return replace(scope, is_guessed=True)
    if sign == "^" or mark.holds not in LISTS_OF:
        own = {**scope.own, **mark.inside}
        return replace(scope, marks={**scope.marks, **mark.inside}, own=own)
    if fault := _nesting_fault(name, mark, scope):
        report.add(element, fault)
    return replace(scope, marks={**scope.marks, **mark.inside}, own=mark.inside, lists=(*scope.lists, mark))


def _nesting_fault(name: str, mark: Known, scope: Scope) -> str:
    """Say why a list may not be repeated here: repeated within each other, lists multiply without bound."""
    if any(mark is around for around in scope.lists):
        return f"Danh sách {_braced(f'#{name}')} lặp trong chính nó."
    if len(scope.lists) >= DEEPEST:
        return f"Danh sách {_braced(f'#{name}')} nằm quá sâu: chỉ lặp tối đa {DEEPEST} tầng."
    if scope.lists and mark.holds is Holds.RECORDS and scope.own.get(name) is not mark:
        return f"Danh sách {_braced(f'#{name}')} không thuộc mục đang lặp nên không lặp được ở đây."
    return ""


def _unknown(name: str, marks: Mapping[str, Known], top: Mapping[str, Known]) -> str:
    if around := next(_homes(name, top), ""):
        return f"Mốc {_braced(name)} chỉ dùng được bên trong khối {_block(around)}."
    near = difflib.get_close_matches(name, list(_names(marks)), n=1, cutoff=LIKE)
    near = near or difflib.get_close_matches(name, list(_names(top)), n=1, cutoff=LIKE)
    hint = f" Có phải {_braced(near[0])}?" if near else " Xem bảng mốc của loại văn bản này."
    return f"Loại văn bản này không có mốc {_braced(name)}.{hint}"


def _homes(name: str, marks: Mapping[str, Known]) -> Iterator[str]:
    """Yield the lists in whose block the mark would be known."""
    for home, mark in marks.items():
        if mark.holds in LISTS_OF:
            if find(name, mark.inside) is not None:
                yield home
            yield from _homes(name, mark.inside)


def _names(marks: Mapping[str, Known]) -> Iterator[str]:
    for name, mark in marks.items():
        yield name
        if mark.holds is Holds.GROUP:
            yield from (f"{name}.{inner}" for inner in mark.inside)


def _braced(name: str) -> str:
    return f"{{{{{name}}}}}"


def _block(name: str) -> str:
    return f"{_braced(f'#{name}')} … {_braced(f'/{name}')}"
