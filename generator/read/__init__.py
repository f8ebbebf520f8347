"""Stage 1: paths to documents, with the place of every value in them."""
