# %% [markdown]
# # 03 · Move by location
#
# A head that can only look things up cannot count, walk along a list, or come back to the slot that it left a moment ago. In this lesson you give it three
# dials more, and then you drive it.
#
# **Objectives.** After this lesson you can
#
# - blend what content found with where the head was, by one number, the *gate*;
# - move a focus along a ring of slots by a mixture of steps, and say why that blurs it;
# - undo the blur by *sharpening*, without underflow;
# - put the four stages together: from a head's dials to its new weighting.
#
# **Minutes:** 50 · **Prerequisites:** lesson 02 · **Exercises:** 3.1, 3.2, 3.3, 3.4 (4 points)

# %% [markdown]
# Run the next cell first. Besides the usual things it brings in the content weighting that lesson 02 built.

# %% tags=["setup"]
import numpy as np

from ntm_lib import checks, demos, figures
from ntm_lib.by_hand import content_weighting

# %% [markdown]
# ## Where we are in the machine
#
# At each step a head gets a *weighting*: one share a slot, and the shares sum to 1. Lesson 02 built the first of the four stages that make it, content. The other three
# are lit up below. (Numbers like Eq. 7 are the paper's: Graves, Wayne and Danihelka, *Neural Turing Machines*, 2014.)

# %%
figures.machine(lit=["gate", "shift", "sharpen"])

# %% [markdown]
# ## The finished picture
#
# This is where the lesson ends. Read it from top to bottom. The key finds slot 1. The gate lets nearly all of that through. The shift moves it one slot on, and smears it a little.
# Sharpening takes the smear away. In one step the head has found an item *and* moved to the one after it. The numbers that the controller gives, its *dials*, come in
# from the right.

# %%
memory = np.array([[1, 1, 0], [0, 1, 1], [1, 0, 1], [-1, 1, 0], [0, -1, 1]], dtype=float)
key = np.array([0.0, 1.0, 1.0])
last_slot, mostly_up = np.array([0.0, 0, 0, 0, 1]), np.array([0, 0.1, 0.9])
figures.addressing(memory, last_slot, key, 10.0, 0.9, mostly_up, 3.0)

# %% [markdown]
# ## Your bet
#
# A head stands on slot 0 of 16, with the whole weighting there. It is told to move one slot up, 40 times. Each move has a little *play*: 90 % of the focus
# moves up, 5 % stays, and 5 % moves down. Nothing is sharpened. After 40 steps, how many per cent of the weighting does the fullest slot
# still hold? Put a number from 0 to 100 in place of `None`; you will see it drawn over the truth.

# %%
my_percent = None
checks.predict("03.peak", my_percent)

# %% [markdown]
# ## Why content is not enough
#
# To look a thing up you must know what it looks like. Often you do not:
#
# - *Go on to the next item.* You do not know it yet: that is why you want to read it.
# - *Add x and y.* Their values change all the time. What stays is the place where each is kept.
# - *The same twice.* No key can tell two equal slots apart.
#
# To see the last: slots 0 and 2 hold the same, and the key asks for it at strength 50. Each gets half.

# %%
twins = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0], [0.0, -1.0]])
print("shares:", content_weighting(twins, np.array([1.0, 0.0]), 50.0).round(2))

# %% [markdown]
# ## The gate: look up, or go on?
#
# A head remembers one thing from step to step: where it was. The *gate* is a number from 0 to 1 that chooses between that and what content found. At
# gate 1 content decides alone. At gate 0 the head keeps its old focus, whatever the key says. In between it is a blend: the gate is content's share, and the rest of 1 is the
# old focus's.
#
# By hand: content found (0.1, 0.8, 0.1), the head was on slot 0, and the gate is 0.25. Slot 0 gets a quarter of 0.1
# and three quarters of 1, together 0.775. Slot 1 gets a quarter of 0.8, slot 2 a quarter of 0.1.

# %%
print("content's part:      ", 0.25 * np.array([0.1, 0.8, 0.1]))
print("the old focus's part:", 0.75 * np.array([1.0, 0.0, 0.0]))

