"""What the settings promise."""

import os
import subprocess
import sys
from urllib.parse import quote

import pytest
from django.contrib.auth.hashers import get_hasher

from .. import settings
from ..hashers import Argon2


def test_no_script_or_style_in_a_page_is_ever_run():
    policy = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]

    assert policy["default-src"] == ["'self'"]
    assert "unsafe" not in str(policy)
    assert settings.STREAM_URL in policy["connect-src"]


def test_passwords_cost_what_we_decided(settings):
    settings.PASSWORD_HASHERS = ["satuatap.config.hashers.Argon2"]

    kept = get_hasher().encode("rahasia-sekali", get_hasher().salt())

    assert "argon2id" in kept
    assert "m=19456,t=2,p=1" in kept
    assert Argon2().verify("rahasia-sekali", kept)


def test_the_address_of_a_database_is_read_whole():
    address = f"postgres://o%40ner:p%2Fw@/name?host={quote('/a folder/run', safe='')}&sslmode=disable"

    found = settings.database(address)

    assert (found["USER"], found["PASSWORD"], found["NAME"], found["HOST"]) == ("o@ner", "p/w", "name", "/a folder/run")
    assert found["OPTIONS"]["sslmode"] == "disable"


def said(name: str, **environment: str) -> str:
    code = f"from satuatap.config import settings; print(repr(settings.{name}))"
    known = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **environment}
    return subprocess.run([sys.executable, "-c", code], env=known, check=True, capture_output=True, text=True).stdout


@pytest.mark.parametrize("name", ["SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_HSTS_SECONDS"])
def test_in_production_over_https_nothing_travels_in_the_clear(name, tmp_path):
    found = said(name, SATUATAP_PRODUCTION="1", SATUATAP_URL="https://mpp.example.id", SATUATAP_HOME=str(tmp_path))

    assert found.strip() not in {"False", "0"}


def test_cookies_of_two_copies_on_one_machine_differ(tmp_path):
    names = {said("SESSION_COOKIE_NAME", PORT=port, SATUATAP_HOME=str(tmp_path)) for port in ("8110", "8120")}

    assert len(names) == 2


def test_pages_do_not_load_what_only_jobs_need(tmp_path):
    code = """
import sys, django; django.setup()
from django.urls import get_resolver; assert get_resolver().url_patterns
print(sorted({"typst", "pyhanko", "openpyxl", "aiohttp", "lxml"} & sys.modules.keys()))
"""
    known = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "SATUATAP_HOME": str(tmp_path)}
    known["DJANGO_SETTINGS_MODULE"] = "satuatap.config.settings"

    done = subprocess.run([sys.executable, "-c", code], env=known, capture_output=True, text=True, check=False)

    assert done.stdout.strip() == "[]", done.stderr
