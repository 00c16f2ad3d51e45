/** The comment action's entry: posts what a gate measured. Executes nothing and trusts nothing in the report. */

import { showFailure } from './github/actions-io.ts';
import { runCommentAction } from './github/comment-action.ts';

process.exitCode = 1;
process.on('uncaughtException', die);
process.on('unhandledRejection', die);

function die(thrown: unknown): never {
  showFailure(
    thrown instanceof Error ? (thrown.stack ?? thrown.message) : `repro-gate failed: ${String(thrown)}`,
  );
  process.exit(3);
}

process.exitCode = await runCommentAction();
