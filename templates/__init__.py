"""Jinja templates of the generated modules."""
