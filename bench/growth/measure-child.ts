import { measureSize } from './measure-size.js'

/** A process of its own that measures one database: `node measure-child.js PLACE TEMPLATES`. Writes JSON. */
const [place = '', templates = '1000'] = process.argv.slice(2)
process.stdout.write(JSON.stringify(await measureSize(place, Number(templates))))
