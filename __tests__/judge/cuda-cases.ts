/**
 * Machines and builds with the true answer, made by hand from NVIDIA's tables, its pages on compatibility and PyTorch's
 * release matrix (data/*.json name them). Nothing here was computed by the code under test.
 */

import type { FrameworkName } from '../../src/judge/cuda/machine.ts';

export type Truth = 'runs' | 'fails' | 'cannot tell';

export interface Machine {
  readonly driver: string;
  /** The CUDA in the header of nvidia-smi. */
  readonly smi: string;
  readonly platform: 'linux' | 'windows' | null;
  readonly board: string;
  readonly cc: string;
  readonly compat?: { readonly version: string; readonly branches: readonly number[] | null };
}

export interface Build {
  readonly framework: FrameworkName;
  readonly cuda: string;
  readonly archs: readonly string[] | null;
}

export interface Case {
  readonly why: string;
  readonly machine: Machine;
  readonly build: Build;
  readonly truth: Truth;
  /** Codes of the findings about CUDA, in order; none: it simply runs. */
  readonly codes: readonly string[];
}

type Board = readonly [name: string, cc: string];

const H100: Board = ['NVIDIA H100 80GB HBM3', '9.0'];
const A100: Board = ['NVIDIA A100-SXM4-80GB', '8.0'];
const L40S: Board = ['NVIDIA L40S', '8.9'];
const T4: Board = ['Tesla T4', '7.5'];
const V100: Board = ['Tesla V100-SXM2-32GB', '7.0'];
const P100: Board = ['Tesla P100-PCIE-16GB', '6.0'];
const K80: Board = ['Tesla K80', '3.7'];
const M60: Board = ['Tesla M60', '5.2'];
const A6000: Board = ['NVIDIA RTX A6000', '8.6'];
const RTX3090: Board = ['NVIDIA GeForce RTX 3090', '8.6'];
const RTX4090: Board = ['NVIDIA GeForce RTX 4090', '8.9'];
const RTX5090: Board = ['NVIDIA GeForce RTX 5090', '12.0'];
const GTX1080: Board = ['NVIDIA GeForce GTX 1080 Ti', '6.1'];
const TITAN_V: Board = ['NVIDIA TITAN V', '7.0'];
const B200: Board = ['NVIDIA B200', '10.0'];
const B300: Board = ['NVIDIA B300 SXM6 AC', '10.3'];
const GB10: Board = ['NVIDIA GB10', '12.1'];
const PRO6000: Board = ['NVIDIA RTX PRO 6000 Blackwell Server Edition', '12.0'];
const ORIN: Board = ['Orin (nvgpu)', '8.7'];
const THOR: Board = ['NVIDIA Thor', '11.0'];

// PyTorch's release matrix: what the official wheels carry.
const CU118 = 'sm_50 sm_60 sm_70 sm_75 sm_80 sm_86 sm_37 sm_90 compute_37'.split(' ');
const CU126 = 'sm_50 sm_60 sm_70 sm_75 sm_80 sm_86 sm_90'.split(' ');
const CU128 = 'sm_75 sm_80 sm_86 sm_90 sm_100 sm_120 compute_120'.split(' ');
const CU130 = CU128;
const CU130_ARM = 'sm_80 sm_90 sm_100 sm_110 sm_120 compute_120'.split(' ');

const linux = (driver: string, smi: string, [board, cc]: Board): Machine => ({
  driver,
  smi,
  platform: 'linux',
  board,
  cc,
});
const windows = (driver: string, smi: string, board: Board): Machine => ({
  ...linux(driver, smi, board),
  platform: 'windows',
});
/** With cuda-compat in use nvidia-smi prints the library's CUDA, not the driver's. */
const compat = (machine: Machine, version: string, branches: readonly number[] | null): Machine => ({
  ...machine,
  compat: { version, branches },
});
const torch = (cuda: string, archs: readonly string[] | null): Build => ({
  framework: 'torch',
  cuda,
  archs,
});
const build = (framework: FrameworkName, cuda: string, archs: readonly string[] | null = null): Build => ({
  framework,
  cuda,
  archs,
});

