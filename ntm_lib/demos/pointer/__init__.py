"""The soft pointer of lesson 01: drag shares, watch the read move, and compare its gradient with a hard pointer's."""

from ntm_lib.demos.pointer.demo import pointer
from ntm_lib.demos.pointer.pulls import hard_read, pointer_memory, pulls

__all__ = ["hard_read", "pointer", "pointer_memory", "pulls"]
