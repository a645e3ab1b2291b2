# %% [markdown]
# # 02 · Find by content
#
# You can look something up without knowing where it is. In this lesson you hand a memory half a letter, and it hands you back
# the whole one.
#
# **Objectives.** After this lesson you can
#
# - say how alike a key and a slot are, however large their numbers;
# - turn any numbers into shares that sum to 1, without overflow;
# - look a memory up by content, anywhere between "the average of everything" and "the best match alone".
#
# **Minutes:** 50 · **Prerequisites:** lesson 01; NumPy arrays and the dot product · **Exercises:** 2.1, 2.2, 2.3 (3 points)

# %% [markdown]
# Run the next cell first. It brings in NumPy, the checks, the pictures and the demos; every lesson starts with one like it.

# %% tags=["setup"]
import numpy as np

from ntm_lib import by_hand, checks, demos, figures

# %% [markdown]
# ## Where we are in the machine
#
# A head of the machine has to decide where in memory to look. It has two ways: by *location*, moving on from where it was, and by *content*, which this lesson builds. The
# network says what it is looking for, and the memory says where something like it is. The part that is lit up is yours by the
# end of the lesson. (Numbers like Eq. 5 are the paper's: Graves, Wayne and Danihelka, *Neural Turing Machines*, 2014.)

# %%
figures.machine(lit=["content"])

# %% [markdown]
# ## The finished picture
#
# This is where the lesson ends. Eight letters are stored, one in each slot, as 25 numbers: 1 for ink, -1 for paper. The key is an A
# whose lower two rows are gone (0: unknown) and with one pixel flipped. Content addressing compares the key with each slot and shares its attention
# out; what comes back is the blend of the slots in those shares.

# %%
memory, labels = demos.letter_memory()
key = demos.corrupt(memory[labels.index("A")], flipped=1, erased_rows=2, rng=np.random.default_rng(2))
weighting = by_hand.content_weighting(memory, key, 10.0)
figures.recall(memory, labels, key, weighting, by_hand.read(memory, weighting))

# %% [markdown]
# ## Your bet
#
# One number, the *key strength*, decides how choosy the look-up is. The picture above used 10. At which strength does the right letter first get
# more than half of the attention: near 0.4, 1, 4, 10 or 40? Put your number in place of `None`. You will see your bet drawn over
# the truth; if you leave `None`, nothing is lost.

# %%
my_strength = None
checks.predict("02.strength", my_strength)

# %% [markdown]
# ## How alike are two vectors?
#
# Two vectors are alike when they *point the same way*. The dot product alone is a poor judge of that, because a long vector gets a large
# product with nearly everything. Look at three slots and a key that points to the right: slot 0 is the key itself, slot 1 points
# 45 degrees away but is seven times as long, slot 2 points straight up.

# %%
small_memory = np.array([[1.0, 0.0], [5.0, 5.0], [0.0, 2.0]])
small_key = np.array([1.0, 0.0])
print("dot products:", small_memory @ small_key)

# %% [markdown]
# By dot product slot 1 wins, and it should not. Divide each product by both lengths, and only the direction is left. That is the *cosine
# similarity*: 1 for the same direction, 0 for a right angle, -1 for the opposite.
#
# - Slot 0: product 1, lengths 1 and 1, so 1 / (1 · 1) = **1**.
# - Slot 1: product 5, lengths √50 ≈ 7.07 and 1, so 5 / 7.07 ≈ **0.707**.
# - Slot 2: product 0, so **0**.

# %%
lengths = np.sqrt((small_memory**2).sum(axis=1))
print("lengths of the slots:", lengths.round(3))
print("divided by both lengths:", (small_memory @ small_key / lengths / 1.0).round(3))

# %% [markdown]
# ## A slot that was never written
#
# A blank slot has length 0, and 0 / 0 is not a number. One `nan` is enough to make every later number of the machine `nan`. So we divide
# by the product of the lengths **plus** a tiny 10⁻⁸: a blank slot then gets 0 / 10⁻⁸ = 0, which is the honest answer,
# and for any other slot the difference is too small to see.
#
# In symbols, with $u \cdot v$ for the dot product and $|u|$ for the length of $u$ (Eq. 6, and our 10⁻⁸):
#
# $$K[u, v] = \frac{u \cdot v}{|u|\,|v| + 10^{-8}}$$