const COMPAT_12_9 = [535, 550, 560, 565, 570, 575];
const COMPAT_13_1 = [535, 550, 570, 575, 580, 590];

type Row = readonly [why: string, machine: Machine, build: Build, truth: Truth, ...codes: string[]];

const FULL: readonly Row[] = [
  ['12.4 at its first driver', linux('550.54.14', '12.4', H100), torch('12.4', CU126), 'runs'],
  ['12.6 at its first driver', linux('560.28.03', '12.6', H100), torch('12.6', CU126), 'runs'],
  [
    '12.8 at the driver of the table, older than the one it ships',
    linux('570.26', '12.8', RTX5090),
    torch('12.8', CU128),
    'runs',
  ],
  ['570.124 is newer than 570.26', linux('570.124.06', '12.8', H100), torch('12.8', CU128), 'runs'],
  ['570.133 is newer than 570.26', linux('570.133.20', '12.8', L40S), torch('12.8', CU128), 'runs'],
  ['535.129 is newer than 535.54', linux('535.129.03', '12.2', A100), torch('12.2', CU126), 'runs'],
  ['510.108 is newer than 510.39', linux('510.108.03', '11.6', A100), torch('11.6', CU118), 'runs'],
  ['515.105 is newer than 515.43', linux('515.105.01', '11.7', A100), torch('11.7', CU118), 'runs'],
  ['a leading zero in the last part', linux('530.30.02', '12.1', A100), torch('12.1', CU126), 'runs'],
  ['13.0 at its first driver', linux('580.65.06', '13.0', T4), torch('13.0', CU130), 'runs'],
  ['13.1 on the driver of its update', linux('590.48.01', '13.1', H100), torch('13.1', CU130), 'runs'],
  ['13.2 at its first driver', linux('595.45.04', '13.2', H100), torch('13.2', CU130), 'runs'],
  ['13.3 at its first driver', linux('610.43.02', '13.3', H100), torch('13.3', CU130), 'runs'],
  [
    '13.4, which ships no driver: its branch counts',
    linux('615.71.08', '13.4', H100),
    torch('13.4', CU130),
    'runs',
  ],
  ['11.8 at its first driver', linux('520.61.05', '11.8', A100), torch('11.8', CU118), 'runs'],
  ['11.5 at its first driver', linux('495.29.05', '11.5', A100), torch('11.5', CU118), 'runs'],
  [
    '11.0, which came before the floor of 11.x',
    linux('450.51.06', '11.0', A100),
    torch('11.0', ['sm_80']),
    'runs',
  ],
  ['10.2 at its first driver', linux('440.33.01', '10.2', V100), torch('10.2', ['sm_37', 'sm_70']), 'runs'],
  ['an older minor on a newer driver', linux('535.54.03', '12.2', A100), torch('12.1', CU126), 'runs'],
  ['an older major on a newer driver', linux('580.95.05', '13.0', H100), torch('11.8', CU118), 'runs'],
  ['10.2 on a driver of 2025', linux('580.95.05', '13.0', T4), torch('10.2', ['sm_70', 'sm_75']), 'runs'],
  [
    '9.2, older than the table, with code of the same major',
    linux('550.54.15', '12.4', T4),
    torch('9.2', ['sm_60', 'sm_70']),
    'runs',
  ],
  [
    'the driver of 12.7, which was never released as a toolkit',
    linux('565.57.01', '12.7', A100),
    torch('12.6', CU126),
    'runs',
  ],
];

