"""A lesson small enough to hold in one's head, that keeps every cell rule and needs nothing of the course to run."""

SAMPLE = '''\
# %% [markdown]
# # 77 · Double
#
# **Objectives.** You can double a number.
#
# **Minutes:** 5 · **Prerequisites:** none

# %% tags=["setup"]
from types import SimpleNamespace

checks = SimpleNamespace(check=lambda name, f: print(f"{name}: {f(3)}"), predict=lambda name, bet: None)
figures = SimpleNamespace(machine=lambda: None)

# %% [markdown]
# This is the machine, and this is your bet.

# %%
figures.machine()
checks.predict("77.bet", None)

# %% [markdown] tags=["exercise"]
# ### Exercise 77.1 · Double
#
# (Eq. 6) · difficulty ●○○○○ · importance ●●○○○ · 5 min · 1 point
#
# Give back twice the number.

# %% tags=["exercise"]
def double(number):
    """Twice the number."""
    # BEGIN SOLUTION
    twice = number * 2
    return twice
    # END SOLUTION


# %% tags=["check"]
checks.check("77.1", double)

# %% [markdown]
# From here on you use the library's.

# %%
from operator import index as double

# %% [markdown]
# The library's gives the number itself.

# %%
double(4)

# %% [markdown] tags=["quiz"]
# **1. One?**
#
# <details><summary>A. Yes.</summary>Right, it is.</details>
# <details><summary>B. No.</summary>Not so, look again.</details>

# %% [markdown] tags=["quiz"]
# **2. Two?**
#
# <details><summary>A. Yes.</summary>Right, it is.</details>
# <details><summary>B. No.</summary>Not so, look again.</details>

# %% [markdown] tags=["quiz"]
# **3. Three?**
#
# <details><summary>A. Yes.</summary>Right, it is.</details>
# <details><summary>B. No.</summary>Not so, look again.</details>

# %% [markdown] tags=["quiz"]
# **4. Four?**
#
# <details><summary>A. Yes.</summary>Right, it is.</details>
# <details><summary>B. No.</summary>Not so, look again.</details>

# %% [markdown]
# ## Stretch
#
# Triple it.
'''


def change(old: str, new: str) -> str:
    assert SAMPLE.count(old) == 1, f"{old!r} stands {SAMPLE.count(old)} times in the sample"
    return SAMPLE.replace(old, new)
