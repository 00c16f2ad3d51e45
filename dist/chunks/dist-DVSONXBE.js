import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  TomlDate,
  TomlError,
  dist_default,
  parse,
  stringify
} from "./chunk-2C4TY7SO.js";
import "./chunk-POKRKV4F.js";
export {
  TomlDate,
  TomlError,
  dist_default as default,
  parse,
  stringify
};
