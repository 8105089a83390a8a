"""Several applications for one life event: choosing, filling in as one form, sending at once, following as one."""
