import { goTo } from '../../state/view-store.ts'

/** The parts of Settings, in their order. */
export const settingSections = [
  { id: 'connection', label: 'Connection' },
  { id: 'lock', label: 'Lock' },
  { id: 'audit', label: 'Audit' },
  { id: 'appearance', label: 'Appearance' },
  { id: 'identity', label: 'Operator identity' },
  { id: 'operators', label: 'Trusted operators' },
  { id: 'rules', label: 'Procedure rules' },
  { id: 'limits', label: 'Tickets and limits' },
  { id: 'exemptions', label: 'Exemptions' },
  { id: 'about', label: 'About' },
] as const
export type SettingSection = (typeof settingSections)[number]['id']

/** The ID of the element that holds a part. */
export function sectionIdOf(section: SettingSection): string {
  return `setting-${section}`
}

/** Goes to a part of Settings and puts the keyboard there, as soon as the view is on screen. */
export function showSetting(section: SettingSection): void {
  goTo('settings')
  requestAnimationFrame(() => {
    const place = document.getElementById(sectionIdOf(section))
    place?.scrollIntoView({ block: 'start' })
    place?.focus({ preventScroll: true })
  })
}
