import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { jsonResponse, type Service } from '../gateway/gateway.ts';

/** Returns the path of the file with everything that a function writes. */
export function logFile(directory: string, functionName: string): string {
  return join(directory, `${functionName}.log`);
}

const LOG_GROUP = /^\/aws\/lambda\/([\w-]+)$/;

/**
 * Returns CloudWatch Logs: moto, to which the functions write no log, but for FilterLogEvents, which is answered with the
 * lines of a function's log file. These have no time, so that all of them are searched. A filter is one term in quotes:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function functionLogService(directory: string, moto: Service): Service {
  return async (request) => {
    if (request.operation !== 'FilterLogEvents') return moto(request);
    const { logGroupName, filterPattern } = JSON.parse(request.body.toString());
    const [, functionName] = LOG_GROUP.exec(logGroupName) ?? [];
    const text = functionName && (await readFile(logFile(directory, functionName), 'utf8').catch(() => undefined));
    if (!text) return moto(request);
    const term = String(filterPattern).replace(/^"(.*)"$/, '$1');
    const found = text.split('\n').filter((line) => line.includes(term));
    return jsonResponse({ events: found.map((message) => ({ message })) });
  };
}
