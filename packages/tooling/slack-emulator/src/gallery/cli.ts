import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { withBrowser } from '../browser.ts';
import { takeScreenshot } from '../save-screenshot.ts';
import { type Slack, startSlack } from '../start-slack.ts';
import { type Example, groupOf, readExamples } from './read-examples.ts';

/** So many messages make a picture that can still be looked at. */
const EXAMPLES_IN_A_CHANNEL = 12;

const { values } = parseArgs({ options: { port: { type: 'string' }, pictures: { type: 'string' } } });
const channels = channelsOf(await readExamples());
const slack = await startSlack({
  workspace: 'Gallery',
  channels: Object.fromEntries([...channels.keys()].map((name) => [name, name])),
  ...(values.port !== undefined && { port: Number(values.port) }),
});
for (const [name, examples] of channels) for (const { payload, title } of examples) slack.show(name, payload, title);
if (values.pictures === undefined) {
  console.log(`Every fixture's message, until Ctrl-C: ${slack.pageUrl}`);
  await Promise.race(['SIGINT', 'SIGTERM'].map((signal) => once(process, signal)));
} else {
  await savePictures(slack, values.pictures);
}
await slack.close();

/** Returns the examples of each channel: a group, or where that has many, a part of it with a number. */
function channelsOf(examples: readonly Example[]): ReadonlyMap<string, readonly Example[]> {
  const parts = [...Map.groupBy(examples, groupOf)].flatMap(([group, all]) => {
    const starts = all.flatMap((_, index) => (index % EXAMPLES_IN_A_CHANNEL === 0 ? [index] : []));
    return starts.map((start, part): [string, readonly Example[]] => [
      starts.length > 1 ? `${group}-${part + 1}` : group,
      all.slice(start, start + EXAMPLES_IN_A_CHANNEL),
    ]);
  });
  return new Map(parts);
}

/** Saves a picture of each channel in the folder. */
async function savePictures({ pageUrl }: Slack, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await withBrowser(async (browser) => {
    for (const [name, { length }] of channels) {
      const file = join(folder, `${name}.png`);
      await takeScreenshot(browser, { pageUrl: `${pageUrl}#${name}`, file, expectedMessages: length });
      console.log(file);
    }
  });
}
