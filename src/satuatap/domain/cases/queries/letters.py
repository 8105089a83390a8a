"""Letters of villages that an application of another office takes: which there are, and which are on the way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from satuatap.domain.catalog import queries as catalog
from satuatap.domain.catalog.queries import Paper
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound

from .. import policies
from ..models import Case
from . import standards
from .again import Again, again
from .bundles import BundleFilling


@dataclass(frozen=True, slots=True)
class LetterWay:
    """How somebody without the letter comes by it: the service that makes it, and the one ``running`` for them already,
    which ``is_draft`` as long as it was not sent. ``channels`` are the service's, ``party_id`` is the applicant."""

    party_id: UUID
    service_code: str
    name: str
    channels: tuple[str, ...]
    running: str
    is_draft: bool


@dataclass(frozen=True, slots=True)
class PapersAtHand:
    """By requirement, what may be handed in ``again``, and the ``ways`` to a letter where there is nothing."""

    again: Mapping[str, tuple[Again, ...]]
    ways: Mapping[str, tuple[LetterWay, ...]]


def papers_at_hand(*, actor: Actor, case_id: UUID, today: date, lang: str = "id") -> PapersAtHand:
    """What the applicant has already for a case that is being filled. Raises ``NotFound``."""
    case = Case.objects.visible_to(actor).filter(pk=case_id).first()
    if case is None or not policies.may(actor, "attach", case):
        raise NotFound
    standard = standards.standard(case.revision_id)
    offered = again(actor, case, standard, today)
    wanting = [paper for paper in standard.papers if paper.letters and paper.key not in offered]
    return PapersAtHand(offered, _ways(case.pk, case.party_id, wanting, today, lang))


def bundle_ways(
    filling: BundleFilling, offered: Mapping[UUID, Mapping[str, tuple[Again, ...]]], today: date, lang: str = "id"
) -> dict[UUID, Mapping[str, tuple[LetterWay, ...]]]:
    """The same ways for the applications of a bundle, by application; ``offered`` is what may be handed in again."""
    found = {}
    for part in filling.parts:
        missing = {line.key for line in part.lines if line.state == "missing"} - offered.get(part.case_id, {}).keys()
        papers = standards.standard(part.revision_id).papers
        wanting = [paper for paper in papers if paper.letters and paper.key in missing]
        found[part.case_id] = _ways(part.case_id, filling.party_id, wanting, today, lang)
    return found


def _ways(
    case_id: UUID, party_id: UUID, papers: Sequence[Paper], today: date, lang: str
) -> Mapping[str, tuple[LetterWay, ...]]:
    """The letters of ours that would be the papers; one question besides the catalogue's."""
    if not papers:
        return {}
    made = catalog.issuing(lang, on=today)
    codes = {made[kind].code for paper in papers for kind in paper.letters if kind in made}
    running = _running(case_id, party_id, codes)
    return {
        paper.key: tuple(
            LetterWay(party_id, card.code, card.name, tuple(card.channels), *running.get(card.code, ("", False)))
            for kind in paper.letters
            if (card := made.get(kind))
        )
        for paper in papers
    }


def _running(case_id: UUID, party_id: UUID, codes: set[str]) -> dict[str, tuple[str, bool]]:
    """Number of the newest application of the party that has not ended, and whether it is a draft, by service."""
    cases = Case.objects.filter(party=party_id, service__code__in=codes, closed_at=None).exclude(pk=case_id)
    rows = cases.order_by("started_at", "id").values_list("service__code", "number", "submitted_at")
    return {code: (number, submitted_at is None) for code, number, submitted_at in rows}
