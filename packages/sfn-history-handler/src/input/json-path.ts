/** One segment of a path into a JSON value: the name of a member, or an index of a list. */
export type PathSegment = string | number;

/**
 * Matches a name after a dot, or in brackets an index or a quoted name, in which a backslash escapes quotes and
 * backslashes.
 */
const SEGMENT = /\.([\p{L}_][\p{L}\p{N}_-]*)|\[(\d+)\]|\['((?:[^'\\]|\\.)+)'\]|\["((?:[^"\\]|\\.)+)"\]/uy;

/** The form of a path that is allowed, as an error about a setting says it. */
export const JSON_PATH_FORM = "a JSON path such as $.order.id, $.items[0] or $['order id']";

/** Returns the segments of a path that names one value, `$.a.b[0]['c']`; undefined for any other. */
export function parseJsonPath(path: string): PathSegment[] | undefined {
  if (!path.startsWith('$') || path.length === 1) return undefined;
  const segments: PathSegment[] = [];
  SEGMENT.lastIndex = 1;
  for (let end = 1; end < path.length; end = SEGMENT.lastIndex) {
    const [, name, index, ...quoted] = SEGMENT.exec(path) ?? [];
    const text = name ?? quoted.find((value) => value !== undefined)?.replaceAll(/\\(.)/gs, '$1');
    if (index === undefined && text === undefined) return undefined;
    segments.push(index === undefined ? (text as string) : Number(index));
  }
  return segments;
}

/** Returns the value at the end of the path; undefined where there is none. Inherited members do not count. */
export function valueAt(value: unknown, segments: readonly PathSegment[]): unknown {
  let found = value;
  for (const segment of segments) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, segment)) return undefined;
    if (Array.isArray(found) !== (typeof segment === 'number')) return undefined;
    found = (found as Record<PathSegment, unknown>)[segment];
  }
  return found;
}
