"""Shared floor: numbers, errors and other parts that know no app."""
