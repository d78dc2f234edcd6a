#!/usr/bin/env python3
"""A feed in Python that writes ticks straight into Redis, as proto/README.md documents it: a random walk.

    sudo apt install python3-redis python3-protobuf protobuf-compiler
    npm start -- --no-feed
    /usr/bin/python3 feed/examples/redis_feed.py

REDIS_URL names the Redis; without it, it is the one that `npm start` runs. Replace the walk by your own source; keep `TickWriter`.
"""

import argparse
import binascii
import importlib
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time

import redis

PROTO = pathlib.Path(__file__).resolve().parents[2] / "proto"
PAYLOAD_VERSION = 1
PARTITIONS = 8
RETENTION_MS = 600_000
BATCH_TICKS = 256


def load_messages():
    """Makes the message classes of market.proto with protoc and imports them.

    Done at each start (0.1 s), so they never differ from the schema and from the installed protobuf. In a project of
    your own run it once: protoc --python_out=. market.proto
    """
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["protoc", f"--proto_path={PROTO}", f"--python_out={folder}", "market.proto"], check=True)
        sys.path.insert(0, folder)
        try:
            return importlib.import_module("market_pb2")
        finally:
            sys.path.remove(folder)


market = load_messages()


class TickWriter:
    """Writes the ticks of some instruments into the log of their partitions."""

    def __init__(self, url, instruments):
        self._redis = redis.Redis.from_url(url, socket_timeout=5)
        self._instruments = instruments
        self._partitions = {}  # symbol -> partition
        self._last_ms = {}  # partition -> time in the id of our last entry
        self._waiting = {}  # partition -> batch that is not written yet
        self.register()

    def register(self):
        """Checks that we speak of the same deployment, and makes the instruments known."""
        self._redis.hsetnx("md:meta", "partitions", PARTITIONS)
        self._redis.hsetnx("md:meta", "version", PAYLOAD_VERSION)
        version, partitions = map(int, self._redis.hmget("md:meta", "version", "partitions"))
        if version != PAYLOAD_VERSION:
            raise SystemExit(f"md:meta: payload version {version}, expected {PAYLOAD_VERSION}")
        for instrument in self._instruments:
            symbol = instrument.symbol.encode()
            # CRC-16/XMODEM, which Python has under an old name.
            partition = self._partitions[instrument.symbol] = binascii.crc_hqx(symbol, 0) % partitions
            # Where the symbol once was another instrument: the log entry from which on it is this one.
            since = self._redis.hget(f"md:{{{partition}}}:since", symbol)
            if since is not None:
                instrument.since_ms, instrument.since_seq = map(int, since.split(b"-"))
            self._redis.hset("md:instruments", symbol, instrument.SerializeToString())

    def add(self, symbol, received_ms, venue_ms, **event):
        """Takes one tick; `event` is trade=, quote=, depth= or gap=. Ticks of a symbol keep their order."""
        partition = self._partitions[symbol]
        batch = self._waiting.get(partition)
        if batch is None:
            batch = market.TickBatch(version=PAYLOAD_VERSION, base_time_ms=received_ms)
            self._waiting[partition] = batch
        if symbol not in batch.symbols:
            batch.symbols.append(symbol)
        batch.ticks.add(
            symbol=list(batch.symbols).index(symbol),
            received_offset_ms=received_ms - batch.base_time_ms,
            venue_offset_ms=venue_ms - received_ms,
            **event)
        if len(batch.ticks) >= BATCH_TICKS:
            self.flush()

    def flush(self):
        """Writes what waits; call it every 10 ms or so. Waits while Redis is away.

        A write whose answer was lost is repeated. That does no harm: readers know a trade again by its id.
        """
        while self._waiting:
            partition, batch = next(iter(self._waiting.items()))
            try:
                entry = self._redis.xadd(
                    f"md:{{{partition}}}:ticks", {"b": batch.SerializeToString()},
                    minid=max(0, self._last_ms.get(partition, 0) - RETENTION_MS), approximate=True)
            except (redis.ConnectionError, redis.TimeoutError) as error:
                print(f"Redis is away ({error}), trying again", file=sys.stderr)
                time.sleep(0.5)
                self._register_again()
                continue
            self._last_ms[partition] = int(entry.split(b"-")[0])
            del self._waiting[partition]

    def _register_again(self):
        """It may have come back empty."""
        try:
            self.register()
        except (redis.ConnectionError, redis.TimeoutError):
            pass


def redis_url():
    folder = os.environ.get("TICKWIRE_DATA_DIR") or PROTO.parent / ".tickwire"
    note = pathlib.Path(folder) / "redis-running.json"
    if "REDIS_URL" in os.environ:
        return os.environ["REDIS_URL"]
    return json.loads(note.read_text())["url"] if note.exists() else "redis://127.0.0.1:6379"


def main():
    flags = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    flags.add_argument("--seed", type=int, help="the same seed gives the same prices")
    flags.add_argument("--count", type=int, help="end after so many trades; else go on for ever")
    flags.add_argument("--interval", type=float, default=0.1, help="seconds between trades")
    wanted = flags.parse_args()
    walk = random.Random(wanted.seed)

    # Two decimals: the price 101.25 is written as 10125. Sizes are whole shares.
    acme = market.Instrument(
        symbol="ACME.PY", venue="PY", display_name="Acme Corporation",
        price_decimals=2, size_decimals=0, tick_size=1, currency="USD")
    writer = TickWriter(redis_url(), [acme])

    run = int(time.time() * 1000)
    price, number = 10_125, 0
    while wanted.count is None or number < wanted.count:
        number += 1
        price = max(20, price + walk.randint(-5, 5))
        now = int(time.time() * 1000)
        writer.add(acme.symbol, now, now, trade=market.Trade(
            price=price, size=walk.randint(1, 500), trade_id=f"{run}-{number}",
            aggressor_side=walk.choice([market.AGGRESSOR_SIDE_BUY, market.AGGRESSOR_SIDE_SELL])))
        writer.add(acme.symbol, now, now, quote=market.Quote(
            bid_price=price - 1, bid_size=walk.randint(1, 900),
            ask_price=price + 1, ask_size=walk.randint(1, 900)))
        writer.add(acme.symbol, now, now, depth=market.Depth(
            bid_prices=[price - 1 - level for level in range(5)],
            bid_sizes=[walk.randint(1, 900) for _ in range(5)],
            ask_prices=[price + 1 + level for level in range(5)],
            ask_sizes=[walk.randint(1, 900) for _ in range(5)]))
        writer.flush()
        time.sleep(wanted.interval)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        pass
    except redis.RedisError as error:
        sys.exit(f"Redis says: {error}")
