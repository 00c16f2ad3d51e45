import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { container } from '../../src/capture/host/container.ts';
import { containerId } from '../../src/capture/host/image/docker.ts';
import { digestOfReference, repositoryOf } from '../../src/capture/host/image/image.ts';
import { containerName, parsePod } from '../../src/capture/host/image/kubernetes.ts';
import { parseContainerenv } from '../../src/capture/host/image/podman.ts';
import { type ImageRequest, imageDigest } from '../../src/capture/host/image-digest.ts';
import { runProbe } from '../../src/capture/probe.ts';
import { localRequest } from '../../src/io/local-request.ts';
import { aMachine, type MachineChanges } from './builders.ts';

const ID = '4f'.repeat(32);
const IMAGE_ID = `sha256:${'1d'.repeat(32)}`;
const DIGEST = `sha256:${'ab'.repeat(32)}`;
const OTHER = `sha256:${'cd'.repeat(32)}`;
const NEXT =
  'a container cannot see its image from inside; the workflow knows it: set REPRO_IMAGE to name@sha256:…';

/** Lines as Docker leaves them, with another container's folder mounted as well. */
const MOUNTINFO = `600 500 0:52 / / rw,relatime - overlay overlay rw,lowerdir=/var/lib/docker/overlay2/l/A
610 600 254:1 /var/lib/docker/containers/${'00'.repeat(32)}/data /mnt/other rw - ext4 /dev/vda rw
611 600 254:1 /var/lib/docker/containers/${ID}/resolv.conf /etc/resolv.conf rw - ext4 /dev/vda rw
612 600 254:1 /var/lib/docker/containers/${ID}/hostname /etc/hostname rw - ext4 /dev/vda rw
`;

let folder: string;
let servers: Server[];

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'image-')));
  servers = [];
});

afterEach(async () => {
  for (const server of servers) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  rmSync(folder, { recursive: true, force: true });
});

/** A real server on a Unix socket in place of the Docker daemon. */
async function daemon(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  const socket = join(folder, `${servers.length}.sock`);
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  return socket;
}

/** Answers by path; another path is not found. */
function answers(bodies: Readonly<Record<string, unknown>>): RequestListener {
  return (request, response) => {
    const body = bodies[request.url ?? ''];
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body ?? { message: 'No such container' }));
  };
}

function inspected(more: Record<string, unknown> = {}): Record<string, unknown> {
  return { Id: ID, Image: IMAGE_ID, Config: { Image: 'registry.example/team/train:1', Labels: {} }, ...more };
}

function machineWith(socket: string, { env, files, ...more }: MachineChanges = {}) {
  return aMachine({
    files: { '/proc/self/mountinfo': MOUNTINFO, ...files },
    env: { DOCKER_HOST: `unix://${socket}`, ...env },
    // Shorter than the real timeouts, so that a daemon that hangs does not hold the tests up.
    request: (request) => localRequest({ ...request, timeoutMs: 300 }),
    ...more,
  });
}

async function digestFrom(listener: RequestListener, more?: MachineChanges, request?: ImageRequest) {
  return imageDigest(machineWith(await daemon(listener), more), request);
}

describe('an image that the workflow names', () => {
  test.each([
    [`registry.example/team/train@${DIGEST}`, `registry.example/team/train@${DIGEST}`],
    [`train:1.0@${DIGEST}`, `train:1.0@${DIGEST}`],
    [DIGEST, null],
  ])('%s', async (given, reference) => {
    const expected = { digest: DIGEST, digestOf: 'manifest', reference, labels: {}, from: 'given' };
    expect(await imageDigest(aMachine({ env: { REPRO_IMAGE: given } }))).toEqual({
      facts: expected,
      unknown: [],
    });
    expect((await imageDigest(aMachine(), { image: given })).facts).toEqual(expected);
  });

  test.each(['train:latest', `train@sha256:${'ab'.repeat(31)}`, `train@md5:${'ab'.repeat(16)}`])(
    'by a name that may be another image tomorrow: %s',
    async (given) => {
      expect(await imageDigest(aMachine({ env: { REPRO_IMAGE: given } }))).toMatchObject({
        facts: { digest: null },
        unknown: [
          {
            path: 'host.container.digest',
            because: `expected name@sha256:… in REPRO_IMAGE, found "${given}"; ${NEXT}`,
          },
        ],
      });
    },
  );
});

