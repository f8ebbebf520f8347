"""Runs workflows that were compiled in memory."""
