import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  readWhole
} from "./chunk-WYYUXNO4.js";
import {
  normaliseName,
  packagePath
} from "./chunk-X6N5R5WP.js";
import {
  baseline_schema_default,
  compileSchema,
  curveCells,
  escapePointer,
  readSteps,
  snapshot_schema_default,
  whatIsOff
} from "./chunk-MDPUGJVK.js";
import {
  describeCommit,
  formatDeviation,
  formatDuration,
  formatPercent,
  plural,
  quoted,
  visible
} from "./chunk-SKWR6Z3V.js";
import {
  TOOL
} from "./chunk-VRIPUGIJ.js";
import {
  diffParameters
} from "./chunk-XWVKRE5X.js";
import {
  require_dist
} from "./chunk-ILLALMCX.js";
import {
  __commonJS,
  __toESM
} from "./chunk-POKRKV4F.js";

// node_modules/semver/internal/constants.js
var require_constants = __commonJS({
  "node_modules/semver/internal/constants.js"(exports, module) {
    "use strict";
    var SEMVER_SPEC_VERSION = "2.0.0";
    var MAX_LENGTH = 256;
    var MAX_SAFE_INTEGER = Number.MAX_SAFE_INTEGER || /* istanbul ignore next */
    9007199254740991;
    var MAX_SAFE_COMPONENT_LENGTH = 16;
    var MAX_SAFE_BUILD_LENGTH = MAX_LENGTH - 6;
    var WHITESPACE_CHARACTERS = [
      "	",
      "\n",
      "\v",
      "\f",
      "\r",
      " ",
      "\xA0",
      "\u1680",
      "\u2000",
      "\u2001",
      "\u2002",
      "\u2003",
      "\u2004",
      "\u2005",
      "\u2006",
      "\u2007",
      "\u2008",
      "\u2009",
      "\u200A",
      "\u2028",
      "\u2029",
      "\u202F",
      "\u205F",
      "\u3000",
      "\uFEFF"
    ];
    var RELEASE_TYPES = [
      "major",
      "premajor",
      "minor",
      "preminor",
      "patch",
      "prepatch",
      "prerelease"
    ];
    module.exports = {
      MAX_LENGTH,
      MAX_SAFE_COMPONENT_LENGTH,
      MAX_SAFE_BUILD_LENGTH,
      MAX_SAFE_INTEGER,
      WHITESPACE_CHARACTERS,
      RELEASE_TYPES,
      SEMVER_SPEC_VERSION,
      FLAG_INCLUDE_PRERELEASE: 1,
      FLAG_LOOSE: 2
    };
  }
});

// node_modules/semver/internal/debug.js
var require_debug = __commonJS({
  "node_modules/semver/internal/debug.js"(exports, module) {
    "use strict";
    var debug = typeof process === "object" && process.env && process.env.NODE_DEBUG && /\bsemver\b/i.test(process.env.NODE_DEBUG) ? (...args) => console.error("SEMVER", ...args) : () => {
    };
    module.exports = debug;
  }
});

// node_modules/semver/internal/re.js
var require_re = __commonJS({
  "node_modules/semver/internal/re.js"(exports, module) {
    "use strict";
    var {
      MAX_SAFE_COMPONENT_LENGTH,
      MAX_SAFE_BUILD_LENGTH,
      MAX_LENGTH
    } = require_constants();
    var debug = require_debug();
    exports = module.exports = {};
    var re = exports.re = [];
    var safeRe = exports.safeRe = [];
    var src = exports.src = [];
    var safeSrc = exports.safeSrc = [];
    var t = exports.t = {};
    var R = 0;
    var LETTERDASHNUMBER = "[a-zA-Z0-9-]";
    var safeRegexReplacements = [
      ["\\s", 1],
      ["\\d", MAX_LENGTH],
      [LETTERDASHNUMBER, MAX_SAFE_BUILD_LENGTH]
    ];
    var makeSafeRegex = (value) => {
      for (const [token, max] of safeRegexReplacements) {
        value = value.split(`${token}*`).join(`${token}{0,${max}}`).split(`${token}+`).join(`${token}{1,${max}}`);
      }
      return value;
    };
    var createToken = (name, value, isGlobal) => {
      const safe = makeSafeRegex(value);
      const index = R++;
      debug(name, index, value);
      t[name] = index;
      src[index] = value;
      safeSrc[index] = safe;
      re[index] = new RegExp(value, isGlobal ? "g" : void 0);
      safeRe[index] = new RegExp(safe, isGlobal ? "g" : void 0);
    };
    createToken("NUMERICIDENTIFIER", "0|[1-9]\\d*");
    createToken("NUMERICIDENTIFIERLOOSE", "\\d+");
    createToken("NONNUMERICIDENTIFIER", `\\d*[a-zA-Z-]${LETTERDASHNUMBER}*`);
    createToken("MAINVERSION", `(${src[t.NUMERICIDENTIFIER]})\\.(${src[t.NUMERICIDENTIFIER]})\\.(${src[t.NUMERICIDENTIFIER]})`);
    createToken("MAINVERSIONLOOSE", `(${src[t.NUMERICIDENTIFIERLOOSE]})\\.(${src[t.NUMERICIDENTIFIERLOOSE]})\\.(${src[t.NUMERICIDENTIFIERLOOSE]})`);
    createToken("PRERELEASEIDENTIFIER", `(?:${src[t.NONNUMERICIDENTIFIER]}|${src[t.NUMERICIDENTIFIER]})`);
    createToken("PRERELEASEIDENTIFIERLOOSE", `(?:${src[t.NONNUMERICIDENTIFIER]}|${src[t.NUMERICIDENTIFIERLOOSE]})`);
    createToken("PRERELEASE", `(?:-(${src[t.PRERELEASEIDENTIFIER]}(?:\\.${src[t.PRERELEASEIDENTIFIER]})*))`);
    createToken("PRERELEASELOOSE", `(?:-?(${src[t.PRERELEASEIDENTIFIERLOOSE]}(?:\\.${src[t.PRERELEASEIDENTIFIERLOOSE]})*))`);
    createToken("BUILDIDENTIFIER", `${LETTERDASHNUMBER}+`);
    createToken("BUILD", `(?:\\+(${src[t.BUILDIDENTIFIER]}(?:\\.${src[t.BUILDIDENTIFIER]})*))`);
    createToken("FULLPLAIN", `v?${src[t.MAINVERSION]}${src[t.PRERELEASE]}?${src[t.BUILD]}?`);
    createToken("FULL", `^${src[t.FULLPLAIN]}$`);
    createToken("LOOSEPLAIN", `[v=\\s]*${src[t.MAINVERSIONLOOSE]}${src[t.PRERELEASELOOSE]}?${src[t.BUILD]}?`);
    createToken("LOOSE", `^${src[t.LOOSEPLAIN]}$`);
    createToken("GTLT", "((?:<|>)?=?)");
    createToken("XRANGEIDENTIFIERLOOSE", `${src[t.NUMERICIDENTIFIERLOOSE]}|x|X|\\*`);
    createToken("XRANGEIDENTIFIER", `${src[t.NUMERICIDENTIFIER]}|x|X|\\*`);
    createToken("XRANGEPLAIN", `[v=\\s]*(${src[t.XRANGEIDENTIFIER]})(?:\\.(${src[t.XRANGEIDENTIFIER]})(?:\\.(${src[t.XRANGEIDENTIFIER]})(?:${src[t.PRERELEASE]})?${src[t.BUILD]}?)?)?`);
    createToken("XRANGEPLAINLOOSE", `[v=\\s]*(${src[t.XRANGEIDENTIFIERLOOSE]})(?:\\.(${src[t.XRANGEIDENTIFIERLOOSE]})(?:\\.(${src[t.XRANGEIDENTIFIERLOOSE]})(?:${src[t.PRERELEASELOOSE]})?${src[t.BUILD]}?)?)?`);
    createToken("XRANGE", `^${src[t.GTLT]}\\s*${src[t.XRANGEPLAIN]}$`);
    createToken("XRANGELOOSE", `^${src[t.GTLT]}\\s*${src[t.XRANGEPLAINLOOSE]}$`);
    createToken("COERCEPLAIN", `${"(^|[^\\d])(\\d{1,"}${MAX_SAFE_COMPONENT_LENGTH}})(?:\\.(\\d{1,${MAX_SAFE_COMPONENT_LENGTH}}))?(?:\\.(\\d{1,${MAX_SAFE_COMPONENT_LENGTH}}))?`);
    createToken("COERCE", `${src[t.COERCEPLAIN]}(?:$|[^\\d])`);
    createToken("COERCEFULL", src[t.COERCEPLAIN] + `(?:${src[t.PRERELEASE]})?(?:${src[t.BUILD]})?(?:$|[^\\d])`);
    createToken("COERCERTL", src[t.COERCE], true);
    createToken("COERCERTLFULL", src[t.COERCEFULL], true);
    createToken("LONETILDE", "(?:~>?)");
    createToken("TILDETRIM", `(\\s*)${src[t.LONETILDE]}\\s+`, true);
    exports.tildeTrimReplace = "$1~";
    createToken("TILDE", `^${src[t.LONETILDE]}${src[t.XRANGEPLAIN]}$`);
    createToken("TILDELOOSE", `^${src[t.LONETILDE]}${src[t.XRANGEPLAINLOOSE]}$`);
    createToken("LONECARET", "(?:\\^)");
    createToken("CARETTRIM", `(\\s*)${src[t.LONECARET]}\\s+`, true);
    exports.caretTrimReplace = "$1^";
    createToken("CARET", `^${src[t.LONECARET]}${src[t.XRANGEPLAIN]}$`);
    createToken("CARETLOOSE", `^${src[t.LONECARET]}${src[t.XRANGEPLAINLOOSE]}$`);
    createToken("COMPARATORLOOSE", `^${src[t.GTLT]}\\s*(${src[t.LOOSEPLAIN]})$|^$`);
    createToken("COMPARATOR", `^${src[t.GTLT]}\\s*(${src[t.FULLPLAIN]})$|^$`);
    createToken("COMPARATORTRIM", `(\\s*)${src[t.GTLT]}\\s*(${src[t.LOOSEPLAIN]}|${src[t.XRANGEPLAIN]})`, true);
    exports.comparatorTrimReplace = "$1$2$3";
    createToken("HYPHENRANGE", `^\\s*(${src[t.XRANGEPLAIN]})\\s+-\\s+(${src[t.XRANGEPLAIN]})\\s*$`);
    createToken("HYPHENRANGELOOSE", `^\\s*(${src[t.XRANGEPLAINLOOSE]})\\s+-\\s+(${src[t.XRANGEPLAINLOOSE]})\\s*$`);
    createToken("STAR", "(<|>)?=?\\s*\\*");
    createToken("GTE0", "^\\s*>=\\s*0\\.0\\.0\\s*$");
    createToken("GTE0PRE", "^\\s*>=\\s*0\\.0\\.0-0\\s*$");
  }
});

// node_modules/semver/internal/parse-options.js
var require_parse_options = __commonJS({
  "node_modules/semver/internal/parse-options.js"(exports, module) {
    "use strict";
    var looseOption = Object.freeze({ loose: true });
    var emptyOpts = Object.freeze({});
    var parseOptions = (options) => {
      if (!options) {
        return emptyOpts;
      }
      if (typeof options !== "object") {
        return looseOption;
      }
      return options;
    };
    module.exports = parseOptions;
  }
});

// node_modules/semver/internal/identifiers.js
var require_identifiers = __commonJS({
  "node_modules/semver/internal/identifiers.js"(exports, module) {
    "use strict";
    var numeric = /^[0-9]+$/;
    var compareIdentifiers = (a, b) => {
      if (typeof a === "number" && typeof b === "number") {
        return a === b ? 0 : a < b ? -1 : 1;
      }
      const anum = numeric.test(a);
      const bnum = numeric.test(b);
      if (anum && bnum) {
        a = +a;
        b = +b;
      }
      return a === b ? 0 : anum && !bnum ? -1 : bnum && !anum ? 1 : a < b ? -1 : 1;
    };
    var rcompareIdentifiers = (a, b) => compareIdentifiers(b, a);
    module.exports = {
      compareIdentifiers,
      rcompareIdentifiers
    };
  }
});

// node_modules/semver/classes/semver.js
var require_semver = __commonJS({
  "node_modules/semver/classes/semver.js"(exports, module) {
    "use strict";
    var debug = require_debug();
    var { MAX_LENGTH, MAX_SAFE_INTEGER } = require_constants();
    var { safeRe: re, t } = require_re();
    var parseOptions = require_parse_options();
    var { compareIdentifiers } = require_identifiers();
    var isPrereleaseIdentifier = (prerelease, identifier) => {
      const identifiers = identifier.split(".");
      if (identifiers.length > prerelease.length) {
        return false;
      }
      for (let i = 0; i < identifiers.length; i++) {
        if (compareIdentifiers(prerelease[i], identifiers[i]) !== 0) {
          return false;
        }
      }
      return true;
    };
    var SemVer = class _SemVer {
      constructor(version, options) {
        options = parseOptions(options);
        if (version instanceof _SemVer) {
          if (version.loose === !!options.loose && version.includePrerelease === !!options.includePrerelease) {
            return version;
          } else {
            version = version.version;
          }
        } else if (typeof version !== "string") {
          throw new TypeError(`Invalid version. Must be a string. Got type "${typeof version}".`);
        }
        if (version.length > MAX_LENGTH) {
          throw new TypeError(
            `version is longer than ${MAX_LENGTH} characters`
          );
        }
        debug("SemVer", version, options);
        this.options = options;
        this.loose = !!options.loose;
        this.includePrerelease = !!options.includePrerelease;
        const m = version.trim().match(options.loose ? re[t.LOOSE] : re[t.FULL]);
        if (!m) {
          throw new TypeError(`Invalid Version: ${version}`);
        }
        this.raw = version;
        this.major = +m[1];
        this.minor = +m[2];
        this.patch = +m[3];
        if (this.major > MAX_SAFE_INTEGER || this.major < 0) {
          throw new TypeError("Invalid major version");
        }
        if (this.minor > MAX_SAFE_INTEGER || this.minor < 0) {
          throw new TypeError("Invalid minor version");
        }
        if (this.patch > MAX_SAFE_INTEGER || this.patch < 0) {
          throw new TypeError("Invalid patch version");
        }
        if (!m[4]) {
          this.prerelease = [];
        } else {
          this.prerelease = m[4].split(".").map((id) => {
            if (/^[0-9]+$/.test(id)) {
              const num = +id;
              if (num >= 0 && num < MAX_SAFE_INTEGER) {
                return num;
              }
            }
            return id;
          });
        }
        this.build = m[5] ? m[5].split(".") : [];
        this.format();
      }
      format() {
        this.version = `${this.major}.${this.minor}.${this.patch}`;
        if (this.prerelease.length) {
          this.version += `-${this.prerelease.join(".")}`;
        }
        return this.version;
      }
      toString() {
        return this.version;
      }
      compare(other) {
        debug("SemVer.compare", this.version, this.options, other);
        if (!(other instanceof _SemVer)) {
          if (typeof other === "string" && other === this.version) {
            return 0;
          }
          other = new _SemVer(other, this.options);
        }
        if (other.version === this.version) {
          return 0;
        }
        return this.compareMain(other) || this.comparePre(other);
      }
      compareMain(other) {
        if (!(other instanceof _SemVer)) {
          other = new _SemVer(other, this.options);
        }
        if (this.major < other.major) {
          return -1;
        }
        if (this.major > other.major) {
          return 1;
        }
        if (this.minor < other.minor) {
          return -1;
        }
        if (this.minor > other.minor) {
          return 1;
        }
        if (this.patch < other.patch) {
          return -1;
        }
        if (this.patch > other.patch) {
          return 1;
        }
        return 0;
      }
      comparePre(other) {
        if (!(other instanceof _SemVer)) {
          other = new _SemVer(other, this.options);
        }
        if (this.prerelease.length && !other.prerelease.length) {
          return -1;
        } else if (!this.prerelease.length && other.prerelease.length) {
          return 1;
        } else if (!this.prerelease.length && !other.prerelease.length) {
          return 0;
        }
        let i = 0;
        do {
          const a = this.prerelease[i];
          const b = other.prerelease[i];
          debug("prerelease compare", i, a, b);
          if (a === void 0 && b === void 0) {
            return 0;
          } else if (b === void 0) {
            return 1;
          } else if (a === void 0) {
            return -1;
          } else if (a === b) {
            continue;
          } else {
            return compareIdentifiers(a, b);
          }
        } while (++i);
      }
      compareBuild(other) {
        if (!(other instanceof _SemVer)) {
          other = new _SemVer(other, this.options);
        }
        let i = 0;
        do {
          const a = this.build[i];
          const b = other.build[i];
          debug("build compare", i, a, b);
          if (a === void 0 && b === void 0) {
            return 0;
          } else if (b === void 0) {
            return 1;
          } else if (a === void 0) {
            return -1;
          } else if (a === b) {
            continue;
          } else {
            return compareIdentifiers(a, b);
          }
        } while (++i);
      }
      // preminor will bump the version up to the next minor release, and immediately
      // down to pre-release. premajor and prepatch work the same way.
      inc(release, identifier, identifierBase) {
        if (release.startsWith("pre")) {
          if (!identifier && identifierBase === false) {
            throw new Error("invalid increment argument: identifier is empty");
          }
          if (identifier) {
            const match = `-${identifier}`.match(this.options.loose ? re[t.PRERELEASELOOSE] : re[t.PRERELEASE]);
            if (!match || match[1] !== identifier) {
              throw new Error(`invalid identifier: ${identifier}`);
            }
          }
        }
        switch (release) {
          case "premajor":
            this.prerelease.length = 0;
            this.patch = 0;
            this.minor = 0;
            this.major++;
            this.inc("pre", identifier, identifierBase);
            break;
          case "preminor":
            this.prerelease.length = 0;
            this.patch = 0;
            this.minor++;
            this.inc("pre", identifier, identifierBase);
            break;
          case "prepatch":
            this.prerelease.length = 0;
            this.inc("patch", identifier, identifierBase);
            this.inc("pre", identifier, identifierBase);
            break;
          // If the input is a non-prerelease version, this acts the same as
          // prepatch.
          case "prerelease":
            if (this.prerelease.length === 0) {
              this.inc("patch", identifier, identifierBase);
            }
            this.inc("pre", identifier, identifierBase);
            break;
          case "release":
            if (this.prerelease.length === 0) {
              throw new Error(`version ${this.raw} is not a prerelease`);
            }
            this.prerelease.length = 0;
            break;
          case "major":
            if (this.minor !== 0 || this.patch !== 0 || this.prerelease.length === 0) {
              this.major++;
            }
            this.minor = 0;
            this.patch = 0;
            this.prerelease = [];
            break;
          case "minor":
            if (this.patch !== 0 || this.prerelease.length === 0) {
              this.minor++;
            }
            this.patch = 0;
            this.prerelease = [];
            break;
          case "patch":
            if (this.prerelease.length === 0) {
              this.patch++;
            }
            this.prerelease = [];
            break;
          // This probably shouldn't be used publicly.
          // 1.0.0 'pre' would become 1.0.0-0 which is the wrong direction.
          case "pre": {
            const base = Number(identifierBase) ? 1 : 0;
            if (this.prerelease.length === 0) {
              this.prerelease = [base];
            } else {
              let i = this.prerelease.length;
              while (--i >= 0) {
                if (typeof this.prerelease[i] === "number") {
                  this.prerelease[i]++;
                  i = -2;
                }
              }
              if (i === -1) {
                if (identifier === this.prerelease.join(".") && identifierBase === false) {
                  throw new Error("invalid increment argument: identifier already exists");
                }
                this.prerelease.push(base);
              }
            }
            if (identifier) {
              let prerelease = [identifier, base];
              if (identifierBase === false) {
                prerelease = [identifier];
              }
              if (isPrereleaseIdentifier(this.prerelease, identifier)) {
                const prereleaseBase = this.prerelease[identifier.split(".").length];
                if (isNaN(prereleaseBase)) {
                  this.prerelease = prerelease;
                }
              } else {
                this.prerelease = prerelease;
              }
            }
            break;
          }
          default:
            throw new Error(`invalid increment argument: ${release}`);
        }
        this.raw = this.format();
        if (this.build.length) {
          this.raw += `+${this.build.join(".")}`;
        }
        return this;
      }
    };
    module.exports = SemVer;
  }
});

