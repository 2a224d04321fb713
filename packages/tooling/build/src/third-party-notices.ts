import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Matches the folder of a module's package: everything up to and with the name behind the last `node_modules`. */
const PACKAGE_FOLDER = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/;
const LICENSE_FILE = /^(licen[cs]e|copying|notice)/i;

/**
 * Resolves with the packages that a bundle has code of, by name, version and licence, with each licence's text once.
 * `inputs` are the bundle's modules. Throws for a package that states no licence.
 */
export async function thirdPartyNotices(inputs: readonly string[]): Promise<string> {
  const folders = new Set(inputs.flatMap((input) => PACKAGE_FOLDER.exec(input)?.[0] ?? []));
  const notices = await Promise.all([...folders].map(readNotice));
  const sections = [...Map.groupBy(notices, ({ text }) => text)].map(([text, packages]) =>
    [...packages.map(({ title }) => title).sort(), '', text].join('\n').trim(),
  );
  return `This function contains code of these packages.\n\n${sections.sort().join('\n\n---\n\n')}\n`;
}

async function readNotice(folder: string): Promise<{ readonly title: string; readonly text: string }> {
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const files = (await readdir(folder)).filter((file) => LICENSE_FILE.test(file)).sort();
  if (files.length === 0 && !license) throw new Error(`${name}@${version} states no licence: it may not be bundled.`);
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  return { title: `${name}@${version} (${license})`, text: texts.map((text) => text.trim()).join('\n\n') };
}
