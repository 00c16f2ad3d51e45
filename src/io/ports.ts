/** The gate's ports on a real machine. */

import { capture } from '../capture/capture.ts';
import type { Machine } from '../capture/machine.ts';
import type { Ports } from '../gate.ts';
import { runSmoke } from '../smoke/run.ts';
import { environmentAt } from './interpreter.ts';
import { findObserver } from './observer.ts';
import { launchSmoke } from './smoke-process.ts';
import type { Status } from './terminal.ts';
import { localWorkspace } from './workspace.ts';

export interface PortsRequest {
  readonly machine: Machine;
  /** The project's folder, absolute. */
  readonly directory: string;
  readonly python: string | null;
  readonly signal: AbortSignal;
  readonly status: Status;
  /** Called with each line of the training's output, not yet quoted. */
  readonly onLine?: (line: string) => void;
}

export function realPorts({ machine, directory, python, status, ...request }: PortsRequest): Ports {
  const now = (): number => performance.now();
  const workspace = localWorkspace(process.env);
  const observer = findObserver();
  const { home, user } = machine;
  return {
    now,
    date: () => new Date(),
    capture: async ({ device, variables, project, verify }) => {
      status.begin('measuring this machine');
      const snapshot = await capture(machine, {
        directory,
        python,
        device,
        variables,
        project,
        verify,
        now: () => new Date(),
      });
      status.end();
      return snapshot;
    },
    environmentAt: (path) => environmentAt(path, directory),
    runSmoke: async ({ test, role, run, of }, environment) => {
      status.begin(`running ${test.name}${of > 1 ? ` (${run} of ${of})` : ''}`, test.timeoutMs);
      try {
        const { signal, onLine } = request;
        const more = onLine === undefined ? {} : { onLine };
        const order = { test, cwd: directory, environment, role, signal, onProgress: status.update, ...more };
        const measured = await runSmoke(order, {
          launch: launchSmoke,
          workspace,
          observer,
          identity: { home, user },
          now,
        });
        await workspace.removeRunFolder(measured.folder);
        return measured;
      } finally {
        status.end();
      }
    },
  };
}
