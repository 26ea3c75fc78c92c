import { spawn } from 'node:child_process'

/**
 * Opens a page in the operator's own browser: https anywhere, http on this computer. By the program that `ROOTKEEP_HOST_BROWSER` names, which gets the
 * address as its only argument, else by the opener of the operating system.
 */
export async function openExternalUrl(url: string): Promise<void> {
  const parsed = new URL(url)
  // SECURITY: no other scheme is handed to the operating system, which would start programs for it.
  if (parsed.protocol !== 'https:' && !isOnThisComputer(parsed)) {
    throw new Error(`openExternal: ${parsed.protocol}//${parsed.hostname} is not opened`)
  }
  const [opener, ...args] = openerOf(process.platform)
  const child = spawn(opener ?? '', [...args, parsed.href], { stdio: 'ignore', detached: true })
  await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject))
  child.unref()
}

function openerOf(platform: NodeJS.Platform): string[] {
  const chosen = process.env['ROOTKEEP_HOST_BROWSER']
  if (chosen) return [chosen]
  if (platform === 'darwin') return ['open']
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler']
  return ['xdg-open']
}

function isOnThisComputer({ protocol, hostname }: URL): boolean {
  return (
    protocol === 'http:' &&
    (hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname))
  )
}
