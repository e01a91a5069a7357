// The settings by section: each has its own address, and its code is loaded when it is first opened.
import { msg } from '@lit/localize'

export interface Section {
  /** The last part of its address; empty for the first. */
  path: string
  name: string
  /** Loads the code and makes the element. */
  open(): Promise<HTMLElement>
}

export function sections(): Section[] {
  return [
    {
      path: '',
      name: msg('Profile'),
      open: async () => new (await import('./settings-profile.ts')).SettingsProfile(),
    },
    {
      path: 'account',
      name: msg('Account'),
      open: async () => new (await import('./settings-account.ts')).SettingsAccount(),
    },
    {
      path: 'security',
      name: msg('Security'),
      open: async () => new (await import('./settings-security.ts')).SettingsSecurity(),
    },
    {
      path: 'notifications',
      name: msg('Notifications'),
      open: async () => new (await import('./settings-notifications.ts')).SettingsNotifications(),
    },
    {
      path: 'people',
      name: msg('People'),
      open: async () => new (await import('./settings-people.ts')).SettingsPeople(),
    },
    {
      path: 'data',
      name: msg('Your data'),
      open: async () => new (await import('./settings-data.ts')).SettingsData(),
    },
  ]
}
