# %% [markdown]
# # 01 · A pointer you can differentiate
#
# A program names a slot of memory by a whole number, an index. A network learns in tiny steps, and none leads from one to the next. Here
# you build a pointer it can learn: it points a little at every slot.
#
# **Objectives.** After this lesson you can
#
# - say what a weighting is, and tell one from any other array;
# - read a memory with it: a blend of all slots, never outside of what they hold;
# - measure, by nudging, which way each share should move, and say why a hard index gives you nothing to measure.
#
# **Minutes:** 40 · **Prerequisites:** lesson 00; NumPy arrays, and what a derivative is · **Exercises:** 1.1, 1.2, 1.3 (3 points)

# %% [markdown]
# Run the next cell first. It brings in NumPy, the checks, the pictures and the demos; every lesson starts with one like it.

# %% tags=["setup"]
import numpy as np

from ntm_lib import by_hand, checks, demos, figures

# %% [markdown]
# ## Where we are in the machine
#
# The memory is a list of *slots*, each a row of numbers. (Where the course draws a whole machine, as here, each slot stands upright, as a column.) A read head looks at the memory and brings back one such row. This lesson builds what is lit: a memory and a way to read
# it. *Where* the head looks is taken as given; the boxes in the middle, which decide that, are the next two lessons. (Numbers like Eq. 2 are
# the paper's: Graves, Wayne and Danihelka, *Neural Turing Machines*, 2014.)

# %%
figures.machine(lit=["memory", "read"])

# %% [markdown]
# ## The finished picture
#
# This is where the lesson ends. Three slots hold two numbers each, and a pointer spreads itself over them in *shares*. Its read (green) is not yet
# what it should be (the ring). An arrow on each slot says how its share should move: the *soft* pointer knows. The *hard* pointer, which takes the
# slot with the largest share and nothing else, feels exactly nothing.

# %%
small_memory = np.array([[2.0, 0.0], [0.0, 4.0], [4.0, 2.0]])
small_weighting = np.array([0.5, 0.25, 0.25])
small_target = np.array([1.0, 3.0])
soft = demos.pulls(by_hand.read, small_memory, small_weighting, small_target)
hard = demos.pulls(demos.hard_read, small_memory, small_weighting, small_target)
figures.pulls(small_memory, small_weighting, small_target, soft, hard)

# %% [markdown]
# ## Your bet
#
# Here is a larger memory: five slots, drawn on the right as points of a plane, first number to the right, second number upward. Read in these shares it gives (1, 2), the green dot. It should
# give (0, -2), the ring, and that is exactly what slot 3 holds.

# %%
memory, target = demos.pointer_memory()
start = np.array([0.1, 0.2, 0.2, 0.1, 0.4])
figures.blend(memory, start, target)

# %% [markdown]
# You may make *one* share a tiny bit larger, and leave the others as they are. **With which slot, 0 to 4, does the green dot get nearer to the ring fastest?** Put your number in place of `None`. You
# will see your bet drawn over the truth; if you leave `None`, nothing is lost.

# %%
my_slot = None
checks.predict("01.slot", my_slot)

# %% [markdown]
# ## An index is all or nothing
#
# `small_memory[1]` gives slot 1. `small_memory[1.1]` gives an error, and that is the trouble. A network learns by *gradient descent*: change every
# number a tiny bit, see whether the result gets better, and keep going that way. An index cannot be changed a tiny bit. There is nothing between 1 and 2.
#
# So do not pick a slot. Give each slot a *share*: 0.5 of slot 0, 0.25 of slot 1, 0.25 of slot 2. Shares can be changed as little as you like. An index
# is still among them: all of it on one slot, nothing on the others. (An array like that is called *one-hot*.)

# %%
print("an index, as shares: ", np.array([0.0, 1.0, 0.0]))
print("nearly the same:     ", np.array([0.02, 0.95, 0.03]))
print("everywhere at once:  ", np.array([1.0, 1.0, 1.0]) / 3)

