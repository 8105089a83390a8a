"""Reading a pack from its folder, with those it extends underneath."""

import csv
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from pathlib import Path
from typing import Any

import msgspec
from django.conf import settings

from satuatap.domain.agencies.policies import LOCAL_KINDS
from satuatap.kernel import yamls

from ..rules import grammar
from ..rules.findings import Finding, Level, Problem, near
from ..rules.nodes import Located, Node, lay_in_frame, lay_over, located, nodes_of

LISTED_FOLDERS = {"services", "frames", "scenarios", "documents", "letters", "words", "tongues"}
LOOSE_FILES = {*grammar.FILES, "areas.csv", "README.md"}
OWN_TO_LEAF = {"pack.yaml", "people.yaml"}
GROWING = ("holidays", "hours", "counters", "retention", "copies")
AREA_COLUMNS = ["code", "name", "kind", "bps_code", "office_code"]


class Part(msgspec.Struct):
    """One thing a pack says: its raw values with their places, and the typed values its shape gave."""

    raw: Located
    typed: Any
    is_sound: bool = True


class AreaLine(msgspec.Struct, frozen=True):
    """One row of areas.csv."""

    code: str
    name: str
    kind: str
    bps_code: str
    office_code: str
    file: str
    line: int


class Scenario(msgspec.Struct):
    """One walk through a service."""

    file: str
    part: Part


class Template(msgspec.Struct, frozen=True):
    """The layout of a document."""

    code: str
    source: str
    file: str


class Pack(msgspec.Struct):
    """A pack as it would be installed. ``findings`` is what could not be read or does not have the right shape;
    ``neighbours`` are the folders underneath that belong to another region, whose local law is not ours;
    ``not_offered`` are services of base packs that no region's pack takes up, ``without_office`` those of a kind of
    office that the region does not have."""

    folder: Path
    parts: dict[str, Part]
    services: dict[str, Part]
    words: dict[str, Part]
    tongues: dict[str, Part]
    scenarios: list[Scenario]
    templates: dict[str, Template]
    areas: list[AreaLine]
    findings: list[Finding]
    neighbours: tuple[str, ...] = ()
    not_offered: frozenset[str] = frozenset()
    without_office: frozenset[str] = frozenset()

    def section(self, file: str, key: str = "") -> Any:
        """The typed values of a file of the pack's root, or of one key in it; empty where the file is not there."""
        part = self.parts.get(file)
        values = part.typed if part else {}
        return values.get(key, {}) if key else values

    @property
    def is_base(self) -> bool:
        """A base pack is extended, never installed: it may leave to the region what only a region knows."""
        return bool(self.section("pack.yaml").get("base"))

    @property
    def languages(self) -> list[str]:
        return list(self.section("pack.yaml").get("languages", []))

    @property
    def region(self) -> str:
        """The code of the region, "" for a base pack."""
        return str(self.section("pack.yaml").get("home", {}).get("code") or "")

    def note(self, part: Part, problem: Problem) -> None:
        """Keep a problem as a finding at the place it was written."""
        file, line = part.raw.place(problem.pointer)
        self.add(file, line, problem)

    def add(self, file: str, line: int, problem: Problem) -> None:
        self.findings.append(_finding(file, line, problem.message, problem.remedy, problem.level, problem.pointer))

    def digest(self) -> str:
        """One hash over everything the pack says."""
        said = [
            {name: part.raw.value for name, part in {**self.parts, **self.services, **self.words}.items()},
            {code: part.raw.value for code, part in self.tongues.items()},
            {code: template.source for code, template in self.templates.items()},
            [[area.code, area.name, area.kind, area.bps_code, area.office_code] for area in self.areas],
        ]
        return hashlib.sha256(msgspec.json.encode(said, order="sorted")).hexdigest()

    def words_digest(self) -> str:
        """A hash over the texts of messages alone."""
        part = self.parts.get("messages.yaml")
        return hashlib.sha256(msgspec.json.encode(part.raw.value if part else {}, order="sorted")).hexdigest()


def _finding(file: str, line: int, message: str, remedy: str, level: Level = "error", pointer: str = "") -> Finding:
    return Finding(file, line, level, pointer, message, remedy)


