/**
 * Drift drills: a real folder environment and a repository around it, captured before and after one change. Each change
 * has to be caught under its own code, subject and numeric effect, and nothing else may be said.
 */

import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { capture } from '../../src/capture/capture.ts';
import type { Snapshot } from '../../src/capture/snapshot.ts';
import { captureOrder } from '../../src/gate.ts';
import { machineHere } from '../../src/io/machine.ts';
import { type Judgement, judge } from '../../src/judge/judge.ts';
import { parsePolicy } from '../../src/policy/parse.ts';
import { aBaseline } from '../builders.ts';
import { aFile, aFolder, aScript, aVenv, PYTHON } from '../capture/interpreters.ts';
import { type Distribution, install, numpyConfig, torchVersionFile, uninstall } from '../capture/laid-out.ts';

jest.setTimeout(60_000);

const POLICY = `version: 1
hardware: { device: cpu }
software:
  packages:
    pin: [torch, flash-attn, numpy]
    others: warning
    lockfile: pylock.toml
    verify: files
data: [data/train.csv, data/valid.csv.dvc]
parameters: [params.yaml]
smoke:
  train:
    run: python train.py
    inputs: [train.py, params.yaml]
    metrics:
      loss: { check: curve }
`;

const [COMMIT, OTHER_COMMIT] = [
  '60968949a1b2c3d4e5f60718293a4b5c6d7e8f90',
  '1feb711f46563960fc10a8e659c93c300619504b',
];
const VCS_URL = 'https://git.example.com/kernels/flash-attention.git';

const torch = (version: string, cuda: string, more = ''): Distribution => ({
  name: 'torch',
  version,
  files: {
    'torch/__init__.py': `from .version import __version__\n${more}`,
    'torch/version.py': torchVersionFile(version, cuda),
    'torch/nn/functional.py': 'def gelu(x): ...\n',
  },
});

const flash = (commit: string): Distribution => ({
  name: 'flash-attn',
  version: '2.8.3',
  directUrl: { url: VCS_URL, vcs_info: { vcs: 'git', commit_id: commit, requested_revision: 'main' } },
});

const numpy = (version: string, blas: readonly [string, string]): Distribution => ({
  name: 'numpy',
  version,
  files: {
    'numpy/__init__.py': `__version__ = "${version}"\n`,
    'numpy/__config__.py': numpyConfig(...blas),
  },
});

const OPENBLAS = ['scipy-openblas', '0.3.29'] as const;
const INSTALLED: readonly Distribution[] = [
  torch('2.8.0+cu126', '12.6'),
  { name: 'nvidia-cublas-cu12', version: '12.6.4.1' },
  { name: 'nvidia-cuda-runtime-cu12', version: '12.6.77' },
  { name: 'nvidia-cudnn-cu12', version: '9.10.2.21' },
  { name: 'nvidia-nccl-cu12', version: '2.27.3' },
  flash(COMMIT),
  numpy('2.2.6', OPENBLAS),
  { name: 'attrs', version: '25.3.0' },
  { name: 'tqdm', version: '4.67.1' },
];

/** An entry of pylock.toml (PEP 751), which has to say where its package comes from. */
function locked({ name, version }: Distribution): string {
  const source =
    name === 'flash-attn'
      ? `vcs = { type = "git", url = "${VCS_URL}", commit-id = "${COMMIT}" }`
      : `wheels = [{ name = "${name}-${version}-py3-none-any.whl", hashes = { sha256 = "${'5'.repeat(64)}" } }]`;
  return `\n[[packages]]\nname = "${name}"\nversion = "${version}"\n${source}\n`;
}

const LOCK = `lock-version = "1.0"
created-by = "uv"
requires-python = ">=3.8"
${INSTALLED.map(locked).join('')}`;

