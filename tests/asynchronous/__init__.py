"""Modules whose functions are for an event loop."""
