import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);

// src/capture/privacy.ts
var NAME = "[\\w.-]";
var NOBODY = /* @__PURE__ */ new Set([
  "",
  "root",
  "nobody",
  "runner",
  "usr",
  "home",
  "opt",
  "var",
  "etc",
  "lib",
  "bin",
  "tmp"
]);
var SECRET_FORMS = /\b(?:gh[opsur]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{20,}|hf_[A-Za-z]\w{20,}|A[KS]IA[A-Z0-9]{16}|sk-[\w-]{20,}|xox[abprs]-[\w-]{10,})/g;
var URL_CREDENTIALS = /\b([a-z][a-z0-9+.-]{0,40}:\/\/)[^\s/?#"'<>]*@/gi;
var SECRET_PARAMETERS = /([?&][\w.-]{0,100}(?:token|key|secret|password|passwd|signature|credential)[\w.-]{0,100}=)[^&\s"'<>]+/gi;
var ABSOLUTE_PATH = /(?<![\w.-])(?:[A-Za-z]:)?[\\/][^\s:;,"'<>|]*/g;
function sanitise(text, identity) {
  return withoutUser(withoutAnyHome(withoutHome(withoutSecrets(text), identity.home)), identity.user);
}
function sanitiseAll(value, identity) {
  return sanitiseUnknown(value, identity);
}
function sanitiseUnknown(value, identity) {
  if (typeof value === "string") return sanitise(value, identity);
  if (Array.isArray(value)) return value.map((item) => sanitiseUnknown(item, identity));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [sanitise(key, identity), sanitiseUnknown(item, identity)])
  );
}
var SECRET_WORD = /(?:TOKEN|SECRETS?|PASSWORD|PASSWD|PASSPHRASE|APIKEY|CREDENTIALS?)$|^(?:KEYS?|PASS|AUTH|COOKIE|PRIVATE|PAT|DSN)$/;
function looksSecret(name) {
  return name.toUpperCase().split(/[^A-Z0-9]+/).some((part) => SECRET_WORD.test(part));
}
function withoutSecrets(text) {
  return text.replace(URL_CREDENTIALS, "$1").replace(SECRET_PARAMETERS, "$1<secret>").replace(SECRET_FORMS, "<secret>");
}
function withoutHome(text, home) {
  const folder = home.replace(/[\\/]+$/, "");
  if (folder.length < 2 || !text.includes(folder)) return text;
  return text.replace(new RegExp(`(?<!${NAME})${escapeRegExp(folder)}(?!${NAME})`, "g"), "~");
}
function withoutUser(text, user) {
  if (NOBODY.has(user) || !text.includes(user)) return text;
  const segment = new RegExp(`(?<=[\\\\/])${escapeRegExp(user)}(?![A-Za-z0-9_])`, "g");
  return text.replace(ABSOLUTE_PATH, (path) => path.replace(segment, "<user>"));
}
var ANY_HOME = /(?<![\w.~>-])((?:[A-Za-z]:)?[\\/](?:home|Users)[\\/])([^\\/\s:;,"'<>|]+)/g;
function withoutAnyHome(text) {
  return text.replace(
    ANY_HOME,
    (path, folder, name) => NOBODY.has(name) ? path : `${folder}<user>`
  );
}
function escapeRegExp(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

export {
  sanitise,
  sanitiseAll,
  looksSecret
};
