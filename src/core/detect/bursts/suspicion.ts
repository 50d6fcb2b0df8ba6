/** The ways in which bursts may show a leak, and what each of them is given. */
import type { Account } from './account';
import type { Growth } from './growth';

/** What tells whether a growth is a leak's. */
export interface Suspicion {
  account: Account;
  /** bytes that stayed in the end */
  kept: number;
  /** by which law equal bursts went on to add */
  law: 'lasting' | 'unclear';
  /**
   * whether a growth goes on to the end and, at its rate, explains most of what is kept over all work that was `done`, in
   * the unit of its rate; without it, the weights of all bursts
   */
  goesOn: (growth: Growth, done?: number, most?: number) => boolean;
  /** the same, however uneven the gains */
  explains: (growth: Growth) => boolean;
}

/** One way in which bursts show a leak: the growth that tells it, or nothing. */
export type Evidence = (suspicion: Suspicion) => Growth | undefined;
