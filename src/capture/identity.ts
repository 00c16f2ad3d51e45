/** Which fields identify hardware and software: with one of them unknown, a snapshot is no ground for a baseline. */

const SOFTWARE = /^(?:class|python(?:\.version|\.packages)?)$/;
const GPU =
  /^gpus(?:$|\[\d+\](?:\.(?:name|computeCapability|smCount|mig|visible|gfx))?$)|^driver(?:\.version)?$/;

/** GPUs that nobody uses (`device: cpu`) identify nothing. */
export function isIdentity(path: string, device: 'auto' | 'cpu'): boolean {
  return SOFTWARE.test(path) || (device === 'auto' && GPU.test(path));
}
