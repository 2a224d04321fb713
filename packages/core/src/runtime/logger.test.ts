import { describe, expect, it } from 'vitest';
import { createLogger, withFields } from './logger.ts';

function recorder() {
  const lines: string[] = [];
  const write = (line: string) => void lines.push(line);
  return { lines, write: { debug: write, info: write, warn: write, error: write } };
}

describe('createLogger', () => {
  it('writes one JSON object a line', () => {
    const { lines, write } = recorder();
    createLogger('info', write).info('Delivered', { destination: 'default' });
    expect(lines).toEqual(['{"level":"info","message":"Delivered","destination":"default"}']);
  });

  it('is silent below its level', () => {
    const { lines, write } = recorder();
    createLogger('warn', write).info('nothing');
    expect(lines).toEqual([]);
  });

  it('writes the name, the message and the causes of an error, and nothing else of it', () => {
    const { lines, write } = recorder();
    const error = Object.assign(new TypeError('outer', { cause: new Error('inner') }), { input: 'secret' });
    createLogger('error', write).error('failed', { error });
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      level: 'error',
      message: 'failed',
      error: { name: 'TypeError', message: 'outer', cause: { name: 'Error', message: 'inner' } },
    });
  });
});

describe('withFields', () => {
  it('returns a logger that writes its fields on every line, and those of the line over them', () => {
    const { lines, write } = recorder();
    const log = withFields(createLogger('info', write), { correlationId: 'e-1', destination: 'default' });
    log.info('Delivered');
    log.warn('Not delivered yet', { destination: 'ops' });
    expect(lines).toEqual([
      '{"level":"info","message":"Delivered","correlationId":"e-1","destination":"default"}',
      '{"level":"warn","message":"Not delivered yet","correlationId":"e-1","destination":"ops"}',
    ]);
  });
});
