import { useLocalText } from '../i18n/use-local-text.js'
import { useProcesses } from './queries.js'

/** What profiles are called; the id of one that no process has any more. */
export function useProfileTitles(): (profile: string) => string {
  const local = useLocalText()
  const { data } = useProcesses()
  return (profile) => local(data?.items.find((one) => one.profile === profile)?.profileTitle, profile)
}