def read(folder: Path) -> Pack:
    """The pack in a folder. Never raises for what a file says: that becomes a finding."""
    pack = Pack(folder, {}, {}, {}, {}, [], {}, [], [])
    chain = _chain(folder, pack.findings)
    layers = [_Layer(one, pack.findings) for one in chain]
    pack.neighbours = tuple(f"{layer.folder}/" for layer in layers[:-1] if not layer.is_base)
    for file, shape in grammar.FILES.items():
        used = layers[-1:] if file in OWN_TO_LEAF else layers
        if node := _laid([layer.files[file] for layer in used if file in layer.files]):
            pack.parts[file] = _shaped(pack, node, shape)
    pack.words = _by_language(pack, [layer.words for layer in layers], grammar.WORDS)
    pack.tongues = _by_language(pack, [layer.tongues for layer in layers], grammar.TONGUE)
    _read_services(pack, layers)
    scenarios = {name: node for layer in layers for name, node in layer.scenarios.items()}
    walks = [Scenario(node.file, _shaped(pack, node, grammar.SCENARIO)) for node in scenarios.values()]
    unused = pack.not_offered | pack.without_office
    pack.scenarios = [walk for walk in walks if walk.part.typed.get("service") not in unused]
    pack.templates = {code: template for layer in layers for code, template in layer.templates.items()}
    areas = {area.code: area for layer in layers for area in layer.areas}
    pack.areas = [areas[code] for code in sorted(areas)]
    return pack


def cast_of(folder: Path) -> Any:
    """What ``people.yaml`` of a pack says, the rest left unread; empty where it is not there or not readable."""
    pack, path = Pack(folder, {}, {}, {}, {}, [], {}, [], []), folder / "people.yaml"
    try:
        node = nodes_of(yamls.load(_text(path), source=str(path)))
    except (OSError, yamls.YamlProblem, UnicodeDecodeError):
        return {}
    return _shaped(pack, node, grammar.FILES["people.yaml"]).typed


def _by_language(pack: Pack, layers: Sequence[Mapping[str, Node]], shape: Any) -> dict[str, Part]:
    """A folder with a file for each language, those of the packs underneath below ours."""
    found = {}
    for lang in sorted({lang for layer in layers for lang in layer}):
        if node := _laid([layer[lang] for layer in layers if lang in layer]):
            found[lang] = _shaped(pack, node, shape)
    return found


def _read_services(pack: Pack, layers: Sequence["_Layer"]) -> None:
    """Every service that is offered. What a base pack left open and no region has taken up is not."""
    regional = {code for layer in layers if not layer.is_base for code in layer.services}
    frames = {name: node for layer in layers for name, node in layer.frames.items()}
    for layer in layers:
        layer.services = {code: _framed(pack, node, frames) for code, node in layer.services.items()}
    for code in dict.fromkeys(code for layer in layers for code in layer.services):
        node = _laid([layer.services[code] for layer in layers if code in layer.services])
        is_open = (
            node is not None and isinstance(node.value, dict) and not set(grammar.SERVICE_NEEDS) <= set(node.value)
        )
        if node is None:
            continue
        is_national = code not in regional and not pack.is_base
        if is_open and is_national:
            pack.not_offered |= {code}
        elif is_national and not _has_office(pack, node):
            pack.without_office |= {code}
        else:
            pack.services[code] = _shaped(pack, node, grammar.SERVICE)


def _has_office(pack: Pack, node: Node) -> bool:
    """Whether the region has any office of the kind that a service belongs to; true for one that names its office."""
    agency = node.value.get("agency") if isinstance(node.value, dict) else None
    if agency is None or not isinstance(agency.value, dict) or "kind" not in agency.value:
        return True
    kinds = set(LOCAL_KINDS.get(str(agency.value["kind"].value), ()))
    units = [
        *(pack.section("agencies.yaml", "agencies") or ()),
        *(pack.section("agencies.yaml", "local_offices") or {}).values(),
    ]
    return bool(kinds & {unit.get("kind") for unit in units})


def _framed(pack: Pack, node: Node, frames: Mapping[str, Node]) -> Node:
    """The file of a service with what it shares with others underneath."""
    wish = node.value.get("frame") if isinstance(node.value, dict) else None
    if wish is None:
        return node
    frame = frames.get(str(wish.value))
    if frame is None:
        message = f"there is no frame “{wish.value}”"
        pack.findings.append(
            _finding(wish.file, wish.line, message, near(str(wish.value), frames, "put it into frames/"))
        )
    return lay_in_frame(frame or Node({}, node.file, node.line), node)


def _chain(folder: Path, findings: list[Finding]) -> list[Path]:
    """The packs underneath, the lowest first, and the pack itself."""
    chain = [folder]
    while base := _extended(chain[0]):
        name, line = base
        known = [chain[0].parent / name, Path(settings.ROOT) / "packs" / name]
        found = next((path for path in known if (path / "pack.yaml").is_file()), None)
        if found is None or found.resolve() in {path.resolve() for path in chain}:
            message = f"the pack “{name}” cannot be extended: it is not there" if found is None else "packs in a circle"
            findings.append(
                _finding(str(chain[0] / "pack.yaml"), line, message, "put it beside this one, or mend extends:")
            )
            break
        chain.insert(0, found)
    return chain


