"""Start of the command line with `python -m failmode`."""

from failmode.cli import main

if __name__ == "__main__":
    main()
