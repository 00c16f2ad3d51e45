/** From a raw policy, already of the schema's shape, to the Policy: quantities, ranges, defaults and cross-checks. */

import { validRange } from '@renovatebot/pep440';
import { joinPointer } from '../document/pointer.ts';
import type { SchemaProblem } from '../document/schema.ts';
import type { TextDocument } from '../document/text.ts';
import { isAdjustable, isFindingCode } from '../findings.ts';
import { nearestCodes } from '../near.ts';
import type { Severity } from '../verdict.ts';
import { parseDriverRange } from './driver-range.ts';
import type {
  CudaPolicy,
  CurveRule,
  DeterminismPolicy,
  HardwarePolicy,
  MetricCheck,
  MetricSource,
  Policy,
  ScalarRule,
  SmokeTest,
  SoftwarePolicy,
  Waiver,
} from './policy.ts';
import { isCalendarDay, parseDuration, parseMemoryBound, parseShare } from './quantity.ts';
import type {
  RawCuda,
  RawDeterminism,
  RawHardware,
  RawMetric,
  RawPolicy,
  RawSmoke,
  RawSoftware,
  RawWaiver,
} from './raw.ts';

/**
 * Defaults of everything a policy may leave out. The bands come from 29 labelled changes of torchtitan's golden
 * losses (strict: 12 of 12 semantic changes caught, 1 of 17 benign ones flagged) and 528 of Megatron-LM's.
 */
export const DEFAULTS = {
  inject: 'fill',
  seed: 42,
  timeout: '15m',
  strict: { onset: 1e-5, curve: 5e-3 },
  library: { onset: 5e-4, curve: 5e-3 },
  scalarTolerance: 0.005,
  cuda: { driver: 'minor-compatible', arch: 'ptx' },
} as const;

/** Keys of a metric that another check has, and what whoever wrote them can do. */
const MISPLACED = {
  curve: [
    { key: 'tolerance', instead: '`check: scalar`, or `bands` for a curve' },
    { key: 'better', instead: '`check: scalar`, since a curve has no good side' },
  ],
  scalar: [
    { key: 'bands', instead: '`check: curve`, or `tolerance` for a scalar' },
    { key: 'window', instead: '`check: curve`, since a scalar is one value' },
  ],
} as const;

export interface BuiltPolicy {
  readonly policy: Policy;
  /** Values whose form the schema could not check; with any of them the policy must not be used. */
  readonly problems: readonly SchemaProblem[];
}

export function buildPolicy(raw: RawPolicy, document: TextDocument): BuiltPolicy {
  const builder = new PolicyBuilder(document);
  return { policy: builder.build(raw), problems: builder.problems };
}

interface DeviceRules {
  readonly gpu: object | null;
  readonly driver: string | undefined;
  readonly cuda: object | null;
}

class PolicyBuilder {
  readonly problems: SchemaProblem[] = [];
  readonly #document: TextDocument;

  constructor(document: TextDocument) {
    this.#document = document;
  }

  build(raw: RawPolicy): Policy {
    const policy: Policy = {
      version: 1,
      hardware: this.#hardware(raw.hardware ?? {}),
      software: this.#software(raw.software ?? {}),
      determinism: this.#determinism(raw),
      data: raw.data ?? [],
      parameters: raw.parameters ?? [],
      smoke: Object.entries(raw.smoke ?? {}).map(([name, smoke]) => this.#smoke(name, smoke)),
      onMissingBaseline: raw['on-missing-baseline'] ?? 'fail',
      severity: this.#severity(raw.severity ?? {}),
      waivers: (raw.waivers ?? []).map((waiver, index) => this.#waiver(waiver, index)),
      where: this.#document.where,
    };
    if (asksForNothing(policy)) {
      this.#note('', 'at least one smoke test or rule', 'a policy that asks for nothing');
    }
    return policy;
  }

  #note(pointer: string, expected: string, found: string): void {
    this.problems.push({ pointer, expected, found });
  }

  /** The value as written: YAML reads 3.10 as the number 3.1 and 9.0 as 9, which is not what was meant. */
  #written(pointer: string, value: string | number | boolean): string {
    return typeof value === 'string' ? value : (this.#document.written(pointer) ?? String(value));
  }

  #hardware({ device = 'auto', gpu, driver, cuda }: RawHardware): HardwarePolicy {
    const generations = gpu?.generations?.map((value, index) =>
      this.#written(joinPointer('hardware', 'gpu', 'generations', String(index)), value),
    );
    const memory = gpu?.memory === undefined ? null : parseMemoryBound(gpu.memory);
    if (gpu?.memory !== undefined && memory === null) {
      this.#note('/hardware/gpu/memory', 'a bound such as ">=40GiB"', `"${gpu.memory}"`);
    }
    if (driver !== undefined && parseDriverRange(driver) === null) {
      this.#note('/hardware/driver', 'a range such as ">=550.54.14" or ">=550,<600"', `"${driver}"`);
    }
    this.#checkDevice(device, { gpu: gpu ?? null, driver, cuda: cuda ?? null });
    return {
      device,
      gpu: {
        generations: generations ?? null,
        count: gpu?.count ?? null,
        memory,
        mig: gpu?.mig ?? null,
        ecc: gpu?.ecc ?? null,
      },
      driver: driver ?? null,
      cuda: cudaPolicy(cuda ?? {}),
    };
  }

