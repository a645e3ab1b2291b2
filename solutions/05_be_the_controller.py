# %% [markdown]
# # 05 · Be the controller
#
# The machine that you have built can copy 100 vectors without one wrong bit, and nothing in it has to learn. It only needs somebody to turn the dials. That somebody will be you.
#
# **Objectives.** After this lesson you can
#
# - say what happens in one step of the machine, in which order, and what each dial is for;
# - write a short program that makes it copy whatever it is shown;
# - tell the *mechanism* of a Neural Turing Machine from the *program* that it runs, and say which of the two is learned.
#
# **Minutes:** 45 · **Prerequisites:** lessons 01 to 04 · **Exercises:** 5.1 (1 point); 5.2 and 5.3 are stretches, without points

# %% [markdown]
# The next cell brings in what the lesson uses. New are `programs`, which holds a machine without a network, and `Controls`, the set of its dials.

# %% tags=["setup"]
import numpy as np

from ntm_lib import by_hand, checks, demos, figures, programs
from ntm_lib.programs import Controls

# %% [markdown]
# ## Where we are in the machine
#
# Everything below the controller is yours by now: addressing by content and by location (lessons 02 and 03), reading (01), writing (04). One box is left. The controller looks at the input and sets the dials of the heads, anew at each step. In a trained machine it is a neural network. In this lesson it is you.

# %%
figures.machine(lit=["controller"])

# %% [markdown]
# ## The finished picture
#
# This is where the lesson ends: your drawing of lesson 00 (or ours, a fish), copied by a program of a few lines. Steps go to the right. First the drawing goes in, one column a step. Then the input goes blank, and the drawing comes out again. In between it is in memory: one column a slot, so there it stands upright. Below, you will write the program that makes the head walk like this.

# %%
drawing = demos.drawing().numpy()
figures.hand_run(programs.HandMachine().run(programs.copy_program, drawing))

# %% [markdown]
# ## Your bet
#
# A head that moves is never quite clean: on this machine 0.90 of its weighting takes the step that you ask for, and 0.05 takes each of the two others. *Sharpening* cleans up after each move (lesson 03). Sharpening 1 does nothing at all.
#
# Suppose that the finished program copies 100 random vectors, numbered 0 to 99, with sharpening 1. A bit is wrong when it comes back on the other side of one half. **Which vector is the first to come back with a wrong bit?** Put its number in place of `None`. If you leave `None`, nothing is lost.

# %%
my_vector = None
checks.predict("05.first_wrong", my_vector)

# %% [markdown]
# ## A machine made of your functions
#
# Eleven of your functions do all the work: `read`, the three of content addressing, `interpolate`, `shift`, `sharpen`, `address`, `erase`, `add` and `write`. The next cell collects them: those that you have solved in this kernel, and those in your lessons 01 to 04 as you saved them in `my_work`. Where none of yours passes its check, the library's stands in.

# %% tags=["nbval-ignore-output"]
functions = checks.my_functions()

# %% [markdown]
# Put together they have to give what the library's give. On random memories and with random dials, does the largest difference stay below one in a million, as rounding does?

# %%
print("agree to 1e-6:", programs.largest_difference(functions) < 1e-6)

# %% [markdown]
# `HandMachine` puts a memory and **one head** around them. The head reads and writes, both at the same weighting. A slot holds one number more than a vector has bits: the last column is *spare*, no bit of a vector belongs there, and an answer leaves it out. All numbers start at zero, and the head starts on slot 0. Here is a machine for vectors of 3 bits, with 5 slots.

# %%
small = programs.HandMachine(bits=3, num_slots=5, functions=functions)
start = small.initial_state()
print("memory:", start.memory.shape, "all zero:", not start.memory.any())
print("weighting:", start.weighting)

