"""The rules, by family; a code never changes its meaning."""
