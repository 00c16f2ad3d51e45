/** Why a run was not seen from inside, as far as its command tells. */

export interface Blindness {
  /** A clause without a full stop. */
  readonly because: string;
  readonly next: string;
  /** False for a command that starts no Python at all, of which nothing was to be seen. */
  readonly expected: boolean;
}

interface Reason extends Pick<Blindness, 'because' | 'next'> {
  readonly holds: (command: string) => boolean;
}

const REASONS: readonly Reason[] = [
  {
    holds: startsIsolated,
    because: 'the command starts Python with -I, -E or -S, which ignore what rides along in the environment',
    next: 'Leave the option out for the smoke test.',
  },
  {
    holds: (command) =>
      /\b(?:docker|podman|nerdctl)\s+(?:compose\s+)?(?:run|exec)\b|\b(?:apptainer|singularity)\s+(?:run|exec)\b/.test(
        command,
      ),
    because: 'the command starts a container, which has an environment of its own',
    next: 'Run the gate inside the container: give the job a `container:`, or call repro-gate there.',
  },
  {
    holds: (command) => /(?:^|[\s;&|(])sudo\s/.test(command),
    because: 'the command uses sudo, which drops the environment',
    next: 'Run the smoke test as the account of the job.',
  },
  {
    holds: (command) =>
      /\benv\s+(?:-u\s+\S+\s+|--\w\S*=\S*\s+|\w+=\S*\s+)*(?:-i|-|--ignore-environment)\s/.test(command),
    because: 'the command empties the environment (env -i)',
    next: 'Leave the environment as it is, or keep PYTHONPATH and the REPRO_* variables.',
  },
  {
    holds: replacesPythonPath,
    because: 'the command replaces PYTHONPATH, through which the observer comes',
    next: 'Write PYTHONPATH=…:$PYTHONPATH, which keeps what is there.',
  },
  {
    holds: (command) => /\bray\s+(?:job\s+)?submit\b/.test(command),
    because: 'the command hands the work to a cluster that was started before it',
    next: 'Start the cluster inside the smoke test.',
  },
];

const UNTOLD: Omit<Blindness, 'expected'> = {
  because:
    'no Python that it started left an observation: it may be isolated, in a container, or have lost its environment',
  next: 'Look for what drops PYTHONPATH between the command and the Python that trains.',
};

/** What usually ends in a Python: interpreters, launchers, and whatever may start one. */
const MAY_BE_PYTHON =
  /\b(?:python|pypy|torchrun|accelerate|deepspeed|lightning|uvx?|conda|mamba|pixi|poetry|pdm|hatch|pipenv|tox|nox|papermill|jupyter|pytest|make|just|srun|mpirun|mpiexec|bash|sh)\b|python[\d.]|\.(?:py|sh|ipynb)\b|\.\//;

/** The likeliest reason why a command that ended well left no observation. */
export function whyNothing(command: string): Blindness {
  const reason = REASONS.find(({ holds }) => holds(command));
  if (reason !== undefined) return { because: reason.because, next: reason.next, expected: true };
  if (MAY_BE_PYTHON.test(command)) return { ...UNTOLD, expected: true };
  return {
    because: 'the command starts no Python',
    next: 'Ask for facts of the training process only where Python trains.',
    expected: false,
  };
}

/** Options of Python that take a word of their own. */
const WITH_WORD = /^-[a-zA-Z]*[XW]$/;

function startsIsolated(command: string): boolean {
  const words = command.split(/[\s;&|()]+/);
  return words.some((word, index) => {
    if (!/(?:^|\/)(?:python|pypy)[\d.]*$/.test(word)) return false;
    return optionsAfter(words, index).some((option) => /^-[a-zA-Z]*[IES]/.test(option));
  });
}

/** The interpreter's own options end with its program: a file, `-m module`, `-c code`. */
function optionsAfter(words: readonly string[], interpreter: number): readonly string[] {
  const options: string[] = [];
  for (let index = interpreter + 1; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (!/^-[a-zA-Z]/.test(word)) break;
    options.push(word.replace(/[mc].*$/, ''));
    if (/[mc]/.test(word.slice(1))) break;
    if (WITH_WORD.test(word)) index += 1;
  }
  return options;
}

function replacesPythonPath(command: string): boolean {
  if (/\bunset\s+(?:-v\s+)?PYTHONPATH\b/.test(command)) return true;
  const assigned = command.match(/\bPYTHONPATH=(?:"[^"]*"|'[^']*'|[^\s;&|]*)/g) ?? [];
  return assigned.some((text) => !/\$\{?PYTHONPATH\b/.test(text));
}
