import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  API_BUDGET_MS,
  FORK_CANNOT_COMMENT,
  ID,
  LIST,
  PayloadError,
  REPORT_BYTES,
  SHA,
  TEXT,
  commentKey,
  explainFailure,
  info,
  isFork,
  jitteredPause,
  openGitHub,
  parseRun,
  peek,
  postComment,
  read,
  readCommentInputs,
  readPayload,
  segments,
  setOutput,
  shortSha,
  showFailure,
  systemClock
} from "./chunks/chunk-FO4GA77Q.js";
import {
  renderMarkdown
} from "./chunks/chunk-TKVPNC7D.js";
import {
  baseline_schema_default,
  compileSchema,
  snapshot_schema_default
} from "./chunks/chunk-MDPUGJVK.js";
import {
  joinMd,
  md,
  prose
} from "./chunks/chunk-SKWR6Z3V.js";
import "./chunks/chunk-VRIPUGIJ.js";
import "./chunks/chunk-C3RZWXW6.js";
import "./chunks/chunk-POKRKV4F.js";

// src/github/comment-action.ts
import { lstat, readFile } from "node:fs/promises";
import { basename, join } from "node:path";

// schema/report.schema.json
var report_schema_default = {
  $schema: "http://json-schema.org/draft-07/schema#",
  $id: "urn:repro-gate:report:1",
  title: "repro-gate report",
  description: "The one value that every rendering of a verdict starts from. Strings and lists are bounded, because a comment job reads it as untrusted data.",
  type: "object",
  additionalProperties: false,
  required: [
    "schema",
    "tool",
    "verdict",
    "reason",
    "exitCode",
    "level",
    "class",
    "machine",
    "findings",
    "environment",
    "smoke",
    "leftOut",
    "baseline",
    "proposed",
    "provenance",
    "timing"
  ],
  properties: {
    schema: {
      const: "repro-gate/report/1"
    },
    tool: {
      type: "string",
      maxLength: 100,
      description: "Name and version of the program that wrote it."
    },
    verdict: {
      enum: ["pass", "fail", "incomparable", "inconclusive", "misconfigured", "not-measured"]
    },
    reason: {
      type: "string",
      maxLength: 4e3,
      description: "One line without a full stop."
    },
    exitCode: {
      enum: [0, 1, 2, 3]
    },
    level: {
      enum: ["bit-exact", "within-tolerance", "not-reproduced", null],
      description: "What the numbers were shown to do; null when no smoke test was judged."
    },
    class: {
      type: ["string", "null"],
      maxLength: 200,
      description: "Hardware class."
    },
    machine: {
      type: "string",
      maxLength: 400,
      description: "One line for people."
    },
    findings: {
      type: "array",
      maxItems: 2e4,
      items: {
        $ref: "#/definitions/finding"
      }
    },
    environment: {
      type: "object",
      additionalProperties: false,
      required: ["compared", "same", "changes"],
      properties: {
        compared: {
          type: "boolean"
        },
        same: {
          type: "integer",
          minimum: 0
        },
        changes: {
          type: "array",
          maxItems: 1e5,
          items: {
            type: "object",
            additionalProperties: false,
            required: ["path", "baseline", "found", "effect"],
            properties: {
              path: {
                type: "string",
                maxLength: 400
              },
              baseline: {
                type: ["string", "null"],
                maxLength: 4e3
              },
              found: {
                type: ["string", "null"],
                maxLength: 4e3
              },
              effect: {
                enum: ["high", "medium", "low", "none"]
              }
            }
          }
        }
      },
      description: "What differs from the baseline's snapshot, most suspicious first."
    },
    smoke: {
      type: "array",
      maxItems: 100,
      items: {
        $ref: "#/definitions/smoke"
      }
    },
    leftOut: {
      type: ["object", "null"],
      additionalProperties: false,
      required: ["tests", "by"],
      properties: {
        tests: {
          type: "array",
          maxItems: 100,
          items: { type: "string", maxLength: 200 }
        },
        by: { enum: ["--no-smoke", "--snapshot"] }
      },
      description: "Smoke tests of the policy that the call left out; null when none was."
    },
    baseline: {
      type: "object",
      additionalProperties: false,
      required: ["path", "recordedAt", "commit", "candidate"],
      properties: {
        path: {
          type: ["string", "null"],
          maxLength: 400
        },
        recordedAt: {
          type: ["string", "null"],
          maxLength: 100
        },
        commit: {
          type: ["string", "null"],
          maxLength: 100
        },
        candidate: {
          anyOf: [
            {
              type: "null"
            },
            {
              $ref: "urn:repro-gate:baseline:1"
            }
          ],
          description: "What `record` would write, when there is no baseline yet."
        }
      }
    },
    proposed: {
      anyOf: [
        {
          type: "null"
        },
        {
          type: "object",
          additionalProperties: false,
          required: ["verdict", "reason", "files"],
          properties: {
            verdict: {
              enum: [
                "pass",
                "fail",
                "incomparable",
                "inconclusive",
                "misconfigured",
                "not-measured",
                "unknown"
              ]
            },
            reason: {
              type: "string",
              maxLength: 4e3
            },
            files: {
              type: "array",
              maxItems: 100,
              items: {
                type: "string",
                maxLength: 400
              }
            }
          }
        }
      ],
      description: "The verdict under the rules that this change brings, when it changes them."
    },
    provenance: {
      type: "object",
      additionalProperties: false,
      required: ["commit", "dirty", "base", "policySource", "run", "event", "runner", "at"],
      properties: {
        commit: {
          type: ["string", "null"],
          maxLength: 100
        },
        dirty: {
          type: ["boolean", "null"],
          description: "Whether tracked files differed from the commit."
        },
        base: {
          type: ["string", "null"],
          maxLength: 200
        },
        policySource: {
          type: "object",
          additionalProperties: false,
          required: ["kind", "ref", "path"],
          properties: {
            kind: {
              enum: ["base", "head", "working-tree", "file"]
            },
            ref: {
              type: ["string", "null"],
              maxLength: 200
            },
            path: {
              type: "string",
              maxLength: 1e3
            }
          }
        },
        run: {
          type: ["string", "null"],
          maxLength: 1e3
        },
        event: {
          type: ["string", "null"],
          maxLength: 100
        },
        runner: {
          type: ["string", "null"],
          maxLength: 400
        },
        at: {
          type: "string",
          maxLength: 100
        }
      }
    },
    timing: {
      type: "object",
      additionalProperties: false,
      required: ["totalMs", "smokeMs", "overheadMs", "captureMs"],
      properties: {
        totalMs: {
          type: "number",
          minimum: 0
        },
        smokeMs: {
          type: "number",
          minimum: 0
        },
        overheadMs: {
          type: "number",
          minimum: 0
        },
        captureMs: {
          type: "number",
          minimum: 0
        }
      },
      description: "Milliseconds. Overhead is everything that is not the training."
    }
  },
  definitions: {
    number: {
      anyOf: [
        {
          type: "number"
        },
        {
          enum: ["NaN", "Infinity", "-Infinity"]
        }
      ],
      description: "JSON has no NaN and no infinities; they are written as these words."
    },
    where: {
      anyOf: [
        {
          type: "null"
        },
        {
          type: "object",
          additionalProperties: false,
          required: ["file", "line", "column"],
          properties: {
            file: {
              type: "string",
              maxLength: 1e3
            },
            line: {
              type: ["integer", "null"],
              minimum: 1
            },
            column: {
              type: ["integer", "null"],
              minimum: 1
            }
          }
        }
      ],
      description: "Where the expectation is written."
    },
    finding: {
      type: "object",
      additionalProperties: false,
      required: ["code", "severity", "subject", "summary", "expected", "found", "where", "next"],
      properties: {
        code: {
          type: "string",
          maxLength: 100,
          description: "Stable; see docs/findings.md.",
          pattern: "^[a-z]+/[a-z-]+$"
        },
        severity: {
          enum: ["error", "warning", "info"]
        },
        subject: {
          type: "string",
          maxLength: 1e3
        },
        summary: {
          type: "string",
          maxLength: 4e3
        },
        expected: {
          type: "string",
          maxLength: 4e3
        },
        found: {
          type: "string",
          maxLength: 2e4
        },
        where: {
          $ref: "#/definitions/where"
        },
        next: {
          type: "string",
          maxLength: 4e3
        },
        waiver: {
          type: "object",
          additionalProperties: false,
          required: ["reason", "expires"],
          properties: {
            reason: {
              type: "string",
              maxLength: 4e3
            },
            expires: {
              type: "string",
              maxLength: 20
            }
          }
        }
      }
    },
    smoke: {
      type: "object",
      additionalProperties: false,
      required: [
        "name",
        "run",
        "seed",
        "level",
        "ended",
        "durationMs",
        "runs",
        "band",
        "metrics",
        "injected",
        "tail",
        "diagnosis",
        "observation"
      ],
      properties: {
        name: {
          type: "string",
          maxLength: 100
        },
        run: {
          type: "string",
          maxLength: 2e4
        },
        seed: {
          type: "integer",
          minimum: 0
        },
        level: {
          enum: ["bit-exact", "within-tolerance", "not-reproduced", null]
        },
        ended: {
          type: "string",
          maxLength: 4e3,
          description: "How the command ended."
        },
        durationMs: {
          type: "number",
          minimum: 0
        },
        runs: {
          type: "integer",
          minimum: 0
        },
        band: {
          enum: ["strict", "library", null]
        },
        metrics: {
          type: "array",
          maxItems: 1e3,
          items: {
            $ref: "#/definitions/metric"
          }
        },
        injected: {
          type: "object",
          maxProperties: 100,
          additionalProperties: {
            type: "string",
            maxLength: 4e3
          },
          description: "Variables that the gate set for the run."
        },
        tail: {
          type: ["string", "null"],
          maxLength: 7e4,
          description: "End of the output, raw, when the command did not end well."
        },
        diagnosis: {
          type: ["string", "null"],
          maxLength: 4e3
        },
        observation: {
          anyOf: [{ type: "null" }, { $ref: "#/definitions/observation" }],
          description: "What was seen inside the training process; null where nobody asked, or where the command starts no Python."
        }
      }
    },
    observation: {
      type: "object",
      additionalProperties: false,
      required: [
        "processes",
        "training",
        "ranks",
        "nodes",
        "modules",
        "libraries",
        "seeds",
        "unseeded",
        "flags",
        "nondeterministic",
        "required",
        "probe",
        "unreadable",
        "errors",
        "because"
      ],
      properties: {
        processes: {
          type: "integer",
          minimum: 0,
          description: "Python processes that left an observation."
        },
        training: {
          type: "integer",
          minimum: 0,
          description: "Those of them that train."
        },
        ranks: { type: "integer", minimum: 0, description: "0 outside a distributed job." },
        nodes: { type: "integer", minimum: 0 },
        modules: { $ref: "#/definitions/versions" },
        libraries: { $ref: "#/definitions/versions" },
        seeds: {
          type: "array",
          maxItems: 100,
          items: {
            type: "object",
            additionalProperties: false,
            required: ["call", "by", "values", "place"],
            properties: {
              call: { type: "string", maxLength: 4e3 },
              by: { enum: ["user", "gate"] },
              values: { $ref: "#/definitions/texts" },
              place: { type: ["string", "null"], maxLength: 4e3 }
            }
          }
        },
        unseeded: { $ref: "#/definitions/texts" },
        flags: {
          type: "object",
          maxProperties: 100,
          additionalProperties: { type: "string", maxLength: 4e3 }
        },
        nondeterministic: { $ref: "#/definitions/texts" },
        required: {
          type: "array",
          maxItems: 100,
          items: {
            type: "object",
            additionalProperties: false,
            required: ["fact", "status"],
            properties: {
              fact: { type: "string", maxLength: 100 },
              status: { enum: ["met", "not-applicable", "unmet", "unknown"] }
            }
          },
          description: "Facts of `determinism.require`."
        },
        probe: {
          anyOf: [
            { type: "null" },
            {
              type: "object",
              additionalProperties: false,
              required: ["batches", "weights", "gradientNorms"],
              properties: {
                batches: { $ref: "#/definitions/texts" },
                weights: { type: ["string", "null"], maxLength: 4e3 },
                gradientNorms: {
                  type: "array",
                  maxItems: 100,
                  items: { $ref: "#/definitions/number" }
                }
              }
            }
          ],
          description: "Fingerprints of the first steps; null where nobody asked."
        },
        unreadable: {
          type: "integer",
          minimum: 0,
          description: "Observations that could not be read."
        },
        errors: { $ref: "#/definitions/texts" },
        because: {
          type: ["string", "null"],
          maxLength: 4e3,
          description: "Why there are no facts; null when there are."
        }
      }
    },
    texts: {
      type: "array",
      maxItems: 100,
      items: { type: "string", maxLength: 4e3 }
    },
    versions: {
      type: "object",
      maxProperties: 100,
      additionalProperties: { $ref: "#/definitions/texts" },
      description: "Versions by name; several where processes or copies differ."
    },
    metric: {
      type: "object",
      additionalProperties: false,
      required: [
        "name",
        "check",
        "status",
        "onset",
        "maxDeviation",
        "ulps",
        "allowed",
        "resolution",
        "baseline",
        "found"
      ],
      properties: {
        name: {
          type: "string",
          maxLength: 1e3
        },
        check: {
          enum: ["curve", "scalar"]
        },
        status: {
          enum: ["pass", "fail", "missing", "non-finite", "incomplete", "inconclusive", "not-compared"]
        },
        onset: {
          anyOf: [
            {
              type: "null"
            },
            {
              type: "object",
              additionalProperties: false,
              required: ["step", "value"],
              properties: {
                step: {
                  type: "integer",
                  minimum: 0
                },
                value: {
                  $ref: "#/definitions/number"
                }
              },
              description: "Relative to the baseline."
            }
          ],
          description: "First step that differs."
        },
        maxDeviation: {
          anyOf: [
            {
              type: "null"
            },
            {
              type: "object",
              additionalProperties: false,
              required: ["step", "value"],
              properties: {
                step: {
                  type: "integer",
                  minimum: 0
                },
                value: {
                  $ref: "#/definitions/number"
                }
              },
              description: "Relative to the baseline."
            }
          ]
        },
        ulps: {
          type: ["number", "null"],
          minimum: 0
        },
        allowed: {
          type: "string",
          maxLength: 400
        },
        resolution: {
          type: ["number", "null"]
        },
        baseline: {
          anyOf: [
            {
              type: "null"
            },
            {
              type: "object",
              additionalProperties: false,
              required: ["steps", "values"],
              properties: {
                steps: {
                  type: "array",
                  maxItems: 1e6,
                  items: {
                    type: "integer",
                    minimum: 0
                  }
                },
                values: {
                  type: "array",
                  maxItems: 1e6,
                  items: {
                    $ref: "#/definitions/number"
                  }
                }
              }
            }
          ]
        },
        found: {
          anyOf: [
            {
              type: "null"
            },
            {
              type: "object",
              additionalProperties: false,
              required: ["steps", "values"],
              properties: {
                steps: {
                  type: "array",
                  maxItems: 1e6,
                  items: {
                    type: "integer",
                    minimum: 0
                  }
                },
                values: {
                  type: "array",
                  maxItems: 1e6,
                  items: {
                    $ref: "#/definitions/number"
                  }
                }
              }
            }
          ]
        }
      }
    }
  }
};