# %% [markdown] tags=["exercise"]
# ### Exercise 2.1 · Cosine similarity
#
# (Eq. 6) · difficulty ●●○○○ · importance ●●●●● · 8 min · 1 point
#
# Write the cosine similarity of the key with **every** slot at once. `memory` has one slot a row; you return one number a slot.
# `np.linalg.norm(memory, axis=1)` gives the length of each row, or take the square root of a sum of squares, as above.

# %% tags=["exercise"]
def cosine_similarity(memory, key):
    """How much each slot points the same way as the key.

    memory  (slots, width)
    key     (width,)
    returns (slots,)  dot product / (|slot| · |key| + 1e-8)

    cosine_similarity([[1, 0], [5, 5], [0, 0]], [1, 0])  ->  [1, 0.707, 0]   (as arrays)
    """
    # BEGIN SOLUTION
    lengths = np.linalg.norm(memory, axis=1) * np.linalg.norm(key)
    return memory @ key / (lengths + 1e-8)
    # END SOLUTION


# %% tags=["check"]
checks.check("2.1", cosine_similarity)

# %% [markdown]
# From here on the lesson uses the library's function of the same name, so that you can go on whatever the check said. Stuck?
# `checks.hint("2.1")` in a cell of your own opens one hint more each time, and `checks.solution("2.1")` shows ours.

# %%
from ntm_lib.by_hand import cosine_similarity

# %% [markdown]
# Similarity forgives damage. Here is our damaged A against all eight stored letters. Its own slot is still the most alike, though ten of
# its pixels are unknown and one is wrong.

# %%
for label, alike in zip(labels, cosine_similarity(memory, key), strict=True):
    print(label, f"{alike:+.2f}")

# %% [markdown]
# ## From similarities to shares
#
# Similarities are not yet a place to look. We need *shares*: positive numbers that sum to 1, so that a read is a blend of slots and can never be
# larger than what was stored. Exponentiate each number (now all are positive), then divide by the total (now they sum to 1). This is
# the *softmax*:
#
# $$\text{softmax}(v)_i = \frac{e^{v_i}}{\sum_j e^{v_j}}$$
#
# On the similarities 1, 0.707 and 0 by hand: $e^1 = 2.718$, $e^{0.707} = 2.028$, $e^0 = 1$; their total is 5.746; the shares are
# 0.473, 0.353 and 0.174.

# %%
exponentials = np.exp(np.array([1.0, 0.707, 0.0]))
print("exponentials:", exponentials.round(3), "total:", exponentials.sum().round(3))
print("shares:", (exponentials / exponentials.sum()).round(3))

# %% [markdown]
# ## Where it breaks, and the way out
#
# The exponential grows so fast that a computer's numbers end at about $e^{709}$. Beyond that comes `inf`, and `inf / inf` is `nan`. Nothing stops a
# network in training from asking for values as large as that, and one `nan` ends the training.
#
# The way out: subtract the **largest** value from all of them first. That divides every exponential by the same
# number, so no share changes; and now the largest exponent is 0, so nothing can overflow.

# %%
print("largest exponent that survives:", np.log(np.finfo(float).max).round(2))
values = np.array([1.0, 0.707, 0.0])
lowered = np.exp(values - values.max())
print("after subtracting the largest:", lowered.round(3), "shares:", (lowered / lowered.sum()).round(3))

# %% [markdown] tags=["exercise"]
# ### Exercise 2.2 · Softmax
#
# difficulty ●●○○○ · importance ●●●●○ · 8 min · 1 point
#
# Turn values into shares along the **last axis**, so that the same function serves one row of values `(slots,)` and several rows at once
# `(rows, slots)`, each row on its own. `axis=-1` names the last axis, and `keepdims=True` keeps it in place, with size 1, so that
# rows still line up when you subtract and divide. No input may overflow, and the input itself stays as it was.

