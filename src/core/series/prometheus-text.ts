/** What Prometheus writes as text: its exposition formats, and what `promtool` prints. */
import type { FoundSeries, Reading, TextFormat } from './found';
import { eachLine } from './lines';
import { SECONDS } from './points';
import { quoted, refuse } from './refuse';
import { SeriesByName } from './series-by-name';
import { BYTE, parseSize, unitOf } from './sizes';
import { type Times, timesOf } from './times';

const EXPOSITION =
  /^([a-zA-Z_:][\w:]*(\{.*\})?|\{__name__=.*\})\s+(\S+)(?:\s+(-?\d+(?:\.\d+)?))?(?:\s+#.*)?$/;
const EXPOSED = /^(# (HELP|TYPE|EOF)|[a-zA-Z_:][\w:]*\{.*\}\s+[-+\d.]|\{__name__=")/;

/** `promtool query range`: a series, and below it its samples; `promtool query instant`: both in a line. */
const INSTANTS = /^[a-zA-Z_:{].* =>\s*\n?\S+ @\[\d/;

export const prometheusText: readonly TextFormat[] = [
  { is: (head) => EXPOSED.test(head), read: exposition },
  { is: (head) => INSTANTS.test(head), read: promtool },
];

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
  return { format: 'promtool query', ...SECONDS, found: series.all() };
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
