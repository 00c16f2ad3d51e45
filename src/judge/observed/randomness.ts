/** Seeds, and operations that no seed makes repeatable. */

import { listed, placeOf } from '../../observe/names.ts';
import type { Observation } from '../../observe/observation.ts';
import { type FactState, MET, NOT_APPLICABLE, unknown, unmet } from './state.ts';

/**
 * Frameworks that have a generator of their own, and the beginnings of the calls that seed it. JAX has none: its keys are
 * explicit. NumPy and Python count where nothing else trains, because frameworks import both without drawing from them.
 */
const SEEDED_BY = {
  torch: ['torch.', 'lightning.', 'pytorch_lightning.', 'accelerate.', 'transformers.'],
  tensorflow: ['tensorflow.', 'tf.', 'keras.'],
} as const;

/**
 * `unseeded` names what gave numbers without a seed. It is complete only once a process has ended, and where the observer
 * could do all of its work; otherwise each framework has to have been seeded by a call that was seen.
 */
export function seeded(seen: Observation): FactState {
  const missing = [...seen.unseeded, ...neverSeeded(seen)];
  return missing.length === 0 ? MET : unmet(`without a seed: ${listed([...new Set(missing)])}`);
}

function neverSeeded({ modules, seeds, errors, process: self }: Observation): readonly string[] {
  const isComplete = self.writtenOn === 'exit' && errors.length === 0;
  // A call without a value takes its seed from the system.
  const calls = seeds.filter(({ value }) => value !== null).map(({ call }) => call);
  const isCalled = (beginnings: readonly string[]) =>
    calls.some((call) => beginnings.some((beginning) => call.startsWith(beginning)));
  const present = (['torch', 'tensorflow'] as const).filter((name) => Object.hasOwn(modules, name));
  // TensorFlow's generators give no sign of having been used.
  const doubtful = present.filter((name) => name === 'tensorflow' || !isComplete);
  if (present.length > 0) return doubtful.filter((name) => !isCalled(SEEDED_BY[name]));
  if (isComplete || Object.hasOwn(modules, 'jax')) return [];
  const last = Object.hasOwn(modules, 'numpy') ? 'numpy' : 'random';
  return isCalled([`${last}.`]) ? [] : [last];
}

/** Torch tells of such operations only where deterministic algorithms were asked for; otherwise silence says nothing. */
export function nondeterministicOps({ modules, torch, nondeterministic }: Observation): FactState {
  if (nondeterministic.length > 0) {
    const operations = nondeterministic.map((entry) => {
      const place = placeOf(entry);
      return place === null ? entry.operation : `${entry.operation} (${place})`;
    });
    return unmet(listed(operations));
  }
  if (modules['torch'] === undefined) return NOT_APPLICABLE;
  if (torch?.deterministicAlgorithms === true) return MET;
  return unknown(
    'torch names such operations only after use_deterministic_algorithms(True), with warn_only or without, or under `inject: force`',
  );
}
