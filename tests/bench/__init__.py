"""What `make bench` measures: the generated modules, and the compiler."""
