import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import "./chunk-POKRKV4F.js";

// src/io/local-request.ts
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
var DEFAULT_TIMEOUT_MS = 3e3;
var DEFAULT_LIMIT = 1024 * 1024;
function localRequest(request) {
  const { timeoutMs = DEFAULT_TIMEOUT_MS } = request;
  return new Promise((resolve) => {
    let sent;
    const timer = setTimeout(() => end({ kind: "failed", because: noAnswer(timeoutMs) }), timeoutMs);
    const end = (answer) => {
      clearTimeout(timer);
      resolve(answer);
      sent?.destroy();
    };
    try {
      sent = send(request);
      sent.on("error", (error) => end(explain(error, request)));
      sent.on("response", (response) => collect(response, { limit: request.limit ?? DEFAULT_LIMIT, end }));
      sent.end();
    } catch (thrown) {
      end({ kind: "failed", because: thrown instanceof Error ? thrown.message : String(thrown) });
    }
  });
}
function noAnswer(timeoutMs) {
  return `it did not answer within ${timeoutMs / 1e3} s`;
}
function send({ to, path, headers }) {
  const common = { path, method: "GET", agent: false, headers: { accept: "application/json", ...headers } };
  if (to.kind === "socket") return httpRequest({ ...common, socketPath: to.path, host: "localhost" });
  return httpsRequest({
    ...common,
    host: to.host,
    port: to.port,
    ca: to.authority,
    rejectUnauthorized: true
  });
}
function collect(response, { limit, end }) {
  const chunks = [];
  let length = 0;
  response.on("data", (chunk) => {
    length += chunk.length;
    if (length > limit) end({ kind: "failed", because: `its answer has more than ${limit} bytes` });
    else chunks.push(chunk);
  });
  response.on("error", (error) => end({ kind: "failed", because: `its answer broke off: ${error.message}` }));
  response.on("end", () => {
    end({ kind: "answer", status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString("utf8") });
  });
}
function explain(error, { to }) {
  switch (error.code) {
    case "ENOENT":
      return to.kind === "socket" ? { kind: "absent" } : { kind: "failed", because: error.message };
    case "EACCES":
    case "EPERM":
      return { kind: "failed", because: "permission denied" };
    case "ECONNREFUSED":
      return { kind: "failed", because: "nobody answers there" };
    default:
      return { kind: "failed", because: error.message };
  }
}
export {
  localRequest
};
