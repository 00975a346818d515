import { useRegisters } from '../api/registers.js'
import { useMay, useSession } from '../api/session.js'

/** A page of the navigation, with the key that jumps to it after `g`. */
export interface Destination {
  readonly to: string
  readonly name: 'tasks' | 'instances' | 'registers' | 'processes' | 'deadlines' | 'figures' | 'operatorLog'
  readonly key: string
}

/** The pages that are of use to the reader, in the order of the navigation. */
export function useDestinations(): readonly Destination[] {
  const may = useMay()
  const isOutside = useSession().actor.party !== undefined
  const tasks: Destination = { to: '/tasks', name: 'tasks', key: 'w' }
  const instances: Destination = { to: '/instances', name: 'instances', key: 'i' }
  const processes: Destination = { to: '/processes', name: 'processes', key: 'p' }
  const registers: Destination = { to: '/registers', name: 'registers', key: 'r' }
  const log: Destination = { to: '/operator-actions', name: 'operatorLog', key: 'o' }
  const deadlines: Destination = { to: '/deadlines', name: 'deadlines', key: 'd' }
  const figures: Destination = { to: '/figures', name: 'figures', key: 'f' }
  const watched = (may('suspend') || may('export')) && !isOutside ? [deadlines, figures] : []
  const hasRegisters = (useRegisters().data?.items.length ?? 0) > 0
  const books = hasRegisters ? [registers] : []
  const logs = may('operator-actions') ? [log] : []
  return may('suspend') && !isOutside
    ? [instances, tasks, ...watched, ...books, processes, ...logs]
    : [tasks, instances, ...watched, ...books, ...logs]
}