# %% [markdown]
# ## One step
#
# A step does three things, in this order:
#
# 1. **Address.** From the dials and from where the head was, find the new weighting: content, gate, shift, sharpen.
# 2. **Read** the memory at that weighting.
# 3. **Write** at the same weighting: erase, then add.
#
# So a step reads what was there *before* its own write. (The paper leaves this order open; the whole course keeps to this one.) The machine takes the dials and the state, and returns what was read and the next state. The state that you pass in stays as it was.

# %% [markdown]
# ## The seven dials
#
# You know each of them from the lesson that built it.
#
# | dial of `Controls` | lesson | values | what it says |
# |---|---|---|---|
# | `key` | 02 | a number for each column | look for this |
# | `key_strength` | 02 | 0 or more | how choosy to be |
# | `gate` | 03 | 0 to 1 | 1: go where the key points; 0: start from where you are |
# | `shift` | 03 | -1, 0 or +1 | then move this far |
# | `sharpening` | 03 | 1 or more | clean up |
# | `erase_vector` | 04 | 0 to 1 for each column | fade this |
# | `add_vector` | 04 | a number for each column | add this |

# %% [markdown]
# ## Play
#
# Only `shift` is new: you ask for one whole step, and the machine makes the shift weighting of lesson 03 from it. It does so with some *play*, the loose steering wheel of lesson 03. A network sets this dial through a softmax (lesson 02), which never gives all to one choice; the play stands for what is left over. Staying has no play here, to keep your first program short; "A faint copy of the marker" below gives it some.

# %%
for step in (-1, 0, 1):
    print(f"shift {step:+d}:", small.shift_weighting(step))

# %% [markdown]
# ## Steer it: first step
#
# Now turn the dials yourself, for three steps. In the first, store the vector 1 0 1 where the head is, and put a 1, a *marker*, into the spare column beside it; you will see what for. The head has to stay, so the gate is 0 (the key does not matter then) and the shift is 0. To overwrite, erase everything and add the new value (lesson 04).

# %%
nothing, everything = np.zeros(4), np.ones(4)
value = np.append([1, 0, 1], 1.0)
first = Controls(
    key=nothing, key_strength=0.0, gate=0.0, shift=0, sharpening=10.0,
    erase_vector=everything, add_vector=value,
)
read_vector, after_first = small.step(first, start)

# %% [markdown]
# Follow the framed row from left to right: the head stays on slot 0, it reads the zeros that are there, and then it writes.

# %% tags=["nbval-ignore-output"]
figures.hand_step(start, first, read_vector, after_first)

# %% [markdown]
# ## Second step
#
# Move one slot on, and store 0 1 1 there, with a 0 in the spare column. `_replace` makes new controls from old ones, with the dials changed that you name. Of the move's play, 0.05 stayed on slot 0 and 0.05 went the other way round the ring, to slot 4; sharpening 10 has taken both away again.

# %% tags=["nbval-ignore-output"]
second = first._replace(shift=1, add_vector=np.append([0, 1, 1], 0.0))
read_vector, after_second = small.step(second, after_first)
figures.hand_step(after_first, second, read_vector, after_second)

# %% [markdown]
# ## Third step: jump
#
# Now back to the first vector, without saying where it is. The key has a single 1, in the spare column, and the gate is open. Only slot 0 has anything there, so only slot 0 resembles the key: its cosine is 1 / √3 ≈ 0.58, that of all the others is 0. Nothing is erased and nothing added, so memory stays as it is. What the head reads is the first vector, and the marker beside it.

# %% tags=["nbval-ignore-output"]
marker = np.array([0, 0, 0, 1.0])
back = Controls(
    key=marker, key_strength=50.0, gate=1.0, shift=0, sharpening=10.0,
    erase_vector=nothing, add_vector=nothing,
)
read_vector, after_third = small.step(back, after_second)
cosines = by_hand.cosine_similarity(after_second.memory, marker)
print("cosine of each slot with the key:", cosines.round(2))
figures.hand_step(after_second, back, read_vector, after_third)

