import { createContext, useContext } from 'react'

const RefusedContext = createContext<ReadonlyMap<string, readonly string[]>>(new Map())

/** Gives what the server found wrong to the inputs, by their ids. The form library forgets such mistakes. */
export const RefusedProvider = RefusedContext.Provider

/** What the server found wrong with the answer of an input. */
export const useRefused = (id: string): readonly string[] => useContext(RefusedContext).get(id) ?? none

const none: readonly string[] = []
