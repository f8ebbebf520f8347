"""Stage 6: source texts to files, staged and renamed."""
