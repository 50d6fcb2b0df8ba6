/** What is told of a plan while it runs. */
import type { Plan } from '../core/plan/plan';
import { plainText } from '../report/words';

/** Characters of a path that leave room for the figures beside it. */
const LONGEST = 32;

/** What a service has to do before its load begins, where to listen is not enough: `/health answers 2xx`, `it listens and has POST /widgets` */
export function awaitedBefore({ health, requests: [first] }: Plan): string {
  if (health !== undefined) return `${shown(health)} answers 2xx`;
  return first === undefined ? 'it listens' : `it listens and has ${first.method} ${shown(first.path)}`;
}

function shown(path: string): string {
  const characters = [...plainText(path)];
  return characters.length > LONGEST
    ? `${characters.slice(0, LONGEST - 3).join('')}...`
    : characters.join('');
}

/** How long the phases of a plan take; undefined where bursts end with a number of requests. */
export function secondsOf({ baseline, connections, burst, rest, tail }: Plan): number | undefined {
  if (!('seconds' in burst)) return undefined;
  return baseline + connections.length * (burst.seconds + rest) + tail;
}