const MINOR: readonly Row[] = [
  ['12.6 on R550', linux('550.54.15', '12.4', H100), torch('12.6', CU126), 'runs', 'cuda/minor-compatible'],
  ['12.8 on R535', linux('535.104.05', '12.2', A100), torch('12.8', CU128), 'runs', 'cuda/minor-compatible'],
  ['12.8 on R565', linux('565.57.01', '12.7', L40S), torch('12.8', CU128), 'runs', 'cuda/minor-compatible'],
  [
    '12.4 on the first driver of 12.x',
    linux('525.60.13', '12.0', A100),
    torch('12.4', CU126),
    'runs',
    'cuda/minor-compatible',
  ],
  [
    '12.9 on the driver that 12.8 ships',
    linux('570.86.10', '12.8', H100),
    torch('12.9', CU128),
    'runs',
    'cuda/minor-compatible',
  ],
  ['13.2 on R580', linux('580.95.05', '13.0', H100), torch('13.2', CU130), 'runs', 'cuda/minor-compatible'],
  ['13.4 on R580', linux('580.65.06', '13.0', B200), torch('13.4', CU130), 'runs', 'cuda/minor-compatible'],
  ['13.4 on R610', linux('610.57.04', '13.3', H100), torch('13.4', CU130), 'runs', 'cuda/minor-compatible'],
  ['11.8 on R470', linux('470.82.01', '11.4', A100), torch('11.8', CU118), 'runs', 'cuda/minor-compatible'],
  [
    '11.7 on the floor of 11.x',
    linux('450.80.02', '11.0', V100),
    torch('11.7', CU118),
    'runs',
    'cuda/minor-compatible',
  ],
  [
    '450.248 is newer than 450.80',
    linux('450.248.02', '11.0', A100),
    torch('11.4', CU118),
    'runs',
    'cuda/minor-compatible',
  ],
  [
    'TensorFlow names the update as well',
    linux('535.104.05', '12.2', A100),
    build('tensorflow', '12.5.1', ['sm_60', 'sm_70', 'sm_80', 'sm_89', 'compute_90']),
    'runs',
    'cuda/minor-compatible',
  ],
];

const TOO_OLD: readonly Row[] = [
  ['13.0 on R575', linux('575.57.08', '12.9', H100), torch('13.0', CU130), 'fails', 'cuda/driver-too-old'],
  [
    '13.0 on R570',
    linux('570.124.06', '12.8', RTX5090),
    torch('13.0', CU130),
    'fails',
    'cuda/driver-too-old',
  ],
  ['12.4 on R470', linux('470.82.01', '11.4', A100), torch('12.4', CU126), 'fails', 'cuda/driver-too-old'],
  ['12.1 on R520', linux('520.61.05', '11.8', A100), torch('12.1', CU126), 'fails', 'cuda/driver-too-old'],
  [
    '11.8 between the drivers of 11.0 and the floor of 11.x',
    linux('450.51.06', '11.0', A100),
    torch('11.8', CU118),
    'fails',
    'cuda/driver-too-old',
  ],
  [
    '450.66 is older than 450.80',
    linux('450.66', '11.0', T4),
    torch('11.2', CU118),
    'fails',
    'cuda/driver-too-old',
  ],
  ['11.3 on R440', linux('440.33.01', '10.2', V100), torch('11.3', CU118), 'fails', 'cuda/driver-too-old'],
  [
    '10.x has no minor-version compatibility: 10.1 on R410',
    linux('410.48', '10.0', V100),
    torch('10.1', ['sm_70']),
    'fails',
    'cuda/driver-too-old',
  ],
  [
    '10.2 on R418',
    linux('418.87.00', '10.1', V100),
    torch('10.2', ['sm_70']),
    'fails',
    'cuda/driver-too-old',
  ],
];

