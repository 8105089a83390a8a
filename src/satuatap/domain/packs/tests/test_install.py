"""Installing: everything arrives, a second time nothing changes, a service is one more file."""

from datetime import date

import pytest

from satuatap.domain.agencies import queries as agencies
from satuatap.domain.audit.models import Entry
from satuatap.domain.catalog import queries as catalog
from satuatap.domain.catalog.models import Revision
from satuatap.domain.documents.models import Template
from satuatap.domain.packs import actions
from satuatap.domain.packs.models import PackInstall
from satuatap.domain.regions import queries as regions
from satuatap.kernel.actors import NOBODY
from satuatap.kernel.errors import Refused

from .factories import FILES, INSTALLER, NOON, SHIPPED, changed, write_pack

pytestmark = pytest.mark.django_db
SERVICE = "services/pasar/izin-lapak.yaml"
ON = date(2026, 11, 23)


def install(path):
    return actions.install(path=path, by=INSTALLER, at=NOON)


def test_everything_a_pack_says_arrives_in_the_room_that_owns_it(tmp_path):
    changes = install(write_pack(tmp_path))

    assert regions.home().name == "Kota Contoh"
    assert regions.area("99.71.01.1001").kind == "kelurahan"
    assert agencies.unit("pasar").name == "Dinas Pasar"
    office = agencies.local_office("village", "99.71.01.1001")
    assert (office.code, office.parent.code) == ("kelurahan-9971011001", "kecamatan-997101")
    assert [site.code for site in agencies.sites()] == ["balai"]
    monday = agencies.open_intervals(unit_id=agencies.unit("pasar").pk, start=ON, end=ON)
    assert len(monday) == 2
    holiday = date(2026, 4, 1)
    assert agencies.open_intervals(unit_id=agencies.unit("pasar").pk, start=holiday, end=holiday) == ()
    assert catalog.role_names()["front-officer"] == "Petugas loket"
    assert [reason.code for reason in catalog.reasons("return")] == ["kurang"]
    assert [event.code for event in catalog.life_events(on=ON)] == ["buka-usaha"]
    standard = catalog.standard("izin-lapak", on=ON)
    assert (standard.unit_code, standard.fees[0].amount, standard.number) == ("pasar", 25000, 1)
    assert standard.sources["sk"].title == "Keputusan Wali Kota Contoh"
    assert Template.objects.get(code="izin-lapak").version == 1
    assert changes.counts["services"] == 1
    assert PackInstall.objects.get().name == "contoh"


def test_a_second_time_nothing_changes_and_nothing_is_written_down(tmp_path):
    path = write_pack(tmp_path)
    install(path)
    traces = Entry.objects.count()

    changes = install(path)

    assert changes.counts == {}
    assert Entry.objects.count() == traces
    assert PackInstall.objects.count() == 1


@pytest.mark.parametrize(
    ("files", "counts"),
    [
        (changed(SERVICE, "summary: Izin berjualan", "summary: Izin berdagang"), {"services": 1}),
        (changed("agencies.yaml", "name: Dinas Pasar, short", "name: Dinas Pasar Kota, short"), {"offices": 1}),
        (changed("areas.csv", "Alun-alun", "Alun-Alun Kota"), {"areas": 1, "offices": 1}),
        (changed("roles.yaml", "Petugas loket", "Petugas depan"), {"roles": 1}),
        (changed("reasons.yaml", "Berkas kurang.", "Berkas belum lengkap."), {"reasons": 1}),
        (changed("life-events.yaml", "name: Buka usaha", "name: Buka toko"), {"life events": 1}),
        (changed("pack.yaml", "short_name: Contoh", "short_name: Kota"), {"home": 1}),
        (changed("documents/izin-lapak.typ", "#facts", "// anew\n#facts"), {"templates": 1}),
        (changed("sites.yaml", "name: Balai Kota\n    short", "name: Balai Besar\n    short"), {"sites": 1}),
    ],
)
def test_only_what_differs_is_changed(tmp_path, files, counts):
    install(write_pack(tmp_path))

    assert install(write_pack(tmp_path, files)).counts == counts


def test_a_changed_standard_is_a_new_revision_and_the_old_one_stays(tmp_path):
    install(write_pack(tmp_path))
    later = changed(SERVICE, "valid_from: 2026-01-02", "valid_from: 2027-01-01")
    later[SERVICE] = later[SERVICE].replace("3 working days", "2 working days")

    install(write_pack(tmp_path, later))

    assert catalog.standard("izin-lapak", on=ON).promise.amount == 3
    assert catalog.standard("izin-lapak", on=date(2027, 1, 1)).promise.amount == 2
    assert Revision.objects.count() == 2


def test_a_service_is_added_by_one_file(tmp_path):
    install(write_pack(tmp_path))
    copy = FILES[SERVICE].replace("code: izin-lapak", "code: izin-kios").replace("name: Izin lapak", "name: Izin kios")

    changes = install(write_pack(tmp_path, {"services/pasar/izin-kios.yaml": copy}))

    assert changes.counts == {"services": 1}
    assert [card.code for card in catalog.cards(on=ON)] == ["izin-kios", "izin-lapak"]
    assert catalog.search("izin kios", on=ON)[0].code == "izin-kios"


def test_a_service_the_pack_no_longer_names_is_retired(tmp_path):
    copy = FILES[SERVICE].replace("code: izin-lapak", "code: izin-kios")
    install(write_pack(tmp_path, {"services/pasar/izin-kios.yaml": copy}))

    changes = install(write_pack(tmp_path, {"services/pasar/izin-kios.yaml": ""}))

    assert changes.counts == {"services": 1}
    assert [card.code for card in catalog.cards(on=ON)] == ["izin-lapak"]
    assert Revision.objects.filter(service__code="izin-kios").exists()


def test_a_pack_with_an_error_changes_nothing(tmp_path):
    with pytest.raises(Refused, match="there is no role"):
        install(write_pack(tmp_path, changed(SERVICE, "by: technical-team", "by: tim")))

    assert not PackInstall.objects.exists()
    assert regions.home().name == "Daerah"


def test_a_base_pack_is_not_installed_alone():
    with pytest.raises(Refused) as refusal:
        install(SHIPPED / "nasional")
    assert refusal.value.code == "pack"


def test_nobody_but_the_system_installs(tmp_path):
    with pytest.raises(Exception):  # noqa: B017 (each room refuses in its own way)
        actions.install(path=write_pack(tmp_path), by=NOBODY, at=NOON)
    assert not PackInstall.objects.exists()
