import fc from 'fast-check';
import { giantText, hostileDate, hostileJson, hostileNumber, hostileText, NAMES } from './hostile.ts';

/** One change at a place of a value; the places are counted, so that the same change fits any value. */
export interface Mutation {
  readonly place: number;
  readonly change: Change;
}

type Change =
  | { readonly kind: 'set'; readonly value: unknown }
  /** Another value of the same type, as a service that keeps its promises may answer. */
  | { readonly kind: 'alter'; readonly text: string; readonly number: number; readonly date: Date }
  | { readonly kind: 'remove' }
  | { readonly kind: 'rename'; readonly name: string }
  /** A list's items or a text, again and again; 0 times empties it. */
  | { readonly kind: 'repeat'; readonly times: number }
  /** A list or a text without its end, as JSON that was cut off. */
  | { readonly kind: 'cut'; readonly part: number };

const text = fc.oneof({ weight: 30, arbitrary: hostileText }, { weight: 1, arbitrary: giantText });
const place = fc.nat({ max: 1_000_000 });
const part = fc.double({ min: 0, max: 1, noNaN: true });

const kept: fc.Arbitrary<Change>[] = [
  fc.record({ kind: fc.constant('alter'), text, number: hostileNumber, date: hostileDate }),
  fc.record({ kind: fc.constant('remove') }),
  fc.record({ kind: fc.constant('repeat'), times: fc.constantFrom(0, 2, 3, 200) }),
  fc.record({ kind: fc.constant('cut'), part }),
];

/** Changes after which nothing has to be of its type any more. */
export const anyMutations: fc.Arbitrary<Mutation[]> = mutationsOf(
  ...kept,
  fc.record({ kind: fc.constant('set'), value: fc.oneof(hostileJson, text) }),
  fc.record({ kind: fc.constant('rename'), name: fc.constantFrom(...NAMES, '') }),
);

/** Changes that keep the type of everything that they do not remove. */
export const typedMutations: fc.Arbitrary<Mutation[]> = mutationsOf(...kept);

function mutationsOf(...changes: readonly fc.Arbitrary<Change>[]): fc.Arbitrary<Mutation[]> {
  return fc.array(fc.record({ place, change: fc.oneof(...changes) }), { maxLength: 5 });
}

/** The path segment that leads into the JSON that a text holds. */
const INSIDE = Symbol('inside');
type PathSegment = string | number | typeof INSIDE;

/** Returns the value with the changes made one after the other; texts that hold JSON are changed inside as well. */
export function mutate(value: unknown, mutations: readonly Mutation[]): unknown {
  return mutations.reduce((mutated, { place, change }) => {
    const paths = pathsOf(mutated);
    return update(mutated, paths[place % paths.length] ?? [], change);
  }, value);
}

function pathsOf(value: unknown): PathSegment[][] {
  const paths: PathSegment[][] = [];
  const visit = (at: unknown, path: PathSegment[]): void => {
    paths.push(path);
    if (path.length > 50) return;
    const json = insideOf(at);
    if (json !== undefined) visit(json, [...path, INSIDE]);
    else if (Array.isArray(at)) for (const [index, item] of at.entries()) visit(item, [...path, index]);
    else if (isRecord(at)) for (const [key, item] of Object.entries(at)) visit(item, [...path, key]);
  };
  visit(value, []);
  return paths;
}

function update(value: unknown, [segment, ...rest]: readonly PathSegment[], change: Change): unknown {
  if (segment === undefined) return changed(value, change);
  if (segment === INSIDE) return JSON.stringify(update(insideOf(value), rest, change));
  if (Array.isArray(value)) {
    if (rest.length === 0 && change.kind === 'remove') return value.toSpliced(Number(segment), 1);
    return value.with(Number(segment), update(value[Number(segment)], rest, change));
  }
  // Own properties, also those called __proto__.
  return Object.fromEntries(
    Object.entries(value as object).flatMap(([key, item]): [string, unknown][] => {
      if (key !== segment) return [[key, item]];
      if (rest.length > 0) return [[key, update(item, rest, change)]];
      if (change.kind === 'remove') return [];
      return change.kind === 'rename' ? [[change.name, item]] : [[key, changed(item, change)]];
    }),
  );
}

function changed(value: unknown, change: Change): unknown {
  const isList = typeof value === 'string' || Array.isArray(value);
  switch (change.kind) {
    case 'set':
      return change.value;
    case 'alter':
      return altered(value, change);
    case 'repeat':
      if (typeof value === 'string')
        return value.repeat(Math.min(change.times, Math.ceil(300_000 / (value.length || 1))));
      return Array.isArray(value)
        ? Array.from({ length: change.times }, () => value)
            .flat()
            .slice(0, 2_000)
        : value;
    case 'cut':
      return isList ? value.slice(0, Math.floor(value.length * change.part)) : value;
    default:
      return value;
  }
}

function altered(value: unknown, { text, number, date }: Extract<Change, { kind: 'alter' }>): unknown {
  if (value instanceof Date) return date;
  if (typeof value === 'string') return text;
  if (typeof value === 'number') return number;
  return typeof value === 'boolean' ? !value : value;
}

function insideOf(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value) || value.length > 100_000) return undefined;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !(value instanceof Date);
}
