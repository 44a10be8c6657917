"""The whole law of one province, read once, verified as a whole, never changed while the program runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from workflow.awards import Award, Component, read_awards, read_criteria
from workflow.catalogue_faults import verify
from workflow.criteria import Every, Node
from workflow.dated import Dated, DatedValue, read_dated
from workflow.errors import Invalid, LawError, Missing
from workflow.instruments import Instruments, read_instruments
from workflow.loader import build, read
from workflow.parameters import Parameter, overlay, read_parameters
from workflow.report_forms import ReportForm, form_of, read_report_forms
from workflow.wording import Recital, read_recitals, recitals_for

FOLDER = Path(__file__).parent / "law"


@dataclass(frozen=True)
class Version:
    """The law and the decree by which a dossier is judged.

    `is_open_to_earlier`: a dossier received before may be judged by it where that is more favourable.
    """

    law: str
    decree: str
    is_open_to_earlier: bool = False
    doubt: str = ""


@dataclass(frozen=True)
class Province:
    """Whose law it is: the names that pages and papers print."""

    name: str
    short_name: str
    place: str


@dataclass(frozen=True)
class Law:
    """Every award, parameter, instrument and recital, with one province's own rules laid over them."""

    instruments: Instruments
    parameters: Mapping[str, Parameter]
    awards: Mapping[str, Award]
    versions: Dated[Version]
    deciders: Mapping[str, str]
    recital_lines: tuple[Recital, ...]
    report_forms: Mapping[str, ReportForm]
    province: Province | None = None
    own_criteria: Mapping[tuple[str, str], Dated[Node]] = field(default_factory=dict)

    @property
    def province_name(self) -> str:
        """The province's name, empty for the national law alone."""
        return self.province.name if self.province else ""

    def award(self, code: str) -> Award:
        """Return the award with this code; raises Missing."""
        try:
            return self.awards[code]
        except KeyError:
            raise Missing(f"Không có danh hiệu, hình thức khen thưởng mã “{code}”.") from None

    def awards_on(self, day: date) -> tuple[Award, ...]:
        """Return the awards that can be granted on `day`, titles first, in the order of the law."""
        in_force = (award for award in self.awards.values() if award.is_in_force(day))
        return tuple(sorted(in_force, key=lambda award: (not award.is_title, award.article.sort_key)))

    def parameter(self, key: str) -> Parameter:
        """Return the parameter with this key; raises LawError."""
        try:
            return self.parameters[key]
        except KeyError:
            raise LawError("không có tham số này", file="parameters", path=key) from None

    def version_on(self, received_on: date) -> Version:
        """Return what governs a dossier received for appraisal on `received_on`; raises LawError."""
        found = self.versions.on(received_on)
        return replace(found.value, doubt=found.doubt)

    def more_favourable(self, received_on: date, day: date) -> DatedValue[Version] | None:
        """Return the version in force on `day` that a dossier received before it may choose, or None.

        Choosing is for people: whether the newer law is more favourable to those proposed is theirs to judge.
        """
        newer = (value for value in self.versions.values if received_on < value.from_ <= day)
        return next((value for value in newer if value.value.is_open_to_earlier), None)

    def require_day(self, received_on: date) -> None:
        """Raise Invalid where no law here reaches back to `received_on`."""
        if self.versions.find(received_on) is None:
            first = self.versions.values[0].from_
            message = f"Chỉ có luật từ ngày {first:%d/%m/%Y}; ngày đưa ra là {received_on:%d/%m/%Y}."
            raise Invalid({"received_on": message})

    def decider_name(self, code: str) -> str:
        """Return what a decider's or submitter's code is called."""
        return self.deciders[code]

    def report_form(self, award: str, ground: str, kind: str) -> ReportForm:
        """Return the form in which recipients of `kind` are reported who are proposed for `award` on `ground`."""
        return form_of(self.report_forms, award, ground, kind)

    def criteria(self, code: str, kind: str) -> tuple[Dated[Node], ...]:
        """Return the histories of an award's criteria for a kind of recipient: the nation's, the province's own."""
        found = self.award(code).criteria.get(kind), self.own_criteria.get((code, kind))
        return tuple(history for history in found if history is not None)

    def tree(self, code: str, kind: str, day: date) -> Node | None:
        """Return the criteria by the law of `day`, None where people alone weigh them."""
        holding = (history.find(day) for history in self.criteria(code, kind))
        trees = tuple(found.value for found in holding if found)
        return Every(children=trees) if len(trees) > 1 else next(iter(trees), None)

    def recitals(
        self,
        kind: str,
        day: date,
        unit_kind: str = "province",
        *,
        received_on: date | None = None,
        facts: Mapping[str, str] | None = None,
    ) -> list[str]:
        """Return the "Căn cứ …" lines of a document of `kind` that a body of `unit_kind` signs on `day`.

        `received_on` fixes which law and decree apply (default `day`); `facts` fills lines such as that of
        the council's minutes: a line whose fact is not given is left out.
        """
        return recitals_for(self.recital_lines, self.instruments, kind, day, unit_kind, received_on or day, facts or {})


