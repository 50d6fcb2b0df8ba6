import * as z from 'zod';
import { planSchema } from './plan';

/** The JSON schema of `stairstep.json`: what editors complete it from, and what `stairstep profile --schema` prints. */
export function planJsonSchema(): z.core.JSONSchema.BaseSchema {
  return { title: 'Stairstep load plan', ...z.toJSONSchema(planSchema, { io: 'input' }) };
}
