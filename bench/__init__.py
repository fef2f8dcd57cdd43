"""How fast the program is, each figure beside a control measured in the same run: `python -m bench`."""
