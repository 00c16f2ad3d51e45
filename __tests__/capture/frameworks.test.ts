/** Builds of TensorFlow, JAX and CuPy from their files, and the architectures that each build carries code for. */

import { describe, expect, test } from '@jest/globals';
import table from '../../data/torch-archs.json' with { type: 'json' };
import { withArchs } from '../../src/capture/cuda/compiled-archs.ts';
import type { Package, TorchBuild } from '../../src/capture/snapshot.ts';
import { aPackage } from '../builders.ts';
import { reasons } from './builders.ts';
import { type Files, readInstalled, SITE, torchWheel, wheel } from './installed.ts';

const BUILD_INFO = `${SITE}/tensorflow/python/platform/build_info.py`;

function buildInfo(pairs: string): Files {
  const text = `"""Auto generated module providing information about the build."""\nimport collections\n\nbuild_info = collections.OrderedDict([${pairs}])\n`;
  return { [BUILD_INFO]: text };
}

const TF_219 =
  "('cpu_compiler', 'clang 18'), ('cuda_compute_capabilities', ['sm_60', 'sm_70', 'sm_80', 'sm_89', 'compute_90']), ('cuda_version', '12.5.1'), ('cudnn_version', '9'), ('is_cuda_build', True), ('is_rocm_build', False), ('is_tensorrt_build', False)";
const TF_CPU =
  "('cpu_compiler', 'clang 18'), ('is_cuda_build', False), ('is_rocm_build', False), ('is_tensorrt_build', False)";

async function frameworks(files: Files) {
  const { facts, unknown } = await readInstalled(files);
  return { ...facts.frameworks, unknown: reasons(unknown, 'frameworks') };
}

