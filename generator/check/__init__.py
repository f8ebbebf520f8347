"""Stage 3: what a linked workflow gets wrong, and the type of every expression."""
