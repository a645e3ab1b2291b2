# %% [markdown]
# # 04 · Write: erase, then add
#
# A memory is of use only if it can be changed. In this lesson a head overwrites what it points at, a little or altogether, and you find
# out which changes can be taken back.
#
# **Objectives.** After this lesson you can
#
# - change a memory at a soft address: fade what is there, then add;
# - say which of these steps may change places, and which may not;
# - store a vector exactly, and say what a spread-out weighting leaves behind.
#
# **Minutes:** 45 · **Prerequisites:** lesson 01 (a weighting, a read); NumPy arrays · **Exercises:** 4.1, 4.2, 4.3, 4.4 (4 points)

# %% [markdown]
# Run the next cell first. It brings in NumPy, the checks, the pictures and the demos.

# %% tags=["setup"]
import numpy as np

from ntm_lib import by_hand, checks, demos, figures

# %% [markdown]
# ## Where we are in the machine
#
# Lessons 01 to 03 were about *where* a head looks: its *weighting*, one share a slot, which sums to 1. This lesson is about what a **write head** does
# there. Beside its weighting it gets two vectors from the controller, one that says what to erase and one that says what
# to add. In this picture a slot stands upright, as a column; everywhere else in the lesson it lies down, as a row.
#
# (Numbers like Eq. 3 are the paper's: Graves, Wayne and Danihelka, *Neural Turing Machines*, 2014.)

# %%
figures.machine(lit=["write", "memory"])

# %% [markdown]
# ## The finished picture
#
# This is where the lesson ends. The memory has 16 slots of 16 numbers and is looked at as a picture: a slot is a row, 0 is white, above 0 is blue, below 0 red.
# Two write heads paint it in eight steps. Then every one of their writes is taken back, in shuffled order, until nothing is left. (In the fourth picture the sea has gone before the fish.) Near the end you will see what it takes to make that fail.

# %%
writes = [head for step in demos.painting("fish") for head in step]
memories = [np.zeros((16, 16))]
for head in writes:
    memories.append(by_hand.write(memories[-1], *head))
for number in np.random.default_rng(4).permutation(len(writes)):
    memories.append(by_hand.add(memories[-1], writes[number].weighting, -writes[number].add_vector))
labels = ["blank", "half painted", "painted", "half taken back", "all taken back"]
figures.paintings(memories[::8], labels, ["painted, then taken back"], back=True, full=1.2)

# %% [markdown]
# ## Your bet
#
# Four slots hold the number 1 each. A head is spread evenly over them, a share of one quarter on each, and erases as strongly as it can. It adds nothing. Then it does the same again, and again.
# After how many such erases is each number below 0.02? Put a whole number in place of `None`; you will see it drawn over the truth.

# %%
my_steps = None
checks.predict("04.steps", my_steps)

# %% [markdown]
# ## Erase: who is affected, times how much
#
# Two things decide what an erase does to a number in memory. The *weighting* says how much the head is on its slot: a share from 0 to 1. The *erase
# vector* says how strongly its column is to be erased: 0 not at all, 1 altogether. Multiply the two, and you have the part that
# goes. The rest stays.
#
# Here is a memory of three slots with four numbers each. The head is mostly on slot 0, a little on slot 1, not at all on slot 2. It erases column 0 altogether and column 1 by 0.4.

# %%
small_memory = np.array([[8.0, 8.0, 8.0, 8.0], [4.0, 4.0, 4.0, 4.0], [2.0, 2.0, 2.0, 2.0]])
small_weighting = np.array([0.75, 0.25, 0.0])
small_erase = np.array([1.0, 0.4, 0.0, 0.0])
print("slot 0, column 0 keeps", 8 * (1 - 0.75 * 1.0))
print("slot 0, column 1 keeps", round(8 * (1 - 0.75 * 0.4), 3))
print("slot 1, column 0 keeps", 4 * (1 - 0.25 * 1.0))
print("slot 2, column 0 keeps", 2 * (1 - 0.0 * 1.0))

# %% [markdown]
# Every slot meets every column, so there are as many products as numbers in memory. All of them at once are the *outer product* of the two
# vectors: entry (i, j) is the weighting's number i times the erase vector's number j. NumPy calls it `np.outer`.

# %%
print(np.outer(small_weighting, small_erase).round(2))

# %% [markdown]
# In the paper's symbols, with $M_{t-1}(i)$ for slot $i$ before the write, $w_t(i)$ for its share and $e_t$ for the erase vector (Eq. 3):
#
# $$\tilde M_t(i) = M_{t-1}(i)\,\big[1 - w_t(i)\,e_t\big]$$
#
# The 1 stands for a vector of ones, and vectors are multiplied number by number. The wavy line says that the write is only half done.

