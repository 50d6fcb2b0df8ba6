/** Files that people have, and that hold no series of one process's resident memory: what they are, and how to get one. */
import { refuse } from './refuse';

const RECORD = 'Record the process with `stairstep attach PID`, or with `pidstat -r -p PID 1`.';

const UNFIT: readonly { is: RegExp; what: string; remedy: string }[] = [
  {
    is: /^desc:.*\ncmd:.*\ntime_unit:/,
    what: 'this is of massif, which counts the heap as the program asked for it, not resident memory',
    remedy: RECORD,
  },
  {
    is: /^v [\da-f]+ \d+\r?\nX /,
    what: 'this is of heaptrack, which counts the heap as the program asked for it, not resident memory',
    remedy: RECORD,
  },
  {
    is: /\bkbmemused\b/,
    what: 'this is of `sar -r`, which is the memory of the whole machine',
    remedy: RECORD,
  },
  {
    is: /^\s*procs\s+-+memory/,
    what: 'this is of vmstat, which is the memory of the whole machine',
    remedy: RECORD,
  },
  {
    is: /CONTAINER ID\s.*MEM USAGE/,
    what: 'this is what `docker stats` prints, which has no times',
    remedy:
      'Record them with the sizes, as CSV with the header time,rss: echo "$(date +%s),$(docker stats --no-stream --format \'{{.MemUsage}}\' NAME | cut -d/ -f1)".',
  },
  {
    is: /^(NAMESPACE\s+)?(POD\s+)?NAME\s+CPU\(cores\)\s+MEMORY\(bytes\)/,
    what: 'this is what `kubectl top` prints, which has no times',
    remedy:
      'Record them with the sizes, as CSV with the header time,rss: echo "$(date +%s),$(kubectl top pod NAME --no-headers | awk \'{print $3}\')"; or export the series from Prometheus.',
  },
  {
    // a date may stand in a line before each table
    is: /^(?:.*\n)?[ \t]*(?!TIME|DATE)(?:[A-Z%]+ +)*(?:PID +(?:[A-Z%]+ +)*RSS\b|RSS[ \t]*\n)/,
    what: 'this is what `ps` prints, which has no times in its lines',
    remedy:
      'Record them with the sizes, as CSV with the header time,rss_kib: echo "$(date +%s),$(ps -o rss= -p PID)".',
  },
  {
    is: /^(Name:|VmRSS:|Rss:|[\da-f]+-[\da-f]+ [-r])/,
    what: 'this is of /proc/PID/status or smaps, which have no times',
    remedy:
      'Record them with the sizes, as CSV with the header time,rss_kib: echo "$(date +%s),$(ps -o rss= -p PID)".',
  },
  {
    is: /^\s*total\s+used\s+free/,
    what: 'this is of `free`, which is the memory of the whole machine',
    remedy: RECORD,
  },
  {
    is: /^\s*<(!doctype|html|\?xml)/i,
    what: 'this is a web page or XML',
    remedy: 'A download of it may ask you to log in first: open it and see.',
  },
];

/** Errors: `usage` with what it is and how to get a series, where the text is of a kind that is known to be none. */
export function refuseUnfit(head: string): void {
  const known = UNFIT.find(({ is }) => is.test(head));
  if (known !== undefined) refuse(known.what, known.remedy);
}
