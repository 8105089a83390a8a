"""The shape of every file of a pack."""

from typing import Any

from satuatap.domain.agencies.policies import LOCAL_KINDS

from .books import BOOKS
from .dispositions import DISPOSITIONS
from .privacy import PRIVACY
from .register import REGISTER
from .shapes import (
    AREA,
    CODE,
    LINE,
    MAYBE,
    SOURCE,
    TEXT,
    YES,
    Anything,
    Choice,
    Condition,
    Day,
    Either,
    Flow,
    Free,
    Hours,
    Keys,
    Known,
    Many,
    Short,
    Span,
    Table,
    Text,
    Whole,
)
from .vans import STOP, VAN

UNIT_KINDS = ("agency", "district", "kelurahan", "desa", "vertical", "company", "mall")
SITE_KINDS = ("mall", "market", "village", "office", "van")
MODES = ("full", "assist", "refer", "pay")
CHANNELS = ("portal", "desk", "kiosk")
APPLICANTS = ("self", "parent", "wali", "kuasa", "heir", "reporter", "organisation", "foreigner", "other-region")
RECORDS = (
    "own", "SIAK", "SIMBG", "OSS", "SIMKAH", "Siskohat", "M-Paspor", "Coretax", "SIM", "ERI", "BPJS", "Sentuh Tanahku",
    "PUDAM",
)  # fmt: skip
SILENCE = ("none", "deemed-granted", "deemed-refused")
COMPONENTS = ("complaints", "facilities", "competence", "supervision", "staff", "guarantee", "security", "evaluation")
TENANTS = ("queue", "reference", "full")
WEEKS = ("five", "six")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
UNKNOWN_WORD = Choice(("unknown",))
VERSION = Text(most=20, pattern=r"\d+\.\d+\.\d+", like="1.0.0")
LANGUAGE = Text(most=8, pattern=r"[a-z]{2,3}", like="en")
DAYS = Text(pattern=rf"({'|'.join(WEEKDAYS)})(-({'|'.join(WEEKDAYS)}))?", like="monday-thursday")

