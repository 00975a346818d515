import { createContext, useContext } from 'react'
import type { Client } from '../../../client/index.js'

const ApiContext = createContext<Client | undefined>(undefined)

/** Gives the client to everything below it. */
export const ApiProvider = ApiContext.Provider

/** The typed client of the HTTP surface. */
export function useApi(): Client {
  const client = useContext(ApiContext)
  if (!client) throw new TypeError('Expected an ApiProvider around this, but there is none.')
  return client
}
