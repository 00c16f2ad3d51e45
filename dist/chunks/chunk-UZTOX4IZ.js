import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  formatDuration,
  formatValue,
  visible
} from "./chunk-SKWR6Z3V.js";

// src/io/terminal.ts
var CODES = { red: 31, green: 32, yellow: 33, cyan: 36, dim: 2, bold: 1 };
function paintFor(stream, env) {
  const wanted = env["FORCE_COLOR"] !== void 0 ? env["FORCE_COLOR"] !== "0" : stream.isTTY === true && env["TERM"] !== "dumb";
  if (!wanted || (env["NO_COLOR"] ?? "") !== "") return (_, text) => text;
  return (colour, text) => `\x1B[${CODES[colour]}m${text}\x1B[${colour === "bold" || colour === "dim" ? 22 : 39}m`;
}
var REDRAW_MS = 200;
function statusOn(stream) {
  return stream.isTTY === true ? liveStatus(stream) : plainStatus(stream);
}
function plainStatus(stream) {
  return {
    begin: (what) => {
      stream.write(`repro-gate: ${visible(what)}
`);
    },
    update: () => {
    },
    end: () => {
    }
  };
}
function liveStatus(stream) {
  let what = "";
  let detail = "";
  let limit = "";
  let begun = 0;
  let timer;
  const draw = () => {
    const line = `${what}${detail} \xB7 ${formatDuration(Date.now() - begun)}${limit}`;
    stream.write(`\r\x1B[2K${visible(line).slice(0, (stream.columns ?? 80) - 1)}`);
  };
  const end = () => {
    if (timer === void 0) return;
    clearInterval(timer);
    timer = void 0;
    stream.write("\r\x1B[2K");
  };
  return {
    begin: (step, limitMs) => {
      end();
      [what, detail, begun] = [step, "", Date.now()];
      limit = limitMs === void 0 ? "" : ` of at most ${formatDuration(limitMs)}`;
      timer = setInterval(draw, REDRAW_MS);
      timer.unref();
      draw();
    },
    update: ({ lastStep, lastValue }) => {
      detail = ` \xB7 step ${lastStep} \xB7 ${formatValue(lastValue)}`;
    },
    end
  };
}

export {
  paintFor,
  statusOn
};
