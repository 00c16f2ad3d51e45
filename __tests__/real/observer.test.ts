import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { aFile, aFolder } from '../capture/interpreters.ts';
import { ROOT } from '../e2e/cli.ts';
import { type Observed, observe, one, type Start } from '../observer/observed.ts';

const PYTHON = process.env['REAL_PYTHON'] ?? '';
const MINUTES = 60_000;

/** A small training that draws from every generator there is; with `own` it seeds them, with `workers` it loads in others. */
const TRAIN = `
import random, sys
import torch
from torch.utils.data import DataLoader, TensorDataset
if "own" in sys.argv:
    random.seed(3)
    torch.manual_seed(5)
x, y = torch.randn(64, 8), torch.randn(64, 1)
model = torch.nn.Sequential(torch.nn.Linear(8, 16), torch.nn.Dropout(0.2), torch.nn.Linear(16, 1))
optimizer = torch.optim.AdamW(model.parameters())
generator = torch.Generator().manual_seed(9) if "own" in sys.argv else None
loader = DataLoader(TensorDataset(x, y), 8, shuffle=True, num_workers=2 * ("workers" in sys.argv), generator=generator)
for epoch in range(2):
    for a, b in loader:
        loss = torch.nn.functional.mse_loss(model(a), b)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        print(loss.item().hex(), random.random().hex())
`;
const FILE = aFile(join(aFolder(), 'train.py'), TRAIN);

function train(words: readonly string[], start: Omit<Start, 'args'> = {}): Observed {
  const observed = observe({ executable: PYTHON, args: [FILE, ...words], ...start });
  if (observed.status !== 0) throw new Error(observed.stderr);
  return observed;
}

