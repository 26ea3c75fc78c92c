import { showToast } from './toast-manager.ts'

/** Puts text on the clipboard; says so where it cannot. Resolves to whether it is there. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    showToast('The clipboard refused the text.', 'Select it and copy it with the keyboard.')
    return false
  }
}
