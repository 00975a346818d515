import type { CheckedAction } from '../../checked-process.js'

/** Paths of the data an action sets, changes or takes away, such as `quote.total`. */
export function writesOf(action: CheckedAction): readonly string[] {
  switch (action.kind) {
    case 'assign':
    case 'append':
      return action.entries.map(([path]) => path)
    case 'clear':
      return action.paths
    case 'update':
    case 'remove':
    case 'allocate':
      return [action.list]
    case 'raise':
    case 'notify':
    case 'call':
    case 'paper':
    case 'start':
    case 'tell':
    case 'unit':
      return []
  }
}