# %% tags=["exercise"]
def softmax(values):
    """Positive shares that sum to 1 along the last axis.

    values  (slots,) or (rows, slots)  any real numbers, however large
    returns the same shape

    softmax([0, 0])         ->  [0.5, 0.5]
    softmax([1000, 1000])   ->  [0.5, 0.5]   (no overflow)
    softmax([[0, 0], [0, 1000]])  ->  [[0.5, 0.5], [0, 1]]
    """
    # BEGIN SOLUTION
    exponentials = np.exp(values - np.max(values, axis=-1, keepdims=True))
    return exponentials / exponentials.sum(axis=-1, keepdims=True)
    # END SOLUTION


# %% tags=["check"]
checks.check("2.2", softmax)

# %% [markdown]
# The library's `softmax` takes over, as before.

# %%
from ntm_lib.by_hand import softmax

# %% [markdown]
# ## How choosy? The key strength
#
# Cosines live between -1 and 1, so their exponentials differ by a factor of $e^2 \approx 7.4$ at most: the softmax of bare cosines can never be
# sure. Multiply the similarities by a *key strength* first. At 0 all slots are equal; at 1 the best slot leads a little; at 20 it
# has nearly everything.

# %%
for strength in (0, 1, 5, 20):
    print(f"strength {strength:2d}:", softmax(strength * np.array([1.0, 0.707, 0.0])).round(3))

# %% [markdown]
# Put the two steps together and you have *content addressing*. In the paper's symbols, with key $k_t$, strength $\beta_t$ and slot $M_t(i)$
# (Eq. 5):
#
# $$w^c_t(i) = \frac{\exp\big(\beta_t\,K[k_t, M_t(i)]\big)}{\sum_j \exp\big(\beta_t\,K[k_t, M_t(j)]\big)}$$
#
# In words: similarity of the key with each slot, times the strength, then softmax. The result is a *weighting*: one share a
# slot, and the shares sum to 1. ($w^c_t(i)$ is the share of slot $i$ at time $t$; the small c stands for content.)

# %% [markdown] tags=["exercise"]
# ### Exercise 2.3 · Content weighting
#
# (Eq. 5) · difficulty ●●○○○ · importance ●●●●● · 6 min · 1 point
#
# Use the two functions that you have just built. Mind where the strength goes: it multiplies the similarities *before* they
# become shares.

# %% tags=["exercise"]
def content_weighting(memory, key, key_strength):
    """Share one unit of attention among the slots, most to those that resemble the key.

    memory        (slots, width)
    key           (width,)
    key_strength  one number, 0 or more
    returns       (slots,)  positive, sums to 1

    content_weighting([[1, 0], [5, 5], [0, 2]], [1, 0], 5)  ->  [0.808, 0.187, 0.005]   (as arrays)
    """
    # BEGIN SOLUTION
    return softmax(key_strength * cosine_similarity(memory, key))
    # END SOLUTION


# %% tags=["check"]
checks.check("2.3", content_weighting)

# %% [markdown]
# And the library's version for the rest of the lesson.

# %%
from ntm_lib.by_hand import content_weighting

# %% [markdown]
# ## The whole column
#
# Read the next picture from top to bottom: the key, how alike it is to each slot, the shares, and the blend that a read returns. This is
# the small memory again, at strength 5. Slot 1 is long, but it no longer wins.

# %%
similarity = cosine_similarity(small_memory, small_key)
small_weighting = content_weighting(small_memory, small_key, 5.0)
figures.lookup(small_memory, small_key, similarity, small_weighting)

# %% [markdown]
# ## Break it
#
# Eight letters are in memory. Choose a letter, flip pixels, erase rows, and turn the strength. Three things to try:
#
# 1. Leave the letter whole and turn the strength down to 0.1: you get the average of all letters, a grey ghost.
# 2. Erase three rows, flip nothing, and turn the strength all the way up. Six letters come back whole; A and O come back as an even blend of both. Why can no strength part them? (Compare their upper two rows.)
# 3. Flip pixels until the *wrong* letter comes back sharp. High strength is certainty, not truth.

# %%
demos.recall(content_weighting)

