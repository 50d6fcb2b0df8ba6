/** Tables without a column of times: why, and how to get one. */
import { rankOf } from './names';
import { quoted, REMEDY, refuse } from './refuse';
import { isMoment } from './times';

export function noTime(header: readonly string[]): never {
  if (!isMoment(header[0] ?? '') && header.filter((cell) => isMoment(cell)).length > 2)
    refuse(
      `the times stand in the first line, one a column: ${quoted(header.join(', '))}`,
      'Turn the table, so that each line has a time: datamash -t, transpose < FILE.',
    );
  const bare = header.some((cell) => /^\s*[\d.]+\s*$/.test(cell) || isMoment(cell));
  const size = header.find((name) => rankOf(name) !== undefined);
  if (!bare && size !== undefined)
    refuse(
      `the header has a size, ${quoted(size)}, but no time: ${quoted(header.join(', '))}`,
      'Name the column of times, such as time, time_min or time_ms; where there is none, number the samples, one a second, or with NR*N each N seconds: awk \'NR==1{print "t,"$0;next}{print NR","$0}\' FILE.',
    );
  refuse(
    bare
      ? `the first line is no header: ${quoted(header.join(', '))}`
      : `the header has no time and size columns: ${quoted(header.join(', '))}`,
    bare
      ? 'Put a header in that names the columns and the unit, such as time,rss_kib for what `ps -o rss=` prints; a column of sizes alone needs times beside it: awk \'BEGIN{print "t,rss_kib"}{print NR-1","$1}\' FILE, where one was taken each second.'
      : REMEDY,
  );
}
