import { createContext, useContext } from 'react'
import type { ConsoleSettings } from '../../serve-console.js'

const SettingsContext = createContext<ConsoleSettings | undefined>(undefined)

export const SettingsProvider = SettingsContext.Provider

/** What the server told this page at its start. */
export function useSettings(): ConsoleSettings {
  const settings = useContext(SettingsContext)
  if (!settings) throw new TypeError('Expected a SettingsProvider around this, but there is none.')
  return settings
}
