/**
 * Being asked to stop. The first SIGINT or SIGTERM stops the training and lets the gate report; more of them change
 * nothing, since an early end would leave the training alone on the GPU. The runner sends SIGINT, SIGTERM after 7.5 s and
 * SIGKILL after another 2.5 s, so all of it has to be over by then.
 */

/** Aborted by the first signal. `release` takes the handlers away again. */
export function stopSignal(): { readonly signal: AbortSignal; readonly release: () => void } {
  const controller = new AbortController();
  const stop = (name: NodeJS.Signals): void => {
    controller.abort(name);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return {
    signal: controller.signal,
    release: () => {
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
    },
  };
}
