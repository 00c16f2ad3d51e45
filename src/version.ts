import pkg from '../package.json' with { type: 'json' };

/** What a snapshot, baseline or report says it was made by. */
export const TOOL = `${pkg.name} ${pkg.version}`;
