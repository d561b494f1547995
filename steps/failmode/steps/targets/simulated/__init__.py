"""The built-in target `simulator`: every part, each replaceable."""
