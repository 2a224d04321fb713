import type { NormalizedSchema } from '@smithy/core/schema';
import { InputError } from '../input/input-error.ts';

/** Where a value stands: the file, and the path of the member in it. */
interface Place {
  readonly file: string;
  readonly path: string;
}

/**
 * Returns an answer as AWS sends it. The AWS CLI prints the same JSON, but a time, which AWS sends as a number of seconds, is
 * a text in ISO 8601 since its version 2. Throws an `InputError` that names the member that AWS would not send.
 */
export function toWire(value: unknown, schema: NormalizedSchema, place: Place): unknown {
  if (value === null || value === undefined) return value;
  if (schema.isTimestampSchema()) return toSeconds(value, place);
  if (schema.isListSchema()) {
    if (!Array.isArray(value)) throw unexpected(value, 'a list', place);
    const item = schema.getValueSchema();
    return value.map((one, index) => toWire(one, item, { ...place, path: `${place.path}[${index}]` }));
  }
  if (schema.isMapSchema() || schema.isStructSchema()) {
    if (typeof value !== 'object' || Array.isArray(value)) throw unexpected(value, 'an object', place);
    const names = schema.isStructSchema()
      ? new Set(schema.getMemberSchemas && Object.keys(schema.getMemberSchemas()))
      : undefined;
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => {
        const path = place.path === '' ? name : `${place.path}.${name}`;
        if (names && !names.has(name)) return [name, one];
        const member = names ? schema.getMemberSchema(name) : schema.getValueSchema();
        return [name, toWire(one, member, { ...place, path })];
      }),
    );
  }
  return toScalar(value, schema, place);
}

function toScalar(value: unknown, schema: NormalizedSchema, place: Place): unknown {
  if (schema.isStringSchema() && typeof value !== 'string') throw unexpected(value, 'a text', place);
  if (schema.isBooleanSchema() && typeof value !== 'boolean') throw unexpected(value, 'true or false', place);
  if (schema.isNumericSchema() && typeof value !== 'number') throw unexpected(value, 'a number', place);
  return value;
}

function toSeconds(value: unknown, place: Place): number {
  const seconds =
    typeof value === 'number' ? value : typeof value === 'string' ? Date.parse(value) / 1_000 : Number.NaN;
  if (Number.isNaN(seconds)) throw unexpected(value, 'a time, in ISO 8601 or in seconds', place);
  return seconds;
}

function unexpected(value: unknown, expected: string, { file, path }: Place): InputError {
  const shown = JSON.stringify(value).slice(0, 40);
  return new InputError(`${file}: ${path || 'the whole'} is ${shown}; expected ${expected}, as the AWS CLI prints it.`);
}
