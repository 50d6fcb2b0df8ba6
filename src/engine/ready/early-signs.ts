/** What tells of a service that listens, before its time is over, that it will not get ready. */
import { otherProtocol, type Protocol } from './other-protocol';
import type { Address } from './sockets';

/** One look at a service. */
export interface Look {
  heard: Address[];
  /** what each of these answers to the health path, up to the one that is ready; undefined where no HTTP came back */
  statuses: (number | undefined)[];
  found?: Address;
}

export type Sign =
  | { kind: 'speaks'; spoken: Protocol }
  /** the health path has answered 404 for so many seconds; `routed`: while the path of the load was there */
  | { kind: 'not-found'; seconds: number; routed: boolean };

/** Milliseconds without any HTTP from its ports after which it is asked what it speaks: one that is to speak HTTP may come yet. */
const MUTE = 3000;
/** Milliseconds of 404 from all ports after which, and between which, it is asked for the path of the load. */
const NOT_FOUND = 5000;
/** Milliseconds of 404 after which it is given up where that path is not there either: routes may come after the port is open. */
const NO_ROUTES = 20_000;

/** Since when a thing holds, and when it was last asked about, in milliseconds of one clock. */
interface Since {
  from: number;
  asked?: number;
}

export class EarlySigns {
  private mute: Since | undefined;
  private lost: Since | undefined;

  /** `isRouted`: whether one of these has the path of the load. `now`: milliseconds of a monotonic clock */
  constructor(
    private readonly isRouted: (heard: readonly Address[]) => Promise<boolean>,
    private readonly now = () => performance.now(),
  ) {}

  async in(look: Look): Promise<Sign | undefined> {
    const now = this.now();
    this.mute = isMute(look) ? (this.mute ?? { from: now }) : undefined;
    this.lost = isNotFound(look) ? (this.lost ?? { from: now }) : undefined;
    const { mute, lost } = this;
    if (mute && mute.asked === undefined && now - mute.from > MUTE) {
      mute.asked = now;
      return speaks(look);
    }
    if (!lost || now - (lost.asked ?? lost.from) < NOT_FOUND) return undefined;
    lost.asked = now;
    const routed = await this.isRouted(look.heard);
    const seconds = Math.round((now - lost.from) / 1000);
    return routed || now - lost.from >= NO_ROUTES ? { kind: 'not-found', seconds, routed } : undefined;
  }
}

/** Where all ports speak something that is not asked for here. One that speaks HTTP/1.1 too may speak HTTP/2: only of one that does not is it the reason. */
export async function speaks(look: Look): Promise<Sign | undefined> {
  if (!isMute(look)) return undefined;
  const [spoken, ...more] = await Promise.all(look.heard.map(otherProtocol));
  return spoken === undefined || more.includes(undefined) ? undefined : { kind: 'speaks', spoken };
}

function isMute({ heard, statuses, found }: Look): boolean {
  return heard.length > 0 && found === undefined && statuses.every((status) => status === undefined);
}

function isNotFound({ heard, statuses, found }: Look): boolean {
  return heard.length > 0 && found === undefined && statuses.every((status) => status === 404);
}
