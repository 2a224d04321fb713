import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readText } from './read-json.ts';

const folder = mkdtempSync(join(tmpdir(), 'shipbell-read-json-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('readText', () => {
  it.each<[string, Buffer]>([
    ['UTF-8', Buffer.from('{"é": "✅"}')],
    ['UTF-8 with a mark of the byte order', Buffer.from('\uFEFF{"é": "✅"}')],
    ['UTF-16, as the ">" of PowerShell writes it', Buffer.from('\uFEFF{"é": "✅"}', 'utf16le')],
  ])('reads %s', (_encoding, bytes) => {
    const file = join(folder, 'event.json');
    writeFileSync(file, bytes);
    expect(readText(file, 'an event')).toBe('{"é": "✅"}');
  });
});
