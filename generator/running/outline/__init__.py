"""The requests of a workflow as far as they are known before it runs."""
