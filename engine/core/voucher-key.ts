/** What tells one numbered paper from all others. */
export function voucherKey(paper: string, number: string): string {
  return `${paper}/${number}`
}

/** The paper of a key: ids of papers have no slash, numbers may. */
export function voucherOf(key: string): { readonly paper: string; readonly number: string } {
  const slash = key.indexOf('/')
  return { paper: key.slice(0, slash), number: key.slice(slash + 1) }
}
