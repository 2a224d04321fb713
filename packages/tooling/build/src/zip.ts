import { crc32 } from 'node:zlib';
import zopfli from '@gfx/zopfli';
import { strToU8, Zip, type ZipInputFile } from 'fflate';

const UNIX = 3;
/** A regular file that everyone may read, in the high half of a zip entry's external attributes. */
const READABLE_FILE = 0o100644 << 16;
/** PKZIP's APPNOTE.txt, section 4.4.5. */
const DEFLATED = 8;
/** Ten more take as long again and save 40 bytes. */
const ITERATIONS = 5;

/**
 * Resolves with a zip whose bytes depend on the files alone: sorted, of one date and mode, deflated in WebAssembly by
 * zopfli, which takes a second a file and saves 7 % (what a native zlib puts out differs by processor).
 */
export async function deterministicZip(files: Readonly<Record<string, Uint8Array | string>>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    chunks.push(chunk);
  });
  for (const [name, content] of Object.entries(files).sort(([one], [other]) => (one < other ? -1 : 1))) {
    const data = typeof content === 'string' ? strToU8(content) : content;
    const file = entry(name, data);
    zip.add(file);
    file.ondata?.(null, Uint8Array.from(await zopfli.deflateAsync(data, { numiterations: ITERATIONS })), true);
  }
  zip.end();
  return Buffer.concat(chunks);
}

function entry(filename: string, data: Uint8Array): ZipInputFile {
  return {
    filename,
    size: data.length,
    crc: crc32(data),
    compression: DEFLATED,
    // Of local parts, because that is what a zip stores.
    mtime: new Date(1980, 0, 1),
    os: UNIX,
    attrs: READABLE_FILE,
  };
}