# %% [markdown]
# Added up: (0.775, 0.2, 0.025), which sums to 1 again, as a blend of weightings always does. In symbols, with $w^c_t$ for what content found, $w_{t-1}$ for the weighting of the step before, and $g_t$ for
# the gate (Eq. 7):
#
# $$w^g_t = g_t\,w^c_t + (1 - g_t)\,w_{t-1}$$

# %% [markdown] tags=["exercise"]
# ### Exercise 3.1 · The gate
#
# (Eq. 7) · difficulty ●○○○○ · importance ●●●●○ · 4 min · 1 point
#
# Blend the two weightings. Both are arrays with one share a slot, so you need no loop.

# %% tags=["exercise"]
def interpolate(content, previous, gate):
    """Choose between what content found (gate 1) and where the head already was (gate 0).

    content   (slots,)  sums to 1
    previous  (slots,)  sums to 1: the weighting of the step before
    gate      one number, 0 ... 1
    returns   (slots,)  sums to 1

    interpolate([0.1, 0.8, 0.1], [1, 0, 0], 0.25)  ->  [0.775, 0.2, 0.025]   (as arrays)
    """
    # BEGIN SOLUTION
    return gate * content + (1 - gate) * previous
    # END SOLUTION


# %% tags=["check"]
checks.check("3.1", interpolate)

# %% [markdown]
# From here on the lesson uses the library's function of the same name, so that you can go on whatever the check said. `checks.hint("3.1")`
# in a cell of your own opens one hint more each time, and `checks.solution("3.1")` shows ours.

# %%
from ntm_lib.by_hand import interpolate

# %% [markdown]
# Turn the gate from 0 to 1 and the focus passes from slot 0, where the head was, to slot 1, which content found. Nothing jumps: that is what lets a network *learn*
# when to look up and when to go on.

# %%
found, before = np.array([0.1, 0.8, 0.1]), np.array([1.0, 0.0, 0.0])
for gate in (0.0, 0.25, 0.5, 0.75, 1.0):
    print(f"gate {gate:.2f}:", interpolate(found, before, gate).round(3))

# %% [markdown]
# ## The slots form a ring
#
# With the gate at 0 a head stays where it is. To walk it has to move its focus, and a focus is a whole weighting. Moving *one step up* means that each slot's
# share goes to the slot with the next higher number. After the last slot comes slot 0 again, so that nothing falls off the end. NumPy's `np.roll` does
# that: it moves every number up by so many places, and down if you give it a negative number.

# %%
focus = np.array([0.0, 1.0, 0.0, 0.0, 0.0])
print("one step up:  ", np.roll(focus, 1))
print("one step down:", np.roll(focus, -1))
print("four steps up:", np.roll(focus, 4))

# %% [markdown]
# ## A mixture of steps
#
# A whole step cannot be learnt by following derivatives: there is nothing between one step and two. So the controller gives a *shift weighting* instead, one share for each step that is allowed. With three
# shifts they stand for the steps -1, 0 and +1, in this order. With 2R + 1 shifts they go from -R to +R.
#
# By hand: a focus on slot 2 of five and the shift weighting (0.1, 0.2, 0.7). A tenth of the focus moves down to slot 1, two tenths stay, seven tenths move
# up to slot 3. Each step makes a moved copy of the *whole* weighting; the copies are multiplied by their shares and added up.

# %%
focus = np.array([0.0, 0.0, 1.0, 0.0, 0.0])
print("0.1 of a copy one down:", 0.1 * np.roll(focus, -1))
print("0.2 of a copy that stays:", 0.2 * np.roll(focus, 0))
print("0.7 of a copy one up:  ", 0.7 * np.roll(focus, 1))

# %% [markdown]
# Added up that is (0, 0.1, 0.2, 0.7, 0). Now seen from a slot $i$ that receives: from each slot $j$ it gets what is there, times the share of the step that leads from
# $j$ to $i$, which is the step $i - j$. With $s_t$ for the shift weighting and $\tilde w_t$ for the result (Eq. 8; slots are counted round the ring):
#
# $$\tilde w_t(i) = \sum_j w^g_t(j)\,s_t(i - j)$$
#
# Mathematicians call this a *circular convolution*. Mind the direction: a one in the last place of the shift weighting moves the focus *up*.

