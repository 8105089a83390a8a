"""What the file of a service says beyond its shape: its own document or another's, gaps, tariffs, what it names."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from satuatap.domain.agencies.policies import LOCAL_KINDS
from satuatap.domain.cases.policies import WITHOUT_STEPS
from satuatap.kernel import expressions, forms
from satuatap.kernel.yamls import join

from .findings import Level, Problem, near
from .shapes import UNKNOWN

Body = Mapping[str, Any]
OWN = "own"
SIGNING = ("sign", "seal", "issue")
TAKING_BACK = ("record-outside", "refer")


def steps_of(flow: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every step with its pointer in the service's file; what is not a step is left to the check of the flow."""
    for index, item in enumerate(flow if isinstance(flow, list) else ()):
        if not isinstance(item, Mapping):
            continue
        at = join("/flow", index)
        if "together" not in item:
            yield at, item
            continue
        for number, branch in enumerate(item["together"] if isinstance(item["together"], list) else ()):
            here = join(at, "together", number)
            if isinstance(branch, Mapping):
                yield here, branch
            elif isinstance(branch, list):
                yield from ((join(here, p), step) for p, step in enumerate(branch) if isinstance(step, Mapping))


# -- whose document it is ------------------------------------------------------------------------------------------


def record_problems(body: Body) -> Iterator[Problem]:
    """Where the system of record is not ours, nothing is signed, sealed or issued here: that would be forging."""
    steps = list(steps_of(body.get("flow")))
    if "record" not in body:
        return
    if body.get("mode") == "refer" and not any(step.get("do") == "refer" for _, step in steps):
        yield Problem("/flow", "the service refers, but no step says where to", "add a step with do: refer")
    if body.get("record") != OWN:
        record = body.get("record")
        for at, step in steps:
            if step.get("do") in SIGNING:
                message = f"“{step.get('do')}” for a document of {record}: only {record} issues it"
                yield Problem(join(at, "do"), message, "use record-outside, and issue nothing but our own receipt")
        if body.get("documents"):
            message = f"documents of our own for a service whose record is {record}"
            yield Problem("/documents", message, "take them away; its number comes by record-outside")
        if body.get("mode") == "full":
            yield Problem("/mode", "full needs a record of our own", "write assist or refer")
        is_told = body.get("mode") == "pay"  # what was paid stands in a receipt of ours
        if "flow" in body and not is_told and not any(step.get("do") in TAKING_BACK for _, step in steps):
            message = f"the number of {record} is never taken back"
            yield Problem("/flow", message, "add a step with do: record-outside, or do: refer")
        return
    yield from _document_problems(body, steps)


def seal_problems(body: Body) -> Iterator[Problem]:
    """A document that wants a person's hand or the national certificate is never sealed, nor one that says so."""
    steps = list(steps_of(body.get("flow")))
    documents = {document.get("type"): document for document in body.get("documents", ())}
    for index, (at, step) in enumerate(steps):
        if step.get("do") != "seal":
            continue
        issued = next((later.get("document") for _, later in steps[index:] if later.get("do") == "issue"), None)
        document = documents.get(issued, {})
        if document.get("seal") == "no" or document.get("signed") in ("basah", "bsre"):
            message = f"“{issued}” may not be sealed: it wants a person's signature"
            yield Problem(join(at, "do"), message, "take the seal away; officers sign it")


def _document_problems(body: Body, steps: Sequence[tuple[str, Mapping[str, Any]]]) -> Iterator[Problem]:
    known = {document["type"] for document in body.get("documents", ()) if document.get("type")}
    issued = {step.get("document") for _, step in steps if step.get("do") == "issue"}
    for at, step in steps:
        if step.get("do") == "issue" and step.get("document") not in known:
            name = str(step.get("document", ""))
            yield Problem(
                join(at, "document"), f"there is no document “{name}”", near(name, known, "describe it under documents")
            )
    for index, document in enumerate(body.get("documents", ())):
        if document.get("type") not in issued:
            message = f"“{document.get('type')}” is never issued"
            yield Problem(join("/documents", index), message, "add a step with do: issue", "warning")
        if document.get("layout") == "unconfirmed":
            message = f"the layout of “{document.get('type')}” was not compared with a real specimen"
            yield Problem(
                join("/documents", index, "layout"), message, "name the specimen it was checked against", "warning"
            )


# -- gaps and tariffs ----------------------------------------------------------------------------------------------


