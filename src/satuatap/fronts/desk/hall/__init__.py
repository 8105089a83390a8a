"""The counter of a hall: who is here, who comes next."""
