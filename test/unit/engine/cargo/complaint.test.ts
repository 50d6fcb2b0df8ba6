import { expect, it } from 'vitest';
import { adviceOn } from '../../../../src/engine/cargo/complaint';

it.each([
  [
    'error: the target directory is set to an empty string in the `CARGO_TARGET_DIR` environment variable',
    'environment',
    'Unset CARGO_TARGET_DIR, or set it as cargo says.',
  ],
  [
    'error: error in environment variable `CARGO_BUILD_JOBS`: could not load config key `build.jobs`',
    'environment',
    'Unset CARGO_BUILD_JOBS, or set it as cargo says.',
  ],
  [
    'error: could not load Cargo configuration\n\nCaused by:\n  could not parse TOML configuration in `/w/.cargo/config.toml`',
    'environment',
    "Mend cargo's configuration as it says.",
  ],
  [
    'error: unclosed table, expected `]`\n --> Cargo.toml:1:9',
    'build-failed',
    'Mend the manifest as cargo says.',
  ],
  [
    'error: failed to load manifest for workspace member `/w/gone`',
    'build-failed',
    'Mend the manifest as cargo says.',
  ],
  ['error: something else entirely', 'build-failed', 'See what cargo says above.'],
])('%s', (said, code, remedy) => {
  expect(adviceOn(said)).toEqual({ code, remedy });
});
