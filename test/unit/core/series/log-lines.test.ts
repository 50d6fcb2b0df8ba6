/** Lines with a time and a size, as services log them and loops about tools write them. */
import { expect, it } from 'vitest';
import { clock, found, iso, KIB, lines, MIB, refusalOf, type Sample, START, T, Y } from './support';

const mib = (bytes: number) => bytes / MIB;
const date = (sample: Sample) => `Thu Nov 26 ${clock(sample)} UTC 2026`;
const psAux = ({ bytes }: Sample) =>
  `app       4711  0.0 12.8 1137912 ${bytes / KIB} ?        Sl   May06 107:20 /usr/bin/svc -d`;
const DOCKER = 'CONTAINER ID   NAME   CPU %     MEM USAGE / LIMIT     MEM %';

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
  [
    'an access log',
    lines(
      undefined,
      (s) => `10.0.0.7 - - [26/Nov/2026:${clock(s)} +0000] "GET /mem HTTP/1.1" 200 rss=${s.bytes}`,
    ),
  ],
  ['syslog', lines(undefined, (s) => `Nov 26 ${clock(s)} web-1 web[12]: rss=${s.bytes}`)],
  ['docker stats', lines(undefined, (s) => `${iso(s)} web 12.3% ${mib(s.bytes)}MiB / 1.944GiB`)],
  [
    'JavaScript, with the time of a locale',
    lines(
      undefined,
      (s) => `[TIME] 11/26/2026, ${clock(s)} AM [MEMORY] RSS: ${mib(s.bytes)} MiB | Heap: 9 MiB`,
    ),
  ],
  [
    'seconds since the start',
    lines(undefined, (s) => `[ ${s.t}.0s] done=7 rss=${mib(s.bytes)}MiB cache=147.7MiB`),
  ],
  ['Unix time', lines(undefined, (s) => `${START + s.t}.25 rss_kib=${s.bytes / KIB}`)],
  ['a time by its key', lines(undefined, (s) => `ts=${START + s.t} level=info rss=${s.bytes}`)],
  ['its time in milliseconds', lines(undefined, (s) => `elapsed=${s.t * 1000}ms rss=${s.bytes}`)],
  ['the level before the time', lines(undefined, (s) => `INFO ${iso(s)} web: rss=${s.bytes}`)],
  [
    'an object below its time',
    lines(
      undefined,
      (s) => `${iso(s)} after request {\n  rss: '${mib(s.bytes)} MiB',\n  heapTotal: '9 MiB'\n}\n-----`,
    ),
  ],
  ['`date` before a line of ps aux', lines(undefined, (s) => `${date(s)} ${psAux(s)}`)],
  ['`date` above a line of ps aux', lines(undefined, (s) => `${date(s)}\n${psAux(s)}`)],
  [
    '`date` above VmRSS, in the kB of the kernel',
    lines(undefined, (s) => `=== ${date(s)} ===\nVmHWM:\t 99999 kB\nVmRSS:\t ${s.bytes / KIB} kB`),
  ],
  [
    'a row of top behind a time',
    lines(
      undefined,
      (s) =>
        `Nov 26 ${clock(s)} 4711 app  20   0 891,3g ${mib(s.bytes)},0m  5120 S 100,4  92,5 350:40.98 svc`,
    ),
  ],
  [
    'Unix time above the table of ps',
    lines(
      undefined,
      (s) => `${START + s.t}\n  PID   RSS     TIME COMMAND\n 4711 ${s.bytes / KIB} 00:03:21 svc --port 80`,
    ),
  ],
  [
    '`date` in another language above the table of ps',
    lines(
      undefined,
      (s) => `Do 26. Nov ${clock(s)} CET 2026\n  PID   RSS COMMAND\n 4711 ${s.bytes / KIB} svc --port 80`,
    ).replaceAll('Nov', 'Mär'),
  ],
  [
    'a time of day above the table of ps v',
    lines(
      undefined,
      (s) =>
        `${clock(s)}\n  PID TTY      STAT   TIME  MAJFL   TRS   DRS   RSS %MEM COMMAND\n 4711 ?        S      0:00      0    17  2902  ${s.bytes / KIB}  0.0 svc -d`,
    ),
  ],
  [
    'a time above the table of docker stats',
    lines(
      undefined,
      (s) => `${iso(s)}\n${DOCKER}\n3f1c9a  svc    0.13%     ${mib(s.bytes)}MiB / 3.821GiB   0.50%`,
    ),
  ],
  [
    'a time above the table of crictl stats',
    lines(
      undefined,
      (s) => `${iso(s)}\nCONTAINER   CPU %   MEM   DISK\n5a1b   0.10   ${mib(s.bytes)}MiB   30kB`,
    ),
  ],
  [
    'a time above the table of smem',
    lines(
      undefined,
      (s) =>
        `${date(s)}\n  PID User     Command       Swap   USS   PSS   RSS\n 4711 app  ./svc --port 80  0  50000 52000 ${s.bytes / KIB}`,
    ),
  ],
  [
    'a time above the status of the kernel',
    lines(
      undefined,
      (s) => `${iso(s)}\nName:\tsvc\nVmHWM:\t 99999 kB\nVmRSS:\t ${s.bytes / KIB} kB\nRssAnon:\t 1 kB`,
    ),
  ],
  [
    'cells of docker stats by commas',
    lines(undefined, (s) => `${iso(s)},svc,0.5%,${mib(s.bytes)}MiB / 8GiB`),
  ],
  [
    'a time above the table of kubectl top',
    lines(
      undefined,
      (s) => `${iso(s)}\nNAME        CPU(cores)   MEMORY(bytes)\nsvc-7d4b9c  12m          ${mib(s.bytes)}Mi`,
    ),
  ],
  [
    'a row of docker stats with all its columns',
    lines(
      undefined,
      (s) => `${iso(s)} 3f1c9a  svc  0.13%  ${mib(s.bytes)}MiB / 3.821GiB  0.50%  1.2kB / 0B  4MB / 0B  5`,
    ),
  ],
  [
    'docker stats as JSON below a time',
    lines(
      undefined,
      (s) =>
        `${START + s.t}\n{"BlockIO":"0B / 0B","CPUPerc":"0.1%","MemUsage":"${mib(s.bytes)}MiB / 4GiB","Name":"svc","PIDs":"5"}`,
    ),
  ],
  [
    'a time above the table of systemd-cgtop',
    lines(
      undefined,
      (s) =>
        `${iso(s)}\nControl Group     Tasks   %CPU   Memory  Input/s Output/s\nsystem.slice/svc.service   5    0.1   ${mib(s.bytes)}.0M        -        -`,
    ),
  ],
  ['the unit beside the name', lines(undefined, (s) => `${iso(s)} INFO RSS (MiB): ${mib(s.bytes)}`)],
  ['kubectl top', lines(undefined, (s) => `${iso(s)} web-7d9f   12m          ${mib(s.bytes)}Mi`)],
])('%s', (_, text) => {
  expect(found(text)).toMatchObject({ t: T, y: Y, read: { format: 'lines of a log' } });
});

