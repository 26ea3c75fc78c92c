/**
 * SECURITY: whether the system may be asked to open this in a browser: a page over https, or over http on this computer, with no user in its address.
 * Other schemes start programs.
 */
export function mayOpenInBrowser(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, hostname, username, password } = new URL(address)
  if (username !== '' || password !== '') return false
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)
}
