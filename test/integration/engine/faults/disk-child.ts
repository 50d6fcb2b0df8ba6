/** Runs the sample service with its recording on a small disk, and prints what came of it: for disk.test.ts. */
import { readFileSync } from 'node:fs';
import { LogReader } from '../../../../src/core/run/codec';
import { RunFold } from '../../../../src/core/run/fold';
import { defaultDeps, prepareService, runService } from '../../../../src/engine';
import { LONG_BASELINE, sampleOptions } from '../../sample';

const [root = ''] = process.argv.slice(2);

async function main() {
  const built = await prepareService(sampleOptions(root, LONG_BASELINE), {});
  const { file, end, header } = await runService(built, {}, {}, defaultDeps).done;
  const fold = new RunFold();
  const decoder = new TextDecoder();
  const reader = new LogReader(fold, (bytes) => decoder.decode(bytes));
  reader.push(readFileSync(file));
  reader.finish();
  return { end, pid: header.service.pid, samples: fold.samples.length };
}

main().then(
  (outcome) => console.log(JSON.stringify(outcome)),
  (error) => console.log(JSON.stringify({ code: error.code, message: error.message })),
);
