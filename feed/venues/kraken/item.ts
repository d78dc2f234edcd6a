/** One element of a Kraken frame's `data`, with its numbers as text; pure. */
import type { FrameReader } from './frame-reader.ts';

/** Fields of a trade, ticker or book element; empty text where a field is absent. */
export class FrameItem {
  symbol = '';
  timestamp = '';
  /** Of a trade. */
  side = '';
  price = '';
  qty = '';
  tradeId = '';
  /** Of a ticker. */
  bid = '';
  bidQty = '';
  ask = '';
  askQty = '';
  /** Of a book. */
  checksum = '';
  /** Price and size texts, interleaved. */
  readonly bids: string[] = [];
  readonly asks: string[] = [];

  /** Reads the object at which the reader stands. */
  read(reader: FrameReader): void {
    this.#clear();
    reader.enterObject();
    for (let key = reader.nextKey(); key !== undefined; key = reader.nextKey()) {
      switch (key) {
        case 'symbol':
          this.symbol = reader.text();
          break;
        case 'timestamp':
          this.timestamp = reader.text();
          break;
        case 'bids':
          readLevels(reader, this.bids);
          break;
        case 'asks':
          readLevels(reader, this.asks);
          break;
        case 'checksum':
          this.checksum = reader.text();
          break;
        case 'side':
          this.side = reader.text();
          break;
        case 'price':
          this.price = reader.text();
          break;
        case 'qty':
          this.qty = reader.text();
          break;
        case 'trade_id':
          this.tradeId = reader.text();
          break;
        case 'bid':
          this.bid = reader.text();
          break;
        case 'bid_qty':
          this.bidQty = reader.text();
          break;
        case 'ask':
          this.ask = reader.text();
          break;
        case 'ask_qty':
          this.askQty = reader.text();
          break;
        default:
          reader.skip();
      }
    }
  }

  #clear(): void {
    this.symbol = this.timestamp = this.side = this.price = this.qty = this.tradeId = '';
    this.bid = this.bidQty = this.ask = this.askQty = this.checksum = '';
    this.bids.length = 0;
    this.asks.length = 0;
  }
}

function readLevels(reader: FrameReader, levels: string[]): void {
  reader.enterArray();
  while (reader.hasElement()) {
    let price = '';
    let qty = '';
    reader.enterObject();
    for (let key = reader.nextKey(); key !== undefined; key = reader.nextKey()) {
      if (key === 'price') price = reader.text();
      else if (key === 'qty') qty = reader.text();
      else reader.skip();
    }
    levels.push(price, qty);
  }
}