# %% [markdown] tags=["exercise"]
# ### Exercise 4.1 · Erase
#
# (Eq. 3) · difficulty ●●○○○ · importance ●●●●● · 8 min · 1 point
#
# Return the memory that is left, as a new array: whoever called you still needs the old one. One slot is one row.

# %% tags=["exercise"]
def erase(memory, weighting, erase_vector):
    """What is left of a memory after an erase.

    memory        (slots, width)
    weighting     (slots,)  shares that sum to 1
    erase_vector  (width,)  0 keeps a column, 1 erases it
    returns       (slots, width), a new array

    erase([[8, 4], [2, 6]], [0.5, 0.5], [1, 0])  ->  [[4, 4], [1, 6]]   (as arrays)
    """
    # BEGIN SOLUTION
    return memory * (1 - np.outer(weighting, erase_vector))
    # END SOLUTION


# %% tags=["check"]
checks.check("4.1", erase)

# %% [markdown]
# From here on the lesson uses the library's function of the same name, so that you can go on whatever the check said. Stuck?
# `checks.hint("4.1")` in a cell of your own opens one hint more each time, and `checks.solution("4.1")` shows ours.

# %%
from ntm_lib.by_hand import erase

# %% [markdown]
# The erase of the small memory as a picture. Read it as an equation, from left to right: the memory, times 1 minus the outer product, is what is left. Where the share
# or the strength is 0, nothing happens.

# %%
figures.one_write(small_memory, small_weighting, erase_vector=small_erase)

# %% [markdown]
# ## Add: the same pattern, with a plus
#
# What is to be stored comes as an *add vector*, one number a column, of any size and sign. Each slot gets it in proportion to its share: with
# the add vector (4, −4, 0, 4), slot 0 with its share of 0.75 gets (3, −3, 0, 3), and slot 1 with 0.25 gets (1, −1, 0, 1). In symbols, with $a_t$ for the add vector (Eq. 4):
#
# $$M_t(i) = \tilde M_t(i) + w_t(i)\,a_t$$

# %%
small_add = np.array([4.0, -4.0, 0.0, 4.0])
print("slot 0 gets", 0.75 * small_add)
print("slot 1 gets", 0.25 * small_add)

# %% [markdown] tags=["exercise"]
# ### Exercise 4.2 · Add
#
# (Eq. 4) · difficulty ●○○○○ · importance ●●●●● · 5 min · 1 point
#
# Return a new memory in which each slot has got its share of the add vector on top of what it held.

# %% tags=["exercise"]
def add(memory, weighting, add_vector):
    """The memory after a vector was added, to each slot by its share.

    memory      (slots, width)
    weighting   (slots,)  shares that sum to 1
    add_vector  (width,)  any numbers
    returns     (slots, width), a new array

    add([[8, 4], [2, 6]], [0.5, 0.5], [2, 0])  ->  [[9, 4], [3, 6]]   (as arrays)
    """
    # BEGIN SOLUTION
    return memory + np.outer(weighting, add_vector)
    # END SOLUTION


# %% tags=["check"]
checks.check("4.2", add)

# %% [markdown]
# The library's `add` takes over, as before.

# %%
from ntm_lib.by_hand import add

# %% [markdown]
# ## An add is a read in the mirror
#
# A read gathers: it takes each slot by its share and sums them into one vector. An add scatters: it sends one vector out into all slots by the same
# shares. What comes back if you add to a blank memory and read with the same weighting? Each slot multiplies by its share twice, once on the way out and once on the way back: 0.75² + 0.25² = 0.625 of the vector, and so 2.5 of 4.

# %%
scattered = add(np.zeros((3, 4)), small_weighting, small_add)
figures.mirror(small_add, small_weighting, scattered, by_hand.read(scattered, small_weighting))

# %% [markdown]
# Only a head that is on one slot alone gets back all that it added. The more a weighting is spread, the fainter the echo; that is one more reason to *sharpen* it, as lesson 03 does.

# %%
for shares in ([1.0, 0.0, 0.0], [0.75, 0.25, 0.0], [1 / 3, 1 / 3, 1 / 3]):
    blank = np.zeros((3, 4))
    back = by_hand.read(add(blank, np.array(shares), small_add), np.array(shares))
    part = round(back[0] / small_add[0], 3)
    print("shares", np.round(shares, 2), "give back", part, "of", small_add, "which is", back.round(2))