it('keeps the series of several names apart', () => {
  const text = lines(undefined, (s) => `${iso(s)} web 1% ${mib(s.bytes)}MiB\n${iso(s)} db 1% 90MiB`);
  expect(refusalOf(text).message).toContain('2 series: web; db');
  expect(found(text, 'web').y).toEqual(Y);
});

it('names processes by their number and command', () => {
  const text = lines(undefined, (s) => `${date(s)}\n${psAux(s)}\n${psAux(s).replace('4711', '4712')}`);
  expect(refusalOf(text).message).toBe('it has 2 series: 4711 /usr/bin/svc -d; 4712 /usr/bin/svc -d');
});

it('lists the largest of many processes first', () => {
  const many = Array.from({ length: 30 }, (_, i) => ` ${i + 1} ${i === 20 ? 61_500 : i} kworker`).join('\n');
  const { message } = refusalOf(`${START}\n  PID   RSS COMMAND\n${many}\n`);
  expect(message).toMatch(/^it has 30 series: 21 kworker; 30 kworker; .*; and 20 more$/);
});

it('takes the level beside its derivatives, as Redis tells them', () => {
  const info = ({ bytes }: Sample) => [
    `used_memory:779368`,
    `used_memory_rss:${bytes}`,
    `used_memory_rss_human:${mib(bytes)}.00M`,
    'allocator_rss_ratio:1.36',
    'rss_overhead_bytes:6688768',
  ];
  const text = lines(undefined, (s) => [`${iso(s)}`, '# Memory', ...info(s)].join('\n'));
  expect(found(text)).toMatchObject({ t: T, y: Y, read: { series: 'used_memory_rss' } });
});

