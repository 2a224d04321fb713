// Runs in a process of its own, as Lambda runs a function: loads the function, invokes it with the event, and prints time
// and memory. It is plain JavaScript, so that nothing but the function is in memory. Without a function the handler is empty.
// Lambda's own program is an ES module too, which has loaded node:http with `require` for its client.
import { createRequire } from 'node:module';

createRequire(import.meta.url)('node:https');

const [entry, event] = process.argv.slice(2);
const { handler } = entry ? await import(entry) : { handler: async () => {} };
const start = performance.now();
await handler(JSON.parse(event ?? '{}'));
console.log(JSON.stringify({ ms: performance.now() - start, peak: process.resourceUsage().maxRSS * 1_024 }));
process.exit();
