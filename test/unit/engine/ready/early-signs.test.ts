import { describe, expect, it } from 'vitest';
import { EarlySigns, type Look } from '../../../../src/engine/ready/early-signs';

const HERE = { host: '127.0.0.1', port: 1 };
const answering = (...statuses: Look['statuses']): Look => ({
  heard: statuses.map((_, i) => ({ ...HERE, port: i + 1 })),
  statuses,
});

/** Looks twenty times a second, until there is a sign: the second in which that was. */
async function signIn(looks: (second: number) => Look, routedFrom: number, most = 60) {
  let now = 0;
  const signs = new EarlySigns(
    async () => now / 1000 >= routedFrom,
    () => now,
  );
  for (; now < most * 1000; now += 50) {
    const sign = await signs.in(looks(now / 1000));
    if (sign) return { at: now / 1000, ...sign };
  }
  return undefined;
}

describe('a health path that answers 404', () => {
  it('ends the wait after some seconds where the path of the load is there', async () => {
    expect(await signIn(() => answering(404), 0)).toEqual({
      at: 5,
      kind: 'not-found',
      seconds: 5,
      routed: true,
    });
  });

  it('is waited for longer where no path is there yet, and not for ever', async () => {
    expect(await signIn(() => answering(404), 8)).toMatchObject({ at: 10, routed: true });
    expect(await signIn(() => answering(404), 1000)).toMatchObject({ at: 20, seconds: 20, routed: false });
  });

  it('counts from the last other answer, and from all ports', async () => {
    expect(await signIn((second) => answering(second < 7 ? 503 : 404), 0)).toMatchObject({ at: 12 });
    expect(await signIn(() => answering(404, 503), 0)).toBeUndefined();
    expect(await signIn(() => answering(404, undefined), 0)).toBeUndefined();
    expect(await signIn(() => answering(), 0)).toBeUndefined();
  });
});
