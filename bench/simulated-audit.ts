import { openWorkstation, required } from '../src/main/testing/trial.ts'
import { noShell, type ShellServices } from '../src/main/shell-services.ts'
import type { Workstation } from '../src/main/workstation.ts'
import { withDataFolder } from './data-folder.ts'
import { startSimulator, type SimulatorProcess } from './simulator-process.ts'

/** Lends a workstation that is connected to a simulated organization of its own, and its simulator. */
export async function withConnectedWorkstation<T>(
  accounts: number,
  work: (workstation: Workstation, simulator: SimulatorProcess) => Promise<T>,
  shell: ShellServices = noShell,
): Promise<T> {
  const simulator = await startSimulator(accounts)
  try {
    return await withDataFolder(async (folder) => {
      const workstation = openWorkstation(folder, simulator.environment, shell)
      try {
        required(await workstation.session.connect('environment'))
        return await work(workstation, simulator)
      } finally {
        await workstation.close()
      }
    })
  } finally {
    await simulator.close()
  }
}
