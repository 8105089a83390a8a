"""Areas of the country with their codes and the dates they hold. Words: area, level."""
