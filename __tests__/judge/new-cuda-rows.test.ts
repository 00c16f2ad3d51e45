import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

const SCRIPT = fileURLToPath(new URL('../../scripts/new-cuda-rows.mjs', import.meta.url));

function feed(pasted: string): { readonly out: readonly string[]; readonly code: number | null } {
  const { stdout, status } = spawnSync(process.execPath, [SCRIPT], { input: pasted, encoding: 'utf8' });
  return { out: stdout.trim().split('\n'), code: status };
}

test('a new release, one that changed and those that are known', () => {
  const pasted = `
    Table 3 CUDA Toolkit and Corresponding Driver Versions
    CUDA Toolkit                Linux x86_64 Driver Version   Windows x86_64 Driver Version
    CUDA 13.5 GA                >=620.10.02                   N/A
    CUDA 13.2 Update 2\t>=595.71.05\tN/A
    CUDA 12.8 GA                >=570.86.10                   >=570.65
    CUDA 11.4.0 GA              >=470.42.01                   >=471.11
    CUDA 11.0.1 RC              >=450.36.06                   >=451.22
    CUDA 10.2.89                >=440.33                      >=441.22
    CUDA 9.2 (9.2.88)           >=396.26                      >=397.44
  `;
  expect(feed(pasted)).toEqual({
    out: [
      'new      { "cuda": "13.5", "release": "GA", "linux": "620.10.02", "windows": null }',
      'differs  { "cuda": "12.8", "release": "GA", "linux": "570.86.10", "windows": "570.65" }',
      '  holds  { "cuda": "12.8", "release": "GA", "linux": "570.26", "windows": "570.65" }',
      '5 rows read, 3 as in data/cuda-toolkits.json',
    ],
    code: 0,
  });
});

test.each([
  ['a row of another form', 'CUDA 13.5 GA | 620 or newer', 'unread   CUDA 13.5 GA | 620 or newer'],
  ['nothing', '', '0 rows read, 0 as in data/cuda-toolkits.json'],
])('%s is no table without news', (_, pasted, said) => {
  const { out, code } = feed(pasted);
  expect(out).toContain(said);
  expect(code).toBe(1);
});
