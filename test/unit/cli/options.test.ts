import { describe, expect, test } from 'vitest';
import { readArgs } from '../../../src/cli/args';
import { brokenBudgets, readBudget } from '../../../src/cli/budget';
import { planOverrides } from '../../../src/cli/plan-options';
import { sampleRun } from '../../unit/report/sample-run';

describe('flags over a plan', () => {
  test('only what was given', () => {
    expect(planOverrides({})).toEqual({});
    expect(planOverrides({ connections: ['8,16', '32'], burst: '2.5', tail: '0', port: '8080' })).toEqual({
      connections: [8, 16, 32],
      burst: { seconds: 2.5 },
      tail: 0,
      port: 8080,
    });
    expect(
      planOverrides({ 'burst-requests': '100', features: ['a,b'], 'no-default-features': true }),
    ).toEqual({
      burst: { requests: 100 },
      features: ['a', 'b'],
      defaultFeatures: false,
    });
  });

  test.each([
    { connections: ['8,,x'] },
    { connections: ['0'] },
    { port: '80.5' },
    { rest: '-1' },
    { hz: '' },
    { tail: 'Infinity' },
    { burst: '1', 'burst-requests': '1' },
  ])('refuses %j', (values) => {
    expect(() => planOverrides(values)).toThrowError(expect.objectContaining({ code: 'usage' }));
  });
});

test.each([
  [{ hz: '500' }, '--hz: expected at most 50'],
  [{ port: '99999' }, '--port: expected at most 65535'],
  [{ burst: '0' }, '--burst: expected more than 0'],
  [{ 'burst-requests': '9999999999' }, '--burst-requests: expected at most 1000000000'],
  [{ connections: ['8,99999'] }, '--connections: expected at most 10000'],
  [{ health: 'ready' }, '--health: expected a text that starts with "/"'],
])('a value that no plan takes, %j, is said of the option', (values, message) => {
  expect(() => planOverrides(values)).toThrowError(expect.objectContaining({ code: 'usage', message }));
});

test.each([
  ['-x', '`stairstep profile` has no option -x.', 'Run `stairstep profile --help` for what it takes.'],
  ['--rst', '`stairstep profile` has no option --rst.', expect.stringMatching(/^Did you mean --rest\? Run/)],
  ['--json=1', '--json takes no value.', 'Run `stairstep profile --help` for what it takes.'],
  ['-o', '--output needs a value; one that begins with a dash is written --output=-1.', expect.any(String)],
])('an option that is not had so, %s, is said with what to do', (option, message, remedy) => {
  const options = {
    rest: { type: 'string' },
    json: { type: 'boolean' },
    output: { type: 'string', short: 'o' },
  } as const;
  expect(() => readArgs('profile', [option], options)).toThrowError(
    expect.objectContaining({ code: 'usage', message, remedy }),
  );
});

test.each([[['--rest', '-5']], [['--rest']]])(
  'an option without a value, %j, is named with what to write',
  (argv) => {
    expect(() => readArgs('profile', argv, { rest: { type: 'string' } })).toThrowError(
      '--rest needs a value; one that begins with a dash is written --rest=-1.',
    );
  },
);

describe('a budget', () => {
  const { verdict } = sampleRun();

  test('is broken by a shape and by what is retained', () => {
    if (!verdict) throw new Error('the sample run has a verdict');
    const broken = (failOn: string[], most?: string) =>
      brokenBudgets(
        readBudget({ 'fail-on': failOn, ...(most !== undefined && { 'max-retained': most }) }),
        verdict,
      );
    expect(broken([])).toEqual([]);
    expect(broken(['leak', 'inconclusive'], '500MB')).toEqual([]);
    expect(broken(['leak,stair-step'])).toEqual(['the profile is stair-step (--fail-on)']);
    expect(broken(['leak'], '200 MiB')).toEqual(['493 MB stay resident, more than 210 MB (--max-retained)']);
  });

  test.each([{ 'fail-on': ['stairs'] }, { 'max-retained': '-1' }, { 'max-retained': 'lots' }])(
    'refuses %j',
    (values) => {
      expect(() => readBudget(values)).toThrowError(expect.objectContaining({ code: 'usage' }));
    },
  );
});
