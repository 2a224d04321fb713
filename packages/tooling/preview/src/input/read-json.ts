import { readFileSync } from 'node:fs';
import { findSyntaxError } from './find-syntax-error.ts';
import { InputError } from './input-error.ts';

/** Standard input, where a file is named. */
const STANDARD_INPUT = '-';

/** Returns a file's text, or that of standard input for `-`. Throws an `InputError` that names the file. */
export function readText(file: string, expected: string): string {
  try {
    return decode(readFileSync(file === STANDARD_INPUT ? 0 : file));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : message;
    throw new InputError(`${file}: ${why}; expected ${expected}.`);
  }
}

/** Returns the text without its mark of the byte order: of UTF-16 where that says so, which the ">" of Windows' PowerShell writes. */
function decode(bytes: Buffer): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(bytes);
}

/** Returns the JSON of a text. Throws an `InputError` with the line and the column at which it is none. */
export function parseJsonText(text: string, file: string): unknown {
  const wrong = findSyntaxError(text);
  if (wrong === undefined) return JSON.parse(text);
  const { line, column, expected } = wrong;
  throw new InputError(`${file}:${line}:${column}: this is not JSON: expected ${expected}.`);
}
