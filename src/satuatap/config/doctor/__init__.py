"""Whether this installation is fit to serve the public: one finding per line, each with how to mend it."""
