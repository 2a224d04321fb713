// Runs in a process of its own, as Lambda runs a function: loads the function, invokes it with the event so many times, and
// prints times and memory. It is plain JavaScript, so that nothing but the function is in memory. Lambda's own program is an
// ES module too, which has loaded node:http with `require` for its client.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const { folder, event, times = 1, everyMs = 0, waits = false } = JSON.parse(process.argv[2]);
const require = createRequire(import.meta.url);
require('node:https');

/** In Lambda's order. */
const path = ['', '.js', '.mjs', '.cjs'].map((extension) => `${folder}/index${extension}`).find(existsSync);
const { handler } = path.endsWith('.mjs') ? await import(pathToFileURL(path)) : require(path);
const loadedMs = performance.now();

if (waits) {
  process.send('loaded');
  await new Promise((resolve) => process.once('message', resolve));
}

const context = { awsRequestId: 'bench', getRemainingTimeInMillis: () => 60_000 };
const ms = [];
for (let time = 0; time < times; time += 1) {
  const start = performance.now();
  await invoke(structuredClone(event));
  ms.push(performance.now() - start);
  if (everyMs > 0 && time + 1 < times) await new Promise((resolve) => setTimeout(resolve, everyMs));
}
console.log(JSON.stringify({ loadedMs, ms, peak: process.resourceUsage().maxRSS * 1_024 }));
process.exit();

/** A function of another's may still take a callback, as it may on Lambda with this version of Node. */
function invoke(input) {
  if (handler.length < 3) return handler(input, context);
  return new Promise((resolve, reject) => {
    handler(input, context, (error, result) => (error ? reject(error) : resolve(result)));
  });
}
