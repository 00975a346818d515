import type { StoreReads } from '../store/port.js'

/** Cases that are looked at for one whose number is the whole of what was searched. */
const mostFound = 50

/** Id and number of the case people mean by its id or its number; `undefined` where there is none. */
export async function caseNamed(
  read: Pick<StoreReads, 'instance' | 'instances'>,
  name: string,
): Promise<{ readonly id: string; readonly number?: string } | undefined> {
  const direct = await read.instance(name)
  if (direct) return direct
  const { items } = await read.instances({ q: name }, { limit: mostFound })
  return items.find(({ number }) => number === name)
}
