// Answers one question: does Electron come up on this machine?
const { app } = require('electron')

void app.whenReady().then(() => app.exit(0))
