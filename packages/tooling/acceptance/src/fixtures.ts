import { fileURLToPath } from 'node:url';

const FIXTURES = new URL('../fixtures/', import.meta.url);

/** Returns the path of a file or folder in this package's `fixtures`. */
export function fixtures(path: string): string {
  return fileURLToPath(new URL(path, FIXTURES));
}
