import { expect, it } from 'vitest';
import type { RunFold } from '../../../src/core/run/fold';
import { refusedRequests } from '../../../src/report/failed-requests';
import { markdownReport } from '../../../src/report/markdown';
import { sampleEvents, sampleRun } from './sample-run';

/** Of each hundred requests so many fail in this way, and the verdict minds it. */
function failing(
  errorKinds: Record<string, number>,
  findings: 'requests-failed'[] = ['requests-failed'],
): RunFold {
  const non2xx = Object.values(errorKinds).reduce((sum, n) => sum + n, 0);
  return sampleRun(
    sampleEvents().map((event) => {
      if (event.kind === 'load') return { ...event, non2xx, errorKinds };
      if (event.kind !== 'verdict') return event;
      return { ...event, verdict: { ...event.verdict, profile: 'leak', findings } };
    }),
  );
}

it.each([
  [{ 404: 60 }, '1,680 of the 2,800 requests were answered with 404: check method and path'],
  [{ 422: 50, 404: 10 }, '1,680 of the 2,800 requests were answered with 422, 404: check headers and body'],
  [
    { 409: 30, ECONNRESET: 10 },
    '840 of the 2,800 requests were answered with 409: make each request another one',
  ],
  [{ 429: 90 }, '2,520 of the 2,800 requests were answered with 429: raise or lift the limit'],
])('says what %o points to, and where an expected status goes', (kinds, words) => {
  const said = refusedRequests(failing(kinds));
  expect(said).toContain(words);
  expect(said).toContain('goes into their "accept"');
  expect(markdownReport(failing(kinds)).replaceAll('\\', '')).toContain(words);
});

it.each([
  ['few failed', failing({ 404: 1 }, [])],
  ['the service broke', failing({ 500: 40, 404: 10 })],
  ['nearly all failed, which was said during the run', failing({ 404: 97 })],
])('says nothing where %s', (_, run) => {
  expect(refusedRequests(run)).toBeUndefined();
});
