import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react'
import { keepChoice, keptChoice } from './kept-choice.js'

/** How the console looks: as the system says, or as the reader chose. */
export const themeChoices = ['system', 'light', 'dark'] as const
export type ThemeChoice = (typeof themeChoices)[number]

interface Theme {
  readonly choice: ThemeChoice
  readonly isDark: boolean
  readonly choose: (choice: ThemeChoice) => void
}

const ThemeContext = createContext<Theme | undefined>(undefined)

const darkSystem = window.matchMedia('(prefers-color-scheme: dark)')

/** Keeps what was chosen, follows the system, and marks `<html data-theme>` for style sheets. */
export function ThemeProvider({ children }: { readonly children: ReactNode }) {
  const [choice, setChoice] = useState<ThemeChoice>(chosenLast)
  const [systemIsDark, setSystemIsDark] = useState(darkSystem.matches)
  const isDark = choice === 'system' ? systemIsDark : choice === 'dark'
  useEffect(() => {
    const follow = ({ matches }: MediaQueryListEvent) => setSystemIsDark(matches)
    darkSystem.addEventListener('change', follow)
    return () => darkSystem.removeEventListener('change', follow)
  }, [])
  useEffect(() => {
    document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light'
  }, [isDark])
  const value = useMemo(
    () => ({
      choice,
      isDark,
      choose: (next: ThemeChoice) => {
        keepChoice('theme', next)
        setChoice(next)
      },
    }),
    [choice, isDark],
  )
  return <ThemeContext value={value}>{children}</ThemeContext>
}

export function useTheme(): Theme {
  const theme = useContext(ThemeContext)
  if (!theme) throw new TypeError('Expected a ThemeProvider around this, but there is none.')
  return theme
}

function chosenLast(): ThemeChoice {
  const kept = keptChoice('theme')
  return themeChoices.find((one) => one === kept) ?? 'system'
}
