/** Generated from schemas/source by `npm run generate`. Do not edit. */
import type { SchemaNode } from '../shape/schema-node.js'

/** The strict schema of the long form, by kind of document. */
export const schemas: { readonly [kind: string]: SchemaNode } = {
  access: {
    title: 'Access',
    description:
      'Who sees which cases, and who may operate. What nothing here allows is denied. Who may begin a case and send its events stands in the process.',
    type: 'object',
    properties: {
      access: { $ref: '#/$defs/kebabName', description: 'Id of these rules.' },
      title: { $ref: '#/$defs/text' },
      staff: {
        $ref: '#/$defs/grant',
        description: 'What every role of the house has that does not stand under `roles`.',
      },
      outside: {
        $ref: '#/$defs/outsideGrant',
        description:
          'What every role outside has that does not stand under `roles`, beside the cases it began or takes part in.',
      },
      roles: {
        description: 'What single roles have, by role. It takes the place of `staff` and `outside`.',
        type: 'object',
        propertyNames: { $ref: '#/$defs/kebabName' },
        additionalProperties: { $ref: '#/$defs/grant' },
        maxProperties: 500,
      },
    },
    required: ['access'],
    additionalProperties: false,
    $defs: {
      camelName: {
        description: 'A name used in expressions, in camelCase.',
        type: 'string',
        pattern: '^[a-z][A-Za-z0-9]*$',
        maxLength: 60,
      },
      dataPath: {
        description: 'A field, or a part of one, with dots.',
        type: 'string',
        pattern: '^[a-z][A-Za-z0-9]*(\\.[a-z][A-Za-z0-9]*)*$',
        maxLength: 300,
      },
      grant: {
        description: 'What a role sees and may do.',
        type: 'object',
        properties: {
          sees: {
            description: 'Which cases it sees. What one line allows the others do not take away.',
            type: 'array',
            items: { $ref: '#/$defs/seenCases' },
            maxItems: 100,
          },
          may: { $ref: '#/$defs/permissions' },
          registers: { $ref: '#/$defs/seenRegisters' },
        },
        additionalProperties: false,
      },
      kebabName: {
        description: 'A name in kebab-case, without dots.',
        type: 'string',
        pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
        maxLength: 80,
      },
      outsideGrant: {
        description: 'What a role outside may do. Which cases it sees is not said here.',
        type: 'object',
        properties: { may: { $ref: '#/$defs/permissions' }, registers: { $ref: '#/$defs/seenRegisters' } },
        additionalProperties: false,
      },
      permissions: {
        description: 'What it may do beside the events of processes; `all` for everything.',
        type: 'array',
        items: {
          type: 'string',
          enum: [
            'all',
            'note',
            'attach',
            'suspend',
            'resume',
            'recompute',
            'cancel',
            'move',
            'edit-data',
            'reassign',
            'retry',
            'skip',
            'set-deadline',
            'withdraw-deadline',
            'reopen',
            'apply-profile',
            'merge',
            'link',
            'customer-links',
            'messages',
            'incidents',
            'switches',
            'calendars',
            'deploy',
            'keys',
            'sessions',
            'export',
            'metrics',
            'operator-actions',
            'share-views',
          ],
          description: 'A permission.',
        },
        maxItems: 50,
      },
      seenCases: {
        description: 'Cases of some processes, and how much of them.',
        type: 'object',
        properties: {
          processes: {
            description:
              '`all`, `working` (those in which the role has something to do), or processes by id.',
            type: 'array',
            items: { $ref: '#/$defs/kebabName', description: 'A process, `all` or `working`.' },
            minItems: 1,
            maxItems: 500,
          },
          cases: {
            type: 'string',
            enum: ['all', 'own-branch', 'own'],
            description:
              '`all`; `own-branch`: those of the own branch; `own`: those the person began, sent an event to, or has or had a task of.',
          },
          byField: {
            $ref: '#/$defs/dataPath',
            description:
              'For `own-branch`: the field that holds the id of the branch; it is marked `search`. Without it a case belongs to the branches of those who began it or worked on it.',
          },
          personal: {
            type: 'string',
            enum: ['shown', 'needed', 'masked'],
            description:
              'Values of fields marked `personal`: `shown`; `needed`: only while the person has or may take a task of the case; `masked` (the default).',
          },
          hidden: {
            description: 'Fields that are not shown at all.',
            type: 'array',
            items: { $ref: '#/$defs/camelName' },
            maxItems: 200,
          },
        },
        required: ['processes', 'cases'],
        additionalProperties: false,
      },
      seenRegisters: {
        description: '`all`, `own` (those that name the role), or registers by id.',
        type: 'array',
        items: { $ref: '#/$defs/kebabName', description: 'A register, `all` or `own`.' },
        maxItems: 200,
      },
      text: {
        description: 'A text people see, in both languages. A plain string serves both.',
        type: 'object',
        properties: {
          'zh-CN': { type: 'string', minLength: 1, description: 'The Chinese text.' },
          en: { type: 'string', minLength: 1, description: 'The English text.' },
        },
        required: ['zh-CN', 'en'],
        additionalProperties: false,
      },
    },
  },
  calendar: {
    title: 'Calendar',
    description: 'Working hours and working days, by which durations are counted.',
    type: 'object',
    properties: {
      calendar: { $ref: '#/$defs/kebabName', description: 'Id of the calendar.' },
      title: { $ref: '#/$defs/text' },
      source: { $ref: '#/$defs/source' },
      extends: {
        $ref: '#/$defs/kebabName',
        description:
          'Another calendar this one is based on. Its own keys go before, hours and one-off hours are merged by day, lists are appended.',
      },
      zone: {
        type: 'string',
        minLength: 1,
        maxLength: 60,
        pattern: '^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*$',
        description: 'IANA time zone. A calendar that extends another may leave it out.',
      },
      dayCounting: {
        description:
          'How days are counted. `close-of-business` leaves the first day out and ends at the close of the last; `same-time` ends at the same local time. A calendar that extends another may leave it out.',
        type: 'string',
        enum: ['close-of-business', 'same-time'],
      },
      hours: { $ref: '#/$defs/hours' },
      holidays: {
        type: 'array',
        items: {
          type: 'string',
          minLength: 1,
          maxLength: 40,
          description:
            'A country whose public holidays and make-up working days apply (such as CN) or a day as yyyy-mm-dd.',
        },
        maxItems: 1000,
        description:
          'Days off: countries whose public holidays and make-up working days apply, and single days, which go before them.',
      },
      publishedYears: {
        type: 'array',
        items: {
          type: 'integer',
          minimum: 1900,
          maximum: 2999,
          description: 'A year whose days off and make-up days all stand in this file.',
        },
        maxItems: 100,
        description:
          'Years whose public holidays are announced and stand in `holidays` and `workdays` of this file, although the table does not have them yet. What runs into them is not provisional.',
      },
      workdays: {
        type: 'array',
        items: { $ref: '#/$defs/day' },
        maxItems: 1000,
        description: 'Working days besides those of the week and of the holiday table.',
      },
      dateHours: {
        type: 'object',
        propertyNames: { $ref: '#/$defs/day' },
        additionalProperties: { $ref: '#/$defs/periods' },
        maxProperties: 1000,
        description:
          'One-off hours of single days, in place of everything else that is said of them. An empty list closes a day.',
      },
      closures: { $ref: '#/$defs/closures' },
    },
    required: ['calendar', 'title'],
    additionalProperties: false,
    $defs: {
      closure: {
        description:
          'Beginning and end of a closure, the end excluded. Without an offset they are local times of the calendar; a date alone is the beginning of its day.',
        type: 'array',
        items: {
          type: 'string',
          minLength: 1,
          maxLength: 60,
          description:
            'A time such as 2026-03-01T10:00+08:00, or 2026-03-01T10:00 in the zone of the calendar; a date alone is the beginning of its day.',
        },
        minItems: 2,
        maxItems: 2,
      },
      closures: {
        description: 'Stretches of time that are closed whatever the hours say.',
        type: 'array',
        maxItems: 1000,
        items: { $ref: '#/$defs/closure' },
      },
      day: {
        description: 'A day as yyyy-mm-dd.',
        type: 'string',
        pattern: '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$',
      },
      hours: {
        description:
          'Working hours by weekday. `mon-fri: 09:00-18:00` is the short form of five days with one period each. A calendar that extends another may leave days out.',
        type: 'object',
        properties: {
          mon: { $ref: '#/$defs/periods', description: 'Hours of Monday.' },
          tue: { $ref: '#/$defs/periods', description: 'Hours of Tuesday.' },
          wed: { $ref: '#/$defs/periods', description: 'Hours of Wednesday.' },
          thu: { $ref: '#/$defs/periods', description: 'Hours of Thursday.' },
          fri: { $ref: '#/$defs/periods', description: 'Hours of Friday.' },
          sat: { $ref: '#/$defs/periods', description: 'Hours of Saturday.' },
          sun: { $ref: '#/$defs/periods', description: 'Hours of Sunday.' },
        },
        additionalProperties: false,
        minProperties: 1,
      },
      kebabName: {
        description: 'A name in kebab-case, without dots.',
        type: 'string',
        pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
        maxLength: 80,
      },
      period: {
        description: 'Opening and closing time. `09:00-18:00` is the short form.',
        type: 'array',
        items: { type: 'string', minLength: 1, maxLength: 40, description: 'A time of day such as 09:00.' },
        minItems: 2,
        maxItems: 2,
      },
      periods: {
        description: 'Periods of a day. One that ends at or before its start runs past midnight.',
        type: 'array',
        maxItems: 10,
        items: { $ref: '#/$defs/period' },
      },
      source: {
        description: 'Where the rule comes from; shown beside it.',
        type: 'array',
        items: { type: 'string' },
      },
      text: {
        description: 'A text people see, in both languages. A plain string serves both.',
        type: 'object',
        properties: {
          'zh-CN': { type: 'string', minLength: 1, description: 'The Chinese text.' },
          en: { type: 'string', minLength: 1, description: 'The English text.' },
        },
        required: ['zh-CN', 'en'],
        additionalProperties: false,
      },
    },
  },
  channels: {
    title: 'Channels',
    description: 'How messages leave the house. Secrets stand in the environment.',
    type: 'object',
    properties: {
      channels: { $ref: '#/$defs/kebabName', description: 'Id of this set of channels.' },
      title: { $ref: '#/$defs/text' },
      usual: {
        $ref: '#/$defs/kebabName',
        description: 'The channel of messages that name none. Without it they wait.',
      },
      outgoing: { $ref: '#/$defs/outgoing' },
      define: {
        description: 'Channels by the name templates and messages call them.',
        type: 'object',
        propertyNames: { $ref: '#/$defs/kebabName' },
        additionalProperties: { $ref: '#/$defs/channel' },
        minProperties: 1,
        maxProperties: 100,
      },
    },
    required: ['channels', 'define'],
    additionalProperties: false,
    $defs: {
      channel: {
        description: 'One channel. Which keys it has depends on its kind.',
        type: 'object',
        properties: {
          title: { $ref: '#/$defs/text' },
          kind: {
            type: 'string',
            enum: ['mail', 'webhook', 'dingtalk', 'wecom', 'first-of'],
            description: 'What it is. SMS needs a program.',
          },
          channels: {
            description:
              'For first-of: channels to choose from. Each recipient gets a message by the first that has an address for him.',
            type: 'array',
            items: { $ref: '#/$defs/kebabName' },
            minItems: 2,
            maxItems: 10,
          },
          from: {
            type: 'string',
            minLength: 3,
            maxLength: 300,
            description: 'Sender of mails: an address, a name before it if you like.',
          },
          smtp: { $ref: '#/$defs/secret', description: 'Variable with the address of the mail server.' },
          subjectPrefix: {
            type: 'string',
            minLength: 1,
            maxLength: 60,
            description: 'Stands before every subject of a mail.',
          },
          url: { $ref: '#/$defs/httpUrl', description: 'Where a webhook posts to.' },
          source: {
            type: 'string',
            minLength: 1,
            maxLength: 300,
            pattern: '^\\S+$',
            description: 'Where the events of a webhook come from.',
          },
          types: {
            description:
              'Types of the events of a webhook by template; `aftercare.message.sent` for every other.',
            type: 'object',
            propertyNames: { $ref: '#/$defs/kebabName' },
            additionalProperties: { type: 'string', minLength: 1, maxLength: 200, description: 'A type.' },
            maxProperties: 300,
          },
          token: {
            $ref: '#/$defs/secret',
            description: 'Variable with the access token of a DingTalk robot.',
          },
          key: { $ref: '#/$defs/secret', description: 'Variable with the key of a WeCom robot.' },
          secret: {
            $ref: '#/$defs/secret',
            description:
              'Variable with the secret that signs: of a webhook, or of a DingTalk robot that demands it. Two of a webhook stand with a comma between them, the newer first.',
          },
          format: {
            type: 'string',
            enum: ['text', 'markdown'],
            description: 'How a robot shows messages (default text).',
          },
          language: {
            type: 'string',
            enum: ['zh-CN', 'en'],
            description: 'Language of a robot; both, Chinese first, without it.',
          },
          mentions: {
            type: 'string',
            enum: ['none', 'recipients', 'all'],
            description: 'Whom a robot calls by name (default none).',
          },
        },
        required: ['kind'],
        additionalProperties: false,
      },
      httpUrl: {
        type: 'string',
        pattern: '^https?://[^\\s]+$',
        maxLength: 2000,
        description: 'An http or https address, without user and password.',
      },
      kebabName: {
        description: 'A name in kebab-case, without dots.',
        type: 'string',
        pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
        maxLength: 80,
      },
      outgoing: {
        description: 'What may be reached beside public addresses.',
        type: 'object',
        properties: {
          allow: {
            description: 'Hosts, IP addresses and ranges that are not public but meant.',
            type: 'array',
            items: {
              type: 'string',
              minLength: 1,
              maxLength: 260,
              description: 'A host, with a port if you like, an address or a range.',
            },
            maxItems: 200,
          },
        },
        required: ['allow'],
        additionalProperties: false,
      },
      secret: {
        description: 'A secret, by the environment variable that holds it.',
        type: 'object',
        properties: { env: { $ref: '#/$defs/variable' } },
        required: ['env'],
        additionalProperties: false,
      },
      text: {
        description: 'A text people see, in both languages. A plain string serves both.',
        type: 'object',
        properties: {
          'zh-CN': { type: 'string', minLength: 1, description: 'The Chinese text.' },
          en: { type: 'string', minLength: 1, description: 'The English text.' },
        },
        required: ['zh-CN', 'en'],
        additionalProperties: false,
      },
      variable: {
        type: 'string',
        pattern: '^[A-Za-z_][A-Za-z0-9_]*$',
        maxLength: 100,
        description: 'Name of an environment variable.',
      },
    },
  },
  module: {
    title: 'Module',
    description:
      'Rules that several processes use, such as the periods of a law. A process takes them over with `use`.',
    type: 'object',
    properties: {
      module: { $ref: '#/$defs/kebabName', description: 'Id of the module.' },
      title: { $ref: '#/$defs/text' },
      description: { $ref: '#/$defs/text' },
      source: { $ref: '#/$defs/source' },
      verified: {
        type: 'boolean',
        description:
          'Whether the rules were compared with the text they come from. Where they were not, the module is off until its `switch` is turned on, and all its texts say `unverified`.',
      },
      note: {
        $ref: '#/$defs/text',
        description: 'Which text the rules were compared with, or why they were not.',
      },
      switch: {
        $ref: '#/$defs/camelName',
        description:
          'A boolean parameter of the module. While it is false, the deadlines, notices and invariants of the module do not run, and its decisions answer by their first rule. A module that is not verified must have one, and it must be false by default.',
      },
      parameters: {
        description:
          'Figures of the rules. They become parameters of the process, and a profile can set them.',
        type: 'object',
        propertyNames: { $ref: '#/$defs/camelName' },
        additionalProperties: { $ref: '#/$defs/parameter' },
      },
      fields: { $ref: '#/$defs/fields' },
      forms: {
        description: 'What an event asks for, by name.',
        type: 'object',
        propertyNames: { $ref: '#/$defs/camelName' },
        additionalProperties: { $ref: '#/$defs/form' },
      },
      decisions: {
        description: 'Decision tables by name; first match wins.',
        type: 'object',
        propertyNames: { $ref: '#/$defs/camelName' },
        additionalProperties: { $ref: '#/$defs/decision' },
      },
      deadlines: { $ref: '#/$defs/deadlines' },
      notices: { $ref: '#/$defs/notices' },
      invariants: {
        description: 'What must be true after every event, by name.',
        type: 'object',
        propertyNames: { $ref: '#/$defs/kebabName' },
        additionalProperties: { $ref: '#/$defs/invariant' },
      },
    },
    required: ['module', 'title', 'verified', 'note'],
    additionalProperties: false,
    $defs: {
      action: {
        description: 'One action; exactly one key.',
        type: 'object',
        minProperties: 1,
        maxProperties: 1,
        properties: {
          assign: {
            description: 'Sets fields. Missing parents are created, whole values replaced.',
            type: 'object',
            propertyNames: { $ref: '#/$defs/dataPath' },
            additionalProperties: { $ref: '#/$defs/value' },
            minProperties: 1,
          },
          clear: {
            type: 'array',
            items: { $ref: '#/$defs/dataPath' },
            minItems: 1,
            description: 'Takes answers away.',
          },
          append: {
            description: 'Adds an item to a list, by list.',
            type: 'object',
            propertyNames: { $ref: '#/$defs/dataPath' },
            additionalProperties: { $ref: '#/$defs/value' },
            minProperties: 1,
          },
          update: {
            description: 'Changes the items of a list for which `where` holds (`item` is the item).',
            type: 'object',
            propertyNames: { $ref: '#/$defs/dataPath' },
            additionalProperties: {
              description: 'Which items, and what is set in them.',
              type: 'object',
              properties: {
                where: {
                  $ref: '#/$defs/expression',
                  description: 'Whether an item is meant; `item` is the item.',
                },
                set: { $ref: '#/$defs/values' },
              },
              required: ['where', 'set'],
              additionalProperties: false,
            },
            minProperties: 1,
          },
          remove: {
            description: 'Removes the items of a list for which `where` holds (`item` is the item).',
            type: 'object',
            propertyNames: { $ref: '#/$defs/dataPath' },
            additionalProperties: {
              description: 'Which items.',
              type: 'object',
              properties: {
                where: {
                  $ref: '#/$defs/expression',
                  description: 'Whether an item is meant; `item` is the item.',
                },
              },
              required: ['where'],
              additionalProperties: false,
            },
            minProperties: 1,
          },
          allocate: {
            description:
              'Splits an amount over bearers without losing a fen, and appends one line for each to a list, by list.',
            type: 'object',
            propertyNames: { $ref: '#/$defs/dataPath' },
            additionalProperties: { $ref: '#/$defs/allocation' },
            minProperties: 1,
          },
          raise: { $ref: '#/$defs/kebabName', description: 'An event of this case that follows at once.' },
          notify: { $ref: '#/$defs/notify' },
          call: { $ref: '#/$defs/call' },
          start: { $ref: '#/$defs/begin' },
          tell: { $ref: '#/$defs/tell' },
          unit: { $ref: '#/$defs/unitAction' },
          issue: { $ref: '#/$defs/issue' },
          sign: { $ref: '#/$defs/writtenOn', description: 'The latest paper of this kind is signed.' },
          void: { $ref: '#/$defs/writtenOn', description: 'The latest paper of this kind becomes void.' },
          archive: { $ref: '#/$defs/writtenOn', description: 'The latest paper of this kind is archived.' },
        },
        additionalProperties: false,
      },
      actions: {
        description: 'Actions in order. A single one may stand without the list.',
        type: 'array',
        maxItems: 50,
        items: { $ref: '#/$defs/action' },
      },
      allocation: {
        description:
          'An amount and who bears which share of it. Each line gets its share in the part `amount`.',
        type: 'object',
        properties: {
          amount: { description: 'The amount in yuan: a number, or an expression that gives money.' },
          shares: {
            description: 'Shares of the amount; together 100 percent.',
            type: 'array',
            minItems: 1,
            maxItems: 50,
            items: {
              description: 'One share.',
              type: 'object',
              properties: {
                percent: {
                  description:
                    'How much of the amount: a number of percent, or an expression that gives one.',
                },
                set: { $ref: '#/$defs/values' },
              },
              required: ['percent', 'set'],
              additionalProperties: false,
            },
          },
        },
        required: ['amount', 'shares'],
        additionalProperties: false,
      },
      begin: {
        description:
          'Begins another case whose end is not awaited. The name of the process is the short form.',
        type: 'object',
        properties: {
          process: { $ref: '#/$defs/kebabName', description: 'The process of the other case.' },
          profile: { $ref: '#/$defs/beginProfile' },
          keep: { $ref: '#/$defs/keptFields' },
          input: { $ref: '#/$defs/values' },
          forEach: { $ref: '#/$defs/forEach' },
        },
        required: ['process'],
        additionalProperties: false,
      },
      beginProfile: {
        description:
          'Profile of the other case. Without it: the one of this case where the other process has it, else the plain figures.',
      },
      breach: {
        description: 'What happens when the promise is broken, besides telling those of `escalate`.',
        type: 'array',
        maxItems: 10,
        items: {
          description: 'A set of actions.',
          type: 'object',
          properties: { do: { $ref: '#/$defs/actions' } },
          required: ['do'],
          additionalProperties: false,
        },
      },
      calendarByData: {
        description: 'A calendar that the data of the case name.',
        type: 'object',
        properties: {
          choose: {
            $ref: '#/$defs/expression',
            description:
              'Names the calendar by the data of the case: the `choose` of `calendar: { choose, else }`.',
          },
          else: {
            $ref: '#/$defs/kebabName',
            description: 'The calendar that counts where the expression gives none.',
          },
        },
        required: ['choose', 'else'],
        additionalProperties: false,
      },
      call: {
        description: 'Work outside whose result is not awaited.',
        type: 'object',
        properties: {
          service: { $ref: '#/$defs/kebabName', description: 'A service of `services.yaml`' },
          input: { $ref: '#/$defs/values' },
          retry: { $ref: '#/$defs/retry' },
          timeout: { $ref: '#/$defs/timeout' },
          inOrder: { $ref: '#/$defs/inOrder' },
        },
        required: ['service'],
        additionalProperties: false,
      },
      camelName: {
        description: 'A name used in expressions, in camelCase.',
        type: 'string',
        pattern: '^[a-z][A-Za-z0-9]*$',
        maxLength: 60,
      },
      dataPath: {
        description: 'A field, or a part of one, with dots.',
        type: 'string',
        pattern: '^[a-z][A-Za-z0-9]*(\\.[a-z][A-Za-z0-9]*)*$',
        maxLength: 300,
      },
      deadline: {
        description:
          'A promise with a warning and a breach. A range warns at its lower end and breaks at its upper.',
        type: 'object',
        properties: {
          title: { $ref: '#/$defs/text' },
          source: { $ref: '#/$defs/source' },
          within: { $ref: '#/$defs/durationOrParameter' },
          until: {
            $ref: '#/$defs/expression',
            description: 'A date or time in the data. A date ends at the close of its day.',
          },
          by: {
            $ref: '#/$defs/distance',
            description: 'With `until`: how long before or after that point the promise ends.',
          },
          else: { $ref: '#/$defs/durationOrParameter', description: 'What counts while `until` is absent.' },
          from: {
            type: 'string',
            minLength: 1,
            maxLength: 2000,
            description:
              'Where the count begins, if not with the visit: a date or time in the data (`data.…`), or a state, `tag:x`, `event:x`.',
          },
          restartOn: {
            $ref: '#/$defs/marks',
            description: 'What begins the count anew while it runs: states, `tag:x`, `event:x`.',
          },
          stopOn: {
            $ref: '#/$defs/marks',
            description:
              'What ends the count as kept: states, `tag:x`, `event:x`. Leaving the state always does.',
          },
          pauseIn: {
            $ref: '#/$defs/marks',
            description: 'States and `tag:x` in which the count stands still.',
          },
          calendar: { $ref: '#/$defs/ownCalendar' },
          chooseCalendar: {
            $ref: '#/$defs/expression',
            description:
              'Names the calendar by the data of the case: the `choose` of `calendar: { choose, else }`.',
          },
          warn: { $ref: '#/$defs/warnings' },
          breach: { $ref: '#/$defs/breach' },
          escalate: { $ref: '#/$defs/escalation' },
        },
        additionalProperties: false,
      },
      deadlines: {
        description:
          'Promises that are shown, warned about and reported, by name. `due: …` is the short form of one named `due`.',
        type: 'object',
        propertyNames: { $ref: '#/$defs/kebabName' },
        additionalProperties: { $ref: '#/$defs/deadline' },
      },
      decision: {
        description: 'A decision table; the first rule that matches wins.',
        type: 'object',
        properties: {
          title: { $ref: '#/$defs/text' },
          source: { $ref: '#/$defs/source' },
          in: {
            description: 'Columns: an expression each.',
            type: 'object',
            propertyNames: { $ref: '#/$defs/camelName' },
            additionalProperties: { $ref: '#/$defs/expression' },
            minProperties: 1,
          },
          out: {
            description: 'Results: a type each.',
            type: 'object',
            propertyNames: { $ref: '#/$defs/camelName' },
            additionalProperties: { $ref: '#/$defs/field' },
            minProperties: 1,
          },
          rules: {
            type: 'array',
            items: { $ref: '#/$defs/rule' },
            minItems: 1,
            maxItems: 500,
            description: 'Rules in order.',
          },
        },
        required: ['in', 'out', 'rules'],
        additionalProperties: false,
      },
      distance: {
        description: 'A duration or a duration parameter, followed by `before` or `after`.',
        type: 'string',
        minLength: 1,
        maxLength: 80,
      },
      durationOrParameter: {
        description: 'A duration, a range, or the name of a duration parameter.',
        type: 'string',
        minLength: 1,
        maxLength: 80,
      },
      escalation: {
        description:
          'Whom a breach is told, in the hours of the calendar. A role, or a list of them, is the short form.',
        type: 'object',
        properties: {
          to: { $ref: '#/$defs/roles', description: 'Whom the breach is told.' },
          ladder: {
            type: 'array',
            maxItems: 10,
            items: { $ref: '#/$defs/rung' },
            description: 'What follows until the clock ends.',
          },
          onCall: {
            $ref: '#/$defs/expression',
            description: 'Where it holds, nobody waits for the hours of the calendar.',
          },
        },
        minProperties: 1,
        additionalProperties: false,
      },
      expression: {
        description: 'An expression of the dialect, bare (without a leading `=`).',
        type: 'string',
        minLength: 1,
        maxLength: 2000,
      },
      field: {
        description: 'One field of the case, with its type.',
        type: 'object',
        properties: {
          type: {
            description:
              'A built-in type (text, integer, number, boolean, money, date, date-time, choice, list, object, signature, attachment, person) or the name of a shared type from `types/`.',
            type: 'string',
            minLength: 1,
            maxLength: 60,
          },
          label: { $ref: '#/$defs/text' },
          help: { $ref: '#/$defs/text' },
          source: { $ref: '#/$defs/source' },
          required: {
            type: 'boolean',
            description: 'Whether the field must be there from the start of the case.',
          },
          default: { description: 'The value filled in when the case starts.' },
          personal: {
            type: 'boolean',
            description: 'Whether it says something about a person; kept so that it can be erased.',
          },
          search: { type: 'boolean', description: 'Whether lists of cases can be searched by it.' },
          contact: {
            type: 'string',
            enum: ['name', 'mobile', 'email', 'language'],
            description:
              'What it tells of somebody outside who is written to: the role of that name, or the one under `contactOf`.',
          },
          contactOf: {
            $ref: '#/$defs/kebabName',
            description:
              'The outside role that is reached by what this field holds. Without it the role that is called like the field: `propertyCompany` is `property-company`.',
          },
          of: {
            description: 'For a choice its options with their titles; for a list the type of its items.',
            type: 'object',
          },
          fields: {
            description: 'For an object its parts.',
            type: 'object',
            propertyNames: { $ref: '#/$defs/camelName' },
            additionalProperties: { $ref: '#/$defs/field' },
          },
          min: { type: 'number', description: 'Smallest number allowed. Money counts in yuan.' },
          max: { type: 'number', description: 'Largest number allowed. Money counts in yuan.' },
          minLength: { type: 'integer', minimum: 0, description: 'Fewest characters.' },
          maxLength: {
            type: 'integer',
            minimum: 1,
            maximum: 100000,
            description: 'Most characters (default 2,000).',
          },
          maxItems: {
            type: 'integer',
            minimum: 1,
            maximum: 1000,
            description: 'Most items of a list (default 100).',
          },
          pattern: {
            type: 'string',
            maxLength: 500,
            description: 'Regular expression the text must match (linear-time engine).',
          },
          schema: {
            type: 'object',
            description: 'The way out into plain JSON Schema, for what the types above cannot say.',
          },
        },
        required: ['type'],
        additionalProperties: false,
        allOf: [
          {
            if: { type: 'object', properties: { type: { type: 'string', const: 'list' } } },
            then: { type: 'object', properties: { of: { $ref: '#/$defs/field' } } },
          },
          {
            if: { type: 'object', properties: { type: { type: 'string', const: 'choice' } } },
            then: { type: 'object', properties: { of: { $ref: '#/$defs/options' } } },
          },
        ],
      },
      fields: {
        description: 'Fields by name.',
        type: 'object',
        propertyNames: { $ref: '#/$defs/camelName' },
        additionalProperties: { $ref: '#/$defs/field' },
        maxProperties: 300,
      },
      forEach: {
        type: 'string',
        minLength: 1,
        maxLength: 2000,
        description: 'One case for each item of a list; `item` is at hand in `input`.',
      },
      form: {
        description: 'What an event asks for.',
        type: 'object',
        properties: {
          title: { $ref: '#/$defs/text' },
          ask: {
            type: 'array',
            items: { $ref: '#/$defs/dataPath' },
            maxItems: 100,
            description: 'Fields of the case that are asked for.',
          },
          required: {
            type: 'array',
            items: { $ref: '#/$defs/dataPath' },
            maxItems: 100,
            description: 'Those of `ask` that must be answered.',
          },
          also: {
            $ref: '#/$defs/fields',
            description:
              'Answers that are not fields of the case: read as `event.<name>` in the step and not kept.',
          },
        },
        additionalProperties: false,
      },
      inOrder: {
        type: 'boolean',
        description:
          'Whether it waits until what the same case asked for in order before it is delivered or given up.',
      },
      invariant: {
        description: 'What must be true after every event.',
        type: 'object',
        properties: {
          in: {
            type: 'array',
            items: { $ref: '#/$defs/statePath' },
            description: 'States in which it must hold; everywhere when left out.',
          },
          if: { $ref: '#/$defs/expression' },
          else: { $ref: '#/$defs/text' },
          source: { $ref: '#/$defs/source' },
        },
        required: ['if', 'else'],
        additionalProperties: false,
      },
      issue: {
        description: 'A paper that is issued, with the next number of its series. A name alone is the paper.',
        type: 'object',
        properties: {
          paper: { $ref: '#/$defs/kebabName', description: 'A paper of `papers/`.' },
          number: {
            type: 'string',
            pattern: '^=.+',
            maxLength: 2000,
            description: 'Expression for the number of a sheet that is numbered already; it begins with `=`.',
          },
          with: { $ref: '#/$defs/values', description: 'What stands on it in place of its own values.' },
        },
        required: ['paper'],
        additionalProperties: false,
      },
      kebabName: {
        description: 'A name in kebab-case, without dots.',
        type: 'string',
        pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
        maxLength: 80,
      },
      keptFields: {
        description: 'Fields the other case gets as they are. Without it: all that both processes have.',
        type: 'array',
        items: { $ref: '#/$defs/camelName' },
        maxItems: 200,
      },
      mark: {
        description: 'A state by its name, `tag:x` or `event:x`.',
        type: 'string',
        pattern: '^((tag|event):)?[a-z][a-z0-9-]*(\\.[a-z][a-z0-9-]*)*$',
        maxLength: 300,
      },
      marks: {
        description:
          'Facts of the case: a state by its name, `tag:x` for the states with a tag, `event:x` for an event.',
        type: 'array',
        maxItems: 30,
        items: { $ref: '#/$defs/mark' },
      },
      notice: {
        description:
          'A message some time before or after a date in the data; with `each` one for every item of a list.',
        type: 'object',
        properties: {
          title: { $ref: '#/$defs/text' },
          source: { $ref: '#/$defs/source' },
          at: { $ref: '#/$defs/distance', description: 'How long before or after the date.' },
          of: {
            $ref: '#/$defs/expression',
            description: 'The date or time; with `each` it may speak of `item`.',
          },
          each: {
            $ref: '#/$defs/dataPath',
            description: 'A list field; each of its items has a notice of its own.',
          },
          key: {
            $ref: '#/$defs/expression',
            description: 'What tells the items of the list apart. Without it their place in the list does.',
          },
          to: { $ref: '#/$defs/roles' },
          template: { $ref: '#/$defs/kebabName', description: 'A template of `templates/`.' },
          channel: { $ref: '#/$defs/kebabName', description: 'How it is sent.' },
          window: {
            $ref: '#/$defs/window',
            description: 'Outside of it the message waits for the next opening.',
          },
          calendar: { $ref: '#/$defs/ownCalendar' },
          chooseCalendar: {
            $ref: '#/$defs/expression',
            description:
              'Names the calendar by the data of the case: the `choose` of `calendar: { choose, else }`.',
          },
        },
        required: ['at', 'of', 'to', 'template'],
        additionalProperties: false,
      },
      notices: {
        description: 'Messages some time before or after a date in the data, each once.',
        type: 'array',
        maxItems: 20,
        items: { $ref: '#/$defs/notice' },
      },
      notify: {
        description: 'A message to people.',
        type: 'object',
        properties: {
          to: { $ref: '#/$defs/roles' },
          template: { $ref: '#/$defs/kebabName', description: 'A template of `templates/`.' },
          channel: { $ref: '#/$defs/kebabName', description: 'How it is sent.' },
          window: {
            $ref: '#/$defs/window',
            description: 'Outside of it the message waits for the next opening.',
          },
          inOrder: { $ref: '#/$defs/inOrder' },
        },
        required: ['to', 'template'],
        additionalProperties: false,
      },
      options: {
        description: 'Options of a choice with their titles.',
        type: 'object',
        minProperties: 1,
        maxProperties: 200,
        additionalProperties: { $ref: '#/$defs/text' },
      },
      ownCalendar: {
        description:
          'Calendar of its own, in place of that of the process. `{ choose, else }` lets the data name it.',
        type: 'string',
        pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
        maxLength: 80,
      },
      parameter: {
        description: 'One figure of the procedure.',
        type: 'object',
        properties: {
          type: {
            type: 'string',
            enum: ['duration', 'integer', 'number', 'money', 'boolean', 'text', 'date', 'time', 'choice'],
            description: 'Type of the value. Money is written in yuan.',
          },
          default: { description: 'The value unless a profile sets another.' },
          required: {
            type: 'boolean',
            description: 'Whether a value must be given by a profile; without one no case starts.',
          },
          title: { $ref: '#/$defs/text' },
          source: { $ref: '#/$defs/source' },
          of: {
            description: 'For a choice, its options with their titles.',
            type: 'object',
            propertyNames: { $ref: '#/$defs/kebabName' },
            additionalProperties: { $ref: '#/$defs/text' },
          },
          min: { type: 'number', description: 'Smallest number allowed.' },
          max: {
            description:
              'Largest number allowed; of a duration the longest, and its unit is that of every value.',
          },
        },
        required: ['type'],
        additionalProperties: false,
      },
      recurrence: {
        description:
          'A duration or a duration parameter, without amount for 1; in days, weeks or months with a time of day.',
        type: 'string',
        minLength: 1,
        maxLength: 80,
      },
      retry: {
        description: 'How often outside work is tried again.',
        type: 'object',
        properties: {
          maxAttempts: { type: 'integer', minimum: 1, maximum: 100, description: 'Attempts in all.' },
          interval: { type: 'string', description: 'Time before the second attempt.' },
          backoff: {
            type: 'number',
            minimum: 1,
            maximum: 10,
            description: 'Factor by which the time grows.',
          },
          maxInterval: { type: 'string', description: 'Longest time between attempts.' },
        },
        additionalProperties: false,
      },
      roles: {
        description: 'Roles of the organisation. An empty list says nobody from outside.',
        type: 'array',
        items: { $ref: '#/$defs/kebabName' },
        maxItems: 50,
      },
      rule: {
        description: 'One rule of a decision table.',
        type: 'object',
        properties: {
          when: {
            description: 'Cells by column; a column left out matches anything.',
            type: 'object',
            propertyNames: { $ref: '#/$defs/camelName' },
            additionalProperties: {
              description:
                'A literal, a list (any of), `at least 5`, `between 1 and 3`, `before today`, `not x`, or `=expression`.',
            },
          },
          then: { $ref: '#/$defs/values' },
          title: { $ref: '#/$defs/text' },
          source: { $ref: '#/$defs/source' },
        },
        required: ['then'],
        additionalProperties: false,
      },
      rung: {
        description:
          'A rung of an escalation: once, some time after the breach (`after`), or again and again (`every`).',
        type: 'object',
        properties: {
          after: { $ref: '#/$defs/durationOrParameter', description: 'How long after the breach.' },
          every: { $ref: '#/$defs/recurrence' },
          to: { $ref: '#/$defs/roles', description: 'Who is told.' },
          do: { $ref: '#/$defs/actions' },
        },
        exactlyOneOf: ['after', 'every'],
        minProperties: 2,
        additionalProperties: false,
      },
      source: {
        description: 'Where the rule comes from; shown beside it.',
        type: 'array',
        items: { type: 'string' },
      },
      statePath: {
        description: "A sibling's name or a path from the root, with dots.",
        type: 'string',
        pattern: '^[a-z][a-z0-9-]*(\\.[a-z][a-z0-9-]*)*$',
        maxLength: 300,
      },
      tell: {
        description:
          'Sends an event to the case that began this one, or to the cases this one began of a process. It is taken by handlers with `roles: []`.',
        type: 'object',
        properties: {
          to: { $ref: '#/$defs/toldCases' },
          event: { $ref: '#/$defs/kebabName', description: 'The event.' },
          with: { $ref: '#/$defs/values' },
        },
        required: ['to', 'event'],
        additionalProperties: false,
      },
      text: {
        description: 'A text people see, in both languages. A plain string serves both.',
        type: 'object',
        properties: {
          'zh-CN': { type: 'string', minLength: 1, description: 'The Chinese text.' },
          en: { type: 'string', minLength: 1, description: 'The English text.' },
        },
        required: ['zh-CN', 'en'],
        additionalProperties: false,
      },
      timeout: {
        type: 'string',
        minLength: 1,
        maxLength: 80,
        description: 'How long one attempt may take, in seconds or minutes (default 30 seconds).',
      },
      toldCases: {
        description: 'Who is told: `parent`, or `{ children: <process> }`.',
        type: 'object',
        minProperties: 1,
        maxProperties: 1,
        properties: {
          parent: { type: 'boolean', description: 'The case that began this one.' },
          children: {
            $ref: '#/$defs/kebabName',
            description: 'The cases of this process that this one began.',
          },
        },
        additionalProperties: false,
      },
      unitAction: {
        description:
          'Writes into the product file of the unit the case is about; exactly one key. Optional values that are absent are left out.',
        type: 'object',
        minProperties: 1,
        maxProperties: 1,
        properties: {
          purchase: {
            description: 'When the unit was bought, and until when its warranty runs.',
            type: 'object',
            properties: {
              on: { $ref: '#/$defs/value', description: 'Day of the purchase.' },
              warrantyEndsOn: { $ref: '#/$defs/value', description: 'Last day of the warranty.' },
            },
            required: ['on'],
            additionalProperties: false,
          },
          repair: {
            description: 'The repair of this case. A second one of the same case replaces it.',
            type: 'object',
            properties: {
              fault: { $ref: '#/$defs/value', description: 'What was wrong.' },
              startedOn: { $ref: '#/$defs/value', description: 'First day of the repair.' },
              finishedOn: { $ref: '#/$defs/value', description: 'Last day of the repair.' },
              parts: { $ref: '#/$defs/value', description: 'Parts that were replaced.' },
            },
            additionalProperties: false,
          },
          exchange: {
            description:
              'The customer got another unit. Writes both files, so that the chain is known from either side.',
            type: 'object',
            properties: {
              newSerial: { $ref: '#/$defs/value', description: 'Serial number of the new unit.' },
              on: { $ref: '#/$defs/value', description: 'Day of the exchange.' },
              warrantyEndsOn: {
                $ref: '#/$defs/value',
                description: 'Last day of the warranty of the new unit.',
              },
            },
            required: ['newSerial', 'on'],
            additionalProperties: false,
          },
        },
        additionalProperties: false,
      },
      value: { description: 'A literal of any kind. A text that begins with `=` is an expression.' },
      values: {
        description: 'Named values. A text that begins with `=` is an expression.',
        type: 'object',
        propertyNames: { $ref: '#/$defs/camelName' },
        additionalProperties: { $ref: '#/$defs/value' },
      },
      warning: {
        description: 'A warning.',
        type: 'object',
        properties: {
          at: {
            type: 'string',
            minLength: 1,
            maxLength: 80,
            description:
              'A duration or a duration parameter, followed by `before` or `after start`; or a share of the time, such as `75 %`, or `warnAt %` with a number parameter.',
          },
          do: { $ref: '#/$defs/actions' },
        },
        required: ['at'],
        additionalProperties: false,
      },
      warnings: {
        description:
          'Warnings before the due point. A text such as `2 working hours before`, `75 %` or `4 hours after start` is the short form.',
        type: 'array',
        maxItems: 10,
        items: { $ref: '#/$defs/warning' },
      },
      window: {
        description:
          'When something may happen. What is left out does not restrict. The name of a calendar is the short form: while that is open. An event the procedure raises itself is taken at any time.',
        type: 'object',
        properties: {
          title: { $ref: '#/$defs/text' },
          days: {
            type: 'array',
            items: {
              type: 'string',
              enum: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
              description: 'A weekday.',
            },
            minItems: 1,
            maxItems: 7,
            description: 'On these weekdays.',
          },
          hours: {
            type: 'array',
            items: { $ref: '#/$defs/windowPeriod' },
            minItems: 1,
            maxItems: 10,
            description:
              'In these periods of the day. One that ends at or before its start runs past midnight.',
          },
          open: {
            type: 'boolean',
            description: 'Only while the calendar is open. Naming a calendar implies it.',
          },
          calendar: { $ref: '#/$defs/ownCalendar' },
          chooseCalendar: {
            $ref: '#/$defs/expression',
            description:
              'Names the calendar by the data of the case: the `choose` of `calendar: { choose, else }`.',
          },
          unless: { $ref: '#/$defs/expression', description: 'Where it holds the window is always open.' },
        },
        minProperties: 1,
        additionalProperties: false,
      },
      windowPeriod: {
        description: 'Opening and closing time. `09:00-18:00` is the short form.',
        type: 'array',
        items: { type: 'string', minLength: 1, maxLength: 40, description: 'A time of day such as 09:00.' },
        minItems: 2,
        maxItems: 2,
      },
      writtenOn: {
        description: 'The latest paper of a kind, and what is written on it now. A name alone is the paper.',
        type: 'object',
        properties: {
          paper: { $ref: '#/$defs/kebabName', description: 'A paper of `papers/`.' },
          with: {
            $ref: '#/$defs/values',
            description: 'What is written on it now; what is absent leaves its line as it is.',
          },
        },
        required: ['paper'],
        additionalProperties: false,
      },
    },
  },
  mutations: {
    title: 'Mutations',
    description: 'Changes of a process that no story notices, each with the reason why that is right.',
    type: 'object',
    properties: {
      mutations: { $ref: '#/$defs/kebabName', description: 'The process that is changed.' },
      survivors: {
        description:
          'Changes that may go unnoticed. One that a story notices, or that cannot be made any more, is reported.',
        type: 'array',
        items: { $ref: '#/$defs/survivor' },
        maxItems: 1000,
      },
    },
    required: ['mutations', 'survivors'],
    additionalProperties: false,
    $defs: {
      kebabName: {
        description: 'A name in kebab-case, without dots.',
        type: 'string',
        pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
        maxLength: 80,
      },
      survivor: {
        description: 'One change and why nobody could see it.',
        type: 'object',
        properties: {
          change: {
            type: 'string',
            minLength: 1,
            maxLength: 300,
            description: 'The change as `aftercare test --mutate` names it.',
          },
          reason: {
            type: 'string',
            minLength: 1,
            maxLength: 1000,
            description: 'Why no story can notice it.',
          },
        },
        required: ['change', 'reason'],
        additionalProperties: false,
      },
    },
  },
  organisation: {
    title: 'Organisation',
    description:
      'The roles of the house, the people who fill them, and the parties outside that have a part in its cases.',
    type: 'object',
    properties: {
      organisation: { $ref: '#/$defs/kebabName', description: 'Id of the organisation.' },
      title: { $ref: '#/$defs/text' },
      zone: { $ref: '#/$defs/zone' },
      departments: {
        description: 'Departments by id.',
        type: 'object',
        propertyNames: { $ref: '#/$defs/kebabName' },
        additionalProperties: { $ref: '#/$defs/department' },
        maxProperties: 500,
      },
      branches: {
        description: 'Branches by id.',
        type: 'object',
        propertyNames: { $ref: '#/$defs/kebabName' },
        additionalProperties: { $ref: '#/$defs/branchOffice' },
        maxProperties: 500,
      },
      skills: {
        description: 'What tasks may ask of whoever does them, by id.',
        type: 'object',
        propertyNames: { $ref: '#/$defs/kebabName' },
        additionalProperties: { $ref: '#/$defs/text' },
        maxProperties: 500,
      },
      parties: {
        description: 'Companies and people outside that have a part in cases, by id.',
        type: 'object',
        propertyNames: { $ref: '#/$defs/kebabName' },
        additionalProperties: { $ref: '#/$defs/outsideParty' },
        maxProperties: 5000,
      },
      roles: {
        description: 'Roles by id. A file that adds only people or parties to the organisation has none.',
        type: 'object',
        propertyNames: { $ref: '#/$defs/kebabName' },
        additionalProperties: { $ref: '#/$defs/role' },
        maxProperties: 500,
      },
      people: {
        description: 'People by id.',
        type: 'object',
        propertyNames: { $ref: '#/$defs/personId' },
        additionalProperties: { $ref: '#/$defs/person' },
      },
    },
    required: ['organisation'],
    additionalProperties: false,
    $defs: {
      absence: {
        description: 'Days on which somebody is away, the first and the last included.',
        type: 'object',
        properties: {
          from: { $ref: '#/$defs/day' },
          to: { $ref: '#/$defs/day' },
          deputy: {
            $ref: '#/$defs/personId',
            description: 'Who has the roles of the absent person meanwhile.',
          },
          reason: { type: 'string', minLength: 1, maxLength: 500, description: 'Why.' },
        },
        required: ['from', 'to'],
        additionalProperties: false,
      },
      absences: {
        description: 'When the person is away. A single one may stand without the list.',
        type: 'array',
        items: { $ref: '#/$defs/absence' },
        maxItems: 500,
      },
      branchOffice: {
        description: 'One branch. Its title alone is the short form.',
        type: 'object',
        properties: { title: { $ref: '#/$defs/text' } },
        required: ['title'],
        additionalProperties: false,
      },
      day: { type: 'string', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$', description: 'A day of the calendar.' },
      department: {
        description: 'One department. Its title alone is the short form.',
        type: 'object',
        properties: {
          title: { $ref: '#/$defs/text' },
          head: { $ref: '#/$defs/personId', description: 'The person who leads it.' },
        },
        required: ['title'],
        additionalProperties: false,
      },
      email: {
        type: 'string',
        pattern: '^[^\\s@<>,;:"()]+@[^\\s@<>,;:"()]+$',
        maxLength: 254,
        description: 'Where mail reaches them.',
      },
      kebabName: {
        description: 'A name in kebab-case, without dots.',
        type: 'string',
        pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
        maxLength: 80,
      },
      language: {
        type: 'string',
        enum: ['zh-CN', 'en'],
        description: 'The language they are written to in; both, Chinese first, without it.',
      },
      mobile: {
        type: 'string',
        pattern: '^\\+?[0-9][0-9 -]{5,30}$',
        description: 'The mobile number where messages reach them.',
      },
      outsideParty: {
        description: 'One party outside. Cases name it by its id, for instance in a field.',
        type: 'object',
        properties: {
          title: { $ref: '#/$defs/text' },
          kind: {
            type: 'string',
            enum: ['supplier', 'factory', 'property-company', 'owner', 'customer', 'other'],
            description: 'What it is to the house.',
          },
          roles: { $ref: '#/$defs/roles', description: 'Outside roles in which it takes part in cases.' },
          email: { $ref: '#/$defs/email' },
          mobile: { $ref: '#/$defs/mobile' },
          language: { $ref: '#/$defs/language' },
        },
        required: ['title', 'kind', 'roles'],
        additionalProperties: false,
      },
      person: {
        description: 'One person.',
        type: 'object',
        properties: {
          name: { type: 'string', minLength: 1, maxLength: 200, description: 'The name people say.' },
          roles: { $ref: '#/$defs/roles' },
          department: { $ref: '#/$defs/kebabName', description: 'The department of the person.' },
          branch: { $ref: '#/$defs/kebabName', description: 'The branch of the person.' },
          skills: { $ref: '#/$defs/skills' },
          order: { $ref: '#/$defs/turn' },
          party: { $ref: '#/$defs/kebabName', description: 'The outside party the person belongs to.' },
          email: { $ref: '#/$defs/email' },
          mobile: { $ref: '#/$defs/mobile' },
          language: { $ref: '#/$defs/language' },
          absent: { $ref: '#/$defs/absences' },
        },
        required: ['name', 'roles'],
        additionalProperties: false,
      },
      personId: {
        description: 'The name of a person or a thing in files and programs.',
        type: 'string',
        pattern: '^[A-Za-z0-9][A-Za-z0-9_.@-]*$',
        maxLength: 120,
      },
      role: {
        description: 'One role. Its title alone is the short form.',
        type: 'object',
        properties: {
          title: { $ref: '#/$defs/text' },
          outside: {
            type: 'boolean',
            description:
              'A role of people outside, such as the customer; it opens only the cases its holder began, or in which its party takes part.',
          },
          deputies: {
            type: 'boolean',
            description: 'Whether a deputy has it while its holder is absent (default true).',
          },
          notWith: {
            $ref: '#/$defs/roles',
            description: 'Roles that nobody may hold together with this one.',
          },
        },
        required: ['title'],
        additionalProperties: false,
      },
      roles: {
        description: 'Roles of the organisation. An empty list says nobody from outside.',
        type: 'array',
        items: { $ref: '#/$defs/kebabName' },
        maxItems: 50,
      },
      skills: {
        description: 'What somebody can do, by the ids under `skills` of the organisation.',
        type: 'array',
        items: { $ref: '#/$defs/kebabName' },
        maxItems: 100,
      },
      text: {
        description: 'A text people see, in both languages. A plain string serves both.',
        type: 'object',
        properties: {
          'zh-CN': { type: 'string', minLength: 1, description: 'The Chinese text.' },
          en: { type: 'string', minLength: 1, description: 'The English text.' },
        },
        required: ['zh-CN', 'en'],
        additionalProperties: false,
      },
      turn: {
        type: 'integer',
        description:
          'Place in the order in which tasks are given in turn, the lowest first. Those without one come behind, by id.',
      },
      zone: {
        type: 'string',
        minLength: 1,
        maxLength: 60,
        pattern: '^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*$',
        description:
          'IANA time zone in which the days of absence are counted. Needed where somebody is absent.',
      },
    },
  },
  paper: {
    title: 'Paper',
    description: 'A numbered voucher that is issued, signed, made void or archived.',
    type: 'object',
    properties: {
      paper: { $ref: '#/$defs/kebabName', description: 'Id of the paper.' },
      title: { $ref: '#/$defs/text' },
      source: { $ref: '#/$defs/source' },
      series: {
        type: 'string',
        maxLength: 80,
        pattern: '^[^{}]*(\\{(yyyy|yy|mm|dd|seq:[1-9])\\}[^{}]*)+$',
        description:
          'Pattern of its number. {yyyy} {yy} {mm} {dd} of the day of issue, {seq:4} a gap-free counter of four digits.',
      },
      fields: {
        description:
          'What stands on it. What a field does not say itself comes from the field of the case of the same name.',
        type: 'object',
        propertyNames: { $ref: '#/$defs/camelName' },
        additionalProperties: { $ref: '#/$defs/paperField' },
        maxProperties: 100,
      },
      signatures: {
        description: 'Who signs on it. Each is a line on the printed sheet.',
        type: 'array',
        items: { $ref: '#/$defs/text' },
        maxItems: 12,
      },
      note: { $ref: '#/$defs/text', description: 'A sentence at its foot.' },
      size: {
        type: 'string',
        enum: ['A4', 'A5'],
        description: 'Size of the printed sheet; A4 unless given.',
      },
    },
    required: ['paper', 'title', 'series'],
    additionalProperties: false,
    $defs: {
      camelName: {
        description: 'A name used in expressions, in camelCase.',
        type: 'string',
        pattern: '^[a-z][A-Za-z0-9]*$',
        maxLength: 60,
      },
      field: {
        description: 'One field of the case, with its type.',
        type: 'object',
        properties: {
          type: {
            description:
              'A built-in type (text, integer, number, boolean, money, date, date-time, choice, list, object, signature, attachment, person) or the name of a shared type from `types/`.',
            type: 'string',
            minLength: 1,
            maxLength: 60,
          },
          label: { $ref: '#/$defs/text' },
          help: { $ref: '#/$defs/text' },
          source: { $ref: '#/$defs/source' },
          required: {
            type: 'boolean',
            description: 'Whether the field must be there from the start of the case.',
          },
          default: { description: 'The value filled in when the case starts.' },
          personal: {
            type: 'boolean',
            description: 'Whether it says something about a person; kept so that it can be erased.',
          },
          search: { type: 'boolean', description: 'Whether lists of cases can be searched by it.' },
          contact: {
            type: 'string',
            enum: ['name', 'mobile', 'email', 'language'],
            description:
              'What it tells of somebody outside who is written to: the role of that name, or the one under `contactOf`.',
          },
          contactOf: {
            $ref: '#/$defs/kebabName',
            description:
              'The outside role that is reached by what this field holds. Without it the role that is called like the field: `propertyCompany` is `property-company`.',
          },
          of: {
            description: 'For a choice its options with their titles; for a list the type of its items.',
            type: 'object',
          },
          fields: {
            description: 'For an object its parts.',
            type: 'object',
            propertyNames: { $ref: '#/$defs/camelName' },
            additionalProperties: { $ref: '#/$defs/field' },
          },
          min: { type: 'number', description: 'Smallest number allowed. Money counts in yuan.' },
          max: { type: 'number', description: 'Largest number allowed. Money counts in yuan.' },
          minLength: { type: 'integer', minimum: 0, description: 'Fewest characters.' },
          maxLength: {
            type: 'integer',
            minimum: 1,
            maximum: 100000,
            description: 'Most characters (default 2,000).',
          },
          maxItems: {
            type: 'integer',
            minimum: 1,
            maximum: 1000,
            description: 'Most items of a list (default 100).',
          },
          pattern: {
            type: 'string',
            maxLength: 500,
            description: 'Regular expression the text must match (linear-time engine).',
          },
          schema: {
            type: 'object',
            description: 'The way out into plain JSON Schema, for what the types above cannot say.',
          },
        },
        required: ['type'],
        additionalProperties: false,
        allOf: [
          {
            if: { type: 'object', properties: { type: { type: 'string', const: 'list' } } },
            then: { type: 'object', properties: { of: { $ref: '#/$defs/field' } } },
          },
          {
            if: { type: 'object', properties: { type: { type: 'string', const: 'choice' } } },
            then: { type: 'object', properties: { of: { $ref: '#/$defs/options' } } },
          },
        ],
      },
      kebabName: {
        description: 'A name in kebab-case, without dots.',
        type: 'string',
        pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
        maxLength: 80,
      },
      options: {
        description: 'Options of a choice with their titles.',
        type: 'object',
        minProperties: 1,
        maxProperties: 200,
        additionalProperties: { $ref: '#/$defs/text' },
      },
      paperField: {
        description: 'One line or box of the paper, with its type.',
        type: 'object',
        properties: {
          type: {
            description:
              'A built-in type (text, integer, number, boolean, money, date, date-time, choice, list, object, signature, attachment, person) or the name of a shared type from `types/`.',
            type: 'string',
            minLength: 1,
            maxLength: 60,
          },
          label: { $ref: '#/$defs/text' },
          source: { $ref: '#/$defs/source' },
          value: {
            $ref: '#/$defs/value',
            description: 'What stands there; by default the field of the case of the same name.',
          },
          required: {
            type: 'boolean',
            description:
              'Whether the paper is no paper without it. Other fields may stay blank and be filled in by hand.',
          },
          personal: {
            type: 'boolean',
            description: 'Whether it says something about a person; kept so that it can be erased.',
          },
          of: {
            description: 'For a choice its options with their titles; for a list the type of its items.',
            type: 'object',
          },
          fields: {
            description: 'For an object its parts.',
            type: 'object',
            propertyNames: { $ref: '#/$defs/camelName' },
            additionalProperties: { $ref: '#/$defs/field' },
          },
        },
        required: ['type'],
        additionalProperties: false,
        allOf: [
          {
            if: { type: 'object', properties: { type: { type: 'string', const: 'list' } } },
            then: { type: 'object', properties: { of: { $ref: '#/$defs/field' } } },
          },
          {
            if: { type: 'object', properties: { type: { type: 'string', const: 'choice' } } },
            then: { type: 'object', properties: { of: { $ref: '#/$defs/options' } } },
          },
        ],
      },
      source: {
        description: 'Where the rule comes from; shown beside it.',
        type: 'array',
        items: { type: 'string' },
      },
      text: {
        description: 'A text people see, in both languages. A plain string serves both.',
        type: 'object',
        properties: {
          'zh-CN': { type: 'string', minLength: 1, description: 'The Chinese text.' },
          en: { type: 'string', minLength: 1, description: 'The English text.' },
        },
        required: ['zh-CN', 'en'],
        additionalProperties: false,
      },
      value: { description: 'A literal of any kind. A text that begins with `=` is an expression.' },
    },
  },
  people: {
    title: 'Cast',
    description: 'People and things that scenarios name.',
    type: 'object',
    properties: {
      cast: { $ref: '#/$defs/kebabName', description: 'Id of this cast.' },
      zone: { $ref: '#/$defs/zone' },
      people: {
        description: 'People by id.',
        type: 'object',
        propertyNames: { $ref: '#/$defs/personId' },
        additionalProperties: { $ref: '#/$defs/castMember' },
      },
      things: {
        description:
          'Objects by id. Where a payload names one in the place of an object, it stands for all its parts.',
        type: 'object',
        propertyNames: { $ref: '#/$defs/personId' },
        additionalProperties: { type: 'object', description: 'The parts of the object.' },
      },
    },
    required: ['cast'],
    additionalProperties: false,
    $defs: {
      absence: {
        description: 'Days on which somebody is away, the first and the last included.',
        type: 'object',
        properties: {
          from: { $ref: '#/$defs/day' },
          to: { $ref: '#/$defs/day' },
          deputy: {
            $ref: '#/$defs/personId',
            description: 'Who has the roles of the absent person meanwhile.',
          },
          reason: { type: 'string', minLength: 1, maxLength: 500, description: 'Why.' },
        },
        required: ['from', 'to'],
        additionalProperties: false,
      },
      absences: {
        description: 'When the person is away. A single one may stand without the list.',
        type: 'array',
        items: { $ref: '#/$defs/absence' },
        maxItems: 500,
      },
      castMember: {
        description: 'One person of the cast. The roles alone are the short form.',
        type: 'object',
        properties: {
          name: { type: 'string', minLength: 1, maxLength: 200, description: 'The name people say.' },
          roles: { $ref: '#/$defs/roles' },
          skills: { $ref: '#/$defs/skills' },
          order: { $ref: '#/$defs/turn' },
          party: { $ref: '#/$defs/kebabName', description: 'The outside party the person belongs to.' },
          absent: { $ref: '#/$defs/absences' },
        },
        required: ['roles'],
        additionalProperties: false,
      },
      day: { type: 'string', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$', description: 'A day of the calendar.' },
      kebabName: {
        description: 'A name in kebab-case, without dots.',
        type: 'string',
        pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
        maxLength: 80,
      },
      personId: {
        description: 'The name of a person or a thing in files and programs.',
        type: 'string',
        pattern: '^[A-Za-z0-9][A-Za-z0-9_.@-]*$',
        maxLength: 120,
      },
      roles: {
        description: 'Roles of the organisation. An empty list says nobody from outside.',
        type: 'array',
        items: { $ref: '#/$defs/kebabName' },
        maxItems: 50,
      },
      skills: {
        description: 'What somebody can do, by the ids under `skills` of the organisation.',
        type: 'array',
        items: { $ref: '#/$defs/kebabName' },
        maxItems: 100,
      },
      turn: {
        type: 'integer',
        description:
          'Place in the order in which tasks are given in turn, the lowest first. Those without one come behind, by id.',
      },
      zone: {
        type: 'string',
        minLength: 1,
        maxLength: 60,
        pattern: '^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*$',
        description:
          'IANA time zone in which the days of absence are counted. Needed where somebody is absent.',
      },
    },
  },
  prices: {
    title: 'Prices',
    description: 'A price list, or one table of it. Several files of one list follow each other in time.',
    type: 'object',
    properties: {
      prices: {
        $ref: '#/$defs/kebabName',
        description: 'Id of the price list. Files with the same id are its tables, one after another.',
      },
      title: { $ref: '#/$defs/text' },
      description: { $ref: '#/$defs/text' },
      source: { $ref: '#/$defs/source' },
      validFrom: {
        type: 'string',
        pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
        description: 'First day on which these prices hold.',
      },
      validUntil: {
        type: 'string',
        pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
        description:
          'Last day on which they hold. Without it they hold until the next table of the list begins.',
      },
      items: {
        description: 'What has a price, by the name expressions use.',
        type: 'object',
        propertyNames: { $ref: '#/$defs/kebabName' },
        additionalProperties: { $ref: '#/$defs/priceItem' },
        minProperties: 1,
        maxProperties: 5000,
      },
    },
    required: ['prices', 'title', 'validFrom', 'items'],
    additionalProperties: false,
    $defs: {
      kebabName: {
        description: 'A name in kebab-case, without dots.',
        type: 'string',
        pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
        maxLength: 80,
      },
      priceItem: {
        description: 'One thing and its price.',
        type: 'object',
        properties: {
          title: { $ref: '#/$defs/text' },
          price: {
            type: 'number',
            minimum: 0,
            maximum: 1000000000,
            description: 'Price of one unit in yuan, with at most two decimals.',
          },
          unit: { $ref: '#/$defs/text' },
        },
        required: ['title', 'price'],
        additionalProperties: false,
      },
      source: {
        description: 'Where the rule comes from; shown beside it.',
        type: 'array',
        items: { type: 'string' },
      },
      text: {
        description: 'A text people see, in both languages. A plain string serves both.',
        type: 'object',
        properties: {
          'zh-CN': { type: 'string', minLength: 1, description: 'The Chinese text.' },
          en: { type: 'string', minLength: 1, description: 'The English text.' },
        },
        required: ['zh-CN', 'en'],
        additionalProperties: false,
      },
    },
  },
  process: {
    title: 'Process',
    description: 'A procedure as a state machine, written by its owner.',
    type: 'object',
    properties: {
      dsl: { type: 'string', enum: ['1'], description: 'Version of the definition language.' },
      process: { $ref: '#/$defs/kebabName', description: 'Id of the process.' },
      version: {
        type: 'string',
        minLength: 1,
        maxLength: 40,
        description: 'The version people say. The engine itself goes by a hash.',
      },
      title: { $ref: '#/$defs/text' },
      description: { $ref: '#/$defs/text' },
      source: { $ref: '#/$defs/source' },
      use: {
        type: 'array',
        items: { $ref: '#/$defs/kebabName' },
        maxItems: 20,
        description:
          'Modules whose parameters, fields, forms, decisions, deadlines, notices and invariants become parts of this process.',
      },
      calendar: {
        $ref: '#/$defs/calendarName',
        description:
          'Calendar in which durations are counted. `{ choose, else }` lets the data of the case name it.',
      },
      chooseCalendar: {
        $ref: '#/$defs/expression',
        description:
          'Names the calendar by the data of the case: the `choose` of `calendar: { choose, else }`.',
      },
      number: {
        type: 'string',
        maxLength: 80,
        pattern: '^[^{}]*(\\{(yyyy|yy|mm|dd|seq:[1-9])\\}[^{}]*)+$',
        description:
          'Pattern of the case number. {yyyy} {yy} {mm} {dd} of the start day, {seq:4} a gap-free counter of four digits; one series per text before the counter.',
      },
      prices: {
        $ref: '#/$defs/kebabName',
        description:
          'The price list that `prices["labour-hour"]` reads in expressions. The table of the day counts.',
      },
      start: { $ref: '#/$defs/start' },
      unit: {
        description:
          'The thing a case is about, by its serial number. It has a product file that all its cases share.',
        type: 'object',
        properties: {
          serial: { $ref: '#/$defs/dataPath', description: 'The field that holds the serial number.' },
          model: { $ref: '#/$defs/dataPath', description: 'The field that holds the model.' },
          customer: {
            $ref: '#/$defs/dataPath',
            description:
              'A field marked `search` that tells customers apart. With it `unit.repairs` says of each repair whether it was for the same customer.',
          },
        },
        required: ['serial'],
        additionalProperties: false,
      },
      parties: {
        description:
          'Outside roles that are one certain party in each case, by role. Only people of that party may act in the role, and they see only what is named here.',
        type: 'object',
        propertyNames: { $ref: '#/$defs/kebabName' },
        additionalProperties: { $ref: '#/$defs/caseParty' },
        maxProperties: 20,
      },
      editable: { $ref: '#/$defs/editable' },
      priority: {
        $ref: '#/$defs/expression',
        description:
          'How urgent a case is: an integer, larger first. It is counted anew with every event, and lists can be sorted by it.',
      },
      parameters: {
        description: 'Every figure of the procedure, by name. A profile sets them for one kind of business.',
        type: 'object',
        propertyNames: { $ref: '#/$defs/camelName' },
        additionalProperties: { $ref: '#/$defs/parameter' },
      },
      fields: { $ref: '#/$defs/fields' },
      forms: {
        description: 'What an event asks for, by name.',
        type: 'object',
        propertyNames: { $ref: '#/$defs/camelName' },
        additionalProperties: { $ref: '#/$defs/form' },
      },
      decisions: {
        description: 'Decision tables by name; first match wins.',
        type: 'object',
        propertyNames: { $ref: '#/$defs/camelName' },
        additionalProperties: { $ref: '#/$defs/decision' },
      },
      events: {
        description: 'What the buttons say, by event.',
        type: 'object',
        propertyNames: { $ref: '#/$defs/kebabName' },
        additionalProperties: { $ref: '#/$defs/event' },
      },
      type: {
        type: 'string',
        enum: ['parallel'],
        description: 'Says that all states at the top are active side by side.',
      },
      initial: { $ref: '#/$defs/kebabName', description: 'The state the case begins in.' },
      on: { $ref: '#/$defs/handlers' },
      deadlines: { $ref: '#/$defs/deadlines' },
      reminders: { $ref: '#/$defs/reminders' },
      notices: { $ref: '#/$defs/notices' },
      after: { $ref: '#/$defs/afterHandlers' },
      states: { $ref: '#/$defs/states' },
      invariants: {
        description: 'What must be true after every event, by name.',
        type: 'object',
        propertyNames: { $ref: '#/$defs/kebabName' },
        additionalProperties: { $ref: '#/$defs/invariant' },
      },
      output: {
        description:
          'What a case that waits for this one learns when it ends, by name. Read as `event.output.<name>`.',
        type: 'object',
        propertyNames: { $ref: '#/$defs/camelName' },
        additionalProperties: { $ref: '#/$defs/value' },
      },
      onCancel: {
        $ref: '#/$defs/kebabName',
        description:
          'Event that is raised when the case that began this one does not need it any more. Without it the case ends with the outcome `cancelled`.',
      },
      duplicates: { $ref: '#/$defs/duplicates' },
    },
    required: ['dsl', 'process', 'version', 'title', 'states'],
    additionalProperties: false,
    $defs: {
      action: {
        description: 'One action; exactly one key.',
        type: 'object',
        minProperties: 1,
        maxProperties: 1,
        properties: {
          assign: {
            description: 'Sets fields. Missing parents are created, whole values replaced.',
            type: 'object',
            propertyNames: { $ref: '#/$defs/dataPath' },
            additionalProperties: { $ref: '#/$defs/value' },
            minProperties: 1,
          },
          clear: {
            type: 'array',
            items: { $ref: '#/$defs/dataPath' },
            minItems: 1,
            description: 'Takes answers away.',
          },
          append: {
            description: 'Adds an item to a list, by list.',
            type: 'object',
            propertyNames: { $ref: '#/$defs/dataPath' },
            additionalProperties: { $ref: '#/$defs/value' },
            minProperties: 1,
          },
          update: {
            description: 'Changes the items of a list for which `where` holds (`item` is the item).',
            type: 'object',
            propertyNames: { $ref: '#/$defs/dataPath' },
            additionalProperties: {
              description: 'Which items, and what is set in them.',
              type: 'object',
              properties: {
                where: {
                  $ref: '#/$defs/expression',
                  description: 'Whether an item is meant; `item` is the item.',
                },
                set: { $ref: '#/$defs/values' },
              },
              required: ['where', 'set'],
              additionalProperties: false,
            },
            minProperties: 1,
          },
          remove: {
            description: 'Removes the items of a list for which `where` holds (`item` is the item).',
            type: 'object',
            propertyNames: { $ref: '#/$defs/dataPath' },
            additionalProperties: {
              description: 'Which items.',
              type: 'object',
              properties: {
                where: {
                  $ref: '#/$defs/expression',
                  description: 'Whether an item is meant; `item` is the item.',
                },
              },
              required: ['where'],
              additionalProperties: false,
            },
            minProperties: 1,
          },
          allocate: {
            description:
              'Splits an amount over bearers without losing a fen, and appends one line for each to a list, by list.',
            type: 'object',
            propertyNames: { $ref: '#/$defs/dataPath' },
            additionalProperties: { $ref: '#/$defs/allocation' },
            minProperties: 1,
          },
          raise: { $ref: '#/$defs/kebabName', description: 'An event of this case that follows at once.' },
          notify: { $ref: '#/$defs/notify' },
          call: { $ref: '#/$defs/call' },
          start: { $ref: '#/$defs/begin' },
          tell: { $ref: '#/$defs/tell' },
          unit: { $ref: '#/$defs/unitAction' },
          issue: { $ref: '#/$defs/issue' },
          sign: { $ref: '#/$defs/writtenOn', description: 'The latest paper of this kind is signed.' },
          void: { $ref: '#/$defs/writtenOn', description: 'The latest paper of this kind becomes void.' },
          archive: { $ref: '#/$defs/writtenOn', description: 'The latest paper of this kind is archived.' },
        },
        additionalProperties: false,
      },
      actions: {
        description: 'Actions in order. A single one may stand without the list.',
        type: 'array',
        maxItems: 50,
        items: { $ref: '#/$defs/action' },
      },
      afterHandler: {
        description: 'Where the case moves when the time has passed.',
        type: 'object',
        properties: {
          title: { $ref: '#/$defs/text' },
          source: { $ref: '#/$defs/source' },
          restartOn: {
            $ref: '#/$defs/marks',
            description: 'What begins the count anew while it runs: states, `tag:x`, `event:x`.',
          },
          pauseIn: {
            $ref: '#/$defs/marks',
            description: 'States and `tag:x` in which the count stands still.',
          },
          calendar: { $ref: '#/$defs/ownCalendar' },
          chooseCalendar: {
            $ref: '#/$defs/expression',
            description:
              'Names the calendar by the data of the case: the `choose` of `calendar: { choose, else }`.',
          },
          window: {
            $ref: '#/$defs/window',
            description: 'Outside of it the move waits for the next opening.',
          },
          actions: { $ref: '#/$defs/actions' },
          branches: { $ref: '#/$defs/branches' },
        },
        required: ['branches'],
        additionalProperties: false,
      },
      afterHandlers: {
        description: 'Moves the case when time has passed, by duration or the name of a duration parameter.',
        type: 'object',
        propertyNames: { $ref: '#/$defs/durationOrParameter' },
        additionalProperties: { $ref: '#/$defs/afterHandler' },
      },
      allocation: {
        description:
          'An amount and who bears which share of it. Each line gets its share in the part `amount`.',
        type: 'object',
        properties: {
          amount: { description: 'The amount in yuan: a number, or an expression that gives money.' },
          shares: {
            description: 'Shares of the amount; together 100 percent.',
            type: 'array',
            minItems: 1,
            maxItems: 50,
            items: {
              description: 'One share.',
              type: 'object',
              properties: {
                percent: {
                  description:
                    'How much of the amount: a number of percent, or an expression that gives one.',
                },
                set: { $ref: '#/$defs/values' },
              },
              required: ['percent', 'set'],
              additionalProperties: false,
            },
          },
        },
        required: ['amount', 'shares'],
        additionalProperties: false,
      },
      approvalStep: {
        description: "One of several approvals. A role's name alone is the short form.",
        type: 'object',
        properties: {
          name: {
            $ref: '#/$defs/kebabName',
            description: 'Name of its state. Without it the step goes by its first role.',
          },
          title: { $ref: '#/$defs/text' },
          roles: {
            $ref: '#/$defs/roles',
            description: 'Who may approve. `role` with one name is the short form.',
          },
          notBy: { $ref: '#/$defs/eventNames' },
          approve: {
            $ref: '#/$defs/kebabName',
            description: 'Event that approves here. Without it `approve-` and the name of the step.',
          },
          due: {
            $ref: '#/$defs/deadline',
            description: 'Deadline of the step. `within` with a duration is a short form.',
          },
          if: {
            $ref: '#/$defs/expression',
            description: 'Where it does not hold the step is passed over. Not at the first one.',
          },
          form: { $ref: '#/$defs/camelName', description: 'The form whose answers come with the approval.' },
          require: { $ref: '#/$defs/requirements' },
          mayAssign: {
            $ref: '#/$defs/roles',
            description: 'Roles that may give the task of this step to somebody else.',
          },
        },
        required: ['roles'],
        additionalProperties: false,
      },
      approvals: {
        description:
          'Approvals in order, with rejecting and sending back. Stands for one state for each step in the long form.',
        type: 'object',
        properties: {
          steps: {
            type: 'array',
            items: { $ref: '#/$defs/approvalStep' },
            minItems: 1,
            maxItems: 20,
            description: 'Who approves, in order.',
          },
          approved: { $ref: '#/$defs/branches', description: 'Where the case goes when all have approved.' },
          rejected: {
            $ref: '#/$defs/branches',
            description: 'Where it goes when one of them rejects. Without it nobody can.',
          },
          returned: {
            $ref: '#/$defs/branches',
            description:
              'Where it goes when it is sent back to whoever asked for it. Without it steps can send back to earlier steps only.',
          },
          reason: {
            $ref: '#/$defs/dataPath',
            description:
              'Field that keeps the reason of rejecting or sending back. Without it the reason stands in the trail only.',
          },
          maxReturns: {
            type: 'string',
            maxLength: 200,
            pattern: '^([0-9]{1,3}|=[^=].*)$',
            description: 'How often each step may send back: a number, or an expression such as a parameter.',
          },
          notBy: {
            $ref: '#/$defs/eventNames',
            description: 'Four eyes: whoever sent one of these events approves no step.',
          },
          fourEyes: {
            type: 'boolean',
            description:
              'Whether nobody approves more than one of the steps. So it is unless this says false.',
          },
          mayAssign: {
            $ref: '#/$defs/roles',
            description: 'Roles that may give the task of a step to somebody else.',
          },
          events: {
            description: 'Names of the events that reject and send back.',
            type: 'object',
            properties: {
              reject: { $ref: '#/$defs/kebabName', description: 'Instead of `reject`.' },
              return: { $ref: '#/$defs/kebabName', description: 'Instead of `return`.' },
            },
            additionalProperties: false,
          },
        },
        required: ['steps', 'approved'],
        additionalProperties: false,
      },
      begin: {
        description:
          'Begins another case whose end is not awaited. The name of the process is the short form.',
        type: 'object',
        properties: {
          process: { $ref: '#/$defs/kebabName', description: 'The process of the other case.' },
          profile: { $ref: '#/$defs/beginProfile' },
          keep: { $ref: '#/$defs/keptFields' },
          input: { $ref: '#/$defs/values' },
          forEach: { $ref: '#/$defs/forEach' },
        },
        required: ['process'],
        additionalProperties: false,
      },
      beginProfile: {
        description:
          'Profile of the other case. Without it: the one of this case where the other process has it, else the plain figures.',
      },
      branch: {
        description: 'One way on. Without `target` only the actions happen.',
        type: 'object',
        properties: {
          guard: { $ref: '#/$defs/expression' },
          target: { $ref: '#/$defs/statePath' },
          reenter: {
            type: 'boolean',
            description: 'Whether a self-target ends the visit and begins a new one.',
          },
          actions: { $ref: '#/$defs/actions' },
        },
        additionalProperties: false,
      },
      branches: {
        description:
          'The first branch whose guard holds is taken. A state name alone is the short form of one branch.',
        type: 'array',
        minItems: 1,
        maxItems: 50,
        items: { $ref: '#/$defs/branch' },
      },
      breach: {
        description: 'What happens when the promise is broken, besides telling those of `escalate`.',
        type: 'array',
        maxItems: 10,
        items: {
          description: 'A set of actions.',
          type: 'object',
          properties: { do: { $ref: '#/$defs/actions' } },
          required: ['do'],
          additionalProperties: false,
        },
      },
      calendarByData: {
        description: 'A calendar that the data of the case name.',
        type: 'object',
        properties: {
          choose: {
            $ref: '#/$defs/expression',
            description:
              'Names the calendar by the data of the case: the `choose` of `calendar: { choose, else }`.',
          },
          else: {
            $ref: '#/$defs/kebabName',
            description: 'The calendar that counts where the expression gives none.',
          },
        },
        required: ['choose', 'else'],
        additionalProperties: false,
      },
      calendarName: {
        description: 'Id of a calendar.',
        type: 'string',
        pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
        maxLength: 80,
      },
      call: {
        description: 'Work outside whose result is not awaited.',
        type: 'object',
        properties: {
          service: { $ref: '#/$defs/kebabName', description: 'A service of `services.yaml`' },
          input: { $ref: '#/$defs/values' },
          retry: { $ref: '#/$defs/retry' },
          timeout: { $ref: '#/$defs/timeout' },
          inOrder: { $ref: '#/$defs/inOrder' },
        },
        required: ['service'],
        additionalProperties: false,
      },
      camelName: {
        description: 'A name used in expressions, in camelCase.',
        type: 'string',
        pattern: '^[a-z][A-Za-z0-9]*$',
        maxLength: 60,
      },
      caseParty: {
        description:
          'Who an outside role is in a case. The expression alone is the short form, and lets the party see no field.',
        type: 'object',
        properties: {
          is: {
            $ref: '#/$defs/expression',
            description: 'Id of the party. While it is absent, the role is nobody.',
          },
          sees: {
            description: 'Fields the party sees besides where the case stands.',
            type: 'array',
            items: { $ref: '#/$defs/camelName' },
            maxItems: 100,
          },
        },
        required: ['is'],
        additionalProperties: false,
      },
      convert: {
        description:
          'The case ends here, and one of another process goes on with its data and its open papers. The name of the process is the short form.',
        type: 'object',
        properties: {
          process: { $ref: '#/$defs/kebabName', description: 'The process that goes on.' },
          profile: { $ref: '#/$defs/beginProfile' },
          keep: { $ref: '#/$defs/keptFields' },
          input: { $ref: '#/$defs/values' },
        },
        required: ['process'],
        additionalProperties: false,
      },
      dataPath: {
        description: 'A field, or a part of one, with dots.',
        type: 'string',
        pattern: '^[a-z][A-Za-z0-9]*(\\.[a-z][A-Za-z0-9]*)*$',
        maxLength: 300,
      },
      deadline: {
        description:
          'A promise with a warning and a breach. A range warns at its lower end and breaks at its upper.',
        type: 'object',
        properties: {
          title: { $ref: '#/$defs/text' },
          source: { $ref: '#/$defs/source' },
          within: { $ref: '#/$defs/durationOrParameter' },
          until: {
            $ref: '#/$defs/expression',
            description: 'A date or time in the data. A date ends at the close of its day.',
          },
          by: {
            $ref: '#/$defs/distance',
            description: 'With `until`: how long before or after that point the promise ends.',
          },
          else: { $ref: '#/$defs/durationOrParameter', description: 'What counts while `until` is absent.' },
          from: {
            type: 'string',
            minLength: 1,
            maxLength: 2000,
            description:
              'Where the count begins, if not with the visit: a date or time in the data (`data.…`), or a state, `tag:x`, `event:x`.',
          },
          restartOn: {
            $ref: '#/$defs/marks',
            description: 'What begins the count anew while it runs: states, `tag:x`, `event:x`.',
          },
          stopOn: {
            $ref: '#/$defs/marks',
            description:
              'What ends the count as kept: states, `tag:x`, `event:x`. Leaving the state always does.',
          },
          pauseIn: {
            $ref: '#/$defs/marks',
            description: 'States and `tag:x` in which the count stands still.',
          },
          calendar: { $ref: '#/$defs/ownCalendar' },
          chooseCalendar: {
            $ref: '#/$defs/expression',
            description:
              'Names the calendar by the data of the case: the `choose` of `calendar: { choose, else }`.',
          },
          warn: { $ref: '#/$defs/warnings' },
          breach: { $ref: '#/$defs/breach' },
          escalate: { $ref: '#/$defs/escalation' },
        },
        additionalProperties: false,
      },
      deadlines: {
        description:
          'Promises that are shown, warned about and reported, by name. `due: …` is the short form of one named `due`.',
        type: 'object',
        propertyNames: { $ref: '#/$defs/kebabName' },
        additionalProperties: { $ref: '#/$defs/deadline' },
      },
      decision: {
        description: 'A decision table; the first rule that matches wins.',
        type: 'object',
        properties: {
          title: { $ref: '#/$defs/text' },
          source: { $ref: '#/$defs/source' },
          in: {
            description: 'Columns: an expression each.',
            type: 'object',
            propertyNames: { $ref: '#/$defs/camelName' },
            additionalProperties: { $ref: '#/$defs/expression' },
            minProperties: 1,
          },
          out: {
            description: 'Results: a type each.',
            type: 'object',
            propertyNames: { $ref: '#/$defs/camelName' },
            additionalProperties: { $ref: '#/$defs/field' },
            minProperties: 1,
          },
          rules: {
            type: 'array',
            items: { $ref: '#/$defs/rule' },
            minItems: 1,
            maxItems: 500,
            description: 'Rules in order.',
          },
        },
        required: ['in', 'out', 'rules'],
        additionalProperties: false,
      },
      distance: {
        description: 'A duration or a duration parameter, followed by `before` or `after`.',
        type: 'string',
        minLength: 1,
        maxLength: 80,
      },
      duplicates: {
        description:
          'Which other cases of this process are probably the same matter told twice. They are shown at intake.',
        type: 'object',
        properties: {
          same: {
            type: 'array',
            items: { $ref: '#/$defs/dataPath' },
            minItems: 1,
            maxItems: 5,
            description: 'Fields marked `search`; in both cases all of them are there and equal.',
          },
          within: {
            type: 'string',
            description:
              'How long before this case the other one began at most: a duration or the name of a duration parameter.',
          },
        },
        required: ['same', 'within'],
        additionalProperties: false,
      },
      durationOrParameter: {
        description: 'A duration, a range, or the name of a duration parameter.',
        type: 'string',
        minLength: 1,
        maxLength: 80,
      },
      editable: {
        description: 'Corrections of the data that need no operator.',
        type: 'object',
        properties: {
          fields: {
            type: 'array',
            items: { $ref: '#/$defs/camelName' },
            description: 'Fields that may be corrected.',
          },
          roles: { $ref: '#/$defs/roles' },
        },
        required: ['fields', 'roles'],
        additionalProperties: false,
      },
      escalation: {
        description:
          'Whom a breach is told, in the hours of the calendar. A role, or a list of them, is the short form.',
        type: 'object',
        properties: {
          to: { $ref: '#/$defs/roles', description: 'Whom the breach is told.' },
          ladder: {
            type: 'array',
            maxItems: 10,
            items: { $ref: '#/$defs/rung' },
            description: 'What follows until the clock ends.',
          },
          onCall: {
            $ref: '#/$defs/expression',
            description: 'Where it holds, nobody waits for the hours of the calendar.',
          },
        },
        minProperties: 1,
        additionalProperties: false,
      },
      event: {
        description: 'What a button says. Its title alone is the short form.',
        type: 'object',
        properties: {
          title: { $ref: '#/$defs/text' },
          description: { $ref: '#/$defs/text' },
          occurredAt: {
            $ref: '#/$defs/durationOrParameter',
            description:
              'How far back the event may have occurred before it is reported. Without it the time of the report counts.',
          },
          shows: {
            description:
              'Fields of the case, or parts of them, that whoever may send the event is shown beside it, in this order.',
            type: 'array',
            items: { $ref: '#/$defs/dataPath' },
            maxItems: 100,
          },
        },
        additionalProperties: false,
      },
      eventNames: {
        description: 'Four eyes: whoever sent one of these events in this case may not do this.',
        type: 'array',
        items: { $ref: '#/$defs/kebabName' },
      },
      expression: {
        description: 'An expression of the dialect, bare (without a leading `=`).',
        type: 'string',
        minLength: 1,
        maxLength: 2000,
      },
      field: {
        description: 'One field of the case, with its type.',
        type: 'object',
        properties: {
          type: {
            description:
              'A built-in type (text, integer, number, boolean, money, date, date-time, choice, list, object, signature, attachment, person) or the name of a shared type from `types/`.',
            type: 'string',
            minLength: 1,
            maxLength: 60,
          },
          label: { $ref: '#/$defs/text' },
          help: { $ref: '#/$defs/text' },
          source: { $ref: '#/$defs/source' },
          required: {
            type: 'boolean',
            description: 'Whether the field must be there from the start of the case.',
          },
          default: { description: 'The value filled in when the case starts.' },
          personal: {
            type: 'boolean',
            description: 'Whether it says something about a person; kept so that it can be erased.',
          },
          search: { type: 'boolean', description: 'Whether lists of cases can be searched by it.' },
          contact: {
            type: 'string',
            enum: ['name', 'mobile', 'email', 'language'],
            description:
              'What it tells of somebody outside who is written to: the role of that name, or the one under `contactOf`.',
          },
          contactOf: {
            $ref: '#/$defs/kebabName',
            description:
              'The outside role that is reached by what this field holds. Without it the role that is called like the field: `propertyCompany` is `property-company`.',
          },
          of: {
            description: 'For a choice its options with their titles; for a list the type of its items.',
            type: 'object',
          },
          fields: {
            description: 'For an object its parts.',
            type: 'object',
            propertyNames: { $ref: '#/$defs/camelName' },
            additionalProperties: { $ref: '#/$defs/field' },
          },
          min: { type: 'number', description: 'Smallest number allowed. Money counts in yuan.' },
          max: { type: 'number', description: 'Largest number allowed. Money counts in yuan.' },
          minLength: { type: 'integer', minimum: 0, description: 'Fewest characters.' },
          maxLength: {
            type: 'integer',
            minimum: 1,
            maximum: 100000,
            description: 'Most characters (default 2,000).',
          },
          maxItems: {
            type: 'integer',
            minimum: 1,
            maximum: 1000,
            description: 'Most items of a list (default 100).',
          },
          pattern: {
            type: 'string',
            maxLength: 500,
            description: 'Regular expression the text must match (linear-time engine).',
          },
          schema: {
            type: 'object',
            description: 'The way out into plain JSON Schema, for what the types above cannot say.',
          },
        },
        required: ['type'],
        additionalProperties: false,
        allOf: [
          {
            if: { type: 'object', properties: { type: { type: 'string', const: 'list' } } },
            then: { type: 'object', properties: { of: { $ref: '#/$defs/field' } } },
          },
          {
            if: { type: 'object', properties: { type: { type: 'string', const: 'choice' } } },
            then: { type: 'object', properties: { of: { $ref: '#/$defs/options' } } },
          },
        ],
      },
      fields: {
        description: 'Fields by name.',
        type: 'object',
        propertyNames: { $ref: '#/$defs/camelName' },
        additionalProperties: { $ref: '#/$defs/field' },
        maxProperties: 300,
      },
      forEach: {
        type: 'string',
        minLength: 1,
        maxLength: 2000,
        description: 'One case for each item of a list; `item` is at hand in `input`.',
      },
      form: {
        description: 'What an event asks for.',
        type: 'object',
        properties: {
          title: { $ref: '#/$defs/text' },
          ask: {
            type: 'array',
            items: { $ref: '#/$defs/dataPath' },
            maxItems: 100,
            description: 'Fields of the case that are asked for.',
          },
          required: {
            type: 'array',
            items: { $ref: '#/$defs/dataPath' },
            maxItems: 100,
            description: 'Those of `ask` that must be answered.',
          },
          also: {
            $ref: '#/$defs/fields',
            description:
              'Answers that are not fields of the case: read as `event.<name>` in the step and not kept.',
          },
        },
        additionalProperties: false,
      },
      handler: {
        description: 'What happens on an event in this state.',
        type: 'object',
        properties: {
          title: { $ref: '#/$defs/text' },
          source: { $ref: '#/$defs/source' },
          roles: { $ref: '#/$defs/roles' },
          notBy: { $ref: '#/$defs/eventNames' },
          onlyBy: { $ref: '#/$defs/onlyBy' },
          window: {
            $ref: '#/$defs/window',
            description: 'Outside of it the event is refused and the next opening named.',
          },
          form: { $ref: '#/$defs/camelName', description: 'The form whose answers come with the event.' },
          require: { $ref: '#/$defs/requirements' },
          actions: { $ref: '#/$defs/actions' },
          branches: { $ref: '#/$defs/branches' },
        },
        required: ['branches'],
        additionalProperties: false,
      },
      handlers: {
        description: 'What happens on an event, by event. `event: target` is the short form.',
        type: 'object',
        propertyNames: { $ref: '#/$defs/kebabName' },
        additionalProperties: { $ref: '#/$defs/handler' },
      },
      inOrder: {
        type: 'boolean',
        description:
          'Whether it waits until what the same case asked for in order before it is delivered or given up.',
      },
      invariant: {
        description: 'What must be true after every event.',
        type: 'object',
        properties: {
          in: {
            type: 'array',
            items: { $ref: '#/$defs/statePath' },
            description: 'States in which it must hold; everywhere when left out.',
          },
          if: { $ref: '#/$defs/expression' },
          else: { $ref: '#/$defs/text' },
          source: { $ref: '#/$defs/source' },
        },
        required: ['if', 'else'],
        additionalProperties: false,
      },
      invoke: {
        description:
          'Work that begins when the state is entered, and whose result moves the case: a service outside, or other cases.',
        type: 'object',
        properties: {
          service: {
            $ref: '#/$defs/kebabName',
            description: 'A service of `services.yaml`, or one the host registers.',
          },
          process: {
            $ref: '#/$defs/kebabName',
            description: 'In place of a service: the process of the cases that are begun and awaited.',
          },
          profile: { $ref: '#/$defs/beginProfile' },
          keep: { $ref: '#/$defs/keptFields' },
          input: { $ref: '#/$defs/values' },
          forEach: { $ref: '#/$defs/forEach' },
          whenLeft: {
            type: 'string',
            enum: ['cancel', 'keep'],
            description:
              'What becomes of the other cases when the state is left before they have ended: they are cancelled (as without this), or go on by themselves.',
          },
          retry: { $ref: '#/$defs/retry' },
          timeout: { $ref: '#/$defs/timeout' },
          onDone: {
            $ref: '#/$defs/branches',
            description:
              'Taken when it succeeds; `event` is the result. Of a case: `outcome`, `instance`, `number`, `output`; with `forEach`: `outcomes`, `outputs`, `ended`, `refused`.',
          },
          onError: {
            $ref: '#/$defs/branches',
            description:
              'Taken when it fails for good, or the other case cannot begin; `event.message` says why.',
          },
        },
        required: ['onDone'],
        additionalProperties: false,
      },
      issue: {
        description: 'A paper that is issued, with the next number of its series. A name alone is the paper.',
        type: 'object',
        properties: {
          paper: { $ref: '#/$defs/kebabName', description: 'A paper of `papers/`.' },
          number: {
            type: 'string',
            pattern: '^=.+',
            maxLength: 2000,
            description: 'Expression for the number of a sheet that is numbered already; it begins with `=`.',
          },
          with: { $ref: '#/$defs/values', description: 'What stands on it in place of its own values.' },
        },
        required: ['paper'],
        additionalProperties: false,
      },
      kebabName: {
        description: 'A name in kebab-case, without dots.',
        type: 'string',
        pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
        maxLength: 80,
      },
      keptFields: {
        description: 'Fields the other case gets as they are. Without it: all that both processes have.',
        type: 'array',
        items: { $ref: '#/$defs/camelName' },
        maxItems: 200,
      },
      mark: {
        description: 'A state by its name, `tag:x` or `event:x`.',
        type: 'string',
        pattern: '^((tag|event):)?[a-z][a-z0-9-]*(\\.[a-z][a-z0-9-]*)*$',
        maxLength: 300,
      },
      marks: {
        description:
          'Facts of the case: a state by its name, `tag:x` for the states with a tag, `event:x` for an event.',
        type: 'array',
        maxItems: 30,
        items: { $ref: '#/$defs/mark' },
      },
      members: {
        description:
          'Which regions of a parallel state take part. `by` alone is the short form. Stands for two states in each region in the long form.',
        type: 'object',
        properties: {
          by: {
            type: 'string',
            maxLength: 200,
            pattern: '^(decisions|data)(\\.[a-z][A-Za-z0-9]*)+$',
            description:
              'A decision or an object with a truth value for each region, by the name of the region in camelCase. A region that takes no part is over at once.',
          },
          always: {
            type: 'array',
            items: { $ref: '#/$defs/kebabName' },
            maxItems: 50,
            description: 'Regions that always take part. They are not asked for.',
          },
        },
        required: ['by'],
        additionalProperties: false,
      },
      notice: {
        description:
          'A message some time before or after a date in the data; with `each` one for every item of a list.',
        type: 'object',
        properties: {
          title: { $ref: '#/$defs/text' },
          source: { $ref: '#/$defs/source' },
          at: { $ref: '#/$defs/distance', description: 'How long before or after the date.' },
          of: {
            $ref: '#/$defs/expression',
            description: 'The date or time; with `each` it may speak of `item`.',
          },
          each: {
            $ref: '#/$defs/dataPath',
            description: 'A list field; each of its items has a notice of its own.',
          },
          key: {
            $ref: '#/$defs/expression',
            description: 'What tells the items of the list apart. Without it their place in the list does.',
          },
          to: { $ref: '#/$defs/roles' },
          template: { $ref: '#/$defs/kebabName', description: 'A template of `templates/`.' },
          channel: { $ref: '#/$defs/kebabName', description: 'How it is sent.' },
          window: {
            $ref: '#/$defs/window',
            description: 'Outside of it the message waits for the next opening.',
          },
          calendar: { $ref: '#/$defs/ownCalendar' },
          chooseCalendar: {
            $ref: '#/$defs/expression',
            description:
              'Names the calendar by the data of the case: the `choose` of `calendar: { choose, else }`.',
          },
        },
        required: ['at', 'of', 'to', 'template'],
        additionalProperties: false,
      },
      notices: {
        description: 'Messages some time before or after a date in the data, each once.',
        type: 'array',
        maxItems: 20,
        items: { $ref: '#/$defs/notice' },
      },
      notify: {
        description: 'A message to people.',
        type: 'object',
        properties: {
          to: { $ref: '#/$defs/roles' },
          template: { $ref: '#/$defs/kebabName', description: 'A template of `templates/`.' },
          channel: { $ref: '#/$defs/kebabName', description: 'How it is sent.' },
          window: {
            $ref: '#/$defs/window',
            description: 'Outside of it the message waits for the next opening.',
          },
          inOrder: { $ref: '#/$defs/inOrder' },
        },
        required: ['to', 'template'],
        additionalProperties: false,
      },
      onlyBy: {
        description: 'Only whoever sent one of these events in this case may do this: who lends takes back.',
        type: 'array',
        items: { $ref: '#/$defs/kebabName' },
        maxItems: 50,
      },
      options: {
        description: 'Options of a choice with their titles.',
        type: 'object',
        minProperties: 1,
        maxProperties: 200,
        additionalProperties: { $ref: '#/$defs/text' },
      },
      ownCalendar: {
        description:
          'Calendar of its own, in place of that of the process. `{ choose, else }` lets the data name it.',
        type: 'string',
        pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
        maxLength: 80,
      },
      parameter: {
        description: 'One figure of the procedure.',
        type: 'object',
        properties: {
          type: {
            type: 'string',
            enum: ['duration', 'integer', 'number', 'money', 'boolean', 'text', 'date', 'time', 'choice'],
            description: 'Type of the value. Money is written in yuan.',
          },
          default: { description: 'The value unless a profile sets another.' },
          required: {
            type: 'boolean',
            description: 'Whether a value must be given by a profile; without one no case starts.',
          },
          title: { $ref: '#/$defs/text' },
          source: { $ref: '#/$defs/source' },
          of: {
            description: 'For a choice, its options with their titles.',
            type: 'object',
            propertyNames: { $ref: '#/$defs/kebabName' },
            additionalProperties: { $ref: '#/$defs/text' },
          },
          min: { type: 'number', description: 'Smallest number allowed.' },
          max: {
            description:
              'Largest number allowed; of a duration the longest, and its unit is that of every value.',
          },
        },
        required: ['type'],
        additionalProperties: false,
      },
      recurrence: {
        description:
          'A duration or a duration parameter, without amount for 1; in days, weeks or months with a time of day.',
        type: 'string',
        minLength: 1,
        maxLength: 80,
      },
      reminder: {
        description: 'A message that repeats.',
        type: 'object',
        properties: {
          every: { $ref: '#/$defs/recurrence' },
          to: { $ref: '#/$defs/roles' },
          template: { $ref: '#/$defs/kebabName', description: 'A template of `templates/`.' },
          channel: { $ref: '#/$defs/kebabName', description: 'How it is sent.' },
          window: {
            $ref: '#/$defs/window',
            description: 'Outside of it the message waits for the next opening.',
          },
          restartOn: {
            $ref: '#/$defs/marks',
            description: 'What begins the count anew while it runs: states, `tag:x`, `event:x`.',
          },
          pauseIn: {
            $ref: '#/$defs/marks',
            description: 'States and `tag:x` in which the count stands still.',
          },
          calendar: { $ref: '#/$defs/ownCalendar' },
          chooseCalendar: {
            $ref: '#/$defs/expression',
            description:
              'Names the calendar by the data of the case: the `choose` of `calendar: { choose, else }`.',
          },
        },
        required: ['every', 'to', 'template'],
        additionalProperties: false,
      },
      reminders: {
        description:
          'Messages that repeat as long as the visit lasts. `remind: {…}` is the short form of one.',
        type: 'array',
        maxItems: 10,
        items: { $ref: '#/$defs/reminder' },
      },
      requirements: {
        description: 'What must hold, with the text people see when it does not.',
        type: 'array',
        maxItems: 30,
        items: {
          description: 'One requirement.',
          type: 'object',
          properties: {
            if: { $ref: '#/$defs/expression' },
            else: { $ref: '#/$defs/text' },
            source: { $ref: '#/$defs/source' },
          },
          required: ['if', 'else'],
          additionalProperties: false,
        },
      },
      retry: {
        description: 'How often outside work is tried again.',
        type: 'object',
        properties: {
          maxAttempts: { type: 'integer', minimum: 1, maximum: 100, description: 'Attempts in all.' },
          interval: { type: 'string', description: 'Time before the second attempt.' },
          backoff: {
            type: 'number',
            minimum: 1,
            maximum: 10,
            description: 'Factor by which the time grows.',
          },
          maxInterval: { type: 'string', description: 'Longest time between attempts.' },
        },
        additionalProperties: false,
      },
      roles: {
        description: 'Roles of the organisation. An empty list says nobody from outside.',
        type: 'array',
        items: { $ref: '#/$defs/kebabName' },
        maxItems: 50,
      },
      rule: {
        description: 'One rule of a decision table.',
        type: 'object',
        properties: {
          when: {
            description: 'Cells by column; a column left out matches anything.',
            type: 'object',
            propertyNames: { $ref: '#/$defs/camelName' },
            additionalProperties: {
              description:
                'A literal, a list (any of), `at least 5`, `between 1 and 3`, `before today`, `not x`, or `=expression`.',
            },
          },
          then: { $ref: '#/$defs/values' },
          title: { $ref: '#/$defs/text' },
          source: { $ref: '#/$defs/source' },
        },
        required: ['then'],
        additionalProperties: false,
      },
      rung: {
        description:
          'A rung of an escalation: once, some time after the breach (`after`), or again and again (`every`).',
        type: 'object',
        properties: {
          after: { $ref: '#/$defs/durationOrParameter', description: 'How long after the breach.' },
          every: { $ref: '#/$defs/recurrence' },
          to: { $ref: '#/$defs/roles', description: 'Who is told.' },
          do: { $ref: '#/$defs/actions' },
        },
        exactlyOneOf: ['after', 'every'],
        minProperties: 2,
        additionalProperties: false,
      },
      source: {
        description: 'Where the rule comes from; shown beside it.',
        type: 'array',
        items: { type: 'string' },
      },
      start: {
        description: 'Who may begin a case. Without it, whoever may do the task of the first state.',
        type: 'object',
        properties: {
          roles: { $ref: '#/$defs/roles' },
          form: {
            $ref: '#/$defs/camelName',
            description:
              'The form with which a case begins: only what it asks may be given. Without it, any field may.',
          },
        },
        additionalProperties: false,
      },
      state: {
        description: 'A state of the procedure.',
        type: 'object',
        properties: {
          type: {
            type: 'string',
            enum: ['parallel', 'final', 'history'],
            description: 'Leave it out for an ordinary state.',
          },
          title: { $ref: '#/$defs/text' },
          description: { $ref: '#/$defs/text' },
          source: { $ref: '#/$defs/source' },
          tags: {
            type: 'array',
            items: { $ref: '#/$defs/kebabName' },
            description: 'Words that mark states alike.',
          },
          outcome: {
            $ref: '#/$defs/kebabName',
            description: 'How a case ends that ends here (final states at the top).',
          },
          convert: { $ref: '#/$defs/convert' },
          history: {
            type: 'string',
            enum: ['shallow', 'deep'],
            description: 'How far back a history state remembers.',
          },
          target: {
            $ref: '#/$defs/statePath',
            description: 'Where a history state leads when there is nothing to remember.',
          },
          initial: { $ref: '#/$defs/kebabName', description: 'The child state entered first.' },
          task: { $ref: '#/$defs/task' },
          deadlines: { $ref: '#/$defs/deadlines' },
          reminders: { $ref: '#/$defs/reminders' },
          notices: { $ref: '#/$defs/notices' },
          entry: { $ref: '#/$defs/actions' },
          exit: { $ref: '#/$defs/actions' },
          invoke: { $ref: '#/$defs/invoke' },
          on: { $ref: '#/$defs/handlers' },
          after: { $ref: '#/$defs/afterHandlers' },
          always: { $ref: '#/$defs/branches' },
          onDone: { $ref: '#/$defs/branches' },
          states: { $ref: '#/$defs/states' },
          approvals: { $ref: '#/$defs/approvals' },
          members: { $ref: '#/$defs/members' },
        },
        additionalProperties: false,
      },
      statePath: {
        description: "A sibling's name or a path from the root, with dots.",
        type: 'string',
        pattern: '^[a-z][a-z0-9-]*(\\.[a-z][a-z0-9-]*)*$',
        maxLength: 300,
      },
      states: {
        description: 'States by name.',
        type: 'object',
        propertyNames: { $ref: '#/$defs/kebabName' },
        additionalProperties: { $ref: '#/$defs/state' },
        minProperties: 1,
        maxProperties: 200,
      },
      task: {
        description:
          "A work item for a person, open as long as the visit lasts. A role's name alone is the short form.",
        type: 'object',
        properties: {
          roles: {
            $ref: '#/$defs/roles',
            description: 'Who may do it. `role` with one name is the short form.',
          },
          title: { $ref: '#/$defs/text' },
          notBy: { $ref: '#/$defs/eventNames' },
          onlyBy: { $ref: '#/$defs/onlyBy' },
          window: {
            $ref: '#/$defs/window',
            description: 'When the events of the task may be sent. A window of a handler goes first.',
          },
          assign: {
            type: 'string',
            minLength: 1,
            maxLength: 2000,
            description:
              'Who it is given to when it opens: `in-turn` the next one of a rotation, `by-load` whoever has the fewest open tasks, `=expression` the person it names. Without it, it waits to be claimed.',
          },
          rotation: {
            $ref: '#/$defs/kebabName',
            description:
              'Tasks with one rotation share one order of turns (`in-turn`). Without it the task has one of its own.',
          },
          skill: {
            description:
              'What whoever gets it must be able to do: a skill of the organisation, several of them, or an expression (`in-turn`, `by-load`).',
          },
          makeUp: {
            description:
              'Whether whoever was passed over comes first next time (`in-turn`; default false): true, false, or `=params.<name>` of a boolean parameter.',
          },
          onNobody: {
            $ref: '#/$defs/kebabName',
            description: 'Event that is raised when nobody can be given the task.',
          },
          claim: {
            type: 'string',
            enum: ['exclusive', 'open'],
            description:
              '`exclusive` (default): once somebody has it, only that person sends its events. `open`: everybody of its roles goes on sending them.',
          },
          mayAssign: {
            $ref: '#/$defs/roles',
            description:
              'Who may give it to somebody else, take it back, and send its events although somebody has it.',
          },
          swap: {
            type: 'boolean',
            description:
              'Whether whoever has it may give it away or back (default true). Otherwise only `mayAssign` may.',
          },
          away: {
            type: 'boolean',
            description:
              'Whoever has it is out of the house as long as it is open: nothing is given to that person by turn or by load meanwhile.',
          },
        },
        required: ['roles'],
        additionalProperties: false,
      },
      tell: {
        description:
          'Sends an event to the case that began this one, or to the cases this one began of a process. It is taken by handlers with `roles: []`.',
        type: 'object',
        properties: {
          to: { $ref: '#/$defs/toldCases' },
          event: { $ref: '#/$defs/kebabName', description: 'The event.' },
          with: { $ref: '#/$defs/values' },
        },
        required: ['to', 'event'],
        additionalProperties: false,
      },
      text: {
        description: 'A text people see, in both languages. A plain string serves both.',
        type: 'object',
        properties: {
          'zh-CN': { type: 'string', minLength: 1, description: 'The Chinese text.' },
          en: { type: 'string', minLength: 1, description: 'The English text.' },
        },
        required: ['zh-CN', 'en'],
        additionalProperties: false,
      },
      timeout: {
        type: 'string',
        minLength: 1,
        maxLength: 80,
        description: 'How long one attempt may take, in seconds or minutes (default 30 seconds).',
      },
      toldCases: {
        description: 'Who is told: `parent`, or `{ children: <process> }`.',
        type: 'object',
        minProperties: 1,
        maxProperties: 1,
        properties: {
          parent: { type: 'boolean', description: 'The case that began this one.' },
          children: {
            $ref: '#/$defs/kebabName',
            description: 'The cases of this process that this one began.',
          },
        },
        additionalProperties: false,
      },
      unitAction: {
        description:
          'Writes into the product file of the unit the case is about; exactly one key. Optional values that are absent are left out.',
        type: 'object',
        minProperties: 1,
        maxProperties: 1,
        properties: {
          purchase: {
            description: 'When the unit was bought, and until when its warranty runs.',
            type: 'object',
            properties: {
              on: { $ref: '#/$defs/value', description: 'Day of the purchase.' },
              warrantyEndsOn: { $ref: '#/$defs/value', description: 'Last day of the warranty.' },
            },
            required: ['on'],
            additionalProperties: false,
          },
          repair: {
            description: 'The repair of this case. A second one of the same case replaces it.',
            type: 'object',
            properties: {
              fault: { $ref: '#/$defs/value', description: 'What was wrong.' },
              startedOn: { $ref: '#/$defs/value', description: 'First day of the repair.' },
              finishedOn: { $ref: '#/$defs/value', description: 'Last day of the repair.' },
              parts: { $ref: '#/$defs/value', description: 'Parts that were replaced.' },
            },
            additionalProperties: false,
          },
          exchange: {
            description:
              'The customer got another unit. Writes both files, so that the chain is known from either side.',
            type: 'object',
            properties: {
              newSerial: { $ref: '#/$defs/value', description: 'Serial number of the new unit.' },
              on: { $ref: '#/$defs/value', description: 'Day of the exchange.' },
              warrantyEndsOn: {
                $ref: '#/$defs/value',
                description: 'Last day of the warranty of the new unit.',
              },
            },
            required: ['newSerial', 'on'],
            additionalProperties: false,
          },
        },
        additionalProperties: false,
      },
      value: { description: 'A literal of any kind. A text that begins with `=` is an expression.' },
      values: {
        description: 'Named values. A text that begins with `=` is an expression.',
        type: 'object',
        propertyNames: { $ref: '#/$defs/camelName' },
        additionalProperties: { $ref: '#/$defs/value' },
      },
      warning: {
        description: 'A warning.',
        type: 'object',
        properties: {
          at: {
            type: 'string',
            minLength: 1,
            maxLength: 80,
            description:
              'A duration or a duration parameter, followed by `before` or `after start`; or a share of the time, such as `75 %`, or `warnAt %` with a number parameter.',
          },
          do: { $ref: '#/$defs/actions' },
        },
        required: ['at'],
        additionalProperties: false,
      },
      warnings: {
        description:
          'Warnings before the due point. A text such as `2 working hours before`, `75 %` or `4 hours after start` is the short form.',
        type: 'array',
        maxItems: 10,
        items: { $ref: '#/$defs/warning' },
      },
      window: {
        description:
          'When something may happen. What is left out does not restrict. The name of a calendar is the short form: while that is open. An event the procedure raises itself is taken at any time.',
        type: 'object',
        properties: {
          title: { $ref: '#/$defs/text' },
          days: {
            type: 'array',
            items: {
              type: 'string',
              enum: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
              description: 'A weekday.',
            },
            minItems: 1,
            maxItems: 7,
            description: 'On these weekdays.',
          },
          hours: {
            type: 'array',
            items: { $ref: '#/$defs/windowPeriod' },
            minItems: 1,
            maxItems: 10,
            description:
              'In these periods of the day. One that ends at or before its start runs past midnight.',
          },
          open: {
            type: 'boolean',
            description: 'Only while the calendar is open. Naming a calendar implies it.',
          },
          calendar: { $ref: '#/$defs/ownCalendar' },
          chooseCalendar: {
            $ref: '#/$defs/expression',
            description:
              'Names the calendar by the data of the case: the `choose` of `calendar: { choose, else }`.',
          },
          unless: { $ref: '#/$defs/expression', description: 'Where it holds the window is always open.' },
        },
        minProperties: 1,
        additionalProperties: false,
      },
      windowPeriod: {
        description: 'Opening and closing time. `09:00-18:00` is the short form.',
        type: 'array',
        items: { type: 'string', minLength: 1, maxLength: 40, description: 'A time of day such as 09:00.' },
        minItems: 2,
        maxItems: 2,
      },
      writtenOn: {
        description: 'The latest paper of a kind, and what is written on it now. A name alone is the paper.',
        type: 'object',
        properties: {
          paper: { $ref: '#/$defs/kebabName', description: 'A paper of `papers/`.' },
          with: {
            $ref: '#/$defs/values',
            description: 'What is written on it now; what is absent leaves its line as it is.',
          },
        },
        required: ['paper'],
        additionalProperties: false,
      },
    },
  },
  profile: {
    title: 'Profile',
    description: 'The figures of one kind of business.',
    type: 'object',
    properties: {
      profile: { $ref: '#/$defs/kebabName', description: 'Id of the profile.' },
      title: { $ref: '#/$defs/text' },
      description: { $ref: '#/$defs/text' },
      source: { $ref: '#/$defs/source' },
      parameters: {
        description: 'Values of parameters, by process and parameter.',
        type: 'object',
        propertyNames: { $ref: '#/$defs/kebabName' },
        additionalProperties: {
          description: 'Values of the parameters of one process.',
          type: 'object',
          propertyNames: { $ref: '#/$defs/camelName' },
          additionalProperties: { description: 'The value.' },
        },
      },
    },
    required: ['profile', 'title', 'parameters'],
    additionalProperties: false,
    $defs: {
      camelName: {
        description: 'A name used in expressions, in camelCase.',
        type: 'string',
        pattern: '^[a-z][A-Za-z0-9]*$',
        maxLength: 60,
      },
      kebabName: {
        description: 'A name in kebab-case, without dots.',
        type: 'string',
        pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
        maxLength: 80,
      },
      source: {
        description: 'Where the rule comes from; shown beside it.',
        type: 'array',
        items: { type: 'string' },
      },
      text: {
        description: 'A text people see, in both languages. A plain string serves both.',
        type: 'object',
        properties: {
          'zh-CN': { type: 'string', minLength: 1, description: 'The Chinese text.' },
          en: { type: 'string', minLength: 1, description: 'The English text.' },
        },
        required: ['zh-CN', 'en'],
        additionalProperties: false,
      },
    },
  },
  register: {
    title: 'Register',
    description:
      'A book over cases. Nothing is stored for it; each line is asked of the cases when somebody looks.',
    type: 'object',
    properties: {
      register: { $ref: '#/$defs/kebabName', description: 'Id of the register.' },
      title: { $ref: '#/$defs/text' },
      description: { $ref: '#/$defs/text' },
      source: { $ref: '#/$defs/source' },
      of: {
        type: 'array',
        items: { $ref: '#/$defs/kebabName' },
        minItems: 1,
        maxItems: 50,
        description: 'The processes whose cases stand in it.',
      },
      rows: {
        description: 'What has a line. Without it each case has one.',
        type: 'object',
        properties: {
          vouchers: {
            $ref: '#/$defs/kebabName',
            description: 'Each paper of this kind has a line; expressions may name `voucher`.',
          },
          items: {
            $ref: '#/$defs/dataPath',
            description: 'Each item of this list of the case has a line; expressions may name `item`.',
          },
        },
        additionalProperties: false,
        exactlyOneOf: ['vouchers', 'items'],
      },
      where: {
        $ref: '#/$defs/expression',
        description: 'Only lines for which this holds. What is absent does not hold.',
      },
      whereIn: {
        description: 'What takes the place of `where` for the cases of a process.',
        type: 'object',
        additionalProperties: { $ref: '#/$defs/expression' },
        propertyNames: { $ref: '#/$defs/kebabName' },
        minProperties: 1,
        maxProperties: 50,
      },
      period: {
        description:
          'Which day of a line counts when a period is asked for: the start of the case (the default), its end, or an expression that gives a date.',
        type: 'string',
        minLength: 1,
        maxLength: 2000,
        pattern: '^(started|ended|=.+)$',
      },
      columns: {
        description: 'What stands on a line, from left to right.',
        type: 'array',
        items: { $ref: '#/$defs/registerColumn' },
        minItems: 1,
        maxItems: 60,
      },
      struckOff: {
        description: 'When a line is done with. It stays, crossed out.',
        type: 'object',
        properties: {
          title: { $ref: '#/$defs/text' },
          when: { $ref: '#/$defs/expression', description: 'Whether the line is struck off.' },
          whenIn: {
            description: 'What takes the place of `when` for the cases of a process.',
            type: 'object',
            additionalProperties: { $ref: '#/$defs/expression' },
            propertyNames: { $ref: '#/$defs/kebabName' },
            minProperties: 1,
            maxProperties: 50,
          },
          at: { $ref: '#/$defs/expression', description: 'The day or moment it was struck off.' },
        },
        required: ['when'],
        additionalProperties: false,
      },
      roles: { $ref: '#/$defs/registerRoles' },
    },
    required: ['register', 'title', 'of', 'columns', 'roles'],
    additionalProperties: false,
    $defs: {
      camelName: {
        description: 'A name used in expressions, in camelCase.',
        type: 'string',
        pattern: '^[a-z][A-Za-z0-9]*$',
        maxLength: 60,
      },
      dataPath: {
        description: 'A field, or a part of one, with dots.',
        type: 'string',
        pattern: '^[a-z][A-Za-z0-9]*(\\.[a-z][A-Za-z0-9]*)*$',
        maxLength: 300,
      },
      expression: {
        description: 'An expression of the dialect, bare (without a leading `=`).',
        type: 'string',
        minLength: 1,
        maxLength: 2000,
      },
      kebabName: {
        description: 'A name in kebab-case, without dots.',
        type: 'string',
        pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
        maxLength: 80,
      },
      registerColumn: {
        description: 'One column.',
        type: 'object',
        properties: {
          name: { $ref: '#/$defs/camelName', description: 'Its name for programs.' },
          title: { $ref: '#/$defs/text' },
          value: {
            $ref: '#/$defs/expression',
            description:
              'What stands there: a text, a number, an amount, a date, or a list of them. Blank where it is absent.',
          },
          valueIn: {
            description: 'What takes the place of `value` for the cases of a process.',
            type: 'object',
            additionalProperties: { $ref: '#/$defs/expression' },
            propertyNames: { $ref: '#/$defs/kebabName' },
            minProperties: 1,
            maxProperties: 50,
          },
          optional: {
            type: 'boolean',
            description: 'Whether a process may lack what the column names; it is blank there.',
          },
        },
        required: ['name', 'title', 'value'],
        additionalProperties: false,
      },
      registerRoles: {
        description:
          'Who may see the register. It shows all of its columns, whatever else somebody may see of a case.',
        type: 'array',
        items: { $ref: '#/$defs/kebabName' },
        minItems: 1,
        maxItems: 50,
      },
      source: {
        description: 'Where the rule comes from; shown beside it.',
        type: 'array',
        items: { type: 'string' },
      },
      text: {
        description: 'A text people see, in both languages. A plain string serves both.',
        type: 'object',
        properties: {
          'zh-CN': { type: 'string', minLength: 1, description: 'The Chinese text.' },
          en: { type: 'string', minLength: 1, description: 'The English text.' },
        },
        required: ['zh-CN', 'en'],
        additionalProperties: false,
      },
    },
  },
  replay: {
    title: 'Replay',
    description: 'How the rows of an event log become events of cases.',
    type: 'object',
    properties: {
      replay: { $ref: '#/$defs/kebabName', description: 'Id of the mapping.' },
      process: { $ref: '#/$defs/kebabName', description: 'The process the cases follow.' },
      profile: { $ref: '#/$defs/kebabName', description: 'The profile that sets the figures.' },
      columns: { $ref: '#/$defs/columns' },
      actor: { $ref: '#/$defs/actor' },
      rows: {
        type: 'array',
        items: { $ref: '#/$defs/row' },
        minItems: 1,
        maxItems: 500,
        description: 'Which row is what; the first whose `when` fits is taken.',
      },
    },
    required: ['replay', 'process', 'columns', 'actor', 'rows'],
    additionalProperties: false,
    $defs: {
      actor: {
        description: 'Who sent the event of a row.',
        type: 'object',
        properties: {
          column: { $ref: '#/$defs/columnName', description: 'Column with the name of the actor.' },
          default: {
            type: 'string',
            minLength: 1,
            maxLength: 200,
            description: 'The actor where the cell is empty or no column is named.',
          },
          roles: {
            description:
              'Roles by name, or by the beginning of names; the longest beginning that fits is taken.',
            type: 'object',
            additionalProperties: { $ref: '#/$defs/roles' },
            minProperties: 1,
          },
        },
        required: ['roles'],
        additionalProperties: false,
      },
      cell: {
        description: 'Where an answer comes from. A literal alone is the short form of `value`.',
        type: 'object',
        properties: {
          column: { $ref: '#/$defs/columnName', description: 'The column it stands in.' },
          type: {
            type: 'string',
            enum: ['text', 'integer', 'number', 'boolean', 'money', 'date', 'date-time'],
            description: 'What the cell is read as (default text). A boolean is `true` or `false`.',
          },
          map: {
            type: 'object',
            description: 'Answers by text of the cell; a text that is not named is a fault.',
          },
          value: { description: 'A literal.' },
        },
        additionalProperties: false,
        exactlyOneOf: ['column', 'value'],
      },
      cells: {
        description: 'Answers by field, each from a column or a literal. An empty cell gives no answer.',
        type: 'object',
        propertyNames: { $ref: '#/$defs/dataPath' },
        additionalProperties: { $ref: '#/$defs/cell' },
      },
      columnName: {
        description: 'A column of the log, by its heading.',
        type: 'string',
        minLength: 1,
        maxLength: 200,
      },
      columns: {
        description: 'The columns every row has.',
        type: 'object',
        properties: {
          case: { $ref: '#/$defs/columnName', description: 'Column that tells which case a row belongs to.' },
          time: { $ref: '#/$defs/columnName', description: 'Column with the moment, RFC 3339 with offset.' },
          order: {
            $ref: '#/$defs/columnName',
            description:
              'Column with a number that orders the rows of a case. Without it they stand in the order of the file.',
          },
        },
        required: ['case', 'time'],
        additionalProperties: false,
      },
      creation: {
        description: 'The row begins the case.',
        type: 'object',
        properties: { with: { $ref: '#/$defs/cells' } },
        additionalProperties: false,
      },
      dataPath: {
        description: 'A field, or a part of one, with dots.',
        type: 'string',
        pattern: '^[a-z][A-Za-z0-9]*(\\.[a-z][A-Za-z0-9]*)*$',
        maxLength: 300,
      },
      kebabName: {
        description: 'A name in kebab-case, without dots.',
        type: 'string',
        pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
        maxLength: 80,
      },
      roles: {
        description: 'Roles of the organisation. An empty list says nobody from outside.',
        type: 'array',
        items: { $ref: '#/$defs/kebabName' },
        maxItems: 50,
      },
      row: {
        description: 'One kind of row. Exactly one of `create`, `send` and `skip` says what it does.',
        type: 'object',
        properties: {
          when: {
            description:
              'Values a row must have, by column; a list means any of them, an empty text an empty cell.',
            type: 'object',
            additionalProperties: {
              description: 'Values of the column.',
              type: 'array',
              items: { type: 'string', description: 'A value.' },
              minItems: 1,
            },
            minProperties: 1,
          },
          create: { $ref: '#/$defs/creation' },
          send: { $ref: '#/$defs/kebabName', description: 'The event it sends.' },
          skip: {
            type: 'string',
            minLength: 1,
            maxLength: 300,
            description: 'Why the row says nothing about the case; it is counted as skipped.',
          },
          with: { $ref: '#/$defs/cells' },
        },
        required: ['when'],
        additionalProperties: false,
        exactlyOneOf: ['create', 'send', 'skip'],
      },
    },
  },
  scenario: {
    title: 'Scenario',
    description: 'A story of one case that is a test.',
    type: 'object',
    properties: {
      scenario: { type: 'string', minLength: 1, maxLength: 300, description: 'What the story tells.' },
      process: { $ref: '#/$defs/kebabName', description: 'The process it runs.' },
      profile: { $ref: '#/$defs/kebabName', description: 'The profile that sets the figures.' },
      parameters: {
        description: 'Values of parameters for this story only.',
        type: 'object',
        propertyNames: { $ref: '#/$defs/camelName' },
        additionalProperties: { description: 'The value.' },
      },
      units: {
        description: 'Product files there are before the case starts, by serial number.',
        type: 'object',
        propertyNames: { $ref: '#/$defs/serialNumber' },
        additionalProperties: { $ref: '#/$defs/unitFile' },
      },
      at: { $ref: '#/$defs/moment', description: 'The moment the case starts.' },
      start: { $ref: '#/$defs/begin' },
      steps: {
        type: 'array',
        items: { $ref: '#/$defs/step' },
        maxItems: 500,
        description: 'What happens then.',
      },
    },
    required: ['scenario', 'process', 'at', 'start'],
    additionalProperties: false,
    $defs: {
      begin: {
        description: 'How the case starts.',
        type: 'object',
        properties: {
          by: { $ref: '#/$defs/personId', description: 'Who starts it.' },
          with: { $ref: '#/$defs/payload' },
          as: { $ref: '#/$defs/kebabName', description: 'What the story calls this case from here on.' },
          expect: { $ref: '#/$defs/expect' },
        },
        required: ['by'],
        additionalProperties: false,
      },
      begun: {
        description: 'A case that was begun, or could not begin. What is not named is not looked at.',
        type: 'object',
        properties: {
          process: { $ref: '#/$defs/kebabName', description: 'Its process.' },
          kind: {
            type: 'string',
            enum: ['child', 'started', 'converted'],
            description: 'Whether it is awaited, begun by `start`, or goes on in place of the other.',
          },
          as: { $ref: '#/$defs/kebabName', description: 'What the story calls it from here on.' },
          state: {
            type: 'array',
            items: { $ref: '#/$defs/statePath' },
            minItems: 1,
            description: 'The state it is in.',
          },
          refused: {
            $ref: '#/$defs/kebabName',
            description: 'The code of the refusal with which it could not begin.',
          },
        },
        required: ['process'],
        additionalProperties: false,
      },
      camelName: {
        description: 'A name used in expressions, in camelCase.',
        type: 'string',
        pattern: '^[a-z][A-Za-z0-9]*$',
        maxLength: 60,
      },
      dataPath: {
        description: 'A field, or a part of one, with dots.',
        type: 'string',
        pattern: '^[a-z][A-Za-z0-9]*(\\.[a-z][A-Za-z0-9]*)*$',
        maxLength: 300,
      },
      eventName: {
        description: 'The name of an event. Any text may be tried, so that refusals can be told.',
        type: 'string',
        minLength: 1,
        maxLength: 200,
      },
      expect: {
        description: 'What must be so after the step. What is not named is not looked at.',
        type: 'object',
        properties: {
          state: {
            type: 'array',
            items: { $ref: '#/$defs/statePath' },
            minItems: 1,
            description: 'The state the case is in. For parallel states the innermost states.',
          },
          ended: { $ref: '#/$defs/kebabName', description: 'The outcome with which the case ended.' },
          refused: { $ref: '#/$defs/kebabName', description: 'The code of the refusal.' },
          due: {
            description: 'When deadlines are due, by state or `state#deadline`.',
            type: 'object',
            additionalProperties: { $ref: '#/$defs/moment' },
          },
          messages: {
            type: 'array',
            items: { $ref: '#/$defs/message' },
            description: 'Messages of this step. An empty list says none.',
          },
          visits: {
            description: 'How often a state was entered.',
            type: 'object',
            propertyNames: { $ref: '#/$defs/statePath' },
            additionalProperties: { type: 'integer', minimum: 0, description: 'The number.' },
          },
          data: { $ref: '#/$defs/payload', description: 'Values of fields.' },
          absent: {
            type: 'array',
            items: { $ref: '#/$defs/dataPath' },
            description: 'Fields without an answer.',
          },
          decided: {
            description: 'Results of decisions of this step.',
            type: 'object',
            propertyNames: { $ref: '#/$defs/camelName' },
            additionalProperties: { type: 'object', description: 'Results by name.' },
          },
          tasks: {
            type: 'array',
            items: { $ref: '#/$defs/kebabName' },
            description: 'Roles that have an open task. An empty list says none.',
          },
          assigned: {
            description: 'Who has the task of a state; `nobody` where it waits to be claimed.',
            type: 'object',
            propertyNames: { $ref: '#/$defs/statePath' },
            additionalProperties: { $ref: '#/$defs/personId' },
          },
          skipped: {
            description:
              'Who was passed over for the task of a state in this step, and why. An empty map says nobody was.',
            type: 'object',
            propertyNames: { $ref: '#/$defs/statePath' },
            additionalProperties: { $ref: '#/$defs/skippedPeople' },
          },
          priority: { type: 'integer', description: 'How urgent the case is.' },
          breached: {
            type: 'array',
            items: {
              type: 'string',
              minLength: 1,
              maxLength: 300,
              description: 'A state or `state#deadline`.',
            },
            description: 'Deadlines broken so far.',
          },
          paused: {
            type: 'array',
            items: {
              type: 'string',
              minLength: 1,
              maxLength: 300,
              description: 'A state or `state#deadline`.',
            },
            description: 'Deadlines that stand paused. An empty list says none.',
          },
          provisional: {
            type: 'array',
            items: {
              type: 'string',
              minLength: 1,
              maxLength: 300,
              description: 'A state or `state#deadline`.',
            },
            description:
              'Deadlines that run into a year whose holidays are not published. An empty list says none.',
          },
          units: {
            description: 'What product files hold, by serial number, as `unit` has it in expressions.',
            type: 'object',
            propertyNames: { $ref: '#/$defs/serialNumber' },
            additionalProperties: {
              description: 'Members with their values.',
              type: 'object',
              propertyNames: { $ref: '#/$defs/camelName' },
              additionalProperties: { description: 'The value.' },
            },
          },
          vouchers: {
            description: 'States of papers.',
            type: 'object',
            propertyNames: { $ref: '#/$defs/kebabName' },
            additionalProperties: {
              type: 'string',
              enum: ['issued', 'signed', 'void', 'archived'],
              description: 'The state.',
            },
          },
          began: {
            type: 'array',
            items: { $ref: '#/$defs/begun' },
            description: 'Cases that were begun in this step. An empty list says none.',
          },
          similar: {
            type: 'array',
            items: {
              type: 'string',
              minLength: 1,
              maxLength: 200,
              description: 'Another case of the story, by its label or its number.',
            },
            description:
              'Cases of the story that are probably the same matter, as `duplicates` of the process says, the newest first. An empty list says none.',
          },
          parent: { $ref: '#/$defs/otherCase', description: 'The case this one comes from.' },
          children: {
            description: 'Other cases of the story, by label or by process (its latest case).',
            type: 'object',
            propertyNames: { $ref: '#/$defs/kebabName' },
            additionalProperties: { $ref: '#/$defs/otherCase' },
          },
        },
        additionalProperties: false,
        minProperties: 1,
      },
      kebabName: {
        description: 'A name in kebab-case, without dots.',
        type: 'string',
        pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
        maxLength: 80,
      },
      message: {
        description: 'A message. What is not named is not looked at.',
        type: 'object',
        properties: {
          template: { $ref: '#/$defs/kebabName', description: 'Its template.' },
          to: { $ref: '#/$defs/roles' },
          channel: { $ref: '#/$defs/kebabName', description: 'Its channel.' },
          notBefore: { $ref: '#/$defs/moment' },
        },
        additionalProperties: false,
        minProperties: 1,
      },
      moment: {
        description: 'A moment with its offset (RFC 3339; seconds may be left out).',
        type: 'string',
        pattern:
          '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}:[0-9]{2})$',
      },
      otherCase: {
        description: 'How another case stands. What is not named is not looked at.',
        type: 'object',
        properties: {
          state: {
            type: 'array',
            items: { $ref: '#/$defs/statePath' },
            minItems: 1,
            description: 'The state it is in.',
          },
          ended: { $ref: '#/$defs/kebabName', description: 'The outcome with which it ended.' },
        },
        additionalProperties: false,
        minProperties: 1,
      },
      payload: {
        description: 'Answers by field. A part of an object is named with dots.',
        type: 'object',
        propertyNames: { $ref: '#/$defs/dataPath' },
        additionalProperties: { description: 'The answer, or the name of a thing of the cast.' },
      },
      personId: {
        description: 'The name of a person or a thing in files and programs.',
        type: 'string',
        pattern: '^[A-Za-z0-9][A-Za-z0-9_.@-]*$',
        maxLength: 120,
      },
      result: {
        description:
          'The end of outside work, as the service would report it; or of an awaited case. Awaited cases of a process that some `result` names are not played.',
        type: 'object',
        properties: {
          of: { $ref: '#/$defs/kebabName', description: 'The service or the process.' },
          done: { type: 'object', description: 'It succeeded, with this result.' },
          failed: {
            type: 'string',
            minLength: 1,
            maxLength: 2000,
            description: 'It failed for good, for this reason.',
          },
          refused: {
            type: 'string',
            minLength: 1,
            maxLength: 2000,
            description: 'The other case could not begin, for this reason.',
          },
        },
        required: ['of'],
        additionalProperties: false,
        exactlyOneOf: ['done', 'failed', 'refused'],
      },
      roles: {
        description: 'Roles of the organisation. An empty list says nobody from outside.',
        type: 'array',
        items: { $ref: '#/$defs/kebabName' },
        maxItems: 50,
      },
      serialNumber: { description: 'A serial number.', type: 'string', minLength: 1, maxLength: 200 },
      skippedPeople: {
        description: 'Who was passed over, and why.',
        type: 'object',
        propertyNames: { $ref: '#/$defs/personId' },
        additionalProperties: {
          type: 'string',
          enum: ['absent', 'away', 'skill', 'four-eyes'],
          description:
            'The reason: absent, out of the house with another task, without the skill, or kept from it by what that person sent before.',
        },
      },
      statePath: {
        description: "A sibling's name or a path from the root, with dots.",
        type: 'string',
        pattern: '^[a-z][a-z0-9-]*(\\.[a-z][a-z0-9-]*)*$',
        maxLength: 300,
      },
      step: {
        description:
          'One step. Exactly one of `send`, `wait`, `until`, `note`, `correct`, `suspend`, `resume`, `claim`, `release`, `assign`, `begin`, `calendar` and `result` says what happens.',
        type: 'object',
        properties: {
          send: { $ref: '#/$defs/eventName', description: 'An event somebody sends.' },
          wait: {
            type: 'string',
            minLength: 1,
            maxLength: 80,
            description: 'How long the clock jumps, in the calendar of the process.',
          },
          until: { $ref: '#/$defs/moment', description: 'The moment to which the clock jumps.' },
          note: { type: 'string', minLength: 1, maxLength: 10000, description: 'A note somebody writes.' },
          correct: { $ref: '#/$defs/payload', description: 'Fields somebody corrects.' },
          suspend: {
            type: 'string',
            minLength: 1,
            maxLength: 2000,
            description: 'Somebody lets the case stand still, for this reason.',
          },
          resume: {
            type: 'string',
            minLength: 1,
            maxLength: 2000,
            description: 'Somebody lets the case go on, for this reason.',
          },
          claim: { $ref: '#/$defs/statePath', description: 'Somebody takes the task of this state.' },
          release: { $ref: '#/$defs/statePath', description: 'Somebody gives the task of this state back.' },
          assign: { $ref: '#/$defs/taskGiven' },
          begin: {
            $ref: '#/$defs/kebabName',
            description:
              'Somebody begins another case of the process of the story, with the same figures; this is what the story calls it from here on.',
          },
          calendar: {
            $ref: '#/$defs/kebabName',
            description:
              'The calendar of the process changes: from now on this one of the folder is what it says.',
          },
          insteadOf: {
            $ref: '#/$defs/kebabName',
            description: 'The calendar that changes, where it is not that of the process.',
          },
          occurredAt: {
            $ref: '#/$defs/moment',
            description: 'When the event happened, where that was earlier.',
          },
          result: { $ref: '#/$defs/result' },
          in: {
            $ref: '#/$defs/kebabName',
            description:
              'The case the step speaks of, where it is not the one the story is about: a label, or a process (its latest case).',
          },
          by: { $ref: '#/$defs/personId', description: 'Who does it.' },
          with: { $ref: '#/$defs/payload' },
          to: { $ref: '#/$defs/statePath', description: 'The region an event is meant for.' },
          expect: { $ref: '#/$defs/expect' },
        },
        additionalProperties: false,
        exactlyOneOf: [
          'send',
          'wait',
          'until',
          'note',
          'correct',
          'suspend',
          'resume',
          'claim',
          'release',
          'assign',
          'begin',
          'calendar',
          'result',
        ],
      },
      taskGiven: {
        description: 'Somebody gives the task of a state to another person.',
        type: 'object',
        properties: {
          task: { $ref: '#/$defs/statePath', description: 'The state of the task.' },
          to: { $ref: '#/$defs/personId', description: 'Who gets it.' },
          reason: { type: 'string', minLength: 1, maxLength: 2000, description: 'Why.' },
        },
        required: ['task', 'to', 'reason'],
        additionalProperties: false,
      },
      unitDay: { description: 'A day.', type: 'string', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' },
      unitFile: {
        description: 'What is known of a unit.',
        type: 'object',
        properties: {
          model: { type: 'string', minLength: 1, maxLength: 200, description: 'Its model.' },
          purchasedOn: { $ref: '#/$defs/unitDay' },
          warrantyEndsOn: { $ref: '#/$defs/unitDay' },
          replaces: { $ref: '#/$defs/serialNumber' },
          replacedBy: { $ref: '#/$defs/serialNumber' },
          exchangedOn: { $ref: '#/$defs/unitDay' },
          repairs: {
            description: 'Earlier repairs, by other cases.',
            type: 'array',
            maxItems: 100,
            items: { $ref: '#/$defs/unitRepair' },
          },
        },
        additionalProperties: false,
      },
      unitRepair: {
        description: 'One repair.',
        type: 'object',
        properties: {
          fault: { type: 'string', minLength: 1, maxLength: 2000, description: 'What was wrong.' },
          startedOn: { $ref: '#/$defs/unitDay' },
          finishedOn: { $ref: '#/$defs/unitDay' },
          customer: {
            type: 'string',
            minLength: 1,
            maxLength: 200,
            description: 'What its case has in the field that tells customers apart.',
          },
          parts: {
            type: 'array',
            items: { type: 'string', minLength: 1, maxLength: 200, description: 'A part.' },
            maxItems: 100,
            description: 'Parts that were replaced.',
          },
        },
        additionalProperties: false,
      },
    },
  },
  schedule: {
    title: 'Schedule',
    description:
      'A duty by the calendar. It starts cases of a process on certain days, once for each object.',
    type: 'object',
    properties: {
      schedule: { $ref: '#/$defs/kebabName', description: 'Id of the schedule.' },
      title: { $ref: '#/$defs/text' },
      description: { $ref: '#/$defs/text' },
      source: { $ref: '#/$defs/source' },
      process: { $ref: '#/$defs/kebabName', description: 'The process whose cases it starts.' },
      profile: {
        $ref: '#/$defs/kebabName',
        description: 'The profile that sets the figures. Without it, the one the engine is started with.',
      },
      calendar: {
        $ref: '#/$defs/kebabName',
        description: 'Whose zone and working days count. Without it the calendar of the process.',
      },
      every: {
        type: 'string',
        enum: ['day', 'working day', 'week', 'half-month', 'month', 'quarter', 'year'],
        description: 'How often.',
      },
      on: {
        description: 'Which days of the week, month, quarter or year. Not with `day` and `working day`.',
        type: 'array',
        items: { type: 'string', minLength: 1, maxLength: 30, description: 'A day.' },
        minItems: 1,
        maxItems: 31,
      },
      at: {
        description: 'One or several times of day, in the zone of the calendar.',
        type: 'array',
        items: { type: 'string', pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$', description: 'A time of day.' },
        minItems: 1,
        maxItems: 24,
      },
      shift: {
        type: 'string',
        enum: ['next working day', 'previous working day', 'none', 'skip'],
        description:
          'What happens on a day that is no working day: the next or the previous one is taken, it stays (`none`, the default), or it is left out (`skip`).',
      },
      from: { $ref: '#/$defs/scheduleDay', description: 'First day.' },
      until: { $ref: '#/$defs/scheduleDay', description: 'Last day.' },
      forEach: { $ref: '#/$defs/forEach' },
      with: {
        $ref: '#/$defs/values',
        description: 'Data of the new case. Expressions may name `item`, `now` and `today`.',
      },
      catchUp: {
        type: 'string',
        enum: ['all', 'latest', 'none'],
        description:
          'What is started late, after a stop: everything missed, only the latest (the default), or nothing.',
      },
      within: {
        type: 'string',
        minLength: 1,
        maxLength: 80,
        description: 'How long after its time something missed may still be started.',
      },
    },
    required: ['schedule', 'title', 'process', 'every', 'at'],
    additionalProperties: false,
    $defs: {
      camelName: {
        description: 'A name used in expressions, in camelCase.',
        type: 'string',
        pattern: '^[a-z][A-Za-z0-9]*$',
        maxLength: 60,
      },
      expression: {
        description: 'An expression of the dialect, bare (without a leading `=`).',
        type: 'string',
        minLength: 1,
        maxLength: 2000,
      },
      forEach: {
        description: 'One case for each object: for each item of a list, or for each open case of a process.',
        type: 'object',
        properties: {
          items: {
            description: 'The objects, as a list.',
            type: 'array',
            items: { $ref: '#/$defs/scheduleItem' },
            minItems: 1,
            maxItems: 1000,
          },
          cases: { $ref: '#/$defs/scheduleCases' },
        },
        additionalProperties: false,
        exactlyOneOf: ['items', 'cases'],
      },
      kebabName: {
        description: 'A name in kebab-case, without dots.',
        type: 'string',
        pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
        maxLength: 80,
      },
      personId: {
        description: 'The name of a person or a thing in files and programs.',
        type: 'string',
        pattern: '^[A-Za-z0-9][A-Za-z0-9_.@-]*$',
        maxLength: 120,
      },
      scheduleCases: {
        description: 'The open cases of a process. Its id alone is the short form.',
        type: 'object',
        properties: {
          process: { $ref: '#/$defs/kebabName', description: 'The process of these cases.' },
          state: { $ref: '#/$defs/statePath', description: 'Only those in this state.' },
          where: {
            $ref: '#/$defs/expression',
            description: 'Only those for which this holds; the case is `item`.',
          },
        },
        required: ['process'],
        additionalProperties: false,
      },
      scheduleDay: { description: 'A date.', type: 'string', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' },
      scheduleItem: {
        description: 'One object. Its id alone is the short form.',
        type: 'object',
        properties: {
          id: { $ref: '#/$defs/personId', description: 'What tells it apart. It stays.' },
          with: { $ref: '#/$defs/values', description: 'Data of its case, beside `with` of the schedule.' },
        },
        required: ['id'],
        additionalProperties: false,
      },
      source: {
        description: 'Where the rule comes from; shown beside it.',
        type: 'array',
        items: { type: 'string' },
      },
      statePath: {
        description: "A sibling's name or a path from the root, with dots.",
        type: 'string',
        pattern: '^[a-z][a-z0-9-]*(\\.[a-z][a-z0-9-]*)*$',
        maxLength: 300,
      },
      text: {
        description: 'A text people see, in both languages. A plain string serves both.',
        type: 'object',
        properties: {
          'zh-CN': { type: 'string', minLength: 1, description: 'The Chinese text.' },
          en: { type: 'string', minLength: 1, description: 'The English text.' },
        },
        required: ['zh-CN', 'en'],
        additionalProperties: false,
      },
      value: { description: 'A literal of any kind. A text that begins with `=` is an expression.' },
      values: {
        description: 'Named values. A text that begins with `=` is an expression.',
        type: 'object',
        propertyNames: { $ref: '#/$defs/camelName' },
        additionalProperties: { $ref: '#/$defs/value' },
      },
    },
  },
  services: {
    title: 'Services',
    description: 'Services that processes call, each an HTTP request. They name secrets and never hold them.',
    type: 'object',
    properties: {
      services: { $ref: '#/$defs/kebabName', description: 'Id of this set of services.' },
      title: { $ref: '#/$defs/text' },
      outgoing: { $ref: '#/$defs/outgoing' },
      define: {
        description: 'Services by the name processes call them.',
        type: 'object',
        propertyNames: { $ref: '#/$defs/kebabName' },
        additionalProperties: { $ref: '#/$defs/service' },
        minProperties: 1,
        maxProperties: 300,
      },
    },
    required: ['services', 'define'],
    additionalProperties: false,
    $defs: {
      camelName: {
        description: 'A name used in expressions, in camelCase.',
        type: 'string',
        pattern: '^[a-z][A-Za-z0-9]*$',
        maxLength: 60,
      },
      httpUrl: {
        type: 'string',
        pattern: '^https?://[^\\s]+$',
        maxLength: 2000,
        description: 'An http or https address, without user and password.',
      },
      kebabName: {
        description: 'A name in kebab-case, without dots.',
        type: 'string',
        pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
        maxLength: 80,
      },
      outgoing: {
        description: 'What may be reached beside public addresses.',
        type: 'object',
        properties: {
          allow: {
            description: 'Hosts, IP addresses and ranges that are not public but meant.',
            type: 'array',
            items: {
              type: 'string',
              minLength: 1,
              maxLength: 260,
              description: 'A host, with a port if you like, an address or a range.',
            },
            maxItems: 200,
          },
        },
        required: ['allow'],
        additionalProperties: false,
      },
      retry: {
        description: 'How often outside work is tried again.',
        type: 'object',
        properties: {
          maxAttempts: { type: 'integer', minimum: 1, maximum: 100, description: 'Attempts in all.' },
          interval: { type: 'string', description: 'Time before the second attempt.' },
          backoff: {
            type: 'number',
            minimum: 1,
            maximum: 10,
            description: 'Factor by which the time grows.',
          },
          maxInterval: { type: 'string', description: 'Longest time between attempts.' },
        },
        additionalProperties: false,
      },
      service: {
        description: 'One service.',
        type: 'object',
        properties: {
          title: { $ref: '#/$defs/text' },
          method: {
            type: 'string',
            enum: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
            description:
              'The method of the request. POST, PUT and PATCH send the input as JSON; GET and DELETE as query.',
          },
          url: { $ref: '#/$defs/httpUrl' },
          headers: {
            description: 'Constant headers. None that holds a secret, and none that the call sets itself.',
            type: 'object',
            additionalProperties: { type: 'string', maxLength: 2000, description: 'Value of the header.' },
            maxProperties: 50,
          },
          body: { description: 'Constant members sent beside the input, whose members win.', type: 'object' },
          auth: {
            description:
              'The environment variable that holds the secret: a token (`bearer`), or `user:password` (`basic`).',
            type: 'object',
            properties: {
              bearer: { $ref: '#/$defs/variable', description: 'Environment variable with the token.' },
              basic: {
                $ref: '#/$defs/variable',
                description: 'Environment variable with user and password, a colon between them.',
              },
            },
            exactlyOneOf: ['bearer', 'basic'],
            additionalProperties: false,
          },
          answer: {
            description: 'Outputs by their path in the answer. The whole answer without it.',
            type: 'object',
            propertyNames: { $ref: '#/$defs/camelName' },
            additionalProperties: {
              type: 'string',
              pattern: '^[^\\s.]+(\\.[^\\s.]+)*$',
              maxLength: 300,
              description: 'A path with dots.',
            },
            minProperties: 1,
            maxProperties: 100,
          },
          refusals: {
            description:
              'Statuses by which the service says no for a reason of the matter: `onError` is taken at once, nothing is tried again.',
            type: 'array',
            items: { type: 'integer', minimum: 400, maximum: 499, description: 'An HTTP status.' },
            maxItems: 50,
          },
          timeout: { $ref: '#/$defs/timeout' },
          retry: { $ref: '#/$defs/retry' },
          input: {
            description:
              'Names of what it must be given; with `?` what may be left out. Any name without the list.',
            type: 'array',
            items: {
              type: 'string',
              pattern: '^[a-z][A-Za-z0-9]*\\??$',
              maxLength: 61,
              description: 'A name.',
            },
            maxItems: 100,
          },
          output: {
            description:
              'Names of what it answers, each of which may be absent. Those of `answer` without the list; any name where neither is there.',
            type: 'array',
            items: { $ref: '#/$defs/camelName' },
            maxItems: 100,
          },
        },
        required: ['method', 'url'],
        additionalProperties: false,
      },
      text: {
        description: 'A text people see, in both languages. A plain string serves both.',
        type: 'object',
        properties: {
          'zh-CN': { type: 'string', minLength: 1, description: 'The Chinese text.' },
          en: { type: 'string', minLength: 1, description: 'The English text.' },
        },
        required: ['zh-CN', 'en'],
        additionalProperties: false,
      },
      timeout: {
        type: 'string',
        minLength: 1,
        maxLength: 80,
        description: 'How long one attempt may take, in seconds or minutes (default 30 seconds).',
      },
      variable: {
        type: 'string',
        pattern: '^[A-Za-z_][A-Za-z0-9_]*$',
        maxLength: 100,
        description: 'Name of an environment variable.',
      },
    },
  },
  template: {
    title: 'Template',
    description: 'A message to people, in both languages.',
    type: 'object',
    properties: {
      template: { $ref: '#/$defs/kebabName', description: 'Id of the template.' },
      title: { $ref: '#/$defs/text' },
      source: { $ref: '#/$defs/source' },
      channel: { $ref: '#/$defs/kebabName', description: 'How it is sent unless the notice says otherwise.' },
      subject: { $ref: '#/$defs/text', description: 'Subject line. `${…}` holds an expression.' },
      body: { $ref: '#/$defs/text', description: 'The message. `${…}` holds an expression.' },
    },
    required: ['template', 'body'],
    additionalProperties: false,
    $defs: {
      kebabName: {
        description: 'A name in kebab-case, without dots.',
        type: 'string',
        pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
        maxLength: 80,
      },
      source: {
        description: 'Where the rule comes from; shown beside it.',
        type: 'array',
        items: { type: 'string' },
      },
      text: {
        description: 'A text people see, in both languages. A plain string serves both.',
        type: 'object',
        properties: {
          'zh-CN': { type: 'string', minLength: 1, description: 'The Chinese text.' },
          en: { type: 'string', minLength: 1, description: 'The English text.' },
        },
        required: ['zh-CN', 'en'],
        additionalProperties: false,
      },
    },
  },
  types: {
    title: 'Types',
    description: 'Types of fields that processes share.',
    type: 'object',
    properties: {
      types: { $ref: '#/$defs/kebabName', description: 'Id of this set of types.' },
      title: { $ref: '#/$defs/text' },
      define: {
        description: 'Types by name.',
        type: 'object',
        propertyNames: { $ref: '#/$defs/kebabName' },
        additionalProperties: { $ref: '#/$defs/field' },
        minProperties: 1,
        maxProperties: 300,
      },
    },
    required: ['types', 'define'],
    additionalProperties: false,
    $defs: {
      camelName: {
        description: 'A name used in expressions, in camelCase.',
        type: 'string',
        pattern: '^[a-z][A-Za-z0-9]*$',
        maxLength: 60,
      },
      field: {
        description: 'One field of the case, with its type.',
        type: 'object',
        properties: {
          type: {
            description:
              'A built-in type (text, integer, number, boolean, money, date, date-time, choice, list, object, signature, attachment, person) or the name of a shared type from `types/`.',
            type: 'string',
            minLength: 1,
            maxLength: 60,
          },
          label: { $ref: '#/$defs/text' },
          help: { $ref: '#/$defs/text' },
          source: { $ref: '#/$defs/source' },
          required: {
            type: 'boolean',
            description: 'Whether the field must be there from the start of the case.',
          },
          default: { description: 'The value filled in when the case starts.' },
          personal: {
            type: 'boolean',
            description: 'Whether it says something about a person; kept so that it can be erased.',
          },
          search: { type: 'boolean', description: 'Whether lists of cases can be searched by it.' },
          contact: {
            type: 'string',
            enum: ['name', 'mobile', 'email', 'language'],
            description:
              'What it tells of somebody outside who is written to: the role of that name, or the one under `contactOf`.',
          },
          contactOf: {
            $ref: '#/$defs/kebabName',
            description:
              'The outside role that is reached by what this field holds. Without it the role that is called like the field: `propertyCompany` is `property-company`.',
          },
          of: {
            description: 'For a choice its options with their titles; for a list the type of its items.',
            type: 'object',
          },
          fields: {
            description: 'For an object its parts.',
            type: 'object',
            propertyNames: { $ref: '#/$defs/camelName' },
            additionalProperties: { $ref: '#/$defs/field' },
          },
          min: { type: 'number', description: 'Smallest number allowed. Money counts in yuan.' },
          max: { type: 'number', description: 'Largest number allowed. Money counts in yuan.' },
          minLength: { type: 'integer', minimum: 0, description: 'Fewest characters.' },
          maxLength: {
            type: 'integer',
            minimum: 1,
            maximum: 100000,
            description: 'Most characters (default 2,000).',
          },
          maxItems: {
            type: 'integer',
            minimum: 1,
            maximum: 1000,
            description: 'Most items of a list (default 100).',
          },
          pattern: {
            type: 'string',
            maxLength: 500,
            description: 'Regular expression the text must match (linear-time engine).',
          },
          schema: {
            type: 'object',
            description: 'The way out into plain JSON Schema, for what the types above cannot say.',
          },
        },
        required: ['type'],
        additionalProperties: false,
        allOf: [
          {
            if: { type: 'object', properties: { type: { type: 'string', const: 'list' } } },
            then: { type: 'object', properties: { of: { $ref: '#/$defs/field' } } },
          },
          {
            if: { type: 'object', properties: { type: { type: 'string', const: 'choice' } } },
            then: { type: 'object', properties: { of: { $ref: '#/$defs/options' } } },
          },
        ],
      },
      kebabName: {
        description: 'A name in kebab-case, without dots.',
        type: 'string',
        pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
        maxLength: 80,
      },
      options: {
        description: 'Options of a choice with their titles.',
        type: 'object',
        minProperties: 1,
        maxProperties: 200,
        additionalProperties: { $ref: '#/$defs/text' },
      },
      source: {
        description: 'Where the rule comes from; shown beside it.',
        type: 'array',
        items: { type: 'string' },
      },
      text: {
        description: 'A text people see, in both languages. A plain string serves both.',
        type: 'object',
        properties: {
          'zh-CN': { type: 'string', minLength: 1, description: 'The Chinese text.' },
          en: { type: 'string', minLength: 1, description: 'The English text.' },
        },
        required: ['zh-CN', 'en'],
        additionalProperties: false,
      },
    },
  },
}
