"""Requests of every kind, compiled and sent."""
