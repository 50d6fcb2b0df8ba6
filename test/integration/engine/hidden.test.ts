/** A process whose sockets are kept from us, as those of another user are. */
import { spawn } from 'node:child_process';
import { chmodSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ROOT, takenPort, temporaryFolder } from '../support';

const { folder, remove } = temporaryFolder();
const script = path.join(folder, 'ready.cjs');
/** Who may see all is another user while it asks of a process of its own. */
const isRoot = process.getuid?.() === 0;
const other = isRoot ? { uid: 65_534, gid: 65_534 } : {};
const pid = isRoot ? process.pid : 1;

beforeAll(async () => {
  await build({
    stdin: {
      contents: `import { waitReady } from './src/engine/ready/ready';
        const options = { requests: [{ method: 'GET', path: '/' }], timeout: 1, signal: new AbortController().signal };
        waitReady({ ...options, ...JSON.parse(process.argv[2]) }).then(
          (found) => console.log(JSON.stringify(found)),
          ({ message, remedy }) => console.log(JSON.stringify({ message, remedy })));`,
      resolveDir: ROOT,
      loader: 'ts',
    },
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
  });
  chmodSync(folder, 0o755);
});
afterAll(remove);

/** What is found of the process, or what is said of it. */
function ready(options: object): Promise<unknown> {
  const child = spawn(process.execPath, [script, JSON.stringify({ pid, ...options })], {
    cwd: '/',
    stdio: ['ignore', 'pipe', 'inherit'],
    ...other,
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  return new Promise((resolve) => child.once('close', () => resolve(JSON.parse(said))));
}

it.skipIf(process.platform !== 'linux')(
  'is sent to where its port is named, and told of where not',
  async () => {
    const { port, close } = await takenPort();
    expect(await ready({ port })).toMatchObject({ host: '127.0.0.1', port });
    close();
    expect(await ready({ port })).toMatchObject({
      message: expect.stringMatching(
        /^Nothing listens on port \d+ after 1 s, and .* cannot be seen from here/,
      ),
      remedy: expect.stringContaining('--port'),
    });
    expect(await ready({})).toMatchObject({
      message: expect.stringMatching(/^Where process \d+ listens cannot be seen from here/),
      remedy: expect.stringContaining('as root'),
    });
  },
);