DEGREES = Text(most=11, pattern=r"-?\d{1,3}(\.\d{1,6})?", like="-8.85")
EXTENT = Keys(dict.fromkeys(("south", "west", "north", "east"), DEGREES), needed=("south", "west", "north", "east"))
HOME = Keys(
    {
        "code": AREA, "name": LINE, "short_name": LINE, "government": LINE, "look": CODE, "sample": YES,
        "prefix": Text(most=3, pattern="[A-Z]{3}", like="BWI (three capital letters)"),
        "whatsapp": MAYBE, "phone": MAYBE, "hours": MAYBE, "website": MAYBE,
        "extent": EXTENT,
    },
    needed=("code", "name", "short_name", "government", "prefix", "look"),
)  # fmt: skip
PACK = Keys(
    {"name": CODE, "version": VERSION, "extends": CODE, "base": YES, "languages": Many(LANGUAGE, 1), "home": HOME},
    needed=("name", "version", "languages"),
)
SOURCES = Keys(
    {"sources": Table(Keys({"title": LINE, "url": MAYBE, "checked": YES}, needed=("title",)), CODE)},
    needed=("sources",),
)
ROLES = Keys({"roles": Table(LINE, CODE)}, needed=("roles",))
UNIT = Keys(
    {
        "row": Text(pattern=r"[AB]\d{1,2}", like="A1"), "code": CODE, "kind": Choice(UNIT_KINDS), "name": LINE,
        "short_name": LINE, "head_title": LINE, "office_code": LINE, "address": LINE, "contact": LINE,
        "tenant": Choice(TENANTS), "week": Choice(WEEKS), "parent": CODE, "area": AREA, "source": SOURCE, "active": YES,
    },
    needed=("code", "kind", "name", "short_name", "source"),
)  # fmt: skip
LOCAL = Keys(
    {"code": LINE, "kind": Choice(UNIT_KINDS), "name": LINE, "short_name": LINE, "head_title": LINE,
     "week": Choice(WEEKS), "tenant": Choice(TENANTS)},
    needed=("code", "kind", "name", "short_name", "head_title"),
)  # fmt: skip
AGENCIES = Keys(
    {
        "agencies": Many(UNIT),
        "local_offices": Table(LOCAL, Choice(("kecamatan", "kelurahan", "desa"))),
    }
)
DAY_HOURS = Table(Many(Hours()), DAYS)
SITE_HOURS = Keys(
    {"label": LINE, "from": Day(), "to": Day(), "source": SOURCE, "days": DAY_HOURS}, needed=("from", "source", "days")
)
SITE = Keys(
    {
        "code": CODE, "kind": Choice(SITE_KINDS), "name": LINE, "short_name": LINE, "address": LINE, "area": AREA,
        "source": SOURCE, "hours": Many(SITE_HOURS), "stops": Many(STOP), "active": YES,
    },
    needed=("code", "kind", "name", "short_name", "source"),
)  # fmt: skip
COUNTER = Keys({"site": CODE, "unit": CODE, "name": LINE}, needed=("site", "unit", "name"))
SITES = Keys({"sites": Many(SITE), "counters": Many(COUNTER)})
PRIORITY = Keys(
    {"code": CODE, "name": LINE, "head_start": Whole(1, 240), "law": LINE, "source": SOURCE, "active": YES},
    needed=("code", "name", "head_start", "law", "source"),
)
CLOCK = Text(pattern=r"([01]\d|2[0-3]):[0-5]\d", like="13:30")
NAMES = Table(LINE, Choice(("en",)))  # of what is called something in other languages
ZONE = Keys({"code": CODE, "name": LINE, "names": NAMES}, needed=("code", "name"))
BOOKING = Keys(
    {
        "every": Whole(5, 240), "places": Whole(1, 500), "share": Whole(1, 100), "ahead": Whole(1, 90), "release": CLOCK,
        "early": Whole(0, 240), "late": Whole(0, 120), "head_start": Whole(0, 240),
    },
    needed=("every", "share", "ahead", "release", "early", "late", "head_start"),
)  # fmt: skip
LANE = Keys(
    {
        "code": CODE, "unit": CODE, "letter": Text(most=2, pattern="[A-Z]{1,2}", like="A"), "name": LINE, "names": NAMES,
        "quick": YES, "services": Many(CODE), "minutes": Whole(1, 240), "quota": Whole(1, 100_000),
        "last_number": CLOCK, "booking": BOOKING, "source": SOURCE, "active": YES,
    },
    needed=("code", "unit", "letter", "name", "minutes", "source"),
)  # fmt: skip
POST = Keys(
    {"counter": LINE, "lanes": Table(Whole(1, 20), CODE), "zone": CODE, "place": LINE, "accessible": YES},
    needed=("counter", "lanes", "zone"),
)
OUTSIDE = Keys({"rule": Choice(("ignored", "taken", "only")), "system": LINE}, needed=("rule", "system"))
TENANT = Keys(
    {
        "unit": CODE, "level": Choice(TENANTS), "agreement": LINE, "from": Known(Day()), "until": Known(Day()),
        "days": Known(Many(DAYS, 1)), "quota": Whole(1, 100_000), "last_number": CLOCK, "outside": Known(OUTSIDE),
        "source": SOURCE, "active": YES,
    },
    needed=("unit", "level", "agreement", "from", "until", "days", "outside", "source"),
)  # fmt: skip
REMOTE = Keys(
    {
        "each": Whole(1, 5), "minutes": Whole(5, 240), "late": Whole(0, 120), "head_start": Whole(0, 120),
        "share": Whole(1, 100), "begins": CLOCK, "ends": CLOCK, "source": SOURCE,
    },
    needed=("each", "minutes", "late", "head_start", "share", "begins", "ends", "source"),
)  # fmt: skip
HALL = Keys(
    {
        "site": CODE,
        "zones": Many(ZONE, 1),
        "lanes": Many(LANE, 1),
        "posts": Many(POST),
        "tenants": Many(TENANT),
        "remote": REMOTE,
    },
    needed=("site", "zones", "lanes"),
)
HALLS = Keys({"priorities": Many(PRIORITY), "halls": Many(HALL)})
TREASURY = Keys(
    {
        "code": CODE,
        "name": LINE,
        "keeper": CODE,
        "gateway": CODE,
        "merchant": LINE,
        "takes_cash": YES,
        "source": SOURCE,
    },
    needed=("code", "name", "keeper", "source"),
)
TREASURIES = Keys({"treasuries": Many(TREASURY)}, needed=("treasuries",))
HOLIDAYS = Keys(
    {
        "source": SOURCE, "note": LINE, "area": AREA, "national": Table(LINE, Day()),
        "joint-leave": Table(LINE, Day()), "local": Table(LINE, Day()),
    },
    needed=("source",),
)  # fmt: skip
WEEK_HOURS = Keys(
    {
        "label": LINE, "week": Choice(WEEKS), "unit": CODE, "from": Day(), "to": Day(), "source": SOURCE,
        "days": DAY_HOURS,
    },
    needed=("from", "source", "days"),
)  # fmt: skip
CALENDAR = Keys({"holidays": Many(HOLIDAYS), "hours": Many(WEEK_HOURS)})
AFTER = Keys(
    {"service": CODE, "sets": Table(LINE), "takes": Table(Choice(("number",)))},
    needed=("service",),
)
LIFE_EVENT = Keys(
    {
        "code": CODE, "icon": CODE, "name": LINE, "hint": LINE, "words": LINE, "services": Many(CODE),
        "add_services": Many(CODE), "asks": Table(LINE, CODE), "after": Table(AFTER, CODE),
    },
    needed=("code",),
)  # fmt: skip
LIFE_EVENTS = Keys({"life_events": Many(LIFE_EVENT)}, needed=("life_events",))
REASON = Keys(
    {
        "code": CODE, "kind": Choice(("return", "refuse", "revoke")), "text": TEXT, "law": LINE, "source": SOURCE,
        "services": Many(CODE),
    },
    needed=("code", "kind", "text", "source"),
)  # fmt: skip
REASONS = Keys({"reasons": Many(REASON)}, needed=("reasons",))
WORDS = Keys(
    {
        "roles": Table(LINE, CODE),
        "reasons": Table(TEXT, CODE),
        "life_events": Table(
            Keys({"name": LINE, "hint": LINE, "words": LINE, "asks": Table(LINE, CODE)}, needed=("name",)), CODE
        ),
        "services": Table(Table(TEXT), CODE),
    }
)

