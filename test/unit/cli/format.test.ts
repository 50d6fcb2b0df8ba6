import { expect, test } from 'vitest';
import { chosenFormat } from '../../../src/cli/format';
import { FORMATS } from '../../../src/cli/print';

test.each([
  [{}, 'terminal'],
  [{ output: 'run.svg' }, 'svg'],
  [{ output: 'folder/run.HTML' }, 'html'],
  [{ output: 'run.htm' }, 'html'],
  [{ output: 'run.markdown' }, 'md'],
  [{ output: 'run.txt' }, 'terminal'],
  [{ format: 'csv', output: 'run.svg' }, 'csv'],
  [{ format: 'markdown' }, 'md'],
  [{ json: true, output: 'run' }, 'json'],
])('%j is %s', (options, format) => {
  expect(chosenFormat(FORMATS, options)).toBe(format);
});

test.each([{ output: 'run.png' }, { output: 'run' }, { format: 'pdf' }, { format: 'constructor' }])(
  '%j is refused with the formats that there are',
  (options) => {
    expect(() => chosenFormat(FORMATS, options)).toThrowError(
      expect.objectContaining({
        code: 'usage',
        remedy: expect.stringContaining('terminal, html, svg, csv, json, md'),
      }),
    );
  },
);
