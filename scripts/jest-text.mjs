// Jest's counterpart of esbuild's text loader: a file becomes its text.
export default {
  process: (text) => ({ code: `export default ${JSON.stringify(text)};` }),
};
