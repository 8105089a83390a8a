"""Opening an account and what belongs to it: name, addresses, password, preferences."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused

from .. import policies, rules
from ..models import Account, QuickDesk, Session


@transaction.atomic
def create_account(
    *,
    name: str,
    phone: str = "",
    email: str = "",
    password: str = "",
    language: str = "id",
    is_proven: bool = False,
    is_demo: bool = False,
    is_from_outside: bool = False,
    by: Actor,
    at: datetime,
) -> Account:
    """A new account that signs in with a phone, an e-mail address or both.

    ``is_proven`` says that a code sent to the address came back; ``is_from_outside`` that it signs in with an identity
    from outside and needs no address. Raises ``Refused`` for a name or address that cannot
    be one, and ``Refused("taken")`` when another account has the address.
    """
    account = Account(
        name=rules.person_name(name),
        phone=rules.phone_number(phone) if phone else None,
        email=rules.email_address(email) if email else None,
        language=language,
        is_demo=is_demo,
        created_at=at,
    )
    if account.phone is None and account.email is None and not is_from_outside:
        raise Refused("address", _("Akun perlu nomor HP atau surel."), field="address")
    if is_proven:
        account.phone_proven_at = at if account.phone else None
        account.email_proven_at = at if account.email else None
    if password:
        rules.require_password(password, known_of(account))
        account.set_password(password)
    else:
        account.set_unusable_password()
    save_once(account)
    record("account.created", on=account, by=by, at=at)
    return account


def save_once(account: Account, fields: Iterable[str] | None = None) -> None:
    """Save, and say in words when the address already belongs to another account."""
    try:
        with transaction.atomic():
            account.save(update_fields=fields)
    except IntegrityError as error:
        if "identity_account_email_once" not in str(error) and "identity_account_phone" not in str(error):
            raise
        raise Refused("taken", _("Alamat itu sudah dipakai akun lain."), field="address") from None


def known_of(account: Account) -> tuple[str, ...]:
    """What must not be part of the account's password."""
    phone = (account.phone or "").removeprefix("+62")
    email = (account.email or "").partition("@")[0]
    return tuple(word for word in (*account.name.split(), phone, email) if word)


def locked(account_id: UUID) -> Account:
    """The account, held until the end of the transaction. Raises ``NotFound``."""
    account = Account.objects.select_for_update().filter(pk=account_id).first()
    if account is None:
        raise NotFound
    return account


def own(account_id: UUID, by: Actor) -> Account:
    """The actor's own account, held. Raises ``NotFound`` for anybody else's."""
    policies.require(policies.is_own(by, account_id))
    return locked(account_id)


def release_unproven(address: rules.Address, keep: UUID) -> None:
    """Take an address from accounts that never proved it."""
    unproven = {address.kind: address.value, f"{address.kind}_proven_at": None}
    Account.objects.filter(**unproven).exclude(pk=keep).update(**{address.kind: None})


@transaction.atomic
def rename(*, account_id: UUID, name: str, by: Actor, at: datetime) -> Account:
    """Change the name an account goes by. Once a NIK has matched, the register's name stands: ``Refused("proven")``."""
    account = own(account_id, by)
    if account.proof_level > 0 and not by.is_system:
        words = _("Nama mengikuti data kependudukan. Perbaikannya lewat Dispendukcapil.")
        raise Refused("proven", words, field="name")
    account.name = rules.person_name(name)
    account.save(update_fields=["name"])
    record("account.renamed", on=account, by=by, at=at, fields=["name"])
    return account


@transaction.atomic
def set_address(*, account_id: UUID, address: rules.Address, by: Actor, at: datetime) -> Account:
    """Put a phone number or e-mail address to which a code was sent and came back.

    Takes it from an account that had it without proof. Raises ``Refused("taken")`` when somebody else proved it.
    """
    account = own(account_id, by)
    release_unproven(address, account_id)
    value, proven = address.kind, f"{address.kind}_proven_at"
    setattr(account, value, address.value)
    setattr(account, proven, at)
    save_once(account, [value, proven])
    record("account.address-set", on=account, by=by, at=at, fields=[value])
    return account


@transaction.atomic
def confirm_address(*, account_id: UUID, address: rules.Address, by: Actor, at: datetime) -> None:
    """Note that a code sent to an address the account has came back."""
    unproven = {address.kind: address.value, f"{address.kind}_proven_at": None}
    account = own(account_id, by)
    if Account.objects.filter(pk=account_id, **unproven).update(**{f"{address.kind}_proven_at": at}):
        record("account.address-proven", on=account, by=by, at=at, fields=[address.kind])


@transaction.atomic
def remove_address(*, account_id: UUID, kind: str, by: Actor, at: datetime) -> Account:
    """Take away the phone or the e-mail address; ``Refused("last-address")`` when no proven one would be left."""
    account = own(account_id, by)
    other_is_proven = account.email_proven_at if kind == "phone" else account.phone_proven_at
    if not other_is_proven:
        words = _("Ini satu-satunya cara kami menghubungi Anda. Tambahkan dulu yang lain.")
        raise Refused("last-address", words, field=kind)
    setattr(account, kind, None)
    setattr(account, f"{kind}_proven_at", None)
    account.save(update_fields=[kind, f"{kind}_proven_at"])
    record("account.address-removed", on=account, by=by, at=at, fields=[kind])
    return account


@transaction.atomic
def set_password(*, account_id: UUID, password: str, keep_session: str = "", by: Actor, at: datetime) -> Account:
    """Set the password and end every other session; the caller has asked for fresh proof. ``Refused("password")``."""
    account = own(account_id, by)
    rules.require_password(password, known_of(account))
    account.set_password(password)
    account.save(update_fields=["password"])
    Session.objects.filter(account=account).exclude(session_key=keep_session).delete()
    QuickDesk.objects.filter(account=account).delete()
    record("account.password-set", on=account, by=by, at=at, fields=["password"])
    return account


@transaction.atomic
def prefer(
    *, account_id: UUID, language: str | None = None, theme: str | None = None, by: Actor, at: datetime
) -> Account:
    """Choose the language of messages and the look of pages; what is None stays."""
    account = own(account_id, by)
    if language not in (None, "id", "en") or theme not in (None, "", "light", "dark"):
        raise Refused("choice", _("Pilih salah satu dari daftar."))
    chosen = {"language": language, "theme": theme}
    fields = [name for name, value in chosen.items() if value is not None]
    for name in fields:
        setattr(account, name, chosen[name])
    account.save(update_fields=fields)
    record("account.preferences-set", on=account, by=by, at=at, fields=fields)
    return account


@transaction.atomic
def set_active(*, account_id: UUID, is_active: bool, by: Actor, at: datetime) -> Account:
    """Close an account to sign-in, or open it again. For the system only; closing ends its sessions."""
    policies.require(by.is_system)
    account = locked(account_id)
    account.is_active = is_active
    account.save(update_fields=["is_active"])
    if not is_active:
        Session.objects.filter(account=account).delete()
        QuickDesk.objects.filter(account=account).delete()
    record("account.opened" if is_active else "account.closed", on=account, by=by, at=at)
    return account
