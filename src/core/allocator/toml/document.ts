/** A TOML file as a flat list of tables and entries, each with its place in the text. */
import { type AST, getStaticTOMLValue, ParseError, parseTOML } from 'toml-eslint-parser';

/** A `key = value`, in a `[table]` or in an inline table. */
export interface Entry {
  /** full path from the root: `['dependencies', 'serde', 'version']` */
  path: string[];
  /** how many of its segments stand in the key itself; a dotted key has more than one */
  segments: number;
  node: AST.TOMLKeyValue;
  value: AST.TOMLContentNode;
}

/** A `[header]` with the entries under it. The entries before the first header have the empty path and no node. */
export interface Table {
  path: string[];
  node?: AST.TOMLTable;
  entries: Entry[];
}

export interface TomlDocument {
  text: string;
  tables: Table[];
  comments: AST.Comment[];
  /** the file as plain data */
  data: TomlTable;
}

export type TomlValue = string | number | boolean | Date | TomlValue[] | TomlTable;
export interface TomlTable {
  [key: string]: TomlValue;
}

/** A file that is no TOML. Lines count from 1. */
export interface TomlProblem {
  line: number;
  message: string;
}

/** Parse a file; a byte order mark counts as a character of the text. */
export function parseToml(text: string): TomlDocument | TomlProblem {
  const lone = /\r(?!\n)/.exec(text);
  if (lone)
    return {
      line: text.slice(0, lone.index).split('\n').length,
      message: 'a carriage return without a line feed',
    };
  try {
    const program = parseTOML(text.replace(/^\uFEFF/, ' '), { tomlVersion: '1.1' });
    const data = getStaticTOMLValue(program);
    return { text, tables: tablesOf(program), comments: program.comments, data: toTable(data) };
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return { line: lineOf(error, text), message: error.message };
  }
}

/** What is missing or left open is missed on the line that lacks it, not where the next token stands. */
function lineOf(error: ParseError, text: string): number {
  const untilLine = text.slice(0, text.lastIndexOf('\n', error.index - 1) + 1).trimEnd();
  if (untilLine.endsWith('=')) return untilLine.split('\n').length;
  if (!/^(Unterminated|Unspecified|Missing)/i.test(error.message)) return error.lineNumber;
  return text.slice(0, error.index).trimEnd().split('\n').length;
}

export function isProblem(result: TomlDocument | TomlProblem): result is TomlProblem {
  return 'line' in result;
}

function tablesOf(program: AST.TOMLProgram): Table[] {
  const root: Table = { path: [], entries: [] };
  const tables = [root];
  for (const node of program.body[0].body) {
    if (node.type === 'TOMLKeyValue') root.entries.push(entryOf(node, []));
    else {
      const path = node.resolvedKey.map(String);
      tables.push({ path, node, entries: node.body.map((entry) => entryOf(entry, path)) });
    }
  }
  return tables;
}

/** An entry, given the path of the table it stands in. */
export function entryOf(node: AST.TOMLKeyValue, table: readonly string[]): Entry {
  const keys = node.key.keys.map((key) => (key.type === 'TOMLBare' ? key.name : key.value));
  return { path: [...table, ...keys], segments: keys.length, node, value: node.value };
}

/** All entries at any depth, those in inline tables too. */
export function allEntries(document: TomlDocument): Entry[] {
  const found: Entry[] = [];
  const visit = (entry: Entry): void => {
    found.push(entry);
    if (entry.value.type === 'TOMLInlineTable')
      for (const inner of entry.value.body) visit(entryOf(inner, entry.path));
  };
  for (const table of document.tables) for (const entry of table.entries) visit(entry);
  return found;
}

function toTable(value: object): TomlTable {
  const table: TomlTable = {};
  for (const [key, member] of Object.entries(value)) table[key] = toValue(member);
  return table;
}

function toValue(value: unknown): TomlValue {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (value instanceof Date) return value;
  if (Array.isArray(value)) return value.map(toValue);
  if (typeof value === 'object' && value !== null) return toTable(value);
  return String(value);
}

/** The table at a path; undefined where there is none or something else. */
export function tableAt(data: TomlTable, ...path: readonly string[]): TomlTable | undefined {
  let at: TomlValue | undefined = data;
  for (const key of path) at = isTable(at) && Object.hasOwn(at, key) ? at[key] : undefined;
  return isTable(at) ? at : undefined;
}

export function isTable(value: TomlValue | undefined): value is TomlTable {
  return typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date);
}

export function stringAt(table: TomlTable | undefined, key: string): string | undefined {
  const value = table && Object.hasOwn(table, key) ? table[key] : undefined;
  return typeof value === 'string' ? value : undefined;
}

/** The strings of a list; none where it is something else. */
export function strings(list: TomlValue | undefined): string[] {
  return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : [];
}
