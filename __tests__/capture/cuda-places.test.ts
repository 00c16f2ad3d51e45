/** Where parts of CUDA are found besides wheels: conda, the system's folders; and what the image says of itself. */

import { describe, expect, test } from '@jest/globals';
import { declared } from '../../src/capture/cuda/declared.ts';
import { runProbe } from '../../src/capture/probe.ts';
import { aMachine, pythonSays, reasons } from './builders.ts';
import { type Files, readInstalled, SITE, torchWheel, wheel } from './installed.ts';

const SYSTEM = '/usr/lib/x86_64-linux-gnu';
const LIB64 = '/usr/local/cuda/lib64';

const empty = (...paths: readonly string[]): Files => Object.fromEntries(paths.map((path) => [path, '']));

async function cudaOf(files: Files, env: Readonly<Record<string, string>> = {}) {
  const { facts, unknown } = await readInstalled(files, {}, { env });
  return { ...facts.cuda, unknown: reasons(unknown, 'cuda') };
}

const CUDA_12_6 = empty(
  `${LIB64}/libcudart.so`,
  `${LIB64}/libcudart.so.12`,
  `${LIB64}/libcudart.so.12.6.77`,
  `${LIB64}/libcudart_static.a`,
  `${LIB64}/libcublas.so.12`,
  `${LIB64}/libcublas.so.12.6.4.1`,
  `${LIB64}/libcublasLt.so.12.6.4.1`,
  `${SYSTEM}/libcudnn.so.9`,
  `${SYSTEM}/libcudnn.so.9.5.1`,
  `${SYSTEM}/libcudnn_ops.so.9.5.1`,
  `${SYSTEM}/libnccl.so.2.23.4`,
  `${SYSTEM}/libc.so.6`,
);

describe('the system', () => {
  test('alone', async () => {
    const { unknown, copies, ...found } = await cudaOf(CUDA_12_6);
    expect(found).toMatchObject({
      toolkit: null,
      cudart: { version: '12.6.77', from: `${LIB64}/libcudart.so.12.6.77` },
      cudnn: { version: '9.5.1', from: `${SYSTEM}/libcudnn.so.9.5.1` },
      cublas: { version: '12.6.4.1', from: `${LIB64}/libcublas.so.12.6.4.1` },
      nccl: { version: '2.23.4', from: `${SYSTEM}/libnccl.so.2.23.4` },
    });
    expect(copies).toHaveLength(4);
    expect(unknown).toEqual({});
  });

  test('an ARM server, whose toolkit has a target folder and no link to it', async () => {
    const files = empty(
      '/usr/local/cuda/targets/sbsa-linux/lib/libcudart.so.13.0.96',
      '/usr/lib/aarch64-linux-gnu/libcudnn.so.9.13.0',
      `${SYSTEM}/libcudnn.so.9.1.0`,
    );
    const { facts } = await readInstalled(files, {}, { arch: 'aarch64' });
    expect(facts.cuda.copies.map(({ from }) => from)).toEqual([
      '/usr/local/cuda/targets/sbsa-linux/lib/libcudart.so.13.0.96',
      '/usr/lib/aarch64-linux-gnu/libcudnn.so.9.13.0',
    ]);
  });

  test('one file that several paths lead to is one copy', async () => {
    const file = 'libcudart.so.12.6.77';
    const linked = empty(
      `${LIB64}/${file}`,
      `/usr/local/cuda/targets/x86_64-linux/lib/${file}`,
      `/usr/local/cuda-12.6/lib64/${file}`,
      '/lib/x86_64-linux-gnu/libnccl.so.2.23.4',
      `${SYSTEM}/libnccl.so.2.23.4`,
    );
    const path = '/usr/local/cuda-12.6/lib64/::/usr/local/cuda/lib64:relative:/lib/x86_64-linux-gnu';
    expect((await cudaOf(linked, { LD_LIBRARY_PATH: path })).copies).toEqual([
      { part: 'cudart', version: '12.6.77', from: `/usr/local/cuda-12.6/lib64/${file}` },
      { part: 'nccl', version: '2.23.4', from: '/lib/x86_64-linux-gnu/libnccl.so.2.23.4' },
    ]);
  });

  test('two toolkits are two copies, the one on LD_LIBRARY_PATH first', async () => {
    const files = empty(`${LIB64}/libcudart.so.12.6.77`, '/opt/cuda/lib64/libcudart.so.12.4.127');
    const { copies, cudart } = await cudaOf(files, { LD_LIBRARY_PATH: '/opt/cuda/lib64' });
    expect(copies.map(({ version }) => version)).toEqual(['12.4.127', '12.6.77']);
    expect(cudart?.version).toBe('12.4.127');
  });

  test('cuDNN whose file name is short, by its header', async () => {
    const header = '#define CUDNN_MAJOR 8\n#define CUDNN_MINOR 9\n#define CUDNN_PATCHLEVEL 7\n';
    const files = { ...empty(`${LIB64}/libcudnn.so.8`), '/usr/include/cudnn_version.h': header };
    expect((await cudaOf(files)).cudnn).toEqual({ version: '8.9.7', from: '/usr/include/cudnn_version.h' });
    const exact = { ...files, ...empty(`${SYSTEM}/libcudnn.so.8.9.2`) };
    expect((await cudaOf(exact)).copies.map(({ version }) => version)).toEqual(['8.9.2']);
    expect((await cudaOf({ '/usr/include/cudnn_version.h': header })).cudnn).toBeNull();
  });

  test.each([
    ['version.json', '{"cuda": {"name": "CUDA SDK", "version": "13.0.3"}}', '13.0'],
    ['version.json', '{"cuda": {"name": "CUDA SDK", "version": "12.1.20230222"}}', '12.1'],
    ['version.txt', 'CUDA Version 10.2.89\n', '10.2'],
  ])('the toolkit’s %s: %s', async (name, text, version) => {
    const path = `/usr/local/cuda/${name}`;
    const { toolkit, copies } = await cudaOf({ [path]: text });
    expect(toolkit).toEqual({ version, from: path });
    expect(copies).toEqual([{ part: 'toolkit', version, from: path }]);
  });

  test('is not looked for on another system', async () => {
    const { facts } = await readInstalled(CUDA_12_6, {}, { platform: 'darwin' });
    expect(facts.cuda.copies).toEqual([]);
  });
});

