"""Tools for developers that are no tests themselves; each has tests beside the others."""