const FILES: Readonly<Record<string, string>> = {
  '.gitignore': '/data/*.csv\n/venv\n',
  '.repro/policy.yml': POLICY,
  'pylock.toml': LOCK,
  'params.yaml': 'seed: 42\noptimizer:\n  name: adam\n  lr: 0.001\n',
  'train.py': 'import torch\n',
  'data/train.csv': 'x,y\n1,2\n3,4\n',
  'data/valid.csv.dvc':
    'outs:\n- md5: 9c4f0b3b1d4b3f0f6f0a3a2b5e1d7c88\n  size: 12\n  hash: md5\n  path: valid.csv\n',
};

/** One environment with its repository; a copy for each drill. */
class Lab {
  readonly folder: string;
  /** As `--python` names it; a drill may put a stand-in here. */
  python: string;
  env: Readonly<Record<string, string>> = {};

  constructor(folder: string) {
    this.folder = folder;
    this.python = join(folder, 'venv/bin/python');
  }

  get site(): string {
    return join(this.folder, `venv/lib/python${PYTHON?.release}/site-packages`);
  }

  install(...distributions: readonly Distribution[]): void {
    for (const distribution of distributions) install(this.site, distribution);
  }

  write(path: string, text: string): void {
    aFile(join(this.folder, path), text);
  }

  /** Replaces a part of a file that has to be there; else the drill would change nothing. */
  edit(path: string, from: string, to: string): void {
    const file = join(this.folder, path);
    const before = readFileSync(file, 'utf8');
    if (!before.includes(from)) throw new Error(`${path} has no ${from}`);
    writeFileSync(file, before.replace(from, to));
  }

  /** What a change of tracked files is in a pull request: a commit. */
  commit(): void {
    this.git('add', '-A');
    this.git('commit', '--quiet', '-m', 'a change');
  }

  git(...args: readonly string[]): void {
    const settings = [
      '-c',
      'user.name=lab',
      '-c',
      'user.email=lab@example.com',
      '-c',
      'commit.gpgsign=false',
    ];
    execFileSync('git', [...settings, ...args], { cwd: this.folder, stdio: 'pipe' });
  }

  async capture(): Promise<Snapshot> {
    const env = {
      PATH: process.env['PATH'],
      HOME: join(this.folder, 'home'),
      XDG_CACHE_HOME: join(this.folder, 'cache'),
      ...this.env,
    };
    const { device, variables, project, verify } = captureOrder(thePolicy());
    return capture(machineHere(env), {
      directory: this.folder,
      python: this.python,
      device,
      variables,
      project,
      verify,
      now: () => new Date('2026-11-20T10:00:00Z'),
    });
  }
}

function thePolicy() {
  const parsed = parsePolicy(POLICY, '.repro/policy.yml');
  if (parsed.kind === 'problems') throw new Error(parsed.findings.map(({ summary }) => summary).join('\n'));
  return parsed.policy;
}

/** The smoke test is left out: what is drilled is what can be said of the machine. */
function judged(before: Snapshot, after: Snapshot): Judgement {
  return judge({
    policy: { ...thePolicy(), smoke: [] },
    baseline: {
      kind: 'found',
      baseline: aBaseline({
        snapshot: before,
        smoke: {},
        ...(before.class === null ? {} : { class: before.class }),
      }),
      path: '.repro/baselines/cpu.json',
    },
    measured: { snapshot: after, variables: {}, smoke: { kind: 'skipped', by: null } },
    today: '2026-11-20',
    findings: [],
  });
}

interface Said {
  /** `code subject severity` */
  readonly findings: readonly string[];
  /** `path effect` */
  readonly changes: readonly string[];
}

function said({ decision, environment }: Judgement): Said {
  return {
    findings: decision.findings.map(({ code, subject, severity }) => `${code} ${subject} ${severity}`),
    changes: environment.changes.map(({ path, effect }) => `${path} ${effect}`),
  };
}

type Drill = readonly [string, (lab: Lab) => void, Said];