describe('who loads what', () => {
  const WHEELS = {
    ...wheel('nvidia-cuda-runtime-cu12', '12.6.68'),
    ...wheel('nvidia-cudnn-cu12', '9.10.2.21'),
    ...wheel('nvidia-cublas-cu12', '12.6.1.4'),
    ...wheel('nvidia-nccl-cu12', '2.27.3'),
  };
  const firsts = async (files: Files) => {
    const { cudart, cudnn, cublas, nccl } = await cudaOf(files);
    return [cudart, cudnn, cublas, nccl].map((part) => part?.version);
  };

  test('a wheel of torch loads the wheels beside it, also where the system has newer ones', async () => {
    const files = { ...torchWheel('2.8.0+cu126', '12.6'), ...WHEELS, ...CUDA_12_6 };
    expect(await firsts(files)).toEqual(['12.6.68', '9.10.2.21', '12.6.1.4', '2.27.3']);
    expect((await cudaOf(files)).copies.filter(({ part }) => part === 'cudnn')).toEqual([
      { part: 'cudnn', version: '9.10.2.21', from: 'wheel nvidia-cudnn-cu12' },
      { part: 'cudnn', version: '9.5.1', from: `${SYSTEM}/libcudnn.so.9.5.1` },
    ]);
  });

  test('an image of NVIDIA loads the system’s, whatever wheels were added', async () => {
    const files = { ...torchWheel('2.11.0a0+a6c236b', '12.6'), ...WHEELS, ...CUDA_12_6 };
    expect(await firsts(files)).toEqual(['12.6.77', '9.5.1', '12.6.4.1', '2.23.4']);
  });

  test('a library of another major is loaded by nobody', async () => {
    const system = empty(`${LIB64}/libcudart.so.13.0.96`, `${SYSTEM}/libcudnn.so.9.5.1`);
    const { cudart, cudnn, copies, unknown } = await cudaOf({
      ...torchWheel('2.8.0+cu126', '12.6'),
      ...system,
    });
    expect([cudart, cudnn?.version]).toEqual([null, '9.5.1']);
    expect(copies.map(({ version }) => version)).toEqual(['13.0.96', '9.5.1']);
    expect(Object.keys(unknown)).toEqual(['cuda.cudart', 'cuda.cublas', 'cuda.nccl']);
  });

  test('a wheel that carries them itself: not what the system has', async () => {
    const own = empty(
      `${SITE}/torch/lib/libcudnn.so.8`,
      `${SITE}/torch/lib/libcudart-d0da41ae.so.11.0`,
      `${SITE}/torch/lib/libtorch.so`,
    );
    const system = empty(`${SYSTEM}/libcudnn.so.8.9.7`, `${SYSTEM}/libnccl.so.2.23.4`);
    const { cudnn, nccl, unknown } = await cudaOf({
      ...torchWheel('2.0.1+cu118', '11.8'),
      ...own,
      ...system,
    });
    expect([cudnn, nccl]).toEqual([null, null]);
    expect(unknown['cuda.cudnn']).toMatch(/^torch carries its own copy, torch\/lib\/libcudnn\.so\.8,/);
    expect(unknown['cuda.nccl']).toMatch(/may be linked into one of them$/);
  });

  test('JAX counts where there is no torch', async () => {
    const files = {
      ...wheel('jax', '0.8.1'),
      ...wheel('jax-cuda13-plugin', '0.8.1'),
      ...wheel('jax-cuda13-pjrt', '0.8.1'),
      ...wheel('nvidia-cudnn-cu12', '9.10.2.21'),
      ...wheel('nvidia-cudnn-cu13', '9.15.0.57'),
    };
    const { cudnn, unknown } = await cudaOf(files);
    expect(cudnn?.from).toBe('wheel nvidia-cudnn-cu13');
    expect(unknown['cuda.nccl']).toMatch(/^jax is built for CUDA 13, but no wheel/);
  });

  test('a build for the CPU misses nothing', async () => {
    expect((await cudaOf(torchWheel('2.8.0+cpu', null))).unknown).toEqual({});
  });
});

