import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/chaos.e2e.ts'],
    reporters: ['default', ['json', { outputFile: 'test-results/e2e.json' }]],
    // Provisioning takes a minute or two, the run one more; the limit only ends what hangs.
    testTimeout: 900_000,
  },
});
