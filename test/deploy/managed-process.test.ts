/** Supervision of one real process. */
import { describe, expect, onTestFinished, test } from 'vitest';
import { ManagedProcess } from '../../deploy/local/supervise/managed-process.ts';
import { createProcessLog } from '../../deploy/local/supervise/process-log.ts';
import { waitFor } from '../support/wait-for.ts';

const QUICK = { firstDelayMs: 10, maxDelayMs: 40, healthyAfterMs: 60_000, refusalWithinMs: 10_000 };

interface Supervised {
  readonly part: ManagedProcess;
  readonly heard: string[];
}

function supervise(script: string): Supervised {
  const heard: string[] = [];
  const hear = (kind: string) => (text?: string) => {
    heard.push(text === undefined ? kind : `${kind}: ${text}`);
  };
  const part = new ManagedProcess(
    {
      name: 'part',
      command: process.execPath,
      args: ['-e', script],
      env: process.env,
      readyKind: 'ready',
      finishedKind: 'finished',
    },
    {
      onLine: hear('line'),
      onNews: hear('news'),
      onReady: () => {
        heard.push('ready');
      },
      onFinished: hear('finished'),
      onRefused: hear('refused'),
    },
    QUICK,
  );
  onTestFinished(() => {
    part.kill();
  });
  part.start();
  return { part, heard };
}

describe('managed process', () => {
  test('is restarted with growing waits when it fails', async () => {
    const { heard } = supervise('process.send({kind:"ready"}, () => process.exit(7))');

    await waitFor(() => heard.filter((line) => line.startsWith('news')).length >= 3, {
      what: 'three restarts',
    });

    expect(heard.filter((line) => line.startsWith('news')).slice(0, 3)).toEqual([
      'news: part ended (exit code 7): restarting in 10 ms',
      'news: part ended (exit code 7): restarting in 20 ms',
      'news: part ended (exit code 7): restarting in 40 ms',
    ]);
  });

  test('hands over all that it printed before it says that it refused', async () => {
    const { heard } = supervise('console.error("expected a port"); process.exit(1)');

    await waitFor(() => heard.length >= 2, { what: 'the refusal' });

    expect(heard).toEqual(['line: expected a port', 'refused: exit code 1']);
  });

  test('is left alone when its work is done', async () => {
    const { heard } = supervise('console.log("done"); process.send({kind:"finished"})');

    await waitFor(() => heard.includes('finished'), { what: 'the end' });

    expect(heard).toEqual(['line: done', 'finished']);
  });

  test('is killed when it does not end by itself after five seconds', async () => {
    const { part, heard } = supervise(
      'process.on("SIGTERM", () => console.log("no")); setInterval(() => {}, 1e6); process.send({kind:"ready"})',
    );
    await waitFor(() => heard.includes('ready'), { what: 'the process' });

    await part.stop();

    expect(heard).toContain('news: part did not end within 5 s: killed');
  });

  test('is replaced at once on request', async () => {
    const { part, heard } = supervise('setInterval(() => {}, 1e6); process.send({kind:"ready"})');
    await waitFor(() => heard.length === 1, { what: 'the process' });

    part.replace();
    await waitFor(() => heard.length === 2, { what: 'its successor' });

    expect(heard).toEqual(['ready', 'ready']);
  });

  test('is restarted when its program does not exist', async () => {
    const news: string[] = [];
    const part = new ManagedProcess(
      { name: 'part', command: '/no/such/program', args: [], env: {} },
      { onLine: () => undefined, onNews: (line) => news.push(line) },
      QUICK,
    );
    onTestFinished(() => {
      part.kill();
    });

    part.start();
    await waitFor(() => news.length > 0, { what: 'news' });

    expect(news[0]).toContain('ENOENT');
  });
});

describe('process log', () => {
  test('shows records readably and other lines as they are, each with its name', () => {
    let text = '';
    const log = createProcessLog((part) => (text += part), false);

    log.print(
      'server',
      '{"level":40,"time":0,"pid":1,"hostname":"h","port":8443,"msg":"listening"}',
    );
    log.print('feed', '{"no":"record"}');

    expect(text).toMatch(
      /^server {3}\| \[.*\] WARN: listening \{"port":8443\}\nfeed {5}\| \{"no":"record"\}\n$/,
    );
  });
});
