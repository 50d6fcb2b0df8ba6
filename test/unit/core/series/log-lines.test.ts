/** Lines with a time and a size, as services log them and loops about tools write them. */
import { expect, it } from 'vitest';
import { clock, found, iso, lines, MIB, refusalOf, T, Y } from './support';

const mib = (bytes: number) => bytes / MIB;

it.each([
  ['tracing', lines(undefined, (s) => `${iso(s)}  INFO web::mem: stats rss_bytes=${s.bytes} open=3`)],
  [
    'tracing in colours, with lines about something else',
    lines(
      'listening on 127.0.0.1:8080',
      (s) =>
        `\u001b[2m${iso(s)}\u001b[0m \u001b[32m INFO\u001b[0m web: stats \u001b[3mrss\u001b[0m\u001b[2m=\u001b[0m${s.bytes}\n${iso(s)}  INFO web: took=3ms size=12MiB`,
    ),
  ],
  ['logfmt', lines(undefined, (s) => `time=${iso(s)} level=info msg=mem rss=${s.bytes} vsz=9999999999`)],
  ['env_logger', lines(undefined, (s) => `[${iso(s)} INFO  web] rss: ${mib(s.bytes)} MiB, open: 3`)],
  ['syslog', lines(undefined, (s) => `Nov 26 ${clock(s)} web-1 web[12]: rss=${s.bytes}`)],
  ['docker stats', lines(undefined, (s) => `${iso(s)} web 12.3% ${mib(s.bytes)}MiB / 1.944GiB`)],
  ['kubectl top', lines(undefined, (s) => `${iso(s)} web-7d9f   12m          ${mib(s.bytes)}Mi`)],
])('%s', (_, text) => {
  expect(found(text)).toMatchObject({ t: T, y: Y, read: { format: 'lines of a log' } });
});

it('keeps the series of several names apart', () => {
  const text = lines(undefined, (s) => `${iso(s)} web 1% ${mib(s.bytes)}MiB\n${iso(s)} db 1% 90MiB`);
  expect(refusalOf(text).message).toContain('2 series: web; db');
  expect(found(text, 'web').y).toEqual(Y);
});

it('leaves a table with a header to its columns, and refuses a log without memory in it', () => {
  const table = lines('time name rss', (s) => `${iso(s)} web ${mib(s.bytes)}M`);
  expect(found(table).read.format).toBe('columns');
  const log = lines(undefined, (s) => `${iso(s)} INFO web: request took=12ms`);
  expect(() => found(log)).toThrow();
});

it('finds the one column of times and the one of sizes where they are named in another language', () => {
  const text = lines('Zeit;Speicher (MiB)', (s) => `${clock(s)};${mib(s.bytes)}`);
  const { t, y, read } = found(text);
  expect({ t, y }).toEqual({ t: T, y: Y });
  expect(read.notes.join()).toContain('Speicher');
});
