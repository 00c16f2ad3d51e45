import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  withDefaults
} from "./chunk-K3RE7ER7.js";
import {
  compileSchema,
  snapshot_schema_default
} from "./chunk-MDPUGJVK.js";

// src/capture/parse.ts
function parseSnapshot(text, file) {
  let value;
  try {
    value = JSON.parse(text);
  } catch (thrown) {
    const found = thrown instanceof Error ? thrown.message : String(thrown);
    return {
      kind: "problem",
      message: `${file}: expected JSON written by \`repro-gate capture\`, found ${found}`
    };
  }
  const [first] = compileSchema(snapshot_schema_default)(value);
  if (first === void 0) return { kind: "snapshot", snapshot: withDefaults(value) };
  return {
    kind: "problem",
    message: `${file}: ${first.pointer || "/"}: expected ${first.expected}, found ${first.found}`
  };
}

export {
  parseSnapshot
};