# %% [markdown]
# ## What has to be remembered, and where
#
# You have just stored two vectors and found the first again. To copy any number of them you need a *program*: a function that gives the dials for each step. It is called with the vector that the machine is shown, the phase ("store" or "recall"), and the number of the step within the phase.
#
# A program is not to keep anything for itself. Whatever is needed later has to be in memory, or where the head is. Those are two things:
#
# - the vectors, each in a slot of its own, so the head has to walk while it stores;
# - where the first of them is.

# %% [markdown]
# ## Why a marker, and why by content?
#
# After 100 vectors the head is on the hundredth slot, and the first answer is due at the very next step. A shift reaches one slot. Back takes 99 steps, and on round the ring still 29; no dial says "go to slot 0". Content alone reaches any slot in one step.
#
# But what to look for? Not the first vector itself: that is what we are trying to find out. And any bits you may choose could be those of another vector. The spare column is different. No vector has anything there, so a 1 in it can belong to one slot only.

# %% [markdown]
# How good a match is it? The key has length 1; the slot holds the vector's ones and the marker. With $n$ ones, their cosine is $1 / \sqrt{n + 1}$: 1 for a blank vector, 1/3 for eight ones. The rest have 0. Multiplied by a key strength of 50, a third is a difference of 50 / 3 in the exponent, enough to win over 127 others together. The next cell tries the worst case, vectors of nothing but ones: eight of them, then a hundred.

# %%
for ones, strength in ((8, 5.0), (8, 10.0), (8, 50.0), (100, 50.0)):
    worst = np.zeros((128, ones + 1))
    worst[0] = 1.0  # the ones and the marker
    shares = by_hand.content_weighting(worst, np.append(np.zeros(ones), 1.0), strength)
    sharp = by_hand.sharpen(shares, 10.0)
    share, after = shares[0], sharp[0]
    print(f"{ones:3} ones, strength {strength:2.0f}: share {share:.2f}, after sharpening 10 {after:.2f}")

# %% [markdown]
# So a weaker key may do as well. Sharpening raises the shares to a power, which multiplies the strength: 10 with sharpening 10 is as choosy as 100. And a vector of a hundred ones takes both.

# %% [markdown]
# ## How much does the program know?
#
# The program is told `step`, and that could be a way to cheat. But a dial cannot say "slot 17", so counting would not help it to get anywhere. All that it needs from `step` is whether a phase has just begun. (A trained machine is told even less: its input has a flag where the answer begins, and that is all.)
#
# In "recall" the vector that you are given is all zeros: there is nothing to look at.

# %% [markdown] tags=["exercise"]
# ### Exercise 5.1 · A program that copies
#
# (Sec. 3.3) · difficulty ●●●○○ · importance ●●●●● · 12 min · 1 point
#
# The machine calls your program once for each vector in phase "store", as often in phase "recall", and does what the returned `Controls` say. In recall, what the head reads is the answer.
#
# - Store the first vector in slot 0, where the head starts, and each next one in the slot beside, always in the same direction (either will do).
# - Then recall them in the same order, and leave memory as it was.
# - Keep nothing in Python between calls.
#
# It has to work for any number of bits and up to 100 vectors on 128 slots: `len(vector) + 1` is the width of a slot.

# %% tags=["exercise"]
def copy_program(vector, phase, step):
    """The dials for one step of copying.

    vector  (bits,)   zeros and ones in phase "store"; all zeros in phase "recall"
    phase   "store" or "recall"
    step    0, 1, 2, ... within the phase
    returns Controls(key, key_strength, gate, shift, sharpening, erase_vector, add_vector)
            key, erase_vector and add_vector are (bits + 1,); shift is -1, 0 or 1

    copy_program([1, 0, 1], "store", 0).add_vector  ->  [1, 0, 1, 1]   (as arrays)
    np.append(vector, 1.0) makes it
    """
    # BEGIN SOLUTION
    nothing, everything = np.zeros(len(vector) + 1), np.ones(len(vector) + 1)
    marker = np.append(np.zeros(len(vector)), 1.0)
    is_first = step == 0
    move = 0 if is_first else 1
    if phase == "store":
        value = np.append(vector, 1.0 if is_first else 0.0)
        return Controls(nothing, 0.0, 0.0, move, 10.0, everything, value)
    gate = 1.0 if is_first else 0.0
    return Controls(marker, 50.0, gate, move, 10.0, nothing, nothing)
    # END SOLUTION


