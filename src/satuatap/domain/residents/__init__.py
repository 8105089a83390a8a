"""The working register of people and organisations: parties, families, mandates, account links."""