describe('conda', () => {
  const ENV = '/opt/conda/envs/train';
  const FOLDER = `${ENV}/lib/python3.11/site-packages`;
  const says = () =>
    pythonSays({
      executable: `${ENV}/bin/python`,
      prefix: ENV,
      basePrefix: ENV,
      conda: true,
      path: [`${ENV}/lib/python311.zip`, `${ENV}/lib/python3.11`, FOLDER],
    });
  const records = (...names: readonly string[]) =>
    empty(...names.map((name) => `${ENV}/conda-meta/${name}.json`));
  const torch = {
    [`${FOLDER}/torch-2.5.1.dist-info/METADATA`]: 'Name: torch\nVersion: 2.5.1\n',
    [`${FOLDER}/torch-2.5.1.dist-info/INSTALLER`]: 'conda\n',
    [`${FOLDER}/torch/version.py`]: "__version__ = '2.5.1'\ncuda = '12.6'\n",
  };
  const read = async (files: Files) => {
    const { facts, unknown } = await readInstalled({ ...torch, ...files }, {}, { run: says });
    return { ...facts.cuda, unknown: reasons(unknown, 'cuda') };
  };

  test('packages of CUDA 12', async () => {
    const files = records(
      'cuda-cudart-12.6.77-h5888daf_0',
      'cuda-cudart-dev-12.6.77-h5888daf_0',
      'cuda-cudart_linux-64-12.6.77-h3f2d84a_0',
      'cuda-version-12.6-h7480c83_3',
      'cudnn-9.3.0.75-hc149ba5_0',
      'libcublas-12.6.4.1-hbd13f7d_0',
      'nccl-2.23.4.1-h03a54cd_3',
      'python-3.11.9-h955ad1f_0',
    );
    const { copies, unknown, ...found } = await read({ ...files, ...CUDA_12_6 });
    expect(found).toMatchObject({
      toolkit: { version: '12.6', from: 'conda cuda-version' },
      cudart: { version: '12.6.77', from: 'conda cuda-cudart' },
      cudnn: { version: '9.3.0.75', from: 'conda cudnn' },
      cublas: { version: '12.6.4.1', from: 'conda libcublas' },
      nccl: { version: '2.23.4.1', from: 'conda nccl' },
    });
    expect(copies.filter(({ part }) => part === 'cudnn').map(({ from }) => from)).toEqual([
      'conda cudnn',
      `${SYSTEM}/libcudnn.so.9.5.1`,
    ]);
    expect(unknown).toEqual({});
  });

  test('cudatoolkit holds several parts, whose versions are in their file names', async () => {
    const files = {
      ...records('cudatoolkit-12.6.3-h4ba93d1_13', 'cudnn-8.9.7.29-hbc23b4c_3'),
      ...empty(
        `${ENV}/lib/libcudart.so.12`,
        `${ENV}/lib/libcudart.so.12.6.77`,
        `${ENV}/lib/libcublas.so.12.6.4.1`,
        `${ENV}/lib/libcudnn.so.8.9.7`,
      ),
    };
    const { toolkit, copies } = await read(files);
    expect(toolkit).toEqual({ version: '12.6.3', from: 'conda cudatoolkit' });
    expect(copies).toEqual([
      { part: 'toolkit', version: '12.6.3', from: 'conda cudatoolkit' },
      { part: 'cudart', version: '12.6.77', from: `${ENV}/lib/libcudart.so.12.6.77` },
      { part: 'cudnn', version: '8.9.7.29', from: 'conda cudnn' },
      { part: 'cublas', version: '12.6.4.1', from: `${ENV}/lib/libcublas.so.12.6.4.1` },
    ]);
  });

  test('cudnn and the libcudnn that it brings are one copy', async () => {
    const { copies } = await read(records('cudnn-9.10.1.4-hbcb9cd8_1', 'libcudnn-9.10.1.4-hf7e9902_1'));
    expect(copies).toEqual([{ part: 'cudnn', version: '9.10.1.4', from: 'conda libcudnn' }]);
  });

  test('a wheel of torch in a conda environment loads the wheels beside it', async () => {
    const files = {
      ...records('cudnn-9.3.0.75-hc149ba5_0'),
      [`${FOLDER}/torch-2.5.1.dist-info/INSTALLER`]: 'pip\n',
      [`${FOLDER}/nvidia_cudnn_cu12-9.1.0.70.dist-info/METADATA`]:
        'Name: nvidia-cudnn-cu12\nVersion: 9.1.0.70\n',
    };
    const { cudnn, copies } = await read(files);
    expect(cudnn?.from).toBe('wheel nvidia-cudnn-cu12');
    expect(copies.map(({ from }) => from)).toEqual(['wheel nvidia-cudnn-cu12', 'conda cudnn']);
  });
});

