"""The flow of a workflow: from jumps to loops and branches, and to statements."""
