/** Whether FP32 products may be computed in TF32, read from what is set; nothing is ever set through that interface. */

import type { Observation } from '../../observe/observation.ts';
import { type FactState, MET, unknown, unmet } from './state.ts';

export function tf32({ modules, torch, env }: Observation): FactState {
  // cuBLAS and cuDNN obey it below every framework.
  if (env['NVIDIA_TF32_OVERRIDE'] === '0') return MET;
  if (env['NVIDIA_TF32_OVERRIDE'] === '1') return unmet('NVIDIA_TF32_OVERRIDE=1');
  if (modules['torch'] === undefined) return unknown('only torch tells whether it uses TF32');
  if (torch === null) return unknown('torch did not tell its flags');
  const reduced = torch.float32MatmulPrecision;
  const places = Object.entries(torch.fp32Precision);
  const on = places.filter(([, precision]) => precision === 'tf32').map(([place]) => place);
  if (reduced !== null && reduced !== 'highest') on.push(`float32_matmul_precision ${reduced}`);
  if (on.length > 0) return unmet(`TF32 in ${[...new Set(on)].join(', ')}`);
  const known = places.filter(([, precision]) => precision !== null).map(([place]) => place);
  // Torch leaves TF32 off in products and on in convolutions, so that one of the two says nothing of the other.
  const silent = ['matmul', 'cudnn'].filter((place) => !known.some((name) => name.startsWith(place)));
  return silent.length === 0 ? MET : unknown(`torch did not tell the precision of ${silent.join(' and ')}`);
}
