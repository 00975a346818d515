/** One page, with what its readers have to see in each state. */
export interface PageStates {
  readonly path: string
  /** The question whose answer the page, or this part of it, waits for. */
  readonly asks: RegExp
  /** What is there once it has come: a selector. */
  readonly content: string
  /** Whether it stays as it is once it has come, so that it never is out of date by itself. */
  readonly isKept?: true
  /** An address of the page where there is nothing, and what it says. */
  readonly empty?: readonly [path: string, words: string]
  /** An address of something that does not exist. */
  readonly gone?: string
  /** What somebody without any role is told. */
  readonly noRight?: string
}

const said = (words: string): string => `text="${words}"`
const gone = '/instances/no-such-case'

/** Every page inside the shell and every part of a case and of a procedure. `:id` stands for the case. */
export const pageStates: { readonly [name: string]: PageStates } = {
  tasks: {
    path: '/tasks',
    asks: /\/api\/tasks$/,
    content: '.task-cards .card',
    empty: ['/tasks?view=mine', 'You have no task in hand'],
    noRight: 'Nothing waits for you',
  },
  cases: {
    path: '/instances?view=all',
    asks: /\/api\/instances$/,
    content: '.rows tbody tr',
    empty: ['/instances?view=all&q=nothing-like-it', 'No case matches'],
    noRight: 'This is not open to you',
  },
  'what to begin': {
    path: '/instances/new',
    asks: /\/api\/processes$/,
    content: '.do-choice a',
    noRight: 'There is no kind of case you may begin here',
  },
  'a beginning': {
    path: '/instances/new/mending',
    asks: /\/api\/processes\/mending$/,
    content: 'main form',
    gone: '/instances/new/no-such',
    noRight: 'There is nothing here',
  },
  'a beginning, its kinds': {
    path: '/instances/new/mending',
    asks: /\/api\/processes$/,
    content: 'main form',
  },
  'a case': {
    path: '/instances/:id',
    asks: /\/api\/instances\/[^/]+$/,
    content: said('Where it is'),
    gone,
    noRight: 'There is nothing here',
  },
  'a case, what is due': {
    path: '/instances/:id',
    asks: /\/deadlines$/,
    content: '.clocks li',
  },
  'a case, what is next': {
    path: '/instances/:id',
    asks: /\/events$/,
    content: '.next li',
  },
  'a case, diagram': {
    path: '/instances/:id?tab=diagram',
    asks: /\/diagram\.svg$/,
    isKept: true,
    content: '.picture-frame svg',
    gone: `${gone}?tab=diagram`,
  },
  'a case, history': {
    path: '/instances/:id?tab=timeline',
    asks: /\/trail$/,
    content: '.timeline li',
    gone: `${gone}?tab=timeline`,
  },
  'a case, data': {
    path: '/instances/:id?tab=data',
    asks: /\/api\/processes\/mending$/,
    content: '.case-data dt',
    gone: `${gone}?tab=data`,
  },
  'a case, messages': {
    path: '/instances/:id?tab=traffic',
    asks: /\/effects$/,
    content: said('No messages or calls'),
    empty: ['/instances/:id?tab=traffic', 'No messages or calls'],
  },
  'a case, papers': {
    path: '/instances/:id?tab=papers',
    asks: /\/papers$/,
    content: said('No papers'),
    empty: ['/instances/:id?tab=papers', 'No papers'],
  },
  'a case, files': {
    path: '/instances/:id?tab=files',
    asks: /\/api\/processes\/mending$/,
    content: said('No attachments'),
    empty: ['/instances/:id?tab=files', 'No attachments'],
  },
  'a case, related': {
    path: '/instances/:id?tab=related',
    asks: /\/links$/,
    content: said('No related cases'),
    empty: ['/instances/:id?tab=related', 'No related cases'],
  },
  'what to do': {
    path: '/instances/:id/do',
    asks: /\/events$/,
    content: '.do-choice a',
    gone: `${gone}/do`,
    noRight: 'There is nothing here',
  },
  'an event': {
    path: '/instances/:id/do/accept',
    asks: /\/events$/,
    content: 'main form',
    gone: `${gone}/do/accept`,
    noRight: 'There is nothing here',
  },
  procedures: {
    path: '/processes',
    asks: /\/api\/processes$/,
    content: '.rows tbody tr',
    noRight: 'No procedure is open to you',
  },
  'a procedure': {
    path: '/processes/mending',
    asks: /\/api\/processes\/mending$/,
    content: '.process-tabs',
    gone: '/processes/no-such',
    noRight: 'There is nothing here',
  },
  'a procedure, diagram': {
    path: '/processes/mending',
    asks: /\/diagram\.svg$/,
    isKept: true,
    content: '.picture-frame svg',
  },
  'a procedure, figures': {
    path: '/processes/mending?tab=parameters',
    asks: /\/api\/processes\/mending$/,
    content: '.rows tbody tr',
  },
  'a procedure, rules': {
    path: '/processes/mending?tab=rules',
    asks: /\/versions\/[^/]+$/,
    isKept: true,
    content: '.rules dt',
  },
  'a procedure, versions': {
    path: '/processes/mending?tab=versions',
    asks: /\/versions$/,
    content: '.rows tbody tr',
  },
  deadlines: {
    path: '/deadlines?view=soon',
    asks: /\/api\/deadlines$/,
    content: '.rows tbody tr',
    empty: ['/deadlines', 'Nothing is late'],
    noRight: 'This is not open to you',
  },
  'deadlines, how many': {
    path: '/deadlines?view=soon',
    asks: /\/api\/instances\/count$/,
    content: '.breakdown li a',
    empty: ['/deadlines', 'Nothing'],
  },
  figures: {
    path: '/figures',
    asks: /\/api\/figures$/,
    content: '.totals dd',
    empty: ['/figures?from=2001-01-01&to=2001-01-31', 'Nothing happened in this period'],
    noRight: 'This is not open to you',
  },
  'figures, picture': {
    path: '/figures?process=mending&form=picture',
    asks: /\/diagram\.svg$/,
    isKept: true,
    content: '.picture-frame svg',
  },
  registers: {
    path: '/registers',
    asks: /\/api\/registers$/,
    content: '.registers li',
    noRight: 'No register is open to you',
  },
  'a register': {
    path: '/registers/mended',
    asks: /\/api\/registers\/mended$/,
    content: '.panel table tbody tr',
    empty: ['/registers/mended?from=2001-01-01&to=2001-01-31', 'No line in this period'],
    gone: '/registers/no-such',
    noRight: 'There is nothing here',
  },
  'what operators did': {
    path: '/operator-actions',
    asks: /\/api\/operator-actions$/,
    content: '.rows tbody tr',
    empty: ['/operator-actions?number=none', 'No act matches'],
    noRight: 'This is not open to you',
  },
}
