"""A walk through the main job over HTTP, as the people who do it would walk."""
