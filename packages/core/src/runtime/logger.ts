/** A logger that writes one JSON object a line; Lambda puts the time, the request's id and the level before it. */
export interface Logger {
  debug(message: string, fields?: Fields): void;
  info(message: string, fields?: Fields): void;
  warn(message: string, fields?: Fields): void;
  error(message: string, fields?: Fields): void;
}

export type Fields = Readonly<Record<string, unknown>>;
export type LogLevel = keyof Logger;

const LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

/**
 * Returns a logger that is silent below `level`. It writes the name, the message and the causes of an `Error` in a
 * field.
 */
export function createLogger(level: LogLevel, write: Pick<Console, LogLevel> = console): Logger {
  const at = (name: LogLevel) =>
    LEVELS.indexOf(name) < LEVELS.indexOf(level)
      ? () => undefined
      : (message: string, fields: Fields = {}) =>
          write[name](JSON.stringify({ level: name, message, ...fields }, (_key, value) => plain(value)));
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

/** Returns a logger that writes these fields on every line. */
export function withFields(log: Logger, common: Fields): Logger {
  const at = (level: LogLevel) => (message: string, fields?: Fields) => log[level](message, { ...common, ...fields });
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

function plain(value: unknown): unknown {
  return value instanceof Error
    ? { name: value.name, message: value.message, ...(value.cause !== undefined && { cause: value.cause }) }
    : value;
}