// node_modules/semver/functions/parse.js
var require_parse = __commonJS({
  "node_modules/semver/functions/parse.js"(exports, module) {
    "use strict";
    var SemVer = require_semver();
    var parse = (version, options, throwErrors = false) => {
      if (version instanceof SemVer) {
        return version;
      }
      try {
        return new SemVer(version, options);
      } catch (er) {
        if (!throwErrors) {
          return null;
        }
        throw er;
      }
    };
    module.exports = parse;
  }
});

// node_modules/semver/functions/valid.js
var require_valid = __commonJS({
  "node_modules/semver/functions/valid.js"(exports, module) {
    "use strict";
    var parse = require_parse();
    var valid = (version, options) => {
      const v = parse(version, options);
      return v ? v.version : null;
    };
    module.exports = valid;
  }
});

// node_modules/semver/functions/clean.js
var require_clean = __commonJS({
  "node_modules/semver/functions/clean.js"(exports, module) {
    "use strict";
    var parse = require_parse();
    var clean = (version, options) => {
      const s = parse(version.trim().replace(/^[=v]+/, ""), options);
      return s ? s.version : null;
    };
    module.exports = clean;
  }
});

// node_modules/semver/functions/inc.js
var require_inc = __commonJS({
  "node_modules/semver/functions/inc.js"(exports, module) {
    "use strict";
    var SemVer = require_semver();
    var inc = (version, release, options, identifier, identifierBase) => {
      if (typeof options === "string") {
        identifierBase = identifier;
        identifier = options;
        options = void 0;
      }
      try {
        return new SemVer(
          version instanceof SemVer ? version.version : version,
          options
        ).inc(release, identifier, identifierBase).version;
      } catch (er) {
        return null;
      }
    };
    module.exports = inc;
  }
});

// node_modules/semver/functions/diff.js
var require_diff = __commonJS({
  "node_modules/semver/functions/diff.js"(exports, module) {
    "use strict";
    var parse = require_parse();
    var diff = (version1, version2) => {
      const v1 = parse(version1, null, true);
      const v2 = parse(version2, null, true);
      const comparison = v1.compare(v2);
      if (comparison === 0) {
        return null;
      }
      const v1Higher = comparison > 0;
      const highVersion = v1Higher ? v1 : v2;
      const lowVersion = v1Higher ? v2 : v1;
      const highHasPre = !!highVersion.prerelease.length;
      const lowHasPre = !!lowVersion.prerelease.length;
      if (lowHasPre && !highHasPre) {
        if (!lowVersion.patch && !lowVersion.minor) {
          return "major";
        }
        if (lowVersion.compareMain(highVersion) === 0) {
          if (lowVersion.minor && !lowVersion.patch) {
            return "minor";
          }
          return "patch";
        }
      }
      const prefix = highHasPre ? "pre" : "";
      if (v1.major !== v2.major) {
        return prefix + "major";
      }
      if (v1.minor !== v2.minor) {
        return prefix + "minor";
      }
      if (v1.patch !== v2.patch) {
        return prefix + "patch";
      }
      return "prerelease";
    };
    module.exports = diff;
  }
});

// node_modules/semver/functions/major.js
var require_major = __commonJS({
  "node_modules/semver/functions/major.js"(exports, module) {
    "use strict";
    var SemVer = require_semver();
    var major = (a, loose) => new SemVer(a, loose).major;
    module.exports = major;
  }
});

// node_modules/semver/functions/minor.js
var require_minor = __commonJS({
  "node_modules/semver/functions/minor.js"(exports, module) {
    "use strict";
    var SemVer = require_semver();
    var minor = (a, loose) => new SemVer(a, loose).minor;
    module.exports = minor;
  }
});

// node_modules/semver/functions/patch.js
var require_patch = __commonJS({
  "node_modules/semver/functions/patch.js"(exports, module) {
    "use strict";
    var SemVer = require_semver();
    var patch = (a, loose) => new SemVer(a, loose).patch;
    module.exports = patch;
  }
});

// node_modules/semver/functions/prerelease.js
var require_prerelease = __commonJS({
  "node_modules/semver/functions/prerelease.js"(exports, module) {
    "use strict";
    var parse = require_parse();
    var prerelease = (version, options) => {
      const parsed = parse(version, options);
      return parsed && parsed.prerelease.length ? parsed.prerelease : null;
    };
    module.exports = prerelease;
  }
});

// node_modules/semver/functions/compare.js
var require_compare = __commonJS({
  "node_modules/semver/functions/compare.js"(exports, module) {
    "use strict";
    var SemVer = require_semver();
    var compare = (a, b, loose) => new SemVer(a, loose).compare(new SemVer(b, loose));
    module.exports = compare;
  }
});

// node_modules/semver/functions/rcompare.js
var require_rcompare = __commonJS({
  "node_modules/semver/functions/rcompare.js"(exports, module) {
    "use strict";
    var compare = require_compare();
    var rcompare = (a, b, loose) => compare(b, a, loose);
    module.exports = rcompare;
  }
});

// node_modules/semver/functions/compare-loose.js
var require_compare_loose = __commonJS({
  "node_modules/semver/functions/compare-loose.js"(exports, module) {
    "use strict";
    var compare = require_compare();
    var compareLoose = (a, b) => compare(a, b, true);
    module.exports = compareLoose;
  }
});

// node_modules/semver/functions/compare-build.js
var require_compare_build = __commonJS({
  "node_modules/semver/functions/compare-build.js"(exports, module) {
    "use strict";
    var SemVer = require_semver();
    var compareBuild = (a, b, loose) => {
      const versionA = new SemVer(a, loose);
      const versionB = new SemVer(b, loose);
      return versionA.compare(versionB) || versionA.compareBuild(versionB);
    };
    module.exports = compareBuild;
  }
});

// node_modules/semver/functions/sort.js
var require_sort = __commonJS({
  "node_modules/semver/functions/sort.js"(exports, module) {
    "use strict";
    var compareBuild = require_compare_build();
    var sort = (list, loose) => list.sort((a, b) => compareBuild(a, b, loose));
    module.exports = sort;
  }
});

// node_modules/semver/functions/rsort.js
var require_rsort = __commonJS({
  "node_modules/semver/functions/rsort.js"(exports, module) {
    "use strict";
    var compareBuild = require_compare_build();
    var rsort = (list, loose) => list.sort((a, b) => compareBuild(b, a, loose));
    module.exports = rsort;
  }
});

// node_modules/semver/functions/gt.js
var require_gt = __commonJS({
  "node_modules/semver/functions/gt.js"(exports, module) {
    "use strict";
    var compare = require_compare();
    var gt = (a, b, loose) => compare(a, b, loose) > 0;
    module.exports = gt;
  }
});

// node_modules/semver/functions/lt.js
var require_lt = __commonJS({
  "node_modules/semver/functions/lt.js"(exports, module) {
    "use strict";
    var compare = require_compare();
    var lt = (a, b, loose) => compare(a, b, loose) < 0;
    module.exports = lt;
  }
});

// node_modules/semver/functions/eq.js
var require_eq = __commonJS({
  "node_modules/semver/functions/eq.js"(exports, module) {
    "use strict";
    var compare = require_compare();
    var eq = (a, b, loose) => compare(a, b, loose) === 0;
    module.exports = eq;
  }
});

// node_modules/semver/functions/neq.js
var require_neq = __commonJS({
  "node_modules/semver/functions/neq.js"(exports, module) {
    "use strict";
    var compare = require_compare();
    var neq = (a, b, loose) => compare(a, b, loose) !== 0;
    module.exports = neq;
  }
});

// node_modules/semver/functions/gte.js
var require_gte = __commonJS({
  "node_modules/semver/functions/gte.js"(exports, module) {
    "use strict";
    var compare = require_compare();
    var gte = (a, b, loose) => compare(a, b, loose) >= 0;
    module.exports = gte;
  }
});

// node_modules/semver/functions/lte.js
var require_lte = __commonJS({
  "node_modules/semver/functions/lte.js"(exports, module) {
    "use strict";
    var compare = require_compare();
    var lte = (a, b, loose) => compare(a, b, loose) <= 0;
    module.exports = lte;
  }
});

// node_modules/semver/functions/cmp.js
var require_cmp = __commonJS({
  "node_modules/semver/functions/cmp.js"(exports, module) {
    "use strict";
    var eq = require_eq();
    var neq = require_neq();
    var gt = require_gt();
    var gte = require_gte();
    var lt = require_lt();
    var lte = require_lte();
    var cmp = (a, op, b, loose) => {
      switch (op) {
        case "===":
          if (typeof a === "object") {
            a = a.version;
          }
          if (typeof b === "object") {
            b = b.version;
          }
          return a === b;
        case "!==":
          if (typeof a === "object") {
            a = a.version;
          }
          if (typeof b === "object") {
            b = b.version;
          }
          return a !== b;
        case "":
        case "=":
        case "==":
          return eq(a, b, loose);
        case "!=":
          return neq(a, b, loose);
        case ">":
          return gt(a, b, loose);
        case ">=":
          return gte(a, b, loose);
        case "<":
          return lt(a, b, loose);
        case "<=":
          return lte(a, b, loose);
        default:
          throw new TypeError(`Invalid operator: ${op}`);
      }
    };
    module.exports = cmp;
  }
});

// node_modules/semver/functions/coerce.js
var require_coerce = __commonJS({
  "node_modules/semver/functions/coerce.js"(exports, module) {
    "use strict";
    var SemVer = require_semver();
    var parse = require_parse();
    var { safeRe: re, t } = require_re();
    var coerce = (version, options) => {
      if (version instanceof SemVer) {
        return version;
      }
      if (typeof version === "number") {
        version = String(version);
      }
      if (typeof version !== "string") {
        return null;
      }
      options = options || {};
      let match = null;
      if (!options.rtl) {
        match = version.match(options.includePrerelease ? re[t.COERCEFULL] : re[t.COERCE]);
      } else {
        const coerceRtlRegex = options.includePrerelease ? re[t.COERCERTLFULL] : re[t.COERCERTL];
        let next;
        while ((next = coerceRtlRegex.exec(version)) && (!match || match.index + match[0].length !== version.length)) {
          if (!match || next.index + next[0].length !== match.index + match[0].length) {
            match = next;
          }
          coerceRtlRegex.lastIndex = next.index + next[1].length + next[2].length;
        }
        coerceRtlRegex.lastIndex = -1;
      }
      if (match === null) {
        return null;
      }
      const major = match[2];
      const minor = match[3] || "0";
      const patch = match[4] || "0";
      const prerelease = options.includePrerelease && match[5] ? `-${match[5]}` : "";
      const build = options.includePrerelease && match[6] ? `+${match[6]}` : "";
      return parse(`${major}.${minor}.${patch}${prerelease}${build}`, options);
    };
    module.exports = coerce;
  }
});

// node_modules/semver/functions/truncate.js
var require_truncate = __commonJS({
  "node_modules/semver/functions/truncate.js"(exports, module) {
    "use strict";
    var parse = require_parse();
    var constants2 = require_constants();
    var SemVer = require_semver();
    var truncate = (version, truncation, options) => {
      if (!constants2.RELEASE_TYPES.includes(truncation)) {
        return null;
      }
      const clonedVersion = cloneInputVersion(version, options);
      return clonedVersion && doTruncation(clonedVersion, truncation);
    };
    var cloneInputVersion = (version, options) => {
      const versionStringToParse = version instanceof SemVer ? version.version : version;
      return parse(versionStringToParse, options);
    };
    var doTruncation = (version, truncation) => {
      if (isPrerelease(truncation)) {
        return version.version;
      }
      version.prerelease = [];
      switch (truncation) {
        case "major":
          version.minor = 0;
          version.patch = 0;
          break;
        case "minor":
          version.patch = 0;
          break;
      }
      return version.format();
    };
    var isPrerelease = (type) => {
      return type.startsWith("pre");
    };
    module.exports = truncate;
  }
});

// node_modules/semver/internal/lrucache.js
var require_lrucache = __commonJS({
  "node_modules/semver/internal/lrucache.js"(exports, module) {
    "use strict";
    var LRUCache = class {
      constructor() {
        this.max = 1e3;
        this.map = /* @__PURE__ */ new Map();
      }
      get(key) {
        const value = this.map.get(key);
        if (value === void 0) {
          return void 0;
        } else {
          this.map.delete(key);
          this.map.set(key, value);
          return value;
        }
      }
      delete(key) {
        return this.map.delete(key);
      }
      set(key, value) {
        const deleted = this.delete(key);
        if (!deleted && value !== void 0) {
          if (this.map.size >= this.max) {
            const firstKey = this.map.keys().next().value;
            this.delete(firstKey);
          }
          this.map.set(key, value);
        }
        return this;
      }
    };
    module.exports = LRUCache;
  }
});

