import type { Command } from 'commander'
import { loadCommand } from '../load-command'
import type { Terminal } from '../output/terminal'
import type { ExportFlags } from './export'
import type { NewFlags } from './new'
import type { NewActionFlags } from './new-action'
import type { SchemaFlags } from './schema'
import type { TypesFlags } from './types'

/** The commands for who writes a destination. What each does is loaded when it is called. */
export function addAuthoringCommands(program: Command, terminal: Terminal, end: (status: number) => void): void {
  program
    .command('new')
    .description('Begin a destination of your own from the template: it compiles and passes its tests at once.')
    .argument('<name>', 'its slug, in lower-case letters, digits and hyphens, such as globex')
    .option('--title <title>', 'what people call it, such as "Globex Cloud"; without it, made from the name')
    .option(
      '--directory <folder>',
      'where its folder goes; without it, the current one, or its place in a checkout of Waybill'
    )
    .option('--json', 'write what was made as one JSON line')
    .addHelpText('after', examples('actions-cli new globex', 'actions-cli new globex --directory destinations'))
    .action(async (name: string, flags: NewFlags) => {
      end(await loadCommand.new().createDestination(name, flags, terminal))
    })

  program
    .command('new-action')
    .description('Begin an action of a destination of your own, with an example that shows what it sends.')
    .argument('<destination>', 'the destination: its slug in a checkout of Waybill, or its folder')
    .argument('<action>', 'what it does, verb first, such as track-purchase')
    .option('--title <title>', 'what people call it; without it, made from the name')
    .option('--endpoint <name>', 'the endpoint it sends to; without it, the first of endpoints.ts')
    .option('--json', 'write what was made as one JSON line')
    .addHelpText('after', examples('actions-cli new-action globex track-purchase --endpoint events'))
    .action(async (destination: string, action: string, flags: NewActionFlags) => {
      end(await loadCommand.newAction().createAction({ destination, action }, flags, terminal))
    })

  program
    .command('types')
    .description("Print the types that Segment's generate:types would write for a destination.")
    .argument('<destination>', 'the destination: a slug such as customerio, or the folder of one of your own')
    .argument('[part]', 'settings or the name of an action: prints exactly its file')
    .option('--json', 'write a JSON object of the files')
    .addHelpText('after', examples('actions-cli types customerio', 'actions-cli types customerio trackEvent'))
    .action(async (destination: string, part: string | undefined, flags: TypesFlags) => {
      end(await loadCommand.types().types({ destination, part }, flags, terminal))
    })

  program
    .command('schema')
    .description('Print JSON Schema for the settings and the payloads of a destination.')
    .argument('<destination>', 'the destination: a slug such as customerio, or the folder of one of your own')
    .argument('[part]', 'settings or the name of an action: prints a schema of its own')
    .option('--json', 'write it on one line')
    .addHelpText('after', examples('actions-cli schema customerio', 'actions-cli schema customerio settings'))
    .action(async (destination: string, part: string | undefined, flags: SchemaFlags) => {
      end(await loadCommand.schema().schema({ destination, part }, flags, terminal))
    })

  program
    .command('export')
    .description("Write a destination into a checkout of Segment's repository, ready for a pull request.")
    .argument('<destination>', 'the destination: a slug such as customerio, or the folder of one of your own')
    .requiredOption('--to <checkout>', 'the folder of a checkout of segmentio/action-destinations')
    .option('--replace', 'write over a folder that is there; files that are not of the export stay')
    .option('--json', 'write what was made, and the text of a pull request, as one JSON line')
    .addHelpText('after', examples('actions-cli export customerio --to ../action-destinations'))
    .action(async (destination: string, flags: ExportFlags) => {
      end(await loadCommand.export().exportToSegment(destination, flags, terminal))
    })
}

const examples = (...lines: readonly string[]): string =>
  `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}`
