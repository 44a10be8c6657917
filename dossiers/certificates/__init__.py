"""Certificates on paper: stock and its register, print runs, the list of prize money."""
