# %% [markdown]
# # 00 · The machine, first
#
# Before any theory, watch the whole thing work: you draw some bits, and a neural network with an external memory copies them. Nobody
# trained it on your drawing.
#
# **Objectives.** After this lesson you can
#
# - open the course, run a cell, have an answer checked, and ask for a hint;
# - point at the parts of a Neural Turing Machine and say what each did with your drawing.
#
# **Minutes:** 20 · **Prerequisites:** Python; nothing about neural networks yet · **Exercises:** 0.1 (1 point)

# %% [markdown]
# Click into the next cell and press Shift + Enter. It brings in what this lesson uses, and every lesson starts with one like it. (Ctrl + B hides the list of files, and makes room for the pictures.)

# %% tags=["setup"]
from ntm_lib import checks, demos, figures, tasks, training
from ntm_lib.commands import doctor

# %% [markdown]
# The course has a doctor. Either it prints one line that says all is well, or it says what is wrong and how to mend it.

# %%
print(doctor.summary())

# %% [markdown]
# ## The machine
#
# A *Neural Turing Machine* (Graves, Wayne and Danihelka, 2014: "the paper", in this course) is a small network, the controller, beside a memory of slots. It never
# touches the memory itself. It steers *heads*: a read head brings what is in a slot, a write head changes what is in one.
#
# A head need not sit on one slot. It spreads one unit of attention over all of them; that is its *weighting*. The four boxes in a row work it out: lesson 02 builds the first of them, lesson 03 the other three. The machine that you will meet
# has 128 slots of 20 numbers, one read head and one write head; the picture draws fewer.

# %%
figures.machine()

# %% [markdown]
# ## Your bet
#
# You will show the machine a drawing of 12 columns, one column a step, steps 0 to 11. At step 12 a flag says "now answer", and from step 13 on it has to say
# the columns back with nothing to look at. The slots are numbered from 0 to 127 in a ring, and both heads start on slot 0. (A head that is not needed may spread out, and come back.)
#
# **On which slot will the read head be at step 20, when the eighth column is due?** Put your number in place of `None`. If you leave `None`, nothing is lost.

# %%
my_slot = None
checks.predict("00.slot", my_slot)

# %% [markdown]
# ## Draw, and press Play
#
# The next cell loads a trained machine and opens a pad of 8 rows and 12 columns. Click or drag to paint, or use the arrow keys and
# the space bar. Then press *Play*, or move the slider to any step. Watch three things: which slot is written, which slot is read, and what comes
# out in the lower strip after the flag.
#
# Your drawing is kept in the folder `my_work`. You will meet it again in lessons 05 and 09.

# %% tags=["nbval-ignore-output"]
machine, provenance = training.load_checkpoint("copy-lstm")
demos.copy_machine(machine)

# %% [markdown]
# ## Did it get it right?
#
# Run this cell again whenever you have changed the drawing. Left, what the machine was shown; in the middle, what was due; right, what it answered. A
# wrong bit would have a box around it, and the sentence counts them. (`copy_of` lays your drawing out as a sequence with its flag, and `trace` runs the machine and keeps everything that it did.)

# %%
batch = tasks.copy_of(demos.drawing())
logits, trace = machine.trace(batch.inputs)
figures.copied(batch, logits)

# %% [markdown]
# Training set the machine's *parameters*: the fixed numbers inside its network, which do not change while you draw. None of them belongs to a slot; every slot is treated alike. In training it saw only random bits (and one column in ten left empty, so that it learns to copy those as well), never more than 20
# columns at a time, and this many sequences:

# %%
shortest, longest = provenance["plan"]["lengths"]
print(f"{provenance['sequences']:,} sequences of random bits, of {shortest} to {longest} columns")

# %% [markdown]
# ## Your bet, and the truth
#
# The lines show on which slot each head was, wherever it was on one. The write head walks from slot to slot while it is shown the drawing, one step further for the flag. What the read head does is
# the machine's own invention: nobody told it. If you made a bet, it is the orange mark.

# %% tags=["nbval-ignore-output"]
figures.head_positions(trace, prediction=checks.prediction("00.slot"), asked_step=20)

# %% [markdown]
# The same run as the paper draws it: slots upward, time to the right. Dark blue means that the head is there, white that it is not, a pale stretch that it is spread out. On the left the machine writes your drawing into memory, one
# column a slot; on the right it reads the same slots in the same order.

# %% tags=["nbval-ignore-output"]
figures.film(trace)