# %% [markdown]
# In the formula $s_t$ is numbered by the *step*, an array by the *place*. The share of the step $d$ stands in place $d + R$; a step below $-R$ or above $R$ has the share 0, and no
# place. So in code you go through the steps that have one: for each $d$ from $-R$ to $R$, slot $i$ gets what is in slot $i - d$, times the number in place $d + R$.
#
# Round the ring, slot $i - d$ is `(i - d) % n` with $n$ slots: `%` is the remainder. Of five slots, slot 0 gets from `(0 - 1) % 5`, which is slot 4, when the step is one up.

# %% [markdown] tags=["exercise"]
# ### Exercise 3.2 · Shift the focus
#
# (Eq. 8) · difficulty ●●●○○ · importance ●●●●● · 10 min · 1 point
#
# Move a weighting by a mixture of steps. The shift weighting may have any odd number of places, 1, 3, 5 and so on, and never more than there are slots; its middle place is
# the step 0, and the step d stands in place d + R. Build it from moved copies with `np.roll` and a loop over the places, or slot by slot from the formula, with `% len(weighting)`
# to come round the ring.

# %% tags=["exercise"]
def shift(weighting, shift_weighting):
    """Move the focus along the ring of slots by a mixture of the steps -R ... +R.

    weighting        (slots,)   sums to 1
    shift_weighting  (shifts,)  sums to 1; 2R + 1 places, for the steps -R ... +R in this order
    returns          (slots,)   sums to 1

    shift([0, 1, 0, 0, 0], [0, 0, 1])        ->  [0, 0, 1, 0, 0]        one step up   (as arrays)
    shift([0, 0, 1, 0, 0], [0.1, 0.2, 0.7])  ->  [0, 0.1, 0.2, 0.7, 0]
    shift([0, 0, 0, 0, 1], [0, 0, 1])        ->  [1, 0, 0, 0, 0]        round the ring
    """
    # BEGIN SOLUTION
    reach = len(shift_weighting) // 2
    moved = np.zeros(len(weighting))
    for place, share in enumerate(shift_weighting):
        moved += share * np.roll(weighting, place - reach)
    return moved
    # END SOLUTION


# %% tags=["check"]
checks.check("3.2", shift)

# %% [markdown]
# The library's `shift` takes over, as before.

# %%
from ntm_lib.by_hand import shift

# %% [markdown]
# ## Blur
#
# The controller makes its shift weighting by a softmax (lesson 02), whose shares are never exactly 0. So every move has some play, like a loose steering wheel. Here a head moves one up
# five times, with 90 % on the right step. Look at the largest share in each line, and at how many slots have something.

# %%
play = np.array([0.05, 0.05, 0.90])
walking = np.array([1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0])
for step in range(1, 6):
    walking = shift(walking, play)
    print(f"after step {step}:", walking.round(2))

# %% [markdown]
# ## The cure: powers
#
# Each move spreads what the move before it had spread already. Something has to pull the shares together again. Take a power: with an exponent above 1 a small share shrinks far more than a large one. Then divide by the sum, so that they are shares again.
#
# By hand, with the exponent 2: (0.05, 0.9, 0.05) becomes (0.0025, 0.81, 0.0025), whose sum is 0.815. Divided by it: (0.003, 0.994, 0.003).
# The exponent is the head's last dial, its *sharpening* $\gamma_t \ge 1$ (Eq. 9):
#
# $$w_t(i) = \frac{\tilde w_t(i)^{\gamma_t}}{\sum_j \tilde w_t(j)^{\gamma_t}}$$

# %%
powers = np.array([0.05, 0.9, 0.05]) ** 2
print("powers:", powers, "sum:", powers.sum())
print("shares:", (powers / powers.sum()).round(3))

