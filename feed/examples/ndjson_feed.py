#!/usr/bin/env python3
"""A feed in Python, with its standard library alone: prints a random walk as lines of ticks.

    python3 feed/examples/ndjson_feed.py | npm run feed -- --source stdin

The format: feed/lines/README.md. Replace the walk by your own source; keep `emit`.
"""

import argparse
import json
import random
import sys
import time

INSTRUMENTS = {
    # symbol: (name, first price, largest step)
    "ACME": ("Acme Corporation", 101.25, 0.05),
    "BOLT": ("Bolt and Sons", 17.50, 0.02),
}


def emit(line):
    """Prints one line and pushes it out: into a pipe Python would else hold back 8 KB of them."""
    print(json.dumps(line), flush=True)


def main():
    flags = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    flags.add_argument("--seed", type=int, help="the same seed gives the same prices")
    flags.add_argument("--count", type=int, help="end after so many trades; else go on for ever")
    flags.add_argument("--interval", type=float, default=0.1, help="seconds between trades")
    wanted = flags.parse_args()
    walk = random.Random(wanted.seed)

    # Optional, but exact: without it the decimals follow from the first prices.
    for symbol, (name, _, _) in INSTRUMENTS.items():
        emit({"type": "instrument", "symbol": symbol, "name": name, "priceDecimals": 2,
              "sizeDecimals": 0, "tickSize": 0.01, "currency": "USD"})

    prices = {symbol: first for symbol, (_, first, _) in INSTRUMENTS.items()}
    # Ids that no other run has: a trade that is sent twice then counts once.
    run = int(time.time() * 1000)
    number = 0
    while wanted.count is None or number < wanted.count:
        number += 1
        symbol = walk.choice(list(INSTRUMENTS))
        step = INSTRUMENTS[symbol][2]
        price = prices[symbol] = max(0.01, round(prices[symbol] + walk.uniform(-step, step), 2))
        now = time.time()
        emit({"symbol": symbol, "price": price, "size": walk.randint(1, 500), "time": now,
              "side": walk.choice(["buy", "sell"]), "id": f"{run}-{number}"})
        emit({"type": "quote", "symbol": symbol, "time": now,
              "bidPrice": round(price - 0.01, 2), "bidSize": walk.randint(1, 900),
              "askPrice": round(price + 0.01, 2), "askSize": walk.randint(1, 900)})
        time.sleep(wanted.interval)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        pass
    except BrokenPipeError:
        # The feed has ended. Python would complain again when it closes the pipe.
        sys.stderr.close()
