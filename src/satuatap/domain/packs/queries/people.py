"""Checking the demonstration cast: everybody plainly made up, and every name leading somewhere."""

from collections.abc import Iterable, Iterator
from typing import Any

from satuatap.kernel import forms
from satuatap.kernel.errors import Refused
from satuatap.kernel.yamls import join

from ..rules.findings import Problem, near
from ..rules.services import Names
from .reading import Part

DEMO_ADDRESSES = (".example", ".example.org", ".example.com")
DEMO_PHONES = "+6281200"


def people_problems(part: Part, names: Names) -> Iterator[Problem]:
    """What is wrong with people.yaml."""
    if not part.is_sound:
        return
    told = part.typed
    persons = {person["key"]: person for person in told["persons"]}
    for index, person in enumerate(told["persons"]):
        yield from _person_problems(person, join("/persons", index))
    for index, family in enumerate(told.get("families", ())):
        for number, member in enumerate(family["members"]):
            if member["person"] not in persons:
                at = join("/families", index, "members", number, "person")
                yield Problem(at, f"there is no person “{member['person']}”", near(member["person"], persons, "add it"))
    if plan := told.get("population"):
        yield from _population_problems(plan, names)
    for index, account in enumerate(told["accounts"]):
        yield from _account_problems(account, join("/accounts", index), persons, names)
    for index, van in enumerate(told.get("vans", ())):
        for number, table in enumerate(van.get("tables", ())):
            yield from names.wrong("agencies", table["unit"], join("/vans", index, "tables", number, "unit"))
    yield from _neighbour_problems(told.get("neighbours", ()), names)
    accounts = {account.get("person") for account in told["accounts"]}
    for index, mandate in enumerate(told.get("mandates", ())):
        at = join("/mandates", index)
        yield from names.wrong("agencies", mandate["recorded_at"], join(at, "recorded_at"))
        for key, known in (("principal", set(persons)), ("agent", accounts)):
            if mandate[key] not in known:
                remedy = near(mandate[key], known, "add it")
                yield Problem(join(at, key), f"there is no person “{mandate[key]}” to be {key}", remedy)


def _person_problems(person: dict[str, Any], at: str) -> Iterator[Problem]:
    try:
        reading = forms.check_nik(person["nik"])
    except (Refused, ValueError) as fault:
        yield Problem(join(at, "nik"), str(fault), "a demonstration NIK has the form of a real one and serial 9xxx")
        return
    born = person["born_on"]
    if (reading.birth_day, reading.birth_month) != (born.day, born.month) or reading.female != (person["sex"] == 2):
        yield Problem(join(at, "nik"), "the NIK does not fit the birth date or sex", "women: day of birth plus 40")
    yield from _phone_problems(person, at)


def _neighbour_problems(heads: Iterable[dict[str, Any]], names: Names) -> Iterator[Problem]:
    for index, head in enumerate(heads):
        at = join("/neighbours", index)
        yield from names.wrong("agencies", head["recorded_at"], join(at, "recorded_at"))
        yield from _phone_problems(head, at)


def _phone_problems(told: dict[str, Any], at: str) -> Iterator[Problem]:
    if told.get("phone") and not told["phone"].startswith(DEMO_PHONES):
        yield Problem(join(at, "phone"), "this could be somebody's number", f"begin it with {DEMO_PHONES}")


def _account_problems(account: dict[str, Any], at: str, persons: Any, names: Names) -> Iterator[Problem]:
    if account.get("person") and account["person"] not in persons:
        yield Problem(
            join(at, "person"), f"there is no person “{account['person']}”", near(account["person"], persons, "add it")
        )
    if account.get("email") and not account["email"].endswith(DEMO_ADDRESSES):
        yield Problem(join(at, "email"), "this could be somebody's address", "let it end in .example")
    if account.get("phone") and not account["phone"].startswith(DEMO_PHONES):
        yield Problem(join(at, "phone"), "this could be somebody's number", f"begin it with {DEMO_PHONES}")
    if account.get("proven_at"):
        yield from names.wrong("agencies", account["proven_at"], join(at, "proven_at"))
    for number, holding in enumerate(account.get("holdings", ())):
        yield from names.wrong("roles", holding["role"], join(at, "holdings", number, "role"))
        yield from names.wrong("agencies", holding["unit"], join(at, "holdings", number, "unit"))
    for number, authority in enumerate(account.get("authorities", ())):
        yield from names.wrong("agencies", authority["unit"], join(at, "authorities", number, "unit"))
        if "CONTOH" not in authority["decree"]:
            yield Problem(
                join(at, "authorities", number, "decree"), "a made-up decree must say so", "write CONTOH in it"
            )


def _population_problems(plan: dict[str, Any], names: Names) -> Iterator[Problem]:
    """Sources that are not there, and ages that overlap or leave a gap: somebody would have none."""
    named = [("/population/source", plan["source"]), ("/population/usual", plan["usual"])]
    named += [("/population/sizes/source", plan["sizes"]["source"])]
    named += [("/population/districts_source", plan["districts_source"])] if plan.get("districts_source") else []
    for key in ("ages", "married"):
        named += [(join("/population", key, index, "source"), one["source"]) for index, one in enumerate(plan[key])]
    for at, source in named:
        yield from names.wrong("sources", source, at)
    ends = [0, *(age["last"] for age in plan["ages"])]
    for index, age in enumerate(plan["ages"]):
        if age["first"] != ends[index] or age["last"] <= age["first"]:
            message = f"ages go on from {ends[index]}, not from {age['first']} to {age['last']}"
            yield Problem(join("/population/ages", index), message, "let each begin where the one before ends")
