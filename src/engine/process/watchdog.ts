/** Ends what we started once we are gone: the process group, and then what carries the mark and had left the group. */
import { onceGone } from './outliving-shell';

/** `gone` waits, in tenths of a second, until what it is given fails. Only Linux has the environment of others in files. */
const SCRIPT = `
group=$1
mark=$2
marked() { [ -n "$mark" ] && grep -lsF -e "$mark" /proc/[0-9]*/environ | tr -dc '0-9\n' | grep .; }
gone() { n=$1; shift; while [ "$n" -gt 0 ] && "$@" >/dev/null 2>&1; do sleep 0.1; n=$((n - 1)); done; }
kill -TERM "-$group" 2>/dev/null
kill -CONT "-$group" 2>/dev/null
gone 50 kill -0 "-$group"
kill -KILL "-$group" 2>/dev/null
left=$(marked) || exit 0
kill -TERM $left 2>/dev/null
gone 20 marked
left=$(marked) && kill -KILL $left 2>/dev/null
`;

/** Watches over a group, and the carriers of a setting, until the function it gives is called. */
export function watchGroup(group: number, mark = ''): () => void {
  return onceGone(SCRIPT, 'stairstep-watchdog', [String(group), mark]);
}
