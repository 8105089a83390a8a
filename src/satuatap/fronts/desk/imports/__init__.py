"""Files of residents: brought, mapped, checked, entered, undone."""