const WINDOWS: readonly Row[] = [
  ['12.6 at its first driver', windows('560.94', '12.6', RTX4090), torch('12.6', CU126), 'runs'],
  ['12.8 under WSL', windows('572.61', '12.8', RTX5090), torch('12.8', CU128), 'runs'],
  ['12.3 at its first driver', windows('545.84', '12.3', RTX4090), torch('12.3', CU126), 'runs'],
  [
    '12.9 on a driver of 12.8',
    windows('572.61', '12.8', RTX4090),
    torch('12.9', CU128),
    'runs',
    'cuda/minor-compatible',
  ],
  [
    '12.4 on a driver of 12.3',
    windows('546.12', '12.3', RTX3090),
    torch('12.4', CU126),
    'runs',
    'cuda/minor-compatible',
  ],
  [
    '11.8 under WSL with 516.94',
    windows('516.94', '11.7', RTX3090),
    torch('11.8', CU118),
    'runs',
    'cuda/minor-compatible',
  ],
  [
    '526.98 would do on Linux and does not here',
    windows('526.98', '12.0', RTX4090),
    torch('12.0', CU126),
    'fails',
    'cuda/driver-too-old',
  ],
  [
    '452.06 is older than 452.39',
    windows('452.06', '11.0', RTX3090),
    torch('11.1', CU118),
    'fails',
    'cuda/driver-too-old',
  ],
  ['13.0, where NVIDIA prints no driver', windows('581.29', '13.0', RTX5090), torch('13.0', CU130), 'runs'],
  ['13.1', windows('591.86', '13.1', RTX4090), torch('13.1', CU130), 'runs'],
  [
    '13.2 on a driver of 13.1',
    windows('591.86', '13.1', RTX4090),
    torch('13.2', CU130),
    'runs',
    'cuda/minor-compatible',
  ],
  [
    '13.0 on a driver of 12.9',
    windows('576.57', '12.9', RTX4090),
    torch('13.0', CU130),
    'fails',
    'cuda/driver-too-old',
  ],
  ['13.4 under WSL with 616.92', windows('616.92', '13.4', RTX5090), torch('13.4', CU130), 'runs'],
  [
    'a driver of which it is not known whose it is, where both agree',
    { ...linux('560.94', '12.6', A100), platform: null },
    torch('12.6', CU126),
    'runs',
  ],
  [
    'a driver of which it is not known whose it is, where they differ',
    { ...linux('526.98', '12.0', A100), platform: null },
    torch('12.0', CU126),
    'cannot tell',
    'cuda/undecided',
  ],
];