TONGUE = Keys(
    {
        "name": Text(most=40), "offer": YES, "words": Table(TEXT),
        "reviewed": Either(Choice(("no",)), Keys({"by": LINE, "on": Day()}, needed=("by", "on"))),
    },
    needed=("name", "reviewed", "words"),
)  # fmt: skip

PAPER = Keys(
    {
        "key": CODE, "name": LINE, "hint": LINE, "law": LINE, "source": SOURCE, "from": LINE, "instead": Many(CODE),
        "required": YES, "required_when": Condition(), "meterai": LINE, "same": CODE, "letters": Table(Table(LINE), CODE),
        "confirm": Keys({"by": Choice(("rt", "rw")), "hours": Whole(1, 720), "without": Choice(("reason", "wait"))},
                        needed=("by", "hours", "without")),
    },
    needed=("key", "name", "law"),
)  # fmt: skip
FEE = Keys(
    {"label": LINE, "amount": Text(pattern=r"\d{1,12}|unknown", like="25000"),
     "formula": Condition(), "law": LINE, "source": SOURCE, "region": AREA},
    needed=("label",),
)  # fmt: skip
DOCUMENT = Keys(
    {
        "type": CODE, "title": LINE, "template": CODE, "layout": LINE,
        "number": Keys({"series": CODE, "pattern": LINE, "class": LINE}, needed=("series", "pattern")),
        "signed": Choice(("internal", "basah", "bsre")), "seal": Choice(("no",)),
        "valid": Either(Choice(("none",)), Keys({"months": Whole(1, 600)}, needed=("months",))),
    },
    needed=("type", "title", "template", "number", "layout"),
)  # fmt: skip
DECREE = Keys(
    {"number": LINE, "on": Text(pattern=r"\d{4}-\d\d-\d\d|unknown", like="2026-01-31"), "source": SOURCE},
    needed=("number", "on"),
)
ITEM = Keys({"key": CODE, "ask": LINE, "hint": LINE, "unit": LINE, "photos": Whole(0, 9)}, needed=("key", "ask"))
SEAL_DECREE = Keys(
    {
        "number": LINE, "on": Text(pattern=r"\d{4}-\d\d-\d\d|unknown", like="2026-01-31"),
        "until": Text(pattern=r"\d{4}-\d\d-\d\d", like="2027-01-31"), "source": SOURCE,
    },
    needed=("number", "on"),
)  # fmt: skip
FACT = Keys(
    {"fact": Text(pattern=r"[a-z_]+", like="address"), "replaces": LINE, "days": Whole(1, 3660), "holds": Condition()},
    needed=("fact", "replaces", "days"),
)
OFFICE = Either(CODE, Keys({"kind": Choice(tuple(LOCAL_KINDS))}, needed=("kind",)))
STEP = Keys(
    {
        **dict.fromkeys(
            ("step", "do", "by", "name", "hint", "within", "when", "on_return", "late", "document", "system",
             "number_label", "number_pattern", "report", "applicant_sees"),
            TEXT,
        ),
        "at": OFFICE, "fields": Free(), "bill": Table(TEXT), "content": Table(TEXT), "copy": Table(TEXT), "legal": Many(CODE),
        "checklist": Many(ITEM), "where": Table(TEXT), "official": CODE, "otherwise": TEXT,
        "decree": Either(UNKNOWN_WORD, SEAL_DECREE), "facts": Many(FACT),
    },
    open=True,
)  # fmt: skip
DATE = Text(pattern=r"\d{4}-\d\d-\d\d", like="2026-01-31")
AGE = Keys({"years": Whole(0, 120), "or_married": YES, "law": LINE, "source": SOURCE, "from": DATE},
           needed=("years", "from", "law"))  # fmt: skip
