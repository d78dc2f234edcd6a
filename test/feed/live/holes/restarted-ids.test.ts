import { describe, expect, test } from 'vitest';
import { quote, ShortHoles, trade } from './made-ticks.ts';

describe('trade ids that are begun anew', () => {
  test('are believed with the third later trade in a row, behind a gap', () => {
    const holes = new ShortHoles();
    holes.push(10, trade(5_000_000, 10));

    expect(holes.push(20, trade(1, 20))).toEqual([]);
    expect(holes.push(30, trade(2, 30), quote(1, 30))).toEqual(['q1']);
    expect(holes.push(40, trade(3, 40))).toEqual(['gap 0 (10..20)', '1', '2', '3']);
    expect(holes.push(50, trade(4, 50))).toEqual(['4']);
    expect(holes.holes.counts()).toMatchObject({ idRestarts: 1, repeatedTrades: 0 });
  });

  test('are believed of a single trade after the time of a hold', () => {
    const holes = new ShortHoles();
    holes.push(10, trade(5_000_000, 10));
    holes.push(20, trade(1, 20));

    expect(holes.dueMs).toBe(10_020);
    expect(holes.expire(10_020)).toEqual(['gap 0 (10..20)', '1']);
  });

  test('end a hold that waits for the old ids', () => {
    const holes = new ShortHoles();
    holes.push(10, trade(5_000_000, 10));
    holes.lost(20);
    holes.resumed(100);
    holes.push(110, quote(1, 110));

    expect(holes.push(120, trade(1, 110), trade(2, 111), trade(3, 112))).toEqual([
      'q1',
      'gap 0 (10..110)',
      '1',
      '2',
      '3',
    ]);
  });

  test('are not believed of old trades, however many come', () => {
    const holes = new ShortHoles();
    holes.push(1_000, trade(5_000_000, 1_000));
    const old = Array.from({ length: 100 }, (_, index) => trade(4_000_000 + index, index, 1_010));

    expect(holes.push(1_010, ...old)).toEqual([]);
    expect(holes.push(1_020, trade(5_000_001, 1_020))).toEqual(['5000001']);
    expect(holes.holes.counts()).toMatchObject({ idRestarts: 0, repeatedTrades: 100 });
  });

  test('are not believed when the old ids go on', () => {
    const holes = new ShortHoles();
    holes.push(10, trade(5_000_000, 10));

    expect(holes.push(20, trade(1, 20), trade(2, 21), trade(5_000_001, 22))).toEqual(['5000001']);
    expect(holes.push(30, trade(3, 30))).toEqual([]);
    expect(holes.push(40, trade(5_000_002, 40))).toEqual(['5000002']);
  });

  test('are believed of near ids only after more than a minute', () => {
    const holes = new ShortHoles();
    holes.push(10, trade(500, 10));

    expect(holes.push(60_000, ...[1, 2, 3, 4].map((id) => trade(id, 60_000)))).toEqual([]);
    expect(holes.push(60_011, ...[5, 6, 7].map((id) => trade(id, 60_011)))).toEqual([
      'gap 0 (10..60011)',
      '5',
      '6',
      '7',
    ]);
  });
});
