/** What the tools of a terminal print. A format is one entry of LOGS; each knows its unit. */
import type { FoundSeries, Reading } from './found';
import { LINE_PROTOCOL, readLineProtocol } from './line-protocol';
import { eachLine, lineAt } from './lines';
import { isLog, readLog } from './log-lines';
import { quoted, refuse } from './refuse';
import { SeriesByName } from './series-by-name';
import { BYTE, KIB, MIB, parseSize, unitOf } from './sizes';
import { PROBED, readTable, type Visit } from './table';
import { type Times, timesOf } from './times';

export interface Log {
  is: (head: string) => boolean;
  read: (text: string) => Reading;
}

const PIDSTAT =
  /^[ \t]*(#\s*Time|\d{1,2}:\d{2}:\d{2}( [AP]M)?|\d{1,2}[时時]\d{2}分\d{2}秒)[ \t].*\b(PID|TGID)\b.*\bRSS\b/m;
const TOP = /^top - \d{1,2}:\d{2}:\d{2}/m;
const MPROF = /^(CMDLINE|MEM \d)/;
const PSRECORD = /^#\s*Elapsed time\s+CPU/;
const EXPOSITION =
  /^([a-zA-Z_:][\w:]*(\{.*\})?|\{__name__=.*\})\s+(\S+)(?:\s+(-?\d+(?:\.\d+)?))?(?:\s+#.*)?$/;
const EXPOSED = /^(# (HELP|TYPE|EOF)|[a-zA-Z_:][\w:]*\{.*\}\s+[-+\d.]|\{__name__=")/;

/** `promtool query range`: a series, and below it its samples; `promtool query instant`: both in a line. */
const INSTANTS = /^[a-zA-Z_:{].* =>\s*\n?\S+ @\[\d/;

export const LOGS: readonly Log[] = [
  { is: (head) => PIDSTAT.test(head), read: pidstat },
  { is: (head) => TOP.test(head), read: top },
  { is: (head) => MPROF.test(head), read: mprof },
  { is: (head) => PSRECORD.test(head), read: psrecord },
  { is: (head) => EXPOSED.test(head), read: exposition },
  { is: (head) => INSTANTS.test(head), read: promtool },
  { is: (head) => LINE_PROTOCOL.test(head), read: readLineProtocol },
  { is: isLog, read: readLog },
];

/** `count` words of a line, the last one with all that follows. */
function words(line: string, count: number): string[] {
  const all = line.trim().split(/\s+/);
  return [...all.slice(0, count - 1), all.slice(count - 1).join(' ')];
}

/**
 * Tables of processes, whose header comes again and again, and differs where CPU or disks were asked for as well. The
 * command at the end of a line may have spaces. With `-t` a process is followed by its threads, which have its memory.
 */
function pidstat(text: string): Reading {
  // `10:00:00 AM` are two words; in Chinese and Japanese the units stand between the numbers
  const joined = (line: string) =>
    line
      .replace(/^#\s*/, '')
      .replace(/^(\d{1,2})[时時](\d{2})分(\d{2})秒/, '$1:$2:$3')
      .replace(/^(\S+) ([AP]M)\s/, '$1$2 ');
  const each = (visit: Visit) => {
    let header: string[] = [];
    eachLine(text, (line, number, cut) => {
      if (/\s(PID|TGID)\s/.test(line)) header = joined(line).split(/\s+/);
      else if (/^[#\d]/.test(line) && header.includes('RSS')) {
        const cells = words(joined(line), header.length);
        const cell = (name: string) => cells[header.indexOf(name)] ?? '';
        const threads = header.includes('TGID');
        const pid = cell(threads ? 'TGID' : 'PID');
        if (threads && (!(Number(pid) > 0) || !/^[-0]$/.test(cell('TID')))) return;
        visit([cells[0] ?? '', pid, cell('Command'), cell('RSS')], number, cut);
      }
    });
  };
  const header = ['time', 'pid', 'command', 'rss'];
  return readTable({ format: 'pidstat', header, probe: probed(each), each, unit: KIB });
}

function probed(each: (visit: Visit) => void): (readonly string[])[] {
  const rows: (readonly string[])[] = [];
  each((cells) => {
    if (rows.length < PROBED) rows.push(cells);
  });
  return rows;
}

/** Batch mode: `RES` is in KiB, or has a letter for a larger unit. */
function top(text: string): Reading {
  let time = '';
  let header: string[] = [];
  const each = (visit: Visit) =>
    eachLine(text, (line, number, cut) => {
      const clock = /^top - (\d{1,2}:\d{2}:\d{2})/.exec(line)?.[1];
      if (clock !== undefined) time = clock;
      else if (/^PID\s.*\sRES\s/.test(line))
        header = words(line, Number.POSITIVE_INFINITY).filter((name) => name !== '');
      else if (/^\d+\s/.test(line) && header.length > 0) {
        const cells = words(line, header.length);
        const cell = (name: string) => cells[header.indexOf(name)] ?? '';
        visit([time, cell('PID'), cell('COMMAND'), cell('RES')], number, cut);
      }
    });
  const columns = ['time', 'pid', 'command', 'res'];
  return readTable({ format: 'top -b', header: columns, probe: probed(each), each, unit: KIB });
}

/** memory_profiler's .dat: `MEM 61.5 1795687200.5`, in MiB; `CHLD 0 ...` are children. */
function mprof(text: string): Reading {
  const series = new SeriesByName();
  eachLine(text, (line, number, cut) => {
    const match = /^(?:MEM|(CHLD) (\d+)) (\S+) (\S+)$/.exec(line);
    if (match === null) return;
    const [, child, index, size = '', time] = match;
    const name = child === undefined ? 'process' : `child ${index}`;
    const found = series.of(name, () => MIB);
    const t = Number(time);
    if (Number.isNaN(t)) refuse(`line ${number} has no time: ${quoted(line)}`);
    // cut inside of its time it would lie in the past
    if (!cut || t > (found.t.at(-1) ?? 0)) found.push(t, parseSize(size, MIB, '.'), () => `line ${number}`);
  });
  return { format: 'mprof', time: 'seconds since 1970', found: series.all(), notes: [] };
}

/** Columns of a fixed order, of which `Real (MB)` counts MiB. */
function psrecord(text: string): Reading {
  const header = lineAt(text, 0)
    .replace(/^#\s*/, '')
    .trim()
    .split(/\s{2,}|\t/);
  const each = (visit: Visit) =>
    eachLine(text, (line, number, cut) => {
      if (!line.startsWith('#')) visit(line.split(/\s+/), number, cut);
    });
  const named = header.map((name) => (name.startsWith('Real') ? 'rss' : name));
  return readTable({ format: 'psrecord', header: named, probe: probed(each), each, unit: MIB });
}

function promtool(text: string): Reading {
  const series = new SeriesByName();
  let found: FoundSeries | undefined;
  eachLine(text, (line, number, cut) => {
    const [, name, sample = ''] = /^(?:(.*) =>)? *(.*)$/.exec(line) ?? [];
    if (name !== undefined) found = series.of(name, unitOf);
    if (sample === '' || cut || found === undefined) return;
    const [, size = '', time = ''] =
      /^(\S+) @\[([\d.]+)\]$/.exec(sample) ?? refuse(`line ${number} is no sample: ${quoted(line)}`);
    found.push(Number(time), parseSize(size, found.unit ?? BYTE, '.'), () => `line ${number}`);
  });
  return {
    format: 'promtool query',
    time: 'seconds since 1970',
    found: series.all(),
    notes: [],
    metrics: true,
  };
}

/** OpenMetrics with times, in seconds, and `promtool tsdb dump` or the older text format, in milliseconds. */
function exposition(text: string): Reading {
  const series = new SeriesByName();
  const dump = /^\{__name__=/m.test(text.slice(0, 4096));
  let times: Times | undefined;
  eachLine(text, (line, number, cut) => {
    if (line.startsWith('#') || cut) return;
    const [, metric = '', , value = '', time] =
      EXPOSITION.exec(line) ?? refuse(`line ${number} is no sample: ${quoted(line)}`);
    if (time === undefined)
      refuse(
        `line ${number} has no time: ${quoted(line)}`,
        'A scrape is one moment: export the series with `promtool tsdb dump`, or ask Prometheus at /api/v1/query_range.',
      );
    const name = metric.replace(/^\{__name__="([^"]*)"(?:, ?)?/, '$1{');
    const found = series.of(name, unitOf);
    const size = parseSize(value, found.unit ?? BYTE, '.');
    if (Number.isNaN(size)) refuse(`line ${number} has no size: ${quoted(line)}`);
    times ??= timesOf('', [time], '.');
    found.push(times.reader()(time), size, () => `line ${number}`);
  });
  const format = dump ? 'promtool tsdb dump' : 'OpenMetrics';
  return {
    format,
    time: times?.says ?? '',
    found: series.all(),
    notes: [],
    metrics: true,
  };
}
