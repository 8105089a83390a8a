"""How long personal data are meant to be kept. Every table says so for each personal column, in its ``Privacy`` class; what
goes and when is decided by the retention schedule of the packs, class by class, and nothing goes by these words alone."""

KEEP_SHORT = "30 days"
KEEP_1_YEAR = "1 year"
KEEP_5_YEARS = "5 years"
KEEP_WITH_OWNER = "as long as the record it belongs to"
KEEP_REGISTER = "as long as the population register is kept"


def mask_nik(nik: str) -> str:
    """A NIK as it may stand on a page: four digits, a veil, four digits."""
    return f"{nik[:4]}••••••••{nik[-4:]}" if len(nik) == 16 else "•" * len(nik)


def mask_phone(phone: str) -> str:
    """``+6281200004471`` becomes ``0812-••••-4471``."""
    local = "0" + phone[3:] if phone.startswith("+62") else phone
    return f"{local[:4]}-••••-{local[-4:]}" if len(local) >= 9 else "••••"
