import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  toJson
} from "./chunk-GXBTNTRB.js";
import {
  paintFor,
  statusOn
} from "./chunk-4FQWDCTR.js";
import {
  capture,
  machineHere,
  machineInFolder,
  writeWhole
} from "./chunk-2IN2UWXO.js";
import {
  plural,
  visible
} from "./chunk-6545YWLY.js";
import "./chunk-UFRAQCQE.js";
import {
  choiceOption,
  directoryArgument,
  textOption
} from "./chunk-CH6HH5EZ.js";
import "./chunk-TA65F4EZ.js";
import "./chunk-EBA66YNJ.js";

// src/commands/capture.ts
import { resolve } from "node:path";

// src/report/snapshot-text.ts
function renderSnapshot(snapshot, paint) {
  const rows = [...hardwareRows(snapshot), ...softwareRows(snapshot)];
  const width = Math.max(...rows.map(([label]) => label.length));
  const lines = rows.map(([label, value]) => `  ${paint("dim", label.padEnd(width))}  ${visible(value)}`);
  return `${paint("bold", snapshot.class ?? "hardware class unknown")}
${lines.join("\n")}
${unknownLines(snapshot, paint)}`;
}
function hardwareRows({ gpus, driver, host }) {
  const { cpu } = host;
  const boards = gpus.map((gpu, index) => {
    const facts = [
      gpu.computeCapability,
      gpu.generation,
      gpu.smCount === null ? null : `${gpu.smCount} SMs`,
      mib(gpu.memoryMiB)
    ];
    return [`gpu ${index}`, `${gpu.name ?? "unknown"} (${known(facts)})`];
  });
  const drivers = driver === null ? [] : [
    [
      "driver",
      known([
        driver.version,
        driver.module,
        driver.cuda === null ? null : `CUDA up to ${driver.cuda}`,
        driver.compat === null ? null : `cuda-compat ${driver.compat}`
      ])
    ]
  ];
  return [
    ...boards.length === 0 ? [["gpu", "none"]] : boards,
    ...drivers,
    [
      "cpu",
      known([
        cpu.model,
        cpu.isa ?? cpu.arch,
        cpu.available === null ? null : `${plural(cpu.available, "thread")} available`
      ])
    ],
    ["memory", known([mib(host.memoryMiB), host.shmMiB === null ? null : `/dev/shm ${mib(host.shmMiB)}`])],
    [
      "system",
      known([
        host.os,
        host.kernel,
        host.libc,
        host.container === null ? null : `in ${host.container.kind}`,
        host.virtualization
      ])
    ]
  ];
}
function softwareRows({ python, frameworks, cuda, code, env, runner }) {
  const libraries = Object.entries(cuda).flatMap(
    ([name, part]) => part === null ? [] : [[name, `${part.version} (${part.from})`]]
  );
  return [
    ["python", describePython(python)],
    ...torchRows(frameworks),
    ...libraries,
    ...code === null ? [] : [
      [
        "code",
        known([short(code.commit), code.dirty === true ? "with uncommitted changes" : null])
      ]
    ],
    ...Object.entries(env).map(([name, value]) => ["variable", `${name}=${value}`]),
    ...runner === null ? [] : [["runner", known([runner.name, runner.environment, runner.image])]]
  ];
}
function describePython(python) {
  if (python === null) return "none";
  const { implementation, version, environment, packages, executable } = python;
  return `${implementation} ${version} (${environment}), ${plural(packages.length, "package")}, ${executable}`;
}
function torchRows({ torch }) {
  if (torch === null) return [];
  const { version, cuda, hip, commit } = torch;
  return [
    [
      "torch",
      known([
        version,
        cuda === null ? null : `CUDA ${cuda}`,
        hip === null ? null : `ROCm ${hip}`,
        short(commit)
      ])
    ]
  ];
}
function short(commit) {
  return commit === null ? null : commit.slice(0, 12);
}
function known(facts) {
  const there = facts.filter((fact) => fact !== null);
  return there.length === 0 ? "unknown" : there.join(", ");
}
function mib(value) {
  if (value === null) return null;
  return value >= 1024 ? `${(value / 1024).toFixed(1)} GiB` : `${value} MiB`;
}
function unknownLines({ unknown }, paint) {
  if (unknown.length === 0) return "";
  const lines = unknown.map(({ path, because }) => `  ${path}: ${visible(because)}
`);
  return `
${paint("yellow", "not known")}
${lines.join("")}`;
}

// src/commands/capture.ts
async function runCapture(args) {
  const format = choiceOption(args, "format", ["text", "json"]);
  const machine = textOption(args, "machine");
  const status = statusOn(process.stderr);
  status.begin("measuring this machine");
  const snapshot = await capture(
    machine === null ? machineHere(process.env) : machineInFolder(resolve(machine), process.env),
    {
      directory: directoryArgument(args),
      python: textOption(args, "python"),
      device: "auto",
      variables: [],
      now: () => /* @__PURE__ */ new Date()
    }
  );
  status.end();
  const out = textOption(args, "out");
  if (out !== null) await writeWhole(resolve(out), toJson(snapshot));
  process.stdout.write(
    format === "json" ? toJson(snapshot) : renderSnapshot(snapshot, paintFor(process.stdout, process.env))
  );
  return snapshot.complete ? 0 : 3;
}
export {
  runCapture
};
