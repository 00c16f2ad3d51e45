/** Versions of NVIDIA's driver: dotted numbers whose leading zeros are part of the name, such as 450.80.02. */

/** The release branch, 580 of 580.95.05; null for what is no version. */
export function branchOf(version: string | null): number | null {
  const branch = /^(\d+)(?:\.\d+)+$/.exec(version ?? '')?.[1];
  return branch === undefined ? null : Number(branch);
}
