/** What the tools of a terminal print, as they print it. */
import { describe, expect, it } from 'vitest';
import { clock, found, KIB, lines, MIB, refusalOf, type Sample, START, T, Y } from './support';

const BANNER = 'Linux 6.1.0-18-amd64 (web-1) \t11/26/2026 \t_x86_64_\t(4 CPU)\n\n';
const MEMORY = 'UID       PID  minflt/s  majflt/s     VSZ     RSS   %MEM  Command';
const row = ({ bytes }: Sample, pid = 4711, name = 'svc') =>
  `1000      ${pid}    120.00      0.00  912344  ${bytes / KIB}   1.03  ${name}`;

describe('pidstat -r', () => {
  const report = (sample: Sample, time: string) => `${time}      ${MEMORY}\n${time}     ${row(sample)}\n`;

  it.each([
    ['a header a report', BANNER + lines(undefined, (s) => report(s, clock(s)))],
    [
      'one header, an average at the end',
      `${BANNER}10:00:00      ${MEMORY}\n${lines(undefined, (s) => `${clock(s)}     ${row(s)}`)}Average:     ${row({ t: 0, bytes: MIB, i: 0 })}\n`,
    ],
    [
      'twelve hours, over midnight',
      BANNER +
        lines(undefined, (s) =>
          report(s, s.t < 60 ? `11:59:${s.t || '00'} PM` : `12:00:${`${s.t - 60}`.padStart(2, '0')} AM`),
        ),
    ],
    [
      '-h, in Unix time',
      `${BANNER}# Time        ${MEMORY}\n${lines(undefined, (s) => `${START + s.t}     ${row(s)}`)}`,
    ],
    [
      '-u beside it, which has other columns',
      BANNER +
        lines(
          undefined,
          (s) =>
            `${clock(s)}   UID   PID    %usr %system  %guest   %wait    %CPU   CPU  Command\n${clock(s)}  1000  4711    1.00    0.00    0.00    0.00    1.00     3  svc\n\n${report(s, clock(s))}`,
        ),
    ],
  ])('%s', (_, text) => {
    const { t, y, read } = found(text);
    expect({ t, y }).toEqual({ t: T, y: Y });
    expect(read).toMatchObject({ format: 'pidstat', unit: 'KiB', series: '4711 svc', notes: [] });
  });

  it.each([
    ['threads below their process', '-'],
    ['threads below their process, as older ones have them', '0'],
  ])('-t: %s', (_, none) => {
    const header = '      UID      TGID       TID  minflt/s  majflt/s     VSZ     RSS   %MEM  Command';
    const line = (s: Sample, tgid: string, tid: string, name: string) =>
      `${clock(s)}     1000  ${tgid}  ${tid}    120.00      0.00  912344  ${s.bytes / KIB}   1.03  ${name}`;
    const report = (s: Sample) =>
      `${clock(s)}${header}\n${line(s, '4711', none, 'svc')}\n${line(s, none, '4711', '|__svc')}\n${line(s, none, '4712', '|__tokio')}\n`;
    const { t, y, read } = found(BANNER + lines(undefined, report));
    expect({ t, y }).toEqual({ t: T, y: Y });
    expect(read).toMatchObject({ format: 'pidstat', series: '4711 svc', notes: [] });
  });

  it.each(['时', '時'])('takes times with %s in them, below the command and indented', (hours) => {
    const time = (s: Sample) => clock(s).replace(/(\d+):(\d+):(\d+)/, `$1${hours}$2分$3秒`);
    const text = `$ pidstat -r 10\n    ${lines(undefined, (s) => `${time(s)}   ${MEMORY}\n    ${time(s)}   ${row(s)}\n    `)}平均时间:  ${row({ t: 0, bytes: MIB, i: 0 })}\n`;
    expect(found(text)).toMatchObject({ t: T, y: Y, read: { format: 'pidstat', series: '4711 svc' } });
  });

  it('takes sizes with their letter, as --human prints them', () => {
    const text = `${BANNER}# Time        ${MEMORY}\n${lines(undefined, (s) => `${clock(s)}     1000  4711  120.00  0.00  912.3M  ${s.bytes / MIB}.0M  1.0%  svc`)}`;
    expect(found(text)).toMatchObject({ t: T, y: Y });
  });

  it('keeps processes apart, whatever spaces their commands have', () => {
    const text =
      BANNER +
      lines(
        undefined,
        (s) => `${report(s, clock(s))}${clock(s)}     ${row({ ...s, bytes: KIB }, 12, 'side car')}`,
      );
    expect(refusalOf(text).message).toBe('it has 2 series: 4711 svc; 12 side car');
    expect(found(text, '4711').y).toEqual(Y);
  });
});

