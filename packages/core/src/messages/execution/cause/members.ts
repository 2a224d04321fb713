/**
 * Matches the names of members that hold what users pass to a service: their data and their secrets, which a channel must
 * not show and which say nothing about a failure. What a Catch of JSONata keeps is often called `errorOutput`.
 */
const DATA =
  /^(?!err).*(?:arg(?:ument)?s|param(?:eter)?s|env(?:ironment)?|variables|overrides?|tags|labels|meta_?data|(?:in|out)puts?|payload|headers|config(?:uration)?s?|driver|query|command|request|event|secrets?|credentials)$/is;

/** How many objects of a cause are looked at; AWS's descriptions have a few dozen. */
const MAX_OBJECTS = 1_000;

export type Members = Readonly<Record<string, unknown>>;

/** An object within a cause, and the name of the member that holds it. */
export interface Found {
  readonly members: Members;
  readonly name: string;
}

/** Returns whether what the member holds is a user's data. */
export function isData(name: string): boolean {
  return DATA.test(name);
}

/** Returns the objects in a value, outer ones first, without those that are a user's data. */
export function objectsIn(value: unknown): Found[] {
  const found: Found[] = [];
  let level: (readonly [name: string, value: unknown])[] = [['', value]];
  while (level.length > 0 && found.length < MAX_OBJECTS) {
    const objects = level.filter(([, inner]) => typeof inner === 'object' && inner !== null).slice(0, MAX_OBJECTS);
    found.push(
      ...objects
        .filter(([, inner]) => !Array.isArray(inner))
        .map(([name, inner]) => ({ name, members: inner as Members })),
    );
    level = objects.flatMap(([name, inner]) =>
      Array.isArray(inner)
        ? inner.map((element) => [name, element] as const)
        : Object.entries(inner as Members).filter(([key]) => !isData(key)),
    );
  }
  return found;
}

/**
 * Returns the member at a path such as `Status.State`. AWS's APIs begin a name with a small letter where Step Functions
 * begins it with a capital.
 */
export function member(value: unknown, path: string): unknown {
  return path.split('.').reduce((inner: unknown, name) => {
    if (typeof inner !== 'object' || inner === null) return undefined;
    return (inner as Members)[name] ?? (inner as Members)[name.charAt(0).toLowerCase() + name.slice(1)];
  }, value);
}

/** Returns the member's text without white space around it; undefined where it is empty or no text. */
export function textAt(value: unknown, path: string): string | undefined {
  const text = member(value, path);
  return typeof text === 'string' && text.trim() !== '' ? text.trim() : undefined;
}

/** Returns the first of the members that has a text. */
export function firstText(value: unknown, paths: readonly string[]): string | undefined {
  return paths.map((path) => textAt(value, path)).find((text) => text !== undefined);
}

/** Returns the objects of a list. */
export function listAt(value: unknown, path: string): Members[] {
  const list = member(value, path);
  return Array.isArray(list) ? list.filter((element) => typeof element === 'object' && element !== null) : [];
}
