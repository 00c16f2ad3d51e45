import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);

// node_modules/@renovatebot/pep440/lib/version.js
var VERSION_PATTERN = [
  "v?",
  "(?:",
  /* */
  "(?:(?<epoch>[0-9]+)!)?",
  // epoch
  /* */
  "(?<release>[0-9]+(?:\\.[0-9]+)*)",
  // release segment
  /* */
  "(?<pre>",
  // pre-release
  /*    */
  "[-_\\.]?",
  /*    */
  "(?<pre_l>(a|b|c|rc|alpha|beta|pre|preview))",
  /*    */
  "[-_\\.]?",
  /*    */
  "(?<pre_n>[0-9]+)?",
  /* */
  ")?",
  /* */
  "(?<post>",
  // post release
  /*    */
  "(?:-(?<post_n1>[0-9]+))",
  /*    */
  "|",
  /*    */
  "(?:",
  /*        */
  "[-_\\.]?",
  /*        */
  "(?<post_l>post|rev|r)",
  /*        */
  "[-_\\.]?",
  /*        */
  "(?<post_n2>[0-9]+)?",
  /*    */
  ")",
  /* */
  ")?",
  /* */
  "(?<dev>",
  // dev release
  /*    */
  "[-_\\.]?",
  /*    */
  "(?<dev_l>dev)",
  /*    */
  "[-_\\.]?",
  /*    */
  "(?<dev_n>[0-9]+)?",
  /* */
  ")?",
  ")",
  "(?:\\+(?<local>[a-z0-9]+(?:[-_\\.][a-z0-9]+)*))?"
  // local version
].join("");
var validRegex = new RegExp("^" + VERSION_PATTERN + "$", "i");
function valid(version) {
  return validRegex.test(version) ? version : null;
}
var cleanRegex = new RegExp("^\\s*" + VERSION_PATTERN + "\\s*$", "i");
function parse(version, regex) {
  const { groups } = (regex || validRegex).exec(version) || {};
  if (!groups) {
    return null;
  }
  const parsed = {
    epoch: Number(groups.epoch ? groups.epoch : 0),
    release: groups.release.split(".").map(Number),
    pre: normalize_letter_version(groups.pre_l, groups.pre_n),
    post: normalize_letter_version(
      groups.post_l,
      groups.post_n1 || groups.post_n2
    ),
    dev: normalize_letter_version(groups.dev_l, groups.dev_n),
    local: parse_local_version(groups.local)
  };
  return parsed;
}
function stringify(parsed) {
  if (!parsed) {
    return null;
  }
  const { epoch, release, pre, post, dev, local } = parsed;
  const parts = [];
  if (epoch !== 0) {
    parts.push(`${epoch}!`);
  }
  parts.push(release.join("."));
  if (pre) {
    parts.push(pre.join(""));
  }
  if (post) {
    parts.push("." + post.join(""));
  }
  if (dev) {
    parts.push("." + dev.join(""));
  }
  if (local) {
    parts.push(`+${local}`);
  }
  return parts.join("");
}
function normalize_letter_version(letterIn, numberIn) {
  let letter = letterIn;
  let number = numberIn;
  if (letter) {
    if (!number) {
      number = 0;
    }
    letter = letter.toLowerCase();
    if (letter === "alpha") {
      letter = "a";
    } else if (letter === "beta") {
      letter = "b";
    } else if (["c", "pre", "preview"].includes(letter)) {
      letter = "rc";
    } else if (["rev", "r"].includes(letter)) {
      letter = "post";
    }
    return [letter, Number(number)];
  }
  if (!letter && number) {
    letter = "post";
    return [letter, Number(number)];
  }
  return null;
}
function parse_local_version(local) {
  if (local) {
    return local.split(/[._-]/).map(
      (part) => Number.isNaN(Number(part)) ? part.toLowerCase() : Number(part)
    );
  }
  return null;
}
function explain(version) {
  const parsed = parse(version);
  if (!parsed) {
    return parsed;
  }
  const { epoch, release, pre, post, dev, local } = parsed;
  let base_version = "";
  if (epoch !== 0) {
    base_version += epoch + "!";
  }
  base_version += release.join(".");
  const is_prerelease = Boolean(dev || pre);
  const is_devrelease = Boolean(dev);
  const is_postrelease = Boolean(post);
  return {
    epoch,
    release,
    pre,
    post: post ? post[1] : post,
    dev: dev ? dev[1] : dev,
    local: local ? local.join(".") : local,
    public: stringify(parsed).split("+", 1)[0],
    base_version,
    is_prerelease,
    is_devrelease,
    is_postrelease
  };
}

