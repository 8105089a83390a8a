"""The register of residents: people, their households, what happened to them."""
