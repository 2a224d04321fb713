import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Matches the folder of a module's package: everything up to and with the name behind the last `node_modules`. */
const PACKAGE_FOLDER = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/;
const LICENSE_FILE = /^(licen[cs]e|copying|notice)/i;
const COPYRIGHT_LINE = /^[ \t]*Copyright [(©\d].*\n*/gm;
/** How to apply the Apache License to one's own work: it stands behind the licence and holds the copyright line. */
const APACHE_APPENDIX =
  /\s*END OF TERMS AND CONDITIONS\s+APPENDIX: How to apply[\s\S]*?limitations under the License\./;

interface Notice {
  /** The package, its licence, and the lines that say whose it is. */
  readonly title: string;
  /** The licence, without those lines. */
  readonly text: string;
}

/**
 * Resolves with the packages that a bundle has code of, by name, version, licence and copyright, with each licence's text
 * once. `inputs` are the bundle's modules. Throws for a package that states no licence.
 */
export async function thirdPartyNotices(inputs: readonly string[]): Promise<string> {
  const folders = new Set(inputs.flatMap((input) => PACKAGE_FOLDER.exec(input)?.[0] ?? []));
  const notices = await Promise.all([...folders].map(readNotice));
  // Two packages may wrap and indent the same licence differently.
  const sections = [...Map.groupBy(notices, ({ text }) => text.replace(/\s+/g, ' ')).values()].map((packages) =>
    [...packages.map(({ title }) => title).sort(), '', packages.map(({ text }) => text).sort()[0]].join('\n').trim(),
  );
  return `This function contains code of these packages.\n\n${sections.sort().join('\n\n---\n\n')}\n`;
}

async function readNotice(folder: string): Promise<Notice> {
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const files = (await readdir(folder)).filter((file) => LICENSE_FILE.test(file)).sort();
  if (files.length === 0 && !license) throw new Error(`${name}@${version} states no licence: it may not be bundled.`);
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  const copyrights = texts.flatMap((text) => text.match(COPYRIGHT_LINE) ?? []).map((line) => line.trim());
  return {
    title: [`${name}@${version} (${license})`, ...new Set(copyrights)].join('\n  '),
    text: texts.map((text) => text.replace(APACHE_APPENDIX, '').replace(COPYRIGHT_LINE, '').trim()).join('\n\n'),
  };
}
