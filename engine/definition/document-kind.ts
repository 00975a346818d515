import type { DocumentKind } from './document.js'

/** Kind of a document by its first key. */
export const kindByFirstKey: { readonly [key: string]: DocumentKind } = {
  dsl: 'process',
  process: 'process',
  module: 'module',
  calendar: 'calendar',
  organisation: 'organisation',
  profile: 'profile',
  types: 'types',
  template: 'template',
  paper: 'paper',
  cast: 'people',
  scenario: 'scenario',
  mutations: 'mutations',
  replay: 'replay',
  schedule: 'schedule',
  prices: 'prices',
  register: 'register',
  services: 'services',
  channels: 'channels',
  access: 'access',
}

/** Key that holds the id of a document of a kind. */
export const idKeyOf = (kind: DocumentKind): string => (kind === 'people' ? 'cast' : kind)
