import { defineConfig } from 'vitest/config';

/** The settings that the unit tests of every package share. */
export default defineConfig({
  test: {
    include: ['src/**/*.test.ts'],
    reporters: ['default', ['json', { outputFile: 'test-results/unit.json' }]],
    // The files share a worker and its modules, which takes a third of the time: a test leaves no module's state behind.
    isolate: false,
    // Only to end what hangs: a busy machine may take long over a property's hundred cases.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
  },
});
