import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { awsError, jsonResponse, type Service } from './gateway.ts';

type Input = Record<string, string>;

/** A read that moto lacks. */
export interface Read {
  /** The name of the answer's file in the operation's folder, without its ending. */
  file(input: Input): string;
  /** The error of AWS where there is no such thing. */
  missing(input: Input): [code: string, message: string];
}

/** Answers operations from files in a folder, `<operation>/<file>.json`, and leaves the others to moto. */
export function recordedAnswers(directory: string, reads: Readonly<Record<string, Read>>, moto: Service): Service {
  return async (request) => {
    const read = reads[request.operation];
    if (read === undefined) return moto(request);
    const input = JSON.parse(request.body.toString());
    try {
      const path = join(directory, request.operation, `${read.file(input)}.json`);
      return jsonResponse(JSON.parse(await readFile(path, 'utf8')));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      return awsError(...read.missing(input));
    }
  };
}
