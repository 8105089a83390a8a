"""Which uses rest on consent, what each is about, and when a line of the register still holds."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

PHONE, EMAIL, ACCOUNT, PERSON = "phone", "email", "account", "person"
PURPOSES = {"whatsapp": PHONE, "email": EMAIL, "push": ACCOUNT, "village-phone": PERSON}
"""What the system does only with consent, and of what each consent speaks. A purpose that no code obeys cannot be asked."""
WHATSAPP, MAIL, PUSH, VILLAGE_PHONE = PURPOSES
PARTS = ("name", "words", "data", "whom", "otherwise")
"""What a wording says in each language: what it is called, the words agreed to, which data, who gets them, and what holds
without consent."""


def age_on(born_on: date, day: date) -> int:
    """Whole years on a day."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def problems(purposes: Sequence[dict[str, Any]]) -> Iterator[tuple[str, str, str]]:
    """What is wrong with the purposes of a pack, as (JSON pointer, what, how to mend it)."""
    for index, purpose in enumerate(purposes):
        at = f"/consents/{index}"
        if purpose.get("code") not in PURPOSES:
            yield f"{at}/code", f"nothing in the system obeys “{purpose.get('code')}”", f"use {', '.join(PURPOSES)}"
        versions = purpose.get("versions") or []
        if [one.get("version") for one in versions] != list(range(1, len(versions) + 1)):
            yield f"{at}/versions", "versions are not numbered 1, 2, 3, …", "number them in the order of their days"
        days = [one.get("from") for one in versions]
        if all(days) and any(later <= earlier for earlier, later in pairwise(days)):
            yield f"{at}/versions", "a later version begins before an earlier one", "give each its own, later day"
