import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);

// src/capture/project/parameters/diff.ts
function diffParameters(before, after) {
  const earlier = new Map(before.map((file) => [file.path, file]));
  const later = new Map(after.map((file) => [file.path, file]));
  const paths = [.../* @__PURE__ */ new Set([...earlier.keys(), ...later.keys()])].sort();
  return paths.flatMap((path) => diffFile(path, earlier.get(path), later.get(path)));
}
function diffFile(path, a, b) {
  if (a !== void 0 && b !== void 0 && a.hash === b.hash) return [];
  const before = new Map(Object.entries(a?.values ?? {}));
  const after = new Map(Object.entries(b?.values ?? {}));
  const keys = [.../* @__PURE__ */ new Set([...before.keys(), ...after.keys()])].sort();
  const changes = keys.map((key) => change({ path, key }, before.get(key) ?? null, after.get(key) ?? null)).filter((found) => found.before !== found.after);
  return changes.length > 0 ? changes : [change({ path, key: null }, a?.hash ?? null, b?.hash ?? null)];
}
function change(at, before, after) {
  const kind = before === null ? "added" : after === null ? "removed" : "changed";
  return { ...at, kind, before, after };
}

export {
  diffParameters
};
