import { dirname, join } from 'node:path'
import { isServer } from '../engine/index.js'

/** Where the anchor key of a database is: as the option says, or where the server keeps it. */
export function anchorKeyFile(option: string | undefined, place: string): string {
  return option ?? (process.env['AFTERCARE_ANCHOR_KEY'] || join(folderBeside(place), 'anchor-key.pem'))
}

/** The folder for files that belong to a database but not into it: that of its file, `data` for one on a server. */
export function folderBeside(place: string): string {
  return isServer(place) ? 'data' : dirname(place)
}
