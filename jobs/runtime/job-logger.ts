/**
 * What the runtime needs of a logger; a pino logger fits. Fields hold ids, names and counts, never payloads or error
 * messages: a driver's message may quote a person's data.
 */
export interface JobLogger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** The part of an error that is safe to log: its class and code, not its message. */
export const errorFields = (error: unknown): { error: string; code?: string | number } => {
  if (!(error instanceof Error)) return { error: typeof error };
  const { code } = error as Error & { code?: string | number };
  return code === undefined ? { error: error.name } : { error: error.name, code };
};
