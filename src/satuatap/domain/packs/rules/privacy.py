"""The grammar of what a pack says of personal data: what may be agreed to in versioned words, and what processing rests on."""

from .protection import PROTECTION
from .shapes import CODE, LINE, SOURCE, TEXT, Choice, Day, Keys, Many, Whole

WORDS = Keys({"name": LINE, "words": TEXT, "data": TEXT, "whom": TEXT, "otherwise": TEXT},
             needed=("name", "words", "data", "whom", "otherwise"))  # fmt: skip
VERSION = Keys(
    {"version": Whole(1, 999), "from": Day(), "adult_from": Whole(0, 30), "id": WORDS, "en": WORDS},
    needed=("version", "from", "adult_from", "id"),
)
CONSENT = Keys(
    {"code": CODE, "source": SOURCE, "versions": Many(VERSION, 1)}, needed=("code", "source", "versions")
)  # fmt: skip
CONSENTS = Keys({"consents": Many(CONSENT)}, needed=("consents",))
BASES = ("consent", "contract", "legal-duty", "vital-interest", "public-task", "legitimate-interest")
ACTIVITY_WORDS = Keys({"name": LINE, "data": TEXT, "receives": TEXT}, needed=("name", "data", "receives"))
BASIS = Keys({"basis": Choice((*BASES, "unknown")), "law": LINE, "from": Day(), "source": SOURCE},
             needed=("basis", "law", "from", "source"))  # fmt: skip
ACTIVITY = Keys(
    {"code": CODE, "covers": Choice(("services", "calls", "consents", "itself")), "call": CODE, "bases": Many(BASIS, 1),
     "id": ACTIVITY_WORDS, "en": ACTIVITY_WORDS},
    needed=("code", "covers", "bases", "id"),
)  # fmt: skip
PROCESSING = Keys({"processing": Many(ACTIVITY)}, needed=("processing",))
PRIVACY = {"consents.yaml": CONSENTS, "processing.yaml": PROCESSING, "protection.yaml": PROTECTION}
