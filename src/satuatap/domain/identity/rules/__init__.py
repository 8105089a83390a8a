"""Rules of accounts and of the authority to sign: values in, a value or a refusal out."""

from .accounts import (
    Address,
    address,
    email_address,
    next_level,
    person_name,
    phone_number,
    require_password,
    require_pin,
    require_settled,
)
from .authority import (
    CAPACITIES,
    EVERY_TYPE,
    Absence,
    able,
    choose,
    covers,
    require_capacity,
    require_days_in_order,
    require_principal,
    title_lines,
)

__all__ = [
    "CAPACITIES",
    "EVERY_TYPE",
    "Absence",
    "Address",
    "able",
    "address",
    "choose",
    "covers",
    "email_address",
    "next_level",
    "person_name",
    "phone_number",
    "require_capacity",
    "require_days_in_order",
    "require_password",
    "require_pin",
    "require_principal",
    "require_settled",
    "title_lines",
]
