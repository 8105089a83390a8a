"""One file per subcommand of ``satuatap``: a docstring, ``add_arguments(parser)`` and ``run(arguments) -> int``."""
