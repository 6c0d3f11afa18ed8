"""Shared set-up: tests run as the trial set-up does, without secrets in the environment."""

import os

os.environ.setdefault("DEMO", "1")
