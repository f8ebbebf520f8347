"""Plays the APIs of workflows: values of schemas, and responses that lead on."""
