"""The promises of speed: what each operation may cost, what the best comparable system costs, and the table of both."""

from dataclasses import dataclass, field

MEASURED = "<!-- measured by make bench: from here -->"
END = "<!-- to here -->"
RATE = "rows/s"


@dataclass(frozen=True)
class Promise:
    """One row: ``aim`` in processor milliseconds (seconds, megabytes for the last rows), None where none was given.

    Rows a second are to be reached, everything else is to be stayed below.
    """

    key: str
    name: str
    aim: float | None = None
    peer: str = ""
    unit: str = "ms"

    def met(self, cost: float) -> bool:
        assert self.aim is not None
        return cost >= self.aim if self.unit == RATE else cost <= self.aim


PROMISES = [
    Promise("submit", "submit an application (validated, recorded, acknowledged)", 8, "62 (Open Zaak), 415 (Open Forms)"),
    Promise("submit-after", "… what follows in the background: the acknowledgement is sent"),
    Promise("check", "pass the check of a case", 6, "149 (Open Zaak)"),
    Promise("decide", "decide a case (its document is drafted in the same transaction)", 6, "149 (Open Zaak)"),
    Promise("decide-after", "… what follows in the background: messages, the draft is set to be read"),
    Promise("sign", "order the signature of one document, of many at once"),
    Promise("sign-after", "… what follows in the background: each is ordered by itself"),
    Promise("document", "document with QR: numbered, set, signed, stored", 35, "322 unsigned (OpenSID)"),
    Promise("document-after", "… what follows in the background: the case moves on, the applicant is told"),
    Promise("inbox", "staff inbox, first page", 6, "173–329"),
    Promise("inbox-deep", "staff inbox, deep page", 6, "173–329"),
    Promise("list", "staff list of all cases, first page", 6, "173–329"),
    Promise("list-deep", "staff list of all cases, 95 % deep", 6, "173–329"),
    Promise("desk-case", "case page at the desk (the look is recorded)"),
    Promise("portal-case", "case page for its applicant"),
    Promise("portal-cases", "the applicant's list of applications"),
    Promise("home-kept", "portal home, from the page store", 5, "47–69"),
    Promise("service-kept", "service page, from the page store", 5, "47–69"),
    Promise("home", "portal home, made anew", 5, "47–69"),
    Promise("service", "service page, made anew", 5, "47–69"),
    Promise("catalogue", "list of services, made anew", 5, "47–69"),
    Promise("search", "search for a service", 5, "47–69"),
    Promise("hall-number", "number at the kiosk: asked for, shown, handed out (three requests)", None, "68 (The Q)"),
    Promise("hall-call", "at the counter: finish and call the next, in one press", None, "2,700 wall (The Q, 8 clerks)"),
    Promise("hall-counter", "the officer's counter"),
    Promise("hall-waits", "waiting times of a hall"),
    Promise("hall-visit", "one's own number on the telephone"),
    Promise("hall-screen", "what a screen asks for after a call"),
    Promise("find-nik", "a resident found by NIK (the search, without its page)", 5),
    Promise("find-name", "… by name in a village", 15),
    Promise("find-wrong", "… by name in a village, one letter wrong", 15),
    Promise("find-born", "… by name and birth date", 15),
    Promise("household", "the page of a household, the look recorded"),
    Promise("letter", "a village letter: mandate, draft from the register, answers, sent"),
    Promise("clerks", "eight clerks at once for a minute: a village letter from the resident's page to the signed PDF", None, "16–43 % fail (OpenSID)"),
    Promise("count-village", "tables of counts of a village, today or a year ago"),
    Promise("count-district", "… of a district"),
    Promise("count-region", "… of the region (in the background)"),
    Promise("import", "residents from a file, all new: checked and entered", 5000, "236–279", RATE),
    Promise("import-later", "… the later file: one in ten changed, some moved, some wrong", 5000, "236–279", RATE),
    Promise("import-memory", "… the most memory that a process needed", None, "", "MB"),
    Promise("sign-in", "sign-in by password (argon2id, 19 MiB)", 25, "235"),
    Promise("cold", "empty home to the first page (libraries installed)", 60, "100", "s"),
    Promise("warm", "warm start", 5, "", "s"),
    Promise("memory-start", "memory of everything after the start (PSS)", 400, "300–1,300", "MB"),
    Promise("memory", "memory of everything after all of the above (PSS)", 400, "300–1,300", "MB"),
]  # fmt: skip


@dataclass
class Figure:
    """What was seen for one promise: processor time, and by what; ``wall`` is the median, ``slowest`` the 95th of 100."""

    cost: float
    web: float = 0.0
    postgres: float = 0.0
    worker: float = 0.0
    wall: float = 0.0
    slowest: float = 0.0
    times: int = 1


@dataclass
class Report:
    """The figures by key of their promise, and what they were measured on."""

    machine: str
    load: str
    figures: dict[str, Figure] = field(default_factory=dict)

    def markdown(self) -> str:
        head = [
            f"{self.machine}  ",
            f"{self.load}",
            "",
            "| operation | CPU ms | pages | database | worker | wall: median, 95 % | aim | met | best peer |",
            "|---|---|---|---|---|---|---|---|---|",
        ]
        rows = [row(promise, figure) for promise in PROMISES if (figure := self.figures.get(promise.key))]
        return "\n".join([*head, *rows])


def row(promise: Promise, figure: Figure) -> str:
    aim = f"{'≥' if promise.unit == RATE else '≤'} {promise.aim:,g}" if promise.aim else "–"
    met = "–" if not promise.aim else "yes" if promise.met(figure.cost) else "**no**"
    digits = 0 if promise.unit in ("MB", RATE) else 1
    cost = f"**{figure.cost:,.{digits}f}{'' if promise.unit == 'ms' else ' ' + promise.unit}**"
    parts = [f"{part:.{digits}f}" if part >= 0.05 else "·" for part in (figure.web, figure.postgres, figure.worker)]
    wall = f"{figure.wall:.1f}, {figure.slowest:.1f}" if figure.wall else "·"
    return f"| {promise.name} | {cost} | {' | '.join(parts)} | {wall} | {aim} | {met} | {promise.peer or '–'} |"


def put_into(page: str, table: str) -> str:
    """The page with the table between its marks. Raises ``ValueError`` for a page without them."""
    before, found, rest = page.partition(MEASURED)
    _old, ended, after = rest.partition(END)
    if not (found and ended):
        raise ValueError("the page has no place for the table")
    return f"{before}{MEASURED}\n\n{table}\n\n{END}{after}"
