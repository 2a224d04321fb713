import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/e2e/**/*.e2e.ts'],
    reporters: ['default', ['json', { outputFile: 'test-results/e2e.json' }]],
    // A message takes seconds, a retried one a few more; the limits only end what hangs.
    testTimeout: 120_000,
    hookTimeout: 600_000,
  },
});