describe('TensorFlow', () => {
  test('a build for CUDA: its `compute_90` is machine code and PTX', async () => {
    const found = await frameworks({ ...wheel('tensorflow', '2.19.0'), ...buildInfo(TF_219) });
    expect(found.tensorflow).toEqual({
      version: '2.19.0',
      cuda: '12.5',
      archs: ['sm_60', 'sm_70', 'sm_80', 'sm_89', 'sm_90', 'compute_90'],
      archsFrom: 'files',
    });
    expect(found.unknown).toEqual({});
  });

  test('a build for the CPU has no CUDA, and that is known', async () => {
    const found = await frameworks({ ...wheel('tensorflow_cpu', '2.19.0'), ...buildInfo(TF_CPU) });
    expect(found.tensorflow).toEqual({ version: '2.19.0', cuda: null, archs: null, archsFrom: null });
    expect(found.unknown).toEqual({});
  });

  test('a build for ROCm does not list its GPUs', async () => {
    const info = buildInfo(TF_CPU.replace("'is_rocm_build', False", "'is_rocm_build', True"));
    const found = await frameworks({ ...wheel('tensorflow_rocm', '2.18.1'), ...info });
    expect(found.tensorflow).toMatchObject({ version: '2.18.1', cuda: null, archs: null });
    expect(Object.keys(found.unknown)).toEqual(['frameworks.tensorflow.archs']);
  });

  test.each([
    ['without its file', wheel('tensorflow', '2.19.0'), ['cuda', 'archs']],
    ['whose file says nothing', { ...wheel('tensorflow', '2.1.0'), ...buildInfo('') }, ['cuda', 'archs']],
    [
      'for CUDA of no version',
      { ...wheel('tensorflow', '2.19.0'), ...buildInfo(TF_219.replace("('cuda_version', '12.5.1'), ", '')) },
      ['cuda'],
    ],
    [
      'for CUDA without a list of GPUs',
      { ...wheel('tensorflow', '2.19.0'), ...buildInfo(TF_219.replace(/\['sm.*?\]/, '[]')) },
      ['archs'],
    ],
  ])('a package %s: unknown', async (_, files, fields) => {
    const found = await frameworks(files);
    expect(found.tensorflow).not.toBeNull();
    expect(Object.keys(found.unknown)).toEqual(fields.map((field) => `frameworks.tensorflow.${field}`));
  });

  test('files without a package, and packages over each other', async () => {
    expect((await frameworks(buildInfo(TF_219))).unknown).toEqual({
      'frameworks.tensorflow': 'its files are on the search path, but no package describes them',
    });
    const both = { ...wheel('tensorflow', '2.19.0'), ...wheel('tensorflow_cpu', '2.18.0') };
    expect((await frameworks({ ...both, ...buildInfo(TF_219) })).unknown).toEqual({
      'frameworks.tensorflow.version':
        'tensorflow 2.19.0 and tensorflow-cpu 2.18.0 are installed over each other',
    });
  });
});

describe('JAX', () => {
  const jax = (version: string, parts: Readonly<Record<string, string>> = {}): Files =>
    Object.assign(
      {},
      wheel('jax', version),
      wheel('jaxlib', version),
      ...Object.entries(parts).map(([name, of]) => wheel(name, of)),
    );

  test('the plugin names the major of CUDA', async () => {
    const parts = { 'jax-cuda12-plugin': '0.6.2', jax_cuda12_pjrt: '0.6.2' };
    const found = await frameworks(jax('0.6.2', parts));
    expect(found.jax).toEqual({ version: '0.6.2', cuda: '12', archs: null, archsFrom: null });
    expect(Object.keys(found.unknown)).toEqual(['frameworks.jax.archs']);
  });

  test('CUDA 13', async () => {
    const parts = { 'jax-cuda13-plugin': '0.8.1', 'jax-cuda13-pjrt': '0.8.1' };
    expect((await frameworks(jax('0.8.1', parts))).jax?.cuda).toBe('13');
  });

  test('for the CPU: nothing is missing', async () => {
    const found = await frameworks(jax('0.6.2'));
    expect([found.jax?.cuda, found.unknown]).toEqual([null, {}]);
  });

  test('before there were plugins the label of jaxlib said it', async () => {
    const files = { ...wheel('jax', '0.4.23'), ...wheel('jaxlib', '0.4.23+cuda12.cudnn89') };
    const found = await frameworks(files);
    expect(found.jax).toMatchObject({ version: '0.4.23', cuda: '12' });
    expect(Object.keys(found.unknown)).toEqual(['frameworks.jax.archs']);
  });

  test('parts of different versions say so', async () => {
    const parts = { 'jax-cuda12-plugin': '0.5.3', 'jax-cuda12-pjrt': '0.5.3' };
    expect((await frameworks(jax('0.6.2', parts))).unknown['frameworks.jax.version']).toBe(
      'its parts are of different versions: jax 0.6.2, jaxlib 0.6.2, jax-cuda12-pjrt 0.5.3, jax-cuda12-plugin 0.5.3',
    );
  });

  test('two majors at once, and half of a plugin', async () => {
    const two = Object.fromEntries(
      ['12', '13'].flatMap((major) =>
        ['plugin', 'pjrt'].map((half) => [`jax-cuda${major}-${half}`, '0.8.1']),
      ),
    );
    const found = await frameworks(jax('0.8.1', two));
    expect(found.jax?.cuda).toBeNull();
    expect(found.unknown['frameworks.jax.cuda']).toBe('it is installed for CUDA 12 and for CUDA 13 at once');
    const half = await frameworks(jax('0.8.1', { 'jax-cuda12-plugin': '0.8.1' }));
    expect(half.unknown['frameworks.jax.cuda']).toBe(
      'jax-cuda12-plugin is installed without jax-cuda12-pjrt',
    );
  });
});

describe('CuPy', () => {
  test.each([
    ['cupy-cuda12x', '12'],
    ['cupy-cuda13x', '13'],
    ['cupy-cuda117', '11.7'],
    ['cupy-cuda102', '10.2'],
    ['cupy-rocm-5-0', null],
  ])('%s', async (name, cuda) => {
    const found = await frameworks(wheel(name, '13.6.0'));
    expect(found.cupy).toEqual({ version: '13.6.0', cuda, archs: null, archsFrom: null });
    expect(Object.keys(found.unknown)).toEqual(['frameworks.cupy.archs']);
  });

  test('built here, and two of them', async () => {
    expect((await frameworks(wheel('cupy', '13.6.0'))).unknown['frameworks.cupy.cuda']).toMatch(
      /built where it was installed/,
    );
    const two = { ...wheel('cupy-cuda12x', '13.6.0'), ...wheel('cupy-cuda13x', '13.6.0') };
    expect((await frameworks(two)).unknown['frameworks.cupy.cuda']).toBe(
      'cupy-cuda12x and cupy-cuda13x are installed over each other',
    );
  });

  test('a package that only starts alike is none', async () => {
    expect((await frameworks(wheel('cupy-xarray', '0.1.4'))).cupy).toBeNull();
  });
});

describe('none of them', () => {
  test('is known', async () => {
    expect(await frameworks(wheel('numpy', '2.1.3'))).toEqual({
      torch: null,
      tensorflow: null,
      jax: null,
      cupy: null,
      unknown: {},
    });
  });
});

describe('the architectures of torch', () => {
  const COMMIT = 'ba56102387ef21a3b04b357e5b183d48f0afefc7';
  const X86 = { platform: 'linux', arch: 'x86_64' };
  const build = (version: string, cuda: string | null, more: Partial<TorchBuild> = {}): TorchBuild => ({
    version,
    cuda,
    hip: null,
    commit: COMMIT,
    archs: null,
    archsFrom: null,
    ...more,
  });
  const archs = (of: TorchBuild, platform = X86, installed: Package | null = aPackage('torch', of.version)) =>
    withArchs(of, { platform, installed });

  const OLD = ['sm_50', 'sm_60', 'sm_70', 'sm_75', 'sm_80', 'sm_86', 'sm_90'];

  test.each([
    ['2.8.0+cu126', '12.6', 'x86_64', OLD],
    ['2.9.1+cu126', '12.6', 'x86_64', OLD],
    ['2.14.0+cu126', '12.6', 'x86_64', OLD],
    ['2.2.1+cu121', '12.1', 'x86_64', OLD],
    ['2.7.1+cu128', '12.8', 'x86_64', [...OLD.slice(3), 'sm_100', 'sm_120', 'compute_120']],
    ['2.10.0+cu128', '12.8', 'x86_64', [...OLD.slice(2), 'sm_100', 'sm_120']],
    ['2.11.0+cu128', '12.8', 'x86_64', [...OLD.slice(3), 'sm_100', 'sm_120']],
    ['2.13.0+cu130', '13.0', 'x86_64', [...OLD.slice(3), 'sm_100', 'sm_120']],
    ['2.13.0+cu130', '13.0', 'aarch64', ['sm_80', 'sm_90', 'sm_100', 'sm_110', 'sm_120']],
    // From PyPI: its file names no label.
    ['2.13.0', '13.0', 'x86_64', [...OLD.slice(3), 'sm_100', 'sm_120']],
  ])('torch %s for CUDA %s on %s', (version, cuda, arch, expected) => {
    const { facts, unknown } = archs(build(version, cuda), { ...X86, arch });
    expect(facts).toMatchObject({ archs: expected, archsFrom: 'table' });
    expect(unknown).toEqual([]);
  });

  test.each([
    ['an image of NVIDIA', build('2.11.0a0+a6c236b', '13.2')],
    ['a build from a checkout', build('2.9.0+git1a2b3c4', '12.8')],
    ['a nightly', build('2.9.0.dev20250801+cu128', '12.8')],
    ['a label of another CUDA', build('2.8.0+cu126', '12.8')],
    ['no label and no commit', build('2.13.0', '13.0', { commit: null })],
    ['no label and no full commit', build('2.13.0', '13.0', { commit: 'Unknown' })],
    ['a release that the table does not have', build('2.0.1+cu117', '11.7')],
    ['a later one', build('3.0.0+cu130', '13.0')],
    ['ROCm', build('2.8.0+rocm6.4', null, { hip: '6.4.43482' })],
  ])('are unknown for %s', (_, of) => {
    const { facts, unknown } = archs(of);
    expect(facts).toMatchObject({ archs: null, archsFrom: null });
    expect(Object.keys(reasons(unknown, 'frameworks'))).toEqual(['frameworks.torch.archs']);
  });

  const release = build('2.8.0', '12.6');

  test.each([
    ['conda, whose builds are others', X86, aPackage('torch', '2.8.0', { installer: 'conda' })],
    ['an editable installation', X86, aPackage('torch', '2.8.0', { editable: true })],
    ['a commit of somebody’s', X86, aPackage('torch', '2.8.0', { commit: COMMIT })],
    ['files that no package describes', X86, null],
    ['no label on ARM, where other indexes have wheels of that name', { ...X86, arch: 'aarch64' }, undefined],
    ['Windows', { ...X86, platform: 'win32' }, undefined],
  ])('are unknown for %s', (_, platform, installed) => {
    expect(archs(release).facts.archs).toEqual(OLD);
    expect(archs(release, platform, installed).facts.archs).toBeNull();
  });

  test('a build for the CPU has none, and that is known', () => {
    expect(archs(build('2.8.0+cpu', null)).unknown).toEqual([]);
  });

  test('reach the snapshot', async () => {
    const { torch } = await frameworks(torchWheel('2.8.0+cu126', '12.6'));
    expect(torch).toMatchObject({ version: '2.8.0+cu126', archs: OLD, archsFrom: 'table' });
  });

  test('no two rows of the table speak of one wheel, and each is sorted', () => {
    const number = (version: string) => Number(version.split('.')[1]);
    const keys = table.wheels.flatMap(({ from, to, cuda, arch }) =>
      Array.from({ length: number(to) - number(from) + 1 }, (_, index) => number(from) + index).flatMap(
        (minor) => cuda.map((of) => `2.${minor} ${of} ${arch}`),
      ),
    );
    expect(new Set(keys).size).toBe(keys.length);
    for (const { archs: list } of table.wheels) {
      const machine = list.filter((arch) => arch.startsWith('sm_')).map((arch) => Number(arch.slice(3)));
      expect(machine).toEqual(machine.toSorted((a, b) => a - b));
      expect(list.every((arch) => /^(?:sm|compute)_\d+$/.test(arch))).toBe(true);
    }
  });
});