describe('the Docker daemon', () => {
  test('tells the digest in the repository that the container was started from, and the labels', async () => {
    const labels = {
      'org.opencontainers.image.revision': 'abc123',
      'com.nvidia.build.id': '42',
      'com.example.password': 'hunter2',
    };
    const { facts, unknown } = await digestFrom(
      answers({
        [`/containers/${ID}/json`]: inspected({
          Config: { Image: 'registry.example/team/train:1', Labels: labels },
        }),
        [`/images/${IMAGE_ID}/json`]: {
          RepoDigests: [`mirror.example/train@${OTHER}`, `registry.example/team/train@${DIGEST}`],
        },
      }),
    );
    expect(unknown).toEqual([]);
    expect(facts).toEqual({
      digest: DIGEST,
      digestOf: 'manifest',
      reference: 'registry.example/team/train:1',
      labels: { 'com.nvidia.build.id': '42', 'org.opencontainers.image.revision': 'abc123' },
      from: 'docker',
    });
  });

  test('of an image that no registry has seen tells its ID', async () => {
    const { facts } = await digestFrom(
      answers({ [`/containers/${ID}/json`]: inspected(), [`/images/${IMAGE_ID}/json`]: { RepoDigests: [] } }),
    );
    expect(facts).toMatchObject({ digest: IMAGE_ID, digestOf: 'config' });
  });

  test('is asked by the host name when no mount tells the ID', async () => {
    const { facts } = await digestFrom(answers({ '/containers/4f4f4f4f4f4f/json': inspected() }), {
      files: { '/proc/self/mountinfo': '', '/proc/sys/kernel/hostname': '4f4f4f4f4f4f\n' },
    });
    expect(facts.digest).toBe(IMAGE_ID);
  });

  test('is not asked by a host name that somebody chose', async () => {
    const asked: unknown[] = [];
    const { unknown } = await digestFrom(
      (request, response) => {
        asked.push(request.url);
        response.end('{}');
      },
      { files: { '/proc/self/mountinfo': '', '/proc/sys/kernel/hostname': 'web\n' } },
    );
    expect(asked).toEqual([]);
    expect(unknown[0]?.because).toMatch(/^no trace tells the ID of this container/);
  });

  test.each([
    [
      'another container',
      answers({ [`/containers/${ID}/json`]: inspected({ Id: '00'.repeat(32) }) }),
      /^Docker described another container;/,
    ],
    ['no container of ours', answers({}), /^Docker does not know this container;/],
    [
      'an image that is no digest',
      answers({ [`/containers/${ID}/json`]: inspected({ Image: '../../x' }) }),
      /^Docker told no image of this container;/,
    ],
    [
      'what is no JSON',
      answers({ [`/containers/${ID}/json`]: '<html>' }),
      /^Docker described another container;/,
    ],
    ['a list', answers({ [`/containers/${ID}/json`]: [[[]]] }), /^Docker described another container;/],
    [
      'an error',
      ((_, response) => response.writeHead(500).end('{}')) as RequestListener,
      /^Docker answered with status 500;/,
    ],
    [
      'a redirection',
      ((_, response) => response.writeHead(302, { location: '/x' }).end()) as RequestListener,
      /^Docker answered with status 302;/,
    ],
    ['nothing', (() => {}) as RequestListener, /^the Docker socket: it did not answer within 0\.3 s;/],
    [
      'a byte now and then',
      ((_, response) => {
        response.writeHead(200);
        const drip = setInterval(() => response.write(' '), 50);
        response.on('close', () => clearInterval(drip));
      }) as RequestListener,
      /^the Docker socket: it did not answer within 0\.3 s;/,
    ],
    [
      'no end of bytes',
      ((_, response) => {
        response.writeHead(200);
        const block = Buffer.alloc(256 * 1024, ' ');
        const pour = () => {
          while (!response.destroyed && response.write(block));
        };
        response.on('drain', pour);
        pour();
      }) as RequestListener,
      /^the Docker socket: its answer has more than 1048576 bytes;/,
    ],
    [
      'half an answer',
      ((request, response) => {
        response.writeHead(200, { 'content-length': '1000' });
        response.write('{', () => request.socket.destroy());
      }) as RequestListener,
      /^the Docker socket: .*(?:aborted|hang up|reset)/,
    ],
    [
      'another protocol',
      ((request) => request.socket.end('SSH-2.0-x\r\n')) as RequestListener,
      /^the Docker socket: Parse Error/,
    ],
  ])('that answers with %s: a reason', async (_, listener, because) => {
    const { facts, unknown } = await digestFrom(listener);
    expect(facts.digest).toBeNull();
    expect(unknown).toEqual([{ path: 'host.container.digest', because: expect.stringMatching(because) }]);
    expect(unknown[0]?.because.endsWith(NEXT)).toBe(true);
  });

  test('that does not describe the image leaves its ID', async () => {
    for (const body of ['<html>', [], { RepoDigests: 'x' }, { RepoDigests: [1, null, 'x', 'y@sha256:zz'] }]) {
      const { facts } = await digestFrom(
        answers({ [`/containers/${ID}/json`]: inspected(), [`/images/${IMAGE_ID}/json`]: body }),
      );
      expect(facts).toMatchObject({ digest: IMAGE_ID, digestOf: 'config' });
    }
  });

  test('that is not there, or whose socket is a file', async () => {
    const because = async (socket: string) => (await imageDigest(machineWith(socket))).unknown[0]?.because;
    expect(await because(join(folder, 'none.sock'))).toBe(`there is no Docker socket; ${NEXT}`);
    spawnSync('touch', [join(folder, 'file.sock')]);
    expect(await because(join(folder, 'file.sock'))).toMatch(/^the Docker socket: nobody answers there;/);
  });

  test('floods the snapshot with nothing', async () => {
    const labels = Object.fromEntries(
      Array.from({ length: 5_000 }, (_, index) => [`org.opencontainers.image.x${index}`, 'y'.repeat(100)]),
    );
    labels['org.opencontainers.image.a'] = 'z'.repeat(10_000);
    const { facts } = await digestFrom(
      answers({
        [`/containers/${ID}/json`]: inspected({ Config: { Image: 'x'.repeat(5_000), Labels: labels } }),
      }),
    );
    expect(Object.keys(facts.labels)).toHaveLength(32);
    expect(facts.labels['org.opencontainers.image.a']).toHaveLength(256);
    expect(facts.reference).toBeNull();
  });

  test('of another machine is not asked', async () => {
    const asked: unknown[] = [];
    const request: MachineChanges['request'] = async ({ to }) => {
      asked.push(to);
      return { kind: 'absent' };
    };
    await imageDigest(machineWith('', { env: { DOCKER_HOST: 'tcp://10.0.0.1:2375' }, request }));
    expect(asked).toEqual([{ kind: 'socket', path: '/var/run/docker.sock' }]);
  });
});

