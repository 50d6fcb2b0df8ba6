import { describe, expect, it } from 'vitest';
import { planSchema } from '../../../src/core/plan/plan';
import type { HeaderEvent } from '../../../src/core/run/header';
import { heapProfileCommands } from '../../../src/report/heap-profile';
import { madeUpHeader } from '../core/run/made-up-header';

const machine = { os: 'linux', kernel: '6.1', arch: 'x64', cores: 2, memory: 1e9, libc: 'glibc 2.36' };
const service = { name: 'widgets', profile: 'release' };
const commands = (fields: Partial<HeaderEvent> = {}) =>
  heapProfileCommands(
    madeUpHeader({ machine, service, plan: planSchema.parse({ requests: [{ path: '/a' }] }), ...fields }),
  );

describe('the commands of a heap profile', () => {
  it('build with lines, run under heaptrack, send the same load and show what was held', () => {
    expect(commands()).toEqual([
      'CARGO_PROFILE_RELEASE_DEBUG=line-tables-only cargo build --release --bin widgets',
      'heaptrack target/release/widgets',
      '# in a second terminal, the load of the plan; then the service is stopped',
      '# (its file is another one where the run was made with --plan)',
      'stairstep attach "$(pgrep -nx widgets)" --plan stairstep.json; kill "$(pgrep -nx widgets)"',
      '# the calls that held most at the peak come first',
      'heaptrack_print -l 0 -a 0 -T 0 heaptrack.widgets.*.zst | less',
    ]);
  });

  it.each([
    ['widgets/Cargo.toml', 'widgets/stairstep.json', 'stairstep.json'],
    ['Cargo.toml', 'plans/burst.json', 'plans/burst.json'],
    ['services/widgets/Cargo.toml', 'stairstep.json', '../../stairstep.json'],
    ['services/widgets/Cargo.toml', 'services/plans/burst.json', '../plans/burst.json'],
    ['Cargo.toml', '../burst.json', '../burst.json'],
  ])('name the plan that was sent: from %s, %s', (manifest, planFile, named) => {
    const [, , , attach, about] = commands({ service: { ...service, manifest }, planFile });
    expect(attach).toContain(` --plan ${named}; kill `);
    expect(about).toBe('# the calls that held most at the peak come first');
  });

  it.each(['$(rm -r x).json', '-o', 'a plan.json'])(
    'paste no name of a plan that a shell would not take as a word: %s',
    (planFile) => {
      const [, , , about, attach] = commands({ service: { ...service, manifest: 'Cargo.toml' }, planFile });
      expect(about).toContain('its file is another one');
      expect(attach).toContain(' --plan stairstep.json; ');
    },
  );

  it('make the plan where the load was that of none, without touching one that is there', () => {
    const plan = planSchema.parse({});
    expect(commands({ plan })[3]).toBe(
      "[ -e stairstep.json ] || echo '{}' > stairstep.json # or the file of --plan",
    );
    expect(commands({ plan })).toHaveLength(commands().length);
  });

  it('build what was measured', () => {
    const measured = { name: 'widgets', profile: 'bench-fast', features: ['tls', 'a/b'] };
    const plan = planSchema.parse({ defaultFeatures: false });
    expect(commands({ service: measured, plan }).slice(0, 2)).toEqual([
      'CARGO_PROFILE_BENCH_FAST_DEBUG=line-tables-only cargo build --profile bench-fast --bin widgets --no-default-features --features tls,a/b',
      'heaptrack target/bench-fast/widgets',
    ]);
    expect(commands({ service: { name: 'widgets', profile: 'dev' } })[1]).toBe(
      'heaptrack target/debug/widgets',
    );
  });

  it('ask for as much of a long name as the kernel keeps', () => {
    const [, , , , attach] = commands({ service: { name: 'a-service-of-widgets', profile: 'release' } });
    expect(attach).toContain('pgrep -nx a-service-of-wi)');
  });

  it('run the binary where it was built, with the environment of its plan', () => {
    const plan = planSchema.parse({ env: { CONN_BUF: '400000' } });
    const built = { ...service, binaryPath: '/home/me/target/release/widgets' };
    expect(commands({ service: built, plan })[1]).toBe(
      'CONN_BUF=400000 heaptrack /home/me/target/release/widgets',
    );
    expect(commands({ plan: planSchema.parse({ env: { LD_PRELOAD: '/tmp/a.so' } }) })).toEqual([]);
  });

  it.each([
    [
      'its allocator is no malloc of glibc',
      { allocator: { name: 'jemalloc', how: 'built-in', evidence: '' } },
    ],
    ['its libc is not glibc', { machine: { ...machine, libc: 'musl' } }],
    ['it was attached to', { service: { name: 'widgets' } }],
    [
      'its name would be more than a word to a shell',
      { service: { name: 'w; rm -r x', profile: 'release' } },
    ],
  ] satisfies [string, Partial<HeaderEvent>][])('are none where %s', (_, fields) => {
    expect(commands(fields)).toEqual([]);
  });

  it('are none where there is no load to send again', () => {
    expect(heapProfileCommands(madeUpHeader({ machine, service }))).toEqual([]);
  });
});