const COMPAT: readonly Row[] = [
  [
    '12.9 on R535 of a data-center board',
    compat(linux('535.216.03', '12.9', A100), '575.57.08', COMPAT_12_9),
    torch('12.9', CU128),
    'runs',
    'cuda/forward-compatible',
  ],
  [
    'a library that does not say its branches, but is a known one',
    compat(linux('535.216.03', '12.9', A100), '575.57.08', null),
    torch('12.9', CU128),
    'runs',
    'cuda/forward-compatible',
  ],
  [
    '13.0 on R550',
    compat(linux('550.54.15', '13.1', H100), '590.44.01', COMPAT_13_1),
    torch('13.0', CU130),
    'runs',
    'cuda/forward-compatible',
  ],
  [
    '13.0 on R570 of a server board with RTX in its name',
    compat(linux('570.124.06', '13.1', PRO6000), '590.44.01', COMPAT_13_1),
    torch('13.0', CU130),
    'runs',
    'cuda/forward-compatible',
  ],
  [
    '12.9 on R565, which that library still lists',
    compat(linux('565.57.01', '12.9', H100), '575.57.08', COMPAT_12_9),
    torch('12.9', CU128),
    'runs',
    'cuda/forward-compatible',
  ],
  [
    'a build that the driver alone runs in full',
    compat(linux('580.95.05', '13.1', H100), '590.44.01', COMPAT_13_1),
    torch('12.6', CU126),
    'runs',
  ],
  [
    'GeForce refuses',
    compat(linux('550.54.15', '13.1', RTX4090), '590.44.01', COMPAT_13_1),
    torch('13.0', CU130),
    'fails',
    'cuda/forward-compatibility-unsupported',
  ],
  [
    'GeForce refuses even what the driver alone would run',
    compat(linux('580.95.05', '13.1', RTX3090), '590.44.01', COMPAT_13_1),
    torch('12.6', CU126),
    'fails',
    'cuda/forward-compatibility-unsupported',
  ],
  [
    'TITAN refuses',
    compat(linux('535.216.03', '12.9', TITAN_V), '575.57.08', COMPAT_12_9),
    torch('12.8', [...CU128, 'sm_70']),
    'fails',
    'cuda/forward-compatibility-unsupported',
  ],
  [
    'R525 is not in the list',
    compat(linux('525.147.05', '12.9', H100), '575.57.08', COMPAT_12_9),
    torch('12.9', CU128),
    'fails',
    'cuda/forward-compatibility-unsupported',
  ],
  [
    'R545 was short-lived and is not in the list',
    compat(linux('545.23.08', '12.9', H100), '575.57.08', COMPAT_12_9),
    torch('12.9', CU128),
    'fails',
    'cuda/forward-compatibility-unsupported',
  ],
  [
    'R565 has aged out of the list of 13.1',
    compat(linux('565.57.01', '13.1', H100), '590.44.01', COMPAT_13_1),
    torch('13.1', CU130),
    'fails',
    'cuda/forward-compatibility-unsupported',
  ],
  [
    'an old library over a newer driver',
    compat(linux('580.95.05', '12.9', H100), '575.57.08', COMPAT_12_9),
    torch('12.9', CU128),
    'fails',
    'cuda/forward-compatibility-unsupported',
  ],
  [
    'a library that is itself too old',
    compat(linux('535.216.03', '12.9', H100), '575.57.08', COMPAT_12_9),
    torch('13.0', CU130),
    'fails',
    'cuda/driver-too-old',
  ],
  [
    'an RTX board that NVIDIA may or may not have certified',
    compat(linux('535.216.03', '12.9', A6000), '575.57.08', COMPAT_12_9),
    torch('12.9', CU128),
    'cannot tell',
    'cuda/undecided',
  ],
  [
    'an unknown library that lists nothing',
    compat(linux('535.216.03', '12.4', A100), '550.54.15', null),
    torch('12.4', CU126),
    'cannot tell',
    'cuda/undecided',
  ],
  [
    'a desktop chip of the data-center generation',
    compat(linux('580.126.09', '13.1', GB10), '590.44.01', COMPAT_13_1),
    torch('13.1', CU130_ARM),
    'cannot tell',
    'cuda/undecided',
  ],
];

