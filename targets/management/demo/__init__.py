"""The demo: what the demo people planned, typed, checked and locked, told through the services."""

CARA = "demo"
"""The reason that the history of every demo figure carries."""
