import { statfs } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { bad, ok, warn, type Finding } from './finding.js'

/** Bytes free on the disk of the database below which somebody should look, and below which commits may soon fail. */
const littleSpace = 2 * 1024 ** 3
const noSpace = 200 * 1024 ** 2

/** Whether this Node is one the package is made for. `needed`: `engines.node` of the package, such as `>=20.19`. */
export function lookAtNode(version: string, needed: string): Finding {
  const [least, have] = [numbersOf(needed), numbersOf(version)]
  const order = least.map((part, index) => (have[index] ?? 0) - part).find((difference) => difference !== 0)
  return (order ?? 0) >= 0
    ? ok('node', `Node ${version}.`)
    : bad('node', `Node ${version}, but ${needed} is needed.`, `Install Node ${needed}.`)
}

const numbersOf = (version: string): readonly number[] => (version.match(/\d+/g) ?? []).map(Number)

/** How much room is left where a SQLite file lies. */
export async function lookAtDisk(file: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(dirname(resolve(file)))
  return diskFinding(bavail * bsize)
}

/** What so many free bytes mean. */
export function diskFinding(free: number): Finding {
  const text = `${(free / 1024 ** 3).toFixed(1)} GiB are free where the database lies.`
  const remedy = 'Make room, or move the database to a larger disk while the server is stopped.'
  if (free < noSpace) return bad('disk', text, remedy)
  return free < littleSpace ? warn('disk', text, remedy) : ok('disk', text)
}