// src/report/parse.ts
function parseReport(text) {
  let value;
  try {
    value = JSON.parse(text);
  } catch (thrown) {
    return {
      kind: "problem",
      because: `it is not JSON: ${thrown instanceof Error ? thrown.message : String(thrown)}`
    };
  }
  const [first] = compileSchema(report_schema_default, [snapshot_schema_default, baseline_schema_default])(value);
  if (first === void 0) return { kind: "report", report: value };
  return {
    kind: "problem",
    because: `${first.pointer || "/"}: expected ${first.expected}, found ${first.found}`
  };
}

// src/github/pull-request.ts
async function findPlace(api, event, payload) {
  try {
    switch (event) {
      case "pull_request":
        return isFork(payload) ? { kind: "none", because: FORK_CANNOT_COMMENT } : ofPullRequest(payload);
      case "pull_request_target":
        return ofPullRequest(payload);
      case "workflow_run":
        return await ofWorkflowRun(api, payload);
      default:
        return { kind: "none", because: `${event || "this event"} has no pull request to comment on` };
    }
  } catch (thrown) {
    if (!(thrown instanceof PayloadError)) throw thrown;
    return { kind: "problem", because: `the payload of ${event} cannot be used: ${thrown.message}` };
  }
}
function ofPullRequest(payload) {
  return {
    kind: "pull-request",
    number: read(payload, "pull_request.number", ID),
    headSha: read(payload, "pull_request.head.sha", SHA),
    measured: null
  };
}
async function ofWorkflowRun(api, payload) {
  if (peek(payload, "workflow_run.event") !== "pull_request") {
    return { kind: "none", because: "the workflow run was not for a pull request" };
  }
  const headSha = read(payload, "workflow_run.head_sha", SHA);
  const measured = {
    run: read(payload, "workflow_run.id", ID),
    attempt: read(payload, "workflow_run.run_attempt", ID),
    conclusion: read(payload, "workflow_run.conclusion", TEXT)
  };
  if (peek(payload, "workflow_run.head_repository") === null) {
    return { kind: "none", because: "the fork of the pull request is gone" };
  }
  const owner = read(payload, "workflow_run.head_repository.owner.login", TEXT);
  const branch = read(payload, "workflow_run.head_branch", TEXT);
  const repository = read(payload, "repository.full_name", TEXT);
  const found = await findOpen(api, { repository, head: `${owner}:${branch}`, headSha });
  return typeof found === "number" ? { kind: "pull-request", number: found, headSha, measured } : found;
}
async function findOpen(api, { repository, head, headSha }) {
  const path = `/repos/${segments(repository, "pulls")}`;
  const answer = await api.send({ method: "GET", path, query: { state: "open", head, per_page: 100 } });
  if (answer.kind !== "ok") {
    const because = `the pull request of ${shortSha(headSha)} could not be looked up: ${explainFailure(answer).because}`;
    return { kind: "problem", because };
  }
  const pulls = read({ pulls: answer.data }, "pulls", LIST);
  const measured = pulls.find((pull) => peek(pull, "head.sha") === headSha);
  if (measured !== void 0) return read(measured, "number", ID);
  return { kind: "none", because: `no open pull request has ${shortSha(headSha)} as its head` };
}

