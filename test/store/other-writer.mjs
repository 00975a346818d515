/**
 * Another process on the same SQLite file, without the store: runs each line of its input as a statement and answers
 * with a line, `ok` or the error's code.
 */
import { createInterface } from 'node:readline'
import sqlite3 from 'sqlite3'

const db = new sqlite3.Database(process.argv[2], () => {
  db.exec('pragma busy_timeout = 20000', () => process.stdout.write('ready\n'))
})
const lines = createInterface({ input: process.stdin })
lines.on('line', (sql) => {
  db.exec(sql, (error) => process.stdout.write(`${error ? error.code : 'ok'}\n`))
})
lines.on('close', () => db.close())
