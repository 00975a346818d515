import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runChild } from '../child.js'
import { median, rounded, type Row } from '../measure.js'
import type { BenchServer } from '../bench-server.js'
import type { Life } from '../repair-life.js'
import { openWorld } from '../world.js'
import { fill } from './fill.js'
import type { SizeFigures as Measured } from './measure-size.js'
import { beginFor, customers } from './template-cases.js'

/** Cases that are begun by the engine; the others are copies of them under fresh ids. */
const templates = 1_000
/** Starts of a process for one size: a single one says more of the machine than of the database. */
const starts = 5
const mostMegabytes = 200
const mostGrowth = 1.2

type SizeFigures = Measured & { readonly startUp: number }

/** A place for one database, empty, and how to be rid of it. */
interface Place {
  readonly place: string
  readonly remove: () => Promise<void>
}

/**
 * What a send, lists, the poll, searches and the start take with a thousand open cases and with many more, each size in
 * a database and a process of its own. On a server where one is given, else on SQLite files.
 */
export async function growth(
  life: Life,
  { sizes, server }: { readonly sizes: readonly number[]; readonly server?: BenchServer },
): Promise<readonly Row[]> {
  const measured: SizeFigures[] = []
  for (const size of sizes) {
    const { place, remove } = server ? await server.schema() : await newFile()
    try {
      const world = await openWorld(place, life)
      try {
        await beginFor(world, customers(templates))
        await fill(world.db, size / templates - 1)
      } finally {
        await world.close()
      }
      const figures = await runChild<Measured>({
        script: new URL('measure-child.js', import.meta.url),
        args: [place, String(templates)],
      })
      measured.push({ ...figures, startUp: await startUp(place) })
    } finally {
      await remove()
    }
  }
  return rowsOf(measured, server ? 'PostgreSQL' : 'SQLite')
}

/** What a start takes, from opening the database to what is due, in milliseconds: the middle of several processes. */
async function startUp(place: string): Promise<number> {
  const times: number[] = []
  const script = new URL('start-child.js', import.meta.url)
  for (let index = 0; index < starts; index += 1)
    times.push(await runChild<number>({ script, args: [place] }))
  return rounded(median(times))
}

async function newFile(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'aftercare-bench-'))
  return { place: join(folder, 'growth.db'), remove: () => rm(folder, { recursive: true, force: true }) }
}

const aboutHits =
  'Of a thousand cases one or a few are found, of many a whole page: part of the growth is the rows that are read.'

const looks = [
  ['list', 'list page of 50'],
  ['tasks', 'page of 50 tasks of a role'],
  ['poll', 'poll of the timers'],
  ['searchName', 'search for a name of two characters'],
  ['searchDigits', 'search for the last four digits of a telephone number'],
  ['startUp', 'start-up'],
] as const

function rowsOf(sizes: readonly SizeFigures[], database: string): readonly Row[] {
  const first = sizes[0]
  const last = sizes.at(-1)
  if (!first || !last || first === last) throw new Error('Expected two sizes or more.')
  const told = `from ${first.cases} to ${last.cases} open cases, ${database}`
  const figures = (key: keyof SizeFigures, name: string): Record<string, number> =>
    Object.fromEntries(sizes.map((size) => [`${name}At${size.cases}`, size[key]]))
  const ours = last.send / first.send
  const bare = last.bare / first.bare
  const growths = looks.map(([key, what]): Row => {
    const ratio = last[key] / first[key]
    return {
      what: `${what}, ${told}`,
      figures: figures(key, 'milliseconds'),
      ratio: rounded(ratio),
      target: `<= ${mostGrowth}`,
      reached: ratio <= mostGrowth,
      ...(key.startsWith('search') && { note: aboutHits }),
    }
  })
  return [
    {
      what: `one send to a random case, ${told}`,
      figures: {
        ...figures('send', 'milliseconds'),
        ...figures('sendP99', 'p99Milliseconds'),
        ...figures('bare', 'bareMilliseconds'),
        ...figures('bareP99', 'bareP99Milliseconds'),
        growth: rounded(ours),
        bareGrowth: rounded(bare),
      },
      ratio: rounded(ours / bare),
      target: `<= ${mostGrowth}`,
      reached: ours / bare <= mostGrowth,
      compared: [
        'how much dearer a send is with so many cases',
        'how much dearer one plain transaction of the same rows is',
      ],
    },
    ...growths,
    {
      what: `resident memory with ${last.cases} open cases, ${database}`,
      figures: figures('residentMegabytes', 'megabytes'),
      target: `<= ${mostMegabytes} megabytes`,
      reached: last.residentMegabytes <= mostMegabytes,
    },
  ]
}