test('the ID is read from what lies over /etc, whatever else is mounted', () => {
  expect(containerId(MOUNTINFO)).toBe(ID);
  const podman = `1 2 0:5 /containers/storage/overlay-containers/${ID}/userdata/hosts /etc/hosts rw - tmpfs tmpfs rw`;
  expect(containerId(podman)).toBe(ID);
  expect(containerId(MOUNTINFO.split('\n').slice(0, 2).join('\n'))).toBeNull();
  fc.assert(fc.property(fc.string(), (text) => containerId(text) === null && containerName(text) === null));
});

describe('Podman', () => {
  const ENV = `engine="podman-4.9.3"\nname="job"\nid="${ID}"\nimage="docker.io/library/train:1"\nimageid="${'1d'.repeat(32)}"\nrootless=1\n`;

  test('tells the image by a file', async () => {
    const { facts } = await imageDigest(aMachine({ files: { '/run/.containerenv': ENV } }));
    expect(facts).toMatchObject({
      digest: IMAGE_ID,
      digestOf: 'config',
      reference: 'docker.io/library/train:1',
      from: 'podman',
    });
  });

  test('started by digest', async () => {
    const files = { '/run/.containerenv': ENV.replace('train:1', `train@${DIGEST}`) };
    expect((await imageDigest(aMachine({ files }))).facts).toMatchObject({
      digest: DIGEST,
      digestOf: 'manifest',
    });
  });

  test('that tells nothing', async () => {
    const { unknown } = await imageDigest(aMachine({ files: { '/run/.containerenv': '' } }));
    expect(unknown[0]?.because).toBe(`/run/.containerenv names no image; ${NEXT}`);
    expect(parseContainerenv('rootless=1\n\nx y\nname=""')).toEqual({ rootless: '1', name: '' });
  });
});

