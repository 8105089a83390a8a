"""A town with one letter that nobody signs."""

from datetime import UTC, datetime

import pytest

from satuatap.adapters.signing import setup
from satuatap.domain.agencies import queries as agencies
from satuatap.domain.identity.tests.factories import make_account, make_authority, make_holding
from satuatap.domain.notifications.tests.factories import put_pack_messages
from satuatap.domain.packs import actions
from satuatap.domain.packs.tests.factories import write_pack
from satuatap.domain.residents.tests.factories import HEAD, make_family, make_link, make_person
from satuatap.kernel.actors import Actor, system
from tests.support.cast import actor_of
from tests.support.sealed import AREA, PACK

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)


@pytest.fixture
def town(db, tmp_path, settings, time_machine) -> tuple[Actor, Actor]:
    """Rani, who lives there, and the head of its office."""
    setup(settings.HOME)
    installer = system("test")
    time_machine.move_to(NOON, tick=True)
    actions.install(path=write_pack(tmp_path, PACK), by=installer, at=NOON)
    put_pack_messages(NOON)
    unit = agencies.local_office("village", AREA)
    lurah = make_account(name="Sari Contoh")
    make_holding(lurah, unit, role="head-of-agency")
    make_authority(lurah, unit, title_line="Lurah Alun-alun")
    party = make_person("Rani Contoh")
    make_family((party, HEAD), area_code=AREA)
    return actor_of(make_link(party, unit.pk)), actor_of(lurah)
