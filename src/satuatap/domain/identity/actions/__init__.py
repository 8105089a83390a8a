"""Writing accounts, what they hold and who may sign."""

from .accounts import (
    confirm_address,
    create_account,
    prefer,
    remove_address,
    rename,
    set_active,
    set_address,
    set_password,
)
from .authority import come_back, end_authority, name_deputy, put_authority
from .proof import raise_proof, recover, withdraw_proof
from .quick import close_desk, open_desk, set_pin, show_pin, try_pin
from .sessions import clear_sessions, end_session, end_sessions, note_sign_in
from .staff import end_holding, grant

__all__ = [
    "clear_sessions",
    "close_desk",
    "come_back",
    "confirm_address",
    "create_account",
    "end_authority",
    "end_holding",
    "end_session",
    "end_sessions",
    "grant",
    "name_deputy",
    "note_sign_in",
    "open_desk",
    "prefer",
    "put_authority",
    "raise_proof",
    "recover",
    "remove_address",
    "rename",
    "set_active",
    "set_address",
    "set_password",
    "set_pin",
    "show_pin",
    "try_pin",
    "withdraw_proof",
]
