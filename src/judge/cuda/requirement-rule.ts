/** What the container image declares that it needs, held against the machine. A second opinion: it only warns. */

import { cudaOfBranch } from '../../capture/gpu/gpu-tables.ts';
import type { Snapshot } from '../../capture/snapshot.ts';
import type { Finding } from '../../verdict.ts';
import type { Evidence, Rule } from '../rule.ts';
import { visibleGpus } from '../visible.ts';
import { brandsOf, judgeRequirements, type Properties } from './requirement.ts';

export const containerRequirement: Rule = {
  kind: 'standalone',
  id: 'container-requirement',
  applies: ({ hardware }) => hardware.device === 'auto',
  judge: judgeContainer,
};

function judgeContainer({ snapshot }: Evidence): readonly Finding[] {
  const properties = propertiesOf(snapshot);
  if (properties === null) return [];
  const requirement = judgeRequirements(snapshot.cuda.declared, properties);
  switch (requirement.kind) {
    case 'met':
    // The container toolkit decided the same question with the same properties when the container started.
    case 'unknown':
      return [];
    case 'unreadable': {
      const summary = `the image declares a requirement in ${requirement.name} that cannot be read`;
      return [
        finding(requirement.name, {
          summary,
          expected: 'property, operator, value',
          found: requirement.factor,
        }),
      ];
    }
    case 'unmet': {
      const summary = `the machine does not meet what the image asks for in ${requirement.name}`;
      const expected = requirement.terms.join(' or ');
      return [finding(requirement.name, { summary, expected, found: describe(properties) })];
    }
  }
}

/** Null on a machine without an NVIDIA GPU, about which these declarations say nothing. */
function propertiesOf(snapshot: Snapshot): Properties | null {
  const [gpu] = visibleGpus(snapshot).filter(({ vendor }) => vendor === 'nvidia');
  const { driver } = snapshot;
  if (gpu === undefined || driver === null) return null;
  return {
    // Of the kernel driver: a cuda-compat library, which raises what the driver reports, is not what is asked about.
    cuda: driver.platform === 'linux' ? (cudaOfBranch(driver.branch) ?? driver.cuda) : driver.cuda,
    driver: driver.version,
    arch: gpu.computeCapability,
    brands: brandsOf(gpu.name),
  };
}

function describe({ cuda, driver, arch }: Properties): string {
  return `cuda=${cuda ?? '?'}, driver=${driver ?? '?'}, arch=${arch ?? '?'}`;
}

function finding(
  subject: string,
  { summary, expected, found }: Pick<Finding, 'summary' | 'expected' | 'found'>,
): Finding {
  return {
    code: 'container/requirement-unmet',
    severity: 'warning',
    subject,
    summary,
    expected,
    found,
    where: null,
    next: 'Use an older image or update the driver; an image that does not need it can set NVIDIA_DISABLE_REQUIRE=true.',
  };
}
