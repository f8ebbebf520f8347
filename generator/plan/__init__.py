"""Stage 4: checked workflows to module plans: what happens, not how it is spelled."""