# %% [markdown]
# ## A weighting
#
# Such an array of shares is a *weighting*, $w_t$: one number a slot at time $t$, none below 0, and all of them together 1 (Eq. 1).
#
# $$\sum_i w_t(i) = 1, \qquad 0 \le w_t(i) \le 1$$
#
# One thing to mind: floats are rounded. 0.7, 0.2 and 0.1 are a weighting if anything is, and yet the computer's sum of them is not 1. So
# ask whether the sum is *close* to 1. And `nan`, "not a number", which 0/0 leaves behind, is not close to any number: `<`, `>=` and `==` with it all
# give `False`.

# %%
rounded = np.array([0.7, 0.2, 0.1])
print("their sum:", rounded.sum(), " equal to 1:", rounded.sum() == 1)
print("how far from 1:", abs(rounded.sum() - 1))
print("nan >= 0:", np.nan >= 0, " nan < 0:", np.nan < 0, " nan == 1:", np.nan == 1)

# %% [markdown] tags=["exercise"]
# ### Exercise 1.1 · Is it a weighting?
#
# (Eq. 1) · difficulty ●○○○○ · importance ●●●○○ · 6 min · 1 point
#
# Say `True` for a weighting and `False` for any other array of numbers. The sum may be off 1 by `tolerance`, no more. Shares of exactly 0 or 1 are fine. An array
# with a `nan` in it is no weighting, and neither is an array without any numbers, the sum of which is 0. `(weighting >= 0).all()` is `True` when no number is below 0.

# %% tags=["exercise"]
def is_weighting(weighting, tolerance=1e-6):
    """Whether an array could be the shares of a pointer.

    weighting  (slots,)    any numbers
    tolerance  one number  how far from 1 the sum may be; below 1
    returns    True or False

    is_weighting([0.5, 0.5])        ->  True    (arrays, not lists)
    is_weighting([1.5, -0.5])       ->  False   (a share below 0)
    is_weighting([0.5, 0.45])       ->  False   (the sum is 0.95)
    is_weighting([0.5, 0.45], 0.1)  ->  True    (and that is close enough here)
    """
    # BEGIN SOLUTION
    is_one = abs(weighting.sum() - 1) <= tolerance
    return bool(is_one and (weighting >= 0).all())
    # END SOLUTION


# %% tags=["check"]
checks.check("1.1", is_weighting)

# %% [markdown]
# From here on the lesson uses the library's function of the same name, so that you can go on whatever the check said. Stuck?
# `checks.hint("1.1")` in a cell of your own opens one hint more each time, and `checks.solution("1.1")` shows ours.

# %%
from ntm_lib.checks.lesson_01 import is_weighting

# %% [markdown]
# Both weightings from above pass. Add another half to each of the first two shares, and it is a weighting no longer. (No rule is needed for the upper limit: if no share is below 0 and they sum to 1, none can be above 1.)

# %%
print("small_weighting:", is_weighting(small_weighting), " start:", is_weighting(start))
print("with a half more on slots 0 and 1:", is_weighting(small_weighting + np.array([0.5, 0.5, 0.0])))

# %% [markdown]
# ## Reading is blending
#
# To read with a weighting, take every slot, multiply it by its share, and add up. By hand, with 0.5, 0.25 and 0.25:
#
# - slot 0 holds (2, 0); half of it is (1, 0);
# - slot 1 holds (0, 4); a quarter of it is (0, 1);
# - slot 2 holds (4, 2); a quarter of it is (1, 0.5);
# - together: (1 + 0 + 1, 0 + 1 + 0.5) = **(2, 1.5)**.
#
# In symbols, with $M_t(i)$ for slot $i$ of the memory and $r_t$ for the *read vector* (Eq. 2):
#
# $$r_t = \sum_i w_t(i)\, M_t(i)$$

# %%
parts = [0.5 * small_memory[0], 0.25 * small_memory[1], 0.25 * small_memory[2]]
print("parts:", *parts)
print("together:", parts[0] + parts[1] + parts[2])