// src/github/reported.ts
var NOTE_BYTES = 1e3;
function tellReported({ headSha, result, report }) {
  if (report.kind === "absent") return notMeasured("the gate left no report");
  if (report.kind === "problem") return notMeasured(`the report cannot be used: ${report.because}`);
  const { commit } = report.report.provenance;
  if (commit !== headSha) {
    return notMeasured(
      `the report is about ${commit === null ? "no commit" : shortSha(commit)}, and the head is ${shortSha(headSha)}`
    );
  }
  const { verdict, exitCode } = report.report;
  if (!isPossible(report.report)) {
    return notMeasured(`the report contradicts itself: ${verdict} with exit code ${exitCode}`);
  }
  const markdown = renderMarkdown(report.report, REPORT_BYTES - NOTE_BYTES);
  const claimed = exitCode === 0 ? "success" : "failure";
  if (result === null || result === claimed) return { verdict, markdown };
  const contradiction = notMeasured(`what ran the gate ended with ${result}, and its report says ${verdict}`);
  return { verdict: contradiction.verdict, markdown: joinMd([contradiction.markdown, markdown], "\n\n") };
}
function isPossible({ verdict, exitCode }) {
  return verdict === "pass" ? exitCode === 0 : exitCode !== 0 || verdict === "incomparable";
}
function notMeasured(because) {
  return { verdict: "not-measured", markdown: md`### ⛔ repro-gate: not-measured · ${prose(because)}` };
}

