/** What tells one numbered paper from all others. */
export function voucherKey(paper: string, number: string): string {
  return `${paper}/${number}`
}
