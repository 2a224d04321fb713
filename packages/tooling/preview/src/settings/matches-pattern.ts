import { matchesPattern } from '@shipbell/core/runtime';

type Json = Readonly<Record<string, unknown>>;

/**
 * Returns whether an EventBridge pattern matches an event. What a pattern asks in a way that is not known here counts as
 * matched.
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function matchesEvent(pattern: unknown, event: unknown): boolean {
  if (Array.isArray(pattern)) {
    const values = Array.isArray(event) ? event : [event];
    return pattern.some((matcher) => values.some((value) => matchesValue(matcher, value)));
  }
  if (!isObject(pattern)) return true;
  return Object.entries(pattern).every(([name, inner]) => {
    if (name === '$or') return (inner as readonly unknown[]).some((one) => matchesEvent(one, event));
    return matchesEvent(inner, isObject(event) ? event[name] : undefined);
  });
}

function matchesValue(matcher: unknown, value: unknown): boolean {
  if (!isObject(matcher)) return matcher === (value ?? null);
  return Object.entries(matcher).every(([operator, asked]) => {
    const text = typeof value === 'string' ? value : undefined;
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
