import { msg } from '@lit/localize'
import { session } from '../session.ts'

export interface Section {
  /** The end of its address; '' is the first. */
  path: string
  name: string
  open(): Promise<HTMLElement>
}

/** What a moderator has to do, and what is the administrators' alone. */
export function sections(): Section[] {
  const forModerators: Section[] = [
    {
      path: '',
      name: msg('Reports'),
      open: () => import('./report-list.ts').then(({ ReportList }) => new ReportList()),
    },
    {
      path: 'people',
      name: msg('People'),
      open: () => import('./people-list.ts').then(({ PeopleList }) => new PeopleList()),
    },
    {
      path: 'record',
      name: msg('Record'),
      open: () => import('./action-list.ts').then(({ ActionList }) => new ActionList()),
    },
  ]
  const forAdministrators: Section[] = [
    {
      path: 'entrance',
      name: msg('Entrance'),
      open: () => import('./entrance-settings.ts').then(({ EntranceSettings }) => new EntranceSettings()),
    },
    { path: 'jobs', name: msg('Jobs'), open: () => import('./job-queues.ts').then(({ JobQueues }) => new JobQueues()) },
    {
      path: 'health',
      name: msg('Health'),
      open: () => import('./instance-health.ts').then(({ InstanceHealth }) => new InstanceHealth()),
    },
  ]
  const role = session.get()?.role
  if (role === 'administrator') return [...forModerators, ...forAdministrators]
  return role === 'moderator' ? forModerators : []
}
