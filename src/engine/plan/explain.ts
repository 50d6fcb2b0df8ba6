/** What is wrong with a plan, in words: the field, what was expected there, and the name that was probably meant. */
import type * as z from 'zod';
import { nearest } from '../../core/nearest';
import { planJsonSchema } from '../../core/plan/json-schema';

type Issue = z.core.$ZodIssue;
export type FieldPath = (string | number)[];

export interface Complaint {
  path: FieldPath;
  text: string;
}

/** `requests[0].body.size`; `the plan` for its root. */
export function fieldName(path: readonly PropertyKey[]): string {
  const name = path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '');
  return name || 'the plan';
}

/** One complaint for each thing that is wrong. */
export function explain(issues: readonly Issue[], prefix: FieldPath = []): Complaint[] {
  return issues.flatMap((issue) => explainOne(issue, prefix));
}

function explainOne(issue: Issue, prefix: FieldPath): Complaint[] {
  const path = [...prefix, ...issue.path.filter((key) => typeof key !== 'symbol')];
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownField([...path, key], path));
  if (issue.code === 'invalid_union') return explainUnion(issue.errors, path);
  return [{ path, text: expected(issue) }];
}

function unknownField(path: FieldPath, parent: FieldPath): Complaint {
  const known = fieldsAt(parent);
  const meant = nearest(String(path.at(-1)), known);
  return {
    path,
    text: meant
      ? `unknown field, did you mean "${meant}"?`
      : `unknown field, expected one of ${known.join(', ')}`,
  };
}

/** Of the forms a value may have, the one it was meant to have speaks; where that is open, all are named. */
function explainUnion(forms: readonly (readonly Issue[])[], path: FieldPath): Complaint[] {
  const possible = nearestForms(forms.filter((issues) => !issues.some(isWrongType)));
  const [first] = possible;
  if (first && possible.length === 1) return explain(first, path);
  const named = distinct(
    (possible.length > 0 ? possible : forms).flatMap((issues) => issues.flatMap(formNames)),
  );
  if (named.length > 0) return [{ path, text: `expected ${named.join(' or ')}` }];
  const apart = distinct(possible.flat().flatMap(strangers)).map((key) => `"${key}"`);
  return [{ path, text: `expected only one of ${apart.join(', ')}` }];
}

/** Those that know the most of the members that were given. */
function nearestForms(forms: readonly (readonly Issue[])[]): (readonly Issue[])[] {
  const unknown = (issues: readonly Issue[]) => issues.flatMap(strangers).length;
  const fewest = Math.min(...forms.map(unknown));
  return forms.filter((issues) => unknown(issues) === fewest);
}

function strangers(issue: Issue): string[] {
  return issue.code === 'unrecognized_keys' && issue.path.length === 0 ? issue.keys : [];
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)].filter((text) => text !== '');
}

function isWrongType(issue: Issue): boolean {
  if (issue.path.length > 0) return false;
  if (issue.code === 'invalid_union') return issue.errors.every((issues) => issues.some(isWrongType));
  return issue.code === 'invalid_type';
}

function formNames(issue: Issue): string[] {
  return issue.code === 'invalid_union' && issue.path.length === 0
    ? issue.errors.flat().flatMap(formNames)
    : [formName(issue)];
}

function formName(issue: Issue): string {
  if (issue.code === 'invalid_type' && issue.path.length === 0)
    return issue.expected === 'object' ? 'an object' : `a ${issue.expected}`;
  return issue.code === 'unrecognized_keys' || issue.path.length === 0
    ? ''
    : `an object with "${fieldName(issue.path.slice(0, 1))}"`;
}

function expected(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected === 'int' ? 'expected a whole number' : `expected ${issue.expected}`;
    case 'invalid_value':
      // a form that takes one value only says itself what else may have been meant
      if (issue.values.length === 1) return issue.message;
      return `expected one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}`;
    case 'too_small':
      return `expected ${amount(issue.origin)}${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}`;
    case 'too_big':
      return `expected ${amount(issue.origin)}at most ${issue.maximum}`;
    case 'invalid_format':
      return 'prefix' in issue ? `expected a text that starts with "${issue.prefix}"` : issue.message;
    default:
      return issue.message;
  }
}

function amount(origin: string): string {
  if (origin === 'array') return 'a list of ';
  return origin === 'string' ? 'a length of ' : '';
}

type JsonSchema = z.core.JSONSchema.JSONSchema;

/** Names of the fields that the schema knows at a place. */
function fieldsAt(path: FieldPath): string[] {
  let schemas: JsonSchema[] = [planJsonSchema()];
  for (const key of path) schemas = forms(schemas).flatMap((schema) => inner(schema, key));
  return [...new Set(forms(schemas).flatMap((schema) => Object.keys(schema.properties ?? {})))];
}

function forms(schemas: readonly JsonSchema[]): JsonSchema[] {
  return schemas.flatMap((schema) => [schema, ...(schema.anyOf ?? [])]);
}

function inner(schema: JsonSchema, key: string | number): JsonSchema[] {
  const next = typeof key === 'number' ? schema.items : schema.properties?.[key];
  return typeof next === 'object' && !Array.isArray(next) ? [next] : [];
}
