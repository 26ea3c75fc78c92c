import { spawn } from 'node:child_process'

/** Opens an https page in the operator's own browser, by the opener of the operating system. */
export async function openExternalUrl(url: string): Promise<void> {
  const parsed = new URL(url)
  // SECURITY: no other scheme is handed to the operating system, which would start programs for it.
  if (parsed.protocol !== 'https:') {
    throw new Error(`openExternal: ${parsed.protocol} is not https:`)
  }
  const [opener, ...args] =
    process.platform === 'darwin'
      ? ['open']
      : process.platform === 'win32'
        ? ['rundll32', 'url.dll,FileProtocolHandler']
        : ['xdg-open']
  const child = spawn(opener ?? '', [...args, parsed.href], { stdio: 'ignore', detached: true })
  await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject))
  child.unref()
}
