import { nearestName, type Refusal, type RefusalCode, type Text } from '../errors/index.js'

/** Refusals the shell gives before a case is asked. */
function refuse(code: RefusalCode, text: Text, details: { expected?: string; found?: string } = {}): Refusal {
  return { code, text, reasons: [{ code, text, ...details }] }
}

export function unknownInstance(id: string): Refusal {
  return refuse(
    'unknown-instance',
    { 'zh-CN': `没有编号为 ${id} 的案件。`, en: `There is no case '${id}'.` },
    { found: id },
  )
}

export function unknownTask(id: string): Refusal {
  return refuse(
    'unknown-task',
    { 'zh-CN': `没有编号为 ${id} 的任务，或任务已结束。`, en: `There is no open task '${id}'.` },
    { found: id },
  )
}

export function unknownPaper(paper: string, number: string): Refusal {
  return refuse(
    'unknown-paper',
    {
      'zh-CN': `该案件没有编号为 ${number} 的单据“${paper}”。`,
      en: `The case has no paper '${paper}' with the number '${number}'.`,
    },
    { found: `${paper} ${number}` },
  )
}

export function unknownProcess(process: string, known: readonly string[]): Refusal {
  const nearest = nearestName(process, known)
  const meant =
    nearest === undefined
      ? { 'zh-CN': '', en: '' }
      : { 'zh-CN': `是否指“${nearest}”？`, en: ` Did you mean '${nearest}'?` }
  return refuse(
    'unknown-process',
    {
      'zh-CN': `没有名为“${process}”的流程。${meant['zh-CN']}`,
      en: `There is no process '${process}'.${meant.en}`,
    },
    { found: process, expected: known.join(', ') },
  )
}

export function unknownProfile(process: string, profile: string, known: readonly string[]): Refusal {
  const names = known.map((name) => (name === '' ? '(none)' : name)).join(', ')
  return refuse(
    'unknown-profile',
    {
      'zh-CN': `流程“${process}”没有配置“${profile}”。`,
      en: `The process '${process}' has no profile '${profile}'; it has: ${names}.`,
    },
    { found: profile, expected: names },
  )
}

export function unknownCalendar(calendar: string, known: readonly string[]): Refusal {
  const names = known.join(', ')
  return refuse(
    'unknown-calendar',
    {
      'zh-CN': `没有名为“${calendar}”的日历。`,
      en: `There is no calendar '${calendar}'; there are: ${names || '(none)'}.`,
    },
    { found: calendar, expected: names },
  )
}

export function unknownRegister(register: string, known: readonly string[]): Refusal {
  const nearest = nearestName(register, known)
  const meant =
    nearest === undefined
      ? { 'zh-CN': '', en: '' }
      : { 'zh-CN': `是否指“${nearest}”？`, en: ` Did you mean '${nearest}'?` }
  return refuse(
    'unknown-register',
    {
      'zh-CN': `没有名为“${register}”且对您开放的登记簿。${meant['zh-CN']}`,
      en: `There is no register '${register}' that is open to your roles.${meant.en}`,
    },
    { found: register, expected: known.join(', ') },
  )
}

export function unknownUnit(serial: string): Refusal {
  return refuse(
    'unknown-unit',
    {
      'zh-CN': `没有编号为“${serial}”的产品记录。`,
      en: `Nothing is known of a unit with the serial number '${serial}'.`,
    },
    { found: serial },
  )
}

export function unknownMessage(id: string): Refusal {
  return refuse(
    'unknown-message',
    {
      'zh-CN': `没有可以重新发送的消息 ${id}。`,
      en: `There is no message '${id}' that waits, or whose case could not begin.`,
    },
    { found: id },
  )
}

/** Why two cases cannot become one. */
export function cannotMerge(why: 'itself' | 'ended' | 'process' | 'open-cases' | 'untaken'): Refusal {
  const texts = {
    itself: {
      'zh-CN': '案件不能与自身合并或关联。',
      en: 'Expected another case, but this is the case itself.',
    },
    ended: {
      'zh-CN': '不能并入已结束的案件。',
      en: 'Expected an open case that goes on for both, but the other one has ended.',
    },
    process: {
      'zh-CN': '只能合并同一流程的案件。',
      en: 'Expected two cases of one process, but these are of different ones.',
    },
    'open-cases': {
      'zh-CN':
        '该案件发起的其他案件尚未结束，它们的消息将无人接收。请先办结或取消这些案件，或合并另一个案件。',
      en: 'Expected a case whose own cases are over, but one it began is still open, and would tell its news to nobody. End it first, or merge the other way round.',
    },
    untaken: {
      'zh-CN': '还有其他案件发来的消息等待该案件接收。请先让其被接收或放弃，或合并另一个案件。',
      en: 'Expected a case that has taken what others told it, but a message waits for it. Have it taken or discard it first, or merge the other way round.',
    },
  }
  return refuse('cannot-merge', texts[why])
}

