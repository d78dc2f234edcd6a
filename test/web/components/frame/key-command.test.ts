import { describe, expect, test } from 'vitest';
import { pageCommand, type PageKey } from '../../../../web/components/frame/key-command.ts';

const key = (name: string, change: Partial<PageKey> = {}): PageKey => ({
  key: name,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...change,
});

describe('page keys', () => {
  test.each([
    ['/', 'palette'],
    ['?', 'help'],
    ['l', 'live'],
    ['L', 'live'],
    ['t', 'theme'],
    ['f', 'fullscreen'],
  ])('%s asks for %s', (name, kind) => {
    expect(pageCommand(key(name), false)?.kind).toBe(kind);
  });

  test.each([
    ['1', '1s'],
    ['4', '1m'],
    ['9', '1d'],
  ])('digit %s chooses candles of %s', (name, interval) => {
    expect(pageCommand(key(name), false)).toEqual({ kind: 'interval', interval });
  });

  test('opens the palette by Ctrl-K and Cmd-K, also from a field', () => {
    expect(pageCommand(key('k', { ctrlKey: true }), true)?.kind).toBe('palette');
    expect(pageCommand(key('K', { metaKey: true }), false)?.kind).toBe('palette');
  });

  test.each(['/', 'l', '1', '?'])('leaves %s alone while the user types', (name) => {
    expect(pageCommand(key(name), true)).toBeUndefined();
  });

  test('leaves the browser its own shortcuts', () => {
    expect(pageCommand(key('l', { ctrlKey: true }), false)).toBeUndefined();
    expect(pageCommand(key('f', { metaKey: true }), false)).toBeUndefined();
    expect(pageCommand(key('1', { altKey: true }), false)).toBeUndefined();
    expect(pageCommand(key('0'), false)).toBeUndefined();
  });
});
