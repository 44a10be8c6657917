"""The list of a dossier as a file: sent out as Excel, filled there, and read back with every fault at its cell."""
