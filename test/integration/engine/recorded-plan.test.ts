import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planSchema } from '../../../src/core/plan/plan';
import { type EngineDeps, profile } from '../../../src/engine';
import { engineDeps, SHORT, sampleOptions, temporaryFolder } from '../support';

const { folder, remove } = temporaryFolder();
let deps: EngineDeps;
beforeAll(async () => {
  deps = await engineDeps(folder);
});
afterAll(remove);

const plan = planSchema.parse({ ...SHORT, requests: [{ path: '/health' }], seed: 7 });

describe('a plan whose file is gone', () => {
  it('is sent as it was, and keeps the name of its file', async () => {
    const planPath = path.join(folder, 'load', 'gone.json');
    const { header } = await profile({ ...sampleOptions(folder, {}), planPath, plan }, {}, deps).done;
    expect(header).toMatchObject({ plan, planFile: 'load/gone.json' });
  });

  it('names a file of a body that is gone as well', async () => {
    const planPath = path.join(folder, 'gone.json');
    const requests = [{ method: 'POST' as const, path: '/widgets', body: { file: 'body.bin' } }];
    const { done } = profile(
      { ...sampleOptions(folder, {}), planPath, plan: { ...plan, requests } },
      {},
      deps,
    );
    await expect(done).rejects.toThrow(`there is no file ${path.join(folder, 'body.bin')}`);
  });
});
