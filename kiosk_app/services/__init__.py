"""Entry points of the processes that have no screen."""
