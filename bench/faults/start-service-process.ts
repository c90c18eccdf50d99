import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { ServiceProcessAnswer, ServiceProcessMessage, ServiceProcessRequest } from './service-process'

export interface ServiceProcess {
  readonly child: ChildProcess
  readonly url: string
  /** Resolves when it tells, after the call, that its disk is full. */
  readonly untilFull: () => Promise<void>
  readonly kill: () => Promise<void>
  /** Has everything delivered, then ends; resolves with what was recorded. */
  readonly finish: () => Promise<ServiceProcessAnswer>
}

/** A service in a process of its own, so that it can be killed. */
export async function startServiceProcess(request: ServiceProcessRequest): Promise<ServiceProcess> {
  const child = fork(join(__dirname, 'service-process.ts'), {
    execArgv: ['--require', 'esbuild-register', '--conditions=@waybill/source'],
    env: { ...process.env, NODE_OPTIONS: '' }
  })
  child.send(request)
  const { url } = await told('started')
  return {
    child,
    url,
    untilFull: async () => void (await told('store-full')),
    kill: async () => {
      const exited = once(child, 'exit')
      child.kill('SIGKILL')
      await exited
    },
    finish: async () => {
      child.send('finish')
      const answer = await told('finished')
      await once(child, 'exit')
      return answer
    }
  }

  async function told<Kind extends ServiceProcessMessage['kind']>(
    kind: Kind
  ): Promise<Extract<ServiceProcessMessage, { readonly kind: Kind }>> {
    const exited = new AbortController()
    child.once('exit', () => exited.abort(new Error('The service has ended by itself.')))
    for (;;) {
      const [message] = (await once(child, 'message', { signal: exited.signal })) as [ServiceProcessMessage]
      if (message.kind === kind) return message as Extract<ServiceProcessMessage, { readonly kind: Kind }>
    }
  }
}