  #checkDevice(device: 'auto' | 'cpu', rules: DeviceRules): void {
    if (device !== 'cpu') return;
    if (rules.cuda !== null)
      this.#note('/hardware/cuda', 'no CUDA rules beside `device: cpu`', 'rules about CUDA');
    if (rules.gpu !== null)
      this.#note('/hardware/gpu', 'no GPU rules beside `device: cpu`', 'rules about the GPU');
    if (rules.driver !== undefined)
      this.#note('/hardware/driver', 'no driver rule beside `device: cpu`', 'a driver range');
  }

  #software({ python, packages, container, env }: RawSoftware): SoftwarePolicy {
    return {
      python: python === undefined ? null : this.#pythonRange(this.#written('/software/python', python)),
      pin: packages?.pin ?? [],
      ranges: this.#ranges(packages?.ranges ?? {}),
      others: packages?.others ?? 'info',
      lockfiles: listOf(packages?.lockfile),
      verify: packages?.verify ?? 'off',
      container: container ?? 'off',
      env: Object.fromEntries(
        Object.entries(env ?? {}).map(([name, value]) => [name, this.#variable(name, value)]),
      ),
    };
  }

  #pythonRange(text: string): string {
    // `3.11.*` and `3.11.7` are what people write; PEP 440 wants an operator.
    const range = /^[\d.*]+$/.test(text.trim()) ? `==${text.trim()}` : text.trim();
    if (!validRange(range)) {
      this.#note('/software/python', 'a PEP 440 specifier such as "3.11.*" or ">=3.10,<3.13"', `"${text}"`);
    }
    return range;
  }

  #ranges(ranges: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
    for (const [name, range] of Object.entries(ranges)) {
      if (range.trim() === '' || !validRange(range)) {
        this.#note(
          joinPointer('software', 'packages', 'ranges', name),
          'a PEP 440 specifier such as ">=4.44,<5"',
          `"${range}"`,
        );
      }
    }
    return ranges;
  }

  #determinism({ determinism, smoke }: RawPolicy): DeterminismPolicy {
    const raw = determinism ?? {};
    const observe = raw.observe ?? true;
    if (!observe) this.#checkUnobserved(raw);
    const require = [...new Set(raw.require ?? [])];
    if (require.length > 0 && Object.keys(smoke ?? {}).length === 0) {
      this.#note('/determinism/require', 'a smoke test in which it can be verified', 'no smoke test');
    }
    const inject = raw.inject ?? (observe ? DEFAULTS.inject : 'env');
    return { inject, observe, probe: raw.probe ?? 0, require };
  }

  /** The observer is what seeds and what verifies. */
  #checkUnobserved({ inject, probe = 0, require = [] }: RawDeterminism): void {
    if (inject === 'fill' || inject === 'force') {
      const expected = 'off or env beside `observe: false`, since the observer is what seeds';
      this.#note('/determinism/inject', expected, `\`${inject}\``);
    }
    if (probe > 0) {
      this.#note('/determinism/probe', 'no probe beside `observe: false`', String(probe));
    }
    if (require.length > 0) {
      this.#note('/determinism/require', 'no required facts beside `observe: false`', require.join(', '));
    }
  }

  #variable(name: string, value: string | number | boolean): string | null {
    const text = this.#written(joinPointer('software', 'env', name), value);
    return text === 'unset' ? null : text;
  }

  #smoke(name: string, raw: RawSmoke): SmokeTest {
    const pointer = joinPointer('smoke', name);
    const timeout = raw.timeout ?? DEFAULTS.timeout;
    const timeoutMs = parseDuration(timeout);
    if (timeoutMs === null)
      this.#note(`${pointer}/timeout`, 'a duration such as 90s, 15m or 2h', `"${timeout}"`);
    return {
      name,
      run: raw.run,
      seed: raw.seed ?? DEFAULTS.seed,
      timeoutMs: timeoutMs ?? 0,
      inputs: raw.inputs ?? [],
      repeat: raw.repeat ?? 'off',
      onEnvironmentChange: raw['on-environment-change'] ?? 'library-band',
      metrics: Object.entries(raw.metrics).map(([metric, check]) =>
        this.#metric(metric, check ?? {}, `${pointer}${joinPointer('metrics', metric)}`),
      ),
    };
  }

  #metric(name: string, raw: RawMetric, pointer: string): MetricCheck {
    const from = this.#source(raw.from ?? { jsonl: '$REPRO_METRICS' }, `${pointer}/from`);
    const check = raw.check ?? (from.format === 'json' ? 'scalar' : 'curve');
    for (const { key, instead } of MISPLACED[check]) {
      if (raw[key] !== undefined)
        this.#note(`${pointer}/${key}`, instead, `\`${key}\` with \`check: ${check}\``);
    }
    const rule = check === 'curve' ? this.#curve(raw, pointer) : this.#scalar(raw, pointer);
    return { name, from, rule, severity: raw.severity ?? 'error' };
  }

  #source(raw: NonNullable<RawMetric['from']>, pointer: string): MetricSource {
    const formats = (['jsonl', 'json', 'csv'] as const).filter((format) => raw[format] !== undefined);
    const [format = 'jsonl'] = formats;
    if (formats.length !== 1) {
      this.#note(
        pointer,
        'exactly one of jsonl, json and csv',
        formats.length === 0 ? 'none of them' : formats.join(' and '),
      );
    }
    if (raw.pointer !== undefined && format !== 'json') {
      this.#note(`${pointer}/pointer`, '`pointer` only with json', `\`${format}\``);
    }
    return { format, path: raw[format] ?? '', pointer: raw.pointer ?? null, step: raw.step ?? null };
  }

  #curve(raw: RawMetric, pointer: string): CurveRule {
    const [first, last] = raw.window ?? [0, 0];
    if (raw.window !== undefined && first > last) {
      this.#note(`${pointer}/window`, '[first, last] with first <= last', `[${first}, ${last}]`);
    }
    return {
      check: 'curve',
      strict: { ...DEFAULTS.strict, ...raw.bands?.strict },
      library: { ...DEFAULTS.library, ...raw.bands?.library },
      window: raw.window ?? null,
    };
  }

  #scalar(raw: RawMetric, pointer: string): ScalarRule {
    const { tolerance, better = null } = raw;
    const base = { check: 'scalar', better } as const;
    if (tolerance === undefined)
      return { ...base, relative: DEFAULTS.scalarTolerance, absolute: 0, defaulted: true };
    const parts = typeof tolerance === 'object' ? tolerance : { relative: tolerance };
    const relative = parts.relative === undefined ? 0 : parseShare(parts.relative);
    if (relative === null) {
      this.#note(`${pointer}/tolerance`, 'a share such as 0.5% or 0.005', `"${String(parts.relative)}"`);
    }
    return { ...base, relative: relative ?? 0, absolute: parts.absolute ?? 0, defaulted: false };
  }

  #severity(severity: Readonly<Record<string, Severity>>): Readonly<Record<string, Severity>> {
    for (const code of Object.keys(severity)) this.#checkCode(code, joinPointer('severity', code));
    return severity;
  }

  #waiver(raw: RawWaiver, index: number): Waiver {
    const pointer = joinPointer('waivers', String(index));
    this.#checkCode(raw.finding, `${pointer}/finding`);
    if (!isCalendarDay(raw.expires))
      this.#note(`${pointer}/expires`, 'a date such as 2027-01-31', `"${raw.expires}"`);
    return {
      finding: raw.finding,
      subject: raw.subject ?? null,
      reason: raw.reason,
      expires: raw.expires,
      index,
    };
  }

  /** Only findings about the change under test can be re-weighed: an unreadable policy or a sick machine cannot. */
  #checkCode(code: string, pointer: string): void {
    if (!isFindingCode(code)) {
      const near = nearestCodes(code);
      const hint = near.length > 0 ? `such as ${near.join(', ')}` : 'that `repro-gate explain` lists';
      this.#note(pointer, `a finding code ${hint}`, `"${code}"`);
    } else if (!isAdjustable(code)) {
      this.#note(
        pointer,
        'a finding whose severity the policy may decide',
        `"${code}", which is never waived or lowered`,
      );
    }
  }
}

