/** What stands around the rows of a table, and which series they are of. */
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../../src/core/errors';
import { readSeries } from '../../../../src/core/series/index';
import { clock, found, iso, KIB, lines, MIB, refusalOf, type Sample, START, T, TRUTH, Y } from './support';

const printed = (sample: Sample) => iso(sample).slice(0, 19).replace('T', ' ');

describe('load', () => {
  it('is read as intervals, with the connections of each', () => {
    expect(readSeries('t,rss,load\n0,1,0\n1,1,1\n2,1,1\n3,1,0\n4,1,burst\n5,1,rest\n').series.load).toEqual([
      [1, 3],
      [4, 5],
    ]);
    const csv = 't,rss,burst,connections\n0,1,,\n1,1,1,8\n2,1,,\n3,1,2,\n4,1,,\n';
    expect(readSeries(csv).series.load).toEqual([
      [1, 2, 8],
      [3, 4],
    ]);
  });

  it('turns with the samples', () => {
    expect(readSeries('t,rss,load\n3,1,\n2,1,1\n1,1,1\n0,1,\n').series.load).toEqual([[0, 2]]);
  });
});

describe('what stands around the rows', () => {
  it.each([
    [
      'a byte order mark and CRLF',
      `\ufeff${lines('t,rss', ({ t, bytes }) => `${t},${bytes}`).replaceAll('\n', '\r\n')}`,
    ],
    ['comments', `# host: web-1\n${lines('t,rss', ({ t, bytes }) => `${t},${bytes}`)}# end\n`],
    ['a header in a comment', `# host\n${lines('# time rss_kib', ({ t, bytes }) => `${t} ${bytes / KIB}`)}`],
    ['a separator for Excel', `sep=;\n${lines('t;rss', ({ t, bytes }) => `${t};${bytes}`)}`],
    ['carriage returns alone', lines('t,rss', ({ t, bytes }) => `${t},${bytes}`).replaceAll('\n', '\r')],
    [
      'a table in Markdown, below a sentence',
      `What we saw:\n\n${lines('| Time | RSS (MiB) | |\n|:-----|------:|---|', (s) => `| ${iso(s)} | **${s.bytes / MIB}** | +1 |`)}\nSo far.\n`,
    ],
    [
      'the lines and the count of psql',
      `${lines('        time        |   rss    \n---------------------+----------', (s) => ` ${iso(s)} | ${s.bytes}`)}(12 rows)\n\n`,
    ],
    ['psql without lines', `${lines('time|rss', (s) => `${iso(s)}|${s.bytes}`)}(12 rows)\n`],
    [
      'the lines of mysql',
      `+------+------+\n${lines('| time | rss |\n+------+------+', (s) => `| ${iso(s)} | ${s.bytes} |`)}+------+------+\n`,
    ],
    [
      'the lines of sqlite3 and of PowerShell',
      lines('time        rss\n----------  --------', ({ t, bytes }) => `${START + t}  ${bytes}`),
    ],
    [
      'a share of time beside the times of typeperf',
      lines(
        '"(PDH-CSV 4.0)","\\\\H\\Process(svc)\\% Processor Time","\\\\H\\Process(svc)\\Working Set"',
        (s) => `"11/26/2026 ${clock(s)}.123","3.2","${s.bytes}.000000"`,
      ),
    ],
    [
      'the type that PowerShell writes',
      `#TYPE Selected.System.Diagnostics.Process\n${lines('"Time","WorkingSet64"', (s) => `"${iso(s)}","${s.bytes}"`)}`,
    ],
    ['tabs', lines('t\trss', ({ t, bytes }) => `${t}\t${bytes}`)],
    ['spaces', lines('time   rss_kib', ({ t, bytes }) => `${t}   ${bytes / KIB}`)],
    ['an index of pandas without a name', lines(',rss', (s) => `${iso(s)},${s.bytes}`)],
    ['the same, of Unix time', lines(',rss', ({ t, bytes }) => `${START + t},${bytes}`)],
    ['units below the names', lines('time,rss,cpu\ns,[MiB],%', ({ t, bytes }) => `${t},${bytes / MIB},5`)],
    [
      'a header of several levels',
      lines('metric,rss,cpu\npod,web,web\ntime,,', (s) => `${iso(s)},${s.bytes},0.5`),
    ],
    ['levels without names', lines(',rss,cpu\n,web,web', (s) => `${iso(s)},${s.bytes},0.5`)],
    [
      'a printed data frame',
      lines('                   time          rss', (s) => `${s.i}   ${printed(s)}  ${s.bytes.toFixed(1)}`),
    ],
    [
      'a printed data frame with times as its index',
      `${lines('                       cpu          rss\ntime                            ', (s) => `${printed(s)}  12.5  ${s.bytes.toFixed(1)}`)}\n[12 rows x 2 columns]\n`,
    ],
    [
      'a printed series',
      `${lines(undefined, (s) => `${printed(s)}    ${s.bytes}`)}Freq: 10s, Name: rss, dtype: int64\n`,
    ],
    ['a line that is cut off', `${lines('t,rss', ({ t, bytes }) => `${t},${bytes}`)}12`],
    ['digits that are cut off', `${lines('t,rss', ({ t, bytes }) => `${t},${bytes}`)}120,7`],
    [
      'Grafana, joined by time',
      lines('"Time","memory"', (s) => `"${iso(s).slice(0, 19)}",${s.bytes / MIB} MiB`),
    ],
    [
      'Grafana, a series without a name',
      lines('"Time","{pod=""a"", ns=""b""}"', ({ t, bytes }) => `${(START + t) * 1000},${bytes}`),
    ],
    [
      'InfluxDB',
      `#datatype,string,long,dateTime:RFC3339,double,string\n#group,false,false,false,false,true\n#default,_result,,,,\n${lines(',result,table,_time,_value,_field', (s) => `,,0,${iso(s)},${s.bytes},rss`)}\n`,
    ],
  ])('is no matter: %s', (_, text) => {
    expect(found(text)).toMatchObject({ t: T, y: Y });
  });

  it('says so where no name is that of resident memory, or all memory stands beside it', () => {
    expect(found('t,heap_bytes\n0,50000000\n1,50000001\n').read.notes).toEqual([
      expect.stringContaining('no column is named as memory: heap_bytes'),
    ]);
    expect(found('t,RAM_free_mb,RAM_used_mb\n0,9000,500\n1,9000,500\n').read.notes).toContainEqual(
      expect.stringContaining('RAM_used_mb stands beside RAM_free_mb'),
    );
    expect(found('t,mem_total,mem_used\n0,16e9,5e7\n1,16e9,5e7\n').read.notes).toEqual([
      expect.stringContaining('mem_used stands beside mem_total'),
    ]);
  });

  it('says that a last line is cut off', () => {
    expect(found('t,rss\n0,50000000\n1,5').read.notes).toContain('the last line is cut off, and left out');
    // a whole one may lack its newline too
    expect(found('t,rss\n0,50000000\n1,50000001').t).toEqual([0, 1]);
  });

  it.each([
    ['', 'empty'],
    ['\n \n', 'empty'],
    ['# host\n# end\n', 'nothing but comments'],
    ['a,b\n1,2', 'no time and size columns'],
    ['t,rss\n', 'no samples'],
    ['1795687200,61500\n1795687201,61600\n', 'the first line is no header: 1795687200'],
    ['61500\n61600\n', 'the first line is no header: 61500'],
    ['10:00:00 61500\n10:00:01 61600\n', 'the first line is no header'],
    ['2026-11-26T10:00:00Z,svc,60000000\n2026-11-26T10:00:10Z,svc,61000000\n', 'the first line is no header'],
    ['process,10:00:00,10:00:10,10:00:20\nsvc,5,6,7\n', 'the times stand in the first line'],
    ['rss,heapTotal\n23470080,7159808\n', 'the header has a size, rss, but no time'],
    ['rss\n23470080\n', 'the header has a size, rss, but no time'],
    [
      '            time     rss\n0    2026-11-26 10:00:00  5.0\n..                    ...  ...\n9    2026-11-26 10:01:30  6.0\n',
      'printed without its middle',
    ],
    ['t,rss_mib\n0,5e9\n1,6e9\n', 'read in MiB the sizes would be up to'],
  ])('refuses %j', (text, message) => {
    const { message: said, remedy } = refusalOf(text);
    expect(said).toContain(message);
    expect(remedy).not.toBe('');
  });

  it('numbers samples that have no time by the remedy it gives', () => {
    expect(refusalOf('rss,heapTotal\n1,2\n').remedy).toContain('"t,"$0');
    expect(found('t,rss,heapTotal\n2,23470080,7159808\n3,23470080,7159808\n').t).toEqual([0, 1]);
  });

  it('gives the remedy that makes a bare log readable', () => {
    expect(refusalOf('61500\n61600\n').remedy).toContain('time,rss_kib');
    expect(found('time rss_kib\n10:00:00 61500\n10:00:01 61600\n')).toMatchObject({
      t: [0, 1],
      y: [62_976_000, 63_078_400],
    });
  });
});

