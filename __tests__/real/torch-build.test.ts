/** What we say of PyTorch without importing it, beside what it says of itself when it is imported. */

import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { capture } from '../../src/capture/capture.ts';
import type { Snapshot } from '../../src/capture/snapshot.ts';
import { options } from '../capture/builders.ts';
import { importsOf, recordingImports } from '../capture/imports.ts';
import { aFolder, valueFrom } from '../capture/interpreters.ts';

jest.setTimeout(300_000);

const PYTHON = process.env['REAL_PYTHON'] ?? '';
const FRAMEWORKS = /^(?:torch|numpy|tensorflow|jax|cupy|triton|sklearn)(?:\.|$)/;

(PYTHON === '' ? describe.skip : describe)('an environment with PyTorch', () => {
  const directory = aFolder();
  const recording = recordingImports({ PATH: process.env['PATH'], HOME: process.env['HOME'] });
  let snapshot: Snapshot;

  beforeAll(async () => {
    snapshot = await capture(recording.machine, options({ directory, python: PYTHON }));
  });
  afterAll(() => {
    rmSync(directory, { recursive: true, force: true });
  });

  test('is told as `import torch` tells it: version, CUDA, HIP, commit', () => {
    const said = valueFrom(
      PYTHON,
      'import torch; print(json.dumps([torch.__version__, torch.version.cuda, torch.version.hip, torch.version.git_version]))',
    );
    const { version, cuda, hip, commit } = snapshot.frameworks.torch ?? {};
    expect([version, cuda, hip, commit]).toEqual(said);
    expect(commit).toMatch(/^[0-9a-f]{40}$/);
    const installed = snapshot.python?.packages.find(({ name }) => name === 'torch');
    expect(installed?.version).toBe(version);
  });

  test('is listed as importlib.metadata lists it', () => {
    const listed = valueFrom(
      PYTHON,
      'import re; from importlib.metadata import distributions; print(json.dumps(sorted({re.sub(r"[-_.]+", "-", d.metadata["Name"]).lower() for d in distributions()})))',
    );
    expect(snapshot.python?.packages.map(({ name }) => name)).toEqual(listed);
  });

  test('is captured without importing it, or any other framework', async () => {
    const imported = importsOf(recording.stderr());
    expect(imported).toContain('site');
    expect(imported.filter((name) => FRAMEWORKS.test(name))).toEqual([]);
    // The list would show it.
    const { machine, stderr } = recordingImports({ PATH: process.env['PATH'] });
    await machine.software.run(PYTHON, ['-c', 'import torch'], {
      timeoutMs: 120_000,
      limit: 16 * 1024 * 1024,
    });
    expect(importsOf(stderr())).toContain('torch');
  });
});
