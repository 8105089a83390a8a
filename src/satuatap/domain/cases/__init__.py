"""An application from draft to hand-over: cases, tasks, commands, the promise clock."""
