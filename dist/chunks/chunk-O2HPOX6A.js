import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);

// src/capture/python/package-name.ts
function normaliseName(name) {
  return name.toLowerCase().replace(/[-_.]+/g, "-");
}

export {
  normaliseName
};
