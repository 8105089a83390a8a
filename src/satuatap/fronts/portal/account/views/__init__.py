"""The pages of signing in and of one's own account, one file for each errand."""
