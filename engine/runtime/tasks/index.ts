export { caseOfTask, createTaskCommands } from './task-commands.js'
