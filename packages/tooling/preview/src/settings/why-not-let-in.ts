import { jsonObject } from '@shipbell/core';
import { matchesPattern } from '@shipbell/core/runtime';

type Json = Readonly<Record<string, unknown>>;

/**
 * Returns why no EventBridge rule with one of the patterns lets an event in; undefined where one does. What a pattern asks in
 * a way that is not known here counts as matched.
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function whyNotLetIn(event: object, patterns: readonly unknown[]): string | undefined {
  const ofThisKind = patterns.map(jsonObject).filter(({ detail: _, ...kind }) => mismatch(kind, event) === undefined);
  const { source, 'detail-type': detailType } = event as Json;
  if (ofThisKind.length === 0) return `no EventBridge rule of these settings is for "${detailType}" of ${source}`;
  const found = ofThisKind.map((pattern) => mismatch(pattern, event));
  if (found.includes(undefined)) return undefined;
  const reasons = found.map((one) => `${one?.path} is ${shown(one?.value)}, and the rule has ${shown(one?.asked)}`);
  return `no EventBridge rule of these settings lets it in: ${reasons.join('; ')}`;
}

interface Mismatch {
  readonly path: string;
  readonly value: unknown;
  readonly asked: unknown;
}

/** Returns the first member that a pattern does not match; undefined where it matches. */
function mismatch(pattern: unknown, value: unknown, path = ''): Mismatch | undefined {
  if (Array.isArray(pattern)) {
    const values = Array.isArray(value) ? value : [value];
    const isMatched = pattern.some((matcher) => values.some((one) => matchesValue(matcher, one)));
    return isMatched ? undefined : { path, value, asked: pattern };
  }
  for (const [name, inner] of Object.entries(isObject(pattern) ? pattern : {})) {
    if (name.startsWith('$')) continue;
    const found = mismatch(inner, isObject(value) ? value[name] : undefined, path === '' ? name : `${path}.${name}`);
    if (found) return found;
  }
  return undefined;
}

function matchesValue(matcher: unknown, value: unknown): boolean {
  if (!isObject(matcher)) return matcher === (value ?? null);
  const text = typeof value === 'string' ? value : undefined;
  return Object.entries(matcher).every(([operator, asked]) => {
    if (operator === 'exists') return (value !== undefined) === asked;
    if (operator === 'anything-but') return value !== undefined && !isAmong(asked, value);
    if (typeof asked !== 'string') return true;
    if (operator === 'prefix') return text?.startsWith(asked) ?? false;
    if (operator === 'suffix') return text?.endsWith(asked) ?? false;
    if (operator === 'wildcard') return text !== undefined && matchesPattern(asked, text);
    return true;
  });
}

function isAmong(asked: unknown, value: unknown): boolean {
  return (Array.isArray(asked) ? asked : [asked]).some((one) => matchesValue(one, value));
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  const json = JSON.stringify(value) ?? 'missing';
  return json.length > 200 ? `${json.slice(0, 200)}…` : json;
}
