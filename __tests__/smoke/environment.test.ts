import { describe, expect, test } from '@jest/globals';
import { childEnvironment, type EnvironmentRequest, PLANNED_FOLDER } from '../../src/smoke/environment.ts';
import { PASSED, RUNNER_ENVIRONMENT } from './runner-environment.ts';

const FOLDER = {
  runId: 'c0ffee',
  root: '/tmp/run-1',
  outDir: '/tmp/run-1/out',
  metricsFile: '/tmp/run-1/out/metrics.jsonl',
  inductorCache: '/tmp/run-1/inductor',
  tritonCache: '/tmp/run-1/triton',
  observations: '/tmp/run-1/observations',
  logFile: '/tmp/run-1/output.log',
};

const CONTRACT = {
  REPRO_GATE: '1',
  REPRO_SEED: '42',
  REPRO_RUN_ID: 'c0ffee',
  REPRO_OUT_DIR: '/tmp/run-1/out',
  REPRO_METRICS: '/tmp/run-1/out/metrics.jsonl',
  REPRO_ROLE: 'head',
};

const FILLED = {
  PYTHONHASHSEED: '42',
  PYTHONUNBUFFERED: '1',
  CUBLAS_WORKSPACE_CONFIG: ':4096:8',
  PL_GLOBAL_SEED: '42',
  WANDB_MODE: 'offline',
  CUDA_DEVICE_ORDER: 'PCI_BUS_ID',
  TORCHINDUCTOR_CACHE_DIR: '/tmp/run-1/inductor',
  TRITON_CACHE_DIR: '/tmp/run-1/triton',
};

function build(request: Partial<EnvironmentRequest> = {}) {
  return childEnvironment({
    parent: {},
    policyNames: [],
    inject: 'env',
    observer: null,
    probe: 0,
    device: 'auto',
    python: null,
    seed: 42,
    role: 'head',
    folder: FOLDER,
    ...request,
  });
}

describe('out of the environment of a real runner', () => {
  test('exactly the allowed names get through, with their values', () => {
    const { env } = build({ parent: RUNNER_ENVIRONMENT, inject: 'off' });
    const passed = PASSED.map((name) => [name, RUNNER_ENVIRONMENT[name]]);
    expect(env).toEqual({ ...Object.fromEntries(passed), ...CONTRACT });
  });

  test('nothing gets through that is not listed, whatever it is called', () => {
    const names = [
      'SOMETHING',
      'PATHS',
      'MY_CUDA_X',
      'cuda_home',
      'GITHUB_SHA',
      'LD_AUDIT',
      'BASH_ENV',
      'ENV',
    ];
    const parent = Object.fromEntries(names.map((name) => [name, 'x']));
    expect(build({ parent, inject: 'off' }).env).toEqual(CONTRACT);
  });

  test('a variable that is not set stays unset', () => {
    expect(build({ parent: { HOME: undefined }, inject: 'off' }).env).toEqual(CONTRACT);
  });
});

describe('names that the policy lists', () => {
  test('get through as well', () => {
    const { env } = build({ parent: RUNNER_ENVIRONMENT, policyNames: ['DATA_ROOT'] });
    expect(env['DATA_ROOT']).toBe('/data');
  });

  const secrets = [
    'GITHUB_TOKEN',
    'GH_TOKEN',
    'INPUT_POLICY',
    'ACTIONS_RUNTIME_URL',
    'GITHUB_ENV',
    'GITHUB_OUTPUT',
    'GITHUB_PATH',
    'GITHUB_STATE',
    'GITHUB_STEP_SUMMARY',
    'NODE_OPTIONS',
    'MY_SERVICE_TOKEN',
    'AWS_SECRET_ACCESS_KEY',
    'AWS_ACCESS_KEY_ID_KEY',
    'DB_PASSWORD',
    'DB_PASSWD',
    'WANDB_API_KEY',
    'SSH_AUTH',
    'GITHUB_PAT',
    'SESSION_COOKIE',
    'SLURM_JWT',
    'PIP_INDEX_URL',
    'UV_EXTRA_INDEX_URL',
    'my_token',
    'REPRO_SEED',
  ];
  test.each(secrets)('but not %s', (name) => {
    const { env } = build({ parent: { [name]: 'secret' }, policyNames: [name], inject: 'off' });
    expect(env).toEqual(CONTRACT);
  });

  test('and not an address with a password in it', () => {
    const parent = { STORE: 'https://user:secret@store.example/x', OTHER: 'https://store.example/a@b' };
    const { env } = build({ parent, policyNames: ['STORE', 'OTHER'], inject: 'off' });
    expect(env).toEqual({ ...CONTRACT, OTHER: 'https://store.example/a@b' });
  });
});

