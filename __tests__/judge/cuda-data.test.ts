import { describe, expect, test } from '@jest/globals';
import compatibility from '../../data/cuda-compatibility.json' with { type: 'json' };
import toolkits from '../../data/cuda-toolkits.json' with { type: 'json' };
import branches from '../../data/driver-branches.json' with { type: 'json' };
import generations from '../../data/gpu-generations.json' with { type: 'json' };
import support from '../../data/gpu-support.json' with { type: 'json' };
import { forwardSupport } from '../../src/judge/cuda/boards.ts';
import { compareReleases, parseExactRelease } from '../../src/judge/cuda/release.ts';
import { fullFloor, knownReleases, minorFloor, reaches } from '../../src/judge/cuda/toolkits.ts';
import { parseDriverVersion } from '../../src/policy/driver-range.ts';

test.each([
  ['cuda-compatibility.json', compatibility],
  ['cuda-toolkits.json', toolkits],
  ['driver-branches.json', branches],
  ['gpu-support.json', support],
])('%s says where it comes from and when', (_, table) => {
  expect(table.source.length).toBeGreaterThan(40);
  expect(table.asOf).toMatch(/^\d{4}-\d{2}$/);
});

describe('the toolkits', () => {
  const PLATFORMS = ['linux', 'windows'] as const;

  test('name each release once, with versions that can be read', () => {
    const names = toolkits.releases.map(({ cuda, release }) => `${cuda} ${release}`);
    expect(new Set(names).size).toBe(names.length);
    for (const row of toolkits.releases) {
      expect(parseExactRelease(row.cuda)).not.toBeNull();
      for (const text of PLATFORMS.map((platform) => row[platform])) {
        if (text !== null) expect(parseDriverVersion(text)).not.toBeNull();
      }
    }
  });

  test.each(PLATFORMS)('have a first driver each on %s, and a newer CUDA never an older one', (platform) => {
    const floors = knownReleases().map((release) => fullFloor(release, platform));
    expect(floors).not.toContain(null);
    floors.slice(1).forEach((floor, index) => {
      const before = floors[index];
      if (floor !== null && before != null) expect(reaches(floor.parts, before)).toBe(true);
    });
  });

  test('of which a newer driver runs them with limits, from the first of each major on', () => {
    expect(minorFloor(12, 'linux')).toEqual(fullFloor({ major: 12, minor: 0 }, 'linux'));
    expect(minorFloor(12, 'windows')).toEqual(fullFloor({ major: 12, minor: 0 }, 'windows'));
    expect(minorFloor(13, 'linux')).toEqual(fullFloor({ major: 13, minor: 0 }, 'linux'));
    expect(minorFloor(13, 'windows')).toEqual({ parts: [580], text: 'R580' });
    expect(minorFloor(11, 'linux')?.text).toBe('450.80.02');
    expect(minorFloor(10, 'linux')).toBeNull();
  });
});

test('every generation has its driver branches, and every capability its toolkits', () => {
  const known = new Set(Object.values(generations.generations));
  expect(new Set(Object.keys(branches.generations))).toEqual(known);
  const bare = Object.keys(generations.generations).filter((cc) => !Object.hasOwn(support.toolkits, cc));
  // Fermi, and the Tegra chip of Kepler: no toolkit of the table makes code for them.
  expect(bare).toEqual(['2.0', '2.1', '3.2']);
});

test('a toolkit that makes code for a chip came no later than the one that dropped it', () => {
  for (const { first, last } of Object.values(support.toolkits)) {
    const [from, to] = [parseExactRelease(first), parseExactRelease(last)];
    if (from !== null && to !== null) expect(compareReleases(from, to)).toBeLessThanOrEqual(0);
  }
});

test.each([
  ['NVIDIA H100 80GB HBM3', 'supported'],
  ['A100-SXM4-40GB', 'supported'],
  ['NVIDIA A10G', 'supported'],
  ['NVIDIA L4', 'supported'],
  ['Tesla V100-SXM2-32GB-LS', 'supported'],
  ['NVIDIA GH200 480GB', 'supported'],
  ['GH200 480GB', 'supported'],
  ['NVIDIA H20-3e', 'supported'],
  ['NVIDIA RTX PRO 6000 Blackwell Server Edition', 'supported'],
  ['NVIDIA RTX PRO 6000 Blackwell Workstation Edition', 'unknown'],
  ['NVIDIA RTX A1000', 'unknown'],
  ['NVIDIA RTX 6000 Ada Generation', 'unknown'],
  ['Quadro GV100', 'unknown'],
  ['NVIDIA GB10', 'unknown'],
  ['Orin (nvgpu)', 'unknown'],
  ['NVIDIA GeForce RTX 4090', 'refused'],
  ['GeForce RTX 2080 Ti', 'refused'],
  ['NVIDIA TITAN RTX', 'refused'],
  ['NVIDIA CMP 50HX', 'refused'],
  [null, 'unknown'],
])('cuda-compat on %s: %s', (name, expected) => {
  expect(forwardSupport({ name })).toBe(expected);
});
