import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);

// package.json
var package_default = {
  name: "repro-gate",
  version: "0.1.0",
  description: "The required check for machine-learning repositories: what changed in the environment beside what changed in the numbers",
  keywords: [
    "machine-learning",
    "reproducibility",
    "gpu",
    "cuda",
    "github-actions",
    "ci",
    "pytorch",
    "determinism"
  ],
  license: "Apache-2.0",
  type: "module",
  bin: {
    "repro-gate": "dist/cli.js"
  },
  files: [
    "dist",
    "observer/**/*.py",
    "schema",
    "LICENSE",
    "README.md",
    "CHANGELOG.md"
  ],
  engines: {
    node: ">=20.12.0"
  },
  scripts: {
    build: "node scripts/build.mjs",
    test: "node scripts/test.mjs",
    "test:real": "node scripts/test-real.mjs",
    lint: "biome check --error-on-warnings .",
    types: "tsc --noEmit",
    docs: "node scripts/docs.mjs",
    "check-dist": "node scripts/check-dist.mjs",
    bench: "node bench/overhead.mjs && node bench/gpus.mjs && node bench/packages.mjs && node bench/data.mjs && node bench/observer.mjs",
    "new-cuda-rows": "node scripts/new-cuda-rows.mjs"
  },
  dependencies: {
    "@actions/core": "3.0.1",
    "@actions/exec": "3.0.0",
    "@actions/github": "9.1.1",
    "@renovatebot/pep440": "5.0.1",
    ajv: "8.20.0",
    "csv-parse": "7.0.3",
    "fast-xml-parser": "5.12.1",
    leven: "4.1.0",
    semver: "7.8.6",
    "smol-toml": "1.9.1",
    yaml: "2.9.1"
  },
  devDependencies: {
    "@biomejs/biome": "2.5.15",
    "@jest/globals": "30.5.2",
    "@swc/core": "1.16.18",
    "@swc/jest": "0.2.39",
    "@types/node": "20.19.43",
    "@types/semver": "7.8.0",
    esbuild: "0.28.2",
    "fast-check": "4.10.2",
    jest: "30.5.2",
    "mdast-util-from-markdown": "2.1.0",
    "mdast-util-gfm": "3.1.0",
    "micromark-extension-gfm": "3.0.0",
    typescript: "7.0.2"
  }
};

// src/version.ts
var TOOL = `${package_default.name} ${package_default.version}`;

export {
  TOOL
};
