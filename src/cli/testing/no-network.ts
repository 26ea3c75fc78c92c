import dgram from 'node:dgram'
import dns from 'node:dns'
import { syncBuiltinESMExports } from 'node:module'
import net from 'node:net'

/**
 * To be imported before a command: whatever looks up a name, or opens a way to another process over the network, ends the process at once. So that a
 * call that is caught and forgiven somewhere is seen all the same.
 */
function refuse(...what: unknown[]): never {
  process.stderr.write(`THE NETWORK WAS USED: ${JSON.stringify(what)}\n`)
  process.exit(97)
}

net.Socket.prototype.connect = refuse
net.connect = refuse
net.createConnection = refuse
net.Server.prototype.listen = refuse
dgram.createSocket = refuse
dns.lookup = refuse as unknown as typeof dns.lookup
dns.resolve = refuse as unknown as typeof dns.resolve
dns.promises.lookup = refuse
dns.promises.resolve = refuse
globalThis.fetch = refuse
syncBuiltinESMExports()