// node_modules/semver/internal/trim-comparator-whitespace.js
var require_trim_comparator_whitespace = __commonJS({
  "node_modules/semver/internal/trim-comparator-whitespace.js"(exports, module) {
    "use strict";
    var {
      MAX_LENGTH,
      MAX_SAFE_BUILD_LENGTH,
      WHITESPACE_CHARACTERS
    } = require_constants();
    var whitespace = new Uint8Array(65536);
    for (const char of WHITESPACE_CHARACTERS) {
      whitespace[char.charCodeAt(0)] = 1;
    }
    var isWhitespace = (char) => char !== void 0 && whitespace[char.charCodeAt(0)] === 1;
    var isVersionPrefix = (char) => char === "v" || char === "=" || isWhitespace(char);
    var isDigit = (char) => char !== void 0 && char >= "0" && char <= "9";
    var isLetter = (char) => char !== void 0 && (char >= "a" && char <= "z" || char >= "A" && char <= "Z");
    var isIdentifierCharacter = (char) => isDigit(char) || isLetter(char) || char === "-";
    var isVersionStart = (char) => isDigit(char) || char === "x" || char === "X" || char === "*";
    var findDigitsEndIndex = (range, start, limit, digitRuns) => {
      if (!isDigit(range[start])) {
        return start;
      }
      if (start >= digitRuns.start && start < digitRuns.end) {
        return Math.min(start + limit, digitRuns.end);
      }
      if (start >= digitRuns.previousStart && start < digitRuns.previousEnd) {
        return Math.min(start + limit, digitRuns.previousEnd);
      }
      let end = start + 1;
      while (isDigit(range[end])) {
        end++;
      }
      digitRuns.previousStart = digitRuns.start;
      digitRuns.previousEnd = digitRuns.end;
      digitRuns.start = start;
      digitRuns.end = end;
      return Math.min(start + limit, end);
    };
    var findVersionNumberEndIndex = (range, start, loose, digitRuns) => {
      if (!loose && range[start] === "0") {
        return start + 1;
      }
      return findDigitsEndIndex(range, start, loose ? MAX_LENGTH : MAX_LENGTH + 1, digitRuns);
    };
    var findPrereleaseIdentifierEndIndex = (range, start, loose, digitRuns) => {
      const digitsEnd = findDigitsEndIndex(range, start, MAX_LENGTH, digitRuns);
      if (isLetter(range[digitsEnd]) || range[digitsEnd] === "-") {
        let end = digitsEnd + 1;
        const limit = end + MAX_SAFE_BUILD_LENGTH;
        while (end < limit && isIdentifierCharacter(range[end])) {
          end++;
        }
        return end;
      }
      return findVersionNumberEndIndex(range, start, loose, digitRuns);
    };
    var findPrereleaseEndIndex = (range, start, loose, digitRuns) => {
      const hyphen = range[start] === "-";
      if (!loose && !hyphen) {
        return start;
      }
      const identifierStart = start + (hyphen ? 1 : 0);
      let end = findPrereleaseIdentifierEndIndex(range, identifierStart, loose, digitRuns);
      if (end === identifierStart) {
        if (!loose || !hyphen) {
          return start;
        }
        end = findPrereleaseIdentifierEndIndex(range, start, loose, digitRuns);
      }
      while (range[end] === ".") {
        const next = findPrereleaseIdentifierEndIndex(range, end + 1, loose, digitRuns);
        if (next === end + 1) {
          break;
        }
        end = next;
      }
      return end;
    };
    var findBuildIdentifierEndIndex = (range, start) => {
      let end = start;
      while (end - start < MAX_SAFE_BUILD_LENGTH && isIdentifierCharacter(range[end])) {
        end++;
      }
      return end;
    };
    var findBuildEndIndex = (range, start) => {
      if (range[start] !== "+") {
        return start;
      }
      let end = findBuildIdentifierEndIndex(range, start + 1);
      if (end === start + 1) {
        return start;
      }
      while (range[end] === ".") {
        const next = findBuildIdentifierEndIndex(range, end + 1);
        if (next === end + 1) {
          break;
        }
        end = next;
      }
      return end;
    };
    var findLooseFullVersionEndIndex = (range, start, digitRuns) => {
      let end = start;
      for (let component = 0; component < 3; component++) {
        const next = findVersionNumberEndIndex(range, end, true, digitRuns);
        if (next === end) {
          return start;
        }
        end = next;
        if (component < 2) {
          if (range[end] !== ".") {
            return start;
          }
          end++;
        }
      }
      const prereleaseEnd = findPrereleaseEndIndex(range, end, true, digitRuns);
      return findBuildEndIndex(range, prereleaseEnd);
    };
    var findPartialVersionComponentEndIndex = (range, start, digitRuns) => {
      if (isDigit(range[start])) {
        return findVersionNumberEndIndex(range, start, false, digitRuns);
      }
      return isVersionStart(range[start]) ? start + 1 : start;
    };
    var findPartialVersionEndIndex = (range, start, digitRuns) => {
      let end = findPartialVersionComponentEndIndex(range, start, digitRuns);
      for (let component = 0; component < 2; component++) {
        if (range[end] !== ".") {
          return end;
        }
        const next = findPartialVersionComponentEndIndex(range, end + 1, digitRuns);
        if (next === end + 1) {
          return end;
        }
        end = next;
      }
      const prereleaseEnd = findPrereleaseEndIndex(range, end, false, digitRuns);
      return findBuildEndIndex(range, prereleaseEnd);
    };
    var findVersionEndIndex = (range, start, digitRuns) => {
      const fullVersionEnd = findLooseFullVersionEndIndex(range, start, digitRuns);
      return fullVersionEnd !== start ? fullVersionEnd : findPartialVersionEndIndex(range, start, digitRuns);
    };
    var findRemovableWhitespaceIndex = (range, matchStart) => {
      let position = matchStart;
      if (isWhitespace(range[position])) {
        position++;
      }
      if (range[position] === "<" || range[position] === ">") {
        position++;
      }
      if (range[position] === "=") {
        position++;
      }
      return isWhitespace(range[position]) ? position : -1;
    };
    var trimComparatorWhitespace = (range) => {
      let result = "";
      let copyFrom = 0;
      let cursor = 0;
      const digitRuns = { start: -1, end: -1, previousStart: -1, previousEnd: -1 };
      while (cursor < range.length) {
        const matchStart = cursor;
        if (range[cursor] === "<" || range[cursor] === ">") {
          cursor++;
        } else if (!isVersionPrefix(range[cursor]) && !isVersionStart(range[cursor])) {
          cursor++;
          continue;
        }
        while (cursor < range.length && isVersionPrefix(range[cursor])) {
          cursor++;
        }
        if (!isVersionStart(range[cursor])) {
          continue;
        }
        const whitespacePosition = findRemovableWhitespaceIndex(range, matchStart);
        if (whitespacePosition !== -1) {
          result += range.slice(copyFrom, whitespacePosition);
          copyFrom = whitespacePosition + 1;
        }
        cursor = findVersionEndIndex(range, cursor, digitRuns);
      }
      return result + range.slice(copyFrom);
    };
    module.exports = trimComparatorWhitespace;
  }
});

// node_modules/semver/classes/range.js
var require_range = __commonJS({
  "node_modules/semver/classes/range.js"(exports, module) {
    "use strict";
    var SPACE_CHARACTERS = /\s+/g;
    var Range = class _Range {
      constructor(range, options) {
        options = parseOptions(options);
        if (range instanceof _Range) {
          if (range.loose === !!options.loose && range.includePrerelease === !!options.includePrerelease) {
            return range;
          } else {
            return new _Range(range.raw, options);
          }
        }
        if (range instanceof Comparator) {
          this.raw = range.value;
          this.set = [[range]];
          this.formatted = void 0;
          return this;
        }
        this.options = options;
        this.loose = !!options.loose;
        this.includePrerelease = !!options.includePrerelease;
        this.raw = range.trim().replace(SPACE_CHARACTERS, " ");
        this.set = this.raw.split("||").map((r) => this.parseRange(r.trim())).filter((c) => c.length);
        if (!this.set.length) {
          throw new TypeError(`Invalid SemVer Range: ${this.raw}`);
        }
        if (this.set.length > 1) {
          const first = this.set[0];
          this.set = this.set.filter((c) => !isNullSet(c[0]));
          if (this.set.length === 0) {
            this.set = [first];
          } else if (this.set.length > 1) {
            for (const c of this.set) {
              if (c.length === 1 && isAny(c[0])) {
                this.set = [c];
                break;
              }
            }
          }
        }
        this.formatted = void 0;
      }
      get range() {
        if (this.formatted === void 0) {
          this.formatted = "";
          for (let i = 0; i < this.set.length; i++) {
            if (i > 0) {
              this.formatted += "||";
            }
            const comps = this.set[i];
            for (let k = 0; k < comps.length; k++) {
              if (k > 0) {
                this.formatted += " ";
              }
              this.formatted += comps[k].toString().trim();
            }
          }
        }
        return this.formatted;
      }
      format() {
        return this.range;
      }
      toString() {
        return this.range;
      }
      parseRange(range) {
        range = range.replace(BUILDSTRIPRE, "");
        const memoOpts = (this.options.includePrerelease && FLAG_INCLUDE_PRERELEASE) | (this.options.loose && FLAG_LOOSE);
        const memoKey = memoOpts + ":" + range;
        const cached = cache.get(memoKey);
        if (cached) {
          return cached;
        }
        const loose = this.options.loose;
        const hr = loose ? re[t.HYPHENRANGELOOSE] : re[t.HYPHENRANGE];
        range = range.replace(hr, hyphenReplace(this.options.includePrerelease));
        debug("hyphen replace", range);
        range = trimComparatorWhitespace(range);
        debug("comparator trim", range);
        range = range.replace(re[t.TILDETRIM], tildeTrimReplace);
        debug("tilde trim", range);
        range = range.replace(re[t.CARETTRIM], caretTrimReplace);
        debug("caret trim", range);
        let rangeList = range.split(" ").map((comp) => parseComparator(comp, this.options)).join(" ").split(/\s+/).map((comp) => replaceGTE0(comp, this.options));
        if (loose) {
          rangeList = rangeList.filter((comp) => {
            debug("loose invalid filter", comp, this.options);
            return !!comp.match(re[t.COMPARATORLOOSE]);
          });
        }
        debug("range list", rangeList);
        const rangeMap = /* @__PURE__ */ new Map();
        const comparators = rangeList.map((comp) => new Comparator(comp, this.options));
        for (const comp of comparators) {
          if (isNullSet(comp)) {
            return [comp];
          }
          rangeMap.set(comp.value, comp);
        }
        if (rangeMap.size > 1 && rangeMap.has("")) {
          rangeMap.delete("");
        }
        const result = [...rangeMap.values()];
        cache.set(memoKey, result);
        return result;
      }
      intersects(range, options) {
        if (!(range instanceof _Range)) {
          throw new TypeError("a Range is required");
        }
        return this.set.some((thisComparators) => {
          return isSatisfiable(thisComparators, options) && range.set.some((rangeComparators) => {
            return isSatisfiable(rangeComparators, options) && thisComparators.every((thisComparator) => {
              return rangeComparators.every((rangeComparator) => {
                return thisComparator.intersects(rangeComparator, options);
              });
            });
          });
        });
      }
      // if ANY of the sets match ALL of its comparators, then pass
      test(version) {
        if (!version) {
          return false;
        }
        if (typeof version === "string") {
          try {
            version = new SemVer(version, this.options);
          } catch (er) {
            return false;
          }
        }
        for (let i = 0; i < this.set.length; i++) {
          if (testSet(this.set[i], version, this.options)) {
            return true;
          }
        }
        return false;
      }
    };
    module.exports = Range;
    var LRU = require_lrucache();
    var cache = new LRU();
    var parseOptions = require_parse_options();
    var Comparator = require_comparator();
    var debug = require_debug();
    var SemVer = require_semver();
    var trimComparatorWhitespace = require_trim_comparator_whitespace();
    var {
      safeRe: re,
      src,
      t,
      tildeTrimReplace,
      caretTrimReplace
    } = require_re();
    var { FLAG_INCLUDE_PRERELEASE, FLAG_LOOSE } = require_constants();
    var BUILDSTRIPRE = new RegExp(src[t.BUILD], "g");
    var isNullSet = (c) => c.value === "<0.0.0-0";
    var isAny = (c) => c.value === "";
    var isSatisfiable = (comparators, options) => {
      let result = true;
      const remainingComparators = comparators.slice();
      let testComparator = remainingComparators.pop();
      while (result && remainingComparators.length) {
        result = remainingComparators.every((otherComparator) => {
          return testComparator.intersects(otherComparator, options);
        });
        testComparator = remainingComparators.pop();
      }
      return result;
    };
    var parseComparator = (comp, options) => {
      comp = comp.replace(re[t.BUILD], "");
      debug("comp", comp, options);
      comp = replaceCarets(comp, options);
      debug("caret", comp);
      comp = replaceTildes(comp, options);
      debug("tildes", comp);
      comp = replaceXRanges(comp, options);
      debug("xrange", comp);
      comp = replaceStars(comp, options);
      debug("stars", comp);
      return comp;
    };
    var isX = (id) => !id || id.toLowerCase() === "x" || id === "*";
    var invalidXRangeOrder = (M, m, p) => isX(M) && !isX(m) || isX(m) && p && !isX(p);
    var replaceTildes = (comp, options) => {
      return comp.trim().split(/\s+/).map((c) => replaceTilde(c, options)).join(" ");
    };
    var replaceTilde = (comp, options) => {
      const r = options.loose ? re[t.TILDELOOSE] : re[t.TILDE];
      const z = options.includePrerelease ? "-0" : "";
      return comp.replace(r, (_, M, m, p, pr) => {
        debug("tilde", comp, _, M, m, p, pr);
        let ret;
        if (isX(M)) {
          ret = "";
        } else if (isX(m)) {
          ret = `>=${M}.0.0${z} <${+M + 1}.0.0-0`;
        } else if (isX(p)) {
          ret = `>=${M}.${m}.0${z} <${M}.${+m + 1}.0-0`;
        } else if (pr) {
          debug("replaceTilde pr", pr);
          ret = `>=${M}.${m}.${p}-${pr} <${M}.${+m + 1}.0-0`;
        } else {
          ret = `>=${M}.${m}.${p} <${M}.${+m + 1}.0-0`;
        }
        debug("tilde return", ret);
        return ret;
      });
    };
    var replaceCarets = (comp, options) => {
      return comp.trim().split(/\s+/).map((c) => replaceCaret(c, options)).join(" ");
    };
    var replaceCaret = (comp, options) => {
      debug("caret", comp, options);
      const r = options.loose ? re[t.CARETLOOSE] : re[t.CARET];
      const z = options.includePrerelease ? "-0" : "";
      return comp.replace(r, (_, M, m, p, pr) => {
        debug("caret", comp, _, M, m, p, pr);
        let ret;
        if (isX(M)) {
          ret = "";
        } else if (isX(m)) {
          ret = `>=${M}.0.0${z} <${+M + 1}.0.0-0`;
        } else if (isX(p)) {
          if (M === "0") {
            ret = `>=${M}.${m}.0${z} <${M}.${+m + 1}.0-0`;
          } else {
            ret = `>=${M}.${m}.0${z} <${+M + 1}.0.0-0`;
          }
        } else if (pr) {
          debug("replaceCaret pr", pr);
          if (M === "0") {
            if (m === "0") {
              ret = `>=${M}.${m}.${p}-${pr} <${M}.${m}.${+p + 1}-0`;
            } else {
              ret = `>=${M}.${m}.${p}-${pr} <${M}.${+m + 1}.0-0`;
            }
          } else {
            ret = `>=${M}.${m}.${p}-${pr} <${+M + 1}.0.0-0`;
          }
        } else {
          debug("no pr");
          if (M === "0") {
            if (m === "0") {
              ret = `>=${M}.${m}.${p} <${M}.${m}.${+p + 1}-0`;
            } else {
              ret = `>=${M}.${m}.${p} <${M}.${+m + 1}.0-0`;
            }
          } else {
            ret = `>=${M}.${m}.${p} <${+M + 1}.0.0-0`;
          }
        }
        debug("caret return", ret);
        return ret;
      });
    };
    var replaceXRanges = (comp, options) => {
      debug("replaceXRanges", comp, options);
      return comp.split(/\s+/).map((c) => replaceXRange(c, options)).join(" ");
    };
    var replaceXRange = (comp, options) => {
      comp = comp.trim();
      const r = options.loose ? re[t.XRANGELOOSE] : re[t.XRANGE];
      return comp.replace(r, (ret, gtlt, M, m, p, pr) => {
        debug("xRange", comp, ret, gtlt, M, m, p, pr);
        if (invalidXRangeOrder(M, m, p)) {
          return comp;
        }
        const xM = isX(M);
        const xm = xM || isX(m);
        const xp = xm || isX(p);
        const anyX = xp;
        if (gtlt === "=" && anyX) {
          gtlt = "";
        }
        pr = options.includePrerelease ? "-0" : "";
        if (xM) {
          if (gtlt === ">" || gtlt === "<") {
            ret = "<0.0.0-0";
          } else {
            ret = "*";
          }
        } else if (gtlt && anyX) {
          if (xm) {
            m = 0;
          }
          p = 0;
          if (gtlt === ">") {
            gtlt = ">=";
            if (xm) {
              M = +M + 1;
              m = 0;
              p = 0;
            } else {
              m = +m + 1;
              p = 0;
            }
          } else if (gtlt === "<=") {
            gtlt = "<";
            if (xm) {
              M = +M + 1;
            } else {
              m = +m + 1;
            }
          }
          if (gtlt === "<") {
            pr = "-0";
          }
          ret = `${gtlt + M}.${m}.${p}${pr}`;
        } else if (xm) {
          ret = `>=${M}.0.0${pr} <${+M + 1}.0.0-0`;
        } else if (xp) {
          ret = `>=${M}.${m}.0${pr} <${M}.${+m + 1}.0-0`;
        }
        debug("xRange return", ret);
        return ret;
      });
    };
    var replaceStars = (comp, options) => {
      debug("replaceStars", comp, options);
      return comp.trim().replace(re[t.STAR], "");
    };
    var replaceGTE0 = (comp, options) => {
      debug("replaceGTE0", comp, options);
      return comp.trim().replace(re[options.includePrerelease ? t.GTE0PRE : t.GTE0], "");
    };
    var hyphenReplace = (incPr) => ($0, from, fM, fm, fp, fpr, fb, to, tM, tm, tp, tpr) => {
      if (isX(fM)) {
        from = "";
      } else if (isX(fm)) {
        from = `>=${fM}.0.0${incPr ? "-0" : ""}`;
      } else if (isX(fp)) {
        from = `>=${fM}.${fm}.0${incPr ? "-0" : ""}`;
      } else if (fpr) {
        from = `>=${from}`;
      } else {
        from = `>=${from}${incPr ? "-0" : ""}`;
      }
      if (isX(tM)) {
        to = "";
      } else if (isX(tm)) {
        to = `<${+tM + 1}.0.0-0`;
      } else if (isX(tp)) {
        to = `<${tM}.${+tm + 1}.0-0`;
      } else if (tpr) {
        to = `<=${tM}.${tm}.${tp}-${tpr}`;
      } else if (incPr) {
        to = `<${tM}.${tm}.${+tp + 1}-0`;
      } else {
        to = `<=${to}`;
      }
      return `${from} ${to}`.trim();
    };
    var testSet = (set, version, options) => {
      for (let i = 0; i < set.length; i++) {
        if (!set[i].test(version)) {
          return false;
        }
      }
      if (version.prerelease.length && !options.includePrerelease) {
        for (let i = 0; i < set.length; i++) {
          debug(set[i].semver);
          if (set[i].semver === Comparator.ANY) {
            continue;
          }
          if (set[i].semver.prerelease.length > 0) {
            const allowed = set[i].semver;
            if (allowed.major === version.major && allowed.minor === version.minor && allowed.patch === version.patch) {
              return true;
            }
          }
        }
        return false;
      }
      return true;
    };
  }
});