# %% [markdown]
# ## How an exercise works
#
# In this course you build every part of that machine. Each exercise has a card, a function with a gap, and a check below it. The check
# runs your function on examples that you do not see, and tells you what it found.
#
# So that you know what its messages look like, **hand in a wrong answer first**. In the cell below the next card, replace the `raise` line by `return 0.0`, run the cell and the check,
# read the message, and only then write the right answer.

# %% [markdown] tags=["exercise"]
# ### Exercise 0.1 · Count the ones
#
# difficulty ●○○○○ · importance ●●○○○ · 5 min · 1 point
#
# How many bits of a drawing are 1? `bits` is a NumPy array with one row a bit and one column a step, all zeros and ones. `bits.sum()` adds every number of an array, and
# `int(...)` makes a whole number of the result. (When it is done, try it on your own drawing: `count_ones(demos.drawing().numpy().T)`.)

# %% tags=["exercise"]
def count_ones(bits):
    """How many ones there are in the whole drawing.

    bits    (rows, steps)  zeros and ones
    returns a whole number (int)

    count_ones of [[0, 1, 1], [0, 0, 1]] is 3
    """
    # BEGIN SOLUTION
    return int(bits.sum())
    # END SOLUTION


# %% tags=["check"]
checks.check("0.1", count_ones)

# %% [markdown]
# What helps when you are stuck, in the order in which to try it:
#
# | in a cell of your own | what it does |
# |---|---|
# | `checks.hint("0.1")` | opens a first hint, then a second, then a third |
# | `checks.solution("0.1")` | shows our answer |
#
# | in a terminal | what it does |
# |---|---|
# | `python -m ntm_lib status` | says what you have solved so far |
# | `python -m ntm_lib reset 0.1` | puts the empty exercise back, and keeps a copy of yours |

# %% [markdown] tags=["quiz"]
# ## Four questions
#
# Open the answer that you would give; each says why it is right or wrong.
#
# **1. After the flag the machine is shown nothing but zeros. Where is your drawing then?**
#
# <details><summary>A. In the memory, one column a slot.</summary>Right. You saw it being written, and you saw the read head go over the same slots.</details>
# <details><summary>B. In the parameters of the network.</summary>No. The parameters were fixed long before you drew; they hold the *procedure*, not your drawing.</details>
# <details><summary>C. In the output, which repeats itself.</summary>No: the output at each step is worked out anew from the controller and from what the read head brings.</details>

# %% [markdown] tags=["quiz"]
# **2. What does the controller do with the memory?**
#
# <details><summary>A. It reads all of it at each step.</summary>No. It sees only what the read head brings, one vector a step.</details>
# <details><summary>B. It steers heads, which read and write for it.</summary>Right. That separation is the idea of the machine.</details>
# <details><summary>C. Nothing; the heads move by themselves.</summary>No. At each step the controller tells each head where to look and what to put there.</details>

# %% [markdown] tags=["quiz"]
# **3. A drawing of 30 columns is longer than anything in its training. What would you need in order to know whether it copies that?**
#
# <details><summary>A. Nothing; it was trained to 20, so it fails.</summary>That would be true of a network that had learned its examples by heart. Whether this one has found a procedure is an open question until someone tries.</details>
# <details><summary>B. Nothing; it copies, so it copies anything.</summary>One success proves little. Lesson 10 finds the length where it breaks.</details>
# <details><summary>C. To try many of them and count the wrong bits.</summary>Right. That is lesson 10: errors by length, with error bars.</details>

# %% [markdown] tags=["quiz"]
# **4. What would happen to the parameters of this machine if you gave it 1,000 slots in place of 128?**
#
# <details><summary>A. They would grow in proportion.</summary>No. The controller speaks to heads, and a head's controls do not mention how many slots there are.</details>
# <details><summary>B. Nothing: there are as many as before.</summary>Right. Capacity is in the memory, not in the parameters. You can change it while the machine is in use.</details>
# <details><summary>C. They would have to be trained again.</summary>No; the same parameters run on any number of slots.</details>

# %% [markdown]
# ## What you saw
#
# It copied something that no one trained it on. By the end of lesson 09 you will have trained one yourself, and tried it on this drawing.
#
# **Next:** lesson 01, *A pointer you can differentiate*: what it means to be on a slot by four fifths, and why a network needs that.
#
# **Stretch.** Draw something that you expect to be hard: all columns the same, an empty pad, a single bit. Run the cells below the pad again. Does it still copy? On which slots does the write head stop? Write
# down what you think it would take to fool it.
