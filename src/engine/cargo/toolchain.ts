/** Why cargo could not start: no cargo, or rustup without the toolchain that it is to be. */

export interface ToolchainTrouble {
  message: string;
  remedy: string;
}

export const NO_CARGO: ToolchainTrouble = {
  message: 'There is no cargo on this machine, or it is not on PATH.',
  remedy: 'Install the Rust toolchain from https://rustup.rs, or put the folder of cargo on PATH.',
};

/** What rustup says in cargo's place; undefined where cargo itself speaks. */
export function toolchainTrouble(stderr: string): ToolchainTrouble | undefined {
  const missing =
    /toolchain '([^'\n]+)'(?: specified in override file '([^'\n]+)')?[^\n]* is not installed/.exec(stderr);
  if (missing) {
    const [, name, file] = missing;
    return {
      message: `The toolchain ${name}${file === undefined ? '' : `, named in ${file},`} is not installed.`,
      remedy:
        file === undefined
          ? 'Run `rustup toolchain install` in the folder of the project.'
          : 'Link it with `rustup toolchain link`, or name another there.',
    };
  }
  if (/rustup could not choose a version|no default (toolchain )?(is )?configured/.test(stderr))
    return { message: 'rustup has no default toolchain.', remedy: 'Run `rustup default stable`.' };
  return undefined;
}
