import { createContext, useContext } from 'react'

const KnownContext = createContext<ReadonlySet<string>>(new Set())

/** Gives the inputs, by their ids, that say what the case knew before anybody entered anything. */
export const KnownProvider = KnownContext.Provider

/** Whether an input says what the case knew before. */
export const useIsKnown = (id: string): boolean => useContext(KnownContext).has(id)
