"""The rules of a case, pure: the grammar of flows, the engine, the promise clock, what an officer may do at a step."""