(PYTHON === '' ? describe.skip : describe)('real PyTorch on the CPU, seen from inside', () => {
  test.each([['in one process'], ['with workers', 'workers']])(
    'without seeds, %s: bit-exact over two runs under fill, not under off',
    (_, ...words) => {
      expect(train(words, { inject: 'fill' }).stdout).toBe(train(words, { inject: 'fill' }).stdout);
      expect(train(words, { inject: 'off' }).stdout).not.toBe(train(words, { inject: 'off' }).stdout);
    },
    2 * MINUTES,
  );

  test.each(['off', 'env', 'fill', 'force'] as const)(
    'with seeds of its own: its own numbers, bit for bit, under %s, and nothing else printed',
    (inject) => {
      const bare = train(['own', 'workers'], { observer: null });
      const probed = train(['own', 'workers'], { inject, env: { REPRO_PROBE: '3' } });
      for (const seen of [train(['own', 'workers'], { inject }), probed])
        expect({ out: seen.stdout, err: seen.stderr }).toEqual({ out: bare.stdout, err: bare.stderr });
    },
    2 * MINUTES,
  );

  test('says what was seeded, by whom and where, and what was not', () => {
    const seeds = (observed: Observed) =>
      one(observed).seeds.map(({ call, value, by, line }) => [call, value, by, line]);
    const gate = [
      ['random.seed', '42', 'gate', null],
      ['torch.manual_seed', '42', 'gate', null],
    ];
    const user = [
      ['random.seed', '3', 'user', 6],
      ['torch.manual_seed', '5', 'user', 7],
    ];
    expect(seeds(train([], { inject: 'fill' }))).toEqual(expect.arrayContaining(gate));
    expect(seeds(train(['own'], { inject: 'fill' }))).toEqual(expect.arrayContaining([...gate, ...user]));
    expect(seeds(train(['own']))).toEqual(user);
    expect(one(train([])).unseeded.toSorted()).toEqual(['random', 'torch']);
    expect(one(train(['own'])).unseeded).toEqual([]);
  });

  test('says how the data is loaded, in which processes', () => {
    const { observations } = train(['own', 'workers']);
    expect(observations).toHaveLength(1 + 2 * 2);
    expect(observations[0]?.dataLoaders).toEqual([
      { workers: 2, hasGenerator: true, hasWorkerInit: false, seed: '9', file: FILE, line: 12 },
    ]);
    for (const { process, errors } of observations) expect([process.writtenOn, errors]).toEqual(['exit', []]);
  });

  test('says of PyTorch what PyTorch says', () => {
    const text = `
import json, torch
torch.use_deterministic_algorithms(True, warn_only=True)
torch.backends.cudnn.benchmark = True
torch.backends.cuda.matmul.fp32_precision = "tf32"
torch.backends.cuda.enable_flash_sdp(False)
torch.set_num_threads(1)
torch.compile(lambda x: x + 1, backend="eager")(torch.ones(1))
print(json.dumps({
    "version": torch.__version__, "commit": torch.version.git_version, "cuda": torch.version.cuda,
    "deterministicAlgorithms": torch.are_deterministic_algorithms_enabled(),
    "warnOnly": torch.is_deterministic_algorithms_warn_only_enabled(),
    "cudnnDeterministic": torch.backends.cudnn.deterministic, "cudnnBenchmark": torch.backends.cudnn.benchmark,
    "cudnnEnabled": torch.backends.cudnn.enabled, "matmul": torch.backends.cuda.matmul.fp32_precision,
    "threads": torch.get_num_threads(), "interopThreads": torch.get_num_interop_threads(),
}))`;
    const start = { executable: PYTHON, args: ['-W', 'always', '-c', text] };
    const observed = observe(start);
    // PyTorch itself warns where it finds no NumPy.
    expect(observed.stderr).toBe(observe({ ...start, observer: null }).stderr);
    const said = JSON.parse(observed.stdout);
    const { torch, modules, devices, errors } = one(observed);
    expect({ version: modules['torch']?.version, ...modules['torch']?.facts }).toMatchObject({
      version: said.version,
      commit: said.commit,
      cuda: said.cuda,
    });
    const { version: _v, commit: _c, cuda: _u, matmul, ...flags } = said;
    expect(torch).toMatchObject({ ...flags, compileUsed: true });
    expect(torch?.fp32Precision).toMatchObject({ matmul });
    expect(torch?.sdpBackends).not.toContain('flash');
    // Both sets of functions were used, so that PyTorch has no answer; it is no failure.
    expect([devices, errors, torch?.float32MatmulPrecision]).toEqual([null, [], null]);
  });

  test('force asks for deterministic algorithms, and the operations without one are named', () => {
    const text = 'import torch\ntorch.ones(3).put_(torch.tensor([0]), torch.tensor([1.0]))\n';
    const file = aFile(join(aFolder(), 'train.py'), text);
    const observed = observe({ executable: PYTHON, args: [file], inject: 'force' });
    expect(one(observed)).toMatchObject({
      torch: { deterministicAlgorithms: true, warnOnly: true, cudnnBenchmark: false },
      nondeterministic: [{ operation: 'put_', file, line: 2 }],
    });
    // PyTorch's own warning is shown as ever.
    expect(observed.stderr).toContain('put_ does not have a deterministic implementation');
  });

  test('an operation that ended the program is named too', () => {
    const text =
      'import torch\ntorch.use_deterministic_algorithms(True)\ntorch.ones(3).put_(torch.tensor([0]), torch.tensor([1.0]))\n';
    const file = aFile(join(aFolder(), 'train.py'), text);
    const observed = observe({ executable: PYTHON, args: [file] });
    expect(observed.status).toBe(1);
    expect(one(observed).nondeterministic).toEqual([{ operation: 'put_', file, line: 3 }]);
  });

  test('the libraries are those that the process has mapped', () => {
    const text = 'import torch; print([l.split()[-1] for l in open("/proc/self/maps") if "libgomp" in l][0])';
    const observed = observe({ executable: PYTHON, args: ['-c', text] });
    expect(one(observed).libraries).toContainEqual(
      expect.objectContaining({ name: 'libgomp', path: observed.stdout.trim(), owner: 'torch' }),
    );
  });

  test('the probe is the same for the same start, and says which part differs', () => {
    const probe = (words: readonly string[], seed: string) =>
      train(words, { inject: 'fill', env: { REPRO_PROBE: '3', REPRO_SEED: seed } }).observations[0]?.probe;
    const first = probe([], '1');
    expect(first).toMatchObject({ weights: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) });
    expect([first?.batches.length, first?.gradientNorms.length]).toEqual([3, 3]);
    expect(probe([], '1')).toEqual(first);
    expect(probe(['workers'], '1')).toEqual(first);
    const other = probe([], '2');
    expect([other?.weights, other?.batches[0]]).not.toEqual([first?.weights, first?.batches[0]]);
    expect(train([]).observations[0]?.probe).toBeNull();
  });

  test(
    'torchrun with four ranks leaves an observation of each',
    () => {
      const text =
        'import torch, torch.distributed as d\nd.init_process_group("gloo")\nx = torch.ones(1)\nd.all_reduce(x)\nd.destroy_process_group()\n';
      const file = aFile(join(aFolder(), 'train.py'), text);
      const args = ['-m', 'torch.distributed.run', '--standalone', '--nproc-per-node', '4', file];
      const { observations, status } = observe({ executable: PYTHON, args, inject: 'fill' });
      expect(status).toBe(0);
      const ranks = observations.filter(({ process: { rank } }) => rank !== null);
      expect(ranks.map(({ process: { rank } }) => rank).toSorted()).toEqual([0, 1, 2, 3]);
      for (const { process, torch } of ranks) {
        expect(process).toMatchObject({
          localRank: process.rank,
          worldSize: 4,
          program: file,
          writtenOn: 'exit',
        });
        expect(torch).toMatchObject({ deterministicAlgorithms: false });
      }
      expect(observations).toHaveLength(5);
    },
    2 * MINUTES,
  );
});