# %% [markdown] tags=["exercise"]
# ### Exercise 1.2 · Read
#
# (Eq. 2) · difficulty ●●○○○ · importance ●●●●● · 8 min · 1 point
#
# `memory` has one slot a row. Return the blend of its rows, each by its share. A loop will do; so will one product. (`v @ A` multiplies row `i` of `A` by
# `v[i]`, and adds the rows up.) It is a plain sum: do not divide by anything, since soon we shall feed it shares that sum to a little more than 1.

# %% tags=["exercise"]
def read(memory, weighting):
    """Blend the slots into one vector, each by its share.

    memory     (slots, width)
    weighting  (slots,)
    returns    (width,)

    read([[1, 2], [3, 5]], [0, 1])      ->  [3, 5]      (arrays; one slot alone)
    read([[1, 2], [3, 5]], [0.5, 0.5])  ->  [2, 3.5]    (half of each)
    """
    # BEGIN SOLUTION
    return weighting @ memory
    # END SOLUTION


# %% tags=["check"]
checks.check("1.2", read)

# %% [markdown]
# The library's `read` takes over, as before.

# %%
from ntm_lib.by_hand import read

# %% [markdown]
# ## A read lies among the slots
#
# Slots of two numbers are points of a plane, and so is what is read. Shares of at least 0 that sum to 1 can put it anywhere inside the outline of the slots, and
# nowhere else. So each of its numbers lies between the smallest and the largest that the slots hold there. A soft read can be vague, but it cannot blow up.

# %%
figures.blend(small_memory, small_weighting)

# %% [markdown]
# A read is also *linear* in the shares: move 0.1 of share from slot 0 to slot 1, and what is read moves by 0.1 of the difference of the two slots. Twice the move, twice the
# difference. There are no corners and no jumps anywhere.

# %%
move = np.array([-0.1, 0.1, 0.0])
print("before:      ", read(small_memory, small_weighting))
print("after a move:", read(small_memory, small_weighting + move))
print("after two:   ", read(small_memory, small_weighting + 2 * move))
print("0.1 of slot 1 less 0.1 of slot 0:", 0.1 * (small_memory[1] - small_memory[0]))

# %% [markdown]
# ## Which way is better?
#
# We want the read (2, 1.5) to become (1, 3). One number says how wrong it is: the *squared distance* from the target, each difference squared and added up. Here that
# is $1^2 + 1.5^2 = 3.25$.
#
# Now *nudge* the share of slot 1, and leave the others alone. With 0.1 more of it, what is read is (2, 1.9), at a distance of $1 + 1.21 = 2.21$. With 0.1 less it is (2, 1.1), at
# $1 + 3.61 = 4.61$. Between the two nudges, 0.2 of share apart, the distance falls by 2.4. That is a slope of $-2.4 / 0.2 =$ **-12**: more of slot 1 helps.

# %%
def small_distance(weighting):
    """The squared distance of what is read from the small target."""
    return ((read(small_memory, weighting) - small_target) ** 2).sum()


for moved in (0.0, 0.1, -0.1):
    shares = small_weighting + np.array([0.0, moved, 0.0])
    found = read(small_memory, shares)
    print(f"slot 1 at {shares[1]:.2f}: read {found}, squared distance {small_distance(shares):.2f}")
up, down = (small_distance(small_weighting + np.array([0.0, moved, 0.0])) for moved in (0.1, -0.1))
print(f"between the nudges: {up - down:.1f}; divided by 0.2: {(up - down) / 0.2:.0f}")

