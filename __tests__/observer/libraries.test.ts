import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { aFolder, PYTHON, valueFrom } from '../capture/interpreters.ts';
import { OBSERVER } from './observed.ts';

const SITE = join(aFolder(), 'lib/python3.11/site-packages');
for (const name of [
  'nvidia_cudnn_cu12-9.10.2.21',
  'nvidia_cublas_cu12-12.8.4.1',
  'nvidia_nccl_cu13-2.27.7',
  'nvidia_cublas-13.1.0.3',
  'nvidia_cuda_runtime-13.0.96',
])
  mkdirSync(join(SITE, `${name}.dist-info`), { recursive: true });

test.each<[string, string, string | null, string | null]>([
  [`${SITE}/nvidia/cudnn/lib/libcudnn.so.9`, 'libcudnn', '9', 'nvidia-cudnn-cu12'],
  [
    `${SITE}/nvidia/cudnn/lib/libcudnn_engines_precompiled.so.9`,
    'libcudnn_engines_precompiled',
    '9',
    'nvidia-cudnn-cu12',
  ],
  [`${SITE}/nvidia/cublas/lib/libcublasLt.so.12`, 'libcublasLt', '12', 'nvidia-cublas-cu12'],
  [`${SITE}/nvidia/cu13/lib/libcublas.so.13`, 'libcublas', '13', 'nvidia-cublas'],
  [`${SITE}/nvidia/cu13/lib/libcudart.so.13`, 'libcudart', '13', 'nvidia-cuda-runtime'],
  [`${SITE}/nvidia/nccl/lib/libnccl.so.2`, 'libnccl', '2', 'nvidia-nccl-cu13'],
  [`${SITE}/nvidia/unheard/lib/libcufft.so.11`, 'libcufft', '11', 'nvidia'],
  [`${SITE}/torch/lib/libgomp-a34b3233.so.1`, 'libgomp', '1', 'torch'],
  [`${SITE}/torch/lib/libcudart-d0da41ae.so.11.0`, 'libcudart', '11.0', 'torch'],
  [`${SITE}/numpy.libs/libscipy_openblas64_-32a4b2a6.so`, 'libopenblas', null, 'numpy'],
  [`${SITE}/numpy.libs/libopenblas64_p-r0-0cf96a72.3.23.dev.so`, 'libopenblas', null, 'numpy'],
  [`${SITE}/numpy/.libs/libopenblasp-r0.3.21.so`, 'libopenblas', '0.3.21', 'numpy'],
  ['/usr/lib/x86_64-linux-gnu/libcuda.so.550.54.15', 'libcuda', '550.54.15', null],
  ['/opt/conda/lib/libmkl_core.so.2', 'libmkl_core', '2', null],
  ['/opt/intel/libiomp5.so', 'libiomp5', null, null],
])('%s', (path, name, version, owner) => {
  expect(describe(path)).toEqual({ name, path, version, owner });
});

test.each([
  '/usr/lib/libc.so.6',
  '/usr/lib/libcudastuff.so.1',
  '/usr/lib/libcurl.so.4',
  '/usr/lib/libtorch.so',
])('%s is not one of them', (path) => {
  expect(describe(path)).toBeNull();
});

function describe(path: string): unknown {
  return valueFrom(
    PYTHON?.executable ?? 'python3',
    `import os
sys.path.insert(0, ${JSON.stringify(OBSERVER)})
from repro_gate_observer import libraries
path = ${JSON.stringify(path)}
print(json.dumps(libraries.describe(path) if libraries.NAMES.match(os.path.basename(path)) else None))`,
  );
}