describe('a process', () => {
  it('is one by its number, whatever it is called in its course', () => {
    const text = lines(
      'timestamp,pid,comm,rss_kib',
      ({ t, bytes, i }) => `${t},10,${i < 1 ? 'sh' : 'svc'},${bytes / KIB}`,
    );
    expect(found(text)).toMatchObject({ t: T, y: Y, read: { series: '10 svc' } });
    expect(found(text, 'svc').y).toEqual(Y);
  });
});

describe('top -b', () => {
  const frame = (sample: Sample, res: string) =>
    `top - ${clock(sample)} up 12 days,  3:22,  1 user,  load average: 0.08, 0.03, 0.01\nTasks:   1 total,   0 running\nMiB Mem :  15898.6 total,   9041.4 free\n\n    PID USER      PR  NI    VIRT    RES    SHR S  %CPU  %MEM     TIME+ COMMAND\n   4711 app       20   0  891.3m ${res}   5120 S   3.0   0.4   0:03.21 svc\n`;
  it.each([
    ['KiB', ({ bytes }: Sample) => `${bytes / KIB}`],
    ['a letter', ({ bytes }: Sample) => `${bytes / MIB}.0m`],
  ])('%s', (_, res) => {
    const { t, y, read } = found(lines(undefined, (s) => frame(s, res(s))));
    expect({ t, y }).toEqual({ t: T, y: Y });
    expect(read).toMatchObject({ format: 'top -b', series: '4711 svc', notes: [] });
  });
});

describe('recorders of memory', () => {
  it('reads mprof, in MiB, with children apart', () => {
    const own = lines(
      'CMDLINE ./svc --port 80',
      ({ t, bytes }) => `MEM ${(bytes / MIB).toFixed(6)} ${START + t}.5000`,
    );
    expect(found(own)).toMatchObject({ t: T, y: Y, read: { unit: 'MiB' } });
    expect(found(`${own}MEM 99.000000 17956`)).toMatchObject({ t: T, y: Y });
    expect(refusalOf(`${own}CHLD 0 9.3 ${START + 500}.5\n`).message).toBe(
      'it has 2 series: process; child 0',
    );
  });

  it('reads promtool query, its samples below their series or behind them', () => {
    const text = lines(
      'process_resident_memory_bytes{job="web"} =>',
      ({ t, bytes }) => `${bytes} @[${START + t}]`,
    );
    expect(found(text)).toMatchObject({
      t: T,
      y: Y,
      read: { format: 'promtool query', unit: 'bytes' },
    });
    const behind = lines(undefined, ({ t, bytes }) => `rss{job="web"} => ${bytes} @[${START + t}.5]`);
    expect(found(behind)).toMatchObject({ t: T, y: Y });
    expect(refusalOf(text + text.replace('web', 'api')).message).toContain('it has 2 series');
  });

  it('reads psrecord, whose MB are MiB', () => {
    const text = lines(
      '# Elapsed time   CPU (%)     Real (MB)   Virtual (MB)',
      ({ t, bytes }) => `${t}.000        3.000       ${(bytes / MIB).toFixed(3)}      912.000`,
    );
    expect(found(text)).toMatchObject({ t: T, y: Y, read: { format: 'psrecord', unit: 'MiB' } });
  });
});

describe('metrics as text', () => {
  const protocol = (s: Sample) =>
    `procstat,host=web\\ 1,pid=4711 cpu_usage=1.5,memory_rss=${s.bytes}i,memory_vms=999999999i,state="a, b=c" ${START + s.t}000000000`;

  it('reads the line protocol, by the fields that are memory, with tags as names', () => {
    const { t, y, read } = found(
      `${lines(undefined, protocol)}procstat,host=web\\ 1,pid=4711 memory_rss=1i 17956`,
    );
    expect({ t, y }).toEqual({ t: T, y: Y });
    expect(read).toMatchObject({
      format: 'line protocol',
      series: 'procstat,host=web\\ 1,pid=4711',
      time: 'nanoseconds since 1970',
    });
    const two = lines(undefined, (s) => `${protocol(s)}\n${protocol(s).replace('4711', '12')}`);
    expect(refusalOf(two).message).toContain('it has 2 series: procstat,host=web\\ 1,pid=4711; procstat');
    expect(refusalOf(lines(undefined, (s) => `cpu,host=a usage=1 ${START + s.t}000000000`)).message).toBe(
      'none of its fields is memory: usage',
    );
  });

  it.each([
    [
      'promtool tsdb dump',
      '{__name__="process_resident_memory_bytes", job="svc"}',
      (t: number) => `${(START + t) * 1000}`,
      '',
    ],
    ['OpenMetrics', 'process_resident_memory_bytes{job="svc"}', (t: number) => `${START + t}.000`, '# EOF\n'],
    [
      'the older format, in milliseconds',
      'process_resident_memory_bytes{job="svc"}',
      (t: number) => `${(START + t) * 1000}`,
      '',
    ],
  ])('%s', (_, name, time, end) => {
    const text = lines(undefined, ({ t, bytes }) => `${name} ${bytes.toExponential()} ${time(t)}`) + end;
    const { t, y, read } = found(text);
    expect({ t, y }).toEqual({ t: T, y: Y });
    expect(read).toMatchObject({ unit: 'bytes', series: 'process_resident_memory_bytes{job="svc"}' });
  });

  it('takes resident memory of several metrics, and refuses a scrape, which is one moment', () => {
    const text = lines(
      undefined,
      ({ t, bytes }) =>
        `process_cpu_seconds_total{} 5 ${START + t}\nprocess_virtual_memory_bytes{} 9e9 ${START + t}\nprocess_resident_memory_bytes{} ${bytes} ${START + t}`,
    );
    expect(found(text).y).toEqual(Y);
    expect(refusalOf('# TYPE rss gauge\nrss 5e7\n').message).toBe('line 2 has no time: rss 5e7');
  });
});

