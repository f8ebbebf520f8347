"""What a user is told: diagnostics, their rules and how they are shown."""
