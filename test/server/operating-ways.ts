/** What commands of the page are run on: stand-ins for what the page names as an example. */
export interface OperatingWorld {
  readonly folder: string
  readonly caseId: string
  readonly caseNumber: string
  readonly keyId: string
}

/** How one command of the page is run. */
export interface Way {
  /** What is said behind it, where the page names the command alone. */
  readonly more?: (world: OperatingWorld) => readonly string[]
  /** It goes on until it is told to end. */
  readonly serves?: true
  /** Exit codes that are fine; 0 unless given. */
  readonly codes?: readonly number[]
  /** What its output has to hold. */
  readonly says: RegExp
}

const calendar = 'workflows/calendars/service-centre.yaml'

/** A way for every command in docs/operating.md, as it stands there. A new command of the page has its line here. */
export const ways: { readonly [command: string]: Way } = {
  'aftercare serve': { more: () => ['--json'], serves: true, says: /http/ },
  'aftercare keys create --role service-desk --actor desk-1': { says: /ak_/ },
  'aftercare keys create --role technician --name van-tablet --process repair --read-only': { says: /ak_/ },
  'aftercare keys create --role service-desk --role technician --name telephone --may-act-for': {
    says: /ak_/,
  },
  'aftercare keys list': { says: /first-admin/ },
  'aftercare keys rotate key_0000example0000 --overlap "2 hours"': { says: /ak_/ },
  'aftercare keys revoke key_0000example0000': { says: /key_/ },
  'aftercare check': { more: () => ['workflows'], says: /0 errors|no problems|\d+ files/i },
  'aftercare test': { more: () => ['workflows', '--only', 'answered-at-once'], says: /passed|1 scenario/i },
  'aftercare calendar diff': { more: () => [calendar, calendar], says: /move/ },
  'aftercare serve --watch': { more: () => ['--json'], serves: true, says: /http/ },
  'aftercare deploy workflows/repair.yaml --check': { says: /repair .* would be deployed/ },
  'aftercare deploy workflows/repair.yaml --note "Two more days for parts"': {
    says: /repair .* is deployed/,
  },
  'aftercare versions repair': { says: /current .* open\n {4}deployed by operator: Two more days/ },
  // The shipped version is another one, and no process has to be without a version for a test.
  'aftercare retire repair --version 1.1.0 --reason "The parts desk was forgotten"': {
    ...{ codes: [1], more: () => ['--json'] },
    says: /unknown-version/,
  },
  'aftercare act': {
    more: ({ caseId }) => [caseId, 'suspend', '--reason', 'to see', '--dry-run'],
    says: /'suspend' would do this, and nothing was changed\.\n[^]*suspended/,
  },
  'aftercare operator-actions --action suspend --from 2026-11-01T00:00:00+08:00': {
    says: /^0 of 0 acts\.$/m,
  },
  'aftercare deadlines': { more: ({ caseNumber }) => [caseNumber], says: /unanswered\.received/ },
  'aftercare apply-profile --process repair --profile instrument --reason "new contract" --dry-run': {
    codes: [0, 1],
    says: /0 cases|no|0/i,
  },
  'aftercare db backup': { more: ({ folder }) => [`${folder}/copy.db`], says: /It holds 1 cases/ },
  'aftercare db backup before-upgrade.db --verify': { says: /It holds 1 cases/ },
  'aftercare db backup backups/monday.db --verify': { says: /It holds 1 cases/ },
  'aftercare db status': { says: /SQLite .*\n[^]*those of this release[^]*\n1 cases with \d+ rows of trail/ },
  'aftercare db upgrade --dry-run': { says: /^The tables are those of this release\.$/m },
  'aftercare db upgrade': { says: /^The tables are those of this release\.$/m },
  'aftercare hold --reason "restored"': { says: /^hold-effects {2}since \S+ by operator: restored$/m },
  'aftercare release --reason "looked through"': { says: /^Nothing is held, no process is drained\.$/m },
  'aftercare anchor': { says: /^\{.*"signature":"[A-Za-z0-9+/=]{80,}"/ },
  'aftercare verify': { says: /^1 cases, \d+ rows, 0 findings\./m },
  'aftercare doctor': { codes: [0, 1], says: /^ok/m },
  'aftercare doctor --json': { codes: [0, 1], says: /^\{/ },
  'aftercare stuck R-2026-0042': { says: /What may be done next:\n {2}\S/ },
}