# %% [markdown]
# ## Where it breaks, and the way out
#
# A number below 1 to a large power is tiny, and below about 10⁻³²³ a computer's number is 0. If *all* powers are 0 you divide 0 by 0, and get `nan`. A tiny number added to the sum does not
# help: the shares then sum to less than 1.
#
# The way out is the one of lesson 02 in another dress. Divide all shares by the **largest** one first. That divides every power by the same number, so the result does not
# change; and now the largest is 1, and 1 to any power is 1.

# %%
flat = np.full(100, 0.01)
print("the smallest number above 0:", np.nextafter(0, 1))
print("0.01 to the power of 200:", 0.01**200)
print("sum of the powers:", (flat**200).sum())
print("and after dividing by the largest:", ((flat / flat.max()) ** 200).sum())

# %% [markdown] tags=["exercise"]
# ### Exercise 3.3 · Sharpen
#
# (Eq. 9) · difficulty ●●○○○ · importance ●●●●○ · 7 min · 1 point
#
# Raise to the power and make shares again. Some shares may be exactly 0, and have to stay 0 (or as good as 0: 1e-12 passes). The sharpening may be any number from 1 upward, with fractions too; at 1 nothing
# changes. No weighting and no sharpening may lead to `nan`, or to shares that do not sum to 1.

# %% tags=["exercise"]
def sharpen(weighting, sharpening):
    """Undo the blur that a soft shift leaves: powers, divided by their sum.

    weighting   (slots,)  sums to 1; exact zeros are allowed
    sharpening  one number, 1 or more
    returns     (slots,)  sums to 1

    sharpen([0.75, 0.25], 2)      ->  [0.9, 0.1]             (as arrays)
    sharpen([0.5, 0.5, 0], 3)     ->  [0.5, 0.5, 0]
    sharpen(128 times 1/128, 20)  ->  128 times 1/128        they still sum to 1
    """
    # BEGIN SOLUTION
    powers = (weighting / weighting.max()) ** sharpening
    return powers / powers.sum()
    # END SOLUTION


# %% tags=["check"]
checks.check("3.3", sharpen)

# %% [markdown]
# And the library's version. (It works with logarithms, which comes to the same: only an exact 0 becomes a number too small to matter.)

# %%
from ntm_lib.by_hand import sharpen

# %% [markdown]
# The five moves once more, now sharpened by 2 after each. The play is there as before. But what one move smears, the sharpening takes away before the next move
# can smear it further, so that the blur no longer grows.

# %%
walking = np.array([1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0])
for step in range(1, 6):
    walking = sharpen(shift(walking, play), 2.0)
    print(f"after step {step}:", walking.round(2))

# %% [markdown]
# ## The whole column
#
# Four stages, each fed with what the one before it returned: **content** from the memory, the key and the key strength; the **gate**, which blends it with the previous weighting; the **shift** of that blend; and **sharpening** last, because the shift is what blurs.
#
# With three settings of the gate and the shift a head does three different things (Sec. 3.3.2):
#
# - gate 1, shift 0: it looks an item up;
# - gate 1, shift +1: it looks an item up and goes to the one after it;
# - gate 0, shift +1: it walks on from where it was, whatever is stored there.

# %% [markdown] tags=["exercise"]
# ### Exercise 3.4 · Address
#
# (Sec. 3.3) · difficulty ●●○○○ · importance ●●●●● · 6 min · 1 point
#
# Put the four functions together: `content_weighting` of lesson 02 and the three of this lesson. `content_weighting(memory, key, key_strength)` gives one share a slot.

# %% tags=["exercise"]
def address(memory, previous, key, key_strength, gate, shift_weighting, sharpening):
    """From a head's dials to its new weighting: content, gate, shift, sharpen.

    memory           (slots, width)
    previous         (slots,)   the head's weighting of the step before
    key              (width,)   and key_strength, one number: what to look for, and how choosily
    gate             one number, 0 ... 1: 1 follows content
    shift_weighting  (shifts,)  for the steps -R ... +R
    sharpening       one number, 1 or more
    returns          (slots,)   sums to 1

    address([[1, 0], [0, 1], [-1, 0]], [1, 0, 0], [0, 1], 9, 1, [0, 0, 1], 2)
        ->  [0, 0, 1]   (as arrays, nearly)
    """
    # BEGIN SOLUTION
    content = content_weighting(memory, key, key_strength)
    gated = interpolate(content, previous, gate)
    return sharpen(shift(gated, shift_weighting), sharpening)
    # END SOLUTION


