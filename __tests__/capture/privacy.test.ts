import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { looksSecret, sanitise, sanitiseAll } from '../../src/capture/privacy.ts';

const alice = { home: '/home/alice', user: 'alice' };

describe('sanitise', () => {
  test.each([
    ['the home directory', '/home/alice/env/bin/python', '~/env/bin/python'],
    ['the home directory itself', '/home/alice', '~'],
    ['each entry of a search path', '/home/alice/a:/opt/b:/home/alice/c', '~/a:/opt/b:~/c'],
    ['a folder that only ends like it stays', '/mnt/home/alice2/x', '/mnt/home/alice2/x'],
    ['the home of another user', '/home/alice2/x', '/home/<user>/x'],
    ['the home of another user on a Mac', '/Users/bob/x', '/Users/<user>/x'],
    ['the home of another user on Windows', 'C:\\Users\\bob\\x', 'C:\\Users\\<user>\\x'],
    ['the home of another user in a list', '/opt/a:/home/bob/lib:/b', '/opt/a:/home/<user>/lib:/b'],
    ['the home of a hosted runner stays', '/home/runner/work/x', '/home/runner/work/x'],
    ['a folder of the repository called home', 'src/home/bob/x', 'src/home/bob/x'],
    ['the same folder elsewhere', '/mnt/home/alice/x', '/mnt/home/<user>/x'],
    ['the name in another path', '/scratch/alice/run', '/scratch/<user>/run'],
    ['the name as the last segment', '/scratch/alice', '/scratch/<user>'],
    ['a copy of the home directory', '/home/alice.old/x', '/home/<user>/x'],
    ['a copy of it elsewhere', '/mnt/alice.old/x', '/mnt/<user>.old/x'],
    ['the name of a project in the home directory', '/home/alice/code/alice', '~/code/<user>'],
    ['Windows', 'C:\\Users\\alice\\env', 'C:\\Users\\<user>\\env'],
    ['a file address', 'file:///home/alice/src', 'file://~/src'],
    ['a path in a sentence', 'cannot read "/data/alice/x": denied', 'cannot read "/data/<user>/x": denied'],
    ['a path of the repository stays', 'src/alice/model.py', 'src/alice/model.py'],
    ['a word stays', 'alice is not a path', 'alice is not a path'],
    ['credentials in an address', 'https://bob:pw@host/x', 'https://host/x'],
    ['a token in an address', 'git+https://tok123@host/x@v1', 'git+https://host/x@v1'],
    ['a password with an at sign', 'https://bob:p@ss@host/x', 'https://host/x'],
    [
      'a signed address',
      'https://host/x?a=1&X-Amz-Signature=abc&b=2',
      'https://host/x?a=1&X-Amz-Signature=<secret>&b=2',
    ],
    ['an access key in an address', 'https://host/?access_token=abc', 'https://host/?access_token=<secret>'],
    ['a GitHub token', `x ghp_${'a1'.repeat(18)} y`, 'x <secret> y'],
    ['a Hugging Face token', `hf_${'aB'.repeat(17)}`, '<secret>'],
    ['an AWS key', 'AKIAIOSFODNN7EXAMPLE', '<secret>'],
    ['a version stays', '2.8.0+cu126', '2.8.0+cu126'],
    ['a workspace setting stays', ':4096:8', ':4096:8'],
  ])('%s', (_, text, expected) => {
    expect(sanitise(text, alice)).toBe(expected);
  });

  test.each([
    ['root', '/root', '/mnt/root/x', '/mnt/root/x'],
    ['the user of a hosted runner', '/home/runner', '/opt/runner/x', '/opt/runner/x'],
    ['nobody', '/', '/x/y', '/x/y'],
  ])('a name that tells nothing stays: %s', (_, home, text, expected) => {
    expect(sanitise(text, { home, user: home.slice(home.lastIndexOf('/') + 1) })).toBe(expected);
  });

  test('is stable when repeated', () => {
    const part = fc.constantFrom(
      '/home/alice',
      '/alice',
      'alice',
      ':',
      ' ',
      '/',
      'x',
      'https://a:b@',
      '?token=z',
      '~',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const once = sanitise(parts.join(''), alice);
        expect(sanitise(once, alice)).toBe(once);
      }),
      { seed: 20261101 },
    );
  });

  test('no absolute path keeps the home directory or the name as a segment', () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9]{2,8}$/).filter((user) => !RESERVED.has(user));
    const segment = fc.stringMatching(/^[a-z0-9._-]{1,8}$/);
    fc.assert(
      fc.property(
        name,
        fc.array(segment, { maxLength: 4 }),
        fc.array(segment, { maxLength: 4 }),
        (user, before, after) => {
          const identity = { home: `/home/${user}`, user };
          const path = `/${[...before, user, ...after].join('/')}`;
          const clean = sanitise(path, identity);
          expect(clean.split('/')).not.toContain(user);
          expect(sanitise(`/home/${user}${path}`, identity)).not.toContain(`/home/${user}/`);
        },
      ),
      { seed: 20261101 },
    );
  });
});

const RESERVED = new Set([
  'root',
  'nobody',
  'runner',
  'usr',
  'home',
  'opt',
  'var',
  'etc',
  'lib',
  'bin',
  'tmp',
]);

describe('sanitiseAll', () => {
  test('reaches every text, keys included, and leaves everything else as it is', () => {
    const value = { a: ['/home/alice/x', 1, null, true], '/home/alice': { b: '/home/alice' } };
    expect(sanitiseAll(value, alice)).toEqual({ a: ['~/x', 1, null, true], '~': { b: '~' } });
  });
});

describe('looksSecret', () => {
  test.each([
    'GITHUB_TOKEN',
    'HF_TOKEN',
    'HUGGING_FACE_HUB_TOKEN',
    'WANDB_API_KEY',
    'AWS_SECRET_ACCESS_KEY',
    'AWS_ACCESS_KEY_ID',
    'DB_PASSWORD',
    'MYAPIKEY',
    'mytoken',
    'GOOGLE_APPLICATION_CREDENTIALS',
    'SSH_AUTH_SOCK',
    'npm_config__auth',
    'PRIVATE_KEY',
    'TF_TOKEN_app_terraform_io',
  ])('%s', (name) => {
    expect(looksSecret(name)).toBe(true);
  });

  test.each([
    'TOKENIZERS_PARALLELISM',
    'CUBLAS_WORKSPACE_CONFIG',
    'PYTORCH_CUDA_ALLOC_CONF',
    'NCCL_ALGO',
    'KEYBOARD',
    'BYPASS_CHECK',
    'MONKEY',
    'OMP_NUM_THREADS',
    'PATH',
  ])('%s is none', (name) => {
    expect(looksSecret(name)).toBe(false);
  });
});

test('a text that somebody made long takes no time that grows with its square', () => {
  const texts = [`?${'key'.repeat(300_000)}`, 'a.'.repeat(500_000), `x://${'a'.repeat(1_000_000)}`];
  const begun = performance.now();
  for (const text of texts) expect(sanitise(text, { home: '/home/alice', user: 'alice' })).toBe(text);
  expect(performance.now() - begun).toBeLessThan(5_000);
});
