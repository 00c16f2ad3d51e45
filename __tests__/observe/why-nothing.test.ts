import { expect, test } from '@jest/globals';
import { whyNothing } from '../../src/observe/why-nothing.ts';

const ISOLATED = '-I, -E or -S';
const UNTOLD = 'left an observation';

test.each<[string, string]>([
  ['python -I train.py', ISOLATED],
  ['/opt/py/bin/python3.11 -sE train.py', ISOLATED],
  ['uv run python -X dev -S -m train', ISOLATED],
  ['cd src && python3 -W ignore -I train.py', ISOLATED],
  ['docker run --gpus all image python train.py', 'a container'],
  ['podman exec box python train.py', 'a container'],
  ['apptainer exec image.sif python train.py', 'a container'],
  ['sudo -u ml python train.py', 'sudo'],
  ['env -i PATH=$PATH python train.py', 'env -i'],
  ['env -u HOME - python train.py', 'env -i'],
  ['env LANG=C python train.py -i x', UNTOLD],
  ['PYTHONPATH=src python train.py', 'replaces PYTHONPATH'],
  ['export PYTHONPATH="$PWD/src"; python train.py', 'replaces PYTHONPATH'],
  ['unset PYTHONPATH; python train.py', 'replaces PYTHONPATH'],
  ['ray job submit -- python train.py', 'a cluster'],
  // Options of the program, and of a module, are not the interpreter's.
  ['python train.py -I -S', UNTOLD],
  ['python -m train -E', UNTOLD],
  ['python -c "pass" -S', UNTOLD],
  ['python -mIES', UNTOLD],
  ['PYTHONPATH=src:$PYTHONPATH python train.py', UNTOLD],
  ['PYTHONPATH="src:$' + '{PYTHONPATH:-}" python train.py', UNTOLD],
  ['make smoke', UNTOLD],
  ['./train.sh', UNTOLD],
  ['srun --ntasks 4 train', UNTOLD],
  ['torchrun --nproc-per-node 4 train.py', UNTOLD],
])('%s', (command, because) => {
  expect(whyNothing(command)).toMatchObject({ because: expect.stringContaining(because), expected: true });
});

test.each(['true', 'printf 1 > "$REPRO_METRICS"', 'cargo run --release', 'node train.js'])(
  'nothing was to be seen of: %s',
  (command) => {
    expect(whyNothing(command)).toMatchObject({ because: 'the command starts no Python', expected: false });
  },
);
