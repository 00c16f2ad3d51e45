/** Findings about packages, lock files, data, the image and the code. */

import type { FindingInfo } from './info.ts';

export const SOFTWARE = {
  'pin/changed': {
    title: 'A pinned package differs from the baseline',
    verdict: 'fail',
    severity: 'error',
    means:
      'A package under `software.packages.pin` is not the build that the baseline holds: its version, local label (`+cu126`), source commit or installed content differs. Two builds that share a version are not the same build.',
    resolve:
      'Install the build of the baseline, or accept the new one with `repro-gate record` in a reviewed change.',
  },
  'pin/missing': {
    title: 'A pinned package is not installed',
    verdict: 'fail',
    severity: 'error',
    means: 'The baseline holds the package and the policy pins it, but this environment does not have it.',
    resolve: 'Install it. If it was dropped on purpose, record the baseline again.',
  },
  'pin/not-recorded': {
    title: 'A pinned package is installed but not in the baseline',
    verdict: 'fail',
    severity: 'error',
    means: 'A package that matches a pin was added since the baseline was recorded.',
    resolve: 'Remove it, or record the baseline again.',
  },
  'pin/matches-nothing': {
    title: 'A pin matches no package',
    verdict: 'misconfigured',
    severity: 'error',
    means:
      'A name under `software.packages.pin` is neither in the baseline nor installed. It protects nothing and is usually a typing mistake.',
    resolve:
      'Correct the name or remove it. Names are compared as pip compares them: case, `-`, `_` and `.` do not matter.',
  },
  'range/outside': {
    title: 'A package is outside its range',
    verdict: 'fail',
    severity: 'error',
    means: 'The installed version does not satisfy the PEP 440 specifier under `software.packages.ranges`.',
    resolve: 'Install a version in the range, or change the range in a reviewed change.',
  },
  'range/missing': {
    title: 'A package with a range is not installed',
    verdict: 'fail',
    severity: 'error',
    means: 'The policy gives a range for the package, and this environment does not have it.',
    resolve: 'Install it, or remove the range.',
  },
  'package/changed': {
    title: 'Another package changed',
    verdict: 'fail',
    severity: 'info',
    means:
      'A package that no pin names differs from the baseline. The severity is the one under `software.packages.others`.',
    resolve: 'Nothing, if it is expected. Pin the package if its builds matter to the numbers.',
  },
  'package/added': {
    title: 'A package was added',
    verdict: 'fail',
    severity: 'info',
    means: 'A package that no pin names is installed and not in the baseline.',
    resolve: 'Nothing, if it is expected.',
  },
  'package/removed': {
    title: 'A package was removed',
    verdict: 'fail',
    severity: 'info',
    means: 'A package that no pin names is in the baseline and not installed.',
    resolve: 'Nothing, if it is expected.',
  },
  'package/shadowed': {
    title: 'A package is installed more than once',
    verdict: 'fail',
    severity: 'warning',
    means:
      'Two folders of the search path hold the package in different versions. The first one is used; a change of PYTHONPATH or of the environment brings up the other without anything being installed.',
    resolve:
      'Uninstall the copy that is not wanted. PYTHONNOUSERSITE=1 keeps the packages of the user account out.',
  },
  'package/dirty': {
    title: 'An editable package has uncommitted changes',
    verdict: 'fail',
    severity: 'warning',
    means:
      'The package is used from a source folder, and files there differ from the commit, so nothing identifies what runs. For a pinned package it is an error.',
    resolve: 'Commit the changes in that folder, or install the package from a commit or a release.',
  },
  'package/leftover': {
    title: 'A library of CUDA is for another CUDA than torch',
    verdict: 'fail',
    severity: 'warning',
    means:
      'A wheel with a part of CUDA names another major version in its name than the one torch was built for. It usually stayed behind when torch was changed, and a library that looks for its parts by name may load it.',
    resolve: 'Uninstall it, unless another package of the environment needs it.',
  },
  'package/edited': {
    title: 'Installed files are not those of their package',
    verdict: 'fail',
    severity: 'error',
    means:
      'Files that the RECORD of a package lists have another content, or are gone. Somebody or something changed them after the installation, and no version tells.',
    resolve: 'Install the package again, and look for what changed its files: a patch step, a tool, a hand.',
  },
  'lock/unreadable': {
    title: 'A lock file cannot be used',
    verdict: 'misconfigured',
    severity: 'error',
    means:
      'The policy names a lock file that is not there, is outside the project, or is of no form that repro-gate reads. A comparison with nothing would find no difference.',
    resolve:
      'Correct the path under `software.packages.lockfile`, or let the tool that wrote the file write it again.',
  },
  'lock/python': {
    title: 'The lock file is for another Python',
    verdict: 'fail',
    severity: 'error',
    means: 'The lock says for which interpreters it was made, and this one is none of them.',
    resolve: 'Run the job with a fitting interpreter, or lock again with this one.',
  },
  'lock/missing': {
    title: 'A locked package is not installed',
    verdict: 'fail',
    severity: 'error',
    means:
      'The lock file asks for the package on this platform and interpreter, and it is not installed. Entries whose markers exclude this machine are left out.',
    resolve: 'Install from the lock file. If the package is not wanted any more, lock again.',
  },
  'lock/extra': {
    title: 'An installed package is not in the lock file',
    verdict: 'fail',
    severity: 'warning',
    means:
      'The lock file means to name everything, and this package is not in it. On a runner that is kept it often stayed behind from another job.',
    resolve: 'Uninstall it, or add it to the project and lock again.',
  },
  'lock/version': {
    title: 'An installed version is not the locked one',
    verdict: 'fail',
    severity: 'error',
    means:
      'The environment and the lock file have drifted apart: one of them was updated without the other. Versions are compared by PEP 440.',
    resolve: 'Install from the lock file, or lock again if the installed version is the wanted one.',
  },
  'lock/build': {
    title: 'The version is the locked one, the build is not',
    verdict: 'fail',
    severity: 'error',
    means:
      'Another local label (`+cu126` against `+cu128`), another commit, or another build string of conda: two builds that share a version compute differently.',
    resolve: 'Install from the lock file.',
  },
  'lock/hash': {
    title: 'A package was installed from an archive that the lock does not allow',
    verdict: 'fail',
    severity: 'error',
    means:
      'The archive that the installer noted has none of the digests that the lock file lists for the package.',
    resolve:
      'Install from the lock file with its digests checked, and find out where the other archive came from.',
  },
  'lock/unjudged': {
    title: 'An entry of the lock file could not be judged',
    verdict: 'fail',
    severity: 'error',
    means:
      'A marker that cannot be evaluated, a build that is not known, or a version that cannot be compared. What the entry asks for was not compared, and a lock that is half compared would pass for a whole one.',
    resolve: 'Look at the entry and at what is installed. `severity: { lock/unjudged: warning }` accepts it.',
  },
  'lock/note': {
    title: 'A line of the lock file is not understood',
    verdict: 'fail',
    severity: 'warning',
    means: 'The line could not be read as an entry, so nothing that it names was compared.',
    resolve: 'Nothing, if the line names no package.',
  },
  'container/changed': {
    title: 'The job runs in another image',
    verdict: 'fail',
    severity: 'error',
    means: 'The digest of the running image is not the one that the baseline was recorded in.',
    resolve: 'Use the image of the baseline, or record again in the new one and review what changed.',
  },
  'container/not-recorded': {
    title: 'The baseline does not know its image',
    verdict: 'incomparable',
    severity: 'error',
    means: 'The policy pins the image, and the baseline was recorded where its digest could not be seen.',
    resolve: 'Record again with the digest known: the variable REPRO_IMAGE tells it, as name@sha256:….',
  },
  'data/changed': {
    title: 'Data has another content',
    verdict: 'fail',
    severity: 'warning',
    means:
      'A file, folder or pointer that the policy names under `data` has another digest than in the baseline. Other data gives other numbers.',
    resolve: 'Record again after a change on purpose; restore the data otherwise.',
  },
  'data/added': {
    title: 'Data that the baseline does not have',
    verdict: 'fail',
    severity: 'warning',
    means:
      'The policy names data under `data` that was not there, or not named, when the baseline was recorded.',
    resolve: 'Record again, so that the baseline holds it.',
  },
  'data/removed': {
    title: 'Data of the baseline is gone',
    verdict: 'fail',
    severity: 'warning',
    means: 'The baseline holds data that is not there any more, or that the policy does not name any more.',
    resolve: 'Restore the data, or record again if it is not needed.',
  },
  'parameters/changed': {
    title: 'A parameter is another one',
    verdict: 'fail',
    severity: 'warning',
    means: 'A key of a file that the policy names under `parameters` has another value than in the baseline.',
    resolve: 'Record again after a change on purpose; restore the value otherwise.',
  },
  'code/dirty': {
    title: 'Tracked files differ from the commit',
    verdict: 'fail',
    severity: 'info',
    means:
      'The working tree is not what the commit holds, so the numbers of this run belong to no commit. A step of the job that writes into tracked files does that as well.',
    resolve:
      'Commit the changes. In CI find the step that makes them; `severity: { code/dirty: error }` makes it a rule.',
  },
} as const satisfies Record<string, FindingInfo>;
