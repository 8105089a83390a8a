"""What is owed and what was paid: bills, payments, receipts."""