# %% tags=["check"]
checks.check("5.1", copy_program)

# %% [markdown]
# As in the other lessons, the library's version of the name is there for whoever is stuck (`checks.hint("5.1")`, `checks.solution("5.1")`):

# %%
from ntm_lib.programs import copy_program

# %% [markdown]
# But what follows is about *your* program. The next cell takes it, if its check has passed, and else the library's; its line says which.

# %% tags=["nbval-ignore-output"]
program = checks.mine("5.1")

# %% [markdown]
# ## 100 vectors
#
# Your program, on a machine of your functions, with the paper's 128 slots. It is shown 100 random vectors of 8 bits, then nothing for 100 steps. 800 bits are due.

# %%
vectors = np.random.default_rng(5).integers(0, 2, (100, 8)).astype(float)
machine = programs.HandMachine(functions=functions)
run = machine.run(program, vectors)
print(int(programs.wrong_bits(run.outputs(), vectors).sum()), "of", vectors.size, "bits wrong")

# %% [markdown]
# And this is what it looks like. Twice the head walks over the same slots, once writing and once reading, with one jump in between. In memory, at the right, the spare column has its single marker. Nothing in this picture was learned.

# %% tags=["nbval-ignore-output"]
figures.hand_run(run)

# %% [markdown]
# ## Your program as a listing
#
# Seen from outside, a step of the head says little: it stays, moves or jumps, and it writes or only reads. Equal steps together make a listing of a few lines. It is read off the dials that your program set, 200 sets of seven. Keep it in mind: a trained machine's dials can be read in the same way, and its listing can be laid beside yours.

# %% tags=["nbval-ignore-output"]
print(programs.listing(run))

# %% [markdown]
# ## Step through it
#
# Here your program copies your drawing, with a debugger around it. Three things to try:
#
# 1. Press *Step* a few times. What does a step read from the slot that it is about to write?
# 2. *Start over*, set the breakpoint to slot 0, and *Run to breakpoint*. Which dials differ from those of step 0, when the head was last on this slot?
# 3. Go to the last step. The head is on the slot of your last column; how did it get to know that it may stop?

# %% tags=["nbval-ignore-output"]
demos.debugger(program, demos.drawing().numpy(), functions)

# %% [markdown]
# To the last question: it did not. The machine stopped asking. The head would walk on into blank slots and say zeros, and no part of your program would notice.

# %% [markdown]
# ## Break it: sharpening 1
#
# Now your bet. `with_dials` gives your program again with some dials held fast: whatever it asks for, they stay as you have set them. (The key strength is held as well, so that the jump stays sharp and the moves alone are to blame.)

# %%
def with_dials(**dials):
    """Your program, with these dials at every step."""

    def held(vector, phase, step):
        return Controls(*program(vector, phase, step))._replace(**dials)

    return held


# %% [markdown]
# Above, the largest share of the head's weighting while it recalls, and dashed that share times itself; below, how many bits of each vector are wrong. Where you made a bet, it is the orange line.

# %% tags=["nbval-ignore-output"]
blunt = machine.run(with_dials(sharpening=1.0, key_strength=50.0), vectors)
figures.first_wrong(blunt, prediction=checks.prediction("05.first_wrong"))

# %% [markdown]
# It goes fast. One move leaves 0.90 of the weighting on the right slot, two leave 0.81, six leave 0.53. And the blur counts **twice**: vector 3, for one, was written by a head that had moved three times, so that it wrote into several slots at once, and it is read by a head that has moved three times again. Together that is six moves, or the dashed line: at vector 3 little more than half of what is read is still its own. Whoever counted once will have said 7 or so.