PRESENCE = Keys({"needed": YES, "law": LINE, "source": SOURCE, "note": LINE}, needed=("needed", "law"))
NEARBY = Keys({"kind": Choice(tuple(LOCAL_KINDS)), "from": DATE, "until": DATE, "law": LINE, "source": SOURCE},
              needed=("kind", "from", "law"))  # fmt: skip
SERVICE = Keys(
    {
        "code": CODE, "record": Choice(RECORDS), "mode": Choice(MODES), "name": LINE, "summary": LINE, "words": LINE,
        "agency": OFFICE,
        "product": TEXT, "channels": Many(Choice(CHANNELS), 1), "sites": Many(CODE),
        "applicants": Many(Choice(APPLICANTS), 1), "minimum_age": Short(Whole(0, 120), Many(AGE, 1)),
        "presence": PRESENCE, "file_at": Many(NEARBY, 1), "collect_at": Many(NEARBY, 1), "valid_from": Day(), "active": YES,
        "popular": Whole(0, 100),
        "promise": Keys({"within": Span(), "source": SOURCE, "note": LINE}, needed=("within",)),
        "silence": Keys({"rule": Choice(SILENCE), "limit": Span(), "law": LINE, "note": LINE}, needed=("rule",)),
        "fee": Choice(("free", "unknown")), "fee_law": LINE, "fee_source": SOURCE, "fees": Many(FEE),
        "legal_basis": Many(LINE), "legal_source": SOURCE, "decree": Either(UNKNOWN_WORD, DECREE),
        "papers": Many(PAPER), "substitutes": Many(PAPER), "form": Free(), "ui": Free(), "flow": Flow(STEP),
        "then": Many(Keys({"do": CODE, "with": Table(LINE)}, needed=("do",))),
        "documents": Many(DOCUMENT),
        "procedure": Many(Keys({"title": LINE, "text": TEXT}, needed=("title",))),
        "components": Table(TEXT, Choice(COMPONENTS)), "component_sources": Table(SOURCE, Choice(COMPONENTS)),
        "tables": Table(Table(LINE, CODE), CODE), "related": Many(CODE), "letter_types": Many(LINE),
        "texts": Table(Table(TEXT), LANGUAGE),
    },
    needed=("code",),
)  # fmt: skip
SERVICE_NEEDS = ("agency", "record", "mode", "name", "summary", "product", "channels", "applicants", "promise", "form",
                 "flow", "valid_from")  # fmt: skip
"""What a service has at the latest in the pack that is installed; a base pack may leave it to the region."""

