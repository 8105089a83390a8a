"""Finding a service and reading its whole standard."""
