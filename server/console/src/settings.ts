import type { ConsoleSettings } from '../serve-console.js'

/** What the server told this page; see `ConsoleSettings`. Throws a `TypeError` where nothing was told. */
export function readSettings(): ConsoleSettings {
  const told = document.querySelector<HTMLMetaElement>('meta[name=aftercare]')?.content
  if (told === undefined)
    throw new TypeError('Expected the settings of the server in the page, but found none.')
  return JSON.parse(told) as ConsoleSettings
}
