/** What is worth saying about GPUs that no rule of the policy asks about. */

import type { Gpu } from '../capture/snapshot.ts';
import type { Finding } from '../verdict.ts';
import type { Evidence, Rule } from './rule.ts';
import { visibleGpus } from './visible.ts';

export const gfxOverride: Rule = {
  kind: 'standalone',
  id: 'gpu-gfx-override',
  applies: ({ hardware }) => hardware.device === 'auto',
  judge: judgeOverride,
};

export const notJudged: Rule = {
  kind: 'standalone',
  id: 'gpu-not-judged',
  applies: ({ hardware }) => hardware.device === 'auto',
  judge: nameNotJudged,
};

function judgeOverride({ snapshot }: Evidence): readonly Finding[] {
  const value = snapshot.env['HSA_OVERRIDE_GFX_VERSION'];
  const chips = snapshot.gpus.filter(({ vendor }) => vendor === 'amd').map(({ gfx }) => gfx ?? 'unknown');
  if (value === undefined || chips.length === 0) return [];
  return [
    {
      code: 'gpu/gfx-override',
      severity: 'warning',
      subject: 'HSA_OVERRIDE_GFX_VERSION',
      summary: `ROCm is told that the GPU is a ${value}`,
      expected: 'not set',
      found: `${value} on ${[...new Set(chips)].join(', ')}`,
      where: null,
      next: 'Unset it, with a build that carries the real chip.',
    },
  ];
}

const VENDORS: Readonly<Partial<Record<Gpu['vendor'], string>>> = { intel: 'Intel', apple: 'Apple' };

function nameNotJudged({ snapshot }: Evidence): readonly Finding[] {
  return visibleGpus(snapshot).flatMap(({ vendor, name, index }) => {
    const maker = VENDORS[vendor];
    if (maker === undefined) return [];
    return [
      {
        code: 'gpu/not-judged' as const,
        severity: 'info' as const,
        subject: `gpus[${index}]`,
        summary: `${name ?? `a GPU of ${maker}`} is reported and not judged`,
        expected: 'an NVIDIA or AMD GPU, for rules about drivers and architectures',
        found: `${name ?? 'a GPU'} of ${maker}`,
        where: null,
        next: 'Nothing.',
      },
    ];
  });
}
