/** What an object within a cause says about a failure. */
export interface Words {
  /** The sentence; JSON may stand in it. */
  readonly text: string;
  /** Whether the text was written as an error's message, so that a `message` in its JSON is one as well. */
  readonly isMessage?: boolean;
  /** The error's name, for a text such as `'order_id'`, which says little without it. */
  readonly type?: string | undefined;
  /** Facts that stand behind the text. */
  readonly details?: readonly (string | undefined)[];
}

/** Returns `job nightly`; undefined where the name is. */
export function named(noun: string, name: string | undefined): string | undefined {
  return name && `${noun} ${name}`;
}

/** Returns the parts that are not empty as one text. */
export function joined(parts: readonly (string | undefined)[], separator: string): string {
  return parts.filter((part) => part).join(separator);
}
