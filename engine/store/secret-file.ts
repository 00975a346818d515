import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { EngineError } from '../errors/index.js'

/** A secret with a file of its own. */
export interface KeptSecret<T> {
  /** What it is, for people: `the anchor key`. */
  readonly called: string
  /** What a new file holds. */
  readonly create: () => string
  /** Reads what a file holds. Throws where that is no such secret. */
  readonly parse: (written: string) => T
}

/**
 * Reads a secret from a file, or creates both (mode 0600). Throws `configuration-invalid` where neither can be done.
 */
export async function loadOrCreateSecret<T>(
  path: string,
  { called, create, parse }: KeptSecret<T>,
): Promise<T> {
  const unusable = (cause: unknown): EngineError =>
    new EngineError(
      'configuration-invalid',
      `Expected to read or create ${called} '${path}', but that failed. Check the path and its permissions.`,
      { cause },
    )
  const read = async (): Promise<string> => {
    try {
      return await readFile(path, 'utf8')
    } catch (error) {
      if (!hasCode(error, 'ENOENT')) throw unusable(error)
    }
    const secret = create()
    try {
      await mkdir(dirname(path), { recursive: true })
      // `wx`: of two processes that start at once, one creates the file and the other uses it.
      await writeFile(path, secret, { mode: 0o600, flag: 'wx' })
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw unusable(error)
      return readFile(path, 'utf8')
    }
    return secret
  }
  return parse(await read())
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
