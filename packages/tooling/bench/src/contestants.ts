import { basename, resolve } from 'node:path';
import { type EventKind, type FunctionName, USUAL } from './event-kinds.ts';
import type { FakeAws } from './fake-aws.ts';
import { bundleArticle, emptyFunction, FUNCTIONS, HAND_SIGNED_CLIENTS, type Unpacked, unpack } from './functions.ts';
import { invoke } from './run-process.ts';

/** A function that is measured, and the kind of event that it is given. */
export interface Contestant extends Omit<Unpacked, 'zipBytes'> {
  readonly name: string;
  readonly kind: EventKind;
  /** Undefined where there is no zip. */
  readonly zipBytes: number | undefined;
}

/**
 * Makes our functions, the same with the hand-signed client, the article's, and the empty one. The notifier in the folder
 * `other` is there twice, once for each event that comes from AWS.
 */
export async function makeContestants(other: string | undefined, root: string, aws: FakeAws) {
  const own: Contestant[] = [];
  const handSigned: Contestant[] = [];
  for (const name of FUNCTIONS) {
    const kind = USUAL[name];
    own.push({ name, kind, ...(await unpack(name, root)) });
    handSigned.push({ name: `${name}, hand-signed`, kind, ...(await unpack(name, root, HAND_SIGNED_CLIENTS)) });
  }
  const article: Contestant = {
    name: 'the article’s way',
    kind: USUAL['sfn-history-handler'],
    ...(await bundleArticle(root)),
  };
  const of: readonly FunctionName[] = other === undefined ? [] : ['codepipeline-handler', 'sfn-history-handler'];
  const compared: Contestant[] = [];
  for (const name of of) {
    const contestant = toCompared(other ?? '', USUAL[name], aws);
    if (await isAble(contestant, aws)) compared.push(contestant);
  }
  return { own, handSigned, article, compared, empty: await emptyFunction(root) };
}

/**
 * Returns a notifier of somebody else's. It has the environment of this process, in whose variables `{slack}` stands for the
 * address of the webhook.
 */
function toCompared(folder: string, kind: EventKind, aws: FakeAws): Contestant {
  const path = resolve(process.env.INIT_CWD ?? '.', folder);
  const given = Object.entries(process.env).map(([name, value]) => [name, value?.replace('{slack}', aws.webhook)]);
  const env = { ...Object.fromEntries(given), ...kind.env };
  return { name: `${basename(path)}, ${kind.name}`, folder: path, zipBytes: undefined, kind: { ...kind, env } };
}

/** Returns whether a notifier takes the event at all, and says why where it does not. */
async function isAble({ name, folder, kind }: Contestant, aws: FakeAws): Promise<boolean> {
  aws.serve(kind.answer);
  try {
    await invoke({ folder, event: kind.event, env: { ...kind.env, ...aws.env } });
    return true;
  } catch (error) {
    console.error(`${name}, is left out, because it fails:\n${(error as Error).message}`);
    return false;
  }
}
