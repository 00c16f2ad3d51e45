/** `repro-gate capture`: this machine's snapshot, for people or for programs. */

import { resolve } from 'node:path';
import { capture } from '../capture/capture.ts';
import { writeWhole } from '../io/files.ts';
import { toJson } from '../io/json.ts';
import { machineHere, machineInFolder } from '../io/machine.ts';
import { paintFor, statusOn } from '../io/terminal.ts';
import { renderSnapshot } from '../report/snapshot-text.ts';
import type { Arguments } from './command.ts';
import { choiceOption, directoryArgument, flagOption, textOption } from './options.ts';

export async function runCapture(args: Arguments): Promise<number> {
  const format = choiceOption(args, 'format', ['text', 'json']);
  const machine = textOption(args, 'machine');
  const status = statusOn(process.stderr);
  status.begin('measuring this machine');
  const snapshot = await capture(
    machine === null ? machineHere(process.env) : machineInFolder(resolve(machine), process.env),
    {
      directory: directoryArgument(args),
      python: textOption(args, 'python'),
      device: 'auto',
      variables: [],
      now: () => new Date(),
      serials: flagOption(args, 'serials') ? 'clear' : 'hashed',
    },
  );
  status.end();
  const out = textOption(args, 'out');
  if (out !== null) await writeWhole(resolve(out), toJson(snapshot));
  process.stdout.write(
    format === 'json' ? toJson(snapshot) : renderSnapshot(snapshot, paintFor(process.stdout, process.env)),
  );
  return snapshot.complete ? 0 : 3;
}
