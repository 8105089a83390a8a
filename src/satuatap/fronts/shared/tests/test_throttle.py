"""Counting tries, and going on to pages of ours only."""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import RequestFactory
from django.utils import timezone

from satuatap.fronts.shared import throttle
from satuatap.fronts.shared.onward import is_ours, onward
from satuatap.fronts.shared.throttle import Rate
from satuatap.kernel.errors import Refused


@pytest.mark.django_db
def test_a_rate_is_used_up_and_comes_back(time_machine):
    start = timezone.now()
    time_machine.move_to(start, tick=False)
    assert [throttle.spend("code", "rani", Rate(2, 60)) for _try in range(3)] == [True, True, False]
    assert throttle.spend("code", "tono", Rate(2, 60))
    assert throttle.spend("password", "rani", Rate(2, 60))
    time_machine.move_to(start + timedelta(seconds=61), tick=False)
    assert throttle.spend("code", "rani", Rate(2, 60))


@pytest.mark.django_db
def test_the_narrowest_of_several_rates_holds():
    rates = (Rate(1, 60), Rate(5, 3600))
    assert [throttle.spend("code", "rani", *rates) for _try in range(2)] == [True, False]
    with pytest.raises(Refused, match="Terlalu banyak percobaan"):
        throttle.require("code", "rani", *rates)


@pytest.mark.django_db
def test_counting_is_one_statement_and_keeps_no_address(django_assert_num_queries):
    with django_assert_num_queries(1):
        throttle.spend("code", "+6281234567890", Rate(1, 60))
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM satuatap_cache")
        assert "81234567890" not in str(cursor.fetchall())


@pytest.mark.django_db
def test_what_has_run_out_is_forgotten(time_machine):
    start = timezone.now()
    throttle.spend("code", "rani", Rate(1, 60))
    throttle.spend("code", "rani", Rate(1, 3600))
    time_machine.move_to(start + timedelta(seconds=90))
    assert caches["default"].forget_expired() == 1


def test_an_ipv6_client_counts_as_its_network():
    request = RequestFactory().get("/", REMOTE_ADDR="2001:db8:1:2:aaaa::1")
    neighbour = RequestFactory().get("/", REMOTE_ADDR="2001:db8:1:2:bbbb::2")
    assert throttle.client(request) == throttle.client(neighbour) == "2001:db8:1:2::/64"


def test_what_the_client_says_of_itself_is_not_believed():
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.7", HTTP_X_FORWARDED_FOR="198.51.100.9")
    assert throttle.client(request) == "192.0.2.7"


def test_behind_our_proxy_the_address_it_saw_counts(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="198.51.100.9, 192.0.2.7")
    assert throttle.client(request) == "192.0.2.7"


@pytest.mark.parametrize(
    ("target", "is_fine"),
    [
        ("/berkas/1?a=b", True),
        ("/", True),
        ("", False),
        ("berkas", False),
        ("//evil.example/", False),
        ("/\\evil.example", False),
        ("https://evil.example", False),
        ("\t//evil.example", False),
        ("/\t/evil.example", False),
    ],
)
def test_only_paths_of_ours_are_gone_on_to(target, is_fine):
    assert is_ours(target) is is_fine
    assert onward(RequestFactory().get("/", {"next": target}), "/x") == (target if is_fine else "/x")
