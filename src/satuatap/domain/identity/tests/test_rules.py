"""Addresses, names, passwords, and which decree covers a document."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from satuatap.domain.identity import rules
from satuatap.kernel.errors import Refused

PEOPLE = [UUID(int=number) for number in range(1, 4)]
UNIT = UUID(int=9)


@dataclass
class Decree:
    name: str = ""
    from_on: date = date(2026, 1, 1)
    to_on: date | None = None
    includes: list[str] = field(default_factory=list)
    excludes: list[str] = field(default_factory=list)
    account_id: UUID = PEOPLE[0]


TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "typed", ["0812 3456 7890", "081234567890", "+62 812-3456-7890", "62812 3456 7890", "(0812) 3456.7890"]
)
def test_a_phone_number_is_read_as_people_write_it(typed):
    assert rules.address(typed) == rules.Address("phone", "+6281234567890")


def test_an_email_address_is_kept_in_small_letters():
    assert rules.address("  Rani@Contoh.ID ") == rules.Address("email", "rani@contoh.id")


def test_an_empty_address_is_asked_for():
    with pytest.raises(Refused, match="Tulis nomor HP atau surel Anda") as refusal:
        rules.address("  ")
    assert refusal.value.field == "address"


@pytest.mark.parametrize("typed", ["halo", "0812", "rani@", "@contoh.id", "3510249909900001", "rani@contoh", "1" * 400])
def test_what_is_no_address_is_refused_in_words(typed):
    with pytest.raises(Refused, match="misalnya") as refusal:
        rules.address(typed)
    assert refusal.value.field == "address"


def test_an_address_is_shown_masked():
    assert rules.Address("phone", "+6281234564471").masked == "0812-••••-4471"
    assert rules.Address("email", "rani@contoh.id").masked == "ra•••@contoh.id"


@pytest.mark.parametrize("typed", ["Suharto", "I Made Wirawan", "Siti Nur'aini, S.E."])
def test_a_name_may_be_one_word(typed):
    assert rules.person_name(f"  {typed} ") == typed


@pytest.mark.parametrize("typed", ["", "   ", "...", "123", "<b>Rani</b>", "Rani\x00", "a" * 121])
def test_what_is_no_name_is_refused(typed):
    with pytest.raises(Refused):
        rules.person_name(typed)


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("pendek", "paling sedikit 10"),
        ("aaaaaaaaaaaa", "mudah ditebak"),
        ("102938475610", "mudah ditebak"),
        ("password123", "mudah ditebak"),
        ("WulandariCantik", "nama"),
    ],
)
def test_a_weak_password_is_refused_with_what_to_do(password, words):
    with pytest.raises(Refused, match=words):
        rules.require_password(password, ["Rani", "Wulandari"])


def test_a_few_words_are_a_good_password():
    rules.require_password("perahu hijau di selat", ["Rani"])


@pytest.mark.parametrize(
    ("how", "before", "after"), [("nik", 0, 1), ("seen", 0, 2), ("seen", 1, 2), ("digital-id", 1, 2)]
)
def test_proof_rises(how, before, after):
    assert rules.next_level(before, how) == after


@pytest.mark.parametrize(("how", "before"), [("nik", 1), ("nik", 2), ("seen", 2)])
def test_proof_is_not_given_twice(how, before):
    with pytest.raises(Refused, match="sudah terbukti"):
        rules.next_level(before, how)


@pytest.mark.parametrize(
    ("decree", "is_able"),
    [
        (Decree(), True),
        (Decree(from_on=TODAY, to_on=TODAY), True),
        (Decree(to_on=date(2026, 11, 22)), False),
        (Decree(from_on=date(2026, 11, 24)), False),
        (Decree(includes=["sktm"]), False),
        (Decree(includes=["izin-reklame"]), True),
        (Decree(includes=["*"]), True),
        (Decree(excludes=["izin-reklame"]), False),
        (Decree(includes=["izin-reklame"], excludes=["izin-reklame"]), False),
    ],
)
def test_a_decree_covers_its_types_and_days(decree, is_able):
    assert (rules.choose([decree], "izin-reklame", TODAY) is decree) is is_able


def test_the_acting_official_goes_before_the_one_away():
    head = Decree("head")
    acting = Decree("acting", from_on=date(2026, 11, 20), to_on=date(2026, 11, 30))
    assert rules.choose([head, acting], "izin-reklame", TODAY) is acting
    assert rules.choose([head, acting], "izin-reklame", date(2026, 12, 1)) is head


def test_a_decree_that_names_the_type_goes_first():
    named = Decree("named", includes=["izin-reklame"])
    general = Decree("general", from_on=date(2026, 6, 1))
    assert rules.choose([general, named], "izin-reklame", TODAY) is named
    assert rules.choose([general, named], "sktm", TODAY) is general


@pytest.mark.parametrize(
    ("capacity", "lines"),
    [
        ("definitif", ("Kepala Dinas",)),
        ("", ("Kepala Dinas",)),
        ("Plt.", ("Plt. Kepala Dinas",)),
        ("Plh.", ("Plh. Kepala Dinas",)),
        ("Pj.", ("Pj. Kepala Dinas",)),
        ("a.n.", ("a.n. Bupati Contoh", "Kepala Dinas")),
        ("u.b.", ("a.n. Bupati Contoh", "Sekretaris Daerah", "u.b.", "Kepala Dinas")),
    ],
)
def test_the_title_stands_as_the_capacity_asks(capacity, lines):
    assert rules.title_lines(capacity, "Kepala Dinas", "Bupati Contoh", "Sekretaris Daerah") == lines


def test_a_title_that_names_its_capacity_is_not_doubled():
    assert rules.title_lines("Plt.", "Plt. Kepala Dinas") == ("Plt. Kepala Dinas",)


@pytest.mark.parametrize(("capacity", "behalf_of"), [("a.n.", ""), ("u.b.", ""), ("u.b.", "Bupati Contoh")])
def test_on_behalf_of_nobody_is_refused(capacity, behalf_of):
    with pytest.raises(Refused, match="Tulis jabatan"):
        rules.require_principal(capacity, behalf_of, "")


DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
TYPES = st.lists(st.sampled_from(["sktm", "izin", "*"]), max_size=2)
DECREES = st.lists(
    st.builds(
        Decree, from_on=DAYS, to_on=st.none() | DAYS, includes=TYPES, excludes=TYPES, account_id=st.sampled_from(PEOPLE)
    ),
    max_size=6,
)
AWAY = st.lists(
    st.builds(rules.Absence, st.sampled_from(PEOPLE), st.sampled_from(PEOPLE), st.just(UNIT), st.just("head")).filter(
        lambda a: a.account_id != a.deputy_id
    ),
    max_size=1,
)


@given(DECREES, AWAY, DAYS, st.sampled_from(["sktm", "izin"]))
def test_a_leave_never_leaves_a_document_without_a_signer(decrees, away, on, kind):
    """Whoever could sign before can, or the deputy can; nobody signs on a day or a type the decree does not name."""
    before, during = rules.able(decrees, kind, on), rules.able(decrees, kind, on, away)

    assert bool(before) == bool(during)
    assert all(d.from_on <= on and (d.to_on is None or on <= d.to_on) and kind not in d.excludes for d in during)
    for absence in away:
        signing = {d.account_id for d in during}
        assert not {absence.account_id, absence.deputy_id} <= signing