def gap_problems(body: Body) -> Iterator[Problem]:
    """What is not known: shown to everybody as a gap, so a warning each time."""
    if body.get("promise", {}).get("within", UNKNOWN) == UNKNOWN:
        yield _gap("/promise", "the time is not known", "enter the time the agency has decreed")
    elif body["promise"].get("source", UNKNOWN) == UNKNOWN:
        yield _gap("/promise", "the time has no source", "name where it was decreed with source:")
    if not body.get("fees") and body.get("fee", UNKNOWN) == UNKNOWN:
        yield _gap("/fee", "the fee is not known", "write fee: free with its law, or the lines of fees:")
    yield from _applicant_gaps(body)
    if body.get("fee") == "free" and not body.get("fee_law"):
        yield _gap("/fee", "free by which law is not said", "add fee_law:")
    if not body.get("legal_basis"):
        yield _gap("/legal_basis", "no legal basis", "list the regulations in force")
    if body.get("decree", UNKNOWN) == UNKNOWN or UNKNOWN in body["decree"].values():
        yield _gap("/decree", "the decree that sets this standard is not known", "write decree: {number: …, on: …}")
    for group in ("papers", "substitutes"):
        for index, paper in enumerate(body.get(group, ())):
            if paper.get("law", UNKNOWN) == UNKNOWN:
                message = f"no legal basis for asking “{paper.get('name')}”"
                yield _gap(join(f"/{group}", index), message, "name the rule in force, or stop asking for it")
    components = body.get("components", {})
    if missing := [key for key, text in components.items() if text == UNKNOWN]:
        yield _gap("/components", f"not known yet: {', '.join(missing)}", "the agency supplies them")


def _gap(at: str, message: str, remedy: str) -> Problem:
    return Problem(at, message, remedy, "warning")


def silence_problems(body: Body) -> Iterator[Problem]:
    """What silence means is law: a rule without limit and legal basis would be ours."""
    silence = body.get("silence", {})
    if silence.get("rule", "none") == "none":
        return
    for key in ("limit", "law"):
        if silence.get(key, UNKNOWN) == UNKNOWN:
            yield Problem("/silence", f"a rule of silence without {key}", f"add {key}: …, or write rule: none")


def tariff_problems(body: Body, region: str) -> Iterator[Problem]:
    """An amount without law and source is refused, and so is the tariff of another region."""
    for index, fee in enumerate(body.get("fees", ())):
        at = join("/fees", index)
        has_amount = fee.get("amount", UNKNOWN) != UNKNOWN or fee.get("formula")
        for key in ("law", "source"):
            if has_amount and fee.get(key, UNKNOWN) == UNKNOWN:
                yield Problem(at, f"a tariff without {key}", f"add {key}: …, or write amount: unknown")
        where = fee.get("region", "")
        if where and region and not f"{region}.".startswith(f"{where}."):
            message = f"this tariff is the law of {where}, not of {region}"
            yield Problem(join(at, "region"), message, "enter the region's own tariff, or write amount: unknown")
    for at, step in steps_of(body.get("flow")):
        bill = step.get("bill", {})
        if str(bill.get("amount", "")).isdigit() and not bill.get("law"):
            yield Problem(join(at, "bill"), "an amount without law", "add law: … to the bill")


# -- names ---------------------------------------------------------------------------------------------------------


class Names:
    """What a service may name: roles, units and their kinds, sites, sources, reasons, other services."""

    def __init__(self, **known: Collection[str]) -> None:
        self.known = known

    def wrong(self, kind: str, name: Any, at: str, level: Level = "error") -> Iterator[Problem]:
        if name not in self.known[kind]:
            where = "add its file under services/" if kind == "services" else f"enter it in {kind}.yaml first"
            remedy = near(str(name), self.known[kind], where)
            word = f"{kind[:-3]}y" if kind.endswith("ies") else kind.removesuffix("s")
            yield Problem(at, f"there is no {word} “{name}”", remedy, level)


def name_problems(body: Body, names: Names) -> Iterator[Problem]:
    """Every name in a service file that leads nowhere."""
    if body.get("agency"):
        yield from _office_problems(body["agency"], "/agency", names)
    for index, site in enumerate(body.get("sites", ())):
        yield from names.wrong("sites", site, join("/sites", index))
    for index, code in enumerate(body.get("related", ())):
        yield from names.wrong("services", code, join("/related", index))
    for at, source in _sources(body):
        if source != UNKNOWN:
            yield from names.wrong("sources", source, at)
    for at, step in steps_of(body.get("flow")):
        yield from _role_problems(step, at, names)
        if step.get("official"):
            yield from names.wrong("roles", step["official"], join(at, "official"))
        if step.get("at"):
            yield from _office_problems(step["at"], join(at, "at"), names)
        if treasury := step.get("bill", {}).get("treasury"):
            yield from names.wrong("treasuries", treasury, join(at, "bill", "treasury"))
        for index, reason in enumerate(step["legal"] if isinstance(step.get("legal"), list) else ()):
            yield from names.wrong("reasons", reason, join(at, "legal", index))
    yield from _paper_problems(body, names)


