import { defineConfig } from 'vitest/config';

/** The settings that the unit tests of every package share. */
export default defineConfig({
  test: {
    include: ['src/**/*.test.ts'],
    reporters: ['default', ['json', { outputFile: 'test-results/unit.json' }]],
    // Only to end what hangs: a busy machine may take long over a property's hundred cases.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