# %% [markdown]
# ## The gradient, by nudging
#
# That slope is the *derivative* of the distance in the share of slot 1; one such number for every slot makes the *gradient*. Measured with a nudge to both sides it is called a
# *central difference*, with $f$ for whatever we measure and $\varepsilon$ for the step:
#
# $$\frac{f(\text{share} + \varepsilon) - f(\text{share} - \varepsilon)}{2\,\varepsilon}$$
#
# Why both sides? If $f$ curves, a nudge to one side alone comes out a little too high or too low; with both, the two errors cancel but for a tiny rest. A nudged array is no weighting any
# more: its sum is off 1 by a step, and a share of 0 falls below 0. That is fine: it is used for this measurement only.

# %%
step = 0.1
more, less = np.array([0.5, 0.35, 0.25]), np.array([0.5, 0.15, 0.25])
print("both sides:   ", ((small_distance(more) - small_distance(less)) / (2 * step)).round(2))
print("up alone:     ", ((small_distance(more) - small_distance(small_weighting)) / step).round(2))
print("down alone:   ", ((small_distance(small_weighting) - small_distance(less)) / step).round(2))

# %% [markdown] tags=["exercise"]
# ### Exercise 1.3 · Nudge
#
# difficulty ●●●○○ · importance ●●●●○ · 10 min · 1 point
#
# Write the central difference of any function `f` in the share of one slot. `f` takes an array of shares and gives one number, as `small_distance` does. Nudge that one share and no other,
# and give `f` the nudged array as it is. The array that you were given is the caller's: it has to be as it was when you are done. (`b = a` gives a second *name* to
# one array; `b = a.copy()` makes a second array.)

# %% tags=["exercise"]
def nudge(f, weighting, slot, step=1e-4):
    """How fast `f` changes with the share of one slot.

    f          weighting -> one number
    weighting  (slots,)   floats; unchanged after the call
    slot       which share to nudge, 0 ... slots - 1
    step       how far, up and down
    returns    one number: (f one step up - f one step down) / (two steps)

    nudge(lambda w: 3 * w[1], [0.5, 0.5], 1)       ->  3.0    (arrays, not lists)
    nudge(lambda w: 3 * w[1], [0.5, 0.5], 0)       ->  0.0    (slot 0 makes no difference)
    nudge(lambda w: w[0] ** 2, [0.5, 0.5], 0, 0.5)  ->  1.0
    """
    # BEGIN SOLUTION
    up, down = weighting.copy(), weighting.copy()
    up[slot] += step
    down[slot] -= step
    return float((f(up) - f(down)) / (2 * step))
    # END SOLUTION


# %% tags=["check"]
checks.check("1.3", nudge)

# %% [markdown]
# And the library's version for the rest of the lesson.

# %%
from ntm_lib.checks.lesson_01 import nudge

# %% [markdown]
# Three nudges make the gradient. It is the distance's, and we want the distance to *fall*: so each share is pulled the other way, and a *pull* is the gradient with its sign turned
# round. Slot 1 is pulled up by 12, the others down a little: the arrows of the first picture.

# %%
gradient = np.array([nudge(small_distance, small_weighting, slot) for slot in range(3)])
print("gradient:", gradient.round(3))
print("pull:    ", -gradient.round(3))

# %% [markdown]
# ## The hard pointer feels nothing
#
# Now the pointer of ordinary programs: it takes the slot with the largest share. Nudge a share by 0.0001, and the largest is still the largest. The same slot is read, at the same distance, and
# the difference is 0. Not small: 0. Nothing tells a learner which way to go.

# %%
def hard_distance(weighting):
    """The squared distance when the slot with the largest share is read alone."""
    return ((small_memory[np.argmax(weighting)] - small_target) ** 2).sum()


print("at 0.50, 0.25, 0.25:", [nudge(hard_distance, small_weighting, slot) for slot in range(3)])

# %% [markdown]
# There is one exception, and it is no better. When two shares are level, the smallest nudge decides which slot is read, and all of a sudden everything changes. A tenth of the step, and the "slope" is ten times as
# large: it is a cliff, not a slope. A hard pointer moves nothing, or everything at once.

# %%
level = np.array([0.4, 0.4, 0.2])
for step in (1e-2, 1e-3, 1e-4):
    print(f"step {step:g}: slope {nudge(hard_distance, level, 1, step):,.0f}")

