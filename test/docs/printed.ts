/** What a page says is printed. `…` alone on a line stands for any lines, inside a line for any text. */
export function printed(expected: string): RegExp {
  const lines = expected.trimEnd().split('\n')
  const parts = lines.map((line) =>
    line === '…' ? '(?:.*\\n)*?' : `${line.split('…').map(escaped).join('.*')}\\n`,
  )
  return new RegExp(`^${parts.join('')}$`.replace(/\\n\$$/, '\\n*$'))
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

/** Without the lines that npm writes before those of the program. */
export function withoutNpm(output: string): string {
  const lines = output.split('\n').filter((line) => !/^(> |npm )/.test(line))
  return lines.join('\n').replace(/^\n+/, '')
}
