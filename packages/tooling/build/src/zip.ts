import { strToU8, zipSync } from 'fflate';

const UNIX = 3;
/** A regular file that everyone may read, in the high half of a zip entry's external attributes. */
const READABLE_FILE = 0o100644 << 16;

/**
 * Returns a zip whose bytes depend on the files alone: sorted, of one date and mode, deflated in JavaScript (what a
 * native zlib puts out differs by processor). The date is made of local parts because that is what a zip stores.
 */
export function deterministicZip(files: Readonly<Record<string, Uint8Array | string>>): Uint8Array {
  return zipSync(
    Object.fromEntries(
      Object.entries(files)
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([name, content]) => [
          name,
          [
            typeof content === 'string' ? strToU8(content) : content,
            { level: 9, mtime: new Date(1980, 0, 1), os: UNIX, attrs: READABLE_FILE },
          ],
        ]),
    ),
  );
}
