"""How a node and its centre write to each other: signed JSON over HTTPS, each letter answered with a signed one."""