# %%
wrong = programs.wrong_bits(blunt.outputs(), vectors).any(axis=1)
print("the first wrong bit is among the first ten vectors:", wrong[:10].any())
print("0.9 to the power 1, 2, 6 and 7:", [round(0.9**moves, 2) for moves in (1, 2, 6, 7)])

# %% [markdown]
# ## How little is enough
#
# You might think that 100 moves need a sharpening near 10. The next cell prints the largest share after 20 moves and after 99. At 1 it falls and falls. At 1.2 it has all but stopped: each step takes away as much blur as its move has made, though 0.71 is still too little for all bits to survive. At 1.5 it settles at 0.96, and every bit is right. A small correction **at every step** keeps errors from adding up.

# %% tags=["nbval-ignore-output"]
for sharpening in (1.0, 1.2, 1.5, 2.0, 10.0):
    tried = machine.run(with_dials(sharpening=sharpening, key_strength=50.0), vectors)
    wrong = int(programs.wrong_bits(tried.outputs(), vectors).sum())
    early, late = tried.peak[120], tried.peak[199]
    print(f"sharpening {sharpening:4}: largest share {early:.2f}, then {late:.2f}; {wrong:3} bits wrong")

# %% [markdown]
# ## Break it: a faint copy of the marker
#
# Next, a machine that has play even when it is to stay, and sharpening 1.5, which was enough a moment ago. It still copies 100 vectors. Now give it **a single one**, the smallest task of all:

# %% tags=["nbval-ignore-output"]
worn = programs.HandMachine(functions=functions, play_when_staying=0.05)
for count in (100, 1):
    leaky = worn.run(with_dials(sharpening=1.5, key_strength=50.0), vectors[:count])
    wrong = int(programs.wrong_bits(leaky.outputs(), vectors[:count]).sum())
    print(f"vectors shown: {count:3}, bits wrong: {wrong}")

# %% [markdown]
# The only write has spilt a little of the vector, and of its marker, into both slots beside. The bars are the weighting of the jump: it finds three markers, all about equally. For a faint copy points in the same direction as the slot that holds the marker, and cosine similarity looks at nothing else (lesson 02). So the vector comes back blended with two ghosts of itself that are nearly blank, about a third as large as it was, and its ones count as zeros.

# %% tags=["nbval-ignore-output"]
beside = [126, 127, 0, 1, 2]
names = [f"slot {slot}" for slot in beside]
title = "Around slot 0, after the only write; the last column is spare"
figures.slots(leaky.memory[-1][beside], names, title, weighting=leaky.weightings[-1][beside])

# %% [markdown]
# And the 100 vectors? There the second write went over one of the neighbours, and left in the other a trace of a vector without a marker:

# %% tags=["nbval-ignore-output"]
saved = worn.run(with_dials(sharpening=1.5, key_strength=50.0), vectors)
cosines = by_hand.cosine_similarity(saved.memory[99], np.append(np.zeros(8), 1.0))
for slot in (127, 0, 1):
    share = saved.weightings[100][slot]
    print(f"slot {slot:3}: cosine with the key {cosines[slot]:.2f}, weighting of the jump {share:.2f}")

# %% [markdown]
# One ghost is gone. The other points a little further from the key than slot 0 does, and key strength and sharpening make much of that little. The machine was saved by its second vector, not by its program.

# %% [markdown]
# ## Two more programs
#
# Two exercises without points, for whoever has caught the taste of it. Both are about as long as the first. The other way round first: say the vectors in **reverse** order. Think of where the head is when storing ends, and which vector is there. What is it that you need no longer?

