export { createTaskCommands } from './task-commands.js'
