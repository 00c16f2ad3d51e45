/** What must not leave the machine inside a snapshot: where the home directory is, whose it is, and any secret. */

export interface Identity {
  readonly home: string;
  readonly user: string;
}

/** What a user name or a folder's name may consist of; anything else ends it. */
const NAME = '[\\w.-]';

/** Names that tell nothing about a person, and folders of the system that are called the same. */
const NOBODY = new Set([
  '',
  'root',
  'nobody',
  'runner',
  'usr',
  'home',
  'opt',
  'var',
  'etc',
  'lib',
  'bin',
  'tmp',
]);

/**
 * Credentials by their form. Prefixes as their issuers document them: GitHub, GitLab, Hugging Face, AWS, OpenAI-style
 * keys, Slack.
 */
const SECRET_FORMS =
  /\b(?:gh[opsur]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{20,}|hf_[A-Za-z]\w{20,}|A[KS]IA[A-Z0-9]{16}|sk-[\w-]{20,}|xox[abprs]-[\w-]{10,})/g;

/** Names are bounded, here and below: unbounded, the time would grow with the square of a hostile text's length. */
const URL_CREDENTIALS = /\b([a-z][a-z0-9+.-]{0,40}:\/\/)[^\s/?#"'<>]*@/gi;

const SECRET_PARAMETERS =
  /([?&][\w.-]{0,100}(?:token|key|secret|password|passwd|signature|credential)[\w.-]{0,100}=)[^&\s"'<>]+/gi;

/** An absolute path, also after `~`, a drive letter or a URL's scheme. */
const ABSOLUTE_PATH = /(?<![\w.-])(?:[A-Za-z]:)?[\\/][^\s:;,"'<>|]*/g;

/** Home directory to `~`, users' names in paths to `<user>`, secrets to `<secret>`. Pure, and stable when repeated. */
export function sanitise(text: string, identity: Identity): string {
  return withoutUser(withoutAnyHome(withoutHome(withoutSecrets(text), identity.home)), identity.user);
}

/** `sanitise` for every text inside a value, keys included: those of a file of parameters are anybody's. */
export function sanitiseAll<Value>(value: Value, identity: Identity): Value {
  return sanitiseUnknown(value, identity) as Value;
}

function sanitiseUnknown(value: unknown, identity: Identity): unknown {
  if (typeof value === 'string') return sanitise(value, identity);
  if (Array.isArray(value)) return value.map((item) => sanitiseUnknown(item, identity));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [sanitise(key, identity), sanitiseUnknown(item, identity)]),
  );
}

/**
 * A part of a variable's name that says it holds a secret: `HF_TOKEN`, `MYAPIKEY`, `DB_PASSWORD`. The short words count
 * only when they are the whole part, because `BYPASS` and `MONKEY` are harmless.
 */
const SECRET_WORD =
  /(?:TOKEN|SECRETS?|PASSWORD|PASSWD|PASSPHRASE|APIKEY|CREDENTIALS?)$|^(?:KEYS?|PASS|AUTH|COOKIE|PRIVATE|PAT|DSN)$/;

/** Whether a variable's name says that its value is a secret. `TOKENIZERS_PARALLELISM` is not one. */
export function looksSecret(name: string): boolean {
  return name
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .some((part) => SECRET_WORD.test(part));
}

function withoutSecrets(text: string): string {
  return text
    .replace(URL_CREDENTIALS, '$1')
    .replace(SECRET_PARAMETERS, '$1<secret>')
    .replace(SECRET_FORMS, '<secret>');
}

function withoutHome(text: string, home: string): string {
  const folder = home.replace(/[\\/]+$/, '');
  if (folder.length < 2 || !text.includes(folder)) return text;
  return text.replace(new RegExp(`(?<!${NAME})${escapeRegExp(folder)}(?!${NAME})`, 'g'), '~');
}

function withoutUser(text: string, user: string): string {
  if (NOBODY.has(user) || !text.includes(user)) return text;
  // `alice.old` and `alice-env` tell the name as well.
  const segment = new RegExp(`(?<=[\\\\/])${escapeRegExp(user)}(?![A-Za-z0-9_])`, 'g');
  return text.replace(ABSOLUTE_PATH, (path) => path.replace(segment, '<user>'));
}

/**
 * Homes by convention on Linux, macOS and Windows. An environment may lie in the home of another account than the one
 * that the job runs under, and the folder tells whose it is. Not below what was replaced already.
 */
const ANY_HOME = /(?<![\w.~>-])((?:[A-Za-z]:)?[\\/](?:home|Users)[\\/])([^\\/\s:;,"'<>|]+)/g;

function withoutAnyHome(text: string): string {
  return text.replace(ANY_HOME, (path, folder: string, name: string) =>
    NOBODY.has(name) ? path : `${folder}<user>`,
  );
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