const DRILLS: readonly Drill[] = [
  ['nothing changes', () => {}, { findings: [], changes: [] }],
  [
    'a patch bump of a pinned package',
    (lab) => lab.install(torch('2.8.1+cu126', '12.6')),
    {
      findings: ['pin/changed torch error', 'lock/version torch error'],
      changes: ['packages.torch high'],
    },
  ],
  [
    'the same version with another local label',
    (lab) => lab.install(torch('2.8.0+cu128', '12.8')),
    {
      findings: ['pin/changed torch error', 'lock/build torch error'],
      changes: ['frameworks.torch.cuda high', 'packages.torch high'],
    },
  ],
  [
    'the same version of another commit',
    (lab) => lab.install(flash(OTHER_COMMIT)),
    {
      findings: ['pin/changed flash-attn error', 'lock/build flash-attn error'],
      changes: ['packages.flash-attn high'],
    },
  ],
  [
    'the same version with another RECORD',
    (lab) => lab.install(torch('2.8.0+cu126', '12.6', 'rebuilt = True\n')),
    { findings: ['pin/changed torch error'], changes: ['packages.torch high'] },
  ],
  [
    'a file edited by hand',
    (lab) =>
      lab.edit(`venv/lib/python${PYTHON?.release}/site-packages/torch/nn/functional.py`, 'gelu', 'relu'),
    { findings: ['package/edited torch error'], changes: [] },
  ],
  [
    'a file deleted by hand',
    (lab) => unlinkSync(join(lab.site, 'tqdm/__init__.py')),
    { findings: ['package/edited tqdm error'], changes: [] },
  ],
  [
    'a package added',
    (lab) => lab.install({ name: 'einops', version: '0.8.1' }),
    {
      findings: ['package/added einops warning', 'lock/extra einops warning'],
      changes: ['packages.einops low'],
    },
  ],
  [
    'a part of CUDA that stays behind from another one',
    (lab) => lab.install({ name: 'nvidia-cublas-cu11', version: '11.11.3.6' }),
    {
      findings: [
        'package/added nvidia-cublas-cu11 warning',
        'package/leftover nvidia-cublas-cu11 warning',
        'lock/extra nvidia-cublas-cu11 warning',
      ],
      changes: ['packages.nvidia-cublas-cu11 high'],
    },
  ],
  [
    'a package removed',
    (lab) => uninstall(lab.site, 'tqdm'),
    {
      findings: ['package/removed tqdm warning', 'lock/missing tqdm error'],
      changes: ['packages.tqdm low'],
    },
  ],
  [
    'a pinned package removed',
    (lab) => uninstall(lab.site, 'flash-attn'),
    {
      findings: ['pin/missing flash-attn error', 'lock/missing flash-attn error'],
      changes: ['packages.flash-attn high'],
    },
  ],
  [
    'another version hidden further down the search path',
    (lab) => {
      lab.write('extra/placeholder', '');
      install(join(lab.folder, 'extra'), { name: 'attrs', version: '24.2.0' });
      aFile(join(lab.site, 'extra.pth'), `${join(lab.folder, 'extra')}\n`);
    },
    { findings: ['package/shadowed attrs warning'], changes: [] },
  ],
  [
    'a package hidden by one in front of it',
    (lab) => {
      lab.write('extra/placeholder', '');
      install(join(lab.folder, 'extra'), numpy('1.26.4', OPENBLAS));
      lab.env = { PYTHONPATH: join(lab.folder, 'extra') };
    },
    {
      findings: ['pin/changed numpy error', 'package/shadowed numpy warning', 'lock/version numpy error'],
      changes: ['env.PYTHONPATH medium', 'packages.numpy medium'],
    },
  ],
  [
    'a lock that is newer than the environment',
    (lab) => {
      lab.edit('pylock.toml', 'version = "25.3.0"', 'version = "25.4.0"');
      lab.commit();
    },
    { findings: ['lock/version attrs error'], changes: [] },
  ],
  [
    'an environment that is newer than the lock',
    (lab) => lab.install({ name: 'attrs', version: '25.4.0' }),
    {
      findings: ['package/changed attrs warning', 'lock/version attrs error'],
      changes: ['packages.attrs low'],
    },
  ],
  [
    'a lock and an environment that were raised together',
    (lab) => {
      lab.install({ name: 'attrs', version: '25.4.0' });
      lab.edit('pylock.toml', 'version = "25.3.0"', 'version = "25.4.0"');
      lab.commit();
    },
    { findings: ['package/changed attrs warning'], changes: ['packages.attrs low'] },
  ],
  [
    'another BLAS under the same NumPy',
    (lab) => lab.install(numpy('2.2.6', ['mkl', '2025.1'])),
    {
      findings: ['pin/changed numpy error'],
      changes: ['packages.numpy medium', 'python.blas medium'],
    },
  ],
  [
    'another patch release of Python',
    (lab) => {
      const python = join(lab.folder, 'stand-in/python');
      const version = '"version":"\\([0-9]*\\.[0-9]*\\)\\.[0-9]*[^"]*"';
      aScript(python, `'${lab.python}' "$@" | sed 's/${version}/"version":"\\1.99"/'`);
      lab.python = python;
    },
    { findings: [], changes: ['python.version low'] },
  ],
  [
    'a tracked file that is not committed',
    (lab) => lab.edit('train.py', 'torch', 'torch as t'),
    { findings: ['code/dirty code info'], changes: [] },
  ],
  [
    'a changed data file',
    (lab) => appendFileSync(join(lab.folder, 'data/train.csv'), '5,6\n'),
    { findings: ['data/changed data/train.csv warning'], changes: ['data.data/train.csv high'] },
  ],
  [
    'a changed DVC pointer',
    (lab) => {
      lab.edit('data/valid.csv.dvc', '9c4f0b3b', '00000000');
      lab.commit();
    },
    { findings: ['data/changed data/valid.csv warning'], changes: ['data.data/valid.csv high'] },
  ],
  [
    'a changed parameter',
    (lab) => {
      lab.edit('params.yaml', 'lr: 0.001', 'lr: 0.01');
      lab.commit();
    },
    {
      findings: ['parameters/changed params.yaml:optimizer.lr warning'],
      changes: ['parameters.params.yaml:optimizer.lr high'],
    },
  ],
];