/** Two cases that are probably not the same matter, by the labels of what differs, or is not known of both. */
export function differentMatters(why: 'different' | 'unknown', labels: readonly Text[]): Refusal {
  const chinese = labels.map((label) => `“${label['zh-CN']}”`).join('、')
  const english = labels.map((label) => `'${label.en}'`).join(', ')
  const found = {
    different: { 'zh-CN': `两案的${chinese}不同`, en: `they differ in ${english}` },
    unknown: { 'zh-CN': `无法比较两案的${chinese}`, en: `nothing of ${english} is known of both` },
  }[why]
  return refuse('cannot-merge', {
    'zh-CN': `${found['zh-CN']}，可能不是同一事项。确属重复受理的，请用 confirmDifferent: true 确认。`,
    en: `Expected two cases of one matter, but ${found.en}. If it was told twice all the same, confirm it with 'confirmDifferent: true'.`,
  })
}

/** Values were given for a message that takes none. */
export function takesNoValues(): Refusal {
  return refuse('cannot-retry', {
    'zh-CN': '只有重新发起案件时才能补充数据或指定配置；该消息不能附带数据或配置。',
    en: 'Expected neither data nor a profile, but there is one: only a case that could not begin takes them. Have the message brought again without.',
  })
}

/** A case could not begin, and the one that asked for it has been merged into another since. */
export function alreadyMerged(into: string): Refusal {
  return refuse(
    'cannot-retry',
    {
      'zh-CN': `发起方案件已并入 ${into}，不能再由它发起案件。请在 ${into} 中办理。`,
      en: `Expected a case that goes on by itself, but the one that asked was merged into '${into}'. Have it begun there.`,
    },
    { found: into },
  )
}

/** Why a message cannot be given up. */
export function cannotDiscard(why: 'settled' | 'no-event' | 'not-begun'): Refusal {
  const texts = {
    settled: {
      'zh-CN': '该消息已被接收或已了结，不能放弃。',
      en: 'Expected a message that is still to be taken, but this one is settled already.',
    },
    'no-event': {
      'zh-CN': '只能放弃事件；案件的发起、结束与取消不能放弃，可以重新发送。',
      en: 'Expected an event, but this message begins, ends or cancels a case. It can be brought again.',
    },
    'not-begun': {
      'zh-CN': '接收消息的案件尚未发起。请先重新发起该案件。',
      en: 'Expected an event for a case that has begun, but it has not. Have the case begun again first.',
    },
  }
  return refuse('cannot-discard', texts[why])
}

export function unknownIncident(id: string): Refusal {
  return refuse(
    'unknown-incident',
    { 'zh-CN': `没有编号为 ${id} 的异常。`, en: `There is no incident '${id}'.` },
    { found: id },
  )
}

/** Somebody has decided about it, or there was nothing left to decide. */
export function incidentSettled({ id, status }: { readonly id: string; readonly status: string }): Refusal {
  return refuse(
    'incident-settled',
    {
      'zh-CN': `异常 ${id} 已处理（${status}），无需再次处理。`,
      en: `Expected an incident that is open, but '${id}' was settled before (${status}). Nothing is left to decide.`,
    },
    { found: status },
  )
}

/** Only a case that waits for the result can go on by `onError`. */
export function cannotSendBack(): Refusal {
  return refuse('cannot-send-back', {
    'zh-CN': '案件没有等待这项工作的结果，不能退回。请重试或跳过。',
    en: "Expected the work of an 'invoke', but no case waits for the result of this one. Have it retried, or skip it.",
  })
}

export function processDraining(process: string): Refusal {
  return refuse(
    'process-draining',
    {
      'zh-CN': `流程“${process}”暂停受理新案件。已受理的案件照常办理。`,
      en: `Expected a process that takes new cases, but '${process}' is being drained. Its running cases go on; wait until it is reopened.`,
    },
    { found: process },
  )
}

export function unknownActor(id: string): Refusal {
  return refuse(
    'unknown-actor',
    { 'zh-CN': `不认识人员“${id}”。`, en: `Nobody called '${id}' is known.` },
    { found: id },
  )
}

export function replayedInstance(): Refusal {
  return refuse('instance-replayed', {
    'zh-CN': '该案件由日志回放而来，仅作历史保存。',
    en: 'This case was replayed from a log and is kept as history. Replay with --live-from to work on it.',
  })
}
