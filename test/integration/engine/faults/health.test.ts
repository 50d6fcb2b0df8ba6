/** A service that does not have its health path, or not yet. */
import { expect, it } from 'vitest';
import { scriptRuns } from './run-script';

const { run } = scriptRuns();

/** Answers `path` only, and that after `later` seconds from its start. */
const only = (path: string, later: number) => `const from = performance.now();
  require('node:http').createServer((request, response) =>
    response.writeHead(request.url === '${path}' && performance.now() - from > ${later * 1000} ? 200 : 404).end())
    .listen(Number(process.env.PORT), '127.0.0.1');`;

it('a health path that it does not have: that is said long before the time is over', async () => {
  const from = performance.now();
  const { handle } = run('mistyped', only('/widgets', 0), {
    requests: [{ path: '/widgets' }],
    health: '/healtz',
    readyTimeout: 60,
  });
  await expect(handle.done).rejects.toMatchObject({
    code: 'service-failed',
    message: expect.stringMatching(/port \d+, but \/healtz has answered 404 for 5 s\./),
    remedy: expect.stringMatching(/"health" in stairstep\.json or by --health/),
  });
  expect(performance.now() - from).toBeLessThan(30_000);
});

it('routes that come after its port is open are waited for', async () => {
  const { handle } = run('late-routes', only('/up', 7), {
    requests: [{ path: '/up' }],
    health: '/up',
    readyTimeout: 60,
  });
  expect((await handle.done).end.reason).toBe('completed');
});
