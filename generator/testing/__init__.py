"""Plans tests of generated modules: pytest files that call them as their users do."""
