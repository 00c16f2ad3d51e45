import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);

// src/io/json.ts
function toJson(value) {
  return `${JSON.stringify(value, null, 2).replaceAll("##[", "#\\u0023[")}
`;
}

export {
  toJson
};
