import { maskSecrets, maskValue } from './mask-secrets.ts';

/** Says which members of a report stay as they are, and which members within a member do: `{ source: { id: true } }`. */
export type Kept<Value> = Value extends readonly (infer Element)[]
  ? true | Kept<Element>
  : Value extends object
    ? true | { readonly [Name in keyof Value]?: Kept<Value[Name]> }
    : true;

/**
 * Returns the report with the secrets in all its texts masked, each text whole, before a message splits, escapes or cuts it;
 * without a link that the mask would change, because it would lead nowhere. A member stays as it is only where `kept` says
 * so: a new one is masked without anybody thinking of it. Every message begins with this.
 */
export function maskReport<Report extends object>(report: Report, kept: Kept<Report>): Report {
  return maskMember(report, kept, '') as Report;
}

function maskMember(value: unknown, kept: unknown, name: string): unknown {
  if (kept === true) return value;
  if (typeof value === 'string') return /url$/i.test(name) ? harmlessLink(value) : maskSecrets(value);
  if (Array.isArray(value)) {
    return value.map((element) => (Array.isArray(element) ? maskPair(element) : maskMember(element, kept, name)));
  }
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  const within = kept as Readonly<Record<string, unknown>> | undefined;
  return Object.fromEntries(
    Object.entries(value).map(([member, inner]) => [member, maskMember(inner, within?.[member], member)]),
  );
}

function harmlessLink(url: string): string | undefined {
  return maskSecrets(url) === url ? url : undefined;
}

/** Returns a name with its value: lists within lists are such pairs. */
function maskPair([name = '', value = '']: readonly string[]): readonly string[] {
  return [maskSecrets(name), maskValue(name, value)];
}
