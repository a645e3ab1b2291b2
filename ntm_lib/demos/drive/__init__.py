"""The game of lesson 03: drive the head to six targets with the dials of addressing."""

from ntm_lib.demos.drive.demo import drive

__all__ = ["drive"]