# %% [markdown] tags=["exercise"]
# ### Exercise 5.2 · Reverse
#
# difficulty ●●○○○ · importance ●●○○○ · 5 min · 0 points
#
# A stretch: it counts for nothing, and it is shorter than the first. Store as before, in slot 0 and then in neighbouring slots; in recall say the last vector first, and the first one last. Again memory stays as it was in recall, and nothing is kept in Python.

# %% tags=["exercise"]
def reverse_program(vector, phase, step):
    """The dials for one step of saying vectors backwards.

    vector  (bits,)   zeros and ones in phase "store"; all zeros in phase "recall"
    phase   "store" or "recall"
    step    0, 1, 2, ... within the phase
    returns Controls(key, key_strength, gate, shift, sharpening, erase_vector, add_vector)

    Stored a, b, c; recalled c, b, a.
    """
    # BEGIN SOLUTION
    nothing, everything = np.zeros(len(vector) + 1), np.ones(len(vector) + 1)
    move = 0 if step == 0 else 1
    if phase == "store":
        return Controls(nothing, 0.0, 0.0, move, 10.0, everything, np.append(vector, 0.0))
    return Controls(nothing, 0.0, 0.0, -move, 10.0, nothing, nothing)
    # END SOLUTION


# %% tags=["check"]
checks.check("5.2", reverse_program)

# %% [markdown]
# The library's version takes over:

# %%
from ntm_lib.programs import reverse_program

# %% [markdown]
# The drawing goes in from its left end, and comes out from its right. The head turns round on the spot: no marker, no jump, no content at all.

# %%
mirrored = programs.HandMachine().run(reverse_program, drawing)
figures.hand_run(mirrored, due=drawing[::-1])

# %% [markdown]
# ## A ring is a delay line
#
# Now a program without phases: whatever goes in is to come out again $d$ steps later. Take a machine with only $d$ slots, here 3, and remember two things: the slots form a ring, and a step reads *before* it writes.
#
# | step | head on slot | reads | writes |
# |---|---|---|---|
# | 0 | 0 | blank | a |
# | 1 | 1 | blank | b |
# | 2 | 2 | blank | c |
# | 3 | 0 | a | d |
# | 4 | 1 | b | e |
#
# A head that keeps walking comes round to each slot after three steps. It finds there what it left one round ago, says it, and overwrites it.

# %% [markdown] tags=["exercise"]
# ### Exercise 5.3 · Delay
#
# difficulty ●●○○○ · importance ●●○○○ · 5 min · 0 points
#
# A stretch again. There is one phase, "delay", with a vector at every step. On a machine with $d$ slots, step $t$ has to say vector $t - d$, and zeros in the first $d$ steps. The head starts on slot 0, and vector 0 belongs there. Nothing is kept in Python. (How many slots there are, your program is not told. It need not know.)

# %% tags=["exercise"]
def delay_program(vector, phase, step):
    """The dials for one step of a delay line.

    vector  (bits,)  zeros and ones, at every step
    phase   "delay"
    step    0, 1, 2, ...
    returns Controls(key, key_strength, gate, shift, sharpening, erase_vector, add_vector)

    On 3 slots: a, b, c, d, e go in; zeros, zeros, zeros, a, b come out.
    """
    # BEGIN SOLUTION
    nothing, everything = np.zeros(len(vector) + 1), np.ones(len(vector) + 1)
    move = 0 if step == 0 else 1
    return Controls(nothing, 0.0, 0.0, move, 10.0, everything, np.append(vector, 0.0))
    # END SOLUTION


# %% tags=["check"]
checks.check("5.3", delay_program)

# %% [markdown]
# And the library's:

# %%
from ntm_lib.programs import delay_program

# %% [markdown]
# Five slots, your drawing twice over: it comes out five steps late, for as long as you like. Five slots of memory are enough for a stream without an end.

# %%
stream = np.concatenate([drawing, drawing])
delayed = programs.HandMachine(num_slots=5).run(delay_program, stream, phases=("delay",))
late = np.concatenate([np.zeros((5, 8)), stream[:-5]])
figures.hand_run(delayed, due=late, phase="delay")