def _office_problems(office: Any, at: str, names: Names) -> Iterator[Problem]:
    """An office by code that is not there, or a kind of office of which the region has none."""
    if isinstance(office, str):
        yield from names.wrong("agencies", office, at)
    elif names.known["agencies"] and not set(names.known["kinds"]).intersection(LOCAL_KINDS[office["kind"]]):
        message = f"this region has no office of the kind {office['kind']}"
        yield Problem(join(at, "kind"), message, "name another kind, or give the areas offices under local_offices")


def _role_problems(step: Mapping[str, Any], at: str, names: Names) -> Iterator[Problem]:
    for key in ("by", "late"):
        if step.get(key):
            yield from names.wrong("roles", step[key], join(at, key))
            if step[key] in WITHOUT_STEPS:
                yield Problem(join(at, key), f"{step[key]} does not work on cases", "name the role of an officer")


def _paper_problems(body: Body, names: Names) -> Iterator[Problem]:
    instead = {paper["key"] for paper in body.get("substitutes", ()) if paper.get("key")}
    seen: set[str] = set()
    for group in ("papers", "substitutes"):
        for index, paper in enumerate(body.get(group, ())):
            at = join(f"/{group}", index)
            if paper.get("key") in seen:
                yield Problem(join(at, "key"), f"the paper “{paper['key']}” stands twice", "give each its own key")
            seen.add(paper.get("key", ""))
            for number, key in enumerate(paper.get("instead", ())):
                if key not in instead:
                    remedy = near(str(key), instead, "describe it under substitutes")
                    yield Problem(join(at, "instead", number), f"there is no substitute “{key}”", remedy)
            origin = paper.get("from", "")
            if origin and origin != "form" and not origin.startswith(("party.", "family.")):
                yield from names.wrong("agencies", origin, join(at, "from"))


def _applicant_gaps(body: Body) -> Iterator[Problem]:
    """An age or a duty to come without law; an age that two entries set for the same day."""
    ages = body.get("minimum_age", ())
    if isinstance(ages, int):
        yield _gap("/minimum_age", "by which law, and since when, is not said", "write [{years, from, law, source}]")
    seen: set[str] = set()
    for index, age in enumerate(ages if isinstance(ages, list) else ()):
        if age.get("law", UNKNOWN) == UNKNOWN:
            yield _gap(join("/minimum_age", index), "the law of this age is not known", "add law: …")
        if age.get("from") in seen:
            message = f"two ages hold from {age['from']}"
            yield Problem(join("/minimum_age", index, "from"), message, "leave the one that holds")
        seen.add(age.get("from", ""))
    if body.get("presence", {}).get("law") == UNKNOWN:
        yield _gap("/presence", "the law that asks to come is not known", "add law: …")


def nearby_problems(body: Body) -> Iterator[Problem]:
    """Offices near the resident that file or hand over what another office makes: what this needs to be possible."""
    agency = body.get("agency")
    own = agency.get("kind") if isinstance(agency, Mapping) else None
    for group in ("file_at", "collect_at"):
        for index, place in enumerate(body.get(group, ())):
            at = join(f"/{group}", index)
            if place.get("law", UNKNOWN) == UNKNOWN:
                yield _gap(at, "by which law is not said", "add law: …")
            if place.get("until", "9999") < place.get("from", ""):
                yield Problem(join(at, "until"), "it ends before it begins", "write the later day")
            if own:
                yield Problem(at, f"the service is one of each {own} itself", "take it away")
    if body.get("file_at") and "desk" not in body.get("channels", ("desk",)):
        yield Problem("/file_at", "nobody can file it at a desk", "add desk to channels:")
    hands_over = any(step.get("do") == "hand-over" for _, step in steps_of(body.get("flow")))
    if body.get("collect_at") and "flow" in body and not hands_over:
        yield Problem("/collect_at", "the flow has no hand-over", "add a step with do: hand-over")


