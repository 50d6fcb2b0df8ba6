/** Times, as spreadsheets, scripts and tools write them. */
import { describe, expect, it } from 'vitest';
import { clock, found, iso, lines, refusalOf, START, T, type TRUTH, Y } from './support';

describe('times', () => {
  const sized = (name: string, time: (sample: (typeof TRUTH)[number]) => string) =>
    lines(`${name},rss`, (sample) => `${time(sample)},${sample.bytes}`);
  it.each([
    ['Unix time', sized('time', ({ t }) => `${START + t}`), 'seconds since 1970'],
    ['milliseconds', sized('time', ({ t }) => `${(START + t) * 1e3}`), 'milliseconds since 1970'],
    ['microseconds', sized('time', ({ t }) => `${(START + t) * 1e6}`), 'microseconds since 1970'],
    [
      'nanoseconds',
      sized('time', ({ t }) => `${BigInt(START + t) * 1_000_000_000n}`),
      'nanoseconds since 1970',
    ],
    ['milliseconds of a stopwatch', sized('elapsed_ms', ({ t }) => `${t * 1000}`), 'numbers, ms'],
    [
      'microseconds since the start of the machine',
      sized('time_us', ({ t }) => `${(2e6 + t) * 1e6}`),
      'numbers, us',
    ],
    ['ISO 8601', sized('time', (s) => iso(s)), 'dates'],
    ['with an offset', sized('time', (s) => iso(s, 7200).replace('Z', '+02:00')), 'dates'],
    [
      'without a zone',
      sized('time', (s) => iso(s).slice(0, 19).replace('T', ' ')),
      'dates without a zone, taken as UTC',
    ],
    ['times of day over midnight', sized('time', (s) => clock(s, 14 * 3600 - 60)), 'times of day'],
    [
      'day and time in two columns',
      sized('date,time', (s) => iso(s).slice(0, 19).replace('T', ',')),
      'dates without a zone, taken as UTC',
    ],
    [
      'German dates',
      sized('time', (s) => `26.11.2026 ${clock(s)}`),
      'dates with the day first, without a zone, taken as UTC',
    ],
    [
      'American dates',
      sized('time', (s) => `11/26/2026 ${clock(s)}`),
      'dates with the month first, without a zone, taken as UTC',
    ],
    [
      'digits alone',
      sized('time', (s) => iso(s).slice(0, 19).replace(/\D/g, '')),
      'dates without a zone, taken as UTC',
    ],
    [
      'ISO 8601 without its marks',
      sized('time', (s) => `${iso(s).slice(0, 19).replace(/[-:]/g, '')}Z`),
      'dates',
    ],
    [
      'a clock of the machine in as many digits',
      sized('time_ns', ({ t }) => `${20_261_126_100_000 + t * 1e9}`),
      'numbers, ns',
    ],
    ['Kibana', sized('@timestamp', (s) => `"Nov 26, 2026 @ ${clock(s)}.000"`), 'dates'],
    ['awk', sized('time', ({ t }) => (START + t).toExponential()), 'seconds since 1970'],
    ['chrono', sized('time', (s) => `${iso(s).slice(0, 19).replace('T', ' ')}.000000 UTC`), 'dates'],
    ['what `date` prints', sized('time', (s) => `Thu Nov 26 ${clock(s)} UTC 2026`), 'dates'],
    ['`date` in another zone', sized('time', (s) => `Thu Nov 26 ${clock(s)} CET 2026`), 'dates'],
    ['`date` with half a day', sized('time', (s) => `Thu 26 Nov 2026 ${clock(s)} AM EST`), 'dates'],
    ['mail', sized('time', (s) => `"Thu, 26 Nov 2026 ${clock(s)} +0100"`), 'dates'],
    [
      '`date` in a zone of several meanings',
      sized('time', (s) => `Thu Nov 26 ${clock(s)} IST 2026`),
      'dates, whose zone IST is taken as UTC',
    ],
    ['web servers', sized('time', (s) => `[26/Nov/2026:${clock(s)} +0100]`), 'dates'],
    [
      'JavaScript',
      sized('time', (s) => `Thu Nov 26 2026 ${clock(s)} GMT+0000 (Coordinated Universal Time)`),
      'dates',
    ],
    ['letters of a zone', sized('time', (s) => `${iso(s).slice(0, 19).replace('T', ' ')} CEST`), 'dates'],
    ['a bar below', sized('time', (s) => `${iso(s).slice(0, 19).replace('T', '_')}Z`), 'dates'],
    [
      'a day without its marks',
      sized('time', (s) => iso(s).slice(0, 19).replaceAll('-', '').replace('T', ' ')),
      'dates without a zone, taken as UTC',
    ],
    ['Go', sized('time', (s) => `${iso(s).slice(0, 19).replace('T', ' ')}.5 +0100 CET m=+0.5`), 'dates'],
    [
      'Java, with the place of the zone',
      sized('time', (s) => `${iso(s).slice(0, 19)}+01:00[Europe/Rome]`),
      'dates',
    ],
    ['a clock from the first day on', sized('elapsed', (s) => `1-${clock(s)}`), 'times of day'],
    ['spans of time as Python has them', sized('elapsed', (s) => `"1 day, ${clock(s)}"`), 'times of day'],
    ['spans with their units', sized('elapsed', ({ t }) => `${Math.floor(t / 60)}m${t % 60}s`), 'durations'],
    ['milliseconds in the cells', sized('time', ({ t }) => `${t * 1000} ms`), 'durations'],
    ['hours by a letter', sized('Elapsed [h]', ({ t }) => `${t / 3600}`), 'numbers, h'],
    ['minutes as a name', sized('minute', ({ t }) => `${t / 60}`), 'numbers, minute'],
    ['the time that a machine is up', sized('uptime_ms', ({ t }) => `${t * 1000}`), 'numbers, ms'],
    [
      'a bar between date and time',
      sized('time', (s) => iso(s).slice(0, 19).replace('T', '-')),
      'dates without a zone, taken as UTC',
    ],
  ])('are right: %s', (_, text, says) => {
    const { t, y, read } = found(text);
    expect({ t, y, time: read.time }).toEqual({ t: T, y: Y, time: says });
  });

  it('knows the letters of a zone, or says that it has no time', () => {
    expect(found('time,rss\n2026-11-26 12:00:00 CEST,5\n2026-11-26 10:00:01 UTC,6\n').t).toEqual([0, 1]);
    expect(refusalOf('time,rss\n2026-11-26 12:00:00 XYZT,5\n').message).toContain('line 2 has no time');
  });

  it('takes an instant for what it is, whatever its zone', () => {
    for (const text of [
      '2026-11-26T10:00:00Z',
      '2026-11-26T12:00:00+02:00',
      '2026-11-26 10:00:00',
      `${START}000000`,
    ])
      expect(found(`time,rss\n${text},5\n`)).toMatchObject({ t: [0] });
    expect(found('time,rss\n2026-11-26T10:00:00Z,5\n2026-11-26T12:00:01+02:00,6\n').t).toEqual([0, 1]);
    expect(found('time,rss\n11:59:59 PM,5\n12:00:00 AM,6\n').t).toEqual([0, 1]);
  });

  it.each([
    ['time,rss\n04/11/2026 23:59:00,5\n05/11/2026 00:01:00,6\n', 'may have the day first or the month'],
    ['time,rss\n2026-02-30T10:00:00Z,5\n', 'line 2 has no time'],
    ['time;rss\n0,0;5\nx;6\n', 'line 3 has no time'],
    ['t,rss\n5,1\n3,1\n4,1\n', 'line 3: time goes back, 5 s, then 3 s'],
    ['time,rss\n1795687200,5\n1795687201000,5\n', 'line 3 has no time'],
    ['t,rss\n5,1\n5,2\n', 'line 3 has the same time as the sample before, and another size'],
  ])('refuses, with the line: %j', (text, message) => {
    expect(refusalOf(text).message).toContain(message);
  });

  it('reads a clock that is set to summer time by its zones', () => {
    const text = 'time,rss\nSun Mar 29 01:59:59 CET 2026,5\nSun Mar 29 03:00:00 CEST 2026,6\n';
    expect(found(text).t).toEqual([0, 1]);
    expect(refusalOf(text.replace('CEST', 'XYZT')).message).toContain('line 3 has no time');
    expect(refusalOf('time,rss\nThu Feb 30 10:00:00 UTC 2026,5\n').message).toContain('line 2 has no time');
  });

  it('says what a time is', () => {
    const { message, remedy } = refusalOf('time,rss\nThu Nov 26 at noon CET 2026,5\n');
    expect(message).toBe('line 2 has no time: Thu Nov 26 at noon CET 2026,5');
    expect(remedy).toContain('ISO 8601 such as 2026-11-26T10:00:00Z');
  });

  it('sorts what has the newest first, its load with it, and says so', () => {
    const { t, y, read } = found('t,rss\n2,7\n1,6\n0,5\n');
    expect({ t, y }).toEqual({ t: [0, 1, 2], y: [5, 6, 7] });
    expect(read.notes[0]).toContain('were sorted');
  });

  it('doubts seconds that are far apart', () => {
    expect(found('t,rss\n0,50000000\n1000,50000000\n').read.notes).toEqual([
      expect.stringContaining('time_ms'),
    ]);
    expect(found('t,rss\n0,50000000\n60,50000000\n').read.notes).toEqual([]);
    expect(found('time_s,rss\n0,50000000\n3600,50000000\n').read.notes).toEqual([]);
  });

  it('doubts seconds that are too near, as the days of a spreadsheet are', () => {
    const text = lines('time,rss', ({ t, bytes }) => `${46_000 + t / 86_400},${bytes}`);
    expect(found(text).read.notes).toEqual([expect.stringContaining('the days of a spreadsheet')]);
  });

  it('takes a sample that stands there twice once', () => {
    const { t, read } = found('t,rss\n0,5\n0,5\n1,6\n');
    expect(t).toEqual([0, 1]);
    expect(read.notes[0]).toBe('1 sample stood there twice');
  });
});
