import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  paintFor,
  statusOn
} from "./chunk-UZTOX4IZ.js";
import {
  choiceOption,
  directoryArgument,
  flagOption,
  textOption
} from "./chunk-CH6HH5EZ.js";
import {
  capture,
  machineHere,
  machineInFolder
} from "./chunk-NOYFVNDB.js";
import {
  toJson
} from "./chunk-GXBTNTRB.js";
import {
  writeWhole
} from "./chunk-WYYUXNO4.js";
import "./chunk-X6N5R5WP.js";
import {
  plural,
  visible
} from "./chunk-SKWR6Z3V.js";
import "./chunk-TA65F4EZ.js";
import "./chunk-VRIPUGIJ.js";
import "./chunk-WUOEOQFZ.js";
import "./chunk-POKRKV4F.js";

// src/commands/capture.ts
import { resolve } from "node:path";

// src/report/rows.ts
function known(facts) {
  const there = facts.filter((fact) => fact !== null);
  return there.length === 0 ? "unknown" : there.join(", ");
}
function mib(value) {
  if (value === null) return null;
  return value >= 1024 ? `${(value / 1024).toFixed(1)} GiB` : `${value} MiB`;
}

// src/report/hardware-text.ts
function gpuRows({ gpus, driver }) {
  const boards = gpus.flatMap((gpu, index) => [
    [`gpu ${index}`, describe(gpu)],
    ...gpu.slices.map((slice) => ["", describeSlice(slice)])
  ]);
  return [
    ...boards.length === 0 ? [["gpu", "none"]] : boards,
    ...driver === null ? [] : [["driver", describeDriver(driver)]]
  ];
}
function describe(gpu) {
  const units = gpu.vendor === "amd" ? "CUs" : "SMs";
  const kind = known([
    gpu.computeCapability ?? gpu.gfx,
    gpu.generation,
    gpu.smCount === null ? null : `${gpu.smCount} ${units}`,
    mib(gpu.memoryMiB)
  ]);
  const state = [
    gpu.mig === "enabled" ? "divided by MIG" : null,
    gpu.ecc === null ? null : `ECC ${gpu.ecc}`,
    gpu.nvlink === null ? null : `NVLink ${gpu.nvlink.activeLinks} links`,
    gpu.virtualization === null || gpu.virtualization === "none" ? null : gpu.virtualization,
    gpu.visible === false ? "not seen by this job" : null
  ].filter((word) => word !== null);
  return [`${gpu.name ?? "unknown"} (${kind})`, ...state].join(", ");
}
function describeSlice({ profile, smCount, memoryMiB, visible: visible2 }) {
  const size = known([smCount === null ? null : `${smCount} SMs`, mib(memoryMiB)]);
  return `slice ${profile ?? "of unknown profile"} (${size})${visible2 === true ? ", seen by this job" : ""}`;
}
function describeDriver({ version, module, cuda, compat }) {
  return known([
    version,
    module,
    cuda === null ? null : `CUDA up to ${cuda}`,
    compat === null ? null : `cuda-compat ${compat}`
  ]);
}
function cudaRows(cuda) {
  const { copies: _copies, declared, ...parts } = cuda;
  const found = Object.entries(parts).flatMap(
    ([name, part]) => part === null ? [] : [[name, `${part.version} (${part.from})`]]
  );
  return [...found, ...Object.entries(declared).map(([name, value]) => ["image", `${name}=${value}`])];
}
function faultLines(faults) {
  return faults.map(({ kind, subject, because }) => `${subject}: ${because} (${kind})`);
}

// src/report/snapshot-text.ts
function renderSnapshot(snapshot, paint) {
  const rows = [...hardwareRows(snapshot), ...softwareRows(snapshot)];
  const width = Math.max(...rows.map(([label]) => label.length));
  const lines = rows.map(([label, value]) => `  ${paint("dim", label.padEnd(width))}  ${visible(value)}`);
  return `${paint("bold", snapshot.class ?? "hardware class unknown")}
${lines.join("\n")}
${faultText(snapshot, paint)}${unknownLines(snapshot, paint)}`;
}
function hardwareRows(snapshot) {
  const { host } = snapshot;
  const { cpu } = host;
  return [
    ...gpuRows(snapshot),
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
  return [
    ["python", describePython(python)],
    ...torchRows(frameworks),
    ...otherBuilds(frameworks),
    ...cudaRows(cuda),
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
function otherBuilds({ tensorflow, jax, cupy }) {
  return Object.entries({ tensorflow, jax, cupy }).flatMap(
    ([name, build]) => build === null ? [] : [[name, known([build.version, build.cuda === null ? null : `CUDA ${build.cuda}`])]]
  );
}
function short(commit) {
  return commit === null ? null : commit.slice(0, 12);
}
function faultText({ faults }, paint) {
  if (faults.length === 0) return "";
  const lines = faultLines(faults).map((line) => `  ${visible(line)}
`);
  return `
${paint("red", "wrong with this machine")}
${lines.join("")}`;
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
      now: () => /* @__PURE__ */ new Date(),
      serials: flagOption(args, "serials") ? "clear" : "hashed"
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
