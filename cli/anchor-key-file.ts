import { join } from 'node:path'
import { folderBeside } from '../engine/index.js'

/** Where the anchor key of a database is: as the option says, or where the server keeps it. */
export function anchorKeyFile(option: string | undefined, place: string): string {
  return option ?? (process.env['AFTERCARE_ANCHOR_KEY'] || join(folderBeside(place), 'anchor-key.pem'))
}
