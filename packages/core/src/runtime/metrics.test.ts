import { describe, expect, it, vi } from 'vitest';
import { createMetrics } from './metrics.ts';

const NOW_MS = Date.parse('2024-11-01T09:00:00Z');

function setUp() {
  const lines: string[] = [];
  const metrics = createMetrics(
    'dev',
    (line) => lines.push(line),
    () => NOW_MS,
  );
  return { metrics, lines };
}

describe('createMetrics', () => {
  it('writes one line in the embedded metric format, with the environment as the only dimension', () => {
    const { metrics, lines } = setUp();
    metrics({ Delivered: 2, EventToSlackSeconds: [3.5, 4] });
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      {
        _aws: {
          Timestamp: NOW_MS,
          CloudWatchMetrics: [
            {
              Namespace: 'Shipbell',
              Dimensions: [['Environment']],
              Metrics: [
                { Name: 'Delivered', Unit: 'Count' },
                { Name: 'EventToSlackSeconds', Unit: 'Seconds' },
              ],
            },
          ],
        },
        Environment: 'dev',
        Delivered: 2,
        EventToSlackSeconds: [3.5, 4],
      },
    ]);
  });

  it('writes a line of its own to standard output, with nothing before it', () => {
    const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    createMetrics('dev')({ DeadLettered: 1 });
    const written = write.mock.calls.map(([text]) => text);
    write.mockRestore();
    expect(written).toEqual([expect.stringMatching(/^\{.*\}\n$/)]);
  });
});