@cache
def load_law(province: str | None = "thai_nguyen") -> Law:
    """Return the shipped law with a province's rules (None: national law alone).  Raises LawError."""
    return read_law(FOLDER, province)


def read_law(folder: Path, province: str | None = None) -> Law:
    """Read and verify the law in `folder`; raises LawError naming file, place, line and fault."""
    pack = folder / "provinces" / province if province else None
    if pack and not pack.is_dir():
        raise LawError(f"không có gói quy định của tỉnh “{province}”", file="provinces", path=str(province))
    files = [(folder / "instruments.yaml", "instruments.yaml")]
    if pack:
        files.append((pack / "instruments.yaml", f"provinces/{province}/instruments.yaml"))
    instruments = read_instruments(files)
    parameters: Mapping[str, Parameter] = read_parameters(folder / "parameters", folder, instruments)
    if pack:
        file = f"provinces/{province}/parameters.yaml"
        parameters = overlay(parameters, pack / "parameters.yaml", file, instruments)
    awards = _awards(folder)
    versions = read(folder / "versions.yaml", "versions.yaml")
    deciders = read(folder / "deciders.yaml", "deciders.yaml")
    law = Law(
        instruments=instruments,
        parameters=parameters,
        awards=awards,
        versions=read_dated(Version, versions, file="versions.yaml", path=""),
        deciders=build(dict[str, str], deciders, file="deciders.yaml"),
        recital_lines=read_recitals(folder / "wording/recitals.yaml", "wording/recitals.yaml", instruments),
        report_forms=read_report_forms(folder / "report_forms.yaml", "report_forms.yaml", awards, instruments),
        province=_province(pack, str(province)) if pack else None,
        own_criteria=_own_criteria(pack, str(province), awards) if pack else {},
    )
    verify(law, procedures={path.stem for path in (folder / "procedures").glob("*.yaml")})
    return law


def _awards(folder: Path) -> dict[str, Award]:
    sets = _component_sets(folder / "components.yaml")
    found: dict[str, Award] = {}
    for path in sorted((folder / "awards").glob("*.yaml")):
        file = f"awards/{path.name}"
        table = read(path, file)
        if twice := found.keys() & table.keys():
            code = min(twice)
            raise LawError("mã đã có ở tệp khác", file=file, path=code, line=table.lines[code])
        found |= read_awards(table, sets, file)
    return found


def _component_sets(path: Path) -> dict[str, tuple[Component, ...]]:
    table = read(path, path.name)
    return {
        name: build(tuple[Component, ...], rows, file=path.name, path=name, line=table.lines[name])
        for name, rows in table.items()
    }


def _province(pack: Path, name: str) -> Province:
    return build(Province, read(pack / "province.yaml"), file=f"provinces/{name}/province.yaml")


def _own_criteria(pack: Path, name: str, awards: Mapping[str, Award]) -> dict[tuple[str, str], Dated[Node]]:
    file = f"provinces/{name}/awards.yaml"
    found: dict[tuple[str, str], Dated[Node]] = {}
    for code, written in (table := read(pack / "awards.yaml", file)).items():
        award = awards.get(code)
        if award is None or award.detailed_by_province is None:
            fault = "không có danh hiệu này" if award is None else "luật không giao cho tỉnh quy định chi tiết"
            raise LawError(fault, file=file, path=code, line=table.lines[code])
        for kind, history in read_criteria(written, award, file, code).items():
            found[code, kind] = history
    return found


def listing(law: Law, day: date) -> list[dict[str, Any]]:
    """Return the awards in force on `day` as plain values; raises Invalid before the law."""
    law.require_day(day)
    return [_listed(law, award, day) for award in law.awards_on(day)]


def _listed(law: Law, award: Award, day: date) -> dict[str, Any]:
    deciders = award.deciders_on(day)
    return {
        "code": award.code,
        "name": award.title,
        "quoted_name": award.quoted_name,
        "recipients": list(award.recipients),
        "decided_by": "; ".join(law.decider_name(code) for code in deciders),
        "deciders": list(deciders),
        "articles": [str(award.article), *award.authority_on(day).split("; ")],
        "valid_from": award.from_.isoformat(),
        "valid_to": award.to.isoformat() if award.to else None,
        "group": award.group,
        "grounds": {ground: route.procedure for ground, route in award.grounds.items()},
        "is_state_level": award.is_state_level,
        "doubt": award.doubt,
    }