// node_modules/@renovatebot/pep440/lib/operator.js
function compare(version, other) {
  const parsedVersion = parse(version);
  const parsedOther = parse(other);
  const keyVersion = calculateKey(parsedVersion);
  const keyOther = calculateKey(parsedOther);
  return pyCompare(keyVersion, keyOther);
}
function pyCompare(elemIn, otherIn) {
  let elem = elemIn;
  let other = otherIn;
  if (elem === other) {
    return 0;
  }
  if (Array.isArray(elem) !== Array.isArray(other)) {
    elem = Array.isArray(elem) ? elem : [elem];
    other = Array.isArray(other) ? other : [other];
  }
  if (Array.isArray(elem)) {
    const len = Math.min(elem.length, other.length);
    for (let i = 0; i < len; i += 1) {
      const res = pyCompare(elem[i], other[i]);
      if (res !== 0) {
        return res;
      }
    }
    return elem.length - other.length;
  }
  if (elem === -Infinity || other === Infinity) {
    return -1;
  }
  if (elem === Infinity || other === -Infinity) {
    return 1;
  }
  return elem < other ? -1 : 1;
}
function calculateKey(input) {
  const { epoch } = input;
  let { release, pre, post, local, dev } = input;
  release = release.concat();
  release.reverse();
  while (release.length && release[0] === 0) {
    release.shift();
  }
  release.reverse();
  if (!pre && !post && dev) pre = -Infinity;
  else if (!pre) pre = Infinity;
  if (!post) post = -Infinity;
  if (!dev) dev = Infinity;
  if (!local) {
    local = -Infinity;
  } else {
    local = local.map(
      (i) => Number.isNaN(Number(i)) ? [-Infinity, i] : [Number(i), ""]
    );
  }
  return [epoch, release, pre, post, dev, local];
}

// node_modules/@renovatebot/pep440/lib/specifier.js
var RANGE_PATTERN = [
  "(?<operator>(===|~=|==|!=|<=|>=|<|>))",
  "\\s*",
  "(",
  /*  */
  "(?<version>(?:" + VERSION_PATTERN.replace(/\?<\w+>/g, "?:") + "))",
  /*  */
  "(?<prefix>\\.\\*)?",
  /*  */
  "|",
  /*  */
  "(?<legacy>[^,;\\s)]+)",
  ")"
].join("");
var isEqualityOperator = (op) => ["==", "!=", "==="].includes(op);
var rangeRegex = new RegExp("^" + RANGE_PATTERN + "$", "i");
function parse2(ranges) {
  if (!ranges.trim()) {
    return [];
  }
  const specifiers = ranges.split(",").map((range) => rangeRegex.exec(range.trim()) || {}).map(({ groups }) => {
    if (!groups) {
      return null;
    }
    let { ...spec } = groups;
    const { operator, version, prefix, legacy } = groups;
    if (version) {
      spec = { ...spec, ...explain(version) };
      if (operator === "~=") {
        if (spec.release.length < 2) {
          return null;
        }
      }
      if (!isEqualityOperator(operator) && spec.local) {
        return null;
      }
      if (prefix) {
        if (!isEqualityOperator(operator) || spec.dev || spec.local) {
          return null;
        }
      }
    }
    if (legacy && operator !== "===") {
      return null;
    }
    return spec;
  });
  if (specifiers.filter(Boolean).length !== specifiers.length) {
    return null;
  }
  return specifiers;
}
function validRange(specifier) {
  return Boolean(parse2(specifier));
}

