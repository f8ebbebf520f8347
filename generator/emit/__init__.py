"""Stage 5: module plans to source text."""
