"""Run the compiler as `python -m arazzo_codegen`."""

from .cli.main import main

if __name__ == "__main__":
    main()