describe('a line of a megabyte', () => {
  const LONG = 1e6;
  it.each([
    ['one word', `desc: ${'x'.repeat(LONG)}\n1 2\n`],
    ['spaces', `t${' '.repeat(LONG)}rss\n1 2\n`],
    ['commas', `${','.repeat(LONG)}\n`],
    ['quotes', `t,rss\n${'"'.repeat(LONG)}`],
  ])('of %s is read or refused in time, with little of it quoted', (_, text) => {
    const from = performance.now();
    try {
      readSeries(text);
    } catch (error) {
      expect(error).toBeInstanceOf(UserError);
      expect(String(error).length).toBeLessThan(400);
    }
    expect(performance.now() - from).toBeLessThan(5000);
  });
});

describe('several series', () => {
  const two = lines(
    'timestamp,pid,comm,rss_kib',
    ({ t, bytes }) => `${t},10,svc,${bytes / KIB}\n${t},11,side,9000`,
  );
  const layouts: [string, string][] = [
    ['rows of several processes', two],
    [
      'rows of several processes, by names in camel case',
      lines(
        'date,virtualMemory,residentMemory,processId',
        (s) => `${clock(s)},99,${s.bytes},10svc\n${clock(s)},99,9000000,11side`,
      ),
    ],
    [
      'rows of several containers',
      lines(
        'Timestamp,Container Name,Memory (MiB)',
        (s) => `${iso(s)},svc,${s.bytes / MIB}\n${iso(s)},side,9`,
      ),
    ],
    ['a column each', lines('time,svc,side', ({ t, bytes }) => `${t},${bytes},9000`)],
    [
      'Grafana, series as rows',
      `Series;Time;Value\n${['svc', 'side'].map((name) => TRUTH.map((s) => `${name};${iso(s)};${name === 'svc' ? s.bytes : 9000}`).join('\n')).join('\n')}\n`,
    ],
  ];
  it.each(layouts)('are not mixed: %s', (_, text) => {
    const { message, remedy } = refusalOf(text);
    expect(message).toMatch(/it has 2 series: .*svc.*; .*side/);
    expect(remedy).toContain('--series');
    expect(found(text, 'SVC')).toMatchObject({ t: T, y: Y });
    expect(refusalOf(text, 'web').message).toContain('no series in it is named like "web"');
  });

  it('are doubted where they come by turns, and nothing tells them apart', () => {
    const turns = (count: number) =>
      lines('t,rss', ({ t, bytes }) =>
        Array.from({ length: count }, (_, k) => `${t + k},${bytes * (k + 1)}`).join('\n'),
      );
    expect(found(turns(2)).read.notes).toEqual([expect.stringContaining('2 levels by turns')]);
    expect(found(turns(3)).read.notes).toEqual([expect.stringContaining('3 levels by turns')]);
    expect(found(turns(1)).read.notes).toEqual([]);
    expect(found(lines('t,rss', ({ t }) => `${t},0\n${t + 5},0`)).read.notes).toEqual([
      'all sizes are 0: nothing was measured',
    ]);
  });

  it('asks for other names where they have the same one', () => {
    const text = `Series;Time;Value\n${[1, 2].map(() => TRUTH.map((s) => `svc;${iso(s)};${s.bytes}`).join('\n')).join('\n')}\n`;
    expect(refusalOf(text).remedy).not.toContain('--series');
  });

  it('shows their names without what could steer a terminal', () => {
    const { message } = refusalOf('time,a\u001b]0x\u0007,b\u202e\u009b2J\n0,1,2\n');
    expect(message).toMatch(/it has 2 series: a/);
    expect(message).not.toMatch(/[\p{Cc}\u202e]/u);
  });
});