function listOf(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}

function cudaPolicy({ driver, arch }: RawCuda): CudaPolicy {
  return {
    driver: driver ?? DEFAULTS.cuda.driver,
    arch: arch ?? DEFAULTS.cuda.arch,
    written: { driver: driver !== undefined, arch: arch !== undefined },
  };
}

function asksForNothing(policy: Policy): boolean {
  return !hasMachineRules(policy) && policy.smoke.length === 0;
}

/** Whether people wrote a rule about the machine that can fail without a smoke test. */
export function hasMachineRules({ hardware, software, data, parameters }: Policy): boolean {
  const gpu = Object.values(hardware.gpu);
  const rules =
    [...gpu, hardware.driver, software.python].some((rule) => rule !== null) || asksForCuda(hardware);
  const lists = [
    software.pin,
    Object.keys(software.ranges),
    Object.keys(software.env),
    software.lockfiles,
    data,
    parameters,
  ];
  if (software.verify !== 'off' || software.container !== 'off') return true;
  return rules || lists.some((list) => list.length > 0);
}

/** The defaults ask too, but nobody writes a policy for them alone. */
function asksForCuda({ cuda }: HardwarePolicy): boolean {
  return (cuda.written.driver && cuda.driver !== 'off') || (cuda.written.arch && cuda.arch !== 'off');
}
