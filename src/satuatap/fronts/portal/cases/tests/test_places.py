"""Points and plots in a form: outside the region they are refused beside the field, inside they are drawn."""

import pytest
from django.urls import reverse

from satuatap.domain.cases.actions import hand_in
from satuatap.domain.cases.models import Case
from satuatap.domain.cases.tests.factories import FORM, make_draft, make_service, page_of
from satuatap.domain.regions.tests.factories import make_home
from satuatap.kernel.errors import Refused

pytestmark = pytest.mark.django_db
EXTENT = {"south": "-8.85", "west": "113.8", "north": "-7.65", "east": "114.7"}
PLACES = {"titik": {"format": "point", "title": "Titik"}, "batas": {"format": "polygon", "title": "Batas"}}
PLOT = "-8.2190, 114.3690\n-8.2190, 114.3700\n-8.2200, 114.3700\n-8.2200, 114.3690"


@pytest.fixture
def draft(rani, licensing, noon, messages, time_machine):
    time_machine.move_to(noon, tick=False)
    make_home(extent=EXTENT)
    make_service(licensing, noon, form=FORM | {"properties": FORM["properties"] | PLACES})
    return make_draft(rani, noon)


def send(client, draft, **answers):
    page = reverse("portal:case_page", args=[draft.number, page_of(draft)])
    return client.post(page, {"teks": "Warung Rani", "luas": "4", "versi": "", **answers})


def test_a_place_elsewhere_is_refused_beside_its_field_and_stays_typed(draft, rani, client_of):
    answer = send(client_of(rani), draft, titik="8.2191, 114.3691")

    assert answer.status_code == 422
    assert "di luar daerah kami" in answer.text
    assert "8.2191, 114.3691" in answer.text
    assert 'href="#titik"' in answer.text


def test_a_point_and_a_plot_are_kept_and_drawn(draft, rani, client_of):
    client = client_of(rani)
    assert send(client, draft, titik="8°13'8.76\" LS 114°22'8.76\" BT", batas=PLOT).status_code == 302
    assert Case.objects.get().draft["titik"] == "-8.2191,114.3691"

    review = client.get(reverse("portal:case_review", args=[draft.number])).text

    assert "<polygon" in review
    assert "12.1" in review  # some 12,100 square metres
    assert "-8.22, 114.37" in review


def test_what_was_kept_for_later_is_looked_at_again_when_it_is_sent(draft, rani, noon, client_of):
    send(client_of(rani), draft, titik="-6.2, 106.8", nanti="1")
    with pytest.raises(Refused, match="di luar daerah"):
        hand_in(case_id=draft.pk, key=draft.pk, by=rani, at=noon)
