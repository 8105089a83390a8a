"""The offices that a pack gives to every area of a kind: districts, villages, kelurahan."""

from typing import Any

from .reading import Pack


def local_units(pack: Pack) -> list[dict[str, Any]]:
    """One unit for every area of a kind that ``local_offices`` names, as ``agencies.put_unit`` takes it."""
    offices = pack.section("agencies.yaml", "local_offices") or {}
    districts = offices.get("kecamatan")
    found = []
    for area in pack.areas:
        plan = offices.get(area.kind)
        if not plan or not _is_whole(plan):
            continue
        unit = {
            "code": _filled(plan["code"], area.code, area.name),
            "name": _filled(plan["name"], area.code, area.name),
            "short_name": _filled(plan["short_name"], area.code, area.name),
            "head_title": _filled(plan["head_title"], area.code, area.name),
            "kind": plan["kind"],
            "area_code": area.code,
            "office_code": area.office_code,
            "week": plan.get("week") or "five",
            "tenant_level": plan.get("tenant") or "full",
        }
        if area.kind == "kelurahan" and districts and _is_whole(districts):
            unit["parent_code"] = _filled(districts["code"], area.code.rpartition(".")[0], "")
        found.append(unit)
    return found


def _is_whole(plan: dict[str, Any]) -> bool:
    return all(plan.get(key) for key in ("code", "kind", "name", "short_name", "head_title"))


def _filled(text: str, code: str, name: str) -> str:
    return text.replace("{digits}", code.replace(".", "")).replace("{name}", name)