// src/github/comment-action.ts
var LARGEST_REPORT = 32 * 1024 * 1024;
async function runCommentAction() {
  const parsed = readCommentInputs();
  if (parsed.kind === "invalid") return fail(parsed.problems.join("\n"));
  const { inputs } = parsed;
  const context = parseRun(process.env);
  const { signal } = new AbortController();
  const clock = systemClock(signal);
  const { apiUrl } = context;
  const api = openGitHub({ token: inputs.token, apiUrl, clock, budgetMs: API_BUDGET_MS, signal });
  const place = await findPlace(api, context.eventName, await readPayload(context.eventPath));
  switch (place.kind) {
    case "none":
      info(`repro-gate: no comment, because ${place.because}`);
      return 0;
    case "problem":
      return fail(place.because);
    case "pull-request": {
      const pause = jitteredPause(clock.sleep, Math.random);
      return conclude(await postComment({ api, pause }, await orderOf(inputs, context, place)));
    }
  }
}
async function orderOf(inputs, context, { number, headSha, measured }) {
  const result = inputs.gateResult ?? measured?.conclusion ?? null;
  const telling = tellReported({ headSha, result, report: await readReport(inputs.report) });
  const { run, attempt } = measured ?? context;
  const { workflow, job, repository } = context;
  const key = inputs.key === null ? commentKey(workflow, job, "null") : commentKey(inputs.key, "", "null");
  return {
    repository,
    target: { kind: "pull-request", number, headSha },
    wanted: { ...telling, marker: { key, sha: headSha, run, attempt }, author: null },
    mode: inputs.comment
  };
}
async function readReport(path) {
  const file = basename(path).endsWith(".json") ? path : join(path, "report.json");
  const facts = await lstat(file).catch(() => null);
  if (facts === null) return { kind: "absent" };
  if (!facts.isFile()) return { kind: "problem", because: "it is not a plain file" };
  if (facts.size > LARGEST_REPORT) return { kind: "problem", because: `it has ${facts.size} bytes` };
  return parseReport(await readFile(file, "utf8"));
}
function conclude(posted) {
  setOutput("comment-id", "id" in posted ? posted.id : "");
  switch (posted.kind) {
    case "created":
    case "updated":
    case "unchanged":
      info(`repro-gate: comment ${posted.id} ${posted.kind}`);
      return 0;
    case "skipped":
    case "stale":
      info(`repro-gate: no comment, because ${posted.because}`);
      return 0;
    case "forbidden":
    case "failed":
      return fail(posted.because);
  }
}
function fail(message) {
  showFailure(message);
  return 1;
}

// src/comment.ts
process.exitCode = 1;
process.on("uncaughtException", die);
process.on("unhandledRejection", die);
function die(thrown) {
  showFailure(
    thrown instanceof Error ? thrown.stack ?? thrown.message : `repro-gate failed: ${String(thrown)}`
  );
  process.exit(3);
}
process.exitCode = await runCommentAction();
