"""Scanners for harmful content."""
