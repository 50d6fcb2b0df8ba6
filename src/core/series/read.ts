/** A series from text, whatever wrote it. */
import type { Series } from '../detect/series';
import { choose, namesOf } from './choose';
import { readCsv } from './csv';
import type { Reading, ReadSeries } from './found';
import { readJson } from './json';
import { isLogOfElse } from './log-lines';
import { isOwn, ownSeries } from './own';
import { parseJson } from './parse-json';
import { type Place, refuse, toldAt } from './refuse';
import { TEXT_FORMATS } from './text-formats';
import { refuseUnfit } from './unfit';

/** Beyond it no format is told apart. */
const HEAD = 4096;

/**
 * The series in a text. `wanted`: a part of the name of the one to take, where there are several. `place`: where an
 * error of it is read.
 * @throws UserError where none is found, or several are, or where a line cannot be read
 */
export function readSeries(given: string, wanted?: string, place: Place = 'terminal'): ReadSeries {
  return toldAt(place, () => {
    const reading = readingOf(given);
    if ('found' in reading) return choose(reading, wanted);
    if (wanted !== undefined)
      refuse('the series has no name to choose it by', {
        terminal: 'Leave --series out.',
        editor: 'Read the file again.',
      });
    return reading;
  });
}

/**
 * The names of the series in a text of which one has to be chosen; fewer than two where there is nothing to choose.
 * @throws UserError where a line cannot be read
 */
export function seriesNames(given: string): string[] {
  const reading = toldAt('editor', () => readingOf(given));
  return 'found' in reading ? namesOf(reading) : [];
}

/** All series in it, or the one of our own format. */
function readingOf(given: string): Reading | ReadSeries {
  // lines that end in a carriage return alone, as some spreadsheets write them
  const text = given.includes('\n') ? given : given.replaceAll('\r', '\n');
  const bare = text.replace(/^\uFEFF/, '').trimStart();
  if (bare === '') refuse('the series is empty');
  const head = bare.slice(0, HEAD);
  const known = TEXT_FORMATS.find(({ is }) => is(head));
  if (known !== undefined) return known.read(bare);
  if (!head.startsWith('{')) {
    refuseUnfit(head);
    if (isLogOfElse(head))
      refuse(
        'its lines have a time, and no size that is named as resident memory',
        'Have them say it with its unit, such as rss=412MiB; or cut out time and size into two columns below a header such as time;rss_mib.',
      );
  }
  if (!/^[{[]/.test(head)) return readCsv(text.replace(/^\uFEFF/, ''));
  const json = parseJson(bare);
  const [first] = json.values;
  return json.lines || !isOwn(first) ? readJson(json) : ownReading(ownSeries(first));
}

function ownReading(series: Series): ReadSeries {
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