# %% [markdown]
# ## What may change places?
#
# Erasing *multiplies*, and the order of factors does not matter. Adding *sums*, and the order of terms does not matter. But one of each in a row is
# another thing: (8 + 5) · 0 is not 8 · 0 + 5. Take one slot that holds the single number 8, with the head wholly on it.

# %%
slot, here = np.array([[8.0]]), np.array([1.0])
half, most, whole, five, three = (np.array([number]) for number in (0.5, 0.75, 1.0, 5.0, -3.0))
print("erase 0.5, then 0.75:", erase(erase(slot, here, half), here, most))
print("the other way round: ", erase(erase(slot, here, most), here, half))
print("add 5, then -3:      ", add(add(slot, here, five), here, three))
print("the other way round: ", add(add(slot, here, three), here, five))
print("erase 1, then add 5: ", add(erase(slot, here, whole), here, five))
print("the other way round: ", erase(add(slot, here, five), here, whole))

# %% [markdown]
# The last line decides how a write has to go. Erase first, then add, and the slot holds 5: the new number has arrived whole. Add first, and the erase takes the new number together with the old.
#
# A **write** is therefore an erase followed by an add, both at one weighting.

# %% [markdown] tags=["exercise"]
# ### Exercise 4.3 · Write
#
# (Eqs. 3, 4) · difficulty ●○○○○ · importance ●●●●● · 4 min · 1 point
#
# Put the two functions that you have just built together.

# %% tags=["exercise"]
def write(memory, weighting, erase_vector, add_vector):
    """The memory after a write: first the erase, then the add.

    memory        (slots, width)
    weighting     (slots,)  shares that sum to 1
    erase_vector  (width,)  0 keeps a column, 1 erases it
    add_vector    (width,)  any numbers
    returns       (slots, width), a new array

    write([[8, 4], [2, 6]], [0.5, 0.5], [1, 0], [2, 0])  ->  [[5, 4], [2, 6]]   (as arrays)
    """
    # BEGIN SOLUTION
    return add(erase(memory, weighting, erase_vector), weighting, add_vector)
    # END SOLUTION


# %% tags=["check"]
checks.check("4.3", write)

# %% [markdown]
# And the library's version for the rest of the lesson.

# %%
from ntm_lib.by_hand import write

# %% [markdown]
# The whole write to the small memory. Column 0 is overwritten, as far as each slot's share goes; column 1 is partly erased and then lowered; column 2 is left alone; column 3 is
# added to without any erasing.

# %%
figures.one_write(small_memory, small_weighting, small_erase, small_add)

# %% [markdown]
# ## Exact storage
#
# A computer's memory knows one way to write: afterwards the cell holds the new value, and nothing of the old one. The soft write can do that too, as one case among many. Let the head
# be wholly on one slot, with a share of 1. A number in it then becomes
#
# $$\text{old} \cdot (1 - \text{erase}) + \text{add}$$
#
# You do not know the old number. Which erase and which add make the result equal to your value, whatever the old number was?

# %% [markdown] tags=["exercise"]
# ### Exercise 4.4 · Overwrite
#
# difficulty ●●○○○ · importance ●●●●○ · 4 min · 1 point
#
# Given the vector to store, return the pair `(erase_vector, add_vector)` that a head with a share of 1 on a slot needs. Both are arrays as long as the value.

# %% tags=["exercise"]
def overwrite(value):
    """The vectors with which a write at a share of 1 stores a value exactly.

    value    (width,)  any numbers
    returns  (erase_vector, add_vector), each (width,)

    erase_vector, add_vector = overwrite([3, 5])
    write([[7, 7], [8, 8]], [1, 0], erase_vector, add_vector)  ->  [[3, 5], [8, 8]]   (as arrays)
    """
    # BEGIN SOLUTION
    return np.ones(value.shape), value
    # END SOLUTION


# %% tags=["check"]
checks.check("4.4", overwrite)

# %% [markdown]
# ## What a soft weighting leaves behind
#
# With a full erase and a share of $w$, a number becomes old · (1 − w) + value · w. That is a blend: a step from the old number towards the value, as
# long as the share. So a head that is spread beyond its slot spoils the others a little.
#
# Three vectors are stored in turn, each with 0.9 on its own slot and 0.05 on each of the other two. Sharp storage would leave 1 on the diagonal and 0 elsewhere. The last slot keeps its 0.9:
# nothing came after it. Below the diagonal little is left, since each slot's own write came later and erased nine tenths of it.

# %%
stored, values = np.zeros((3, 3)), np.eye(3)
for number in range(3):
    shares = np.full(3, 0.05)
    shares[number] = 0.9
    stored = write(stored, shares, np.ones(3), values[number])
