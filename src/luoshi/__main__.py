"""`python -m luoshi`."""

from luoshi.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