# %% [markdown]
# ## Break it
#
# The memory of your bet, with other shares. Drag one, and the others make room, so that the sum stays 1. The green dot is what is read. Three things to try:
#
# 1. Bring the read onto the target, with the arrows as your guide. Watch them fade as you come near.
# 2. Try to drag the read out of the outline. Then put all of the share on slot 1, and find a *blend of the others* that reads nearly the same: a read does not tell where it came from.
# 3. Choose the hard pointer. Drag until another slot becomes the largest: nothing, nothing, then a leap. Where are the arrows?

# %%
demos.pointer(read)

# %% [markdown]
# ## Your bet, and the truth
#
# Slot 0 is pulled up the most, though slot 3 holds exactly what we want, slot 4 has the largest share, and slot 0 even lies on the *wrong* side, far to the right. But the read has to go a long way down and only a little to the left,
# and slot 0 lies furthest down: a bit more of it moves the blend fastest. Whether you would want to *end* there is not what a gradient is asked. If you made a bet, it is the dashed frame.

# %%
def distance(weighting):
    """The squared distance of what is read from the target of the bet."""
    return ((read(memory, weighting) - target) ** 2).sum()


soft = -np.array([nudge(distance, start, slot) for slot in range(5)])
hard = demos.pulls(demos.hard_read, memory, start, target)
figures.pulls(memory, start, target, soft, hard, prediction=checks.prediction("01.slot"))

# %% [markdown]
# The same numbers without a nudge. What is *missing* is (0, -2) less (1, 2), which is (-1, -4). A little more of a slot moves the read by a little of what that slot holds. So multiply what the slot holds with what is missing, number by
# number, and add up; the square in the distance brings a factor of 2 (its derivative is twice what is squared):
#
# - slot 0 holds (4, -4): 2 · (4 · (-1) + (-4) · (-4)) = 2 · (-4 + 16) = **24**;
# - slot 3 holds (0, -2): 2 · (0 · (-1) + (-2) · (-4)) = 2 · (0 + 8) = **16**.
#
# Slot 0 loses 4 by lying to the right, and gains 16 by lying so far down.

# %%
missing = target - read(memory, start)
print("missing:", missing)
print("without a nudge:", 2 * memory @ missing)
print("by nudging:     ", soft.round(3))

# %% [markdown]
# ## Follow the arrows
#
# A gradient is only good for a small step, but you may measure again after it. That is gradient descent: nudge every share, take a small step against the gradient, and repeat. How small says the *rate*, which the gradient is
# multiplied by: at 0.001 the first step adds 0.024 to slot 0, whose pull is 24. Two lines keep the result a weighting: what falls below 0 is set to 0, and all is divided by the sum.

# %%
def descend(f, weighting, nudge, steps=300, rate=0.001):
    """The weighting at each of many small steps downhill: (steps + 1, slots)."""
    film = [weighting]
    for _ in range(steps):
        gradient = np.array([nudge(f, film[-1], slot) for slot in range(len(weighting))])
        stepped = np.maximum(film[-1] - rate * gradient, 0)
        film.append(stepped / stepped.sum())
    return np.array(film)


# %% [markdown]
# Now it runs on **your** `read` and **your** `nudge`. (The first two lines of the output say whether they are yours; if a check has not passed yet, the library's stand in.) The soft pointer and the hard one start from the same shares, with the same target.

# %% tags=["nbval-ignore-output"]
my_read, my_nudge = checks.mine("1.2"), checks.mine("1.3")
soft_film = descend(lambda w: ((my_read(memory, w) - target) ** 2).sum(), start, my_nudge)
hard_film = descend(lambda w: ((demos.hard_read(memory, w) - target) ** 2).sum(), start, my_nudge)

