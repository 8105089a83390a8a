"""The village desk without the line: the page that works by itself, what it is given, and what it sends."""