it('takes what is called memory, where no line says resident, and says so', () => {
  const text = lines(
    undefined,
    (s) => `${iso(s)} web: Memory usage: ${mib(s.bytes)} MiB, heap memory: 9 MiB`,
  );
  const { t, y, read } = found(text);
  expect({ t, y }).toEqual({ t: T, y: Y });
  expect(read.notes).toContain('no line names resident memory: Memory usage is taken for it');
  expect(found(`${text}${iso({ t: 120, bytes: 0, i: 12 })} rss=5\n`)).toMatchObject({ y: [5] });
});

it('leaves out a last line that is cut within its digits', () => {
  const text = lines(undefined, (s) => `${iso(s)} rss=${s.bytes}`);
  expect(found(`${text}${iso({ t: 120, bytes: 0, i: 12 })} rss=75`)).toMatchObject({ t: T, y: Y });
});

it('names the line of a time in another form', () => {
  const text = lines(undefined, (s) => `${iso(s)} rss=${s.bytes}`);
  expect(refusalOf(`${text}11:00:00 rss=75000000\n`).message).toContain('line 13 has no time: 11:00:00');
});

it('says of a log without memory in it what to write, whatever brackets it has', () => {
  const { message, remedy } = refusalOf(lines(undefined, (s) => `[${iso(s)}][INFO] cpu=1.00%,48MB, took=3`));
  expect(message).toBe('its lines have a time, and no size that is named as resident memory');
  expect(remedy).toContain('rss=412MiB');
});

it('takes a decimal comma and grouped thousands for what they are', () => {
  const comma = lines(undefined, (s) => `${iso(s)} INFO rss: ${mib(s.bytes)},0 MiB, open: 3`);
  expect(found(comma)).toMatchObject({ t: T, y: Y });
  const grouped = lines(
    undefined,
    (s) => `${iso(s)} INFO rss=${s.bytes.toLocaleString('en-US')} bytes, open=3`,
  );
  expect(found(grouped)).toMatchObject({ t: T, y: Y });
});

it.each([
  [
    'JSON',
    `[\n${T.map((t, i) => JSON.stringify({ time: START + t, host: 'a', rss: Y[i] })).join(',\n')}\n]\n`,
  ],
  [
    'JSON',
    JSON.stringify(
      T.map((t, i) => ({ ts: iso({ t, bytes: 0, i }), rss: Y[i] })),
      null,
      1,
    ),
  ],
  ['CSV', `# host\n${lines('time,host,rss', (s) => `${iso(s)},web-1,${mib(s.bytes)}MiB`)}`],
  ['CSV', `sep=;\n${lines('Zeit;time;rss', (s) => `x;${iso(s)};${mib(s.bytes)}MiB`)}`],
])('leaves %s to its own reader', (format, text) => {
  expect(found(text)).toMatchObject({ t: T, y: Y, read: { format } });
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
