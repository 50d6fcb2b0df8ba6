/**
 * `npm test`: type check, lint, build, then every project of vitest. Closes with a line `failed: …` for each that
 * failed, and the line `N passed, N failed`.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';

const root = path.resolve(import.meta.dirname, '..');
const bin = (name) => path.join(root, 'node_modules', '.bin', name);
const reports = mkdtempSync(path.join(tmpdir(), 'stairstep-test-'));
let passed = 0;
const failures = [];

/** Whether it ended well. */
function run(title, command, args) {
  console.log(`\n== ${title}`);
  return spawnSync(command, args, { cwd: root, stdio: 'inherit' }).status === 0;
}

function check(title, command, args) {
  const ok = run(title, command, args);
  if (ok) passed++;
  else failures.push(title);
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
  const report = read(file);
  passed += report.passed;
  failures.push(...report.failures);
  if (!ok && report.failures.length === 0) failures.push(`${project}, outside of its tests`);
}

function read(file) {
  try {
    const { numPassedTests, testResults } = JSON.parse(readFileSync(file, 'utf8'));
    const failures = testResults.flatMap(({ name, assertionResults }) =>
      assertionResults
        .filter(({ status }) => status === 'failed')
        .map(
          ({ fullName, failureMessages }) =>
            `${path.relative(root, name)}: ${fullName}: ${firstLine(failureMessages)}`,
        ),
    );
    return { passed: numPassedTests, failures };
  } catch {
    return { passed: 0, failures: [] };
  }
}

function firstLine([message = '']) {
  return stripVTControlCharacters(message).split('\n', 1)[0];
}

check('type check', bin('tsc'), ['-b']);
check('lint', bin('biome'), ['check', '--error-on-warnings', '.']);
if (check('build', process.execPath, ['src/build/build.mjs']))
  for (const project of ['unit', 'integration', 'webview']) vitest(project);

rmSync(reports, { recursive: true, force: true });
console.log();
for (const failure of failures) console.log(`failed: ${failure}`);
console.log(`${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length === 0 ? 0 : 1;
