/** The action's entry: red from the first line on, whatever happens. */

import { runAction } from './github/action.ts';
import { showFailure } from './github/actions-io.ts';

// Only a report that says so clears it.
process.exitCode = 1;
process.on('uncaughtException', die);
process.on('unhandledRejection', die);

function die(thrown: unknown): never {
  showFailure(
    thrown instanceof Error ? (thrown.stack ?? thrown.message) : `repro-gate failed: ${String(thrown)}`,
  );
  process.exit(3);
}

process.exitCode = await runAction();
