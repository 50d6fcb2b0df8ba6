/** The command line of Stairstep. */
import { stripVTControlCharacters } from 'node:util';
import { UserError } from '../core/errors';
import { nearest } from '../core/nearest';
import { systemWords } from '../core/system-words';
import { runAttach } from './attach';
import { runClassify } from './classify';
import { runCompare } from './compare';
import { runDemo } from './demo';
import { runFix } from './fix';
import { EXIT, type Io, processIo, terminalLook } from './io';
import { runProfile } from './profile';
import { runReport } from './report';
import { runRuns } from './runs';

interface Command {
  summary: string;
  run: (argv: readonly string[], io: Io) => Promise<number>;
}

const COMMANDS: Readonly<Record<string, Command>> = {
  profile: { summary: 'build a Rust service, load it, record its memory, name the shape', run: runProfile },
  attach: { summary: 'record a process that already runs', run: runAttach },
  classify: { summary: 'name the shape and the steps of a series', run: runClassify },
  compare: { summary: 'set allocators, or recordings, side by side', run: runCompare },
  fix: {
    summary: 'make an allocator permanent in Cargo.toml and the source',
    run: (argv, io) =>
      runFix([...argv], {
        stdout: (text) => io.stdout.write(text),
        stderr: (text) => io.stderr.write(text),
        cwd: io.cwd,
      }),
  },
  report: { summary: 'show a recording: terminal, HTML, SVG, CSV, JSON, Markdown', run: runReport },
  runs: { summary: 'list, delete or rename recordings', run: runRuns },
  demo: { summary: 'profile the sample service that comes with Stairstep', run: runDemo },
};

const HELP = `stairstep: why does the memory of a Rust service stay up?

${Object.entries(COMMANDS)
  .map(([name, { summary }]) => `  stairstep ${name.padEnd(9)} ${summary}`)
  .join('\n')}

\`stairstep COMMAND --help\` says what a command takes; each has --json.
Exit: 0 done, 1 over budget, 2 wrong use, or a run that cannot be made or went wrong, 130 interrupted.
`;

const VERSION = process.env.STAIRSTEP_VERSION ?? 'development';

async function main(argv: readonly string[], io: Io): Promise<number> {
  const [name, ...rest] = argv;
  const command = name === undefined || !Object.hasOwn(COMMANDS, name) ? undefined : COMMANDS[name];
  if (command) return command.run(rest, io);
  if (name === 'help' && rest[0] !== undefined) return main([rest[0], '--help'], io);
  if (name === '--version' || name === '-V') io.stdout.write(`stairstep ${VERSION}\n`);
  else if (name === '--help' || name === '-h' || name === 'help') io.stdout.write(HELP);
  else if (name === undefined) {
    io.stderr.write(HELP);
    return EXIT.refused;
  } else
    throw new UserError(
      'usage',
      `There is no command "${name}".`,
      `${meant(name)}See them all with \`stairstep --help\`.`,
    );
  return EXIT.done;
}

function meant(name: string): string {
  const command = nearest(name, Object.keys(COMMANDS));
  return command === undefined ? '' : `Did you mean \`stairstep ${command}\`? `;
}

/** A person's error in words, any other with its stack. */
function fail(error: unknown, io: Io): number {
  if (error instanceof UserError) {
    // what a compiler says comes in colours
    const message = terminalLook(io, io.stderr).colour
      ? error.message
      : stripVTControlCharacters(error.message);
    io.stderr.write(`stairstep: ${message}\n${error.remedy}\n`);
    return error.code === 'cancelled' ? EXIT.interrupted : EXIT.refused;
  }
  io.stderr.write(
    `stairstep: this is a fault in Stairstep: ${error instanceof Error ? error.stack : error}\n`,
  );
  return EXIT.refused;
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // a reader such as `head` may close the pipe before all is written
  if (error.code === 'EPIPE') process.exit(EXIT.done);
  process.stderr.write(
    `stairstep: Standard output cannot be written: ${systemWords(error)}.\nMake room where it goes; what was recorded stands, and \`stairstep report\` prints it again.\n`,
  );
  process.exit(EXIT.refused);
});

// nor is a run to be lost because nobody reads on how it goes, as where a terminal is closed
process.stderr.on('error', () => {});

const io = processIo();
main(process.argv.slice(2), io)
  .catch((error: unknown) => fail(error, io))
  .then((code) => {
    process.exitCode = code;
  });
