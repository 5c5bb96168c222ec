"""The programs that are loaded: each takes a folder with a model and a port, and serves cards."""