def _extended(folder: Path) -> tuple[str, int] | None:
    try:
        document = yamls.load(_text(folder / "pack.yaml"), source="")
    except (OSError, yamls.YamlProblem, UnicodeDecodeError):
        return None
    name = document.value.get("extends") if isinstance(document.value, dict) else None
    return (name, document.line("/extends")) if isinstance(name, str) and name else None


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _laid(nodes: Sequence[Node]) -> Node | None:
    return reduce(lambda below, above: lay_over(below, above, GROWING), nodes) if nodes else None


def _shaped(pack: Pack, node: Node, shape: Any) -> Part:
    part = Part(located(node), None)
    problems: list[Problem] = []
    part.typed = shape.read(part.raw.value, "", problems)
    part.is_sound = not problems
    for problem in problems:
        pack.note(part, problem)
    return part


class _Layer:
    """The files of one folder, as nodes."""

    def __init__(self, folder: Path, findings: list[Finding]) -> None:
        self.folder = folder
        self.findings = findings
        self.files = dict(self._loose())
        self.words = {path.stem: node for path, node in self._yamls("words")}
        self.tongues = {path.stem: node for path, node in self._yamls("tongues")}
        self.services = self._services()
        self.frames = {path.stem: node for path, node in self._yamls("frames")}
        self.scenarios = {path.name: node for path, node in self._yamls("scenarios")}
        self.templates = self._templates()
        self.areas = list(self._areas())

    @property
    def is_base(self) -> bool:
        node = self.files.get("pack.yaml")
        base = node.value.get("base") if node and isinstance(node.value, dict) else None
        return base is not None and base.value in ("yes", "true")

    def _loose(self) -> Iterator[tuple[str, Node]]:
        if not (self.folder / "pack.yaml").is_file():
            self._wrong(
                self.folder / "pack.yaml", 1, "a pack begins with pack.yaml", "write name, version and languages in it"
            )
        for path in sorted(self.folder.iterdir()) if self.folder.is_dir() else ():
            if path.is_dir() and path.name not in LISTED_FOLDERS:
                self._wrong(
                    path, 1, f"a pack has no folder “{path.name}”", near(path.name, LISTED_FOLDERS, "use one of")
                )
            if path.is_file() and path.name not in LOOSE_FILES:
                self._wrong(path, 1, f"a pack has no file “{path.name}”", near(path.name, LOOSE_FILES, "use one of"))
            if path.name in grammar.FILES and (node := self._load(path)):
                yield path.name, node

    def _yamls(self, folder: str) -> Iterator[tuple[Path, Node]]:
        for path in sorted((self.folder / folder).rglob("*.y*ml")):
            if node := self._load(path):
                yield path, node

    def _load(self, path: Path) -> Node | None:
        try:
            return nodes_of(yamls.load(_text(path), source=str(path)))
        except yamls.YamlProblem as problem:
            self._wrong(path, problem.line, problem.message, "mend the line")
        except UnicodeDecodeError:
            self._wrong(path, 1, "the file is not written in UTF-8", "save it as UTF-8")
        return None

    def _services(self) -> dict[str, Node]:
        found: dict[str, Node] = {}
        for path, node in self._yamls("services"):
            code = node.value.get("code") if isinstance(node.value, Mapping) else None
            if code is None or not isinstance(code.value, str):
                self._wrong(path, 1, "a service without code", "begin the file with code: …")
            elif code.value in found:
                other = found[code.value].file
                self._wrong(
                    path, code.line, f"the code “{code.value}” is taken by {other}", "give each service its own code"
                )
            else:
                found[code.value] = node
        return found

    def _templates(self) -> dict[str, Template]:
        found: dict[str, Template] = {}
        for path in sorted(p for folder in ("documents", "letters") for p in (self.folder / folder).rglob("*.typ")):
            if path.stem in found:
                self._wrong(path, 1, f"two templates are called “{path.stem}”", "rename one of them")
            found[path.stem] = Template(path.stem, _text(path), str(path))
        return found

    def _areas(self) -> Iterator[AreaLine]:
        path = self.folder / "areas.csv"
        if not path.is_file():
            return
        rows = csv.reader(_text(path).splitlines())
        if next(rows, []) != AREA_COLUMNS:
            self._wrong(path, 1, "the columns are not those of an area", f"begin with {','.join(AREA_COLUMNS)}")
            return
        for line, row in enumerate(rows, start=2):
            if len(row) != len(AREA_COLUMNS):
                self._wrong(
                    path, line, f"{len(row)} columns instead of {len(AREA_COLUMNS)}", "quote names with a comma"
                )
            else:
                code, name, kind, bps_code, office_code = row
                yield AreaLine(code, name, kind, bps_code, office_code, str(path), line)

    def _wrong(self, path: Path, line: int, message: str, remedy: str) -> None:
        self.findings.append(_finding(str(path), line, message, remedy))