describe('Kubernetes', () => {
  const ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';
  const pod = (...statuses: unknown[]) => ({
    metadata: { name: 'job-1' },
    status: { containerStatuses: statuses },
  });
  const status = (name: string, imageID: unknown) => ({ name, image: 'registry.example/train:1', imageID });

  test.each([
    [`registry.example/train@${DIGEST}`, DIGEST, 'manifest'],
    [`docker-pullable://registry.example/train@${DIGEST}`, DIGEST, 'manifest'],
    [DIGEST, DIGEST, 'config'],
    [`docker://${DIGEST}`, DIGEST, 'config'],
  ])('writes the image as %s', (imageId, digest, digestOf) => {
    expect(parsePod(JSON.stringify(pod(status('job', imageId))), null)).toEqual({
      image: { digest, digestOf, reference: 'registry.example/train:1', from: 'kubernetes' },
      because: null,
    });
  });

  test('with several containers the right one has to be named', () => {
    const body = JSON.stringify(pod(status('side', `x@${OTHER}`), status('job', `x@${DIGEST}`)));
    expect(parsePod(body, 'job').image.digest).toBe(DIGEST);
    expect(parsePod(body, null).because).toBe(
      'the pod has 2 containers; REPRO_KUBERNETES_CONTAINER names the right one',
    );
    expect(parsePod(body, 'none').because).toBe('the Kubernetes API told no status of this container');
    expect(
      containerName(
        '1 2 8:1 /var/lib/kubelet/pods/uid/containers/job/1a2b /dev/termination-log rw - ext4 x rw',
      ),
    ).toBe('job');
  });

  test('answers that are none', () => {
    for (const body of [
      '',
      'null',
      '[]',
      '{"status":{"containerStatuses":[1,null,"x"]}}',
      JSON.stringify(pod(status('a', 7))),
    ]) {
      expect(parsePod(body, null).because).toMatch(/^the Kubernetes API told no/);
    }
    fc.assert(fc.property(fc.json(), (body) => parsePod(body, null).because !== null));
  });

  test('is not asked unless somebody says so', async () => {
    const asked: unknown[] = [];
    const machine = aMachine({
      files: { [`${ACCOUNT}/token`]: 't', [`${ACCOUNT}/ca.crt`]: 'c', [`${ACCOUNT}/namespace`]: 'ns' },
      env: { KUBERNETES_SERVICE_HOST: '10.0.0.1' },
      request: async (request) => {
        asked.push(request);
        return { kind: 'absent' };
      },
    });
    const { unknown } = await imageDigest(machine);
    expect(asked).toEqual([]);
    expect(unknown[0]?.because).toContain(
      "Kubernetes is asked only when REPRO_KUBERNETES_POD holds the pod's name",
    );
  });

  const withOpenssl = spawnSync('openssl', ['version']).status === 0 ? test : test.skip;

  withOpenssl('is asked over TLS that its own authority vouches for, with the token of the pod', async () => {
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
    const made = spawnSync('openssl', [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-keyout',
      key,
      '-out',
      cert,
      '-days',
      '2',
      ...subject,
    ]);
    expect(made.status).toBe(0);
    const seen: unknown[] = [];
    const server = createTlsServer(
      { key: readFileSync(key), cert: readFileSync(cert) },
      (request, response) => {
        seen.push([request.url, request.headers.authorization]);
        const known = request.url === '/api/v1/namespaces/ci/pods/job-1';
        response.writeHead(known ? 200 : 403).end(JSON.stringify(pod(status('job', `x@${DIGEST}`))));
      },
    );
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const ask = (name: string, authority: string) =>
      imageDigest(
        aMachine({
          files: {
            [`${ACCOUNT}/token`]: 'secret-token\n',
            [`${ACCOUNT}/ca.crt`]: authority,
            [`${ACCOUNT}/namespace`]: 'ci',
          },
          env: {
            KUBERNETES_SERVICE_HOST: '127.0.0.1',
            KUBERNETES_SERVICE_PORT: `${port}`,
            REPRO_KUBERNETES_POD: name,
          },
          request: localRequest,
        }),
      );
    const authority = readFileSync(cert, 'utf8');
    expect((await ask('job-1', authority)).facts).toMatchObject({ digest: DIGEST, from: 'kubernetes' });
    expect(seen).toEqual([['/api/v1/namespaces/ci/pods/job-1', 'Bearer secret-token']]);
    expect((await ask('job-2', authority)).unknown[0]?.because).toContain(
      "the pod's service account may not get pods",
    );
    expect((await ask('../../secrets', authority)).unknown[0]?.because).toContain('holds no name of a pod');
    const stranger = await ask('job-1', 'no certificate');
    expect(stranger.facts.digest).toBeNull();
    expect(JSON.stringify(stranger)).not.toContain('secret-token');
    expect(seen).toHaveLength(2);
  });
});

