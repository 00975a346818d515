import { beforeEach, inject } from 'vitest'

// That they are skipped was said when the server could not be started.
if (inject('postgresUrl') === undefined) beforeEach(({ skip }) => skip())
