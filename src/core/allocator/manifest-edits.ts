/** The edits of a manifest that a dependency plan asks for. */
import type { FileEdits } from './edit';
import { Insertions } from './insertions';
import type { SourceFile } from './outcome';
import type { DependencyPlan, PlanContext } from './plan';
import { appendString } from './toml/array';
import { isProblem, parseToml, type TomlDocument, tableAt } from './toml/document';
import { insertEntry } from './toml/insert';

export interface ManifestEdits {
  file: FileEdits;
  /** the keys that change, and no others */
  intended: string[][];
}

export function manifestEdits(
  manifest: SourceFile,
  document: TomlDocument,
  plan: Pick<DependencyPlan, 'newEntries' | 'appendFeature'>,
): ManifestEdits {
  const insertions = new Insertions(manifest.path, manifest.text);
  const intended: string[][] = [];
  let present = document;
  const reread = (): void => {
    const next = parseToml(insertions.text);
    if (!isProblem(next)) present = next;
  };
  for (const entry of plan.newEntries) {
    insertions.add(insertEntry(present, entry));
    intended.push([...entry.table, entry.key]);
    reread();
  }
  if (plan.appendFeature) {
    const path = ['features', plan.appendFeature.feature];
    for (const edit of appendString(present, path, plan.appendFeature.item)) insertions.add(edit);
    intended.push(path);
  }
  return { file: insertions.file, intended };
}

/** How a manifest spells its dependency tables. */
export function tableHabits(
  document: TomlDocument,
): Pick<PlanContext, 'targets' | 'ownTables' | 'ownTargetTables'> {
  const paths = document.tables.filter((table) => table.node).map((table) => table.path);
  const inline = document.tables
    .filter(({ path }) => path.at(-1) === 'dependencies')
    .some((table) => table.entries.some(({ value }) => value.type === 'TOMLInlineTable'));
  const own = paths.filter((path) => path.length === 2 && path[0] === 'dependencies');
  const ofTargets = paths.filter((path) => path[0] === 'target' && path[2] === 'dependencies');
  return {
    targets: Object.keys(tableAt(document.data, 'target') ?? {}),
    ownTables: own.length > 0 && !inline,
    ownTargetTables: ofTargets.length > 0 && ofTargets.every((path) => path.length === 4),
  };
}
