type Json = Readonly<Record<string, unknown>>;

/** A call of AWS: its operation and its parameters. */
export interface Call {
  readonly operation: string;
  readonly input: Json;
  readonly region: string | undefined;
}

/** AWS's answer: what an operation gives, or the name of the error with which it is refused. */
export type Given =
  | { readonly output: object; readonly error: undefined }
  | { readonly output: undefined; readonly error: string };

/** Returns AWS's answer to a call; undefined where nobody gave one. */
export type Answer = (call: Call) => MaybeLater<Given | undefined>;

type MaybeLater<Value> = Value | Promise<Value>;
