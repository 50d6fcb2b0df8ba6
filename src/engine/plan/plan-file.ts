/** Where the load plan of a service stands. */
import { existsSync } from 'node:fs';
import path from 'node:path';

export const PLAN_FILE = 'stairstep.json';

/** The plan in the first of the folders that has one. */
export function findPlan(folders: readonly string[]): string | undefined {
  return folders.map((folder) => path.join(folder, PLAN_FILE)).find((file) => existsSync(file));
}