// src/locks/pep440.ts
var CLAUSE = /^(===|==|!=|~=|<=|>=|<|>)\s*([^\s;)]+)$/;
var RELEASE = /^v?(?:\d+!)?\d+(?:\.\d+)*$/i;
function isVersion(text) {
  return valid(text.trim()) !== null;
}
function parseClause(text) {
  const [, operator, rest = ""] = CLAUSE.exec(text.trim()) ?? [];
  if (operator === void 0) return null;
  const clause = { operator, version: rest, wildcard: false };
  if (operator === "===") return clause;
  const equality = operator === "==" || operator === "!=";
  if (rest.endsWith(".*")) {
    const release = rest.slice(0, -2);
    return equality && RELEASE.test(release) ? { ...clause, version: release, wildcard: true } : null;
  }
  if (!isVersion(rest) || !equality && rest.includes("+")) return null;
  return operator === "~=" && partsOf(rest).release.length < 2 ? null : clause;
}
function parseSpecifier(text) {
  const clauses = text.split(",").filter((part) => part.trim() !== "").map(parseClause);
  return clauses.includes(null) ? null : clauses.filter((clause) => clause !== null);
}
function contains(specifier, version) {
  const clauses = parseSpecifier(specifier);
  if (clauses === null) return null;
  const known = isVersion(version);
  if (!known && clauses.some(({ operator }) => operator !== "===")) return null;
  return clauses.every((clause) => satisfies2(version.trim(), clause));
}
function satisfies2(version, clause) {
  switch (clause.operator) {
    case "===":
      return version.toLowerCase() === clause.version.toLowerCase();
    case "==":
      return isEqual(version, clause);
    case "!=":
      return !isEqual(version, clause);
    case "~=": {
      const prefix = partsOf(clause.version);
      return order(publicOf(version), clause.version) >= 0 && hasPrefix(version, { ...prefix, release: prefix.release.slice(0, -1) });
    }
    case "<=":
      return order(publicOf(version), clause.version) <= 0;
    case ">=":
      return order(publicOf(version), clause.version) >= 0;
    case "<":
      return isBelow(version, clause.version);
    case ">":
      return isAbove(version, clause.version);
  }
}
function isEqual(version, { version: wanted, wildcard }) {
  if (wildcard) return hasPrefix(version, partsOf(wanted));
  return sameRelease(version, wanted) && (!wanted.includes("+") || localOf(version) === localOf(wanted));
}
function isBelow(version, bound) {
  const limit = partsOf(bound).isPre ? bound : `${bound}.dev0`;
  return order(publicOf(version), limit) < 0;
}
function isAbove(version, bound) {
  if (order(publicOf(version), bound) <= 0) return false;
  const [it, limit] = [partsOf(version), partsOf(bound)];
  if (limit.isPost || limit.isDev || !it.isPost) return true;
  return it.pre !== limit.pre || order(it.base, limit.base) !== 0;
}
var NOTHING = {
  epoch: 0,
  release: [],
  base: "0",
  pre: "",
  isPre: false,
  isPost: false,
  isDev: false
};
function partsOf(version) {
  const explained = explain(version.trim());
  if (explained === null) return NOTHING;
  const { epoch, release, base_version: base, pre } = explained;
  return {
    ...{ epoch, release, base, pre: pre?.join("") ?? "" },
    isPre: explained.is_prerelease,
    isPost: explained.is_postrelease,
    isDev: explained.is_devrelease
  };
}
function hasPrefix(version, { epoch, release }) {
  const it = partsOf(version);
  return it.epoch === epoch && release.every((part, index) => (it.release[index] ?? 0) === part);
}
function order(a, b) {
  return compare(a, b);
}
var UNCOUNTABLE = /\d{16}/;
function sameRelease(a, b) {
  const [one, other] = [publicOf(a.trim()), publicOf(b.trim())];
  if (one.toLowerCase() === other.toLowerCase()) return true;
  if (!isVersion(one) || !isVersion(other) || UNCOUNTABLE.test(one) || UNCOUNTABLE.test(other)) return false;
  return order(one, other) === 0;
}
function publicOf(version) {
  return version.split("+", 1)[0] ?? version;
}
function localOf(version) {
  const at = version.indexOf("+");
  if (at === -1) return "";
  const parts = version.slice(at + 1).trim().toLowerCase().split(/[-_.]/);
  return parts.map((part) => /^\d+$/.test(part) ? part.replace(/^0+(?=\d)/, "") : part).join(".");
}

export {
  valid,
  validRange,
  isVersion,
  parseClause,
  contains,
  satisfies2 as satisfies,
  sameRelease,
  localOf
};