# %% tags=["check"]
checks.check("3.4", address)

# %% [markdown]
# The library's `address` takes over.

# %%
from ntm_lib.by_hand import address

# %% [markdown]
# Here are the three ways on the memory of the first picture. The head was on slot 4, and the key asks for what is in slot 1. In the last line the key makes no difference,
# and the step from slot 4, the last one, leads round to slot 0.

# %%
stay, one_up = np.array([0.0, 1.0, 0.0]), np.array([0.0, 0.0, 1.0])
ways = (("look up", 1.0, stay), ("look up, then one on", 1.0, one_up), ("walk on", 0.0, one_up))
for name, gate, steps in ways:
    weighting = address(memory, last_slot, key, 10.0, gate, steps, 2.0)
    print(f"{name:21}", weighting.round(2))

# %% [markdown]
# And walking on in full, with play in the shift. Compare it with the finished picture: the memory, the key and the old focus are the same, and content finds slot 1 as before. But the gate is shut, so the strip below it
# is the old focus again, and that is what moves.

# %%
figures.addressing(memory, last_slot, key, 10.0, 0.0, play, 2.0)

# %% [markdown]
# ## Break it
#
# Now you drive, on a ring of 12 slots. Slots 5 to 8 hold the letters K, T, X and T, drawn in 25 pixels each; the other eight are *blank*, all zeros. A shift of +1 or -1
# has the play of your bet. A shift of +½ moves one half of the focus and lets the other half stay.
#
# Six weightings are to be reached, one after the other: the *targets*. A target is outlined in the picture. *Par* is the fewest moves that a search found. Before the demo runs you see the shortest way to
# target 5, half on each of two blank neighbours, slots 2 and 3; its par is 3.

# %% [markdown]
# Turn the dials, then take the move. Three things to try:
#
# 1. Set the gate to 0, the shift to +1 and the sharpening to 1, and move twenty times from slot 0. On 12 slots that asks for slot 8. Where is the head?
# 2. Now set the shift to 0 and the sharpening to 50, and move. Sharp again; but is it where it should be?
# 3. T is stored twice. Key T, gate 1, a high key strength: can any sharpening part the two slots? Find a way to one of them alone.

# %%
demos.drive(interpolate, shift, sharpen)

# %% [markdown]
# ## Your bet, and the truth
#
# Now the walk of your bet. 16 slots, 40 steps, each with the play of above, once without sharpening and once with a sharpening of 2. How far does a
# step go on average? Nine tenths of a slot up, less a twentieth down.

# %%
def walk(sharpening, steps=40):
    weightings = [np.eye(16)[0]]
    for _ in range(steps):
        weightings.append(sharpen(shift(weightings[-1], play), sharpening))
    return np.array(weightings)


average = play @ np.array([-1, 0, 1])
print(f"average step: {average:.2f} slots; 40 of them: {40 * average:.0f} slots")

# %% [markdown]
# Slots go upward and time to the right; the darker, the larger the share. The small rings mark the slot that the head was told to be on. Below, what the fullest slot holds. If you made a
# bet, it is the orange cross.

# %%
asked = np.arange(41) % 16
walks, names = [walk(1.0), walk(2.0)], ["sharpening 1", "sharpening 2"]
figures.bumps(walks, names, asked, prediction=checks.prediction("03.peak"))

# %% [markdown]
# ## What you see
#
# On the left the head is lost, in two ways. It *lags behind*: told to go 40 slots, it has gone 34 on average. (The fullest slot, 3, is 35 on: the heap has a longer tail behind.)
# And its focus is spread over many slots.
#
# Why 13 %, and not the 0.9⁴⁰ that never slipped? Because what slips is not lost. It piles up on the slots behind, into a heap shaped like a bell. The heap's width grows only with the
# *root* of the number of moves: average the squares of how far the steps are from the average step, and take the root of 40 times that. A bell is about 1 / (2.5 × width) high.

