import type { Refusal, RefusalCode, Text } from '../../errors/index.js'
import type { VersionStanding } from '../../store/port.js'
import { formatInstant } from '../../time/index.js'
import { nextName } from './compare-names.js'

type Named = Pick<VersionStanding, 'process' | 'version' | 'profile'>

/** Why a version cannot be deployed, or a case cannot begin with it. */
function refuse(code: RefusalCode, text: Text, details: { expected?: string; found?: string } = {}): Refusal {
  return { code, text, reasons: [{ code, text, ...details }] }
}

/** The name stands for another content already. `stored`: the version that has it. */
export function versionTaken(stored: VersionStanding): Refusal {
  const { process, version, deployedAt, deployed, hash } = stored
  const next = nextName(version)
  const [since, by] = [formatInstant(deployedAt), deployed ? ` by ${deployed.by}` : '']
  return refuse(
    'version-taken',
    {
      'zh-CN': `流程“${process}”${profileOf(stored)['zh-CN']}的版本 ${version} 已于 ${since} 部署，内容不同。请将 version 提高（例如改为 "${next}"），或恢复原文本。`,
      en: `Expected the text of '${process}' ${version}${profileOf(stored).en} as it was deployed on ${since}${by}, but it is another one. Raise 'version' to "${next}", or put the text back: 'aftercare versions ${process} --text ${hash.slice(0, 12)}' shows it.`,
    },
    { found: version, expected: next },
  )
}

/** Cases begin with a newer one, so that nobody would begin one with this. */
export function versionNotNewer(asked: Named, current: string): Refusal {
  const { process, version } = asked
  const next = nextName(current)
  return refuse(
    'version-not-newer',
    {
      'zh-CN': `流程“${process}”${profileOf(asked)['zh-CN']}现行版本为 ${current}，比 ${version} 更新。请将 version 提高（例如改为 "${next}"）；要退回旧版，请停用 ${current}。`,
      en: `Expected a version newer than ${current}, with which cases of '${process}'${profileOf(asked).en} begin, but found ${version}. Raise 'version' to "${next}"; to go back to an earlier one, retire ${current}.`,
    },
    { found: version, expected: next },
  )
}

/** It was retired: it is deployed no more, and no case begins with it. Who retired it and why is for operators. */
export function versionRetired(standing: VersionStanding): Refusal {
  const { process, version, retired } = standing
  const since = retired ? formatInstant(retired.at) : ''
  return refuse(
    'version-retired',
    {
      'zh-CN': `流程“${process}”${profileOf(standing)['zh-CN']}的版本 ${version} 已于 ${since} 停用。已受理的案件照常办理；部署更新的版本（例如 "${nextName(version)}"）后方可受理新案件。`,
      en: `Expected a version that is in use, but '${process}' ${version}${profileOf(standing).en} was retired on ${since}. Its running cases go on; new ones begin once a newer version is deployed, such as "${nextName(version)}".`,
    },
    { found: version },
  )
}

/** No version of the process has this hash or name. */
export function unknownVersion(process: string, which: string): Refusal {
  return refuse(
    'unknown-version',
    {
      'zh-CN': `流程“${process}”没有版本“${which}”。`,
      en: `The process '${process}' has no version '${which}'. Name it by its 'version', or by its hash or at least the first 8 characters of it.`,
    },
    { found: which },
  )
}

function profileOf({ profile }: Pick<Named, 'profile'>): Text {
  if (profile === undefined) return { 'zh-CN': '', en: '' }
  return { 'zh-CN': `（配置“${profile}”）`, en: ` with the profile '${profile}'` }
}
