"""A test that cannot fail guards nothing: here each function is broken on purpose, and a named test must turn red.

Each line: file, the text that is replaced (it must stand there exactly once), what takes its place, the test.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from broken_library import assert_red, library_to_break

TESTS = Path(__file__).parent

ADDRESSING = [
    ("dot_products / (lengths + EPSILON)", "dot_products", "test_cosine_by_hand"),
    ("/ (lengths + EPSILON)", "/ lengths", "test_cosine_of_a_blank_slot_or_a_blank_key_is_zero"),
    ("EPSILON = 1e-8", "EPSILON = 1e-6", "test_cosine_epsilon_stands_beside_the_product_of_the_lengths"),
    ("strength * cosine_similarity(memory, key)", "cosine_similarity(memory, key)", "test_content_weighting_by_hand"),
    ("strength * cosine_similarity", "-strength * cosine_similarity", "test_equal_slots_share_alike"),
    ("gate * content + (1 - gate) * previous", "gate * previous + (1 - gate) * content", "test_interpolate_by_hand"),
    ("(1 - gate) * previous", "previous", "test_interpolate_is_a_simplex_between_its_two"),
    ("weighting.roll(step, dims=-1)", "weighting.roll(-step, dims=-1)", "test_shift_by_hand"),
    ("weighting.roll(step, dims=-1)", "weighting.roll(step, dims=0)", "test_address_agrees_with_the_oracle_for_every"),
    ("range(-reach, reach + 1)]", "range(0, 2 * reach + 1)]", "test_shift_is_the_double_sum_of_equation_8"),
    ("torch.log(weighting + tiny)", "torch.log(weighting)", "test_sharpened_attention_never_vanishes"),
    ("sharpening * torch.log(weighting + tiny)", "torch.log(weighting + tiny)", "test_sharpen_by_hand"),
    ("sharpen(shift(gated, shift_weighting), sharpening)", "shift(gated, shift_weighting)", "test_address_by_hand"),
    (
        "sharpen(shift(gated, shift_weighting), sharpening)",
        "shift(sharpen(gated, sharpening), shift_weighting)",
        "test_address_by_hand",
    ),
    ("interpolate(content, previous, gate)\n    return", "content\n    return", "test_address_shifts_the_old_focus"),
    ("return value.unsqueeze(-1)", "return value", "test_a_batch_of_heads_shares_its_sequence_memory"),
    ("return value.unsqueeze(-1)", "return value.detach().unsqueeze(-1)", "test_gradients_match_finite_differences"),
]
MEMORY = [
    ("(weighting.unsqueeze(-2) @ memory)", "(weighting.unsqueeze(-2) @ memory / 2)", "test_read_by_hand"),
    ("memory * (1 - _outer", "memory * (0 + _outer", "test_erase_by_hand"),
    ("memory + _outer", "memory - _outer", "test_add_by_hand"),
    ("return memory + _outer", "memory += _outer", "test_memory_is_data_and_is_not_changed"),
    (
        "add(erase(memory, weighting, erase_vector), weighting, add_vector)",
        "erase(add(memory, weighting, add_vector), weighting, erase_vector)",
        "test_write_by_hand",
    ),
    ("weighting.unsqueeze(-1) * vector.unsqueeze(-2)", "weighting.unsqueeze(-1)", "test_what_is_erased_is_named"),
]
BY_HAND = [
    ("np.exp(values - np.max(values, axis=-1, keepdims=True))", "np.exp(values)", "test_softmax_neither_overflows"),
    ("exponentials.sum(axis=-1, keepdims=True)", "exponentials.sum()", "test_softmax_by_hand"),
    ("(lengths + EPSILON)", "lengths", "test_blank_slots_and_blank_keys_are_no_trouble"),
    ("key_strength * cosine_similarity", "cosine_similarity", "test_the_four_steps_by_hand"),
    ("gate * content + (1 - gate)", "(1 - gate) * content + gate", "test_the_four_steps_by_hand"),
    ("np.roll(weighting, step)", "np.roll(weighting, -step)", "test_the_four_steps_by_hand"),
    ("np.log(weighting + tiny)", "np.log(weighting)", "test_sharpened_attention_never_vanishes"),
    ("return weighting @ memory", "return memory.mean(axis=0)", "test_reading_and_writing_by_hand"),
    ("memory * (1 - np.outer", "memory - (np.outer", "test_reading_and_writing_by_hand"),
    ("memory + np.outer", "memory - np.outer", "test_reading_and_writing_by_hand"),
    ("sharpen(shift(gated, shift_weighting), sharpening)", "shift(sharpen(gated, sharpening), shift_weighting)",
     "test_address_takes_its_four_steps_in_order"),
]  # fmt: skip
HEADS = [
    ("key_strength=softplus(raw.key_strength)", "key_strength=raw.key_strength", "test_squash_by_hand"),
    ("gate=torch.sigmoid(raw.gate)", "gate=raw.gate", "test_squash_by_hand"),
    ("torch.softmax(raw.shift_weighting, dim=-1)", "torch.softmax(raw.shift_weighting, dim=0)", "test_squash_by_hand"),
    ("sharpening=1 + softplus", "sharpening=softplus", "test_squash_brings_any_number_into_range"),
    ("key=raw.key", "key=torch.tanh(raw.key)", "test_key_and_add_vector_are_linear"),
    ("add_vector=raw.add_vector", "add_vector=torch.tanh(raw.add_vector)", "test_key_and_add_vector_are_linear"),
    ("return self._squash(raw)", "return squash(raw)", "test_a_squash_of_your_own_is_used"),
    ("field[:, num_read_heads:] for", "field[:, :num_read_heads] for", "test_the_parts_of_read_and_write_heads"),
    ("[slot_width, 1, 1, 2 * max_shift + 1, 1]", "[slot_width, 1, 1, 1, 2 * max_shift + 1]", "test_every_control_has"),
]
CONTROLLERS = [
    ("torch.tanh(self.layer", "torch.relu(self.layer", "test_feed_forward_is_tanh"),
    ("return hidden, (hidden, cell)", "return cell, (hidden, cell)", "test_lstm_hands_on_its_output_and_not_its_cell"),
    ("read_vectors.flatten(start_dim=1)]", "0 * read_vectors.flatten(start_dim=1)]", "test_a_controller_sees"),
    ("self.initial_cell.expand", "self.initial_cell.detach().expand", "test_the_lstm_starts_from_biases_that_learn"),
    ("return FeedForwardNetwork(input_size, self.hidden_size)",
     "self.__dict__.setdefault('n', FeedForwardNetwork(input_size, self.hidden_size)); return self.__dict__['n']",
     "test_one_description_serves_several_machines"),
]  # fmt: skip
STEPS = [
    ("read(state.memory.unsqueeze(1), read_weightings)\n"
     "    memory = write_all(state.memory, write_weightings, controls)",
     "None; memory = write_all(state.memory, write_weightings, controls)\n"
     "    read_vectors = read(memory.unsqueeze(1), read_weightings)",
     "test_heads_address_and_read_the_memory_before_the_write"),
    ("parts.controller(inputs, state.read_vectors,", "parts.controller(inputs, 0 * state.read_vectors,",
     "test_the_controller_sees_the_input_and_the_previous_reads"),
    ("torch.cat([hidden, read_vectors.flatten", "torch.cat([0 * hidden, read_vectors.flatten",
     "test_the_output_sees_the_controller_and_the_new_reads"),
    ("torch.cat([hidden, read_vectors.flatten", "torch.cat([hidden, state.read_vectors.flatten",
     "test_the_output_sees_the_controller_and_the_new_reads"),
    ("[state.read_weightings, state.write_weightings], dim=1", "[state.write_weightings, state.read_weightings], dim=1",
     "test_each_head_goes_on_from_its_own_last_weighting"),
    ("weightings[:, num_read_heads:]\n", "weightings[:, :state.write_weightings.shape[1]]\n",
     "test_heads_address_and_read_the_memory_before_the_write"),
    ("        memory = erase(memory, weighting, erase_vector)\n",
     "        memory = add(erase(memory, weighting, erase_vector), weighting, 0.5 * controls.add_vector[:, 0])\n",
     "test_all_erases_come_before_all_adds"),
    ("return logits, NTMState(memory,", "return logits, NTMState(memory.detach(),",
     "test_the_memory_carries_a_gradient"),
    ("logits_t, state = step(inputs_t, state)", "logits_t, _ = step(inputs_t, state)", "test_a_sequence_agrees_with"),
    ("for inputs_t in inputs:", "for inputs_t in inputs.flip(0):", "test_the_future_does_not_leak_into_the_past"),
]  # fmt: skip
NTM = [
    ("BLANK = 1e-6", "BLANK = 0.0", "test_a_constant_memory_is_small_and_never_zero"),
    ("focus[0] = 1", "focus[:] = 1 / slots", "test_a_sequence_starts_focused_on_slot_0_and_from_learned_reads"),
    ("rows = [torch.rand(self.slot_width, generator=generator,", "rows = [torch.rand(self.slot_width,",
     "test_evaluation_is_deterministic"),
    ("rows = [torch.rand(self.slot_width, generator=generator, dtype=torch.float32) for _ in range(num_slots)]",
     "rows = [*torch.rand(self.slot_width, num_slots, generator=generator).T]",
     "test_a_small_random_memory_has_the_same_first_rows"),
    ("self.initial_row.expand(num_slots, -1)", "self.initial_row.detach().expand(num_slots, -1)",
     "test_every_parameter_gets_a_gradient"),
    ("self.initial_reads.expand(batch_size", "self.initial_reads.detach().expand(batch_size",
     "test_every_parameter_gets_a_gradient"),
    ("if num_slots is None else", "if True else", "test_the_number_of_slots_may_change_at_run_time"),
    ("focus = self.initial_reads.new_zeros(slots)", "focus = torch.zeros(slots)",
     "test_everything_follows_to_another_device"),
    ("self._address, self._step, self._run = address,", "self._address, self._step, self._run = globals()['address'],",
     "test_an_address_of_your_own_is_used_by_every_head"),
    ("num_write_heads, max_shift, squash)", "num_write_heads, max_shift)", "test_a_squash_of_your_own_is_used"),
    ("return self._step(self.parts, inputs, state)", "return step(self.parts, inputs, state)",
     "test_a_step_and_a_run_of_your_own_are_used"),
    ("            states.append(state)\n            return", "            return",
     "test_a_trace_equals_forward_and_keeps_what_each_step_did"),
    ("            logits_t, state = self._step(self.parts._replace(heads=heads), inputs_t, state)\n"
     "            states.append(state)\n",
     "            states.append(state)\n"
     "            logits_t, state = self._step(self.parts._replace(heads=heads), inputs_t, state)\n",
     "test_the_memory_of_a_trace_is_the_one_after_each_step"),
]  # fmt: skip
BASELINE = [
    ("num_layers: int = 3", "num_layers: int = 2", "test_the_number_of_parameters_is_the_one_in_the_papers_table_3"),
    ("[inputs, last_hidden, *below]", "[0 * inputs, last_hidden, *below]", "test_a_layer_is_torchs_own_lstm_cell"),
    ("below = [now]\n        return", "below = [last_hidden]\n        return", "test_the_wiring_layer_by_layer"),
    ("(hidden, dim=-1)), LSTMState(torch", "(hidden[::-1], dim=-1)), LSTMState(torch", "test_the_wiring_layer"),
    ("enter, keep, new, show = gates", "enter, keep, show, new = gates", "test_a_layer_is_torchs_own_lstm_cell"),
    ("torch.sigmoid(keep) * cell", "cell", "test_the_cell_by_hand"),
    ("[layer[-1] for layer in hidden]", "[layer[0] for layer in hidden]", "test_state_is_passed_in_and_returned"),
    ("from_hidden = weight[:, own]", "from_hidden = 0 * weight[:, own]", "test_a_whole_sequence_is_the_same_as_step"),
    ("below = [now]\n        last", "below = [0 * now]\n        last", "test_a_whole_sequence_is_the_same_as_step"),
]
TASKS = [
    ("shortest, longest + 1, (batch_size,)", "shortest, max(shortest + 1, longest), (batch_size,)",
     "test_both_ends_of_the_range_are_drawn_and_lengths_are_uniform"),
    ("(steps > drawn) & (steps <= 2 * drawn)", "(steps >= drawn) & (steps < 2 * drawn)", "test_every_sequence_is_one"),
    ("answering = (steps > drawn) & (steps <= 2 * drawn)", "answering = steps > drawn", "test_every_sequence_is_one"),
    ("vectors * inside[:longest].unsqueeze(-1)", "vectors", "test_every_sequence_is_one_copy_and_then_zeros"),
    ("inputs[:, :, bits] = (steps == drawn).float()", "inputs[:, :, bits] = 0", "test_every_sequence_is_one_copy"),
    ("torch.randint(2, (longest, batch_size, bits), generator=generator)",
     "torch.randint(2, (longest, batch_size, bits))", "test_randomness_comes_from_the_generator_alone"),
    ("targets[length + 1 :] *= shown", "targets[length + 1 :] *= 1", "test_blank_vectors_are_zeros"),
    ("= copy(batch_size, (length, length), bits, generator)", "= copy(batch_size, lengths, bits, generator)",
     "test_copy_batch_draws_one_length_for_all_and_pads_nothing"),
    ("targets[length + 1 :, 0] = vectors", "targets[length + 1 :, 0] = vectors.flip(0)", "test_layout_by_hand"),
    ("inputs[length, 0, bits] = 1", "inputs[length, 0, 0] = 1", "test_layout_by_hand"),
]  # fmt: skip
SCORING = [
    (".sum(dim=0) / math.log(2)", ".sum(dim=0)", "test_bits_by_hand"),
    ("nats.where(mask.bool(), nats.new_zeros(())).sum(dim=0)", "nats.sum(dim=0)", "test_a_coin_costs_one_bit_a_bit"),
    ("nats.where(mask.bool(), nats.new_zeros(())).sum", "(nats * mask).sum", "test_what_stands_outside_the_mask"),
    ("(logits, targets, reduction", "(logits.sigmoid(), targets, reduction", "test_bits_by_hand"),
    ("(logits > 0) != (targets > 0.5)", "(logits > 0.5) != (targets > 0.5)", "test_wrong_bits_by_hand"),
    ("(wrong * mask.bool()).sum(dim=0)", "wrong.sum(dim=0)", "test_wrong_bits_by_hand"),
]
ERRORS = [
    ('{rule}; got {value} for {context}."', '{rule}, got {value} for {context}."', "test_the_sentence_by_hand"),
    ("isinstance(value, bool) or not", "not", "test_a_machine_refuses_sizes_of_another_kind"),
    ("if value < minimum:", "if value < 0:", "test_a_machine_refuses_sizes_that_are_too_small"),
    ("if tuple(got) != tuple(expected):", "if len(got) != len(expected):", "test_equations_refuse_sizes"),
    ("not in ((), tuple(expected)):", "not in ((), (1,), (2, 1), tuple(expected)):", "test_equations_refuse_sizes"),
    ("if shifts % 2 == 0:", "if shifts == 0:", "test_equations_refuse_sizes_that_do_not_fit"),
    ("if got != expected:", "if got not in (1, expected):", "test_equations_refuse_sizes_that_do_not_fit"),
    ("same_count = len(got) == len(expected)", "same_count = True", "test_refuses_leading_axes_that_do_not"),
    ('axes.strip("(,)")', 'axes.strip("(")', "test_equations_refuse_sizes_that_do_not_fit"),
]

GROUPS = {
    ("addressing.py", "test_addressing"): ADDRESSING,
    ("memory.py", "test_memory"): MEMORY,
    ("by_hand.py", "test_by_hand"): BY_HAND,
    ("heads.py", "test_heads"): HEADS,
    ("controllers.py", "test_controllers"): CONTROLLERS,
    ("machine/steps.py", "test_machine"): STEPS,
    ("machine/ntm.py", "test_machine"): NTM,
    ("baseline.py", "test_baseline"): BASELINE,
    ("tasks.py", "test_tasks"): TASKS,
    ("scoring.py", "test_scoring"): SCORING,
    ("errors.py", "test_errors"): ERRORS,
}
BREAKS = [(file, family, *line) for (file, family), lines in GROUPS.items() for line in lines]


@pytest.fixture(scope="module")
def ask():
    with library_to_break("plain") as process:
        yield process


@pytest.mark.slow
@pytest.mark.parametrize(("file", "family", "old", "new", "test"), BREAKS)
def test_a_break_turns_its_test_red(ask, file, family, old, new, test):
    assert_red(ask, family, file, old, new, test)


@pytest.mark.slow
@pytest.mark.parametrize("family", sorted({family for _, family in GROUPS}))
def test_an_unbroken_copy_stays_green(ask, family):
    """What turns red does so because of the break, and it is the copy that is tested."""
    for path in sorted(TESTS.glob(f"{family}*.py")):
        result = ask(file="errors.py", old="def invalid", new="def invalid", test=path.name)
        assert result["code"] == 0 and result["passed"] > 0, result["output"]
        assert Path(result["library"]).parent.parent != TESTS.parent
