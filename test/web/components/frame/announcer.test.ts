import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Announcer } from '../../../../web/components/frame/announcer.svelte.ts';

describe('announcer', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('speaks at once, then at most once in ten seconds, the newest news', () => {
    const announcer = new Announcer();
    announcer.say('one');
    announcer.say('two');
    announcer.say('three');
    expect(announcer.text).toBe('one');

    vi.advanceTimersByTime(9_999);
    expect(announcer.text).toBe('one');

    vi.advanceTimersByTime(1);
    expect(announcer.text).toBe('three');
  });

  test('says nothing after it was destroyed', () => {
    const announcer = new Announcer();
    announcer.say('one');
    announcer.say('two');

    announcer.destroy();
    vi.advanceTimersByTime(20_000);

    expect(announcer.text).toBe('one');
  });
});
