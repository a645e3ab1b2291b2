"""Learner notebooks in, report out. No lesson imports this package.

`nbval_plugin` is loaded by every pytest run on a machine that has the course, so nothing is imported here.
"""
