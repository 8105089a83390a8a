"""Whether every document a service issues has a layout that can be set."""

from collections.abc import Iterator, Mapping
from typing import Any

from satuatap.domain.documents import queries as documents
from satuatap.domain.documents.ports import renderers
from satuatap.kernel import forms
from satuatap.kernel.yamls import join

from ..rules.findings import Finding, Problem, near
from .reading import Pack
from .scenarios import contents


def layout_findings(pack: Pack, sound: Mapping[str, forms.Form]) -> list[Finding]:
    """Documents without a template, number patterns that would repeat, templates that cannot be set or are not used.

    A template is set with the content that a scenario gives; without a renderer only its presence is checked.
    """
    found: list[Finding] = []
    samples: dict[str, dict[str, Any]] = {}
    used: set[str] = set()
    given = contents(pack, sound)
    for code, part in pack.services.items():
        if not part.is_sound:
            used |= set(pack.templates)  # nobody knows yet which of them it uses
            continue
        for index, document in enumerate(part.typed.get("documents") or ()):
            used.add(document["template"])
            samples.setdefault(document["template"], given.get((code, document["type"]), {}))
            for problem in _document_problems(pack, document, join("/documents", index)):
                file, line = part.raw.place(problem.pointer)
                found.append(Finding(file, line, problem.level, problem.pointer, problem.message, problem.remedy))
    for code, template in pack.templates.items():
        if code not in used:
            found.append(
                Finding(template.file, 1, "warning", "", f"no document uses “{code}”", "remove it, or name it")
            )
        elif samples.get(code) and renderers and (fault := documents.try_template(template.source, samples[code])):
            found.append(Finding(template.file, 1, "error", "", f"the template cannot be set: {fault}", "mend it"))
    return found


def _document_problems(pack: Pack, document: Mapping[str, Any], at: str) -> Iterator[Problem]:
    code = str(document["template"])
    if code not in pack.templates:
        remedy = near(code, pack.templates, "put it into documents/ or letters/")
        yield Problem(f"{at}/template", f"there is no template “{code}”", remedy)
    if fault := documents.number_problem(document["number"]):
        yield Problem(f"{at}/number", fault, "write it like {class}/{serial:03}/{unit}/{roman}/{year}")
