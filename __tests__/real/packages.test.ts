/**
 * Real packages from PyPI: our digests do not depend on the tool that installed them, and our list is the interpreter's
 * own. Run by the slow stage; skipped, and shown as such, where packages cannot be installed.
 */

import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { runProbe } from '../../src/capture/probe.ts';
import { packages } from '../../src/capture/python/packages.ts';
import type { Package } from '../../src/capture/snapshot.ts';
import { machineHere } from '../../src/io/machine.ts';
import { aFolder, ask, PYTHON, valueFrom } from '../capture/interpreters.ts';

jest.setTimeout(120_000);

/** Pure ones and compiled ones, with scripts, data outside, packages inside packages, and names of every spelling. */
const WANTED = [
  'attrs==25.3.0',
  'babel==2.17.0',
  'beautifulsoup4==4.13.4',
  'certifi==2025.4.26',
  'charset-normalizer==3.4.2',
  'click==8.2.0',
  'colorama==0.4.6',
  'docutils==0.21.2',
  'filelock==3.18.0',
  'flask==3.1.1',
  'humanize==4.12.3',
  'idna==3.10',
  'iniconfig==2.1.0',
  'Jinja2==3.1.6',
  'jsonschema==4.23.0',
  'Markdown==3.8',
  'more-itertools==10.7.0',
  'networkx==3.4.2',
  'packaging==25.0',
  'pluggy==1.5.0',
  'Pygments==2.19.1',
  'pytest==8.3.5',
  'PyYAML==6.0.2',
  'requests==2.32.3',
  'rich==14.0.0',
  'ruamel.yaml==0.18.10',
  'setuptools==80.7.1',
  'tabulate==0.9.0',
  'tqdm==4.67.1',
  'typing_extensions==4.13.2',
  'zope.interface==7.2',
];

interface Environments {
  readonly root: string;
  readonly pip: string;
  readonly uv: string;
}

/** One environment filled by pip and one by uv; or why that is not possible. */
function prepare(root: string): Environments | string {
  if (PYTHON === null) return 'there is no python3';
  const [pip, uv] = [join(root, 'pip'), join(root, 'uv')];
  const steps: readonly (readonly string[])[] = [
    [PYTHON.executable, '-m', 'venv', pip],
    [PYTHON.executable, '-m', 'venv', '--without-pip', uv],
    [join(pip, 'bin/python'), '-m', 'pip', 'install', '--quiet', 'uv'],
    [join(pip, 'bin/python'), '-m', 'pip', 'install', '--quiet', '--only-binary', ':all:', ...WANTED],
    [join(pip, 'bin/uv'), 'pip', 'install', '--quiet', '--python', join(uv, 'bin/python'), ...WANTED],
  ];
  for (const [program = '', ...args] of steps) {
    const { status, stderr } = spawnSync(program, args, { encoding: 'utf8', timeout: 600_000 });
    if (status !== 0) return `${args.slice(0, 4).join(' ')} failed: ${stderr?.trim().split('\n').at(-1)}`;
  }
  return { root, pip, uv };
}

const root = aFolder();
const prepared = prepare(root);
const online = typeof prepared === 'string' ? describe.skip : describe;
const environments = typeof prepared === 'string' ? { root, pip: '', uv: '' } : prepared;

afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

if (typeof prepared === 'string') test.skip(`without packages: ${prepared}`, () => {});

async function packagesOf(environment: string): Promise<readonly Package[]> {
  const { facts } = await ask({ program: join(environment, 'bin/python'), directory: root });
  const searchPath = facts.interpreter?.searchPath ?? [];
  const probe = packages({ searchPath, ahead: Promise.resolve([]) });
  const { facts: found, unknown } = await runProbe(probe, machineHere({ PATH: process.env['PATH'] }));
  expect(unknown).toEqual([]);
  return found;
}

online('an environment filled from PyPI', () => {
  test('pip and uv give the same packages the same digests', async () => {
    const byName = new Map((await packagesOf(environments.pip)).map((entry) => [entry.name, entry]));
    const found = await packagesOf(environments.uv);
    expect(found.length).toBeGreaterThanOrEqual(WANTED.length);
    const expected = found.map(({ name }) => ({ ...byName.get(name), installer: 'uv' }));
    expect(found).toEqual(expected);
    expect(found.filter(({ digest }) => digest === null)).toEqual([]);
  });

  test('no two packages have one digest', async () => {
    const digests = (await packagesOf(environments.uv)).map(({ digest }) => digest);
    expect(new Set(digests).size).toBe(digests.length);
  });

  test.each(['pip', 'uv'] as const)('the list is that of importlib.metadata (%s)', async (tool) => {
    const script = `import re
from importlib.metadata import distributions
seen = {re.sub(r"[-_.]+", "-", d.metadata["Name"]).lower(): d.version for d in reversed(list(distributions()))}
print(json.dumps(sorted(seen.items())))`;
    const python = join(environments[tool], 'bin/python');
    const found = await packagesOf(environments[tool]);
    expect(found.map(({ name, version }) => [name, version])).toEqual(valueFrom(python, script));
    expect(found.length).toBeGreaterThanOrEqual(WANTED.length);
  });
});
