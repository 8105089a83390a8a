"""How many people live where: tables of the register for villages, districts and the region."""
