"""What several tests and the benchmark share."""