// node_modules/semver/classes/comparator.js
var require_comparator = __commonJS({
  "node_modules/semver/classes/comparator.js"(exports, module) {
    "use strict";
    var ANY = /* @__PURE__ */ Symbol("SemVer ANY");
    var Comparator = class _Comparator {
      static get ANY() {
        return ANY;
      }
      constructor(comp, options) {
        options = parseOptions(options);
        if (comp instanceof _Comparator) {
          if (comp.loose === !!options.loose) {
            return comp;
          } else {
            comp = comp.value;
          }
        }
        comp = comp.trim().split(/\s+/).join(" ");
        debug("comparator", comp, options);
        this.options = options;
        this.loose = !!options.loose;
        this.parse(comp);
        if (this.semver === ANY) {
          this.value = "";
        } else {
          this.value = this.operator + this.semver.version;
        }
        debug("comp", this);
      }
      parse(comp) {
        const r = this.options.loose ? re[t.COMPARATORLOOSE] : re[t.COMPARATOR];
        const m = comp.match(r);
        if (!m) {
          throw new TypeError(`Invalid comparator: ${comp}`);
        }
        this.operator = m[1] !== void 0 ? m[1] : "";
        if (this.operator === "=") {
          this.operator = "";
        }
        if (!m[2]) {
          this.semver = ANY;
        } else {
          this.semver = new SemVer(m[2], this.options.loose);
        }
      }
      toString() {
        return this.value;
      }
      test(version) {
        debug("Comparator.test", version, this.options.loose);
        if (this.semver === ANY || version === ANY) {
          return true;
        }
        if (typeof version === "string") {
          try {
            version = new SemVer(version, this.options);
          } catch (er) {
            return false;
          }
        }
        return cmp(version, this.operator, this.semver, this.options);
      }
      intersects(comp, options) {
        if (!(comp instanceof _Comparator)) {
          throw new TypeError("a Comparator is required");
        }
        if (this.operator === "") {
          if (this.value === "") {
            return true;
          }
          return new Range(comp.value, options).test(this.value);
        } else if (comp.operator === "") {
          if (comp.value === "") {
            return true;
          }
          return new Range(this.value, options).test(comp.semver);
        }
        options = parseOptions(options);
        if (options.includePrerelease && (this.value === "<0.0.0-0" || comp.value === "<0.0.0-0")) {
          return false;
        }
        if (!options.includePrerelease && (this.value.startsWith("<0.0.0") || comp.value.startsWith("<0.0.0"))) {
          return false;
        }
        if (this.operator.startsWith(">") && comp.operator.startsWith(">")) {
          return true;
        }
        if (this.operator.startsWith("<") && comp.operator.startsWith("<")) {
          return true;
        }
        if (this.semver.version === comp.semver.version && this.operator.includes("=") && comp.operator.includes("=")) {
          return true;
        }
        if (cmp(this.semver, "<", comp.semver, options) && this.operator.startsWith(">") && comp.operator.startsWith("<")) {
          return true;
        }
        if (cmp(this.semver, ">", comp.semver, options) && this.operator.startsWith("<") && comp.operator.startsWith(">")) {
          return true;
        }
        return false;
      }
    };
    module.exports = Comparator;
    var parseOptions = require_parse_options();
    var { safeRe: re, t } = require_re();
    var cmp = require_cmp();
    var debug = require_debug();
    var SemVer = require_semver();
    var Range = require_range();
  }
});

// node_modules/semver/functions/satisfies.js
var require_satisfies = __commonJS({
  "node_modules/semver/functions/satisfies.js"(exports, module) {
    "use strict";
    var Range = require_range();
    var satisfies = (version, range, options) => {
      try {
        range = new Range(range, options);
      } catch (er) {
        return false;
      }
      return range.test(version);
    };
    module.exports = satisfies;
  }
});

// node_modules/semver/ranges/to-comparators.js
var require_to_comparators = __commonJS({
  "node_modules/semver/ranges/to-comparators.js"(exports, module) {
    "use strict";
    var Range = require_range();
    var toComparators = (range, options) => new Range(range, options).set.map((comp) => comp.map((c) => c.value).join(" ").trim().split(" "));
    module.exports = toComparators;
  }
});

// node_modules/semver/ranges/max-satisfying.js
var require_max_satisfying = __commonJS({
  "node_modules/semver/ranges/max-satisfying.js"(exports, module) {
    "use strict";
    var SemVer = require_semver();
    var Range = require_range();
    var maxSatisfying = (versions, range, options) => {
      let max = null;
      let maxSV = null;
      let rangeObj = null;
      try {
        rangeObj = new Range(range, options);
      } catch (er) {
        return null;
      }
      versions.forEach((v) => {
        if (rangeObj.test(v)) {
          if (!max || maxSV.compare(v) === -1) {
            max = v;
            maxSV = new SemVer(max, options);
          }
        }
      });
      return max;
    };
    module.exports = maxSatisfying;
  }
});

// node_modules/semver/ranges/min-satisfying.js
var require_min_satisfying = __commonJS({
  "node_modules/semver/ranges/min-satisfying.js"(exports, module) {
    "use strict";
    var SemVer = require_semver();
    var Range = require_range();
    var minSatisfying = (versions, range, options) => {
      let min = null;
      let minSV = null;
      let rangeObj = null;
      try {
        rangeObj = new Range(range, options);
      } catch (er) {
        return null;
      }
      versions.forEach((v) => {
        if (rangeObj.test(v)) {
          if (!min || minSV.compare(v) === 1) {
            min = v;
            minSV = new SemVer(min, options);
          }
        }
      });
      return min;
    };
    module.exports = minSatisfying;
  }
});

// node_modules/semver/ranges/min-version.js
var require_min_version = __commonJS({
  "node_modules/semver/ranges/min-version.js"(exports, module) {
    "use strict";
    var SemVer = require_semver();
    var Range = require_range();
    var gt = require_gt();
    var minVersion = (range, loose) => {
      range = new Range(range, loose);
      let minver = new SemVer("0.0.0");
      if (range.test(minver)) {
        return minver;
      }
      minver = new SemVer("0.0.0-0");
      if (range.test(minver)) {
        return minver;
      }
      minver = null;
      for (let i = 0; i < range.set.length; ++i) {
        const comparators = range.set[i];
        let setMin = null;
        comparators.forEach((comparator) => {
          const compver = new SemVer(comparator.semver.version);
          switch (comparator.operator) {
            case ">":
              if (compver.prerelease.length === 0) {
                compver.patch++;
              } else {
                compver.prerelease.push(0);
              }
              compver.raw = compver.format();
            /* fallthrough */
            case "":
            case ">=":
              if (!setMin || gt(compver, setMin)) {
                setMin = compver;
              }
              break;
            case "<":
            case "<=":
              break;
            /* istanbul ignore next */
            default:
              throw new Error(`Unexpected operation: ${comparator.operator}`);
          }
        });
        if (setMin && (!minver || gt(minver, setMin))) {
          minver = setMin;
        }
      }
      if (minver && range.test(minver)) {
        return minver;
      }
      return null;
    };
    module.exports = minVersion;
  }
});

// node_modules/semver/ranges/valid.js
var require_valid2 = __commonJS({
  "node_modules/semver/ranges/valid.js"(exports, module) {
    "use strict";
    var Range = require_range();
    var validRange = (range, options) => {
      try {
        return new Range(range, options).range || "*";
      } catch (er) {
        return null;
      }
    };
    module.exports = validRange;
  }
});

// node_modules/semver/ranges/outside.js
var require_outside = __commonJS({
  "node_modules/semver/ranges/outside.js"(exports, module) {
    "use strict";
    var SemVer = require_semver();
    var Comparator = require_comparator();
    var { ANY } = Comparator;
    var Range = require_range();
    var satisfies = require_satisfies();
    var gt = require_gt();
    var lt = require_lt();
    var lte = require_lte();
    var gte = require_gte();
    var outside = (version, range, hilo, options) => {
      version = new SemVer(version, options);
      range = new Range(range, options);
      let gtfn, ltefn, ltfn, comp, ecomp;
      switch (hilo) {
        case ">":
          gtfn = gt;
          ltefn = lte;
          ltfn = lt;
          comp = ">";
          ecomp = ">=";
          break;
        case "<":
          gtfn = lt;
          ltefn = gte;
          ltfn = gt;
          comp = "<";
          ecomp = "<=";
          break;
        default:
          throw new TypeError('Must provide a hilo val of "<" or ">"');
      }
      if (satisfies(version, range, options)) {
        return false;
      }
      for (let i = 0; i < range.set.length; ++i) {
        const comparators = range.set[i];
        let high = null;
        let low = null;
        comparators.forEach((comparator) => {
          if (comparator.semver === ANY) {
            comparator = new Comparator(">=0.0.0");
          }
          high = high || comparator;
          low = low || comparator;
          if (gtfn(comparator.semver, high.semver, options)) {
            high = comparator;
          } else if (ltfn(comparator.semver, low.semver, options)) {
            low = comparator;
          }
        });
        if (high.operator === comp || high.operator === ecomp) {
          return false;
        }
        if ((!low.operator || low.operator === comp) && ltefn(version, low.semver)) {
          return false;
        } else if (low.operator === ecomp && ltfn(version, low.semver)) {
          return false;
        }
      }
      return true;
    };
    module.exports = outside;
  }
});

// node_modules/semver/ranges/gtr.js
var require_gtr = __commonJS({
  "node_modules/semver/ranges/gtr.js"(exports, module) {
    "use strict";
    var outside = require_outside();
    var gtr = (version, range, options) => outside(version, range, ">", options);
    module.exports = gtr;
  }
});

// node_modules/semver/ranges/ltr.js
var require_ltr = __commonJS({
  "node_modules/semver/ranges/ltr.js"(exports, module) {
    "use strict";
    var outside = require_outside();
    var ltr = (version, range, options) => outside(version, range, "<", options);
    module.exports = ltr;
  }
});

// node_modules/semver/ranges/intersects.js
var require_intersects = __commonJS({
  "node_modules/semver/ranges/intersects.js"(exports, module) {
    "use strict";
    var Range = require_range();
    var intersects = (r1, r2, options) => {
      r1 = new Range(r1, options);
      r2 = new Range(r2, options);
      return r1.intersects(r2, options);
    };
    module.exports = intersects;
  }
});

// node_modules/semver/ranges/simplify.js
var require_simplify = __commonJS({
  "node_modules/semver/ranges/simplify.js"(exports, module) {
    "use strict";
    var satisfies = require_satisfies();
    var compare = require_compare();
    module.exports = (versions, range, options) => {
      const set = [];
      let first = null;
      let prev = null;
      const v = versions.sort((a, b) => compare(a, b, options));
      for (const version of v) {
        const included = satisfies(version, range, options);
        if (included) {
          prev = version;
          if (!first) {
            first = version;
          }
        } else {
          if (prev) {
            set.push([first, prev]);
          }
          prev = null;
          first = null;
        }
      }
      if (first) {
        set.push([first, null]);
      }
      const ranges = [];
      for (const [min, max] of set) {
        if (min === max) {
          ranges.push(min);
        } else if (!max && min === v[0]) {
          ranges.push("*");
        } else if (!max) {
          ranges.push(`>=${min}`);
        } else if (min === v[0]) {
          ranges.push(`<=${max}`);
        } else {
          ranges.push(`${min} - ${max}`);
        }
      }
      const simplified = ranges.join(" || ");
      const original = typeof range.raw === "string" ? range.raw : String(range);
      return simplified.length < original.length ? simplified : range;
    };
  }
});

// node_modules/semver/ranges/subset.js
var require_subset = __commonJS({
  "node_modules/semver/ranges/subset.js"(exports, module) {
    "use strict";
    var Range = require_range();
    var Comparator = require_comparator();
    var { ANY } = Comparator;
    var satisfies = require_satisfies();
    var compare = require_compare();
    var subset = (sub, dom, options = {}) => {
      if (sub === dom) {
        return true;
      }
      sub = new Range(sub, options);
      dom = new Range(dom, options);
      let sawNonNull = false;
      OUTER: for (const simpleSub of sub.set) {
        for (const simpleDom of dom.set) {
          const isSub = simpleSubset(simpleSub, simpleDom, options);
          sawNonNull = sawNonNull || isSub !== null;
          if (isSub) {
            continue OUTER;
          }
        }
        if (sawNonNull) {
          return false;
        }
      }
      return true;
    };
    var minimumVersionWithPreRelease = [new Comparator(">=0.0.0-0")];
    var minimumVersion = [new Comparator(">=0.0.0")];
    var simpleSubset = (sub, dom, options) => {
      if (sub === dom) {
        return true;
      }
      if (sub.length === 1 && sub[0].semver === ANY) {
        if (dom.length === 1 && dom[0].semver === ANY) {
          return true;
        } else if (options.includePrerelease) {
          sub = minimumVersionWithPreRelease;
        } else {
          sub = minimumVersion;
        }
      }
      if (dom.length === 1 && dom[0].semver === ANY) {
        if (options.includePrerelease) {
          return true;
        } else {
          dom = minimumVersion;
        }
      }
      const eqSet = /* @__PURE__ */ new Set();
      let gt, lt;
      for (const c of sub) {
        if (c.operator === ">" || c.operator === ">=") {
          gt = higherGT(gt, c, options);
        } else if (c.operator === "<" || c.operator === "<=") {
          lt = lowerLT(lt, c, options);
        } else {
          eqSet.add(c.semver);
        }
      }
      if (eqSet.size > 1) {
        return null;
      }
      let gtltComp;
      if (gt && lt) {
        gtltComp = compare(gt.semver, lt.semver, options);
        if (gtltComp > 0) {
          return null;
        } else if (gtltComp === 0 && (gt.operator !== ">=" || lt.operator !== "<=")) {
          return null;
        }
      }
      for (const eq of eqSet) {
        if (gt && !satisfies(eq, String(gt), options)) {
          return null;
        }
        if (lt && !satisfies(eq, String(lt), options)) {
          return null;
        }
        for (const c of dom) {
          if (!satisfies(eq, String(c), options)) {
            return false;
          }
        }
        return true;
      }
      let higher, lower;
      let hasDomLT, hasDomGT;
      let needDomLTPre = lt && !options.includePrerelease && lt.semver.prerelease.length ? lt.semver : false;
      let needDomGTPre = gt && !options.includePrerelease && gt.semver.prerelease.length ? gt.semver : false;
      if (needDomLTPre && needDomLTPre.prerelease.length === 1 && lt.operator === "<" && needDomLTPre.prerelease[0] === 0) {
        needDomLTPre = false;
      }
      for (const c of dom) {
        hasDomGT = hasDomGT || c.operator === ">" || c.operator === ">=";
        hasDomLT = hasDomLT || c.operator === "<" || c.operator === "<=";
        if (gt) {
          if (needDomGTPre) {
            if (c.semver.prerelease && c.semver.prerelease.length && c.semver.major === needDomGTPre.major && c.semver.minor === needDomGTPre.minor && c.semver.patch === needDomGTPre.patch) {
              needDomGTPre = false;
            }
          }
          if (c.operator === ">" || c.operator === ">=") {
            higher = higherGT(gt, c, options);
            if (higher === c && higher !== gt) {
              return false;
            }
          } else if (gt.operator === ">=" && !c.test(gt.semver)) {
            return false;
          }
        }
        if (lt) {
          if (needDomLTPre) {
            if (c.semver.prerelease && c.semver.prerelease.length && c.semver.major === needDomLTPre.major && c.semver.minor === needDomLTPre.minor && c.semver.patch === needDomLTPre.patch) {
              needDomLTPre = false;
            }
          }
          if (c.operator === "<" || c.operator === "<=") {
            lower = lowerLT(lt, c, options);
            if (lower === c && lower !== lt) {
              return false;
            }
          } else if (lt.operator === "<=" && !c.test(lt.semver)) {
            return false;
          }
        }
        if (!c.operator && (lt || gt) && gtltComp !== 0) {
          return false;
        }
      }
      if (gt && hasDomLT && !lt && gtltComp !== 0) {
        return false;
      }
      if (lt && hasDomGT && !gt && gtltComp !== 0) {
        return false;
      }
      if (needDomGTPre || needDomLTPre) {
        return false;
      }
      return true;
    };
    var higherGT = (a, b, options) => {
      if (!a) {
        return b;
      }
      const comp = compare(a.semver, b.semver, options);
      return comp > 0 ? a : comp < 0 ? b : b.operator === ">" && a.operator === ">=" ? b : a;
    };
    var lowerLT = (a, b, options) => {
      if (!a) {
        return b;
      }
      const comp = compare(a.semver, b.semver, options);
      return comp < 0 ? a : comp > 0 ? b : b.operator === "<" && a.operator === "<=" ? b : a;
    };
    module.exports = subset;
  }
});

