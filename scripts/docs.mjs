// Writes the parts of docs/ that come from the code and the schemas; `--check` fails instead when they are out of date.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const pages = {
  'docs/findings.md': execFileSync(
    process.execPath,
    [join(root, 'dist/cli.js'), 'explain', '--format', 'markdown'],
    {
      encoding: 'utf8',
    },
  ),
  'docs/policy-reference.md': policyReference(
    JSON.parse(readFileSync(join(root, 'schema/policy.schema.json'), 'utf8')),
  ),
};

for (const [name, text] of Object.entries(pages)) {
  const file = join(root, name);
  if (!process.argv.includes('--check')) {
    writeFileSync(file, text);
  } else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
    process.stderr.write(
      `${name} is not what the code says; run \`npm run build && npm run docs\` and commit it\n`,
    );
    process.exitCode = 1;
  }
}

/** Every key of the policy with what it takes and what it does, in the order of the schema. */
function policyReference(schema) {
  const rows = keysOf(schema, '', schema.definitions).map(
    ({ path, expected, description }) => `| \`${path}\` | ${cell(expected)} | ${cell(description)} |`,
  );
  return `# Policy reference

<!-- Written by \`npm run docs\` from schema/policy.schema.json. -->

Every key of \`.repro/policy.yml\`. Only \`version\` is required, and a key that is not listed is an error. \`NAME\` is a name
of your choice, \`[]\` an entry of a list. [policy.md](policy.md) explains the keys by example.

| key | takes | meaning |
|---|---|---|
${rows.join('\n')}
`;
}

function keysOf(node, path, definitions) {
  const target = node.$ref === undefined ? node : definitions[node.$ref.split('/').at(-1)];
  const { properties = {}, additionalProperties, items } = target;
  const below = (child, name) => {
    const childPath = path === '' ? name : `${path}.${name}`;
    const own =
      child.description === undefined
        ? []
        : [{ path: childPath, expected: child['x-expected'], description: child.description }];
    return [...own, ...keysOf(child, childPath, definitions)];
  };
  return [
    ...Object.entries(properties).flatMap(([name, child]) => below(child, name)),
    ...(typeof additionalProperties === 'object'
      ? keysOf(additionalProperties, `${path}.NAME`, definitions)
      : []),
    ...(items !== undefined && items.properties !== undefined ? keysOf(items, `${path}[]`, definitions) : []),
  ];
}

function cell(text = '') {
  return text.replaceAll('|', '\\|');
}
