/** Waiting with an end. */

/** Waits for something that may fail, but not longer than so many milliseconds. */
export async function withTimeout(wait: Promise<void>, timeoutMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, timeoutMs);
  });
  await Promise.race([wait.catch(() => undefined), timeout]);
  clearTimeout(timer);
}