// node_modules/semver/index.js
var require_semver2 = __commonJS({
  "node_modules/semver/index.js"(exports, module) {
    "use strict";
    var internalRe = require_re();
    var constants2 = require_constants();
    var SemVer = require_semver();
    var identifiers = require_identifiers();
    var parse = require_parse();
    var valid = require_valid();
    var clean = require_clean();
    var inc = require_inc();
    var diff = require_diff();
    var major = require_major();
    var minor = require_minor();
    var patch = require_patch();
    var prerelease = require_prerelease();
    var compare = require_compare();
    var rcompare = require_rcompare();
    var compareLoose = require_compare_loose();
    var compareBuild = require_compare_build();
    var sort = require_sort();
    var rsort = require_rsort();
    var gt = require_gt();
    var lt = require_lt();
    var eq = require_eq();
    var neq = require_neq();
    var gte = require_gte();
    var lte = require_lte();
    var cmp = require_cmp();
    var coerce = require_coerce();
    var truncate = require_truncate();
    var Comparator = require_comparator();
    var Range = require_range();
    var satisfies = require_satisfies();
    var toComparators = require_to_comparators();
    var maxSatisfying = require_max_satisfying();
    var minSatisfying = require_min_satisfying();
    var minVersion = require_min_version();
    var validRange = require_valid2();
    var outside = require_outside();
    var gtr = require_gtr();
    var ltr = require_ltr();
    var intersects = require_intersects();
    var simplifyRange = require_simplify();
    var subset = require_subset();
    module.exports = {
      parse,
      valid,
      clean,
      inc,
      diff,
      major,
      minor,
      patch,
      prerelease,
      compare,
      rcompare,
      compareLoose,
      compareBuild,
      sort,
      rsort,
      gt,
      lt,
      eq,
      neq,
      gte,
      lte,
      cmp,
      coerce,
      truncate,
      Comparator,
      Range,
      satisfies,
      toComparators,
      maxSatisfying,
      minSatisfying,
      minVersion,
      validRange,
      outside,
      gtr,
      ltr,
      intersects,
      simplifyRange,
      subset,
      SemVer,
      re: internalRe.re,
      src: internalRe.src,
      tokens: internalRe.t,
      SEMVER_SPEC_VERSION: constants2.SEMVER_SPEC_VERSION,
      RELEASE_TYPES: constants2.RELEASE_TYPES,
      compareIdentifiers: identifiers.compareIdentifiers,
      rcompareIdentifiers: identifiers.rcompareIdentifiers
    };
  }
});

// src/io/rules.ts
import { existsSync } from "node:fs";
import { readdir as readdir2 } from "node:fs/promises";
import { dirname as dirname3, join as join3, posix, relative as relative2 } from "node:path";

// node_modules/@actions/exec/lib/exec.js
import { StringDecoder } from "string_decoder";

// node_modules/@actions/exec/lib/toolrunner.js
import * as os from "os";
import * as events from "events";
import * as child from "child_process";
import * as path3 from "path";

// node_modules/@actions/io/lib/io.js
import * as path2 from "path";

