import { Button } from 'antd'
import { useLanguage } from '../../i18n/use-local-text.js'
import { showLanguage } from '../../i18n/start-texts.js'

/** Leads to the language that is not shown. */
export function LanguageLinks() {
  const other = useLanguage() === 'en' ? 'zh-CN' : 'en'
  return (
    <Button type="link" lang={other} onClick={() => void showLanguage(other)}>
      {other === 'en' ? 'English' : '简体中文'}
    </Button>
  )
}
