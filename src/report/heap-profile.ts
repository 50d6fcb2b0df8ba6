/** The commands that show which calls allocated what a leaking service holds, under the load of its run. */
import type { Plan } from '../core/plan/plan';
import type { HeaderEvent } from '../core/run/header';

/** The kernel keeps so much of a process's name, which is what pgrep looks at. */
const COMM_LENGTH = 15;

/** For a shell in the folder of Cargo.toml. Empty where heaptrack would not see the blocks: it listens to malloc of glibc. */
export function heapProfileCommands(header: HeaderEvent): string[] {
  const { service, machine, allocator, plan } = header;
  const { name, profile, features = [] } = service;
  const isSystem = allocator.name === 'system' && machine.libc?.startsWith('glibc') === true;
  if (!isSystem || profile === undefined || plan === undefined) return [];
  const folder = profile === 'dev' ? 'debug' : profile;
  const built = service.binaryPath?.endsWith(`/${folder}/${name}`) ? service.binaryPath : undefined;
  const binary = built ?? `target/${folder}/${name}`;
  const env = Object.entries(plan.env ?? {});
  const loadsOther = env.some(([key]) => key.startsWith('LD_') || key === 'PATH');
  if (loadsOther || !isPlain([name, profile, binary, ...features, ...env.flat()])) return [];
  const build = [
    `CARGO_PROFILE_${profile.toUpperCase().replaceAll('-', '_')}_DEBUG=line-tables-only cargo build`,
    profile === 'release' ? '--release' : `--profile ${profile}`,
    `--bin ${name}`,
    ...(plan.defaultFeatures ? [] : ['--no-default-features']),
    ...(features.length === 0 ? [] : [`--features ${features.join(',')}`]),
  ];
  const planFile = planFileOf(header);
  const pid = `"$(pgrep -nx ${name.slice(0, COMM_LENGTH)})"`;
  return [
    build.join(' '),
    [...env.map(([key, value]) => `${key}=${value}`), 'heaptrack', binary].join(' '),
    '# in a second terminal, the load of the plan; then the service is stopped',
    ...aboutPlan(plan, planFile),
    `stairstep attach ${pid} --plan ${planFile ?? 'stairstep.json'}; kill ${pid}`,
    '# the calls that held most at the peak come first',
    `heaptrack_print -l 0 -a 0 -T 0 heaptrack.${name}.*.zst | less`,
  ];
}

/** The plan's file from the folder of Cargo.toml; undefined where the header names none, or none that a shell takes as a word. */
function planFileOf({ planFile, service: { manifest } }: HeaderEvent): string | undefined {
  if (planFile === undefined || manifest === undefined) return undefined;
  const folders = manifest.split('/').slice(0, -1);
  const parts = planFile.split('/');
  const at = folders.findIndex((folder, i) => folder !== parts[i]);
  const shared = at < 0 ? folders.length : at;
  const left = folders.slice(shared);
  // what is above the workspace has no name here
  if (left.includes('..')) return undefined;
  const file = [...left.map(() => '..'), ...parts.slice(shared)].join('/');
  return isPlain([file]) ? file : undefined;
}

/** What to know of the plan's file, where the header does not name it. */
function aboutPlan(plan: Plan, planFile: string | undefined): string[] {
  if (planFile !== undefined) return [];
  return isUsualLoad(plan)
    ? ["[ -e stairstep.json ] || echo '{}' > stairstep.json # or the file of --plan"]
    : ['# (its file is another one where the run was made with --plan)'];
}

/** The load of no plan at all: then there may be no file to name, and an empty one says the same. */
function isUsualLoad({ requests: [first, ...more] }: Plan): boolean {
  return first?.method === 'GET' && first.path === '/' && first.body === undefined && more.length === 0;
}

/** They come from a file that somebody may have sent, and are to be pasted into a shell. */
function isPlain(words: readonly string[]): boolean {
  return words.every((word) => /^[\w./][\w./-]*$/.test(word));
}