// node_modules/@actions/io/lib/io-util.js
import * as fs from "fs";
import * as path from "path";
var __awaiter = function(thisArg, _arguments, P, generator) {
  function adopt(value) {
    return value instanceof P ? value : new P(function(resolve2) {
      resolve2(value);
    });
  }
  return new (P || (P = Promise))(function(resolve2, reject) {
    function fulfilled(value) {
      try {
        step(generator.next(value));
      } catch (e) {
        reject(e);
      }
    }
    function rejected(value) {
      try {
        step(generator["throw"](value));
      } catch (e) {
        reject(e);
      }
    }
    function step(result) {
      result.done ? resolve2(result.value) : adopt(result.value).then(fulfilled, rejected);
    }
    step((generator = generator.apply(thisArg, _arguments || [])).next());
  });
};
var { chmod, copyFile, lstat, mkdir, open, readdir, rename, rm, rmdir, stat, symlink, unlink } = fs.promises;
var IS_WINDOWS = process.platform === "win32";
var READONLY = fs.constants.O_RDONLY;
function exists(fsPath) {
  return __awaiter(this, void 0, void 0, function* () {
    try {
      yield stat(fsPath);
    } catch (err) {
      if (err.code === "ENOENT") {
        return false;
      }
      throw err;
    }
    return true;
  });
}
function isRooted(p) {
  p = normalizeSeparators(p);
  if (!p) {
    throw new Error('isRooted() parameter "p" cannot be empty');
  }
  if (IS_WINDOWS) {
    return p.startsWith("\\") || /^[A-Z]:/i.test(p);
  }
  return p.startsWith("/");
}
function tryGetExecutablePath(filePath, extensions) {
  return __awaiter(this, void 0, void 0, function* () {
    let stats = void 0;
    try {
      stats = yield stat(filePath);
    } catch (err) {
      if (err.code !== "ENOENT") {
        console.log(`Unexpected error attempting to determine if executable file exists '${filePath}': ${err}`);
      }
    }
    if (stats && stats.isFile()) {
      if (IS_WINDOWS) {
        const upperExt = path.extname(filePath).toUpperCase();
        if (extensions.some((validExt) => validExt.toUpperCase() === upperExt)) {
          return filePath;
        }
      } else {
        if (isUnixExecutable(stats)) {
          return filePath;
        }
      }
    }
    const originalFilePath = filePath;
    for (const extension of extensions) {
      filePath = originalFilePath + extension;
      stats = void 0;
      try {
        stats = yield stat(filePath);
      } catch (err) {
        if (err.code !== "ENOENT") {
          console.log(`Unexpected error attempting to determine if executable file exists '${filePath}': ${err}`);
        }
      }
      if (stats && stats.isFile()) {
        if (IS_WINDOWS) {
          try {
            const directory = path.dirname(filePath);
            const upperName = path.basename(filePath).toUpperCase();
            for (const actualName of yield readdir(directory)) {
              if (upperName === actualName.toUpperCase()) {
                filePath = path.join(directory, actualName);
                break;
              }
            }
          } catch (err) {
            console.log(`Unexpected error attempting to determine the actual case of the file '${filePath}': ${err}`);
          }
          return filePath;
        } else {
          if (isUnixExecutable(stats)) {
            return filePath;
          }
        }
      }
    }
    return "";
  });
}
function normalizeSeparators(p) {
  p = p || "";
  if (IS_WINDOWS) {
    p = p.replace(/\//g, "\\");
    return p.replace(/\\\\+/g, "\\");
  }
  return p.replace(/\/\/+/g, "/");
}
function isUnixExecutable(stats) {
  return (stats.mode & 1) > 0 || (stats.mode & 8) > 0 && process.getgid !== void 0 && stats.gid === process.getgid() || (stats.mode & 64) > 0 && process.getuid !== void 0 && stats.uid === process.getuid();
}

// node_modules/@actions/io/lib/io.js
var __awaiter2 = function(thisArg, _arguments, P, generator) {
  function adopt(value) {
    return value instanceof P ? value : new P(function(resolve2) {
      resolve2(value);
    });
  }
  return new (P || (P = Promise))(function(resolve2, reject) {
    function fulfilled(value) {
      try {
        step(generator.next(value));
      } catch (e) {
        reject(e);
      }
    }
    function rejected(value) {
      try {
        step(generator["throw"](value));
      } catch (e) {
        reject(e);
      }
    }
    function step(result) {
      result.done ? resolve2(result.value) : adopt(result.value).then(fulfilled, rejected);
    }
    step((generator = generator.apply(thisArg, _arguments || [])).next());
  });
};
function which(tool, check) {
  return __awaiter2(this, void 0, void 0, function* () {
    if (!tool) {
      throw new Error("parameter 'tool' is required");
    }
    if (check) {
      const result = yield which(tool, false);
      if (!result) {
        if (IS_WINDOWS) {
          throw new Error(`Unable to locate executable file: ${tool}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also verify the file has a valid extension for an executable file.`);
        } else {
          throw new Error(`Unable to locate executable file: ${tool}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also check the file mode to verify the file is executable.`);
        }
      }
      return result;
    }
    const matches2 = yield findInPath(tool);
    if (matches2 && matches2.length > 0) {
      return matches2[0];
    }
    return "";
  });
}
function findInPath(tool) {
  return __awaiter2(this, void 0, void 0, function* () {
    if (!tool) {
      throw new Error("parameter 'tool' is required");
    }
    const extensions = [];
    if (IS_WINDOWS && process.env["PATHEXT"]) {
      for (const extension of process.env["PATHEXT"].split(path2.delimiter)) {
        if (extension) {
          extensions.push(extension);
        }
      }
    }
    if (isRooted(tool)) {
      const filePath = yield tryGetExecutablePath(tool, extensions);
      if (filePath) {
        return [filePath];
      }
      return [];
    }
    if (tool.includes(path2.sep)) {
      return [];
    }
    const directories = [];
    if (process.env.PATH) {
      for (const p of process.env.PATH.split(path2.delimiter)) {
        if (p) {
          directories.push(p);
        }
      }
    }
    const matches2 = [];
    for (const directory of directories) {
      const filePath = yield tryGetExecutablePath(path2.join(directory, tool), extensions);
      if (filePath) {
        matches2.push(filePath);
      }
    }
    return matches2;
  });
}

// node_modules/@actions/exec/lib/toolrunner.js
import { setTimeout } from "timers";
var __awaiter3 = function(thisArg, _arguments, P, generator) {
  function adopt(value) {
    return value instanceof P ? value : new P(function(resolve2) {
      resolve2(value);
    });
  }
  return new (P || (P = Promise))(function(resolve2, reject) {
    function fulfilled(value) {
      try {
        step(generator.next(value));
      } catch (e) {
        reject(e);
      }
    }
    function rejected(value) {
      try {
        step(generator["throw"](value));
      } catch (e) {
        reject(e);
      }
    }
    function step(result) {
      result.done ? resolve2(result.value) : adopt(result.value).then(fulfilled, rejected);
    }
    step((generator = generator.apply(thisArg, _arguments || [])).next());
  });
};
var IS_WINDOWS2 = process.platform === "win32";
var ToolRunner = class extends events.EventEmitter {
  constructor(toolPath, args, options) {
    super();
    if (!toolPath) {
      throw new Error("Parameter 'toolPath' cannot be null or empty.");
    }
    this.toolPath = toolPath;
    this.args = args || [];
    this.options = options || {};
  }
  _debug(message) {
    if (this.options.listeners && this.options.listeners.debug) {
      this.options.listeners.debug(message);
    }
  }
  _getCommandString(options, noPrefix) {
    const toolPath = this._getSpawnFileName();
    const args = this._getSpawnArgs(options);
    let cmd = noPrefix ? "" : "[command]";
    if (IS_WINDOWS2) {
      if (this._isCmdFile()) {
        cmd += toolPath;
        for (const a of args) {
          cmd += ` ${a}`;
        }
      } else if (options.windowsVerbatimArguments) {
        cmd += `"${toolPath}"`;
        for (const a of args) {
          cmd += ` ${a}`;
        }
      } else {
        cmd += this._windowsQuoteCmdArg(toolPath);
        for (const a of args) {
          cmd += ` ${this._windowsQuoteCmdArg(a)}`;
        }
      }
    } else {
      cmd += toolPath;
      for (const a of args) {
        cmd += ` ${a}`;
      }
    }
    return cmd;
  }
  _processLineBuffer(data2, strBuffer, onLine) {
    try {
      let s = strBuffer + data2.toString();
      let n = s.indexOf(os.EOL);
      while (n > -1) {
        const line = s.substring(0, n);
        onLine(line);
        s = s.substring(n + os.EOL.length);
        n = s.indexOf(os.EOL);
      }
      return s;
    } catch (err) {
      this._debug(`error processing line. Failed with error ${err}`);
      return "";
    }
  }
  _getSpawnFileName() {
    if (IS_WINDOWS2) {
      if (this._isCmdFile()) {
        return process.env["COMSPEC"] || "cmd.exe";
      }
    }
    return this.toolPath;
  }
  _getSpawnArgs(options) {
    if (IS_WINDOWS2) {
      if (this._isCmdFile()) {
        let argline = `/D /S /C "${this._windowsQuoteCmdArg(this.toolPath)}`;
        for (const a of this.args) {
          argline += " ";
          argline += options.windowsVerbatimArguments ? a : this._windowsQuoteCmdArg(a);
        }
        argline += '"';
        return [argline];
      }
    }
    return this.args;
  }
  _endsWith(str, end) {
    return str.endsWith(end);
  }
  _isCmdFile() {
    const upperToolPath = this.toolPath.toUpperCase();
    return this._endsWith(upperToolPath, ".CMD") || this._endsWith(upperToolPath, ".BAT");
  }
  _windowsQuoteCmdArg(arg) {
    if (!this._isCmdFile()) {
      return this._uvQuoteCmdArg(arg);
    }
    if (!arg) {
      return '""';
    }
    const cmdSpecialChars = [
      " ",
      "	",
      "&",
      "(",
      ")",
      "[",
      "]",
      "{",
      "}",
      "^",
      "=",
      ";",
      "!",
      "'",
      "+",
      ",",
      "`",
      "~",
      "|",
      "<",
      ">",
      '"'
    ];
    let needsQuotes = false;
    for (const char of arg) {
      if (cmdSpecialChars.some((x) => x === char)) {
        needsQuotes = true;
        break;
      }
    }
    if (!needsQuotes) {
      return arg;
    }
    let reverse = '"';
    let quoteHit = true;
    for (let i = arg.length; i > 0; i--) {
      reverse += arg[i - 1];
      if (quoteHit && arg[i - 1] === "\\") {
        reverse += "\\";
      } else if (arg[i - 1] === '"') {
        quoteHit = true;
        reverse += '"';
      } else {
        quoteHit = false;
      }
    }
    reverse += '"';
    return reverse.split("").reverse().join("");
  }
  _uvQuoteCmdArg(arg) {
    if (!arg) {
      return '""';
    }
    if (!arg.includes(" ") && !arg.includes("	") && !arg.includes('"')) {
      return arg;
    }
    if (!arg.includes('"') && !arg.includes("\\")) {
      return `"${arg}"`;
    }
    let reverse = '"';
    let quoteHit = true;
    for (let i = arg.length; i > 0; i--) {
      reverse += arg[i - 1];
      if (quoteHit && arg[i - 1] === "\\") {
        reverse += "\\";
      } else if (arg[i - 1] === '"') {
        quoteHit = true;
        reverse += "\\";
      } else {
        quoteHit = false;
      }
    }
    reverse += '"';
    return reverse.split("").reverse().join("");
  }
  _cloneExecOptions(options) {
    options = options || {};
    const result = {
      cwd: options.cwd || process.cwd(),
      env: options.env || process.env,
      silent: options.silent || false,
      windowsVerbatimArguments: options.windowsVerbatimArguments || false,
      failOnStdErr: options.failOnStdErr || false,
      ignoreReturnCode: options.ignoreReturnCode || false,
      delay: options.delay || 1e4
    };
    result.outStream = options.outStream || process.stdout;
    result.errStream = options.errStream || process.stderr;
    return result;
  }
  _getSpawnOptions(options, toolPath) {
    options = options || {};
    const result = {};
    result.cwd = options.cwd;
    result.env = options.env;
    result["windowsVerbatimArguments"] = options.windowsVerbatimArguments || this._isCmdFile();
    if (options.windowsVerbatimArguments) {
      result.argv0 = `"${toolPath}"`;
    }
    return result;
  }
  /**
   * Exec a tool.
   * Output will be streamed to the live console.
   * Returns promise with return code
   *
   * @param     tool     path to tool to exec
   * @param     options  optional exec options.  See ExecOptions
   * @returns   number
   */
  exec() {
    return __awaiter3(this, void 0, void 0, function* () {
      if (!isRooted(this.toolPath) && (this.toolPath.includes("/") || IS_WINDOWS2 && this.toolPath.includes("\\"))) {
        this.toolPath = path3.resolve(process.cwd(), this.options.cwd || process.cwd(), this.toolPath);
      }
      this.toolPath = yield which(this.toolPath, true);
      return new Promise((resolve2, reject) => __awaiter3(this, void 0, void 0, function* () {
        this._debug(`exec tool: ${this.toolPath}`);
        this._debug("arguments:");
        for (const arg of this.args) {
          this._debug(`   ${arg}`);
        }
        const optionsNonNull = this._cloneExecOptions(this.options);
        if (!optionsNonNull.silent && optionsNonNull.outStream) {
          optionsNonNull.outStream.write(this._getCommandString(optionsNonNull) + os.EOL);
        }
        const state = new ExecState(optionsNonNull, this.toolPath);
        state.on("debug", (message) => {
          this._debug(message);
        });
        if (this.options.cwd && !(yield exists(this.options.cwd))) {
          return reject(new Error(`The cwd: ${this.options.cwd} does not exist!`));
        }
        const fileName = this._getSpawnFileName();
        const cp = child.spawn(fileName, this._getSpawnArgs(optionsNonNull), this._getSpawnOptions(this.options, fileName));
        let stdbuffer = "";
        if (cp.stdout) {
          cp.stdout.on("data", (data2) => {
            if (this.options.listeners && this.options.listeners.stdout) {
              this.options.listeners.stdout(data2);
            }
            if (!optionsNonNull.silent && optionsNonNull.outStream) {
              optionsNonNull.outStream.write(data2);
            }
            stdbuffer = this._processLineBuffer(data2, stdbuffer, (line) => {
              if (this.options.listeners && this.options.listeners.stdline) {
                this.options.listeners.stdline(line);
              }
            });
          });
        }
        let errbuffer = "";
        if (cp.stderr) {
          cp.stderr.on("data", (data2) => {
            state.processStderr = true;
            if (this.options.listeners && this.options.listeners.stderr) {
              this.options.listeners.stderr(data2);
            }
            if (!optionsNonNull.silent && optionsNonNull.errStream && optionsNonNull.outStream) {
              const s = optionsNonNull.failOnStdErr ? optionsNonNull.errStream : optionsNonNull.outStream;
              s.write(data2);
            }
            errbuffer = this._processLineBuffer(data2, errbuffer, (line) => {
              if (this.options.listeners && this.options.listeners.errline) {
                this.options.listeners.errline(line);
              }
            });
          });
        }
        cp.on("error", (err) => {
          state.processError = err.message;
          state.processExited = true;
          state.processClosed = true;
          state.CheckComplete();
        });
        cp.on("exit", (code) => {
          state.processExitCode = code;
          state.processExited = true;
          this._debug(`Exit code ${code} received from tool '${this.toolPath}'`);
          state.CheckComplete();
        });
        cp.on("close", (code) => {
          state.processExitCode = code;
          state.processExited = true;
          state.processClosed = true;
          this._debug(`STDIO streams have closed for tool '${this.toolPath}'`);
          state.CheckComplete();
        });
        state.on("done", (error, exitCode) => {
          if (stdbuffer.length > 0) {
            this.emit("stdline", stdbuffer);
          }
          if (errbuffer.length > 0) {
            this.emit("errline", errbuffer);
          }
          cp.removeAllListeners();
          if (error) {
            reject(error);
          } else {
            resolve2(exitCode);
          }
        });
        if (this.options.input) {
          if (!cp.stdin) {
            throw new Error("child process missing stdin");
          }
          cp.stdin.end(this.options.input);
        }
      }));
    });
  }
};
function argStringToArray(argString) {
  const args = [];
  let inQuotes = false;
  let escaped = false;
  let arg = "";
  function append(c) {
    if (escaped && c !== '"') {
      arg += "\\";
    }
    arg += c;
    escaped = false;
  }
  for (let i = 0; i < argString.length; i++) {
    const c = argString.charAt(i);
    if (c === '"') {
      if (!escaped) {
        inQuotes = !inQuotes;
      } else {
        append(c);
      }
      continue;
    }
    if (c === "\\" && escaped) {
      append(c);
      continue;
    }
    if (c === "\\" && inQuotes) {
      escaped = true;
      continue;
    }
    if (c === " " && !inQuotes) {
      if (arg.length > 0) {
        args.push(arg);
        arg = "";
      }
      continue;
    }
    append(c);
  }
  if (arg.length > 0) {
    args.push(arg.trim());
  }
  return args;
}
var ExecState = class _ExecState extends events.EventEmitter {
  constructor(options, toolPath) {
    super();
    this.processClosed = false;
    this.processError = "";
    this.processExitCode = 0;
    this.processExited = false;
    this.processStderr = false;
    this.delay = 1e4;
    this.done = false;
    this.timeout = null;
    if (!toolPath) {
      throw new Error("toolPath must not be empty");
    }
    this.options = options;
    this.toolPath = toolPath;
    if (options.delay) {
      this.delay = options.delay;
    }
  }
  CheckComplete() {
    if (this.done) {
      return;
    }
    if (this.processClosed) {
      this._setResult();
    } else if (this.processExited) {
      this.timeout = setTimeout(_ExecState.HandleTimeout, this.delay, this);
    }
  }
  _debug(message) {
    this.emit("debug", message);
  }
  _setResult() {
    let error;
    if (this.processExited) {
      if (this.processError) {
        error = new Error(`There was an error when attempting to execute the process '${this.toolPath}'. This may indicate the process failed to start. Error: ${this.processError}`);
      } else if (this.processExitCode !== 0 && !this.options.ignoreReturnCode) {
        error = new Error(`The process '${this.toolPath}' failed with exit code ${this.processExitCode}`);
      } else if (this.processStderr && this.options.failOnStdErr) {
        error = new Error(`The process '${this.toolPath}' failed because one or more lines were written to the STDERR stream`);
      }
    }
    if (this.timeout) {
      clearTimeout(this.timeout);
      this.timeout = null;
    }
    this.done = true;
    this.emit("done", error, this.processExitCode);
  }
  static HandleTimeout(state) {
    if (state.done) {
      return;
    }
    if (!state.processClosed && state.processExited) {
      const message = `The STDIO streams did not close within ${state.delay / 1e3} seconds of the exit event from process '${state.toolPath}'. This may indicate a child process inherited the STDIO streams and has not yet exited.`;
      state._debug(message);
    }
    state._setResult();
  }
};

// node_modules/@actions/exec/lib/exec.js
var __awaiter4 = function(thisArg, _arguments, P, generator) {
  function adopt(value) {
    return value instanceof P ? value : new P(function(resolve2) {
      resolve2(value);
    });
  }
  return new (P || (P = Promise))(function(resolve2, reject) {
    function fulfilled(value) {
      try {
        step(generator.next(value));
      } catch (e) {
        reject(e);
      }
    }
    function rejected(value) {
      try {
        step(generator["throw"](value));
      } catch (e) {
        reject(e);
      }
    }
    function step(result) {
      result.done ? resolve2(result.value) : adopt(result.value).then(fulfilled, rejected);
    }
    step((generator = generator.apply(thisArg, _arguments || [])).next());
  });
};
function exec(commandLine, args, options) {
  return __awaiter4(this, void 0, void 0, function* () {
    const commandArgs = argStringToArray(commandLine);
    if (commandArgs.length === 0) {
      throw new Error(`Parameter 'commandLine' cannot be null or empty.`);
    }
    const toolPath = commandArgs[0];
    args = commandArgs.slice(1).concat(args || []);
    const runner = new ToolRunner(toolPath, args, options);
    return runner.exec();
  });
}
function getExecOutput(commandLine, args, options) {
  return __awaiter4(this, void 0, void 0, function* () {
    var _a, _b;
    let stdout = "";
    let stderr = "";
    const stdoutDecoder = new StringDecoder("utf8");
    const stderrDecoder = new StringDecoder("utf8");
    const originalStdoutListener = (_a = options === null || options === void 0 ? void 0 : options.listeners) === null || _a === void 0 ? void 0 : _a.stdout;
    const originalStdErrListener = (_b = options === null || options === void 0 ? void 0 : options.listeners) === null || _b === void 0 ? void 0 : _b.stderr;
    const stdErrListener = (data2) => {
      stderr += stderrDecoder.write(data2);
      if (originalStdErrListener) {
        originalStdErrListener(data2);
      }
    };
    const stdOutListener = (data2) => {
      stdout += stdoutDecoder.write(data2);
      if (originalStdoutListener) {
        originalStdoutListener(data2);
      }
    };
    const listeners = Object.assign(Object.assign({}, options === null || options === void 0 ? void 0 : options.listeners), { stdout: stdOutListener, stderr: stdErrListener });
    const exitCode = yield exec(commandLine, args, Object.assign(Object.assign({}, options), { listeners }));
    stdout += stdoutDecoder.end();
    stderr += stderrDecoder.end();
    return {
      exitCode,
      stdout,
      stderr
    };
  });
}

// src/io/rules.ts
var LARGEST_RULE_FILE = 16 * 1024 * 1024;
var BASELINES = ".repro/baselines";
function rulesInFolder(directory, source) {
  return {
    source,
    read: (path4) => readWhole(join3(directory, path4), LARGEST_RULE_FILE),
    hasBaselines: async () => {
      try {
        return (await readdir2(join3(directory, BASELINES))).some((name) => name.endsWith(".json"));
      } catch {
        return false;
      }
    }
  };
}
function inProject(rules, folder, policy) {
  return {
    ...rules,
    source: { ...rules.source, path: policy },
    read: (path4) => rules.read(posix.join(folder, path4))
  };
}
function noRules(policy) {
  const nothing = { kind: "unreadable", because: "there is no base commit" };
  return {
    source: { kind: "base", ref: null, path: policy },
    read: async () => nothing,
    hasBaselines: async () => nothing
  };
}
function withFile(rules, stands, file) {
  return { ...rules, read: (path4) => stands(path4) ? readWhole(file, LARGEST_RULE_FILE) : rules.read(path4) };
}
function withPolicyAbove(rules, directory) {
  const hasPolicy = (folder) => existsSync(join3(folder, rules.source.path));
  if (hasPolicy(directory)) return rules;
  for (let folder = directory; dirname3(folder) !== folder; folder = dirname3(folder)) {
    const above = dirname3(folder);
    if (hasPolicy(above)) return { ...rules, policyElsewhere: relative2(process.cwd(), above) || "." };
  }
  return rules;
}
function rulesAtRevision(directory, revision, prefix) {
  const source = { kind: "base", ref: revision, path: ".repro/policy.yml" };
  return {
    source,
    read: (path4) => showFile(directory, { revision, path: posix.join(prefix, path4) }),
    hasBaselines: async () => {
      const listed = await git(directory, [
        "ls-tree",
        "--name-only",
        revision,
        `${posix.join(prefix, BASELINES)}/`
      ]);
      return listed.kind === "failed" ? { because: listed.because } : listed.stdout.includes(".json");
    }
  };
}
async function showFile(directory, { revision, path: path4 }) {
  const entry = await git(directory, ["ls-tree", "--full-tree", "-z", revision, "--", path4]);
  if (entry.kind === "failed") return { kind: "unreadable", because: entry.because };
  if (entry.stdout === "") return { kind: "absent" };
  if (!entry.stdout.startsWith("100"))
    return { kind: "unreadable", because: `${path4} is not a plain file in ${revision}` };
  const shown = await git(directory, ["cat-file", "blob", `${revision}:${path4}`]);
  return shown.kind === "failed" ? { kind: "unreadable", because: shown.because } : { kind: "found", text: shown.stdout };
}
async function git(directory, args) {
  try {
    const { exitCode, stdout, stderr } = await getExecOutput(
      "git",
      ["-C", directory, "--no-optional-locks", ...args],
      {
        silent: true,
        ignoreReturnCode: true,
        env: { ...environment(), GIT_TERMINAL_PROMPT: "0", LC_ALL: "C" }
      }
    );
    if (exitCode === 0) return { kind: "done", stdout };
    return {
      kind: "failed",
      because: `git ${args[0]} said: ${stderr.trim().split("\n")[0] ?? `exit code ${exitCode}`}`
    };
  } catch (thrown) {
    return { kind: "failed", because: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}
function environment() {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry) => entry[1] !== void 0)
  );
}

// src/report/text.ts
var plain = (_, text) => text;
function renderText(report, paint) {
  const blocks = [
    headline(report, paint),
    leftOutLine(report),
    metricLines(report.smoke, paint),
    diagnosisLines(report.smoke, paint),
    insideLines(report.smoke, paint),
    findingLines(report.findings, paint),
    changeLines(report, paint),
    tailLines(report.smoke, paint),
    proposedLine(report),
    footer(report, paint)
  ];
  return `${blocks.filter((block) => block !== "").join("\n\n")}
`;
}
var VERDICT_COLOURS = {
  pass: "green",
  fail: "red",
  incomparable: "yellow",
  inconclusive: "yellow",
  misconfigured: "red",
  "not-measured": "red"
};
function headline({ verdict, reason }, paint) {
  return `${paint("bold", paint(VERDICT_COLOURS[verdict], `repro-gate: ${verdict}`))} \xB7 ${oneLine(reason)}`;
}
function leftOutLine({ verdict, leftOut }) {
  if (leftOut === null || verdict === "pass") return "";
  return `  environment only: ${leftOut.tests.map(oneLine).join(", ")} not run (${leftOut.by})`;
}
function oneLine(text) {
  return visible(text).replace(/\s+/g, " ").trim();
}
var ABSENT = "\u2014";
function metricLines(smoke, paint) {
  const rows = smoke.flatMap(({ metrics }) => metrics.map(metricRow));
  if (rows.length === 0) return "";
  const head = ["", "baseline", "this run"];
  const table = [head, ...rows.map(({ cells }) => cells)];
  const widths = head.map((_, column) => Math.max(...table.map((cells) => (cells[column] ?? "").length)));
  const line = (cells) => cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ");
  const lines = rows.map(
    ({ cells, note, ok }) => `  ${paint(ok ? "green" : "red", ok ? "\u2713" : "\u2717")} ${line(cells)}  ${note}`
  );
  return [paint("dim", `    ${line(head).trimEnd()}`), ...lines].join("\n");
}
function metricRow(metric) {
  const [before, after] = curveCells(metric);
  return {
    cells: [oneLine(metric.name), before ?? ABSENT, after ?? ABSENT],
    note: metricNote(metric),
    ok: metric.status === "pass"
  };
}
function metricNote(metric) {
  const { status, onset, maxDeviation, allowed } = metric;
  if (status !== "pass" && status !== "fail" && status !== "inconclusive") return status.replace("-", " ");
  if (onset === null) return metric.resolution === null ? "bit for bit" : "equal at the precision of the log";
  if (metric.check === "scalar") return `${share(metric)}, allowed ${allowed}`;
  const largest = maxDeviation === null ? "" : `, largest ${formatDeviation(maxDeviation.value)} at step ${maxDeviation.step}`;
  return `onset ${formatDeviation(onset.value)} at step ${onset.step}${largest}, allowed ${allowed}`;
}
function share({ baseline, found }) {
  const before = baseline?.values.at(-1);
  const after = found?.values.at(-1);
  const computable = typeof before === "number" && typeof after === "number" && before !== 0;
  return computable ? formatPercent((after - before) / Math.abs(before)) : "changed";
}
function diagnosisLines(smoke, paint) {
  const told = smoke.flatMap(({ diagnosis }) => diagnosis === null ? [] : [oneLine(diagnosis)]);
  return told.map((text) => `  ${paint("bold", "diagnosis")}  ${text}`).join("\n");
}
function insideLines(smoke, paint) {
  return smoke.flatMap(({ name, observation }) => {
    const off = observation === null ? [] : whatIsOff(observation);
    return off.length === 0 ? [] : [`  ${paint("bold", "inside")}  ${oneLine(`${name}: ${off.join("; ")}`)}`];
  }).join("\n");
}
var SEVERITY_COLOURS = {
  error: "red",
  warning: "yellow",
  info: "cyan"
};
var MOST_INFOS = 5;
function findingLines(findings, paint) {
  const loud = findings.filter(({ severity }) => severity !== "info");
  const infos = findings.filter(({ severity }) => severity === "info");
  const more = infos.length - MOST_INFOS;
  const lines = [
    ...loud.map((finding) => findingBlock(finding, paint)),
    ...infos.slice(0, MOST_INFOS).map((finding) => infoLine(finding, paint)),
    ...more > 0 ? [paint("dim", `  ${more} more of severity info in the report file`)] : []
  ];
  return lines.join("\n");
}
function findingBlock(finding, paint) {
  const { code, severity, subject, expected, found, where, next } = finding;
  const place = where === null ? "" : paint(
    "dim",
    `  ${oneLine(where.file)}${where.line === null ? "" : `:${where.line}:${where.column ?? 1}`}`
  );
  return [
    `  ${paint(SEVERITY_COLOURS[severity], severity.padEnd(7))} ${code}  ${oneLine(subject)}${place}`,
    `          expected  ${oneLine(expected)}`,
    `          found     ${oneLine(found)}`,
    `          next      ${oneLine(next)}`
  ].join("\n");
}
function infoLine({ code, subject, expected, found, waiver }, paint) {
  const waived = waiver === void 0 ? "" : ` (waived until ${waiver.expires}: ${oneLine(waiver.reason)})`;
  return `  ${paint("cyan", "info   ")} ${code}  ${oneLine(subject)}: ${oneLine(expected)} \u2192 ${oneLine(found)}${waived}`;
}
var MOST_CHANGES = 10;
function changeLines({ verdict, environment: environment2 }, paint) {
  const [first] = environment2.changes;
  if (first === void 0) return "";
  if (verdict === "pass") {
    const count = plural(environment2.changes.length, "field");
    const effect = first.effect === "none" ? "none likely to move numbers" : `likely effect on numbers at most ${first.effect}`;
    return paint("dim", `  ${count} changed since the baseline, ${effect}`);
  }
  const shown = environment2.changes.slice(0, MOST_CHANGES);
  const more = environment2.changes.length - shown.length;
  const lines = shown.map(({ path: path4, baseline, found, effect }) => {
    const values = `${oneLine(baseline ?? "none")} \u2192 ${oneLine(found ?? "none")}`;
    return `    ${effect.padEnd(6)}  ${oneLine(path4)}  ${values}`;
  });
  const title = `  changed since the baseline (${plural(environment2.changes.length, "field")}, likely effect on numbers first)`;
  const tail = more > 0 ? [paint("dim", `    ${more} more in the report file`)] : [];
  return [paint("dim", title), ...lines, ...tail].join("\n");
}
var TAIL_LINES = 20;
function tailLines(smoke, paint) {
  return smoke.filter(({ tail }) => tail !== null && tail.trim() !== "").map(({ name, ended, tail }) => {
    const lines = quoted((tail ?? "").trimEnd()).slice(-TAIL_LINES);
    return [
      paint("dim", `  end of the output of ${oneLine(name)} (${ended})`),
      ...lines.map((line) => `    ${line}`)
    ].join("\n");
  }).join("\n\n");
}
function proposedLine({ proposed }) {
  if (proposed === null) return "";
  return `  This change alters the rules (${proposed.files.map(oneLine).join(", ")}); under the new ones: ${proposed.verdict}, ${oneLine(proposed.reason)}`;
}
function footer(report, paint) {
  const { provenance, timing } = report;
  const source = { base: "base", head: "this change", "working-tree": "the working tree", file: "a file" }[provenance.policySource.kind];
  const parts = [
    `policy of ${source}`,
    report.machine,
    describeCommit(provenance),
    `${formatDuration(timing.totalMs)}, ${formatDuration(timing.overheadMs)} of it ours`
  ];
  return paint(
    "dim",
    `  ${parts.filter((part) => part !== null).map(oneLine).join(" \xB7 ")}`
  );
}

