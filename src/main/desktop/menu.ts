import { Menu, type MenuItemConstructorOptions } from 'electron'

/**
 * The menu: what the operating system expects of one. The commands of the application are in its command
 * palette. No developer tools, no force-reload.
 */
export function installMenu(platform: NodeJS.Platform): void {
  const ofTheMac: MenuItemConstructorOptions[] = platform === 'darwin' ? [{ role: 'appMenu' }] : []
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...ofTheMac,
      { role: 'editMenu' },
      {
        label: 'View',
        submenu: [
          { role: 'resetZoom' },
          { role: 'zoomIn' },
          { role: 'zoomOut' },
          { type: 'separator' },
          { role: 'togglefullscreen' },
        ],
      },
      { role: 'windowMenu' },
    ]),
  )
}
