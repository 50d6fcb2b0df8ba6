/** What to do now, in one sentence. */
import type { DetectorOptions } from '../detector';
import { decaysAtWorkOnly, jemallocVariable } from './idle';
import type { Judgement } from './judgement';

const LEAK =
  'No allocator will help: look for what keeps data after its request, such as maps, queues, caches without a bound, or tasks that never end.';

/** The advice for a verdict, with the allocator in use, where it is known. */
export function adviceFor(judgement: Judgement, options: DetectorOptions): string {
  const { allocator } = options;
  const onJemalloc = allocator === 'jemalloc';
  switch (judgement.profile) {
    case 'stair-step':
      if (judgement.reasons.some(({ code }) => code === 'first-burst-only'))
        return 'Record again with bursts of more connections after the first, or see with `stairstep compare` whether another allocator holds less.';
      if (onJemalloc)
        return `Let jemalloc give memory back by itself, with \`${jemallocVariable(options)}=background_thread:true,dirty_decay_ms:3000\`, and record again.`;
      return allocator === undefined || allocator === 'system' || allocator === 'unknown'
        ? 'Compare allocators with `stairstep compare`, or add jemalloc with `stairstep fix --allocator jemalloc`.'
        : `Compare ${allocator} with other allocators: \`stairstep compare\`.`;
    case 'leak':
      return LEAK;
    case 'ragged':
      if (!judgement.findings.includes('not-decayed'))
        return 'Nothing to do: memory follows the load and comes back.';
      if (decaysAtWorkOnly(options))
        return `To see it all come back, give jemalloc a background thread (\`${jemallocVariable(options)}=background_thread:true\`): without one it gives nothing back while the service is idle.`;
      if (allocator === undefined || onJemalloc)
        return 'To see it all come back, record a longer tail; if memory is short, compare allocators with `stairstep compare`.';
      return 'Nothing to do where memory is not short; where it is, compare allocators with `stairstep compare`.';
    case 'flat':
      if (judgement.reasons.some(({ code }) => code === 'files-mapped'))
        return 'Nothing to do if the service is to keep so much of its files mapped; no allocator would change it.';
      return judgement.findings.includes('saturated')
        ? 'Nothing to do if that bound is one you meant, such as the size of a cache or of a pool; if not, compare allocators with `stairstep compare`.'
        : 'Nothing to do: memory hardly moves.';
    case 'inconclusive':
      if (judgement.reasons.some(({ code }) => code === 'blocks-held'))
        return 'Look for a map, a table or a pool of buffers or threads that grows with the load: no allocator gives back what the program holds. Whether it has a bound, a run of several times as many requests shows.';
      if (judgement.reasons.some(({ code }) => code === 'nearly-full'))
        return 'See with `stairstep compare` whether another allocator holds less; where none does, it is what the program keeps, such as a cache.';
      return judgement.missing[0] === undefined
        ? 'Record again, with several bursts, a rest after each and a long tail.'
        : `Record again, with what is missing. ${judgement.missing[0].text}`;
  }
}