// src/capture/snapshot-defaults.ts
function withDefaults(snapshot) {
  const { gpus, driver, cuda, frameworks, python } = snapshot;
  return {
    ...snapshot,
    gpus: gpus.map((gpu) => ({ ...GPU, ...gpu })),
    driver: driver === null ? null : { ...DRIVER, ...driver },
    cuda: { ...CUDA, ...cuda },
    frameworks: {
      ...FRAMEWORKS,
      ...frameworks,
      torch: frameworks.torch === null ? null : { ...TORCH, ...frameworks.torch }
    },
    python: python === null ? null : pythonWithDefaults(python),
    faults: snapshot.faults ?? [],
    parameters: snapshot.parameters ?? [],
    inputs: snapshot.inputs ?? {},
    locks: snapshot.locks.map((lock) => ({ ...LOCK, ...lock })),
    code: snapshot.code === null ? null : { ...CODE, ...snapshot.code },
    host: {
      ...snapshot.host,
      container: snapshot.host.container === null ? null : { ...CONTAINER, ...snapshot.host.container }
    }
  };
}
function pythonWithDefaults(python) {
  return {
    ...python,
    packages: python.packages.map((entry) => ({ ...PACKAGE, ...entry })),
    conda: python.conda ?? [],
    edited: python.edited ?? [],
    blas: python.blas ?? null
  };
}
var GPU = {
  serial: null,
  pciDeviceId: null,
  gfx: null,
  visible: true,
  deviceIndex: null,
  slices: [],
  eccErrors: null,
  rowRemap: null,
  infoRom: null,
  gspFirmware: null,
  clocks: null,
  pcie: null,
  nvlink: null,
  virtualization: null,
  recoveryAction: null,
  processes: []
};
var DRIVER = { platform: null, compatBranches: null };
var CUDA = { rocm: null, copies: [], declared: {} };
var FRAMEWORKS = { tensorflow: null, jax: null, cupy: null };
var TORCH = { archsFrom: null };
var PACKAGE = { archive: null, dirty: null, shadowed: [] };
var LOCK = {
  form: "unknown",
  packages: 0,
  requiresPython: null,
  disagreements: [],
  notes: []
};
var CODE = { shallow: null, sparse: null };
var CONTAINER = { digestOf: null, reference: null, labels: {} };

// src/baseline/parse.ts
var import_semver = __toESM(require_semver2(), 1);

// src/document/text.ts
var import_yaml = __toESM(require_dist(), 1);
var MOST_PROBLEMS = 20;
function parseText(text, file, limit) {
  if (text.length > limit)
    return problem(file, [1, 1], `at most ${kib(limit)} KiB`, `${kib(text.length)} KiB`);
  const lines = new import_yaml.LineCounter();
  const parsed = (0, import_yaml.parseDocument)(text, {
    lineCounter: lines,
    prettyErrors: false,
    strict: true,
    uniqueKeys: true
  });
  const at = (offset) => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  if (parsed.errors.length > 0) {
    const problems = parsed.errors.slice(0, MOST_PROBLEMS).map((error) => ({ where: at(error.pos[0]), ...describe(error.code, error.message) }));
    return { kind: "problems", problems };
  }
  try {
    const value = parsed.toJS({ maxAliasCount: 50 });
    return { kind: "document", document: { value, ...positions(parsed.contents, at) } };
  } catch (thrown) {
    const found = thrown instanceof Error ? thrown.message : String(thrown);
    return problem(file, [1, 1], "YAML that can be resolved", found);
  }
}
function problem(file, [line, column], expected, found) {
  return { kind: "problems", problems: [{ where: { file, line, column }, expected, found }] };
}
function kib(length) {
  return Math.round(length / 1024).toString();
}
function describe(code, message) {
  switch (code) {
    case "TAB_AS_INDENT":
      return { expected: "spaces as indentation", found: "a tab" };
    case "DUPLICATE_KEY":
      return { expected: "each key once", found: "a key that the same mapping already has" };
    default:
      return { expected: "YAML", found: message.replace(/\s+/g, " ").slice(0, 200) };
  }
}
function positions(root, at) {
  const keys = /* @__PURE__ */ new Map([["", root?.range?.[0] ?? 0]]);
  const sources = /* @__PURE__ */ new Map();
  const visit = (node, pointer) => {
    if ((0, import_yaml.isMap)(node)) {
      for (const pair of node.items) visitPair(pair, pointer);
    } else if ((0, import_yaml.isSeq)(node)) {
      node.items.forEach((item, index) => {
        visitItem(item, `${pointer}/${index}`);
      });
    } else if ((0, import_yaml.isScalar)(node) && typeof node.source === "string") {
      sources.set(pointer, node.source);
    }
  };
  const visitPair = (pair, pointer) => {
    if (!(0, import_yaml.isScalar)(pair.key)) return;
    const child2 = `${pointer}/${escapePointer(String(pair.key.value))}`;
    keys.set(child2, pair.key.range?.[0] ?? 0);
    visit(pair.value, child2);
  };
  const visitItem = (item, pointer) => {
    if ((0, import_yaml.isPair)(item)) return;
    if ((0, import_yaml.isScalar)(item) || (0, import_yaml.isMap)(item) || (0, import_yaml.isSeq)(item) || (0, import_yaml.isAlias)(item))
      keys.set(pointer, item.range?.[0] ?? 0);
    visit(item, pointer);
  };
  visit(root, "");
  return {
    where: (pointer) => at(nearest(keys, pointer)),
    written: (pointer) => sources.get(pointer) ?? null
  };
}
function nearest(keys, pointer) {
  for (let path4 = pointer; path4 !== ""; path4 = path4.slice(0, path4.lastIndexOf("/"))) {
    const offset = keys.get(path4);
    if (offset !== void 0) return offset;
  }
  return keys.get("") ?? 0;
}

// src/baseline/parse.ts
var compiled;
function parseBaseline(text, file) {
  let value;
  try {
    value = JSON.parse(text);
  } catch (thrown) {
    return refuse({ text, file }, [syntaxProblem(thrown)]);
  }
  const newer = writtenByNewerTool(value);
  if (newer !== null) return refuse({ text, file }, [newer]);
  compiled ??= compileSchema(baseline_schema_default, [snapshot_schema_default]);
  const misfits = compiled(value);
  if (misfits.length > 0) return refuse({ text, file }, misfits);
  const problems = [];
  const baseline = read(value, problems);
  return problems.length > 0 ? refuse({ text, file }, problems) : { kind: "baseline", baseline };
}
function read(written, problems) {
  const smoke = Object.entries(written.smoke).map(([name, entry]) => {
    const metrics = Object.entries(entry.metrics).map(([metric, { steps, ...rest }]) => {
      const all = readSteps(steps) ?? [];
      if (all.length !== rest.values.length || !isIncreasing(all)) {
        problems.push({
          pointer: `/smoke/${name}/metrics/${metric}`,
          expected: "as many increasing steps as values",
          found: `${all.length} steps and ${rest.values.length} values`
        });
      }
      return [metric, { ...rest, steps: all }];
    });
    const inject = entry.inject ?? "env";
    return [name, { ...entry, inject, metrics: Object.fromEntries(metrics) }];
  });
  return { ...written, snapshot: withDefaults(written.snapshot), smoke: Object.fromEntries(smoke) };
}
function isIncreasing(steps) {
  return steps.every((step, index) => index === 0 || step > (steps[index - 1] ?? step));
}
function writtenByNewerTool(value) {
  const tool = value?.recorded?.tool;
  const theirs = import_semver.default.parse(typeof tool === "string" ? tool.split(" ")[1] : null);
  const ours = import_semver.default.parse(TOOL.split(" ")[1]);
  if (theirs === null || ours === null || theirs.major <= ours.major) return null;
  return {
    pointer: "/recorded/tool",
    expected: `a baseline of ${TOOL} or older`,
    found: `one of ${String(tool)}`
  };
}
function syntaxProblem(thrown) {
  const found = thrown instanceof Error ? thrown.message : String(thrown);
  return { pointer: "", expected: "JSON written by `repro-gate record`", found };
}
var LARGEST_LOCATED = 4 * 1024 * 1024;
var MOST_PROBLEMS2 = 20;
function refuse(source, problems) {
  const where = locateIn(source.text, source.file);
  const findings = problems.slice(0, MOST_PROBLEMS2).map(
    ({ pointer, expected, found }) => ({
      code: "baseline/invalid",
      severity: "error",
      subject: pointer === "" ? source.file : pointer,
      summary: `the baseline cannot be used: expected ${expected}, found ${found}`,
      expected,
      found,
      where: where(pointer),
      next: "Record it again with `repro-gate record`, or restore the last good version from git."
    })
  );
  return { kind: "problems", findings };
}
function locateIn(text, file) {
  const parsed = parseText(text, file, LARGEST_LOCATED);
  if (parsed.kind === "document") return parsed.document.where;
  const where = parsed.problems[0]?.where ?? { file, line: null, column: null };
  return () => where;
}

// data/numeric-effect.json
var numeric_effect_default = {
  $comment: "How likely a change of a snapshot field is to change the numbers of a seeded training. First match decides; * is any run of characters. Sources: NVIDIA cuBLAS and cuDNN documentation on reproducibility (same toolkit, same architecture, same number of SMs), PyTorch's reproducibility notes, the histories of torchtitan's and Megatron-LM's golden losses (2025-2026). Variables that choose devices have no effect of their own: what they choose is in gpus, and Kubernetes names another board in every pod.",
  asOf: "2026-11",
  effects: [
    { path: "gpus[*].computeCapability", effect: "high" },
    { path: "gpus[*].smCount", effect: "high" },
    { path: "gpus[*].mig", effect: "high" },
    { path: "gpus[*].gfx", effect: "high" },
    { path: "gpus[*].slices[*].profile", effect: "high" },
    { path: "gpus[*].slices[*].smCount", effect: "high" },
    { path: "gpus[*].nvlink.activeLinks", effect: "medium" },
    { path: "gpus[*].name", effect: "low" },
    { path: "gpus[*].memoryMiB", effect: "low" },
    { path: "gpus[*].*", effect: "none" },
    { path: "gpus", effect: "high" },
    { path: "driver.module", effect: "none" },
    { path: "driver.*", effect: "low" },
    { path: "cuda.toolkit*", effect: "none" },
    { path: "cuda.declared.*", effect: "none" },
    { path: "cuda.*", effect: "high" },
    { path: "frameworks.*", effect: "high" },
    { path: "host.cpu.arch", effect: "high" },
    { path: "host.cpu.isa", effect: "medium" },
    { path: "host.cpu.available", effect: "medium" },
    { path: "host.cpu.*", effect: "low" },
    { path: "host.libc", effect: "low" },
    { path: "host.container.digest", effect: "low" },
    { path: "host.*", effect: "none" },
    { path: "python.implementation", effect: "medium" },
    { path: "python.version", effect: "low" },
    { path: "python.environment", effect: "none" },
    { path: "python.blas", effect: "medium" },
    { path: "conda.pytorch*", effect: "high" },
    { path: "conda.cuda*", effect: "high" },
    { path: "conda.libcu*", effect: "high" },
    { path: "conda.*cudnn*", effect: "high" },
    { path: "conda.nccl", effect: "high" },
    { path: "conda.libblas", effect: "medium" },
    { path: "conda.libcblas", effect: "medium" },
    { path: "conda.liblapack", effect: "medium" },
    { path: "conda.*openblas*", effect: "medium" },
    { path: "conda.*mkl*", effect: "medium" },
    { path: "conda.*omp*", effect: "medium" },
    { path: "conda.*", effect: "low" },
    { path: "packages.torch", effect: "high" },
    { path: "packages.jax*", effect: "high" },
    { path: "packages.tensorflow*", effect: "high" },
    { path: "packages.keras", effect: "high" },
    { path: "packages.cupy*", effect: "high" },
    { path: "packages.triton", effect: "high" },
    { path: "packages.flash-attn", effect: "high" },
    { path: "packages.transformer-engine*", effect: "high" },
    { path: "packages.xformers", effect: "high" },
    { path: "packages.nvidia-*", effect: "high" },
    { path: "packages.numpy", effect: "medium" },
    { path: "packages.scipy", effect: "medium" },
    { path: "packages.scikit-learn", effect: "medium" },
    { path: "packages.xgboost", effect: "medium" },
    { path: "packages.lightgbm", effect: "medium" },
    { path: "packages.mkl*", effect: "medium" },
    { path: "packages.transformers", effect: "medium" },
    { path: "packages.tokenizers", effect: "medium" },
    { path: "packages.datasets", effect: "medium" },
    { path: "packages.accelerate", effect: "medium" },
    { path: "packages.lightning*", effect: "medium" },
    { path: "packages.pytorch-lightning", effect: "medium" },
    { path: "packages.pip", effect: "none" },
    { path: "packages.setuptools", effect: "none" },
    { path: "packages.wheel", effect: "none" },
    { path: "packages.uv", effect: "none" },
    { path: "packages.*", effect: "low" },
    { path: "env.CUBLAS_WORKSPACE_CONFIG", effect: "high" },
    { path: "env.NVIDIA_TF32_OVERRIDE", effect: "high" },
    { path: "env.TORCH_ALLOW_TF32_CUBLAS_OVERRIDE", effect: "high" },
    { path: "env.XLA_FLAGS", effect: "high" },
    { path: "env.HSA_OVERRIDE_GFX_VERSION", effect: "high" },
    { path: "env.NCCL_*", effect: "medium" },
    { path: "env.*_VISIBLE_DEVICES", effect: "none" },
    { path: "env.*", effect: "medium" },
    { path: "data.*", effect: "high" },
    { path: "parameters.*", effect: "high" },
    { path: "*", effect: "low" }
  ]
};

