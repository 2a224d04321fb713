import { jsonObject } from '@shipbell/core';
import { InputError } from '../input/input-error.ts';
import { parseJsonText, readText } from '../input/read-json.ts';
import type { Answer } from './answer.ts';
import { historyPage } from './history-page.ts';
import { answerSchema, OPERATIONS, serviceOf } from './operations.ts';
import { toWire } from './to-wire.ts';

type Json = Readonly<Record<string, unknown>>;

/** The files that stand for AWS's answers. */
export interface Replies {
  readonly answer: Answer;
  /** Returns the files that answered no call so far. */
  unused(): readonly string[];
}

interface Reply {
  readonly file: string;
  readonly operation: string;
  readonly content: Json;
  /** The name of an error of AWS. */
  readonly error: string | undefined;
}

/**
 * Returns what answers calls with the files of `Operation=FILE`. Throws an `InputError` for a file that no answer of its
 * operation can be.
 */
export function readReplies(given: readonly string[]): Replies {
  return createReplies(given.map(readReply));
}

function readReply(given: string): Reply {
  const at = given.indexOf('=');
  const [name, file] = [given.slice(0, at), given.slice(at + 1)];
  if (at < 1 || file === '') {
    throw new InputError(`--reply ${given}: expected Operation=FILE, such as GetExecutionHistory=history.json.`);
  }
  const operation = toOperation(name);
  if (serviceOf(operation) === undefined) {
    const known = Object.values(OPERATIONS).flat().join(', ');
    throw new InputError(`--reply ${given}: the functions do not call ${name}. They call ${known}.`);
  }
  const text = readText(file, `what "aws … ${name}" printed, as JSON`);
  const [, error] = CLI_ERROR.exec(text) ?? [];
  if (error !== undefined) return { file, operation, content: {}, error };
  const content = parseJsonText(text, file);
  const schema = answerSchema(operation);
  const wire = toWire(content, schema, { file, path: '' }) as Json;
  const members = Object.keys(schema.getMemberSchemas());
  const has = Object.keys(wire);
  if (!has.some((member) => members.includes(member))) {
    throw new InputError(
      `${file}: this is no answer of ${operation}: it has ${has.slice(0, 6).join(', ') || 'nothing'}; expected ${members.slice(0, 6).join(', ')}.`,
    );
  }
  return { file, operation, content: wire, error: undefined };
}

/** What the CLI prints where AWS refuses a call. */
const CLI_ERROR = /^\s*(?:aws: \[ERROR\]: )?An error occurred \((\w+)\) when calling the \w+ operation/;

/** Returns `GetDeployment` for `get-deployment` too, as the CLI spells it. */
function toOperation(name: string): string {
  return name.includes('-') || /^[a-z]/.test(name)
    ? name.replace(/(?:^|-)([a-z])/g, (_, letter) => letter.toUpperCase())
    : name;
}

/**
 * Returns answers: of several replies to one operation, those that contradict no parameter of the call, in the order of the
 * calls. The same call is answered with the same reply, and the last reply answers all that follow.
 */
function createReplies(replies: readonly Reply[]): Replies {
  const given = new Map<string, Reply>();
  const answer: Answer = ({ operation, input }) => {
    const fitting = replies.filter((reply) => reply.operation === operation && fits(reply.content, input));
    const key = callKey(operation, input);
    const used = new Set(given.values());
    const reply = given.get(key) ?? fitting.find((one) => !used.has(one)) ?? fitting.at(-1);
    if (reply === undefined) return undefined;
    given.set(key, reply);
    if (reply.error !== undefined) return { output: undefined, error: reply.error };
    // What follows the page of the last file is nowhere.
    const { nextToken, ...page } = reply.content;
    const hasNext = nextToken !== undefined && fitting.some((one) => one !== reply && !used.has(one));
    return { output: askedFor(operation, hasNext ? { ...page, nextToken } : page, input), error: undefined };
  };
  const unused = () => {
    const used = new Set(given.values());
    return replies.filter((reply) => !used.has(reply)).map(({ file }) => file);
  };
  return { answer, unused };
}

/** Returns what makes a call another one; of a history, all pages are one call. */
function callKey(operation: string, { executionArn, ...others }: Json): string {
  const asked = operation === 'GetExecutionHistory' ? { executionArn } : { executionArn, ...others };
  return JSON.stringify([operation, asked]);
}

/** Returns the part of an answer that a call asks for, where the reply is the whole. */
function askedFor(operation: string, answer: Json, input: Json): Json {
  if (operation === 'GetExecutionHistory') return historyPage(answer, input);
  const { pipelineExecutionId } = jsonObject(input.filter);
  if (operation === 'ListActionExecutions') {
    return only(answer, 'actionExecutionDetails', 'pipelineExecutionId', pipelineExecutionId);
  }
  return operation === 'ListExecutions' ? only(answer, 'executions', 'status', input.statusFilter) : answer;
}

/** Returns the answer with those members of its list that have the value; with all of them where none is asked for. */
function only(answer: Json, list: string, member: string, value: unknown): Json {
  const { [list]: all } = answer;
  if (value === undefined || !Array.isArray(all)) return answer;
  return { ...answer, [list]: all.filter((one) => one[member] === value) };
}

/** The names that an answer has for the call's parameter `name`. */
const NAMED: Readonly<Record<string, readonly string[]>> = { name: ['pipelineName', 'name'] };

/** Returns whether an answer can be the one to a call: what it says of itself is what was asked for. */
function fits(content: Json, input: Json): boolean {
  const described = [content, ...Object.values(content)].filter(
    (one): one is Json => typeof one === 'object' && one !== null && !Array.isArray(one),
  );
  return Object.entries(input).every(([parameter, value]) => {
    if (typeof value !== 'string' || parameter === 'nextToken') return true;
    const names = NAMED[parameter] ?? [parameter];
    const said = described.flatMap((one) => names.flatMap((name) => one[name] ?? []));
    return said.length === 0 || said.includes(value);
  });
}
