/** A series from text, whatever wrote it. */
import { choose } from './choose';
import { readCsv } from './csv';
import type { ReadSeries } from './found';
import { parseJson, readJson } from './json';
import { isLogOfElse } from './log-lines';
import { LOGS } from './logs';
import { isOwn, ownSeries } from './own';
import { refuse } from './refuse';
import { refuseUnfit } from './unfit';

/** Beyond it no format is told apart. */
const HEAD = 4096;

/**
 * The series in a text. `wanted`: a part of the name of the one to take, where there are several.
 * @throws UserError where none is found, or several are, or where a line cannot be read
 */
export function readSeries(given: string, wanted?: string): ReadSeries {
  // lines that end in a carriage return alone, as some spreadsheets write them
  const text = given.includes('\n') ? given : given.replaceAll('\r', '\n');
  const bare = text.replace(/^\uFEFF/, '').trimStart();
  if (bare === '') refuse('the series is empty');
  const head = bare.slice(0, HEAD);
  const log = LOGS.find(({ is }) => is(head));
  if (log !== undefined) return choose(log.read(bare), wanted);
  if (!head.startsWith('{')) {
    refuseUnfit(head);
    if (isLogOfElse(head))
      refuse(
        'its lines have a time, and no size that is named as resident memory',
        'Have them say it with its unit, such as rss=412MiB; or cut out time and size into two columns below a header such as time;rss_mib.',
      );
  }
  if (!/^[{[]/.test(head)) return choose(readCsv(text.replace(/^\uFEFF/, '')), wanted);
  const json = parseJson(bare);
  const [first] = json.values;
  if (json.lines || !isOwn(first)) return choose(readJson(json), wanted);
  if (wanted !== undefined) refuse('the series has no name to choose it by', 'Leave --series out.');
  const series = ownSeries(first);
  return {
    series,
    read: {
      format: 'JSON',
      series: null,
      unit: 'bytes',
      time: 'seconds',
      samples: series.t.length,
      notes: [],
    },
  };
}
