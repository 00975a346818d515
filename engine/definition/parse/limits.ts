/** Largest file, in bytes. */
export const maxFileBytes = 1_000_000
/** Most levels inside one another. */
export const maxDepth = 100
/** Most aliases of a file. */
export const maxAliases = 200
/** Most values that aliases may stand for altogether. */
export const maxAliasedValues = 10_000
/** Most problems of one kind of reading that are told of one file. */
export const maxProblemsPerFile = 200
