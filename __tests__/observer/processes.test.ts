import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { aFile, aFolder } from '../capture/interpreters.ts';
import { environment, observe, one, RELEASES, read } from './observed.ts';

/** A script in a file, as multiprocessing needs one. */
function script(text: string): string {
  return aFile(join(aFolder(), 'train.py'), text);
}

const SEEDED = 'import random; random.seed(1)';

const WORKERS = (method: string): string => `
import multiprocessing, random
def work(queue):
    random.seed(2)
    queue.put(1)
if __name__ == "__main__":
    multiprocessing.set_start_method("${method}")
    queue = multiprocessing.Queue()
    children = [multiprocessing.Process(target=work, args=(queue,)) for _ in range(2)]
    for child in children: child.start()
    for child in children: queue.get()
    for child in children: child.join()
    print(*[child.pid for child in children])
`;

describe.each(RELEASES)('the children of Python $release', ({ executable }) => {
  test.each(['fork', 'spawn', 'forkserver'])(
    'workers by %s each write a file of their own, to the end',
    (method) => {
      const { stdout, observations, status } = observe({ executable, args: [script(WORKERS(method))] });
      expect(status).toBe(0);
      const pids = stdout.trim().split(' ').map(Number);
      for (const pid of pids) {
        const worker = observations.find((observation) => observation.process.pid === pid);
        expect(worker).toMatchObject({ process: { writtenOn: 'exit' }, errors: [] });
        expect(worker?.seeds).toContainEqual(expect.objectContaining({ call: 'random.seed', value: '2' }));
      }
    },
  );

  test('a fork has its own number and what its parent had seen', () => {
    const text = `${SEEDED}\nimport os\npid = os.fork()\nif pid == 0: os._exit(0)\nos.waitpid(pid, 0)\nprint(os.getpid(), pid)`;
    const { stdout, observations } = observe({ executable, args: ['-c', text] });
    const [parent, child] = stdout.trim().split(' ').map(Number);
    expect(observations.map(({ process: { pid, ppid, writtenOn } }) => ({ pid, ppid, writtenOn }))).toEqual([
      { pid: parent, ppid: expect.any(Number), writtenOn: 'exit' },
      { pid: child, ppid: parent, writtenOn: 'fork' },
    ]);
    expect(observations[1]?.seeds).toEqual(observations[0]?.seeds);
  });

  test('a program put in the place of another by exec is observed', () => {
    const text =
      'import os, sys\nos.execv(sys.executable, [sys.executable, "-c", "import random; random.seed(3)"])';
    const observation = one(observe({ executable, args: ['-c', text] }));
    expect(observation).toMatchObject({ process: { writtenOn: 'exit' }, seeds: [{ value: '3' }] });
  });

  test('a child through a shell is observed; one with an empty environment is not', () => {
    const child = (options: string): string =>
      `import subprocess, sys\nsubprocess.run(${options}, check=True)\nprint("done")`;
    const shell = child('sys.executable + " -c pass", shell=True');
    const stripped = child('[sys.executable, "-c", "pass"], env={}');
    expect(observe({ executable, args: ['-c', shell] }).observations).toHaveLength(2);
    expect(observe({ executable, args: ['-c', stripped] })).toMatchObject({
      stdout: 'done\n',
      observations: [{ process: { writtenOn: 'exit' } }],
    });
  });

  test('a child whose PYTHONPATH is built from sys.path is observed', () => {
    const text = `import os, subprocess, sys
env = dict(os.environ, PYTHONPATH=os.pathsep.join(sys.path))
subprocess.run([sys.executable, "-c", "pass"], env=env, check=True)`;
    expect(observe({ executable, args: ['-c', text] }).observations).toHaveLength(2);
  });
});

describe('a process that ends early leaves what it had seen', () => {
  test.each([
    ['os._exit', 'os._exit(5)', { status: 5, signal: null }],
    ['SIGTERM', 'os.kill(os.getpid(), signal.SIGTERM)', { status: null, signal: 'SIGTERM' }],
    ['SIGKILL', 'os.kill(os.getpid(), signal.SIGKILL)', { status: null, signal: 'SIGKILL' }],
    [
      'abort',
      'resource.setrlimit(resource.RLIMIT_CORE, (0, 0)); os.abort()',
      { status: null, signal: 'SIGABRT' },
    ],
  ])('%s', (_, ending, expected) => {
    const observed = observe({ args: ['-c', `${SEEDED}\nimport os, resource, signal\n${ending}`] });
    expect(observed).toMatchObject(expected);
    expect(one(observed)).toMatchObject({
      process: { writtenOn: 'call' },
      seeds: [{ call: 'random.seed', value: '1', by: 'user', file: '<string>', line: 1 }],
    });
    expect(observed.files).toHaveLength(1);
  });

  test.each([
    ['an exception', 'raise ValueError("mine")', 1],
    ['sys.exit', 'raise SystemExit(7)', 7],
    ['Ctrl-C', 'import os, signal; os.kill(os.getpid(), signal.SIGINT); import time; time.sleep(9)', null],
  ])('%s is an ordinary end', (_, ending, status) => {
    const observed = observe({ args: ['-c', `${SEEDED}\n${ending}`] });
    expect(observed.status).toBe(status);
    expect(one(observed).process.writtenOn).toBe('exit');
  });

  test('whoever reads meanwhile finds whole files only', async () => {
    const folder = aFolder();
    const text = 'import random, time\nfor i in range(20): random.seed(i); time.sleep(0.02)\ntime.sleep(60)';
    const start = { args: ['-c', text] };
    const child = spawn('python3', start.args, {
      env: environment(start, folder),
      stdio: 'ignore',
    });
    // Each look parses what is there; it ends when the last of the kept calls has been written.
    let looked = read(folder);
    while (child.exitCode === null && (looked[0]?.seeds.length ?? 0) < 20) {
      await setImmediate();
      looked = read(folder);
    }
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(read(folder)[0]?.seeds).toHaveLength(20);
  });
});

test('a process of another machine with the same number keeps its file', () => {
  const text = `
import json, os
path = os.path.join(os.environ["REPRO_OBSERVER_DIR"], "proc-%d.json" % os.getpid())
own = json.load(open(path))
own["process"]["node"] = "elsewhere"
json.dump(own, open(path, "w"), separators=(",", ":"))
import sys
os.execv(sys.executable, [sys.executable, "-c", "pass"])
`;
  const { observations } = observe({ args: ['-c', text] });
  expect(observations.map(({ process: { node } }) => node === 'elsewhere')).toEqual([true, false]);
});