FAMILY = Keys(
    {"key": CODE, "kk": Text(pattern=r"\d{16}", like="16 digits"), "area": AREA, "address": LINE, "hamlet": LINE,
     "rt": LINE, "rw": LINE, "postal_code": LINE,
     "members": Many(Keys({"person": CODE, "relation": Whole(1, 11)}, needed=("person", "relation")), 1)},
    needed=("key", "kk", "area", "members"),
)  # fmt: skip
PERSON = Keys(
    {"key": CODE, "name": LINE, "nik": Text(pattern=r"\d{12}9\d{3}", like="351024410795 9001 without the space (serial 9xxx)"),
     "sex": Whole(1, 2), "born_on": Day(), "birth_place": LINE, "father_name": LINE, "mother_name": LINE,
     "religion": Whole(1, 7), "marital": Whole(1, 4),
     "occupation": Whole(1, 89), "education": Whole(1, 10), "phone": LINE, "email": LINE},
    needed=("key", "name", "nik", "sex", "born_on"),
)  # fmt: skip
HOLDING = Keys({"role": CODE, "unit": CODE}, needed=("role", "unit"))
AUTHORITY = Keys(
    {"unit": CODE, "capacity": LINE, "title_line": LINE, "nip": LINE, "decree": LINE, "decree_on": Day(),
     "from": Day(), "to": Day(), "mode": Choice(("basah", "internal", "bsre")), "includes": Many(CODE),
     "excludes": Many(CODE)},
    needed=("unit", "title_line", "decree", "decree_on", "from"),
)  # fmt: skip
ACCOUNT = Keys(
    {"key": CODE, "person": CODE, "name": LINE, "phone": LINE, "email": LINE, "language": LANGUAGE,
     "proven_at": CODE, "holdings": Many(HOLDING), "authorities": Many(AUTHORITY)},
    needed=("key", "name"),
)  # fmt: skip
MANDATE = Keys(
    {"principal": CODE, "agent": CODE, "kind": Choice(("parent",)), "services": Many(LINE, 1), "recorded_at": CODE},
    needed=("principal", "agent", "kind", "services", "recorded_at"),
)
NEIGHBOUR = Keys({"recorded_at": CODE, "rw": LINE, "rt": LINE, "name": LINE, "phone": LINE},
                 needed=("recorded_at", "rw", "name", "phone"))  # fmt: skip
SHARES = Table(Whole(1), Text(pattern=r"\d{1,3}", like="a number"))
AGES = Keys({"first": Whole(0, 120), "last": Whole(1, 121), "weight": Whole(1), "source": SOURCE},
            needed=("first", "last", "weight", "source"))  # fmt: skip
MARRIED = Keys(
    {"from": Whole(16, 120), "percent": Whole(0, 100), "source": SOURCE}, needed=("from", "percent", "source")
)
SIZES = Keys({"percent": SHARES, "source": SOURCE}, needed=("percent", "source"))
POPULATION = Keys(
    {
        "men": Whole(1), "women": Whole(1), "source": SOURCE, "ages": Many(AGES, 1), "married": Many(MARRIED, 1),
        "sizes": SIZES, "districts": Table(Whole(1), AREA), "districts_source": SOURCE, "birth_place": LINE,
        "mark": Text(most=20, pattern=r"[A-Z][a-z]+", like="Peraga"), "street": LINE, "usual": SOURCE,
        "religions": SHARES, "schooling": SHARES, "work_of_men": SHARES, "work_of_women": SHARES,
        "names_of_men": Many(LINE, 1), "names_of_women": Many(LINE, 1), "last_names": Many(LINE, 1),
    },
    needed=("men", "women", "source", "ages", "married", "sizes", "birth_place", "mark", "street", "usual", "religions",
            "schooling", "work_of_men", "work_of_women", "names_of_men", "names_of_women", "last_names"),
)  # fmt: skip
PEOPLE = Keys(
    {"password": LINE, "from": Day(), "persons": Many(PERSON), "families": Many(FAMILY), "accounts": Many(ACCOUNT),
     "mandates": Many(MANDATE), "neighbours": Many(NEIGHBOUR), "vans": Many(VAN), "population": POPULATION},
    needed=("password", "from", "persons", "accounts"),
)  # fmt: skip

ACT = Keys({"verb": CODE, "step": CODE, "results": Free()}, needed=("verb",))
SCENARIO = Keys(
    {
        "service": CODE, "name": LINE, "applicant": Table(Anything()), "family": Table(Anything()),
        "answers": Free(), "papers": Many(CODE), "walk": Many(ACT, 1),
        "ends": Choice(("completed", "refused", "withdrawn", "lapsed")), "passes": Many(CODE), "skips": Many(CODE),
    },
    needed=("service", "name", "answers", "walk", "ends"),
)  # fmt: skip

FILES: dict[str, Any] = {
    "pack.yaml": PACK,
    "sources.yaml": SOURCES,
    "roles.yaml": ROLES,
    "agencies.yaml": AGENCIES,
    "sites.yaml": SITES,
    "halls.yaml": HALLS,
    "books.yaml": BOOKS,
    "dispositions.yaml": DISPOSITIONS,
    "treasuries.yaml": TREASURIES,
    **REGISTER,
    **PRIVACY,
    "calendar.yaml": CALENDAR,
    "life-events.yaml": LIFE_EVENTS,
    "reasons.yaml": REASONS,
    "messages.yaml": Free(),
    "people.yaml": PEOPLE,
}
"""The files of a pack's root. Beside them: areas.csv, words/<language>.yaml, tongues/<language>.yaml, services/**.yaml, scenarios/*.yaml,
documents/*.typ and letters/*.typ."""
