/** The shapes that schema/policy.schema.json lets through, before quantities and ranges are read. */

import type { Severity } from '../verdict.ts';
import type { Band, CudaPolicy, Inject, RequiredFact, SmokeTest } from './policy.ts';

export interface RawPolicy {
  readonly hardware?: RawHardware | null;
  readonly software?: RawSoftware | null;
  readonly determinism?: RawDeterminism | null;
  readonly data?: readonly string[] | null;
  readonly parameters?: readonly string[] | null;
  readonly smoke?: Readonly<Record<string, RawSmoke>> | null;
  readonly 'on-missing-baseline'?: 'fail' | 'neutral';
  readonly severity?: Readonly<Record<string, Severity>> | null;
  readonly waivers?: readonly RawWaiver[] | null;
}

export interface RawDeterminism {
  readonly inject?: Inject;
  readonly observe?: boolean;
  readonly probe?: number;
  readonly require?: readonly RequiredFact[];
}

export interface RawHardware {
  readonly device?: 'auto' | 'cpu';
  readonly gpu?: {
    readonly generations?: readonly (string | number)[];
    readonly count?: number;
    readonly memory?: string;
    readonly mig?: string;
    readonly ecc?: 'on' | 'off';
  } | null;
  readonly driver?: string;
  readonly cuda?: RawCuda | null;
}

export interface RawCuda {
  readonly driver?: CudaPolicy['driver'];
  readonly arch?: CudaPolicy['arch'];
}

export interface RawSoftware {
  readonly python?: string | number;
  readonly packages?: {
    readonly pin?: readonly string[];
    readonly ranges?: Readonly<Record<string, string>> | null;
    readonly others?: Severity | 'off';
    readonly lockfile?: string | readonly string[];
    readonly verify?: 'off' | 'files';
  } | null;
  readonly container?: 'off' | 'pin';
  readonly env?: Readonly<Record<string, string | number | boolean>> | null;
}

export interface RawSmoke {
  readonly run: string;
  readonly seed?: number;
  readonly timeout?: string;
  readonly inputs?: readonly string[];
  readonly repeat?: SmokeTest['repeat'];
  readonly 'on-environment-change'?: SmokeTest['onEnvironmentChange'];
  readonly metrics: Readonly<Record<string, RawMetric | null>>;
}

export interface RawMetric {
  readonly from?: Readonly<Partial<Record<'jsonl' | 'json' | 'csv' | 'pointer' | 'step', string>>>;
  readonly check?: 'curve' | 'scalar';
  readonly tolerance?: string | number | { readonly relative?: string | number; readonly absolute?: number };
  readonly better?: 'higher' | 'lower';
  readonly bands?: { readonly strict?: Partial<Band>; readonly library?: Partial<Band> };
  readonly window?: readonly [number, number];
  readonly severity?: Severity;
}

export interface RawWaiver {
  readonly finding: string;
  readonly subject?: string;
  readonly reason: string;
  readonly expires: string;
}