const ARCHITECTURE: readonly Row[] = [
  [
    'cu126 has no Blackwell: RTX 5090',
    linux('570.124.06', '12.8', RTX5090),
    torch('12.6', CU126),
    'fails',
    'cuda/no-kernel-image',
  ],
  [
    'cu126 has no Blackwell: B200',
    linux('580.95.05', '13.0', B200),
    torch('12.6', CU126),
    'fails',
    'cuda/no-kernel-image',
  ],
  [
    'cu126 has no Blackwell: GB10',
    linux('580.126.09', '13.0', GB10),
    torch('12.6', CU126),
    'fails',
    'cuda/no-kernel-image',
  ],
  [
    'cu126 has no Blackwell: under WSL',
    windows('572.61', '12.8', RTX5090),
    torch('12.6', CU126),
    'fails',
    'cuda/no-kernel-image',
  ],
  [
    'cu130 has no Volta',
    linux('580.95.05', '13.0', V100),
    torch('13.0', CU130),
    'fails',
    'cuda/no-kernel-image',
  ],
  [
    'cu130 has no Pascal: P100',
    linux('580.95.05', '13.0', P100),
    torch('13.0', CU130),
    'fails',
    'cuda/no-kernel-image',
  ],
  [
    'cu130 has no Pascal: GTX 1080 Ti',
    linux('580.95.05', '13.0', GTX1080),
    torch('13.0', CU130),
    'fails',
    'cuda/no-kernel-image',
  ],
  ['cu126 has Volta', linux('580.95.05', '13.0', V100), torch('12.6', CU126), 'runs'],
  [
    'cu126 has Pascal: 6.0 code runs on 6.1',
    linux('580.95.05', '13.0', GTX1080),
    torch('12.6', CU126),
    'runs',
  ],
  ['8.6 code runs on 8.9', linux('560.35.05', '12.6', RTX4090), torch('12.6', CU126), 'runs'],
  ['8.0 code alone runs on 8.6', linux('560.35.05', '12.6', RTX3090), torch('12.6', ['sm_80']), 'runs'],
  [
    '8.6 code does not run on 8.0',
    linux('560.35.05', '12.6', A100),
    torch('12.6', ['sm_86']),
    'fails',
    'cuda/no-kernel-image',
  ],
  ['12.0 code runs on 12.1', linux('580.126.09', '13.0', GB10), torch('13.0', CU130_ARM), 'runs'],
  [
    '12.8 knows no 12.1, but its 12.0 code runs there',
    linux('580.126.09', '13.0', GB10),
    torch('12.8', CU128),
    'runs',
  ],
  ['10.0 code runs on 10.3', linux('580.95.05', '13.0', B300), torch('13.0', CU130), 'runs'],
  [
    '12.0 code does not run on 10.0',
    linux('580.95.05', '13.0', B200),
    torch('13.0', ['sm_120']),
    'fails',
    'cuda/no-kernel-image',
  ],
  [
    '9.0a code does not run on 10.0',
    linux('580.95.05', '13.0', B200),
    torch('13.0', ['sm_90a']),
    'fails',
    'cuda/no-kernel-image',
  ],
  ['9.0a code runs on 9.0', linux('580.95.05', '13.0', H100), torch('13.0', ['sm_90a']), 'runs'],
  [
    '10.0a code does not run on 10.3',
    linux('580.95.05', '13.0', B300),
    torch('13.0', ['sm_100a']),
    'fails',
    'cuda/no-kernel-image',
  ],
  ['10.0f code runs on its family', linux('580.95.05', '13.0', B300), torch('13.0', ['sm_100f']), 'runs'],
  ['12.0f code runs on its family', linux('580.126.09', '13.0', GB10), torch('13.0', ['sm_120f']), 'runs'],
  [
    '10.0f code does not run on 12.0',
    linux('580.95.05', '13.0', RTX5090),
    torch('13.0', ['sm_100f']),
    'fails',
    'cuda/no-kernel-image',
  ],
  [
    'PTX for 9.0 on 12.0',
    linux('580.95.05', '13.0', RTX5090),
    torch('13.0', ['sm_80', 'sm_90', 'compute_90']),
    'runs',
    'cuda/ptx-only',
  ],
  [
    'PTX for 8.0 on 9.0',
    linux('560.35.05', '12.6', H100),
    torch('12.6', ['sm_80', 'compute_80']),
    'runs',
    'cuda/ptx-only',
  ],
  [
    'PTX for 9.0a on 10.0',
    linux('580.95.05', '13.0', B200),
    torch('13.0', ['sm_90a', 'compute_90a']),
    'fails',
    'cuda/no-kernel-image',
  ],
  [
    'PTX for 12.0 on 9.0',
    linux('580.95.05', '13.0', H100),
    torch('13.0', ['sm_120', 'compute_120']),
    'fails',
    'cuda/no-kernel-image',
  ],
  [
    'TensorFlow compiles for a card that it does not list',
    linux('570.124.06', '12.8', RTX5090),
    build('tensorflow', '12.5.1', ['sm_60', 'sm_70', 'sm_80', 'sm_89', 'compute_90']),
    'runs',
    'cuda/ptx-only',
  ],
  [
    'PTX of a toolkit newer than the driver',
    linux('580.95.05', '13.0', B200),
    torch('13.2', ['sm_90', 'compute_90']),
    'fails',
    'cuda/minor-compatible',
    'cuda/ptx-refused',
  ],
  [
    'PTX of a toolkit newer than the driver, with machine code beside it',
    linux('580.95.05', '13.0', H100),
    torch('13.2', ['sm_90', 'compute_90']),
    'runs',
    'cuda/minor-compatible',
  ],
  ['Thor is 11.0 from CUDA 13', linux('580.95.05', '13.0', THOR), torch('13.0', CU130_ARM), 'runs'],
  ['Thor was 10.1 to CUDA 12', linux('580.95.05', '13.0', THOR), torch('12.9', ['sm_101']), 'runs'],
  [
    '10.0 code does not run on Thor',
    linux('580.95.05', '13.0', THOR),
    torch('12.8', ['sm_80', 'sm_90', 'sm_100', 'sm_120']),
    'fails',
    'cuda/no-kernel-image',
  ],
  [
    'a driver that still calls Thor 10.1',
    linux('575.57.08', '12.9', ['NVIDIA Thor', '10.1']),
    torch('12.9', ['sm_101']),
    'runs',
  ],
  [
    'cu118 has Kepler',
    linux('470.256.02', '11.4', K80),
    torch('11.8', CU118),
    'runs',
    'cuda/minor-compatible',
  ],
  [
    'cu126 has no Kepler',
    linux('535.216.03', '12.2', K80),
    torch('12.6', CU126),
    'fails',
    'driver/generation-dropped',
    'cuda/minor-compatible',
    'cuda/no-kernel-image',
  ],
  [
    'PTX for Kepler on Blackwell, beside a cuBLAS and a cuDNN that do not know it',
    linux('570.124.06', '12.8', RTX5090),
    torch('11.8', CU118),
    'cannot tell',
    'cuda/undecided',
  ],
  [
    'a list that nobody understands',
    linux('580.95.05', '13.0', H100),
    torch('13.0', ['hopper']),
    'cannot tell',
    'cuda/undecided',
  ],
];