figures.slots(stored, title="Three vectors, softly stored", places=3)

# %% [markdown]
# ## Several heads
#
# A machine may have two write heads or more, and they write in the same step. Which one goes first? If each did a whole write, the second would erase part of what the first had just
# added, and the order would matter. The paper's way out (Sec. 3.2): **all erases first, then all adds**. Erases may change places with erases and adds with adds, so no head is first.
#
# From here on all runs on **your** `write`. (The output says whether it is yours; if its check has not passed yet, the library's stands in.)

# %% tags=["nbval-ignore-output"]
my_write = checks.mine("4.3")

# %% [markdown]
# A write that adds zeros is an erase, and one that erases nothing is an add. So your function does for both halves of the step, with as many heads as there are.

# %%
def write_together(memory, heads):
    """A step of several heads, each (weighting, erase_vector, add_vector): all erases, then all adds."""
    for weighting, erase_vector, add_vector in heads:
        memory = my_write(memory, weighting, erase_vector, 0 * add_vector)
    for weighting, erase_vector, add_vector in heads:
        memory = my_write(memory, weighting, 0 * erase_vector, add_vector)
    return memory

# %% [markdown]
# Two heads meet on one slot that holds 8. Both erase it altogether; one adds 5 and the other 2. Together they leave 7 in it, the sum of what they added, whichever is named first. One after the other, the later one
# wins.

# %%
first, second = (here, whole, five), (here, whole, np.array([2.0]))
print("together:           ", write_together(slot, [first, second]))
print("named the other way:", write_together(slot, [second, first]))
print("first, then second: ", my_write(my_write(slot, *first), *second))
print("second, then first: ", my_write(my_write(slot, *second), *first))

# %% [markdown]
# ## Break it
#
# A memory of 16 slots with 16 numbers is your canvas, and two heads, on your `write`, are your brushes. Three things to try:
#
# 1. Give both heads the same add and erase 0, on slots far apart; set A's spread to 0 and B's to 0.5. Step. How much fainter is the middle of B's write, and where is the rest?
# 2. Put both heads on one slot, each with a full erase, and add opposite values. Then set one head's erase and add to 0.
# 3. Press "Paint a heart" (its last step, a blue glow, lightens the red), then "Unwrite all": it goes blank. Paint it again, erase somewhere, and unwrite all once more.

# %% tags=["nbval-ignore-output"]
demos.painter(my_write)

# %% [markdown]
# ## Your bet, and the truth
#
# Each erase takes a quarter of what is *there*, and not a quarter of what was there at first. So four of them do not take all: 0.75⁴ is left, nearly a third. On the right each line of the grid is a tenth of the
# one above: there the fall is a straight line, and it never reaches 0. The ring marks the first erase that leaves less than 0.02. If you made a bet, it is the orange line.

# %%
level, shares = np.ones((4, 1)), np.full(4, 0.25)
left = [1.0]
for _ in range(24):
    level = erase(level, shares, np.ones(1))
    left.append(float(level[0, 0]))
for count in (4, 13, 14):
    print(f"after {count:>2} erases {left[count]:.3f} is left")
figures.fading(left, prediction=checks.prediction("04.steps"), limit=0.02)

# %% [markdown]
# ## A picture, painted
#
# Now the picture of the beginning, step by step, painted by your `write`. Head A fills the sea with a single write: its weighting grows with the depth, so that each slot gets
# its own shade of one vector. Then it sets four bubbles, and rests for three steps. Head B paints the fish meanwhile, one slot a step. Neither of them erases.

# %%
steps = demos.painting("fish")
painted = [np.zeros((16, 16))]
for heads in steps:
    painted.append(write_together(painted[-1], heads))
labels = ["blank", *(f"after {count} steps" for count in (2, 4, 6, 8))]
figures.paintings(painted[::2], labels, ["two heads paint"], full=1.2)

# %% [markdown]
# ## And unwritten
#
# To take an add back, add the negative vector at the same weighting. Sums do not care about order, so the adds may be taken back in any order.
#
# The next function takes adds back in shuffled order and returns the memory after each.

# %%
def take_back(memory, steps):
    """Take back every add of these steps in shuffled order; returns the memories on the way."""
    heads = [head for step in steps for head in step]
    memories = [memory]
    for number in np.random.default_rng(4).permutation(len(heads)):
        weighting, _, add_vector = heads[number]
        memories.append(my_write(memories[-1], weighting, 0 * add_vector, -add_vector))
    return memories

