/** A package of a workspace and what it builds. */

export interface ProjectTarget {
  name: string;
  kind: 'bin' | 'lib' | 'proc-macro';
  edition: string;
  /** absolute path of its root source */
  root: string;
  /** features without which cargo does not build it */
  requires: readonly string[];
}

export interface ProjectPackage {
  name: string;
  /** absent where its manifest alone does not say */
  version?: string;
  manifestPath: string;
  targets: ProjectTarget[];
  /** root sources of its tests, benchmarks and examples */
  others: readonly string[];
  defaultRun?: string;
  /** root source of its build script */
  buildScript?: string;
}

/** A library that is compiled into the binary, or a procedural macro of the user's own that is called for it. */
export interface Library {
  kind: 'lib' | 'proc-macro';
  /** its name in Rust */
  ident: string;
  /** reached by path, and so the user's own */
  own: boolean;
  /** `name version`, or the name alone */
  label: string;
  /** absolute path of its root source */
  root: string;
  features: ReadonlySet<string>;
}
