/** Preloaded into a server under test: tells its parent once a second how late its event loop was. */
import { monitorEventLoopDelay } from 'node:perf_hooks';

const delay = monitorEventLoopDelay({ resolution: 10 });
delay.enable();
setInterval(() => {
  process.send?.({
    kind: 'loopDelay',
    p50Ms: delay.percentile(50) / 1e6,
    p99Ms: delay.percentile(99) / 1e6,
    maxMs: delay.max / 1e6,
  });
  delay.reset();
}, 1_000).unref();