/** JAX and TensorFlow where pip can have them within minutes; otherwise skipped, which is said. */
function others(): string {
  if (PYTHON === '') return '';
  const venv = join(ROOT, '.cache/observer-venv');
  const python = join(venv, 'bin/python');
  const works = () => spawnSync(python, ['-c', 'import jax, tensorflow']).status === 0;
  if (works()) return python;
  const pip = ['-m', 'pip', 'install', '--quiet', 'jax', 'tensorflow-cpu'];
  const made = spawnSync(PYTHON, ['-m', 'venv', '--clear', venv]).status === 0;
  if (made && spawnSync(python, pip, { timeout: 5 * MINUTES }).status === 0 && works()) return python;
  process.stdout.write('SKIPPED: JAX and TensorFlow, which could not be installed here\n');
  return '';
}

describe('real JAX and TensorFlow on the CPU, seen from inside', () => {
  let executable = '';
  beforeAll(() => {
    executable = others();
  }, 8 * MINUTES);

  const run = (text: string, start: Omit<Start, 'args'> = {}): Observed =>
    observe({ executable, args: ['-c', text], env: { TF_CPP_MIN_LOG_LEVEL: '3' }, ...start });

  test(
    'JAX: versions, settings and keys, with the numbers as they are',
    () => {
      if (executable === '') return;
      const text = `import jax
print(jax.__version__, jax.random.normal(jax.random.key(3)), jax.random.normal(jax.random.PRNGKey(4)))`;
      const observed = run(text, { inject: 'fill' });
      expect(observed.stdout).toBe(run(text, { observer: null }).stdout);
      const { modules, seeds, errors } = one(observed);
      expect(modules['jax']).toMatchObject({ version: observed.stdout.split(' ')[0] });
      expect(modules['jax']?.facts).toMatchObject({ jax_default_prng_impl: 'threefry2x32' });
      expect(seeds.filter(({ by }) => by === 'user').map(({ call, value }) => [call, value])).toEqual([
        ['jax.random.key', '3'],
        ['jax.random.PRNGKey', '4'],
      ]);
      expect(errors).toEqual([]);
    },
    2 * MINUTES,
  );

  const UNSEEDED = `import random, tensorflow as tf
layer = tf.keras.layers.Dense(2)
print(tf.random.normal((2,)).numpy(), random.random(), layer(tf.ones((1, 3))).numpy())`;
  const OWN = `import tensorflow as tf
print(tf.random.normal((2,), seed=5).numpy(), tf.function(lambda: tf.random.normal((2,), seed=6))().numpy())
tf.random.set_seed(3)
print(tf.random.normal((2,)).numpy())
tf.keras.utils.set_random_seed(4)
print(tf.random.normal((2,)).numpy(), tf.keras.layers.Dense(2)(tf.ones((1, 3))).numpy())`;

  test(
    'TensorFlow: repeatable without seeds under fill, other numbers for another seed',
    () => {
      if (executable === '') return;
      const [first, second] = [run(UNSEEDED, { inject: 'fill' }), run(UNSEEDED, { inject: 'fill' })];
      expect(first.stdout).toBe(second.stdout);
      const env = { REPRO_SEED: '43', TF_CPP_MIN_LOG_LEVEL: '3' };
      expect(run(UNSEEDED, { inject: 'fill', env }).stdout).not.toBe(first.stdout);
      expect(run(UNSEEDED).stdout).not.toBe(first.stdout);
    },
    4 * MINUTES,
  );

  test(
    'TensorFlow: a seed of its own, for all or for one operation, gives its own numbers',
    () => {
      if (executable === '') return;
      const observed = run(OWN, { inject: 'fill' });
      expect(observed.stdout).toBe(run(OWN, { observer: null }).stdout);
      const { seeds, modules, errors } = one(observed);
      expect(seeds).toContainEqual(
        expect.objectContaining({ call: 'tensorflow.random.set_seed', value: '3', by: 'user', line: 3 }),
      );
      expect(seeds).toContainEqual(
        expect.objectContaining({ call: 'keras.utils.set_random_seed', value: '4', by: 'user', line: 5 }),
      );
      expect(Object.keys(modules)).toEqual(expect.arrayContaining(['tensorflow', 'keras', 'numpy']));
      expect(errors).toEqual([]);
    },
    4 * MINUTES,
  );
});
