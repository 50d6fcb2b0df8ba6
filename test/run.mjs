/** `npm test`: type check, lint, build, then every project of vitest. Closes with the line `N passed, N failed`. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const bin = (name) => path.join(root, 'node_modules', '.bin', name);
const reports = mkdtempSync(path.join(tmpdir(), 'stairstep-test-'));
const total = { passed: 0, failed: 0 };

/** Whether it ended well. */
function run(title, command, args) {
  console.log(`\n== ${title}`);
  return spawnSync(command, args, { cwd: root, stdio: 'inherit' }).status === 0;
}

function check(title, command, args) {
  const ok = run(title, command, args);
  total[ok ? 'passed' : 'failed']++;
  return ok;
}

/** Adds what one project reports. A project that finds no test, or does not get to its report, has failed. */
function vitest(project) {
  const file = path.join(reports, `${project}.json`);
  const ok = run(project, bin('vitest'), [
    'run',
    ...['--config', 'test/vitest.config.ts', '--project', project],
    ...['--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
  ]);
  const { passed, failed } = read(file);
  total.passed += passed;
  total.failed += ok ? failed : Math.max(failed, 1);
}

function read(file) {
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(file, 'utf8'));
    return { passed: numPassedTests, failed: numFailedTests };
  } catch {
    return { passed: 0, failed: 0 };
  }
}

check('type check', bin('tsc'), ['-b']);
check('lint', bin('biome'), ['check', '--error-on-warnings', '.']);
if (check('build', process.execPath, ['src/build/build.mjs']))
  for (const project of ['unit', 'integration', 'webview']) vitest(project);

rmSync(reports, { recursive: true, force: true });
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
