import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { aFile, aFolder, aVenv, PYTHON } from '../capture/interpreters.ts';
import { observe, one, RELEASES } from './observed.ts';

const HELLO = ['-c', 'print("hello")'];

describe.each(RELEASES)('Python $release', (python) => {
  const { executable } = python;

  test('is observed from its start to its end', () => {
    const observation = one(observe({ executable, args: HELLO }));
    expect(observation).toMatchObject({
      schema: 'repro-gate/observation/1',
      process: { rank: null, program: '-c', writtenOn: 'exit' },
      inject: 'off',
      seed: 42,
      modules: {},
      torch: null,
      devices: null,
      probe: null,
      errors: [],
    });
    expect(observation.process.python).toMatch(new RegExp(`^${python.release.replace('.', '\\.')}\\.`));
    expect(observation.process.flags).toMatchObject({ optimize: 0, ignore_environment: 0 });
  });

  test('is observed in a virtual environment', () => {
    const inside = aVenv(join(aFolder(), 'venv'), python);
    expect(one(observe({ executable: inside, args: HELLO })).process.executable).toBe(inside);
  });

  test.each(['-s', ...(Number(python.release.split('.')[1]) >= 11 ? ['-P'] : [])])(
    'is observed with %s',
    (flag) => {
      expect(one(observe({ executable, args: [flag, ...HELLO] })).process.writtenOn).toBe('exit');
    },
  );

  test.each(['-I', '-E', '-S'])('is not observed with %s, and runs as ever', (flag) => {
    expect(observe({ executable, args: [flag, ...HELLO] })).toMatchObject({
      status: 0,
      stdout: 'hello\n',
      stderr: '',
      files: [],
    });
  });

  test.each([['REPRO_GATE'], ['REPRO_OBSERVER_DIR']])('is not observed without %s', (name) => {
    expect(observe({ executable, args: HELLO, env: { [name]: '' } })).toMatchObject({
      status: 0,
      stdout: 'hello\n',
      stderr: '',
      files: [],
    });
  });

  test('imports nothing but itself for it', () => {
    const script = 'import sys; print(*sorted(name for name in sys.modules))';
    const bare = observe({ executable, args: ['-c', script], observer: null }).stdout.split(/\s+/);
    const observed = observe({ executable, args: ['-c', script] }).stdout.split(/\s+/);
    const more = observed.filter((name) => !bare.includes(name) && !name.startsWith('repro_gate_observer'));
    // What is compiled into Python, and the module of its json that is.
    expect(more.filter((name) => !['_json', '_thread', 'atexit', 'time'].includes(name))).toEqual([]);
  });
});

describe('the program', () => {
  const folder = aFolder();
  aFile(join(folder, 'train.py'), 'print(1)\n');
  aFile(join(folder, 'job/__main__.py'), 'print(1)\n');

  test.each([
    [['train.py', '--password', 'hunter2'], 'train.py'],
    [['-m', 'train'], '-m train'],
    [['-m', 'job', 'x'], '-m job'],
    [['-c', 'print(1)'], '-c'],
  ])('%j is called %s, without its arguments', (args, program) => {
    const observed = observe({ args, cwd: folder });
    expect(one(observed).process.program).toBe(program);
    expect(JSON.stringify(observed.observations)).not.toContain('hunter2');
  });

  test('is known from the first write on, before it runs', () => {
    const args = ['-m', 'killed'];
    aFile(join(folder, 'killed.py'), 'import os; os._exit(0)\n');
    expect(one(observe({ args, cwd: folder })).process).toMatchObject({ writtenOn: 'start' });
  });
});

describe('the place in a distributed job', () => {
  test.each<[string, Readonly<Record<string, string>>, unknown]>([
    ['no launcher', {}, [null, null, null]],
    ['torchrun', { RANK: '5', LOCAL_RANK: '1', WORLD_SIZE: '8' }, [5, 1, 8]],
    ['srun', { SLURM_STEP_ID: '0', SLURM_PROCID: '3', SLURM_LOCALID: '3', SLURM_NTASKS: '4' }, [3, 3, 4]],
    ['the batch script of Slurm', { SLURM_PROCID: '0', SLURM_NTASKS: '4' }, [null, null, null]],
    [
      'Open MPI',
      { OMPI_COMM_WORLD_RANK: '1', OMPI_COMM_WORLD_LOCAL_RANK: '0', OMPI_COMM_WORLD_SIZE: '2' },
      [1, 0, 2],
    ],
    ['MPICH', { PMI_RANK: '1', PMI_SIZE: '2', MPI_LOCALRANKID: '1' }, [1, 1, 2]],
    [
      'torchrun under srun',
      { RANK: '5', LOCAL_RANK: '1', WORLD_SIZE: '8', SLURM_STEP_ID: '0', SLURM_PROCID: '1' },
      [5, 1, 8],
    ],
    ['what is no number', { RANK: 'first', LOCAL_RANK: '', WORLD_SIZE: '2' }, [null, null, 2]],
  ])('%s', (_, env, expected) => {
    const { rank, localRank, worldSize } = one(observe({ args: HELLO, env })).process;
    expect([rank, localRank, worldSize]).toEqual(expected);
  });
});

test('only variables of a list are kept, and none that may hold a secret', () => {
  const env = {
    PYTHONHASHSEED: '7',
    NCCL_ALGO: 'Ring',
    JAX_AUTH_TOKEN: 'hunter2',
    AWS_SECRET_ACCESS_KEY: 'hunter2',
    OMP_NUM_THREADS: '2',
    NCCL_NET: 'https://me:hunter2@here',
  };
  const kept = one(observe({ args: HELLO, env })).env;
  expect(kept).toMatchObject({ PYTHONHASHSEED: '7', NCCL_ALGO: 'Ring', OMP_NUM_THREADS: '2' });
  expect(JSON.stringify(kept)).not.toContain('hunter2');
});

test('the tests have a Python to run', () => {
  expect(PYTHON).not.toBeNull();
});
