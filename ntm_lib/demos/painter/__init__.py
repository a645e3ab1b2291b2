"""The memory painter of lesson 04: two write heads on a picture, with undo, and what an erase leaves behind."""

from ntm_lib.demos.painter.demo import painter

__all__ = ["painter"]
