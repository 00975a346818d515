import { useAddress } from '../../parts/use-address.js'

/** The procedure the page is narrowed to, as lists take it. */
export function useProcessAsked(): Readonly<Record<string, string>> {
  const { process } = useAddress().values
  return process === undefined ? {} : { process }
}
