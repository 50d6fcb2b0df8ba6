import { describe, expect, it } from 'vitest';
import { fixTexts } from './plan';

const PACKAGE = '[package]\nname = "service"\n';

describe('a manifest that cannot be edited', () => {
  it.each([
    { name: 'a key twice', text: `${PACKAGE}name = "x"\n`, line: 3 },
    { name: 'a table twice', text: `${PACKAGE}[dependencies]\n[dependencies]\n`, line: 4 },
    { name: 'no value', text: '[package]\nname =\nversion = "1"\n', line: 2 },
    { name: 'an open string', text: '[package]\nname = "service\n', line: 2 },
    { name: 'a lone carriage return', text: '[package]\nname = "x"\n\rversion = "1"\n', line: 3 },
  ])('names the line: $name', ({ text, line }) => {
    const { outcome } = fixTexts({ manifest: text });
    expect(outcome).toMatchObject({ kind: 'refused', code: 'manifest-invalid' });
    expect(outcome.kind === 'refused' && outcome.message).toContain(`Cargo.toml:${line}:`);
  });

  it.each(['', '[workspace]\nmembers = []\n'])('has no package: %j', (text) => {
    expect(fixTexts({ manifest: text }).outcome).toMatchObject({ kind: 'refused', code: 'no-package' });
  });
});
