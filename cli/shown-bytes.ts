const units = ['bytes', 'KB', 'MB', 'GB', 'TB'] as const

/** A size as people read it, in powers of 1000: `661.7 MB`. */
export function shownBytes(bytes: number): string {
  const power = bytes < 1000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1)
  const amount = bytes / 1000 ** power
  return `${power === 0 ? amount : amount.toFixed(1)} ${units[power] ?? ''}`
}
