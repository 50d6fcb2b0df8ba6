/** Why an allocator that is there already stands in the way of a fix. */
import type { AllocatorName } from './allocator';
import { title } from './catalogue';
import { featuresIn, renderCfg } from './cfg';
import type { Identified } from './identify';
import { type Refusal, refused, shownPath } from './outcome';

export function inDependency(found: Identified, feature: string | undefined, wanted: AllocatorName) {
  const when = feature === undefined ? 'The' : `With the feature ${feature}, the`;
  return refused(
    'in-dependency',
    `${when} dependency ${found.package ?? 'of this package'} already sets the global allocator (${describe(found)}), and a program can have only one.`,
    found.name === wanted
      ? 'Set its options where the service is started: --as env, dockerfile or systemd.'
      : `Turn it off in ${found.package ?? 'that dependency'} if it has a feature for that, or choose the allocator there.`,
    found.active ? found.name : undefined,
  );
}

export function inMacro(
  found: Identified,
  { shown, definition }: NonNullable<Identified['macro']>,
  wanted: AllocatorName,
  base: string,
) {
  const defined = definition && `, defined at ${shownPath(definition.path, base)}:${definition.line}`;
  return refused(
    'in-macro',
    `A global allocator seems to be set by the macro ${shown} at ${shownPath(found.path, base)}:${found.line}${defined ?? ''}, and a program can have only one.`,
    `Take it out there first if you want ${wanted} in its place.`,
    found.name,
  );
}

export function otherActive(found: Identified, wanted: AllocatorName, base: string) {
  return refused(
    'other-allocator',
    `The global allocator is already set at ${shownPath(found.path, base)}:${found.line} (${describe(found)}), and a program can have only one.`,
    `Remove that static${found.dependency === undefined ? '' : ` and the dependency ${found.dependency}`} first if you want ${wanted} in its place.`,
    found.name,
  );
}

/** Options go where the static is: a feature that this is not behind would be without effect. */
export function behindAnother(found: Identified, feature: string, base: string): Refusal | undefined {
  const turnedOn = found.enableWith ?? [];
  const isBehind = [...turnedOn, ...featuresIn(found.cfg)].includes(feature);
  if (isBehind) return undefined;
  return refused(
    'feature-invalid',
    `${title(found.name)} is set at ${shownPath(found.path, base)}:${found.line} already, and not behind the feature ${feature}: its options go there.`,
    'Leave --feature out.',
    found.active ? found.name : undefined,
  );
}

export function otherTarget(found: Identified, base: string) {
  return refused(
    'other-target',
    `${title(found.name)} is already set at ${shownPath(found.path, base)}:${found.line}, but only where ${renderCfg(found.cfg)}.`,
    'Build with that flag, or widen the condition there and on its dependency in Cargo.toml.',
  );
}

export function describe(found: Identified): string {
  return found.name === 'unknown' ? found.type : `${title(found.name)}, ${found.type}`;
}