# %% [markdown]
# An erase is another matter. The second film is the same but for one thing: after six steps a head on slots 7 and 8, half on each, erases every column at full strength. Then all adds are taken back,
# also those of which half was erased. They take away what is not there any more, and the picture's *negative* stays: a scar. What was erased is nowhere in memory, so no add can know it.
#
# Halfway the sea happens to be taken back and much of the fish is not. There the fish is *darker*: the sea under it had made its numbers less negative.

# %%
erased = my_write(painted[6], np.eye(16)[7] / 2 + np.eye(16)[8] / 2, np.ones(16), np.zeros(16))
ended = write_together(write_together(erased, steps[6]), steps[7])
films = []
for after_six, finished in ((painted[6], painted[8]), (erased, ended)):
    undone = take_back(finished, steps)
    films.append([painted[0], after_six, finished, undone[8], undone[16]])
labels = ["blank", "after 6 steps", "after 8 steps", "half taken back", "all taken back"]
figures.paintings(films, labels, ["adds alone", "one erase in between"], back=True, full=1.2)

# %% [markdown]
# In numbers: adds alone leave nothing, but for rounding. The scar is as large as half of what the picture held there, after six steps.

# %%
blank_again, scarred = films[0][-1], films[1][-1]
print("adds alone: every number below 0.00001?  ", bool(np.abs(blank_again).max() < 1e-5))
print("slots with a scar:                       ", np.flatnonzero(np.abs(scarred).max(axis=1) > 1e-5))
half_of_it = painted[6][7:9] / 2
print("scar = minus half of what was there then?", np.allclose(scarred[7:9], -half_of_it, atol=1e-5))

# %% [markdown]
# ## What you built
#
# `erase`, `add` and `write`: a soft overwrite. Every number in memory changes smoothly with the weighting and with both vectors, so gradient descent can teach a network what to
# write, what to forget and where. And you know when a soft write is an exact one: a share of 1, an erase of ones, and the value to add.
#
# **Next:** lesson 05, *Be the controller*. There all of it comes together, and you write a program for the machine.

# %% [markdown] tags=["quiz"]
# ## Four questions
#
# Open the answer that you would give; each says why it is right or wrong.
#
# **1. A slot holds 10 in every column. A head with a share of 0.5 on it erases with ones and adds 10 everywhere. What does the slot hold then?**
#
# <details><summary>A. 10.</summary>Right. Half of the old goes and half of the new comes: 10 · 0.5 + 0.5 · 10.</details>
# <details><summary>B. 15.</summary>That would be without an erase: 10 + 0.5 · 10.</details>
# <details><summary>C. 5.</summary>That is what the erase leaves; the add brings the other half back.</details>

# %% [markdown] tags=["quiz"]
# **2. Two heads write in one step, as the paper has it. You name them in the other order. What changes in memory?**
#
# <details><summary>A. Nothing but rounding, whatever they write.</summary>Right. All erases come first and may change places, then all adds, which may too.</details>
# <details><summary>B. Nothing, but only if they are on different slots.</summary>That is so for whole writes one after the other. With all erases before all adds they may even share a slot.</details>
# <details><summary>C. The second head's vector wins.</summary>It would if each head did a whole write by itself.</details>

# %% [markdown] tags=["quiz"]
# **3. Why is the erase a vector, and not one number for the whole slot?**
#
# <details><summary>A. So that it can be negative.</summary>It cannot: each of its numbers lies between 0 and 1.</details>
# <details><summary>B. So that one part of a slot can be overwritten and the rest kept.</summary>Right. A 0 in the erase vector keeps its column as it is; lesson 05 will keep a marker in one column beside the data.</details>
# <details><summary>C. So that several slots can be erased at once.</summary>That is what the weighting is for. The erase vector chooses columns.</details>

# %% [markdown] tags=["quiz"]
# **4. You added a vector by mistake some writes ago. When does adding its negative, at the same weighting, take exactly that back?**
#
# <details><summary>A. Always.</summary>No: part of it may have been erased since, and then you take away more than is there.</details>
# <details><summary>B. Only as the very next write.</summary>Adds in between do no harm: the order of a sum does not matter.</details>
# <details><summary>C. As long as none of the numbers that it changed was erased in between.</summary>Right, up to rounding. That is the scar: what was half erased was taken back whole.</details>

# %% [markdown]
# ## Stretch
#
# Can an erase be taken back after all? It multiplies by 1 − share · strength, so *dividing* by the same numbers should do. Write `unerase(memory, weighting, erase_vector)` and try it on the scarred picture,
# at the right moment. Then let the share go to 0.9, 0.999 and 1, with a strength of 1, and store the memory as `np.float32` in between. For which numbers is what was erased really gone, and what becomes of the rounding just before?
