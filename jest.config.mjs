/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts', '.py'],
  transform: {
    '\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', importAttributes: true },
          experimental: { keepImportAttributes: true },
        },
      },
    ],
    '\\.py$': '<rootDir>/scripts/jest-text.mjs',
  },
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  testPathIgnorePatterns: ['<rootDir>/__tests__/real/'],
  // Many tests wait for processes and servers, so a worker for each processor is not too many.
  maxWorkers: '100%',
  // Machines differ, and a busy one is no failure; this is for what hangs.
  testTimeout: 60_000,
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
};
