/** Builds a binary and says where it is. */
import { UserError } from '../../core/errors';
import { runCargo } from './cargo';
import { type CompilerDiagnostic, parseMessage } from './messages';
import type { BinaryTarget } from './target';

export interface BuildRequest {
  target: BinaryTarget;
  workspaceRoot: string;
  profile: string;
  features: readonly string[];
  defaultFeatures: boolean;
  env: NodeJS.ProcessEnv;
  signal?: AbortSignal;
  /** a line of cargo's, without colours: `Compiling axum v0.8.9` */
  onProgress: (text: string) => void;
  onDiagnostic: (diagnostic: CompilerDiagnostic) => void;
}

/** Lines of cargo's own that are kept for an error. */
const LAST = 20;

/** Gives the path of the executable. Errors: {@link UserError} `build-failed`, `cancelled` or `environment`. */
export async function buildBinary(request: BuildRequest): Promise<string> {
  const { target, workspaceRoot, env, signal, onProgress, onDiagnostic } = request;
  let executable: string | undefined;
  const errors: string[] = [];
  const said: string[] = [];
  const exit = await runCargo({
    args: buildArguments(request),
    cwd: workspaceRoot,
    env,
    ...(signal && { signal }),
    onStdout: (line) => {
      const message = parseMessage(line);
      if (message?.kind === 'diagnostic') {
        if (message.diagnostic.level.startsWith('error')) errors.push(message.diagnostic.rendered);
        onDiagnostic(message.diagnostic);
      } else if (message?.kind === 'binary' && message.name === target.bin) executable = message.executable;
    },
    onStderr: (line) => {
      said.push(line);
      if (said.length > LAST) said.shift();
      if (line.trim() !== '') onProgress(line.trim());
    },
  });
  if (exit.code === 0 && executable !== undefined) return executable;
  const detail = errors.length > 0 ? errors.join('\n') : said.join('\n');
  throw new UserError(
    'build-failed',
    `${target.bin} does not build:\n${detail.trimEnd()}`,
    'Mend what the compiler says, and run this again.',
  );
}

function buildArguments({ target, profile, features, defaultFeatures }: BuildRequest): string[] {
  const wanted = [...new Set([...features, ...target.requiredFeatures])];
  return [
    'build',
    '--message-format=json-diagnostic-rendered-ansi',
    '--manifest-path',
    target.manifest,
    '--package',
    target.package,
    '--bin',
    target.bin,
    ...(profile === 'release' ? ['--release'] : ['--profile', profile]),
    ...(wanted.length > 0 ? ['--features', wanted.join(',')] : []),
    ...(defaultFeatures ? [] : ['--no-default-features']),
  ];
}