// src/policy/glob.ts
function isGlob(pattern) {
  return /[*?]/.test(pattern);
}
function globMatcher(pattern) {
  const source = pattern.replace(/[\\^$.|+()[\]{}]/g, "\\$&").replaceAll("*", ".*").replaceAll("?", ".");
  const expression = new RegExp(`^${source}$`, "i");
  return (name) => expression.test(name);
}

// src/judge/rule.ts
function unknownBecause(snapshot, path4) {
  const hit = snapshot.unknown.find(
    (unknown) => unknown.path === path4 || isInside(unknown.path, path4) || isInside(path4, unknown.path)
  );
  return hit?.because ?? null;
}
function fieldUnknown(snapshot, path4) {
  const hit = snapshot.unknown.find((unknown) => unknown.path === path4 || isInside(path4, unknown.path));
  return hit?.because ?? null;
}
function isInside(inner, outer) {
  return inner.startsWith(outer) && /^[.[]/.test(inner.slice(outer.length));
}
function cannotJudge(path4, because, where) {
  return {
    code: "capture/unknown",
    severity: "error",
    subject: path4,
    summary: `${path4} could not be measured: ${because}`,
    expected: "a value, because a rule reads it",
    found: `unknown, because ${because}`,
    where,
    next: "Remove the cause, or remove the rule if this machine can never provide the field."
  };
}

// src/judge/data.ts
var data = {
  kind: "compared",
  id: "data",
  applies: (policy) => policy.data.length > 0,
  judge: judgeData
};
var parameters = {
  kind: "compared",
  id: "parameters",
  applies: (policy) => policy.parameters.length > 0,
  judge: judgeParameters
};
function judgeData({ policy, snapshot, baseline }) {
  const where = policy.where("/data");
  const unread = unreadOf(snapshot, "data", where);
  const [before, after] = [byPath(baseline.snapshot.data), byPath(snapshot.data)];
  const paths = [.../* @__PURE__ */ new Set([...before.keys(), ...after.keys()])].sort();
  const changes = paths.flatMap((path4) => {
    const [recorded, found] = [before.get(path4) ?? null, after.get(path4) ?? null];
    return recorded === found ? [] : [change({ path: path4, recorded, found, where })];
  });
  return [...unread, ...changes];
}
function byPath(files) {
  const hashes = /* @__PURE__ */ new Map();
  for (const { path: path4, hash } of files) hashes.set(path4, (hashes.get(path4) ?? /* @__PURE__ */ new Set()).add(hash));
  return new Map([...hashes].map(([path4, all]) => [path4, [...all].sort().join(", ")]));
}
function unreadOf(snapshot, field, where) {
  const unread = snapshot.unknown.filter(({ path: path4 }) => path4 === field || path4.startsWith(`${field}[`));
  if (unread.length === 0 && snapshot[field].length === 0) return [cannotJudge(field, NOT_LOOKED_FOR, where)];
  return unread.map(({ path: path4, because }) => cannotJudge(path4, because, where));
}
var NOT_LOOKED_FOR = "the snapshot was taken without this policy, and holds none";
function change({ path: path4, recorded, found, where }) {
  const [code, what] = kindOf(recorded, found);
  return {
    code,
    severity: "warning",
    subject: path4,
    summary: `${path4} ${what}`,
    expected: recorded ?? "nothing, as in the baseline",
    found: found ?? "nothing",
    where,
    next: "If the data was changed on purpose, record again; if not, restore it."
  };
}
function kindOf(recorded, found) {
  if (recorded === null) return ["data/added", "is no part of the baseline"];
  return found === null ? ["data/removed", "is gone"] : ["data/changed", "has another content"];
}
function judgeParameters({ policy, snapshot, baseline }) {
  const where = policy.where("/parameters");
  const changes = diffParameters(baseline.snapshot.parameters, snapshot.parameters);
  return [
    ...unreadOf(snapshot, "parameters", where),
    ...changes.map(({ path: path4, key, before, after }) => {
      const name = key === null ? path4 : `${path4}:${key}`;
      return {
        code: "parameters/changed",
        severity: "warning",
        subject: name,
        summary: `${name} is another one`,
        expected: before ?? "not set",
        found: after ?? "not set",
        where,
        next: "If the parameter was changed on purpose, record again; if not, restore it."
      };
    })
  ];
}

// src/judge/package-unknown.ts
function packagesUnknown(snapshot) {
  return fieldUnknown(snapshot, "python.packages");
}
function packageUnknown({ unknown }, name, fields) {
  const paths = fields.map((field) => packagePath(name, field));
  return unknown.find(({ path: path4 }) => paths.includes(path4)) ?? null;
}

// src/judge/pins.ts
var pins = {
  kind: "compared",
  id: "pins",
  applies: (policy) => policy.software.pin.length > 0,
  judge: judgePins
};
var others = {
  kind: "compared",
  id: "others",
  applies: (policy) => policy.software.others !== "off",
  judge: judgeOthers
};
function countedPackages({ software }) {
  if (software.others !== "off") return () => true;
  const ranged = new Set(Object.keys(software.ranges).map(normaliseName));
  return (name) => ranged.has(name) || software.pin.some((pattern) => matches(pattern, name));
}
function judgePins({ policy, snapshot, baseline }) {
  const unknown = packagesUnknown(snapshot);
  if (unknown !== null)
    return [cannotJudge("python.packages", unknown, policy.where("/software/packages/pin"))];
  if (snapshot.python === null) return [noPython(policy.where("/software/packages/pin"))];
  const pairs = pairPackages(baseline.snapshot, snapshot);
  const seen = /* @__PURE__ */ new Set();
  return policy.software.pin.flatMap((pattern, index) => {
    const where = policy.where(`/software/packages/pin/${index}`);
    const matched = pairs.filter((pair) => matches(pattern, pair.name));
    if (matched.length === 0) return isGlob(pattern) ? [] : [matchesNothing(pattern, where)];
    const fresh = matched.filter((pair) => !seen.has(pair.name));
    for (const pair of fresh) seen.add(pair.name);
    return fresh.flatMap((pair) => {
      const doubt = packageUnknown(snapshot, pair.name, BUILD);
      return doubt === null ? judgePin(pair, where) : [cannotJudge(doubt.path, doubt.because, where)];
    });
  });
}
var BUILD = ["version", "commit", "digest"];
function judgeOthers({ policy, snapshot, baseline }) {
  const severity = policy.software.others;
  if (severity === "off") return [];
  const where = policy.where("/software/packages/others");
  const unknown = packagesUnknown(snapshot);
  if (unknown !== null) return severity === "info" ? [] : [cannotJudge("python.packages", unknown, where)];
  if (snapshot.python === null) return severity === "info" ? [] : [noPython(where)];
  return pairPackages(baseline.snapshot, snapshot).filter((pair) => !policy.software.pin.some((pattern) => matches(pattern, pair.name))).flatMap((pair) => drift(pair, where)).map((finding) => ({ ...finding, severity }));
}
function pairPackages(recorded, found) {
  const before = new Map(packagesOf(recorded).map((entry) => [entry.name, entry]));
  const after = new Map(packagesOf(found).map((entry) => [entry.name, entry]));
  const names = [.../* @__PURE__ */ new Set([...before.keys(), ...after.keys()])].sort();
  return names.map((name) => ({ name, recorded: before.get(name) ?? null, found: after.get(name) ?? null }));
}
function packagesOf({ python, code }) {
  const own = code?.commit ?? null;
  return (python?.packages ?? []).map(
    (entry) => entry.editable && own !== null && entry.commit === own ? { ...entry, commit: null } : entry
  );
}
function matches(pattern, name) {
  return globMatcher(normaliseName(pattern))(name);
}
function judgePin(pair, where) {
  const { name, recorded, found } = pair;
  if (recorded === null && found !== null) {
    return [
      {
        code: "pin/not-recorded",
        severity: "error",
        subject: name,
        summary: `${name} was added`,
        expected: "not installed, as in the baseline",
        found: found.version,
        where,
        next: "Remove it, or record the baseline again."
      }
    ];
  }
  if (recorded !== null && found === null) {
    return [
      {
        code: "pin/missing",
        severity: "error",
        subject: name,
        summary: `${name} is not installed`,
        expected: recorded.version,
        found: "not installed",
        where,
        next: `Install ${name} ${recorded.version}.`
      }
    ];
  }
  return recorded !== null && found !== null ? judgeBuild({ name, recorded, found }, where) : [];
}
function judgeBuild({ name, recorded, found }, where) {
  const [expected, actual] = describeBuilds(recorded, found);
  if (expected === actual) return [];
  return [
    {
      code: "pin/changed",
      severity: "error",
      subject: name,
      summary: `${name} changed`,
      expected,
      found: actual,
      where,
      next: `Install ${name} ${recorded.version} as recorded, or accept the new build with \`repro-gate record\`.`
    }
  ];
}
function describeBuilds(recorded, found) {
  if (recorded.version !== found.version) return [recorded.version, found.version];
  if (recorded.commit !== found.commit) {
    return [
      `${recorded.version} of ${commit(recorded.commit)}`,
      `${found.version} of ${commit(found.commit)}`
    ];
  }
  if (recorded.digest !== found.digest) {
    return [`${recorded.version} (${digest(recorded.digest)})`, `${found.version} (${digest(found.digest)})`];
  }
  return [recorded.version, found.version];
}
function commit(value) {
  return value === null ? "no commit" : `commit ${value.slice(0, 12)}`;
}
function digest(value) {
  return value === null ? "content unknown" : `content ${value.slice(0, "sha256:".length + 12)}`;
}
function drift({ name, recorded, found }, where) {
  const [expected, actual] = recorded !== null && found !== null ? describeBuilds(recorded, found) : [recorded?.version ?? "not installed", found?.version ?? "not installed"];
  if (expected === actual) return [];
  const kind = recorded === null ? "added" : found === null ? "removed" : "changed";
  return [
    {
      code: `package/${kind}`,
      severity: "info",
      subject: name,
      summary: `${name} was ${kind}`,
      expected,
      found: actual,
      where,
      next: "Nothing, if it is expected; pin it if its builds matter to the numbers."
    }
  ];
}
function matchesNothing(pattern, where) {
  return {
    code: "pin/matches-nothing",
    severity: "error",
    subject: pattern,
    summary: `the pin ${pattern} matches no package`,
    expected: "a package in the baseline or on this machine",
    found: "none",
    where,
    next: "Correct the name or remove it."
  };
}
function noPython(where) {
  return {
    code: "python/missing",
    severity: "error",
    subject: "python",
    summary: "no Python interpreter was found",
    expected: "a Python interpreter, because a rule reads it",
    found: "none",
    where,
    next: "Put python3 on PATH, activate the environment, or name the interpreter with --python."
  };
}

// src/judge/environment.ts
var ORDER = ["high", "medium", "low", "none"];
function compareEnvironments(recorded, found, counts = () => true) {
  const before = fieldsOf(recorded, counts);
  const after = fieldsOf(found, counts);
  const paths = [.../* @__PURE__ */ new Set([...before.keys(), ...after.keys()])];
  const fields = paths.map((path4) => change2(path4, before.get(path4) ?? null, after.get(path4) ?? null));
  const all = [
    ...fields,
    ...packageChanges(recorded, found, counts),
    ...condaChanges(recorded, found, counts),
    ...projectChanges(recorded, found)
  ];
  const changes = all.filter((entry) => entry.baseline !== entry.found).sort(byEffectThenPath);
  return { compared: true, same: all.length - changes.length, changes };
}
var NOT_COMPARED = { compared: false, same: 0, changes: [] };
function isChanged(environment2) {
  return environment2.changes.some(
    ({ effect, path: path4 }) => effect !== "none" && !/^(?:data|parameters)\./.test(path4)
  );
}
function change2(path4, baseline, found) {
  return { path: path4, baseline, found, effect: effectOf(path4) };
}
var EFFECTS = numeric_effect_default.effects.map(({ path: path4, effect }) => ({
  // Brackets in paths are literal in our globs, so `gpus[*].name` matches `gpus[0].name`.
  matches: globMatcher(path4),
  effect
}));
function effectOf(path4) {
  return EFFECTS.find(({ matches: matches2 }) => matches2(path4))?.effect ?? "low";
}
function byEffectThenPath(a, b) {
  return ORDER.indexOf(a.effect) - ORDER.indexOf(b.effect) || (a.path < b.path ? -1 : 1);
}
var NOT_ENVIRONMENT = /* @__PURE__ */ new Set([
  "schema",
  "capturedAt",
  "tool",
  "class",
  "complete",
  "code",
  "unknown",
  "locks",
  "faults",
  "inputs",
  "data",
  "parameters"
]);
var IDENTITIES = /\.(uuid|serial|pciBusId|deviceIndex|visible|executable|commit)$|^frameworks\.\w+\.archs|^runner\b|^python\.(packages|conda|edited)/;
var STATE = /^gpus\[\d+\]\.(eccErrors|rowRemap|processes|recoveryAction|nvlink\.peers)\b|^cuda\.copies/;
function fieldsOf(snapshot, counts) {
  const fields = /* @__PURE__ */ new Map();
  const isBuildOfOther = (path4) => {
    if (path4 === "python.blas") return !counts("numpy");
    const [, name = ""] = /^frameworks\.(\w+)$/.exec(path4) ?? [];
    return name !== "" && !counts(name);
  };
  const visit = (value, path4) => {
    if (value === null || value === void 0) return;
    if (IDENTITIES.test(path4) || STATE.test(path4) || isBuildOfOther(path4)) return;
    if (Array.isArray(value)) {
      value.forEach((item, index) => {
        visit(item, `${path4}[${index}]`);
      });
    } else if (typeof value === "object") {
      visitObject(value, path4);
    } else {
      fields.set(path4, String(value));
    }
  };
  const visitObject = (value, path4) => {
    if (isFromWheel(value)) return;
    for (const [key, child2] of Object.entries(value)) {
      if (path4 === "" && !belongs(key, snapshot)) continue;
      visit(child2, path4 === "" ? key : `${path4}.${key}`);
    }
  };
  visitObject({ ...snapshot, gpus: snapshot.gpus.filter(({ visible: visible2 }) => visible2 !== false) }, "");
  for (const { name } of snapshot.python?.packages ?? []) fields.delete(`frameworks.${name}.version`);
  return fields;
}
function belongs(key, { class: hardwareClass }) {
  if (NOT_ENVIRONMENT.has(key)) return false;
  return !(hardwareClass?.startsWith("cpu-") && ["gpus", "driver", "cuda"].includes(key));
}
function isFromWheel(value) {
  return "from" in value && typeof value.from === "string" && value.from.startsWith("wheel ");
}
function packageChanges(recorded, found, counts) {
  return pairPackages(recorded, found).filter(({ name }) => counts(name)).map((pair) => {
    const [before, after] = builds(pair.recorded, pair.found);
    return change2(`packages.${pair.name}`, before, after);
  });
}
function builds(recorded, found) {
  if (recorded === null || found === null) return [recorded?.version ?? null, found?.version ?? null];
  return describeBuilds(recorded, found);
}
function condaChanges(recorded, found, counts) {
  const [before, after] = [condaOf(recorded), condaOf(found)];
  const names = [.../* @__PURE__ */ new Set([...before.keys(), ...after.keys()])].filter(counts);
  return names.map((name) => change2(`conda.${name}`, before.get(name) ?? null, after.get(name) ?? null));
}
function condaOf({ python }) {
  return new Map((python?.conda ?? []).map(({ name, version, build }) => [name, `${version} ${build}`]));
}
function projectChanges(recorded, found) {
  const [before, after] = [byPath(recorded.data), byPath(found.data)];
  const paths = [.../* @__PURE__ */ new Set([...before.keys(), ...after.keys()])];
  return [
    ...paths.map((path4) => change2(`data.${path4}`, before.get(path4) ?? null, after.get(path4) ?? null)),
    ...diffParameters(recorded.parameters, found.parameters).map(
      ({ path: path4, key, before: was, after: is }) => change2(`parameters.${path4}${key === null ? "" : `:${key}`}`, was, is)
    )
  ];
}

export {
  withDefaults,
  parseText,
  parseBaseline,
  locateIn,
  globMatcher,
  unknownBecause,
  fieldUnknown,
  cannotJudge,
  data,
  parameters,
  packagesUnknown,
  packageUnknown,
  pins,
  others,
  countedPackages,
  noPython,
  compareEnvironments,
  NOT_COMPARED,
  isChanged,
  BASELINES,
  rulesInFolder,
  inProject,
  noRules,
  withFile,
  withPolicyAbove,
  rulesAtRevision,
  git,
  plain,
  renderText,
  oneLine,
  findingBlock,
  tailLines
};
