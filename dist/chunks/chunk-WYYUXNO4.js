import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);

// src/io/files.ts
import { randomBytes } from "node:crypto";
import { mkdir, open, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
async function writeWhole(path, text) {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    const file = await open(draft, "wx");
    try {
      await file.writeFile(text, "utf8");
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (thrown) {
    await rm(draft, { force: true });
    throw thrown;
  }
}
async function readWhole(path, limit) {
  try {
    const facts = await stat(path);
    if (!facts.isFile()) return { kind: "unreadable", because: `${path} is not a file` };
    if (facts.size > limit)
      return { kind: "unreadable", because: `${path} has ${facts.size} bytes, more than ${limit}` };
    const text = new TextDecoder("utf-8", { fatal: true }).decode(await readFile(path));
    return { kind: "found", text };
  } catch (thrown) {
    const code = thrown?.code;
    if (code === "ENOENT" || code === "ENOTDIR") return { kind: "absent" };
    if (thrown instanceof TypeError) return { kind: "unreadable", because: `${path} is not UTF-8 text` };
    return { kind: "unreadable", because: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

export {
  writeWhole,
  readWhole
};
