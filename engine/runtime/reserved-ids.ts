/** Who the operators' log names where nobody is named: whoever works on the machine of the database. */
export const onMachine = 'operator'

/** How ids begin under which somebody acts through a customer link. */
export const linkActors = 'customer-link:'

/** Whether a name is kept for the engine, so that no key may act under it. */
export function isReserved(name: string): boolean {
  return name === onMachine || name.startsWith(linkActors)
}
