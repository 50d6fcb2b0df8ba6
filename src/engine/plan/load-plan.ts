/** Reads `stairstep.json`. Comments and trailing commas are fine. */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import {
  findNodeAtLocation,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import { UserError } from '../../core/errors';
import { type Plan, type PlanInput, planSchema } from '../../core/plan/plan';
import { slipsIn } from '../../core/plan/slips';
import { systemWords } from '../../core/system-words';
import { type Complaint, explain, type FieldPath, fieldName } from './explain';

export interface LoadedPlan {
  plan: Plan;
  /** body files are relative to this */
  folder: string;
  /** absent for the default plan */
  file?: string;
}

const REMEDY =
  'Mend the plan; `stairstep profile --schema` prints its fields, and the editor with the extension completes them.';

/**
 * Reads and checks a plan; `overrides` win over what it says. Without a file it is the default plan, with body files
 * relative to `folder`. Errors: {@link UserError} `plan-invalid` that names line, field and what was expected.
 */
export async function loadPlan(
  file: string | undefined,
  folder: string,
  overrides: Partial<PlanInput> = {},
): Promise<LoadedPlan> {
  if (file === undefined) {
    const plan = check({}, overrides, unplaced);
    await checkBodyFiles(plan, folder, unplaced);
    return { plan, folder };
  }
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    const message =
      cause.code === 'ENOENT'
        ? `There is no plan ${file}.`
        : `The plan ${file} cannot be read: ${systemWords(cause)}.`;
    const remedy = 'Name another one, or write it: `stairstep profile --schema` prints its fields.';
    throw new UserError('plan-invalid', message, remedy, { cause });
  });
  const errors: ParseError[] = [];
  const tree = treeOf(text, errors);
  const [first] = errors;
  if (first || !tree) {
    const at = position(text, first?.offset ?? 0);
    const what = first ? printParseErrorCode(first.error) : 'ValueExpected';
    throw new UserError('plan-invalid', `${file}:${at} is not JSON: ${words(what)}.`, REMEDY);
  }
  const folderOfFile = path.dirname(file);
  const locate = (complaint: string, at: FieldPath) => `${file}:${place(text, tree, at)} ${complaint}`;
  const plan = check(getNodeValue(tree), overrides, locate);
  await checkBodyFiles(plan, folderOfFile, locate);
  return { plan, folder: folderOfFile, file };
}

/** Undefined also where it is nested too deeply to be read at all. */
function treeOf(text: string, errors: ParseError[]): Node | undefined {
  try {
    return parseTree(text, errors, { allowTrailingComma: true });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

type Locate = (text: string, path: FieldPath) => string;

const unplaced: Locate = (text) => text;

function check(json: unknown, overrides: Partial<PlanInput>, locate: Locate): Plan {
  const isObject = typeof json === 'object' && json !== null && !Array.isArray(json);
  const parsed = planSchema.safeParse(isObject ? { ...json, ...overrides } : json);
  const complaints = parsed.success ? slipsIn(parsed.data) : explain(parsed.error.issues);
  if (parsed.success && complaints.length === 0) return parsed.data;
  throw new UserError(
    'plan-invalid',
    complaints.map((complaint) => say(complaint, locate)).join('\n'),
    REMEDY,
  );
}

function say({ path: at, text }: Complaint, locate: Locate): string {
  return locate(`${fieldName(at)}: ${text}`, at);
}

async function checkBodyFiles(plan: Plan, folder: string, locate: Locate): Promise<void> {
  for (const [index, { body }] of plan.requests.entries()) {
    if (typeof body !== 'object' || !('file' in body)) continue;
    const file = path.resolve(folder, body.file);
    const found = await stat(file).catch(() => undefined);
    if (found?.isFile()) continue;
    const at = ['requests', index, 'body', 'file'];
    const text = `there is no file ${file}`;
    throw new UserError(
      'plan-invalid',
      say({ path: at, text }, locate),
      'Put the file there, or name another one.',
    );
  }
}

/** `line:column` of a field, or of what holds it where it is not there. */
function place(text: string, tree: Node, at: FieldPath): string {
  for (let length = at.length; length > 0; length--) {
    const node = findNodeAtLocation(tree, at.slice(0, length));
    if (node) return position(text, node.parent?.type === 'property' ? node.parent.offset : node.offset);
  }
  return position(text, tree.offset);
}

function position(text: string, offset: number): string {
  const before = text.slice(0, offset).split('\n');
  return `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
}

/** `CommaExpected` -> `comma expected` */
function words(code: string): string {
  return code.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
}