describe('ROCm', () => {
  const PATH = '/opt/rocm/.info/version';

  test.each([
    ['6.2.4-66\n', '6.2.4'],
    ['7.1.0\n', '7.1.0'],
  ])('%j', async (text, version) => {
    expect((await cudaOf({ [PATH]: text })).rocm).toEqual({ version, from: PATH });
  });

  test('that does not say is unknown, and none is none', async () => {
    expect((await cudaOf({ [PATH]: 'unknown' })).unknown).toEqual({
      'cuda.rocm': `${PATH} gives no version`,
    });
    const none = await cudaOf({});
    expect([none.rocm, none.unknown]).toEqual([null, {}]);
  });
});

describe('what the image declares', () => {
  const REQUIRE = 'cuda>=12.6 brand=tesla,driver>=535,driver<536';

  test('is taken from the variables of this machine, and nothing else is', async () => {
    const env = {
      NVIDIA_REQUIRE_CUDA: REQUIRE,
      NVIDIA_REQUIRE_API_TOKEN: 'x',
      CUDA_VERSION: '12.6.3',
      NVIDIA_PYTORCH_VERSION: '24.11',
      _CUDA_COMPAT_PATH: '/usr/local/cuda/compat',
      NVIDIA_VISIBLE_DEVICES: 'all',
      PATH: '/usr/bin',
    };
    expect((await cudaOf({}, env)).declared).toEqual({
      CUDA_VERSION: '12.6.3',
      NVIDIA_PYTORCH_VERSION: '24.11',
      NVIDIA_REQUIRE_CUDA: REQUIRE,
      _CUDA_COMPAT_PATH: '/usr/local/cuda/compat',
    });
  });

  test('a value that is too long is unknown, because half a condition is another one', async () => {
    const { facts, unknown } = await runProbe(
      declared,
      aMachine({ env: { NVIDIA_REQUIRE_CUDA: 'cuda>=12.6 '.repeat(400) } }),
    );
    expect(facts).toEqual({});
    expect(reasons(unknown, 'cuda')).toEqual({
      'cuda.declared.NVIDIA_REQUIRE_CUDA': 'its value is longer than 4096 characters',
    });
  });

  test('of a machine in a folder comes from its own /proc', async () => {
    const files = { '/proc/self/environ': `A=1\0CUDA_VERSION=13.0.2\0NVIDIA_REQUIRE_CUDA=${REQUIRE}\0` };
    const machine = aMachine({ kind: 'folder', files, env: { CUDA_VERSION: '11.8.0' } });
    expect((await runProbe(declared, machine)).facts).toEqual({
      CUDA_VERSION: '13.0.2',
      NVIDIA_REQUIRE_CUDA: REQUIRE,
    });
    const silent = aMachine({ kind: 'folder', env: { CUDA_VERSION: '11.8.0' } });
    expect((await runProbe(declared, silent)).facts).toEqual({});
  });
});