describe('Apptainer', () => {
  const machine = aMachine({
    files: { '/.singularity.d/labels.json': '{"org.opencontainers.image.version":"24.04","x":"y"}' },
    env: { APPTAINER_CONTAINER: '/home/alice/work/images/train.sif' },
  });

  test('has a digest when its image is listed as data', async () => {
    const files = [{ path: 'images/train.sif', kind: 'file', hash: DIGEST }];
    const { facts } = await imageDigest(machine, { data: { directory: '/home/alice/work', files } });
    expect(facts).toEqual({
      digest: DIGEST,
      digestOf: 'file',
      reference: null,
      labels: { 'org.opencontainers.image.version': '24.04' },
      from: 'apptainer',
    });
  });

  test('has none otherwise', async () => {
    const { facts, unknown } = await imageDigest(machine);
    expect(facts.labels).toEqual({ 'org.opencontainers.image.version': '24.04' });
    expect(unknown[0]?.because).toContain('list it under data');
  });
});

describe('the container of a snapshot', () => {
  test('has the digest that Docker tells', async () => {
    const socket = await daemon(answers({ [`/containers/${ID}/json`]: inspected() }));
    expect(await runProbe(container, machineWith(socket))).toEqual({
      facts: {
        container: {
          kind: 'docker',
          digest: IMAGE_ID,
          digestOf: 'config',
          reference: 'registry.example/team/train:1',
          labels: {},
        },
      },
      unknown: [],
    });
  });

  test('without any way to the digest has a reason, and outside a container nothing is asked', async () => {
    const files = { '/.dockerenv': '' };
    expect((await runProbe(container, aMachine({ files }))).unknown).toEqual([
      { path: 'host.container.digest', because: NEXT },
    ]);
    expect(await runProbe(container, aMachine())).toEqual({ facts: { container: null }, unknown: [] });
  });

  test('of a machine in a folder is not told by our own variables', async () => {
    const env = { REPRO_IMAGE: DIGEST, KUBERNETES_SERVICE_HOST: 'x' };
    const { facts } = await runProbe(
      container,
      aMachine({ kind: 'folder', env, files: { '/.dockerenv': '' } }),
    );
    expect(facts).toMatchObject({ container: { kind: 'docker', digest: null } });
  });
});

test.each([
  ['ubuntu', 'docker.io/library/ubuntu'],
  ['ubuntu:24.04', 'docker.io/library/ubuntu'],
  ['team/train@sha256:x', 'docker.io/team/train'],
  ['localhost:5000/train:1', 'localhost:5000/train'],
  ['registry.example/a/b:1', 'registry.example/a/b'],
])('the repository of %s', (reference, repository) => {
  expect(repositoryOf(reference)).toBe(repository);
});

test('a digest has its whole length', () => {
  expect(digestOfReference(`x@${DIGEST}`)).toBe(DIGEST);
  for (const text of [DIGEST, `x@${DIGEST}0`, `x@${DIGEST.toUpperCase()}`, 'x@', 7, null]) {
    expect(digestOfReference(text)).toBeNull();
  }
});
