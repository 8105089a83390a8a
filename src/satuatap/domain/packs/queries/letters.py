"""What is wrong where a service takes letters of ours for a paper: letters that nobody issues, answers it does not ask."""

from collections.abc import Iterator, Mapping
from typing import Any

from satuatap.kernel import forms
from satuatap.kernel.yamls import join

from ..rules.findings import Level, Problem, near
from .reading import Pack


def letter_findings(pack: Pack, sound: Mapping[str, forms.Form]) -> None:
    """Note what leads nowhere, given the forms that are sound."""
    issued = {
        str(document.get("type")) for part in pack.services.values() for document in part.typed.get("documents") or ()
    }
    # A region need not take up the villages' letters: whoever asks for one then gets it on paper.
    unknown: Level = "warning" if pack.not_offered or pack.without_office else "error"
    for code, form in sound.items():
        part = pack.services[code]
        for number, paper in enumerate(part.typed.get("papers") or ()):
            for problem in _problems(paper, join("/papers", number, "letters"), form, issued, unknown):
                pack.note(part, problem)


def _problems(
    paper: Mapping[str, Any], at: str, form: forms.Form, issued: set[str], unknown: Level
) -> Iterator[Problem]:
    for kind, gives in (paper.get("letters") or {}).items():
        if kind not in issued:
            yield Problem(join(at, kind), f"no service issues “{kind}”", near(kind, issued, "name a document"), unknown)
        for path in gives:
            field = form.index.get("/" + path.replace(".", "/"))
            if field is None or field.kind in {"object", "list", "party"}:
                remedy = near(path, form.names, "write it like anak.nama")
                yield Problem(join(at, kind, path), f"the form asks nothing called “{path}”", remedy)