# %% [markdown]
# ## Your bet, and the truth
#
# On the left, the share of the best slot, which is the right letter, against the key strength, for the damaged A of the first picture; the circle marks where it passes one half, at about 4. On the right the *entropy* of the
# weighting in bits, which says how many slots it is spread over: 3 bits for all eight alike, 0 bits for one alone. If you made a bet, it is the
# orange line.

# %%
strengths = np.logspace(-1, 2, 61)
weightings = np.array([content_weighting(memory, key, strength) for strength in strengths])
entropy = -(weightings * np.log2(weightings + 1e-300)).sum(axis=1)
share = weightings[:, labels.index("A")]
figures.shares_by_strength(strengths, share, entropy, prediction=checks.prediction("02.strength"))

# %% [markdown]
# ## You have seen this before
#
# Replace the cosine by a dot product and slots by keys, each with a value beside it, and you have written *attention*, the core of every transformer. The look-up by similarity and softmax is the one that you just built. (Lesson 18
# will lay the two side by side.)

# %% [markdown]
# ## What you built
#
# `cosine_similarity`, `softmax` and `content_weighting`: a soft look-up. No slot is ever *chosen*; each is used in proportion to its
# share, and shares change smoothly when the key changes. That is what will let gradient descent teach a network which key to ask
# for.
#
# **Next:** lesson 03, *Move by location*: the head moves on from where content found it.

# %% [markdown] tags=["quiz"]
# ## Four questions
#
# Open the answer that you would give; each says why it is right or wrong.
#
# **1. You double every number of the key. What happens to the content weighting?**
#
# <details><summary>A. It gets sharper, since all products double.</summary>Not quite: the products double, but so does the length that they are divided by. Only the key strength makes it sharper.</details>
# <details><summary>B. Nothing.</summary>Right. The cosine looks at direction alone, so the length of the key cancels.</details>
# <details><summary>C. It moves to longer slots.</summary>No. The length of a slot is divided out too; that was the point of leaving the dot product behind.</details>

# %% [markdown] tags=["quiz"]
# **2. All slots hold the same vector. What is the weighting at key strength 1000?**
#
# <details><summary>A. Everything on slot 0.</summary>No: nothing prefers slot 0. Equal similarities stay equal, whatever they are multiplied by.</details>
# <details><summary>B. Equal shares.</summary>Right. Strength multiplies differences, and there are none. This is why a machine that starts from a constant memory cannot find its way by content alone.</details>
# <details><summary>C. Not a number: 1000 overflows.</summary>Not with the largest value subtracted first; then every exponent is 0.</details>

# %% [markdown] tags=["quiz"]
# **3. Why softmax, and not "take the most similar slot"?**
#
# <details><summary>A. Softmax is faster.</summary>No, finding the largest is faster. The reason is learning.</details>
# <details><summary>B. So that the shares can be printed as per cent.</summary>A pleasant side effect, but a one-hot answer could be printed too.</details>
# <details><summary>C. So that a small change of the key makes a small change of the result.</summary>Right. Taking the largest jumps or does nothing. Its derivative is 0 nearly everywhere, so learning, which follows derivatives, would get no signal.</details>

# %% [markdown] tags=["quiz"]
# **4. A slot is blank. What does its cosine come to, with our 10⁻⁸ in place?**
#
# <details><summary>A. 0.</summary>Right: 0 / (0 + 10⁻⁸) = 0, as if the slot stood at a right angle to every key.</details>
# <details><summary>B. Not a number.</summary>That is what 0 / 0 would give without the 10⁻⁸.</details>
# <details><summary>C. -1, since nothing is alike.</summary>No: -1 means the opposite direction, and a blank slot has no direction at all.</details>

# %% [markdown]
# ## Stretch
#
# Write a test yourself. At strength 0 a content weighting has to be uniform, whatever the memory and the key. Write a function that takes *a
# content weighting function*, tries it on a few random memories, and returns `True` or `False`. It should say `True` to the library's, and `False` to one
# that takes the softmax first and multiplies afterwards. Then try it on one that uses the dot product in place of the cosine: your test lets it pass. What would catch that one?
