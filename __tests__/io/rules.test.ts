import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { rulesInFolder, withPolicyAbove } from '../../src/io/rules.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'rules-test-'));
  mkdirSync(join(root, '.repro'));
  mkdirSync(join(root, 'src/deep'), { recursive: true });
  writeFileSync(join(root, '.repro/policy.yml'), 'version: 1\n');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function elsewhere(folder: string): string | undefined {
  const source = { kind: 'working-tree', ref: null, path: '.repro/policy.yml' } as const;
  return withPolicyAbove(rulesInFolder(folder, source), folder).policyElsewhere;
}

test('a folder without a policy knows the one above that has it', () => {
  expect(elsewhere(join(root, 'src/deep'))).toBe(relative(process.cwd(), root));
});

test('a folder with a policy looks no further', () => {
  mkdirSync(join(root, 'src/.repro'));
  writeFileSync(join(root, 'src/.repro/policy.yml'), 'version: 1\n');
  expect(elsewhere(join(root, 'src'))).toBeUndefined();
});
