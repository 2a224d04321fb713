import type { Fields, Logger, LogLevel } from '../runtime/logger.ts';

/** A logger that keeps its lines. */
export function memoryLogger() {
  const lines: { level: LogLevel; message: string; fields: Fields }[] = [];
  const at =
    (level: LogLevel) =>
    (message: string, fields: Fields = {}) => {
      lines.push({ level, message, fields });
    };
  const log: Logger = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  return { log, lines };
}
