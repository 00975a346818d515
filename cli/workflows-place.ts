/** Where the definitions of a server are: as the option says, else as `serve` is configured. */
export function workflowsPlace(option: string | undefined): string {
  return option ?? (process.env['AFTERCARE_WORKFLOWS'] || 'workflows')
}
