import type { ComponentType } from 'react'
import { createBrowserRouter, type RouteObject } from 'react-router'
import { needFurtherTexts } from '../i18n/start-texts.js'
import { CrashPage } from './crash-page.js'
import { Landing } from './landing.js'
import { NothingHere } from './nothing-here.js'
import { Shell } from './shell.js'

/** A page beside the texts it is told with; both are loaded at once. */
function withFurtherTexts(load: () => Promise<ComponentType>) {
  return async () => {
    const [Component] = await Promise.all([load(), needFurtherTexts()])
    return { Component }
  }
}

const pages: RouteObject[] = [
  { index: true, element: <Landing /> },
  {
    path: 'tasks',
    lazy: async () => ({ Component: (await import('../pages/tasks/tasks-page.js')).TasksPage }),
  },
  {
    path: 'instances',
    lazy: async () => ({ Component: (await import('../pages/instances/instances-page.js')).InstancesPage }),
  },
  {
    path: 'instances/new',
    lazy: async () => ({ Component: (await import('../pages/begin/begin-page.js')).BeginChoicePage }),
  },
  {
    path: 'instances/new/:process',
    lazy: async () => ({ Component: (await import('../pages/begin/begin-page.js')).BeginPage }),
  },
  {
    path: 'instances/:id',
    lazy: async () => ({ Component: (await import('../pages/instance/instance-page.js')).InstancePage }),
  },
  ...['instances/:id/do', 'instances/:id/do/:event'].map((path) => ({
    path,
    lazy: async () => ({ Component: (await import('../pages/event/event-page.js')).EventPage }),
  })),
  {
    path: 'processes',
    lazy: withFurtherTexts(async () => (await import('../pages/processes/processes-page.js')).ProcessesPage),
  },
  {
    path: 'processes/:id',
    lazy: withFurtherTexts(async () => (await import('../pages/process/process-page.js')).ProcessPage),
  },
  {
    path: 'deadlines',
    lazy: withFurtherTexts(async () => (await import('../pages/deadlines/deadlines-page.js')).DeadlinesPage),
  },
  {
    path: 'figures',
    lazy: withFurtherTexts(async () => (await import('../pages/figures/figures-page.js')).FiguresPage),
  },
  {
    path: 'registers',
    lazy: async () => ({ Component: (await import('../pages/registers/registers-page.js')).RegistersPage }),
  },
  {
    path: 'registers/:id',
    lazy: async () => ({ Component: (await import('../pages/register/register-page.js')).RegisterPage }),
  },
  {
    path: 'operator-actions',
    lazy: withFurtherTexts(
      async () => (await import('../pages/operator-log/operator-log-page.js')).OperatorLogPage,
    ),
  },
  { path: '*', element: <NothingHere /> },
]

/** Every address of the console. Each page is loaded when it is first opened. */
export function createConsoleRouter(base: string) {
  return createBrowserRouter(
    [
      {
        // Outside the shell: its readers are signed in nowhere.
        path: 'customer/:token',
        errorElement: <CrashPage />,
        HydrateFallback: () => null,
        lazy: async () => ({ Component: (await import('../pages/customer/customer-page.js')).CustomerPage }),
      },
      { element: <Shell />, errorElement: <CrashPage />, HydrateFallback: () => null, children: pages },
    ],
    { basename: `${base}/console` },
  )
}