# %% [markdown]
# ## Mechanism and program
#
# Three programs, and under them always the same machine. Keep the two apart:
#
# - The **mechanism** is what can be done at all: look for something, move, sharpen, read, erase, add. It is the same for every task, and not one number in it is learned.
# - The **program** is which dial is set how, and when. It is the whole difference between copying and reversing.
#
# Yours is made of `if`s. An `if` cannot be made a little better: there is no slope to follow, as there was none at the hard pointer of lesson 01. Put a neural network in its place, whose numbers can be nudged, and leave the mechanism: that is a Neural Turing Machine.

# %% [markdown]
# ## What you built
#
# A machine of your own functions, and a program for it that copies 100 vectors with no bit wrong.
#
# You wrote a short program for this machine. In lesson 09 gradient descent has to discover one, from nothing but wrong bits. Lesson 11 (not in the course yet) opens a trained machine, reads its program off its dials, and lays the listing beside yours.
#
# **Next:** lesson 09, *Training copy*. (Lessons 06 to 08, which turn your dials into the outputs of a network, are not in the course yet.)

# %% [markdown] tags=["quiz"]
# ## Four questions
#
# Open the answer that you would give; each says why it is right or wrong.
#
# **1. You show the program 129 vectors on 128 slots. What does the *first* step of recall read?**
#
# <details><summary>A. Vector 128, which is in slot 0 now.</summary>There it is. But the jump looks for the marker, and that was erased with vector 0.</details>
# <details><summary>B. The average of all slots.</summary>Right. Vector 128 goes round the ring to slot 0 and erases everything there. With no marker left, all slots resemble the key equally. (Count the wrong bits of the whole answer, though: they are few. Erasing has left a trace of the marker, and sharpening 10 blows it up at each step, until the head is back on its way.)</details>
# <details><summary>C. Vectors 0 and 128 together: a slot can hold two.</summary>A slot holds the sum of what was added since it was last erased, and here it was erased.</details>

# %% [markdown] tags=["quiz"]
# **2. By mistake you write the marker beside every vector. Where does the jump land?**
#
# <details><summary>A. On slot 0, as before.</summary>Nothing prefers slot 0 any more.</details>
# <details><summary>B. On all slots equally.</summary>It would if all vectors had equally many ones. The cosine is 1 / √(n + 1), with n the number of ones.</details>
# <details><summary>C. On the vectors with the fewest ones.</summary>Right: there the marker is the largest part of the slot, so the slot points most nearly where the key does.</details>

# %% [markdown] tags=["quiz"]
# **3. Why does the program look for a marker, and not for the first vector?**
#
# <details><summary>A. In recall the vector is no longer there to be used as a key.</summary>Right. A program that keeps nothing for itself can ask for what it always knows, and that is the marker.</details>
# <details><summary>B. Vectors of bits cannot be keys.</summary>They can: lesson 02 looked up letters.</details>
# <details><summary>C. It would be slower.</summary>A look-up takes one step, whatever the key.</details>

# %% [markdown] tags=["quiz"]
# **4. A trained machine copies as well as yours does. What did training find?**
#
# <details><summary>A. Better functions for addressing, reading and writing.</summary>They have nothing that could be trained; they are the ones that you wrote.</details>
# <details><summary>B. Parameters of a controller, which sets the dials at each step.</summary>Right: a program, kept in the numbers of a network.</details>
# <details><summary>C. The contents of the memory.</summary>Memory is blank when a sequence begins. What is written there is gone at the next one.</details>

# %% [markdown]
# ## Stretch
#
# Let the machine answer twice: `machine.run(program, vectors, phases=("store", "recall", "recall"))`. Does your program say the vectors two times over, and why need nothing be changed for it? You have written a loop. The paper's second task is to repeat a sequence as often as a number in the input says; what would have to be remembered for that, and where could a program of this machine keep it?
