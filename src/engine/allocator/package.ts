/** A package of a workspace and what it builds. */

export interface ProjectTarget {
  name: string;
  kind: 'bin' | 'lib' | 'proc-macro';
  edition: string;
  /** absolute path of its root source */
  root: string;
}

export interface ProjectPackage {
  name: string;
  manifestPath: string;
  targets: ProjectTarget[];
  defaultRun?: string;
}

/** A library that is compiled into the binary. */
export interface Library {
  /** `name version`, or the name alone */
  label: string;
  /** absolute path of its root source */
  root: string;
  features: ReadonlySet<string>;
}
