import type * as DeadLetters from './commands/dead-letters'
import type * as Deletions from './commands/deletions'
import type * as Demo from './commands/demo'
import type * as Events from './commands/events'
import type * as Explain from './commands/explain'
import type * as Export from './commands/export'
import type * as Init from './commands/init'
import type * as Jobs from './commands/jobs'
import type * as List from './commands/list'
import type * as New from './commands/new'
import type * as NewAction from './commands/new-action'
import type * as Pause from './commands/pause'
import type * as Replay from './commands/replay'
import type * as Run from './commands/run'
import type * as Sandbox from './commands/sandbox'
import type * as Schema from './commands/schema'
import type * as Send from './commands/send'
import type * as Serve from './commands/serve'
import type * as Status from './commands/status'
import type * as TestAuthentication from './commands/test-authentication'
import type * as Types from './commands/types'
import type * as Validate from './commands/validate'
import type * as ValidateConfiguration from './commands/validate-configuration'

/**
 * The modules of the commands, loaded when they are asked for: most of what one command needs, the others do not.
 * `require`, since a relative `import()` would need the extension that the file has only once it is built.
 */
export const loadCommand = {
  deadLetters: () => require('./commands/dead-letters') as typeof DeadLetters,
  deletions: () => require('./commands/deletions') as typeof Deletions,
  demo: () => require('./commands/demo') as typeof Demo,
  events: () => require('./commands/events') as typeof Events,
  explain: () => require('./commands/explain') as typeof Explain,
  export: () => require('./commands/export') as typeof Export,
  init: () => require('./commands/init') as typeof Init,
  jobs: () => require('./commands/jobs') as typeof Jobs,
  list: () => require('./commands/list') as typeof List,
  new: () => require('./commands/new') as typeof New,
  newAction: () => require('./commands/new-action') as typeof NewAction,
  pause: () => require('./commands/pause') as typeof Pause,
  replay: () => require('./commands/replay') as typeof Replay,
  run: () => require('./commands/run') as typeof Run,
  sandbox: () => require('./commands/sandbox') as typeof Sandbox,
  schema: () => require('./commands/schema') as typeof Schema,
  send: () => require('./commands/send') as typeof Send,
  serve: () => require('./commands/serve') as typeof Serve,
  status: () => require('./commands/status') as typeof Status,
  testAuthentication: () => require('./commands/test-authentication') as typeof TestAuthentication,
  types: () => require('./commands/types') as typeof Types,
  validate: () => require('./commands/validate') as typeof Validate,
  validateConfiguration: () => require('./commands/validate-configuration') as typeof ValidateConfiguration
}
