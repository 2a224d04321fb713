// Runs in a process of its own, as Lambda runs a function: loads the bundle, invokes it with the event, and prints time
// and memory. It is plain JavaScript, so that nothing but the function is in memory. Without a bundle the handler is empty.
require('node:https'); // the runtime's own client has loaded it

const [bundle, event] = process.argv.slice(2);

async function run() {
  const { handler } = bundle ? require(bundle) : { handler: async () => {} };
  const start = performance.now();
  await handler(JSON.parse(event ?? '{}'));
  console.log(JSON.stringify({ ms: performance.now() - start, peak: process.resourceUsage().maxRSS * 1_024 }));
  process.exit();
}

run();