describe('what is known to be no series of a process', () => {
  it.each([
    ['desc: (none)\ncmd: ./svc\ntime_unit: i\n#-----------\nsnapshot=0\n', 'massif'],
    ['v 10500 3\nX ./svc\nI 1000 7f\n', 'heaptrack'],
    [`${BANNER}10:00:00    kbmemfree   kbavail kbmemused  %memused\n10:00:01 1 2 3 4\n`, 'sar -r'],
    ['procs -----------memory---------- ---swap--\n r  b   swpd   free\n', 'vmstat'],
    [
      '\u001b[H\u001b[2JCONTAINER ID   NAME   CPU %   MEM USAGE / LIMIT\n3f1c  svc  3%  60MiB / 15GiB\n',
      'docker stats',
    ],
    [
      '{"MemUsage":"60MiB / 15GiB","Name":"svc"}\n{"MemUsage":"61MiB / 15GiB","Name":"svc"}\n',
      'docker stats',
    ],
    ['NAME        CPU(cores)   MEMORY(bytes)   \nsvc-7d4b9c  12m          60Mi\n', 'kubectl top'],
    ['  PID   RSS COMMAND\n 4711 61500 svc\n', '`ps`'],
    [
      'Thu Nov 26 10:00:00 UTC 2026\nUSER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND\n',
      '`ps`',
    ],
    ['  RSS\n61500\n', '`ps`'],
    [
      'CONTAINER           CPU %               MEM                 DISK\n5a1b      0.10      60.0MB      30kB\n',
      '`crictl stats`',
    ],
    ['NAME      CPU %     MEM USAGE / LIMIT\nsvc       0.5%      60MiB / 8GiB\n', '`docker stats`'],
    ['[{"MemUsage":"60MiB / 8GiB","Name":"svc"}]\n[{"MemUsage":"61MiB / 8GiB","Name":"svc"}]\n', 'docker'],
    ['  PID User     Command         Swap      USS      PSS      RSS\n 4711 app svc 0 1 2 61500\n', '`smem`'],
    ['Processes: 399 total, 2 running\n2026/11/26 10:00:00\n', 'top on macOS'],
    [
      'Nov 26 10:00:00               total        used        free\nNov 26 10:00:00 Mem:  257844  242762  1866\n',
      '`free`',
    ],
    ['VmRSS:\t   61500 kB\nVmRSS:\t   61600 kB\n', '/proc/PID/status'],
    ['               total        used        free      shared\nMem:  24105  2883  16540  18\n', '`free`'],
    ['<!DOCTYPE html><html></html>', 'a web page'],
  ])('%j', (text, what) => {
    const { message, remedy } = refusalOf(text);
    expect(message).toContain(what);
    expect(remedy).toMatch(/Record|open it|Print a time above/);
  });

  it('says how times and bare numbers that stand by turns are put beside each other', () => {
    const { message, remedy } = refusalOf(lines(undefined, (s) => `${clock(s)}\n${s.bytes / KIB}`));
    expect(message).toContain('by turns');
    expect(remedy).toContain('(echo "time;rss_kib"; paste -d";" - - < FILE)');
    const beside = lines('time;rss_kib', (s) => `${clock(s)};${s.bytes / KIB}`);
    expect(found(beside)).toMatchObject({ t: T, y: Y });
  });

  it('names commands whose output it does read', () => {
    expect(found('time,rss\n1795687200,60.5MiB \n1795687210,61MiB \n').y).toEqual([60.5 * MIB, 61 * MIB]);
    expect(found('time,rss\n1795687200,60Mi\n').y).toEqual([60 * MIB]);
    expect(found('time,rss_kib\n1795687200, 61500\n').y).toEqual([61_500 * KIB]);
  });
});
