import { useEffect, useRef } from 'react'
import { useLocation } from 'react-router'

/**
 * Keeps the title of the window at the heading of the page, and takes the focus along to a page that was opened, so that
 * whoever does not see it hears where they are.
 */
export function usePageTitle(): void {
  const { pathname } = useLocation()
  const before = useRef(pathname)
  useEffect(() => {
    const content = document.querySelector('#content')
    const tell = (): void => {
      const heading = content?.querySelector('h1')?.textContent
      document.title = heading ? `${heading} · Aftercare` : 'Aftercare'
    }
    tell()
    // Headings come with the answers of the server, later than their pages.
    const observer = new MutationObserver(tell)
    if (content) observer.observe(content, { childList: true, subtree: true, characterData: true })
    return () => observer.disconnect()
  }, [])
  useEffect(() => {
    if (before.current === pathname) return
    before.current = pathname
    document.querySelector<HTMLElement>('#content')?.focus({ preventScroll: true })
  }, [pathname])
}
