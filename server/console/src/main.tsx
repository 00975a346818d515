import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.js'
import { startTexts } from './i18n/start-texts.js'
import { readSettings } from './settings.js'
import './app/base.css'

const place = document.getElementById('console')
if (!place) throw new TypeError('Expected an element for the console, but the page has none.')
await startTexts()
createRoot(place).render(
  <StrictMode>
    <App settings={readSettings()} />
  </StrictMode>,
)
