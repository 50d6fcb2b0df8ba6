/** What tools print that watch processes. Each knows its unit. */
import type { Reading, TextFormat } from './found';
import { eachLine, lineAt } from './lines';
import { quoted, refuse } from './refuse';
import { SeriesByName } from './series-by-name';
import { KIB, MIB, parseSize } from './sizes';
import { PROBED, readTable, type Visit } from './table';

const PIDSTAT =
  /^[ \t]*(#\s*Time|\d{1,2}:\d{2}:\d{2}( [AP]M)?|\d{1,2}[时時]\d{2}分\d{2}秒)[ \t].*\b(PID|TGID)\b.*\bRSS\b/m;
const TOP = /^top - \d{1,2}:\d{2}:\d{2}/m;
const MPROF = /^(CMDLINE|MEM \d)/;
const PSRECORD = /^#\s*Elapsed time\s+CPU/;

export const processTools: readonly TextFormat[] = [
  { is: (head) => PIDSTAT.test(head), read: pidstat },
  { is: (head) => TOP.test(head), read: top },
  { is: (head) => MPROF.test(head), read: mprof },
  { is: (head) => PSRECORD.test(head), read: psrecord },
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
