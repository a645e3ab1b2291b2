"""The debugger of lesson 05: step a program for the hand machine, with a breakpoint on the head's slot."""

from ntm_lib.demos.debugger.demo import Debugger, debugger

__all__ = ["Debugger", "debugger"]
