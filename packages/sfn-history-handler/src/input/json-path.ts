/** One step into a JSON value: the name of a member, or the place in a list. */
export type Step = string | number;

/** A name after a dot, a place, or a quoted name, in brackets; quotes and backslashes in a name are escaped by a backslash. */
const STEP = /\.([\p{L}_][\p{L}\p{N}_-]*)|\[(\d+)\]|\['((?:[^'\\]|\\.)+)'\]|\["((?:[^"\\]|\\.)+)"\]/uy;

/** What is allowed, for the error of who writes a setting. */
export const JSON_PATH_FORM = "a JSON path such as $.order.id, $.items[0] or $['order id']";

/** The steps of a path that names one value, `$.a.b[0]['c']`; undefined for any other. */
export function parseJsonPath(path: string): Step[] | undefined {
  if (!path.startsWith('$') || path.length === 1) return undefined;
  const steps: Step[] = [];
  STEP.lastIndex = 1;
  for (let end = 1; end < path.length; end = STEP.lastIndex) {
    const [, name, place, ...quoted] = STEP.exec(path) ?? [];
    const text = name ?? quoted.find((value) => value !== undefined)?.replaceAll(/\\(.)/gs, '$1');
    if (place === undefined && text === undefined) return undefined;
    steps.push(place === undefined ? (text as string) : Number(place));
  }
  return steps;
}

/** The value at the end of the steps; undefined where they lead nowhere. Members that are inherited are none. */
export function valueAt(value: unknown, steps: readonly Step[]): unknown {
  let found = value;
  for (const step of steps) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, step)) return undefined;
    if (Array.isArray(found) !== (typeof step === 'number')) return undefined;
    found = (found as Record<Step, unknown>)[step];
  }
  return found;
}
