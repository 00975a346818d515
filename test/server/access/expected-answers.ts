/** Who asks. Without a person: a customer link in the place of a key, and nothing at all. */
export const senders = {
  admin: { person: 'ada', role: 'admin' },
  desk: { person: 'desk-east', role: 'desk' },
  technician: { person: 'tech-east', role: 'technician' },
  supervisor: { person: 'super-east', role: 'supervisor' },
  auditor: { person: 'audit-1', role: 'auditor' },
  party: { person: 'south-1', role: 'factory' },
  customer: { person: 'wang', role: 'customer' },
  nobody: { person: 'no-one', role: undefined },
  link: { person: undefined, role: undefined },
  none: { person: undefined, role: undefined },
} as const

export type SenderName = keyof typeof senders

// In the order of `senders`. 404 stands where something does not exist, or not for this sender.
const table = `
  GET /openapi.json                                    200 200 200 200 200 200 200 200 200 200
  GET /docs                                            200 200 200 200 200 200 200 200 200 200
  GET /docs/reference.css                              200 200 200 200 200 200 200 200 200 200
  GET /docs/problems                                   200 200 200 200 200 200 200 200 200 200
  GET /healthz                                         200 200 200 200 200 200 200 200 200 200
  GET /readyz                                          200 200 200 200 200 200 200 200 200 200
  GET /docs/problems/{code}                            404 404 404 404 404 404 404 404 404 404
  GET /metrics                                         200 403 403 403 403 403 403 403 401 200
  GET /api/processes                                   200 200 200 200 200 200 200 200 401 401
  GET /api/processes/{id}                              200 404 404 404 200 404 404 404 401 401
  GET /api/processes/{id}/diagram.svg                  200 404 404 404 200 404 404 404 401 401
  GET /api/processes/{id}/diagram.txt                  200 404 404 404 200 404 404 404 401 401
  POST /api/processes/check                            200 403 403 403 403 403 403 403 401 401
  POST /api/processes                                  422 403 403 403 403 403 403 403 401 401
  POST /api/processes/{id}/retire                      404 403 403 403 403 403 403 403 401 401
  GET /api/processes/{id}/versions                     200 404 404 404 403 404 404 404 401 401
  GET /api/processes/{id}/versions/{hash}              404 404 404 404 403 404 404 404 401 401
  GET /api/processes/{id}/versions/{hash}/diff         404 404 404 404 403 404 404 404 401 401
  GET /api/instances                                   200 200 200 200 200 200 403 403 401 401
  GET /api/instances/count                             200 200 200 200 200 200 403 403 401 401
  GET /api/deadlines                                   200 200 200 200 200 403 403 403 401 401
  GET /api/figures                                     200 200 200 200 200 403 403 403 401 401
  GET /api/instances.csv                               200 403 403 403 200 403 403 403 401 401
  GET /api/instances/{id}                              200 200 200 200 200 200 404 404 401 401
  GET /api/instances/{id}/events                       200 200 200 200 200 200 404 404 401 401
  GET /api/instances/{id}/trail                        200 200 200 200 200 403 404 404 401 401
  GET /api/instances/{id}/diagram.svg                  200 200 200 200 200 403 404 404 401 401
  GET /api/instances/{id}/diagram.txt                  200 200 200 200 200 403 404 404 401 401
  GET /api/instances/{id}/deadlines                    200 200 200 200 200 200 404 404 401 401
  GET /api/instances/{id}/effects                      200 200 200 200 403 403 404 404 401 401
  GET /api/instances/{id}/stuck                        200 200 200 200 403 403 404 404 401 401
  GET /api/vouchers                                    200 200 200 200 200 403 403 403 401 401
  GET /api/people                                      200 200 200 200 200 403 403 403 401 401
  GET /api/instances/{id}/papers                       200 200 200 200 403 403 404 404 401 401
  GET /api/instances/{id}/papers/{paper}/{number}      404 404 404 404 403 403 404 404 401 401
  POST /api/instances                                  403 201 403 403 403 404 201 404 401 401
  POST /api/instances/{id}/events                      403 200 403 403 403 403 404 404 401 401
  POST /api/instances/{id}/notes                       200 200 200 200 403 403 404 404 401 401
  POST /api/instances/{id}/corrections                 403 200 403 403 403 403 404 404 401 401
  GET /api/changes                                     200 200 200 200 200 200 403 403 401 401
  POST /api/instances/{id}/actions                     200 403 403 403 403 403 404 404 401 401
  GET /api/operator-actions                            200 403 403 403 200 403 403 403 401 401
  GET /api/messages                                    200 403 403 403 403 403 403 403 401 401
  GET /api/instances/{id}/links                        200 200 200 200 200 403 404 404 401 401
  GET /api/instances/{id}/similar                      200 200 200 200 200 403 404 404 401 401
  POST /api/instances/{id}/messages/{message}/retry    404 403 403 403 403 403 404 404 401 401
  POST /api/instances/{id}/messages/{message}/discard  404 403 403 403 403 403 404 404 401 401
  GET /api/incidents                                   200 403 403 403 403 403 403 403 401 401
  GET /api/incidents/{id}                              404 404 404 404 404 404 404 404 401 401
  POST /api/incidents/{id}/retry                       404 404 404 404 404 404 404 404 401 401
  POST /api/incidents/{id}/skip                        404 404 404 404 404 404 404 404 401 401
  POST /api/incidents/{id}/send-back                   404 404 404 404 404 404 404 404 401 401
  GET /api/switches                                    200 403 403 403 403 403 403 403 401 401
  POST /api/effects/hold                               200 403 403 403 403 403 403 403 401 401
  POST /api/effects/release                            200 403 403 403 403 403 403 403 401 401
  POST /api/processes/{id}/drain                       200 403 403 403 403 403 403 403 401 401
  POST /api/processes/{id}/reopen                      200 403 403 403 403 403 403 403 401 401
  GET /api/tasks                                       200 200 200 200 200 200 200 200 401 401
  POST /api/tasks/{id}/complete                        403 403 200 403 403 404 404 404 401 401
  POST /api/tasks/{id}/claim                           403 403 200 403 403 404 404 404 401 401
  POST /api/tasks/{id}/release                         200 403 200 200 403 404 404 404 401 401
  POST /api/tasks/{id}/assign                          200 403 200 200 403 404 404 404 401 401
  GET /api/units/{serial}                              404 404 404 404 404 403 403 403 401 401
  POST /api/attachments                                201 201 201 201 403 201 201 403 401 401
  GET /api/attachments/{id}                            404 404 404 404 404 404 404 404 401 401
  GET /api/schedules                                   200 200 200 200 200 200 200 200 401 401
  GET /api/session                                     200 200 200 200 200 200 200 200 401 401
  POST /api/session                                    201 201 201 201 201 201 201 201 401 401
  POST /api/session/end                                404 404 404 404 404 404 404 404 401 401
  GET /api/sessions                                    200 200 200 200 200 200 200 200 401 401
  POST /api/sessions/{id}/end                          404 404 404 404 404 404 404 404 401 401
  GET /sign-in                                         404 404 404 404 404 404 404 404 404 404
  GET /sign-in/callback                                404 404 404 404 404 404 404 404 404 404
  GET /sign-in/link/{secret}                           200 200 200 200 200 200 200 200 200 200
  POST /sign-in/link/{secret}                          403 403 403 403 403 403 403 403 403 403
  GET /api/keys                                        200 403 403 403 403 403 403 403 401 401
  POST /api/keys                                       201 403 403 403 403 403 403 403 401 401
  POST /api/keys/{id}/rotate                           404 403 403 403 403 403 403 403 401 401
  POST /api/keys/{id}/revoke                           404 403 403 403 403 403 403 403 401 401
  GET /api/calendars                                   200 200 200 200 200 200 200 200 401 401
  POST /api/calendars/{id}/diff                        404 403 403 403 403 403 403 403 401 401
  GET /api/views                                       200 200 200 200 200 200 200 200 401 401
  POST /api/views                                      201 403 403 403 403 403 403 403 401 401
  POST /api/views/{id}                                 404 404 404 404 404 404 404 404 401 401
  POST /api/views/{id}/remove                          404 404 404 404 404 404 404 404 401 401
  GET /api/drafts                                      200 200 200 200 200 200 200 200 401 401
  POST /api/drafts                                     200 200 200 200 200 404 200 404 401 401
  POST /api/drafts/{id}/discard                        404 404 404 404 404 404 404 404 401 401
  POST /api/instances/{id}/customer-links              201 403 403 201 403 403 404 404 401 401
  GET /api/instances/{id}/customer-links               200 403 403 200 403 403 404 404 401 401
  POST /api/instances/{id}/customer-links/revoke       200 403 403 200 403 403 404 404 401 401
  GET /customer-links/{token}                          200 200 200 200 200 200 200 200 200 200
  POST /customer-links/{token}/events                  200 200 200 200 200 200 200 200 200 200
  POST /customer-links/{token}/attachments             201 201 201 201 201 201 201 201 201 201
  GET /api/registers                                   200 200 200 200 200 200 200 200 401 401
  GET /api/registers/{id}.csv                          200 200 404 404 200 404 404 404 401 401
  GET /api/registers/{id}.xlsx                         200 200 404 404 200 404 404 404 401 401
  GET /api/registers/{id}                              200 200 404 404 200 404 404 404 401 401
`

/** The status each route answers each of them with. A route that is not in the table fails the test. */
export const expected: { readonly [route: string]: { readonly [sender in SenderName]: number } } =
  Object.fromEntries(
    table
      .trim()
      .split('\n')
      .map((line) => {
        const [method = '', path = '', ...answers] = line.trim().split(/\s+/)
        const statuses = Object.keys(senders).map((name, at) => [name, Number(answers[at])])
        return [`${method} ${path}`, Object.fromEntries(statuses) as { [sender in SenderName]: number }]
      }),
  )
