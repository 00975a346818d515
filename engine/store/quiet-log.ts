const ignore = (): void => undefined

/** Keeps knex from printing: it prints statements with their values, and everything it would print is thrown as well. */
export const quietLog = { warn: ignore, error: ignore, deprecate: ignore, debug: ignore }