def _sources(body: Body) -> Iterator[tuple[str, str]]:
    for key in ("fee_source", "legal_source"):
        if body.get(key):
            yield f"/{key}", body[key]
    for key in ("promise", "decree", "presence"):
        part = body.get(key)
        if isinstance(part, Mapping) and part.get("source"):
            yield f"/{key}/source", part["source"]
    for group in ("papers", "substitutes", "fees", "minimum_age", "file_at", "collect_at"):
        entries = body.get(group, ())
        for index, entry in enumerate(entries if isinstance(entries, list) else ()):
            if entry.get("source"):
                yield join(f"/{group}", index, "source"), entry["source"]
    for at, step in steps_of(body.get("flow")):
        decree = step.get("decree")
        if isinstance(decree, Mapping) and decree.get("source"):
            yield join(at, "decree", "source"), decree["source"]
    for key, source in body.get("component_sources", {}).items():
        yield join("/component_sources", key), source


def sources_named(body: Body) -> list[str]:
    """The sources a service names, each once, in the order of its file."""
    return list(dict.fromkeys(source for _, source in _sources(body) if source and source != UNKNOWN))


# -- expressions ---------------------------------------------------------------------------------------------------


def expression_problems(body: Body, form: forms.Form, results: Mapping[str, forms.Form]) -> Iterator[Problem]:
    """Names in conditions, amounts and contents that do not exist, or may have no value when they are read.

    ``results`` are the forms of the steps that have fields.
    """
    known = {f"form.{name}" for name in form.names}
    sure = {f"form.{name}" for name in form.sure}
    outside = {"party.*", "family.*", "case.number", "case.channel", "case.area", "case.title", "today"}
    skipped = {step.get("step") for _, step in steps_of(body.get("flow")) if step.get("when")}
    for key, fields in results.items():
        known |= {f"case.results.{key}.{name}" for name in fields.names}
        if key not in skipped:
            sure |= {f"case.results.{key}.{name}" for name in fields.sure}
    tables = set(body.get("tables", ()))
    for at, text in _expressions(body):
        yield from _expression_problems(at, text, known | outside, sure | outside, tables)


def _expression_problems(
    at: str, text: str, known: Collection[str], sure: Collection[str], tables: Collection[str]
) -> Iterator[Problem]:
    try:
        compiled = expressions.compile(text)
        found = expressions.problems(compiled, known=known, sure=sure)
        for name in sorted(compiled.tables - set(tables)):
            yield Problem(at, f"there is no table “{name}”", near(name, tables, "write it under tables:"))
    except expressions.ExpressionProblem as unreadable:
        found = [unreadable]
    for fault in found:
        yield Problem(at, fault.message, fault.mend or "mend the expression")


def _expressions(body: Body) -> Iterator[tuple[str, str]]:
    for group in ("papers", "substitutes"):
        for index, paper in enumerate(body.get(group, ())):
            if paper.get("required_when"):
                yield join(f"/{group}", index, "required_when"), paper["required_when"]
    for index, fee in enumerate(body.get("fees", ())):
        if fee.get("formula"):
            yield join("/fees", index, "formula"), fee["formula"]
    for at, step in steps_of(body.get("flow")):
        if isinstance(step.get("when"), str):
            yield join(at, "when"), step["when"]
        if isinstance(amount := step.get("bill", {}).get("amount"), str):
            yield join(at, "bill", "amount"), amount
        facts = step.get("facts", ())
        for index, fact in enumerate(facts if isinstance(facts, list) else ()):
            if fact.get("holds"):
                yield join(at, "facts", index, "holds"), fact["holds"]
        for key in ("content", "copy", "where"):
            texts = step.get(key)
            yield from ((join(at, key, n), t) for n, t in (texts if isinstance(texts, Mapping) else {}).items())


# -- translations --------------------------------------------------------------------------------------------------


def translation_problems(
    pointers: Collection[str], texts: Mapping[str, str], lang: str, settle: Callable[[str], str]
) -> Iterator[tuple[str, Problem]]:
    """Translations of nothing, and texts nobody has translated. Yields the pointer as written, and the problem."""
    found = set()
    for pointer in texts:
        try:
            settled = settle(pointer)
        except (KeyError, IndexError, ValueError, TypeError):
            settled = ""
        if settled not in pointers:
            yield pointer, Problem("", f"“{pointer}” translates nothing", "name a text of the service, e.g. /name")
        found.add(settled)
    if missing := [pointer for pointer in pointers if pointer not in found]:
        some = ", ".join(missing[:4]) + (" …" if len(missing) > 4 else "")
        message = f"{len(missing)} texts without {lang}: {some}"
        yield "", Problem("/texts", message, f"add them under texts: {lang}: or in words/{lang}.yaml", "warning")