# %% [markdown]
# Slot 0 grows fastest at first, as the arrows said, and the read drops. Then its arrow turns, since now the read is too far to the right, and share flows to slot 3 until it has nearly all of it: the soft pointer has *found* an address. The hard pointer (the cross) stays on slot 4 for ever.
# (The strips show every fifth step, the plane all of them.)

# %%
figures.pointer_walk(memory, target, soft_film, hard_film)

# %% [markdown]
# In numbers: no step was large, slot 0 came and went, and what is left is still a weighting, pointing at slot 3.

# %%
print(f"the largest step of any share: {abs(np.diff(soft_film, axis=0)).max():.2f}")
print(f"slot 0: from {start[0]:.2f} up to {soft_film[:, 0].max():.2f} and down to {soft_film[-1, 0]:.2f}")
print("a weighting:", is_weighting(soft_film[-1]), " nine tenths on slot 3:", soft_film[-1, 3] > 0.9)
print("the hard one moved:", (hard_film != start).any())

# %% [markdown]
# ## What you built
#
# `is_weighting`, `read` and `nudge`: a pointer that can point at one slot as an index does, and that can still be improved a little at a time. Every address in the machine is such a weighting. Nudging each number
# is slow, two calls of `f` for every share; training gets the same gradients all at once by the chain rule, but what they mean is what you have measured here.
#
# **Next:** lesson 02, *Find by content*. Nobody drags bars in the real machine: there the head says what it is looking for, and the weighting follows from that.

# %% [markdown] tags=["quiz"]
# ## Four questions
#
# Open the answer that you would give; each says why it is right or wrong.
#
# **1. Each slot holds one number; the smallest is -3, the largest 5. Which of these can no weighting read?**
#
# <details><summary>A. 0, if no slot holds a 0.</summary>It can: five eighths of -3 and three eighths of 5 give 0. A blend may be a number that nobody stored.</details>
# <details><summary>B. 6.</summary>Right. Shares of at least 0 that sum to 1 keep a read between the smallest and the largest number.</details>
# <details><summary>C. Exactly 5.</summary>It can: put the whole share on the slot that holds the 5.</details>

# %% [markdown] tags=["quiz"]
# **2. Why does a hard pointer give a learner no gradient?**
#
# <details><summary>A. Because taking the largest is slow.</summary>No, it is faster than blending. Speed has nothing to do with it.</details>
# <details><summary>B. Because it reads one slot only.</summary>Not quite: a weighting that is all on one slot reads one slot too, and its gradient is fine. A nudge of its shares moves the blend.</details>
# <details><summary>C. Because a tiny nudge does not change which slot is largest.</summary>Right. What is read stays the same, so the difference is 0 (and when it does change, it jumps).</details>

# %% [markdown] tags=["quiz"]
# **3. The share of slot 7 is exactly 0. Can the gradient of the distance in that share be other than 0?**
#
# <details><summary>A. Yes.</summary>Right. The nudge asks what a *little* of slot 7 would do, and that depends on what it holds, not on the share that it has now.</details>
# <details><summary>B. No: what is not read cannot matter.</summary>It does not matter to the read, but it may to the nudge: with a share of a step, slot 7 is in the blend.</details>

# %% [markdown] tags=["quiz"]
# **4. All shares are equal. What is read?**
#
# <details><summary>A. The middle slot.</summary>No: a share is no position. Nothing in a read asks which slot comes before which.</details>
# <details><summary>B. Nothing, since no slot is chosen.</summary>No slot is ever chosen; all are blended.</details>
# <details><summary>C. The average of all slots.</summary>Right: with 1/N each, the blend is the mean. It is the vaguest thing a read can be, and where lesson 02 begins.</details>

# %% [markdown]
# ## Stretch
#
# So far we nudged the shares. Nudge the *memory* instead: write a function that measures how fast the squared distance changes with one *number* of one slot, and run it for all of them. Compare the result with the weighting. What
# does a slot with a share of 0 get, and what would that mean for a network that learns what to *store*? Then do the same for the hard pointer. Something is different there from what happened to its shares: what, and why is it not enough?