const root = aFolder();
const template = join(root, 'template');
const real = PYTHON === null ? describe.skip : describe;

afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

real('a drill of drift', () => {
  let drills = 0;

  beforeAll(() => {
    if (PYTHON === null) return;
    const lab = new Lab(template);
    mkdirSync(template);
    aVenv(join(template, 'venv'), PYTHON);
    lab.install(...INSTALLED);
    for (const [path, text] of Object.entries(FILES)) lab.write(path, text);
    lab.git('init', '--quiet');
    lab.commit();
  });

  function aLab(): Lab {
    drills += 1;
    const folder = join(root, `drill-${drills}`);
    cpSync(template, folder, { recursive: true, verbatimSymlinks: true });
    return new Lab(folder);
  }

  test.each(DRILLS)('%s', async (_name, change, expected) => {
    const lab = aLab();
    const before = await lab.capture();
    change(lab);
    const after = await lab.capture();
    expect(after.unknown.filter(({ path }) => !path.startsWith('host.'))).toEqual([]);
    const judgement = judged(before, after);
    expect(said(judgement)).toEqual(expected);
    // `2.8.0` against `2.8.0` would say nothing.
    for (const finding of judgement.decision.findings) expect(finding.found).not.toBe(finding.expected);
    for (const { baseline, found } of judgement.environment.changes) expect(found).not.toBe(baseline);
  });

  test('the fingerprint of the inputs follows what they name, and nothing else', async () => {
    const lab = aLab();
    const before = await lab.capture();
    lab.write('README.md', 'other\n');
    lab.install(torch('2.8.1+cu126', '12.6'));
    expect((await lab.capture()).inputs).toEqual(before.inputs);
    lab.edit('params.yaml', '0.001', '0.01');
    expect((await lab.capture()).inputs).not.toEqual(before.inputs);
    expect(Object.keys(before.inputs)).toEqual(['train']);
  });
});