describe('what the gate sets', () => {
  test('with inject: off, only the contract', () => {
    expect(build({ inject: 'off' }).env).toEqual(CONTRACT);
  });

  test('with inject: env, what makes runs repeatable as well', () => {
    expect(build().env).toEqual({ ...FILLED, ...CONTRACT });
  });

  test.each(Object.keys(FILLED))(
    'a value of %s that the user has set wins, and is not reported as ours',
    (name) => {
      const { env, injected } = build({ parent: { [name]: 'mine' } });
      expect(env[name]).toBe('mine');
      expect(injected).not.toHaveProperty(name);
    },
  );

  test('an empty value is a value', () => {
    expect(build({ parent: { PYTHONUNBUFFERED: '' } }).env['PYTHONUNBUFFERED']).toBe('');
  });

  test.each(Object.keys(CONTRACT))('%s is the gate’s own, whatever the user has set', (name) => {
    expect(build({ parent: { [name]: 'mine' } }).env[name]).toBe(CONTRACT[name as keyof typeof CONTRACT]);
  });

  test('the role and the seed are those of the run', () => {
    const { env } = build({ role: 'record', seed: 7 });
    expect(env).toMatchObject({
      REPRO_ROLE: 'record',
      REPRO_SEED: '7',
      PYTHONHASHSEED: '7',
      PL_GLOBAL_SEED: '7',
    });
  });

  test('is reported without what differs from run to run', () => {
    expect(build().injected).toEqual({
      ...FILLED,
      ...CONTRACT,
      TORCHINDUCTOR_CACHE_DIR: '<run>/inductor',
      TRITON_CACHE_DIR: '<run>/triton',
      REPRO_OUT_DIR: '<run>/out',
      REPRO_METRICS: '<run>/out/metrics.jsonl',
      REPRO_RUN_ID: '<run-id>',
    });
  });

  test('before there is a run, a rule can ask for the same', () => {
    const planned = build({ folder: PLANNED_FOLDER });
    expect(planned.env).toEqual(planned.injected);
    expect(planned.injected).toEqual(build().injected);
  });
});

describe('the observer', () => {
  const observer = { folder: '/opt/gate/observer', pathSeparator: ':' } as const;
  const OBSERVING = {
    REPRO_OBSERVER_DIR: '/tmp/run-1/observations',
    REPRO_INJECT: 'off',
    PYTHONPATH: '/opt/gate/observer',
  };

  test('rides along with inject: off too, which it is told', () => {
    expect(build({ observer, inject: 'off' }).env).toEqual({ ...CONTRACT, ...OBSERVING });
  });

  test.each(['env', 'fill', 'force'] as const)(
    'inject: %s sets the variables, and tells it the level',
    (inject) => {
      expect(build({ observer, inject }).env).toEqual({
        ...FILLED,
        ...CONTRACT,
        ...OBSERVING,
        REPRO_INJECT: inject,
      });
    },
  );

  test('is asked for fingerprints where the policy does', () => {
    expect(build({ observer, probe: 3 }).env['REPRO_PROBE']).toBe('3');
    expect(build({ probe: 3 }).env).not.toHaveProperty('REPRO_PROBE');
  });

  test('comes before what the user has on the path, which stays', () => {
    const parent = { PYTHONPATH: 'src:/lib/more' };
    expect(build({ observer, parent }).env['PYTHONPATH']).toBe('/opt/gate/observer:src:/lib/more');
    const onWindows = { ...observer, pathSeparator: ';' } as const;
    expect(build({ observer: onWindows, parent: { PYTHONPATH: 'src' } }).env['PYTHONPATH']).toBe(
      '/opt/gate/observer;src',
    );
  });

  test('adds no empty entry, which would be the working directory', () => {
    expect(build({ observer, parent: { PYTHONPATH: '' } }).env['PYTHONPATH']).toBe('/opt/gate/observer');
  });

  test('is not told by a user what to do', () => {
    const parent = { REPRO_INJECT: 'force', REPRO_OBSERVER_DIR: '/elsewhere', REPRO_GATE: '0' };
    expect(build({ observer, parent, inject: 'off' }).env).toMatchObject(OBSERVING);
    expect(build({ parent, inject: 'off' }).env).toEqual(CONTRACT);
  });

  test('is reported without the folders of this machine', () => {
    expect(build({ observer, parent: { PYTHONPATH: 'src' } }).injected).toMatchObject({
      REPRO_OBSERVER_DIR: '<run>/observations',
      REPRO_INJECT: 'env',
      PYTHONPATH: '<observer>:$PYTHONPATH',
    });
  });
});

describe('device: cpu', () => {
  test('hides the GPUs of CUDA and HIP, also from a user who shows some', () => {
    const { env, injected } = build({ device: 'cpu', parent: { CUDA_VISIBLE_DEVICES: '0,1' } });
    const hidden = { CUDA_VISIBLE_DEVICES: '-1', HIP_VISIBLE_DEVICES: '-1' };
    expect(env).toMatchObject(hidden);
    expect(injected).toMatchObject(hidden);
  });

  test('holds with inject: off too', () => {
    expect(build({ device: 'cpu', inject: 'off' }).env['CUDA_VISIBLE_DEVICES']).toBe('-1');
  });

  test('auto leaves them as they are', () => {
    const { env } = build({ parent: { CUDA_VISIBLE_DEVICES: '3' } });
    expect(env).toMatchObject({ CUDA_VISIBLE_DEVICES: '3' });
    expect(env).not.toHaveProperty('HIP_VISIBLE_DEVICES');
  });
});

describe('--python', () => {
  const parent = { PATH: '/usr/bin', VIRTUAL_ENV: '/old', PYTHONHOME: '/old' };

  test('in a virtual environment does what its activate does', () => {
    const python = { folder: '/v/bin', venv: '/v', pathSeparator: ':' } as const;
    const { env, injected } = build({ parent, python, inject: 'off' });
    expect(env).toEqual({ ...CONTRACT, PATH: '/v/bin:/usr/bin', VIRTUAL_ENV: '/v' });
    expect(injected['PATH']).toBe('<folder of --python>:$PATH');
  });

  test('elsewhere leaves no other environment active', () => {
    const python = { folder: '/opt/py/bin', venv: null, pathSeparator: ':' } as const;
    expect(build({ parent, python, inject: 'off' }).env).toEqual({
      ...CONTRACT,
      PATH: '/opt/py/bin:/usr/bin',
    });
  });

  test('without any PATH', () => {
    const python = { folder: '/opt/py/bin', venv: null, pathSeparator: ':' } as const;
    expect(build({ python, inject: 'off' }).env['PATH']).toBe('/opt/py/bin');
  });
});