const GENERATIONS: readonly Row[] = [
  [
    'R590 no longer drives Volta',
    linux('590.48.01', '13.1', V100),
    torch('12.6', CU126),
    'fails',
    'driver/generation-dropped',
  ],
  [
    'R595 no longer drives Maxwell',
    linux('595.71.05', '13.2', M60),
    torch('12.6', CU126),
    'fails',
    'driver/generation-dropped',
  ],
  ['R580 still drives Pascal', linux('580.105.08', '13.0', P100), torch('12.6', CU126), 'runs'],
  ['582 on Windows is of R580', windows('582.28', '13.0', GTX1080), torch('12.6', CU126), 'runs'],
  [
    'R535 does not know Blackwell',
    linux('535.216.03', '12.2', B200),
    torch('12.8', CU128),
    'fails',
    'driver/generation-not-yet',
    'cuda/minor-compatible',
  ],
  [
    'R450 does not know Ada',
    linux('450.248.02', '11.0', RTX4090),
    torch('11.8', CU118),
    'fails',
    'driver/generation-not-yet',
    'cuda/minor-compatible',
  ],
];

const LITTLE_KNOWN: readonly Row[] = [
  [
    'CuPy says only 12, and the driver is of 13',
    linux('580.95.05', '13.0', H100),
    build('cupy', '12'),
    'runs',
  ],
  [
    'CuPy says only 12, and the driver is of 12',
    linux('550.54.15', '12.4', A100),
    build('cupy', '12'),
    'runs',
    'cuda/limits-unknown',
  ],
  [
    'CuPy says only 12, and the driver is of 11',
    linux('520.61.05', '11.8', A100),
    build('cupy', '12'),
    'fails',
    'cuda/driver-too-old',
  ],
  [
    'CuPy says only 11, between 11.0 and the floor of 11.x',
    linux('450.51.06', '11.0', A100),
    build('cupy', '11', ['sm_80']),
    'cannot tell',
    'cuda/undecided',
  ],
  [
    'JAX says only 13, the newest major',
    linux('615.71.08', '13.4', H100),
    build('jax', '13'),
    'runs',
    'cuda/limits-unknown',
  ],
  [
    'JAX for 13 on R575',
    linux('575.57.08', '12.9', H100),
    build('jax', '13'),
    'fails',
    'cuda/driver-too-old',
  ],
  [
    'JAX for 13 on Volta, for which its toolkit makes no code',
    linux('580.95.05', '13.0', V100),
    build('jax', '13'),
    'fails',
    'cuda/limits-unknown',
    'cuda/no-kernel-image',
  ],
  [
    'JAX for 12 on Volta, which every 12.x makes code for',
    linux('580.95.05', '13.0', V100),
    build('jax', '12'),
    'runs',
  ],
  [
    '13.5, newer than the table, on a driver of 13.x',
    linux('615.71.08', '13.4', H100),
    torch('13.5', CU130),
    'runs',
    'cuda/limits-unknown',
  ],
  [
    '13.5, newer than the table, on R575',
    linux('575.57.08', '12.9', H100),
    torch('13.5', CU130),
    'fails',
    'cuda/driver-too-old',
  ],
  [
    '14.0 on a driver of 13.4',
    linux('615.71.08', '13.4', H100),
    torch('14.0', CU130),
    'fails',
    'cuda/driver-too-old',
  ],
  [
    '14.0 on a driver that the table does not know',
    linux('650.10', '14.0', H100),
    torch('14.0', CU130),
    'cannot tell',
    'cuda/undecided',
  ],
  [
    'a source build that does not say what it carries',
    linux('580.95.05', '13.0', H100),
    torch('13.0', null),
    'cannot tell',
    'cuda/undecided',
  ],
  [
    'a source build by a toolkit that dropped the GPU',
    linux('580.95.05', '13.0', V100),
    torch('13.0', null),
    'fails',
    'cuda/no-kernel-image',
  ],
  [
    'a source build by a toolkit older than the GPU',
    linux('570.124.06', '12.8', RTX5090),
    torch('12.4', null),
    'fails',
    'cuda/no-kernel-image',
  ],
  [
    'a version that is none',
    linux('[Deprecated]', '13.3', H100),
    torch('13.0', CU130),
    'cannot tell',
    'cuda/undecided',
  ],
  [
    'Orin, whose own driver reports the CUDA of the build',
    linux('540.4.0', '12.6', ORIN),
    torch('12.6', ['sm_87']),
    'runs',
  ],
  [
    'Orin with desktop code, which need not run on Jetson',
    linux('540.4.0', '12.6', ORIN),
    torch('12.6', CU126),
    'cannot tell',
    'cuda/undecided',
  ],
  [
    'a driver of JetPack 5, whose number means nothing to the table',
    linux('35.4.1', '11.4', ORIN),
    torch('11.4', ['sm_72', 'sm_87']),
    'runs',
  ],
  [
    'Orin with a build newer than its driver',
    linux('540.3.0', '12.2', ORIN),
    torch('12.6', ['sm_87']),
    'cannot tell',
    'cuda/undecided',
  ],
];

const named = (group: string, rows: readonly Row[]): readonly Case[] =>
  rows.map(([why, machine, made, truth, ...codes]) => ({
    why: `${group}: ${why}`,
    machine,
    build: made,
    truth,
    codes,
  }));

export const CASES: readonly Case[] = [
  ...named('the driver is new enough', FULL),
  ...named('same major, older driver', MINOR),
  ...named('the driver is too old', TOO_OLD),
  ...named('Windows', WINDOWS),
  ...named('cuda-compat', COMPAT),
  ...named('architecture', ARCHITECTURE),
  ...named('generation and driver', GENERATIONS),
  ...named('little is known', LITTLE_KNOWN),
];
