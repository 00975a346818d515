import { theme as algorithms, type ThemeConfig } from 'antd'

/** Colours of the components; each pair of text and ground has a contrast of 4.5 or more, at rest and under a hand, each edge 3. */
export function antdTheme(isDark: boolean): ThemeConfig {
  return {
    algorithm: isDark ? algorithms.darkAlgorithm : algorithms.defaultAlgorithm,
    token: { fontFamily: 'var(--font)', borderRadius: 6, ...(isDark ? dark : light) },
    components: { Button: isDark ? darkButtons : {} },
  }
}

/** What is pressed grows darker: white text stands on it, and the lighter tones antd derives are too light for it. */
const light = {
  colorPrimary: '#0958d9',
  colorPrimaryHover: '#0747b4',
  colorPrimaryActive: '#053a94',
  colorInfo: '#0958d9',
  colorLink: '#0958d9',
  colorLinkHover: '#0747b4',
  colorLinkActive: '#053a94',
  colorError: '#cf222e',
  colorErrorHover: '#ad1a25',
  colorErrorActive: '#8c131d',
  colorSuccess: '#1a7f37',
  colorTextPlaceholder: '#66707b',
  colorTextDescription: '#57606a',
  colorTextTertiary: '#57606a',
  colorTextDisabled: '#818b96',
  colorBorder: '#848d97',
}

const dark = {
  colorBgContainer: '#171c22',
  colorBgElevated: '#1d232b',
  colorPrimary: '#3c89e8',
  colorPrimaryHover: '#2f69b3',
  colorPrimaryActive: '#285a99',
  colorInfo: '#3c89e8',
  colorLink: '#7db8f5',
  colorLinkHover: '#a5cffa',
  colorLinkActive: '#7db8f5',
  colorError: '#ff7b72',
  colorErrorHover: '#f3a49d',
  colorErrorActive: '#dc6c64',
  colorSuccess: '#57ab5a',
  colorTextPlaceholder: '#9aa5b1',
  colorTextDescription: '#a9b4c0',
  colorTextTertiary: '#a9b4c0',
  colorTextDisabled: '#768290',
  colorBorder: '#6b7683',
}

/** On dark grounds an outlined button cannot have the tones of a filled one, nor white text on light red be read. */
const darkButtons = {
  defaultHoverColor: '#7db8f5',
  defaultHoverBorderColor: '#7db8f5',
  defaultActiveColor: '#a5cffa',
  defaultActiveBorderColor: '#a5cffa',
  dangerColor: '#24100f',
}
