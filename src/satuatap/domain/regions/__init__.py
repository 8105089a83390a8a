"""Areas of the country with their codes and the dates they hold, and the languages of the region. Words: area, level, tongue."""