# %%
away = (np.array([-1, 0, 1]) - average) ** 2
width = np.sqrt(40 * (play @ away))
print(f"never slipped: {0.9**40:.1%}")
print(f"width of the heap: {width:.1f} slots; a bell as wide is {1 / (2.5 * width):.0%} high")
print("on slots 0 to 8:", walks[0][-1][:9].round(2))

# %% [markdown]
# On the right the head is where it should be, to the slot. Sharpening does more than tidy up. It rounds each step to a whole one, before the next one can build on the error.
#
# Digital circuits live by the same trick: their voltages are never exact, and every stage restores them.

# %% [markdown]
# ## What you built
#
# `interpolate`, `shift`, `sharpen` and `address`: with content from lesson 02 that is the whole of addressing. Every dial is a number that can be turned a little, and the weighting follows a little; so
# gradient descent can learn to drive what you drove by hand.
#
# **Next:** lesson 04, *Write: erase, then add*. So far the head only looks. There it will change what it looks at.

# %% [markdown] tags=["quiz"]
# ## Four questions
#
# Open the answer that you would give; each says why it is right or wrong.
#
# **1. The gate is 0. What does the key do to the new weighting?**
#
# <details><summary>A. It still pulls the focus a little.</summary>No. At gate 0 content's part is multiplied by 0.</details>
# <details><summary>B. Nothing at all.</summary>Right. The old focus goes through whole; it is then shifted and sharpened. So a head can walk through slots whose contents it has never seen.</details>
# <details><summary>C. It decides alone.</summary>That is gate 1.</details>

# %% [markdown] tags=["quiz"]
# **2. The whole focus is on slot 5, and the shift weighting is (0.5, 0, 0.5). Where is the focus afterwards?**
#
# <details><summary>A. On slot 5: the steps cancel out.</summary>No. The average step is 0, but a mixture of moves is not a move by the average.</details>
# <details><summary>B. On slot 4 or on slot 6, at random.</summary>Nothing is drawn at random here: a weighting is shares, and shares are split.</details>
# <details><summary>C. Half on slot 4 and half on slot 6.</summary>Right. And no sharpening can choose between the two, since they are equal.</details>

# %% [markdown] tags=["quiz"]
# **3. A weighting of four slots is (0.25, 0.25, 0.25, 0.25). What does sharpening 1000 make of it?**
#
# <details><summary>A. The same.</summary>Right. Equal shares have equal powers. Sharpening makes differences larger, and here there are none: a focus that is lost altogether stays lost.</details>
# <details><summary>B. All on slot 0.</summary>No, nothing prefers slot 0.</details>
# <details><summary>C. Not a number.</summary>Not here, where the largest share is divided out first, so that every power is 1. Without that it would be: 0.25 to the power of 1000 is 0 in a computer's numbers.</details>

# %% [markdown] tags=["quiz"]
# **4. Why is the sharpening the last stage, and not the one before the shift?**
#
# <details><summary>A. Because the shift is what blurs.</summary>Right. Sharpened first and shifted afterwards, the smear of this step would be used for reading and writing before anything took it away.</details>
# <details><summary>B. It makes no difference.</summary>It does. The shift adds up shares, and a power of a sum is not the sum of the powers.</details>
# <details><summary>C. Because only whole steps can be sharpened.</summary>No, any weighting can be.</details>

# %% [markdown]
# ## Stretch
#
# The paper names another way to ask for a step: by one real number. A step of 6.7 then means 0.3 of the focus moved by 6 and 0.7 of it moved by 7. Write a function that makes
# such a shift weighting, for steps from -R to +R, out of one number. Then let a head walk with steps of one half at sharpening 1, and at sharpening 2. At which sharpening does it get anywhere, and at which does it keep its
# shape? What would you give a controller that has to stand *between* two slots for a while?
