import { applyEdits, modify, parse } from 'jsonc-parser';

/** The text of a plan with these cargo features added to its own; comments and layout stay. */
export function planWithFeatures(plan: string, features: readonly string[]): string {
  const present = memberOf(parse(plan), 'features');
  const known: unknown[] = Array.isArray(present) ? present : [];
  if (features.every((feature) => known.includes(feature))) return plan;
  return changed(plan, ['features'], [...new Set([...known, ...features])]);
}

/** The text of a plan that sets these variables for the service. */
export function planWithEnvironment(plan: string, env: Readonly<Record<string, string>>): string {
  return Object.entries(env).reduce((text, [name, value]) => changed(text, ['env', name], value), plan);
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([name]) => name === key)?.[1]
    : undefined;
}

function changed(plan: string, path: string[], value: unknown): string {
  const formattingOptions = { insertSpaces: !/^\t/m.test(plan), tabSize: /^ {4}"/m.test(plan) ? 4 : 2 };
  return applyEdits(plan, modify(plan, path, value, { formattingOptions }));
}
