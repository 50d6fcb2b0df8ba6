/** What to do about cargo's refusal to describe a workspace: pure. */
import type { ErrorCode } from '../../core/errors';

export interface Advice {
  code: Extract<ErrorCode, 'environment' | 'build-failed'>;
  remedy: string;
}

const VARIABLE = /`(\w+)` environment variable|environment variable `(\w+)`/;

/** `stderr`: all that cargo said. A manifest is blamed only where cargo names one. */
export function adviceOn(stderr: string): Advice {
  const [, before, after] = VARIABLE.exec(stderr) ?? [];
  const variable = before ?? after;
  if (variable !== undefined)
    return { code: 'environment', remedy: `Unset ${variable}, or set it as cargo says.` };
  if (/Cargo configuration|config\.toml/.test(stderr))
    return { code: 'environment', remedy: "Mend cargo's configuration as it says." };
  if (/Cargo\.toml|manifest/.test(stderr))
    return { code: 'build-failed', remedy: 'Mend the manifest as cargo says.' };
  return { code: 'build-failed', remedy: 'See what cargo says above.' };
}
