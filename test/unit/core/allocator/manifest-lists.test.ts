import { expect, it } from 'vitest';
import { fixTexts } from './plan';

const PACKAGE = '[package]\nname = "service"\n';
const ITEM = '"dep:mimalloc"';
/** of a dependency that already is a feature */
const OWN = '"mimalloc"';

it.each([
  { name: 'an empty list over lines', before: 'speed = [\n]\n', after: `speed = [\n    ${OWN},\n]\n` },
  { name: 'a space in an empty list', before: 'speed = [ ]\n', after: `speed = [ ${OWN} ]\n` },
  {
    name: 'spaces in other lists',
    before: 'a = [ "b" ]\nb = []\n',
    after: `a = [ "b" ]\nb = []\nspeed = [ ${OWN} ]\n`,
  },
])('a feature is written as lists are: $name', ({ before, after }) => {
  const listed = '[dependencies]\nmimalloc = { version = "0.1", optional = true }\n';
  const fixed = fixTexts(
    { manifest: `${PACKAGE}[features]\n${before}${listed}` },
    { allocator: 'mimalloc', feature: 'speed' },
  );
  expect(fixed.manifest).toBe(`${PACKAGE}[features]\n${after}${listed}`);
});

it.each([
  {
    name: 'last, after a comma and a comment',
    before: '{\n    a = { path = "a" },\n    b = "1", # why\n}',
    after:
      '{\n    a = { path = "a" },\n    b = "1", # why\n    mimalloc = { version = "0.1", optional = true },\n}',
  },
  {
    name: 'last, without a comma',
    before: '{\r\n\ta = "1"\r\n}',
    after: '{\r\n\ta = "1",\r\n\tmimalloc = { version = "0.1", optional = true }\r\n}',
  },
  {
    name: 'above the last, whose comment has no comma before it',
    before: '{\n  a = "1", # why\n  b = "1" # why too\n}',
    after: '{\n  a = "1", # why\n  mimalloc = { version = "0.1", optional = true },\n  b = "1" # why too\n}',
  },
  {
    name: 'first',
    before: '{\n  z = "1",\n}',
    after: '{\n  mimalloc = { version = "0.1", optional = true },\n  z = "1",\n}',
  },
])('an inline table with a line a member gets a line: $name', ({ before, after }) => {
  const rest = `\nfeatures.speed = []\n${PACKAGE}`;
  const fixed = fixTexts(
    { manifest: `dependencies = ${before}${rest}` },
    { allocator: 'mimalloc', version: '0.1.52', feature: 'speed' },
  );
  expect(fixed.manifest).toBe(`dependencies = ${after}${rest.replace('[]', `[${ITEM}]`)}`);
});

it.each(['\n', '\r\n'])('a comment beside code that goes on below stays whole: %j', (eol) => {
  const beside = (code: string): string => `${code} # why\n${' '.repeat(code.length)} # and how\n`;
  const manifest = (item: string, entry: string): string =>
    `${PACKAGE}[features]\nspeed = [\n${beside('  "a",')}${item}]\na = []\n[dependencies]\n${beside('b = "1"')}${entry}z = "1"\n`.replaceAll(
      '\n',
      eol,
    );
  const settings = { allocator: 'mimalloc', version: '0.1.52', feature: 'speed' } as const;
  const added = manifest(`  ${ITEM},\n`, 'mimalloc = { version = "0.1", optional = true }\n');
  expect(fixTexts({ manifest: manifest('', '') }, settings).manifest).toBe(added);
});
