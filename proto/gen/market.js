/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

// Exported root namespace
const $root = $protobuf.roots["market"] || ($protobuf.roots["market"] = {});

export const market = $root.market = (() => {

    /**
     * Namespace market.
     * @exports market
     * @namespace
     */
    const market = {};

    market.v1 = (function() {

        /**
         * Namespace v1.
         * @memberof market
         * @namespace
         */
        const v1 = {};

        /**
         * AggressorSide enum.
         * @name market.v1.AggressorSide
         * @enum {number}
         * @property {number} AGGRESSOR_SIDE_UNSPECIFIED=0 AGGRESSOR_SIDE_UNSPECIFIED value
         * @property {number} AGGRESSOR_SIDE_BUY=1 AGGRESSOR_SIDE_BUY value
         * @property {number} AGGRESSOR_SIDE_SELL=2 AGGRESSOR_SIDE_SELL value
         */
        v1.AggressorSide = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "AGGRESSOR_SIDE_UNSPECIFIED"] = 0;
            values[valuesById[1] = "AGGRESSOR_SIDE_BUY"] = 1;
            values[valuesById[2] = "AGGRESSOR_SIDE_SELL"] = 2;
            return values;
        })();

        v1.Instrument = (function() {

            /**
             * Properties of an Instrument.
             * @typedef {Object} market.v1.Instrument.$Properties
             * @property {string} [symbol] Instrument symbol
             * @property {string} [venue] Instrument venue
             * @property {string} [displayName] Instrument displayName
             * @property {number} [priceDecimals] Instrument priceDecimals
             * @property {number} [sizeDecimals] Instrument sizeDecimals
             * @property {number} [tickSize] Instrument tickSize
             * @property {string} [currency] Instrument currency
             * @property {number|null} [dayStartMinuteUtc] Instrument dayStartMinuteUtc
             * @property {number} [rank] Instrument rank
             * @property {number} [sinceMs] Instrument sinceMs
             * @property {number} [sinceSeq] Instrument sinceSeq
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Instrument.
             * @memberof market.v1
             * @interface IInstrument
             * @augments market.v1.Instrument.$Properties
             * @deprecated Use market.v1.Instrument.$Properties instead.
             */

            /**
             * Shape of an Instrument.
             * @typedef {market.v1.Instrument.$Properties} market.v1.Instrument.$Shape
             */

            /**
             * Constructs a new Instrument.
             * @memberof market.v1
             * @classdesc Represents an Instrument.
             * @constructor
             * @param {market.v1.Instrument.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Instrument = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Instrument symbol.
             * @member {string} symbol
             * @memberof market.v1.Instrument
             * @instance
             */
            Instrument.prototype.symbol = "";

            /**
             * Instrument venue.
             * @member {string} venue
             * @memberof market.v1.Instrument
             * @instance
             */
            Instrument.prototype.venue = "";

            /**
             * Instrument displayName.
             * @member {string} displayName
             * @memberof market.v1.Instrument
             * @instance
             */
            Instrument.prototype.displayName = "";

            /**
             * Instrument priceDecimals.
             * @member {number} priceDecimals
             * @memberof market.v1.Instrument
             * @instance
             */
            Instrument.prototype.priceDecimals = 0;

            /**
             * Instrument sizeDecimals.
             * @member {number} sizeDecimals
             * @memberof market.v1.Instrument
             * @instance
             */
            Instrument.prototype.sizeDecimals = 0;

            /**
             * Instrument tickSize.
             * @member {number} tickSize
             * @memberof market.v1.Instrument
             * @instance
             */
            Instrument.prototype.tickSize = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Instrument currency.
             * @member {string} currency
             * @memberof market.v1.Instrument
             * @instance
             */
            Instrument.prototype.currency = "";

            /**
             * Instrument dayStartMinuteUtc.
             * @member {number|null} dayStartMinuteUtc
             * @memberof market.v1.Instrument
             * @instance
             */
            Instrument.prototype.dayStartMinuteUtc = null;

            /**
             * Instrument rank.
             * @member {number} rank
             * @memberof market.v1.Instrument
             * @instance
             */
            Instrument.prototype.rank = 0;

            /**
             * Instrument sinceMs.
             * @member {number} sinceMs
             * @memberof market.v1.Instrument
             * @instance
             */
            Instrument.prototype.sinceMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Instrument sinceSeq.
             * @member {number} sinceSeq
             * @memberof market.v1.Instrument
             * @instance
             */
            Instrument.prototype.sinceSeq = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Instrument.prototype, "_dayStartMinuteUtc", {
                get: $util.oneOfGetter($oneOfFields = ["dayStartMinuteUtc"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new Instrument instance using the specified properties.
             * @function create
             * @memberof market.v1.Instrument
             * @static
             * @param {market.v1.Instrument.$Properties=} [properties] Properties to set
             * @returns {market.v1.Instrument} Instrument instance
             * @type {{
             *   (properties: market.v1.Instrument.$Shape): market.v1.Instrument & market.v1.Instrument.$Shape;
             *   (properties?: market.v1.Instrument.$Properties): market.v1.Instrument;
             * }}
             */
            Instrument.create = function(properties) {
                return new Instrument(properties);
            };

            /**
             * Encodes the specified Instrument message. Does not implicitly {@link market.v1.Instrument.verify|verify} messages.
             * @function encode
             * @memberof market.v1.Instrument
             * @static
             * @param {market.v1.Instrument.$Properties} message Instrument message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Instrument.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.symbol != null && $Object.hasOwnProperty.call(message, "symbol") && message.symbol !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.symbol);
                if (message.venue != null && $Object.hasOwnProperty.call(message, "venue") && message.venue !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.venue);
                if (message.displayName != null && $Object.hasOwnProperty.call(message, "displayName") && message.displayName !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.displayName);
                if (message.priceDecimals != null && $Object.hasOwnProperty.call(message, "priceDecimals") && message.priceDecimals !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.priceDecimals);
                if (message.sizeDecimals != null && $Object.hasOwnProperty.call(message, "sizeDecimals") && message.sizeDecimals !== 0)
                    writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.sizeDecimals);
                if (message.tickSize != null && $Object.hasOwnProperty.call(message, "tickSize") && (typeof message.tickSize === "object" ? message.tickSize.low || message.tickSize.high : message.tickSize !== 0))
                    writer.uint32(/* id 6, wireType 0 =*/48).uint64(message.tickSize);
                if (message.currency != null && $Object.hasOwnProperty.call(message, "currency") && message.currency !== "")
                    writer.uint32(/* id 7, wireType 2 =*/58).string(message.currency);
                if (message.dayStartMinuteUtc != null && $Object.hasOwnProperty.call(message, "dayStartMinuteUtc"))
                    writer.uint32(/* id 8, wireType 0 =*/64).uint32(message.dayStartMinuteUtc);
                if (message.rank != null && $Object.hasOwnProperty.call(message, "rank") && message.rank !== 0)
                    writer.uint32(/* id 9, wireType 0 =*/72).uint32(message.rank);
                if (message.sinceMs != null && $Object.hasOwnProperty.call(message, "sinceMs") && (typeof message.sinceMs === "object" ? message.sinceMs.low || message.sinceMs.high : message.sinceMs !== 0))
                    writer.uint32(/* id 10, wireType 0 =*/80).uint64(message.sinceMs);
                if (message.sinceSeq != null && $Object.hasOwnProperty.call(message, "sinceSeq") && (typeof message.sinceSeq === "object" ? message.sinceSeq.low || message.sinceSeq.high : message.sinceSeq !== 0))
                    writer.uint32(/* id 11, wireType 0 =*/88).uint64(message.sinceSeq);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an Instrument message from the specified reader or buffer.
             * @function decode
             * @memberof market.v1.Instrument
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {market.v1.Instrument & market.v1.Instrument.$Shape} Instrument
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Instrument.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.market.v1.Instrument();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.symbol = value;
                            else
                                delete message.symbol;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.venue = value;
                            else
                                delete message.venue;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.displayName = value;
                            else
                                delete message.displayName;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.priceDecimals = value;
                            else
                                delete message.priceDecimals;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.sizeDecimals = value;
                            else
                                delete message.sizeDecimals;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.tickSize = value;
                            else
                                delete message.tickSize;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.currency = value;
                            else
                                delete message.currency;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            message.dayStartMinuteUtc = reader.uint32();
                            message._dayStartMinuteUtc = "dayStartMinuteUtc";
                            continue;
                        }
                    case 9: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.rank = value;
                            else
                                delete message.rank;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.sinceMs = value;
                            else
                                delete message.sinceMs;
                            continue;
                        }
                    case 11: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.sinceSeq = value;
                            else
                                delete message.sinceSeq;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Instrument;
        })();

        v1.TickBatch = (function() {

            /**
             * Properties of a TickBatch.
             * @typedef {Object} market.v1.TickBatch.$Properties
             * @property {number} [version] TickBatch version
             * @property {Array.<string>} [symbols] TickBatch symbols
             * @property {number} [baseTimeMs] TickBatch baseTimeMs
             * @property {Array.<market.v1.Tick.$Properties>} [ticks] TickBatch ticks
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a TickBatch.
             * @memberof market.v1
             * @interface ITickBatch
             * @augments market.v1.TickBatch.$Properties
             * @deprecated Use market.v1.TickBatch.$Properties instead.
             */

            /**
             * Shape of a TickBatch.
             * @typedef {{
             *   version?: number;
             *   symbols?: Array.<string>;
             *   baseTimeMs?: number;
             *   ticks?: Array.<market.v1.Tick.$Shape>;
             *   $unknowns?: Array.<Uint8Array>;
             * }} market.v1.TickBatch.$Shape
             */

            /**
             * Constructs a new TickBatch.
             * @memberof market.v1
             * @classdesc Represents a TickBatch.
             * @constructor
             * @param {market.v1.TickBatch.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const TickBatch = function (properties) {
                this.symbols = [];
                this.ticks = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * TickBatch version.
             * @member {number} version
             * @memberof market.v1.TickBatch
             * @instance
             */
            TickBatch.prototype.version = 0;

            /**
             * TickBatch symbols.
             * @member {Array.<string>} symbols
             * @memberof market.v1.TickBatch
             * @instance
             */
            TickBatch.prototype.symbols = $util.emptyArray;

            /**
             * TickBatch baseTimeMs.
             * @member {number} baseTimeMs
             * @memberof market.v1.TickBatch
             * @instance
             */
            TickBatch.prototype.baseTimeMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * TickBatch ticks.
             * @member {Array.<market.v1.Tick>} ticks
             * @memberof market.v1.TickBatch
             * @instance
             */
            TickBatch.prototype.ticks = $util.emptyArray;

            /**
             * Creates a new TickBatch instance using the specified properties.
             * @function create
             * @memberof market.v1.TickBatch
             * @static
             * @param {market.v1.TickBatch.$Properties=} [properties] Properties to set
             * @returns {market.v1.TickBatch} TickBatch instance
             * @type {{
             *   (properties: market.v1.TickBatch.$Shape): market.v1.TickBatch & market.v1.TickBatch.$Shape;
             *   (properties?: market.v1.TickBatch.$Properties): market.v1.TickBatch;
             * }}
             */
            TickBatch.create = function(properties) {
                return new TickBatch(properties);
            };

            /**
             * Encodes the specified TickBatch message. Does not implicitly {@link market.v1.TickBatch.verify|verify} messages.
             * @function encode
             * @memberof market.v1.TickBatch
             * @static
             * @param {market.v1.TickBatch.$Properties} message TickBatch message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            TickBatch.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.version);
                if (message.symbols != null && message.symbols.length)
                    for (let i = 0; i < message.symbols.length; ++i)
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.symbols[i]);
                if (message.baseTimeMs != null && $Object.hasOwnProperty.call(message, "baseTimeMs") && (typeof message.baseTimeMs === "object" ? message.baseTimeMs.low || message.baseTimeMs.high : message.baseTimeMs !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.baseTimeMs);
                if (message.ticks != null && message.ticks.length)
                    for (let i = 0; i < message.ticks.length; ++i)
                        $root.market.v1.Tick.encode(message.ticks[i], writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a TickBatch message from the specified reader or buffer.
             * @function decode
             * @memberof market.v1.TickBatch
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {market.v1.TickBatch & market.v1.TickBatch.$Shape} TickBatch
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            TickBatch.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.market.v1.TickBatch();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.symbols && message.symbols.length))
                                message.symbols = [];
                            message.symbols.push(reader.stringVerify());
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.baseTimeMs = value;
                            else
                                delete message.baseTimeMs;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if (!(message.ticks && message.ticks.length))
                                message.ticks = [];
                            message.ticks.push($root.market.v1.Tick.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return TickBatch;
        })();

        v1.Tick = (function() {

            /**
             * Properties of a Tick.
             * @typedef {Object} market.v1.Tick.$Properties
             * @property {number} [symbol] Tick symbol
             * @property {number} [receivedOffsetMs] Tick receivedOffsetMs
             * @property {number} [venueOffsetMs] Tick venueOffsetMs
             * @property {market.v1.Trade.$Properties|null} [trade] Tick trade
             * @property {market.v1.Quote.$Properties|null} [quote] Tick quote
             * @property {market.v1.Depth.$Properties|null} [depth] Tick depth
             * @property {market.v1.Gap.$Properties|null} [gap] Tick gap
             * @property {market.v1.Status.$Properties|null} [status] Tick status
             * @property {"trade"|"quote"|"depth"|"gap"|"status"} [event] Tick event
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Tick.
             * @memberof market.v1
             * @interface ITick
             * @augments market.v1.Tick.$Properties
             * @deprecated Use market.v1.Tick.$Properties instead.
             */

            /**
             * Narrowed shape of a Tick.
             * @typedef {{
             *   symbol?: number;
             *   receivedOffsetMs?: number;
             *   venueOffsetMs?: number;
             *   trade?: market.v1.Trade.$Shape|null;
             *   quote?: market.v1.Quote.$Shape|null;
             *   depth?: market.v1.Depth.$Shape|null;
             *   gap?: market.v1.Gap.$Shape|null;
             *   status?: market.v1.Status.$Shape|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ event?: undefined; trade?: null; quote?: null; depth?: null; gap?: null; status?: null }|{ event?: "trade"; trade: market.v1.Trade.$Shape; quote?: null; depth?: null; gap?: null; status?: null }|{ event?: "quote"; trade?: null; quote: market.v1.Quote.$Shape; depth?: null; gap?: null; status?: null }|{ event?: "depth"; trade?: null; quote?: null; depth: market.v1.Depth.$Shape; gap?: null; status?: null }|{ event?: "gap"; trade?: null; quote?: null; depth?: null; gap: market.v1.Gap.$Shape; status?: null }|{ event?: "status"; trade?: null; quote?: null; depth?: null; gap?: null; status: market.v1.Status.$Shape })
             * )} market.v1.Tick.$Shape
             */

            /**
             * Constructs a new Tick.
             * @memberof market.v1
             * @classdesc Represents a Tick.
             * @constructor
             * @param {market.v1.Tick.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Tick = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Tick symbol.
             * @member {number} symbol
             * @memberof market.v1.Tick
             * @instance
             */
            Tick.prototype.symbol = 0;

            /**
             * Tick receivedOffsetMs.
             * @member {number} receivedOffsetMs
             * @memberof market.v1.Tick
             * @instance
             */
            Tick.prototype.receivedOffsetMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * Tick venueOffsetMs.
             * @member {number} venueOffsetMs
             * @memberof market.v1.Tick
             * @instance
             */
            Tick.prototype.venueOffsetMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * Tick trade.
             * @member {market.v1.Trade|null} trade
             * @memberof market.v1.Tick
             * @instance
             */
            Tick.prototype.trade = null;

            /**
             * Tick quote.
             * @member {market.v1.Quote|null} quote
             * @memberof market.v1.Tick
             * @instance
             */
            Tick.prototype.quote = null;

            /**
             * Tick depth.
             * @member {market.v1.Depth|null} depth
             * @memberof market.v1.Tick
             * @instance
             */
            Tick.prototype.depth = null;

            /**
             * Tick gap.
             * @member {market.v1.Gap|null} gap
             * @memberof market.v1.Tick
             * @instance
             */
            Tick.prototype.gap = null;

            /**
             * Tick status.
             * @member {market.v1.Status|null} status
             * @memberof market.v1.Tick
             * @instance
             */
            Tick.prototype.status = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * Tick event.
             * @member {"trade"|"quote"|"depth"|"gap"|"status"|undefined} event
             * @memberof market.v1.Tick
             * @instance
             */
            $Object.defineProperty(Tick.prototype, "event", {
                get: $util.oneOfGetter($oneOfFields = ["trade", "quote", "depth", "gap", "status"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new Tick instance using the specified properties.
             * @function create
             * @memberof market.v1.Tick
             * @static
             * @param {market.v1.Tick.$Properties=} [properties] Properties to set
             * @returns {market.v1.Tick} Tick instance
             * @type {{
             *   (properties: market.v1.Tick.$Shape): market.v1.Tick & market.v1.Tick.$Shape;
             *   (properties?: market.v1.Tick.$Properties): market.v1.Tick;
             * }}
             */
            Tick.create = function(properties) {
                return new Tick(properties);
            };

            /**
             * Encodes the specified Tick message. Does not implicitly {@link market.v1.Tick.verify|verify} messages.
             * @function encode
             * @memberof market.v1.Tick
             * @static
             * @param {market.v1.Tick.$Properties} message Tick message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Tick.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.symbol != null && $Object.hasOwnProperty.call(message, "symbol") && message.symbol !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.symbol);
                if (message.receivedOffsetMs != null && $Object.hasOwnProperty.call(message, "receivedOffsetMs") && (typeof message.receivedOffsetMs === "object" ? message.receivedOffsetMs.low || message.receivedOffsetMs.high : message.receivedOffsetMs !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).sint64(message.receivedOffsetMs);
                if (message.venueOffsetMs != null && $Object.hasOwnProperty.call(message, "venueOffsetMs") && (typeof message.venueOffsetMs === "object" ? message.venueOffsetMs.low || message.venueOffsetMs.high : message.venueOffsetMs !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).sint64(message.venueOffsetMs);
                if (message.trade != null && $Object.hasOwnProperty.call(message, "trade"))
                    $root.market.v1.Trade.encode(message.trade, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.quote != null && $Object.hasOwnProperty.call(message, "quote"))
                    $root.market.v1.Quote.encode(message.quote, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.depth != null && $Object.hasOwnProperty.call(message, "depth"))
                    $root.market.v1.Depth.encode(message.depth, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                if (message.gap != null && $Object.hasOwnProperty.call(message, "gap"))
                    $root.market.v1.Gap.encode(message.gap, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                if (message.status != null && $Object.hasOwnProperty.call(message, "status"))
                    $root.market.v1.Status.encode(message.status, writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Tick message from the specified reader or buffer.
             * @function decode
             * @memberof market.v1.Tick
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {market.v1.Tick & market.v1.Tick.$Shape} Tick
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Tick.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.market.v1.Tick();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.symbol = value;
                            else
                                delete message.symbol;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.sint64()) === "object" ? value.low || value.high : value !== 0)
                                message.receivedOffsetMs = value;
                            else
                                delete message.receivedOffsetMs;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.sint64()) === "object" ? value.low || value.high : value !== 0)
                                message.venueOffsetMs = value;
                            else
                                delete message.venueOffsetMs;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.trade = $root.market.v1.Trade.decode(reader, reader.size(), $undefined, _depth + 1, message.trade);
                            message.event = "trade";
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.quote = $root.market.v1.Quote.decode(reader, reader.size(), $undefined, _depth + 1, message.quote);
                            message.event = "quote";
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            message.depth = $root.market.v1.Depth.decode(reader, reader.size(), $undefined, _depth + 1, message.depth);
                            message.event = "depth";
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            message.gap = $root.market.v1.Gap.decode(reader, reader.size(), $undefined, _depth + 1, message.gap);
                            message.event = "gap";
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            message.status = $root.market.v1.Status.decode(reader, reader.size(), $undefined, _depth + 1, message.status);
                            message.event = "status";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Tick;
        })();

        v1.Trade = (function() {

            /**
             * Properties of a Trade.
             * @typedef {Object} market.v1.Trade.$Properties
             * @property {number} [price] Trade price
             * @property {number} [size] Trade size
             * @property {market.v1.AggressorSide} [aggressorSide] Trade aggressorSide
             * @property {string} [tradeId] Trade tradeId
             * @property {boolean} [isBackfill] Trade isBackfill
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Trade.
             * @memberof market.v1
             * @interface ITrade
             * @augments market.v1.Trade.$Properties
             * @deprecated Use market.v1.Trade.$Properties instead.
             */

            /**
             * Shape of a Trade.
             * @typedef {market.v1.Trade.$Properties} market.v1.Trade.$Shape
             */

            /**
             * Constructs a new Trade.
             * @memberof market.v1
             * @classdesc Represents a Trade.
             * @constructor
             * @param {market.v1.Trade.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Trade = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Trade price.
             * @member {number} price
             * @memberof market.v1.Trade
             * @instance
             */
            Trade.prototype.price = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * Trade size.
             * @member {number} size
             * @memberof market.v1.Trade
             * @instance
             */
            Trade.prototype.size = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Trade aggressorSide.
             * @member {market.v1.AggressorSide} aggressorSide
             * @memberof market.v1.Trade
             * @instance
             */
            Trade.prototype.aggressorSide = 0;

            /**
             * Trade tradeId.
             * @member {string} tradeId
             * @memberof market.v1.Trade
             * @instance
             */
            Trade.prototype.tradeId = "";

            /**
             * Trade isBackfill.
             * @member {boolean} isBackfill
             * @memberof market.v1.Trade
             * @instance
             */
            Trade.prototype.isBackfill = false;

            /**
             * Creates a new Trade instance using the specified properties.
             * @function create
             * @memberof market.v1.Trade
             * @static
             * @param {market.v1.Trade.$Properties=} [properties] Properties to set
             * @returns {market.v1.Trade} Trade instance
             * @type {{
             *   (properties: market.v1.Trade.$Shape): market.v1.Trade & market.v1.Trade.$Shape;
             *   (properties?: market.v1.Trade.$Properties): market.v1.Trade;
             * }}
             */
            Trade.create = function(properties) {
                return new Trade(properties);
            };

            /**
             * Encodes the specified Trade message. Does not implicitly {@link market.v1.Trade.verify|verify} messages.
             * @function encode
             * @memberof market.v1.Trade
             * @static
             * @param {market.v1.Trade.$Properties} message Trade message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Trade.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.price != null && $Object.hasOwnProperty.call(message, "price") && (typeof message.price === "object" ? message.price.low || message.price.high : message.price !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).sint64(message.price);
                if (message.size != null && $Object.hasOwnProperty.call(message, "size") && (typeof message.size === "object" ? message.size.low || message.size.high : message.size !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.size);
                if (message.aggressorSide != null && $Object.hasOwnProperty.call(message, "aggressorSide") && message.aggressorSide !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).int32(message.aggressorSide);
                if (message.tradeId != null && $Object.hasOwnProperty.call(message, "tradeId") && message.tradeId !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.tradeId);
                if (message.isBackfill != null && $Object.hasOwnProperty.call(message, "isBackfill") && message.isBackfill !== false)
                    writer.uint32(/* id 5, wireType 0 =*/40).bool(message.isBackfill);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Trade message from the specified reader or buffer.
             * @function decode
             * @memberof market.v1.Trade
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {market.v1.Trade & market.v1.Trade.$Shape} Trade
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Trade.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.market.v1.Trade();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.sint64()) === "object" ? value.low || value.high : value !== 0)
                                message.price = value;
                            else
                                delete message.price;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.size = value;
                            else
                                delete message.size;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.aggressorSide = value;
                            else
                                delete message.aggressorSide;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.tradeId = value;
                            else
                                delete message.tradeId;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.isBackfill = value;
                            else
                                delete message.isBackfill;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Trade;
        })();

        v1.Quote = (function() {

            /**
             * Properties of a Quote.
             * @typedef {Object} market.v1.Quote.$Properties
             * @property {number} [bidPrice] Quote bidPrice
             * @property {number} [bidSize] Quote bidSize
             * @property {number} [askPrice] Quote askPrice
             * @property {number} [askSize] Quote askSize
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Quote.
             * @memberof market.v1
             * @interface IQuote
             * @augments market.v1.Quote.$Properties
             * @deprecated Use market.v1.Quote.$Properties instead.
             */

            /**
             * Shape of a Quote.
             * @typedef {market.v1.Quote.$Properties} market.v1.Quote.$Shape
             */

            /**
             * Constructs a new Quote.
             * @memberof market.v1
             * @classdesc Represents a Quote.
             * @constructor
             * @param {market.v1.Quote.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Quote = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Quote bidPrice.
             * @member {number} bidPrice
             * @memberof market.v1.Quote
             * @instance
             */
            Quote.prototype.bidPrice = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * Quote bidSize.
             * @member {number} bidSize
             * @memberof market.v1.Quote
             * @instance
             */
            Quote.prototype.bidSize = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Quote askPrice.
             * @member {number} askPrice
             * @memberof market.v1.Quote
             * @instance
             */
            Quote.prototype.askPrice = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * Quote askSize.
             * @member {number} askSize
             * @memberof market.v1.Quote
             * @instance
             */
            Quote.prototype.askSize = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new Quote instance using the specified properties.
             * @function create
             * @memberof market.v1.Quote
             * @static
             * @param {market.v1.Quote.$Properties=} [properties] Properties to set
             * @returns {market.v1.Quote} Quote instance
             * @type {{
             *   (properties: market.v1.Quote.$Shape): market.v1.Quote & market.v1.Quote.$Shape;
             *   (properties?: market.v1.Quote.$Properties): market.v1.Quote;
             * }}
             */
            Quote.create = function(properties) {
                return new Quote(properties);
            };

            /**
             * Encodes the specified Quote message. Does not implicitly {@link market.v1.Quote.verify|verify} messages.
             * @function encode
             * @memberof market.v1.Quote
             * @static
             * @param {market.v1.Quote.$Properties} message Quote message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Quote.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.bidPrice != null && $Object.hasOwnProperty.call(message, "bidPrice") && (typeof message.bidPrice === "object" ? message.bidPrice.low || message.bidPrice.high : message.bidPrice !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).sint64(message.bidPrice);
                if (message.bidSize != null && $Object.hasOwnProperty.call(message, "bidSize") && (typeof message.bidSize === "object" ? message.bidSize.low || message.bidSize.high : message.bidSize !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.bidSize);
                if (message.askPrice != null && $Object.hasOwnProperty.call(message, "askPrice") && (typeof message.askPrice === "object" ? message.askPrice.low || message.askPrice.high : message.askPrice !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).sint64(message.askPrice);
                if (message.askSize != null && $Object.hasOwnProperty.call(message, "askSize") && (typeof message.askSize === "object" ? message.askSize.low || message.askSize.high : message.askSize !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.askSize);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Quote message from the specified reader or buffer.
             * @function decode
             * @memberof market.v1.Quote
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {market.v1.Quote & market.v1.Quote.$Shape} Quote
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Quote.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.market.v1.Quote();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.sint64()) === "object" ? value.low || value.high : value !== 0)
                                message.bidPrice = value;
                            else
                                delete message.bidPrice;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.bidSize = value;
                            else
                                delete message.bidSize;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.sint64()) === "object" ? value.low || value.high : value !== 0)
                                message.askPrice = value;
                            else
                                delete message.askPrice;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.askSize = value;
                            else
                                delete message.askSize;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Quote;
        })();

        v1.Depth = (function() {

            /**
             * Properties of a Depth.
             * @typedef {Object} market.v1.Depth.$Properties
             * @property {Array.<number>} [bidPrices] Depth bidPrices
             * @property {Array.<number>} [bidSizes] Depth bidSizes
             * @property {Array.<number>} [askPrices] Depth askPrices
             * @property {Array.<number>} [askSizes] Depth askSizes
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Depth.
             * @memberof market.v1
             * @interface IDepth
             * @augments market.v1.Depth.$Properties
             * @deprecated Use market.v1.Depth.$Properties instead.
             */

            /**
             * Shape of a Depth.
             * @typedef {market.v1.Depth.$Properties} market.v1.Depth.$Shape
             */

            /**
             * Constructs a new Depth.
             * @memberof market.v1
             * @classdesc Represents a Depth.
             * @constructor
             * @param {market.v1.Depth.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Depth = function (properties) {
                this.bidPrices = [];
                this.bidSizes = [];
                this.askPrices = [];
                this.askSizes = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Depth bidPrices.
             * @member {Array.<number>} bidPrices
             * @memberof market.v1.Depth
             * @instance
             */
            Depth.prototype.bidPrices = $util.emptyArray;

            /**
             * Depth bidSizes.
             * @member {Array.<number>} bidSizes
             * @memberof market.v1.Depth
             * @instance
             */
            Depth.prototype.bidSizes = $util.emptyArray;

            /**
             * Depth askPrices.
             * @member {Array.<number>} askPrices
             * @memberof market.v1.Depth
             * @instance
             */
            Depth.prototype.askPrices = $util.emptyArray;

            /**
             * Depth askSizes.
             * @member {Array.<number>} askSizes
             * @memberof market.v1.Depth
             * @instance
             */
            Depth.prototype.askSizes = $util.emptyArray;

            /**
             * Creates a new Depth instance using the specified properties.
             * @function create
             * @memberof market.v1.Depth
             * @static
             * @param {market.v1.Depth.$Properties=} [properties] Properties to set
             * @returns {market.v1.Depth} Depth instance
             * @type {{
             *   (properties: market.v1.Depth.$Shape): market.v1.Depth & market.v1.Depth.$Shape;
             *   (properties?: market.v1.Depth.$Properties): market.v1.Depth;
             * }}
             */
            Depth.create = function(properties) {
                return new Depth(properties);
            };

            /**
             * Encodes the specified Depth message. Does not implicitly {@link market.v1.Depth.verify|verify} messages.
             * @function encode
             * @memberof market.v1.Depth
             * @static
             * @param {market.v1.Depth.$Properties} message Depth message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Depth.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.bidPrices != null && message.bidPrices.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).sint64s(message.bidPrices);
                if (message.bidSizes != null && message.bidSizes.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).uint64s(message.bidSizes);
                if (message.askPrices != null && message.askPrices.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).sint64s(message.askPrices);
                if (message.askSizes != null && message.askSizes.length)
                    writer.uint32(/* id 4, wireType 2 =*/34).uint64s(message.askSizes);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Depth message from the specified reader or buffer.
             * @function decode
             * @memberof market.v1.Depth
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {market.v1.Depth & market.v1.Depth.$Shape} Depth
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Depth.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.market.v1.Depth();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType === 2) {
                                if (!(message.bidPrices && message.bidPrices.length))
                                    message.bidPrices = [];
                                reader.sint64s(message.bidPrices);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.bidPrices && message.bidPrices.length))
                                message.bidPrices = [];
                            message.bidPrices.push(reader.sint64());
                            continue;
                        }
                    case 2: {
                            if (wireType === 2) {
                                if (!(message.bidSizes && message.bidSizes.length))
                                    message.bidSizes = [];
                                reader.uint64s(message.bidSizes);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.bidSizes && message.bidSizes.length))
                                message.bidSizes = [];
                            message.bidSizes.push(reader.uint64());
                            continue;
                        }
                    case 3: {
                            if (wireType === 2) {
                                if (!(message.askPrices && message.askPrices.length))
                                    message.askPrices = [];
                                reader.sint64s(message.askPrices);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.askPrices && message.askPrices.length))
                                message.askPrices = [];
                            message.askPrices.push(reader.sint64());
                            continue;
                        }
                    case 4: {
                            if (wireType === 2) {
                                if (!(message.askSizes && message.askSizes.length))
                                    message.askSizes = [];
                                reader.uint64s(message.askSizes);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.askSizes && message.askSizes.length))
                                message.askSizes = [];
                            message.askSizes.push(reader.uint64());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Depth;
        })();

        v1.Gap = (function() {

            /**
             * Properties of a Gap.
             * @typedef {Object} market.v1.Gap.$Properties
             * @property {number} [fromMs] Gap fromMs
             * @property {number} [toMs] Gap toMs
             * @property {number} [lostTrades] Gap lostTrades
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Gap.
             * @memberof market.v1
             * @interface IGap
             * @augments market.v1.Gap.$Properties
             * @deprecated Use market.v1.Gap.$Properties instead.
             */

            /**
             * Shape of a Gap.
             * @typedef {market.v1.Gap.$Properties} market.v1.Gap.$Shape
             */

            /**
             * Constructs a new Gap.
             * @memberof market.v1
             * @classdesc Represents a Gap.
             * @constructor
             * @param {market.v1.Gap.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Gap = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Gap fromMs.
             * @member {number} fromMs
             * @memberof market.v1.Gap
             * @instance
             */
            Gap.prototype.fromMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Gap toMs.
             * @member {number} toMs
             * @memberof market.v1.Gap
             * @instance
             */
            Gap.prototype.toMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Gap lostTrades.
             * @member {number} lostTrades
             * @memberof market.v1.Gap
             * @instance
             */
            Gap.prototype.lostTrades = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new Gap instance using the specified properties.
             * @function create
             * @memberof market.v1.Gap
             * @static
             * @param {market.v1.Gap.$Properties=} [properties] Properties to set
             * @returns {market.v1.Gap} Gap instance
             * @type {{
             *   (properties: market.v1.Gap.$Shape): market.v1.Gap & market.v1.Gap.$Shape;
             *   (properties?: market.v1.Gap.$Properties): market.v1.Gap;
             * }}
             */
            Gap.create = function(properties) {
                return new Gap(properties);
            };

            /**
             * Encodes the specified Gap message. Does not implicitly {@link market.v1.Gap.verify|verify} messages.
             * @function encode
             * @memberof market.v1.Gap
             * @static
             * @param {market.v1.Gap.$Properties} message Gap message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Gap.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.fromMs != null && $Object.hasOwnProperty.call(message, "fromMs") && (typeof message.fromMs === "object" ? message.fromMs.low || message.fromMs.high : message.fromMs !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.fromMs);
                if (message.toMs != null && $Object.hasOwnProperty.call(message, "toMs") && (typeof message.toMs === "object" ? message.toMs.low || message.toMs.high : message.toMs !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.toMs);
                if (message.lostTrades != null && $Object.hasOwnProperty.call(message, "lostTrades") && (typeof message.lostTrades === "object" ? message.lostTrades.low || message.lostTrades.high : message.lostTrades !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.lostTrades);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Gap message from the specified reader or buffer.
             * @function decode
             * @memberof market.v1.Gap
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {market.v1.Gap & market.v1.Gap.$Shape} Gap
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Gap.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.market.v1.Gap();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.fromMs = value;
                            else
                                delete message.fromMs;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.toMs = value;
                            else
                                delete message.toMs;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.lostTrades = value;
                            else
                                delete message.lostTrades;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Gap;
        })();

        /**
         * FeedState enum.
         * @name market.v1.FeedState
         * @enum {number}
         * @property {number} FEED_STATE_UNSPECIFIED=0 FEED_STATE_UNSPECIFIED value
         * @property {number} FEED_STATE_LIVE=1 FEED_STATE_LIVE value
         * @property {number} FEED_STATE_CONNECTING=2 FEED_STATE_CONNECTING value
         * @property {number} FEED_STATE_STALE=3 FEED_STATE_STALE value
         * @property {number} FEED_STATE_RESYNC=4 FEED_STATE_RESYNC value
         * @property {number} FEED_STATE_HALTED=5 FEED_STATE_HALTED value
         * @property {number} FEED_STATE_FATAL=6 FEED_STATE_FATAL value
         */
        v1.FeedState = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "FEED_STATE_UNSPECIFIED"] = 0;
            values[valuesById[1] = "FEED_STATE_LIVE"] = 1;
            values[valuesById[2] = "FEED_STATE_CONNECTING"] = 2;
            values[valuesById[3] = "FEED_STATE_STALE"] = 3;
            values[valuesById[4] = "FEED_STATE_RESYNC"] = 4;
            values[valuesById[5] = "FEED_STATE_HALTED"] = 5;
            values[valuesById[6] = "FEED_STATE_FATAL"] = 6;
            return values;
        })();

        v1.Status = (function() {

            /**
             * Properties of a Status.
             * @typedef {Object} market.v1.Status.$Properties
             * @property {market.v1.FeedState} [state] Status state
             * @property {string} [detail] Status detail
             * @property {boolean} [isNewInstrument] Status isNewInstrument
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Status.
             * @memberof market.v1
             * @interface IStatus
             * @augments market.v1.Status.$Properties
             * @deprecated Use market.v1.Status.$Properties instead.
             */

            /**
             * Shape of a Status.
             * @typedef {market.v1.Status.$Properties} market.v1.Status.$Shape
             */

            /**
             * Constructs a new Status.
             * @memberof market.v1
             * @classdesc Represents a Status.
             * @constructor
             * @param {market.v1.Status.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Status = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Status state.
             * @member {market.v1.FeedState} state
             * @memberof market.v1.Status
             * @instance
             */
            Status.prototype.state = 0;

            /**
             * Status detail.
             * @member {string} detail
             * @memberof market.v1.Status
             * @instance
             */
            Status.prototype.detail = "";

            /**
             * Status isNewInstrument.
             * @member {boolean} isNewInstrument
             * @memberof market.v1.Status
             * @instance
             */
            Status.prototype.isNewInstrument = false;

            /**
             * Creates a new Status instance using the specified properties.
             * @function create
             * @memberof market.v1.Status
             * @static
             * @param {market.v1.Status.$Properties=} [properties] Properties to set
             * @returns {market.v1.Status} Status instance
             * @type {{
             *   (properties: market.v1.Status.$Shape): market.v1.Status & market.v1.Status.$Shape;
             *   (properties?: market.v1.Status.$Properties): market.v1.Status;
             * }}
             */
            Status.create = function(properties) {
                return new Status(properties);
            };

            /**
             * Encodes the specified Status message. Does not implicitly {@link market.v1.Status.verify|verify} messages.
             * @function encode
             * @memberof market.v1.Status
             * @static
             * @param {market.v1.Status.$Properties} message Status message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Status.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.state != null && $Object.hasOwnProperty.call(message, "state") && message.state !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).int32(message.state);
                if (message.detail != null && $Object.hasOwnProperty.call(message, "detail") && message.detail !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.detail);
                if (message.isNewInstrument != null && $Object.hasOwnProperty.call(message, "isNewInstrument") && message.isNewInstrument !== false)
                    writer.uint32(/* id 3, wireType 0 =*/24).bool(message.isNewInstrument);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Status message from the specified reader or buffer.
             * @function decode
             * @memberof market.v1.Status
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {market.v1.Status & market.v1.Status.$Shape} Status
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Status.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.market.v1.Status();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.state = value;
                            else
                                delete message.state;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.detail = value;
                            else
                                delete message.detail;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.isNewInstrument = value;
                            else
                                delete message.isNewInstrument;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Status;
        })();

        v1.Bar = (function() {

            /**
             * Properties of a Bar.
             * @typedef {Object} market.v1.Bar.$Properties
             * @property {number} [openTimeMs] Bar openTimeMs
             * @property {number} [open] Bar open
             * @property {number} [high] Bar high
             * @property {number} [low] Bar low
             * @property {number} [close] Bar close
             * @property {number} [volume] Bar volume
             * @property {number} [tradeCount] Bar tradeCount
             * @property {number} [turnover] Bar turnover
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Bar.
             * @memberof market.v1
             * @interface IBar
             * @augments market.v1.Bar.$Properties
             * @deprecated Use market.v1.Bar.$Properties instead.
             */

            /**
             * Shape of a Bar.
             * @typedef {market.v1.Bar.$Properties} market.v1.Bar.$Shape
             */

            /**
             * Constructs a new Bar.
             * @memberof market.v1
             * @classdesc Represents a Bar.
             * @constructor
             * @param {market.v1.Bar.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Bar = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Bar openTimeMs.
             * @member {number} openTimeMs
             * @memberof market.v1.Bar
             * @instance
             */
            Bar.prototype.openTimeMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Bar open.
             * @member {number} open
             * @memberof market.v1.Bar
             * @instance
             */
            Bar.prototype.open = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * Bar high.
             * @member {number} high
             * @memberof market.v1.Bar
             * @instance
             */
            Bar.prototype.high = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * Bar low.
             * @member {number} low
             * @memberof market.v1.Bar
             * @instance
             */
            Bar.prototype.low = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * Bar close.
             * @member {number} close
             * @memberof market.v1.Bar
             * @instance
             */
            Bar.prototype.close = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * Bar volume.
             * @member {number} volume
             * @memberof market.v1.Bar
             * @instance
             */
            Bar.prototype.volume = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Bar tradeCount.
             * @member {number} tradeCount
             * @memberof market.v1.Bar
             * @instance
             */
            Bar.prototype.tradeCount = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Bar turnover.
             * @member {number} turnover
             * @memberof market.v1.Bar
             * @instance
             */
            Bar.prototype.turnover = 0;

            /**
             * Creates a new Bar instance using the specified properties.
             * @function create
             * @memberof market.v1.Bar
             * @static
             * @param {market.v1.Bar.$Properties=} [properties] Properties to set
             * @returns {market.v1.Bar} Bar instance
             * @type {{
             *   (properties: market.v1.Bar.$Shape): market.v1.Bar & market.v1.Bar.$Shape;
             *   (properties?: market.v1.Bar.$Properties): market.v1.Bar;
             * }}
             */
            Bar.create = function(properties) {
                return new Bar(properties);
            };

            /**
             * Encodes the specified Bar message. Does not implicitly {@link market.v1.Bar.verify|verify} messages.
             * @function encode
             * @memberof market.v1.Bar
             * @static
             * @param {market.v1.Bar.$Properties} message Bar message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Bar.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.openTimeMs != null && $Object.hasOwnProperty.call(message, "openTimeMs") && (typeof message.openTimeMs === "object" ? message.openTimeMs.low || message.openTimeMs.high : message.openTimeMs !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.openTimeMs);
                if (message.open != null && $Object.hasOwnProperty.call(message, "open") && (typeof message.open === "object" ? message.open.low || message.open.high : message.open !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).sint64(message.open);
                if (message.high != null && $Object.hasOwnProperty.call(message, "high") && (typeof message.high === "object" ? message.high.low || message.high.high : message.high !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).sint64(message.high);
                if (message.low != null && $Object.hasOwnProperty.call(message, "low") && (typeof message.low === "object" ? message.low.low || message.low.high : message.low !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).sint64(message.low);
                if (message.close != null && $Object.hasOwnProperty.call(message, "close") && (typeof message.close === "object" ? message.close.low || message.close.high : message.close !== 0))
                    writer.uint32(/* id 5, wireType 0 =*/40).sint64(message.close);
                if (message.volume != null && $Object.hasOwnProperty.call(message, "volume") && (typeof message.volume === "object" ? message.volume.low || message.volume.high : message.volume !== 0))
                    writer.uint32(/* id 6, wireType 0 =*/48).uint64(message.volume);
                if (message.tradeCount != null && $Object.hasOwnProperty.call(message, "tradeCount") && (typeof message.tradeCount === "object" ? message.tradeCount.low || message.tradeCount.high : message.tradeCount !== 0))
                    writer.uint32(/* id 7, wireType 0 =*/56).uint64(message.tradeCount);
                if (message.turnover != null && $Object.hasOwnProperty.call(message, "turnover") && !$Object.is(message.turnover, 0))
                    writer.uint32(/* id 8, wireType 1 =*/65).double(message.turnover);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Bar message from the specified reader or buffer.
             * @function decode
             * @memberof market.v1.Bar
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {market.v1.Bar & market.v1.Bar.$Shape} Bar
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Bar.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.market.v1.Bar();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.openTimeMs = value;
                            else
                                delete message.openTimeMs;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.sint64()) === "object" ? value.low || value.high : value !== 0)
                                message.open = value;
                            else
                                delete message.open;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.sint64()) === "object" ? value.low || value.high : value !== 0)
                                message.high = value;
                            else
                                delete message.high;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.sint64()) === "object" ? value.low || value.high : value !== 0)
                                message.low = value;
                            else
                                delete message.low;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.sint64()) === "object" ? value.low || value.high : value !== 0)
                                message.close = value;
                            else
                                delete message.close;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.volume = value;
                            else
                                delete message.volume;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.tradeCount = value;
                            else
                                delete message.tradeCount;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.turnover = value;
                            else
                                delete message.turnover;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Bar;
        })();

        v1.SymbolSnapshot = (function() {

            /**
             * Properties of a SymbolSnapshot.
             * @typedef {Object} market.v1.SymbolSnapshot.$Properties
             * @property {number} [version] SymbolSnapshot version
             * @property {market.v1.Instrument.$Properties|null} [instrument] SymbolSnapshot instrument
             * @property {number} [entryMs] SymbolSnapshot entryMs
             * @property {number} [entrySeq] SymbolSnapshot entrySeq
             * @property {number} [trustedMs] SymbolSnapshot trustedMs
             * @property {number} [receivedMs] SymbolSnapshot receivedMs
             * @property {number} [venueMs] SymbolSnapshot venueMs
             * @property {market.v1.Tick.$Properties|null} [quote] SymbolSnapshot quote
             * @property {market.v1.Tick.$Properties|null} [last] SymbolSnapshot last
             * @property {number|null} [lastTimeMs] SymbolSnapshot lastTimeMs
             * @property {market.v1.Depth.$Properties|null} [depth] SymbolSnapshot depth
             * @property {market.v1.PriceRange.$Properties|null} [prices] SymbolSnapshot prices
             * @property {Array.<market.v1.Gap.$Properties>} [gaps] SymbolSnapshot gaps
             * @property {number} [turnover] SymbolSnapshot turnover
             * @property {Uint8Array} [minutes] SymbolSnapshot minutes
             * @property {market.v1.SnapshotBars.$Properties|null} [secondBars] SymbolSnapshot secondBars
             * @property {market.v1.SnapshotBars.$Properties|null} [minuteBars] SymbolSnapshot minuteBars
             * @property {market.v1.SnapshotBars.$Properties|null} [hourBars] SymbolSnapshot hourBars
             * @property {number} [nextTradeNumber] SymbolSnapshot nextTradeNumber
             * @property {number} [tradeEpoch] SymbolSnapshot tradeEpoch
             * @property {number|null} [tradeHoleNumber] SymbolSnapshot tradeHoleNumber
             * @property {Uint8Array} [trades] SymbolSnapshot trades
             * @property {Uint8Array} [newerTradeIds] SymbolSnapshot newerTradeIds
             * @property {Uint8Array} [olderTradeIds] SymbolSnapshot olderTradeIds
             * @property {market.v1.Tick.$Properties|null} [status] SymbolSnapshot status
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SymbolSnapshot.
             * @memberof market.v1
             * @interface ISymbolSnapshot
             * @augments market.v1.SymbolSnapshot.$Properties
             * @deprecated Use market.v1.SymbolSnapshot.$Properties instead.
             */

            /**
             * Shape of a SymbolSnapshot.
             * @typedef {{
             *   version?: number;
             *   instrument?: market.v1.Instrument.$Shape|null;
             *   entryMs?: number;
             *   entrySeq?: number;
             *   trustedMs?: number;
             *   receivedMs?: number;
             *   venueMs?: number;
             *   quote?: market.v1.Tick.$Shape|null;
             *   last?: market.v1.Tick.$Shape|null;
             *   lastTimeMs?: number|null;
             *   depth?: market.v1.Depth.$Shape|null;
             *   prices?: market.v1.PriceRange.$Shape|null;
             *   gaps?: Array.<market.v1.Gap.$Shape>;
             *   turnover?: number;
             *   minutes?: Uint8Array;
             *   secondBars?: market.v1.SnapshotBars.$Shape|null;
             *   minuteBars?: market.v1.SnapshotBars.$Shape|null;
             *   hourBars?: market.v1.SnapshotBars.$Shape|null;
             *   nextTradeNumber?: number;
             *   tradeEpoch?: number;
             *   tradeHoleNumber?: number|null;
             *   trades?: Uint8Array;
             *   newerTradeIds?: Uint8Array;
             *   olderTradeIds?: Uint8Array;
             *   status?: market.v1.Tick.$Shape|null;
             *   $unknowns?: Array.<Uint8Array>;
             * }} market.v1.SymbolSnapshot.$Shape
             */

            /**
             * Constructs a new SymbolSnapshot.
             * @memberof market.v1
             * @classdesc Represents a SymbolSnapshot.
             * @constructor
             * @param {market.v1.SymbolSnapshot.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SymbolSnapshot = function (properties) {
                this.gaps = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SymbolSnapshot version.
             * @member {number} version
             * @memberof market.v1.SymbolSnapshot
             * @instance
             */
            SymbolSnapshot.prototype.version = 0;

            /**
             * SymbolSnapshot instrument.
             * @member {market.v1.Instrument|null} instrument
             * @memberof market.v1.SymbolSnapshot
             * @instance
             */
            SymbolSnapshot.prototype.instrument = null;

            /**
             * SymbolSnapshot entryMs.
             * @member {number} entryMs
             * @memberof market.v1.SymbolSnapshot
             * @instance
             */
            SymbolSnapshot.prototype.entryMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * SymbolSnapshot entrySeq.
             * @member {number} entrySeq
             * @memberof market.v1.SymbolSnapshot
             * @instance
             */
            SymbolSnapshot.prototype.entrySeq = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * SymbolSnapshot trustedMs.
             * @member {number} trustedMs
             * @memberof market.v1.SymbolSnapshot
             * @instance
             */
            SymbolSnapshot.prototype.trustedMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * SymbolSnapshot receivedMs.
             * @member {number} receivedMs
             * @memberof market.v1.SymbolSnapshot
             * @instance
             */
            SymbolSnapshot.prototype.receivedMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * SymbolSnapshot venueMs.
             * @member {number} venueMs
             * @memberof market.v1.SymbolSnapshot
             * @instance
             */
            SymbolSnapshot.prototype.venueMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * SymbolSnapshot quote.
             * @member {market.v1.Tick|null} quote
             * @memberof market.v1.SymbolSnapshot
             * @instance
             */
            SymbolSnapshot.prototype.quote = null;

            /**
             * SymbolSnapshot last.
             * @member {market.v1.Tick|null} last
             * @memberof market.v1.SymbolSnapshot
             * @instance
             */
            SymbolSnapshot.prototype.last = null;

            /**
             * SymbolSnapshot lastTimeMs.
             * @member {number|null} lastTimeMs
             * @memberof market.v1.SymbolSnapshot
             * @instance
             */
            SymbolSnapshot.prototype.lastTimeMs = null;

            /**
             * SymbolSnapshot depth.
             * @member {market.v1.Depth|null} depth
             * @memberof market.v1.SymbolSnapshot
             * @instance
             */
            SymbolSnapshot.prototype.depth = null;

            /**
             * SymbolSnapshot prices.
             * @member {market.v1.PriceRange|null} prices
             * @memberof market.v1.SymbolSnapshot
             * @instance
             */
            SymbolSnapshot.prototype.prices = null;

            /**
             * SymbolSnapshot gaps.
             * @member {Array.<market.v1.Gap>} gaps
             * @memberof market.v1.SymbolSnapshot
             * @instance
             */
            SymbolSnapshot.prototype.gaps = $util.emptyArray;

            /**
             * SymbolSnapshot turnover.
             * @member {number} turnover
             * @memberof market.v1.SymbolSnapshot
             * @instance
             */
            SymbolSnapshot.prototype.turnover = 0;

            /**
             * SymbolSnapshot minutes.
             * @member {Uint8Array} minutes
             * @memberof market.v1.SymbolSnapshot
             * @instance
             */
            SymbolSnapshot.prototype.minutes = $util.newBuffer([]);

            /**
             * SymbolSnapshot secondBars.
             * @member {market.v1.SnapshotBars|null} secondBars
             * @memberof market.v1.SymbolSnapshot
             * @instance
             */
            SymbolSnapshot.prototype.secondBars = null;

            /**
             * SymbolSnapshot minuteBars.
             * @member {market.v1.SnapshotBars|null} minuteBars
             * @memberof market.v1.SymbolSnapshot
             * @instance
             */
            SymbolSnapshot.prototype.minuteBars = null;

            /**
             * SymbolSnapshot hourBars.
             * @member {market.v1.SnapshotBars|null} hourBars
             * @memberof market.v1.SymbolSnapshot
             * @instance
             */
            SymbolSnapshot.prototype.hourBars = null;

            /**
             * SymbolSnapshot nextTradeNumber.
             * @member {number} nextTradeNumber
             * @memberof market.v1.SymbolSnapshot
             * @instance
             */
            SymbolSnapshot.prototype.nextTradeNumber = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * SymbolSnapshot tradeEpoch.
             * @member {number} tradeEpoch
             * @memberof market.v1.SymbolSnapshot
             * @instance
             */
            SymbolSnapshot.prototype.tradeEpoch = 0;

            /**
             * SymbolSnapshot tradeHoleNumber.
             * @member {number|null} tradeHoleNumber
             * @memberof market.v1.SymbolSnapshot
             * @instance
             */
            SymbolSnapshot.prototype.tradeHoleNumber = null;

            /**
             * SymbolSnapshot trades.
             * @member {Uint8Array} trades
             * @memberof market.v1.SymbolSnapshot
             * @instance
             */
            SymbolSnapshot.prototype.trades = $util.newBuffer([]);

            /**
             * SymbolSnapshot newerTradeIds.
             * @member {Uint8Array} newerTradeIds
             * @memberof market.v1.SymbolSnapshot
             * @instance
             */
            SymbolSnapshot.prototype.newerTradeIds = $util.newBuffer([]);

            /**
             * SymbolSnapshot olderTradeIds.
             * @member {Uint8Array} olderTradeIds
             * @memberof market.v1.SymbolSnapshot
             * @instance
             */
            SymbolSnapshot.prototype.olderTradeIds = $util.newBuffer([]);

            /**
             * SymbolSnapshot status.
             * @member {market.v1.Tick|null} status
             * @memberof market.v1.SymbolSnapshot
             * @instance
             */
            SymbolSnapshot.prototype.status = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(SymbolSnapshot.prototype, "_instrument", {
                get: $util.oneOfGetter($oneOfFields = ["instrument"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(SymbolSnapshot.prototype, "_quote", {
                get: $util.oneOfGetter($oneOfFields = ["quote"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(SymbolSnapshot.prototype, "_last", {
                get: $util.oneOfGetter($oneOfFields = ["last"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(SymbolSnapshot.prototype, "_lastTimeMs", {
                get: $util.oneOfGetter($oneOfFields = ["lastTimeMs"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(SymbolSnapshot.prototype, "_depth", {
                get: $util.oneOfGetter($oneOfFields = ["depth"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(SymbolSnapshot.prototype, "_prices", {
                get: $util.oneOfGetter($oneOfFields = ["prices"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(SymbolSnapshot.prototype, "_secondBars", {
                get: $util.oneOfGetter($oneOfFields = ["secondBars"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(SymbolSnapshot.prototype, "_minuteBars", {
                get: $util.oneOfGetter($oneOfFields = ["minuteBars"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(SymbolSnapshot.prototype, "_hourBars", {
                get: $util.oneOfGetter($oneOfFields = ["hourBars"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(SymbolSnapshot.prototype, "_tradeHoleNumber", {
                get: $util.oneOfGetter($oneOfFields = ["tradeHoleNumber"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(SymbolSnapshot.prototype, "_status", {
                get: $util.oneOfGetter($oneOfFields = ["status"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new SymbolSnapshot instance using the specified properties.
             * @function create
             * @memberof market.v1.SymbolSnapshot
             * @static
             * @param {market.v1.SymbolSnapshot.$Properties=} [properties] Properties to set
             * @returns {market.v1.SymbolSnapshot} SymbolSnapshot instance
             * @type {{
             *   (properties: market.v1.SymbolSnapshot.$Shape): market.v1.SymbolSnapshot & market.v1.SymbolSnapshot.$Shape;
             *   (properties?: market.v1.SymbolSnapshot.$Properties): market.v1.SymbolSnapshot;
             * }}
             */
            SymbolSnapshot.create = function(properties) {
                return new SymbolSnapshot(properties);
            };

            /**
             * Encodes the specified SymbolSnapshot message. Does not implicitly {@link market.v1.SymbolSnapshot.verify|verify} messages.
             * @function encode
             * @memberof market.v1.SymbolSnapshot
             * @static
             * @param {market.v1.SymbolSnapshot.$Properties} message SymbolSnapshot message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SymbolSnapshot.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.version);
                if (message.instrument != null && $Object.hasOwnProperty.call(message, "instrument"))
                    $root.market.v1.Instrument.encode(message.instrument, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.entryMs != null && $Object.hasOwnProperty.call(message, "entryMs") && (typeof message.entryMs === "object" ? message.entryMs.low || message.entryMs.high : message.entryMs !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.entryMs);
                if (message.entrySeq != null && $Object.hasOwnProperty.call(message, "entrySeq") && (typeof message.entrySeq === "object" ? message.entrySeq.low || message.entrySeq.high : message.entrySeq !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.entrySeq);
                if (message.trustedMs != null && $Object.hasOwnProperty.call(message, "trustedMs") && (typeof message.trustedMs === "object" ? message.trustedMs.low || message.trustedMs.high : message.trustedMs !== 0))
                    writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.trustedMs);
                if (message.receivedMs != null && $Object.hasOwnProperty.call(message, "receivedMs") && (typeof message.receivedMs === "object" ? message.receivedMs.low || message.receivedMs.high : message.receivedMs !== 0))
                    writer.uint32(/* id 6, wireType 0 =*/48).uint64(message.receivedMs);
                if (message.venueMs != null && $Object.hasOwnProperty.call(message, "venueMs") && (typeof message.venueMs === "object" ? message.venueMs.low || message.venueMs.high : message.venueMs !== 0))
                    writer.uint32(/* id 7, wireType 0 =*/56).uint64(message.venueMs);
                if (message.quote != null && $Object.hasOwnProperty.call(message, "quote"))
                    $root.market.v1.Tick.encode(message.quote, writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
                if (message.last != null && $Object.hasOwnProperty.call(message, "last"))
                    $root.market.v1.Tick.encode(message.last, writer.uint32(/* id 9, wireType 2 =*/74).fork(), _depth + 1).ldelim();
                if (message.lastTimeMs != null && $Object.hasOwnProperty.call(message, "lastTimeMs"))
                    writer.uint32(/* id 10, wireType 0 =*/80).uint64(message.lastTimeMs);
                if (message.depth != null && $Object.hasOwnProperty.call(message, "depth"))
                    $root.market.v1.Depth.encode(message.depth, writer.uint32(/* id 11, wireType 2 =*/90).fork(), _depth + 1).ldelim();
                if (message.prices != null && $Object.hasOwnProperty.call(message, "prices"))
                    $root.market.v1.PriceRange.encode(message.prices, writer.uint32(/* id 12, wireType 2 =*/98).fork(), _depth + 1).ldelim();
                if (message.gaps != null && message.gaps.length)
                    for (let i = 0; i < message.gaps.length; ++i)
                        $root.market.v1.Gap.encode(message.gaps[i], writer.uint32(/* id 13, wireType 2 =*/106).fork(), _depth + 1).ldelim();
                if (message.turnover != null && $Object.hasOwnProperty.call(message, "turnover") && !$Object.is(message.turnover, 0))
                    writer.uint32(/* id 14, wireType 1 =*/113).double(message.turnover);
                if (message.minutes != null && $Object.hasOwnProperty.call(message, "minutes") && message.minutes.length)
                    writer.uint32(/* id 15, wireType 2 =*/122).bytes(message.minutes);
                if (message.secondBars != null && $Object.hasOwnProperty.call(message, "secondBars"))
                    $root.market.v1.SnapshotBars.encode(message.secondBars, writer.uint32(/* id 16, wireType 2 =*/130).fork(), _depth + 1).ldelim();
                if (message.minuteBars != null && $Object.hasOwnProperty.call(message, "minuteBars"))
                    $root.market.v1.SnapshotBars.encode(message.minuteBars, writer.uint32(/* id 17, wireType 2 =*/138).fork(), _depth + 1).ldelim();
                if (message.hourBars != null && $Object.hasOwnProperty.call(message, "hourBars"))
                    $root.market.v1.SnapshotBars.encode(message.hourBars, writer.uint32(/* id 18, wireType 2 =*/146).fork(), _depth + 1).ldelim();
                if (message.nextTradeNumber != null && $Object.hasOwnProperty.call(message, "nextTradeNumber") && (typeof message.nextTradeNumber === "object" ? message.nextTradeNumber.low || message.nextTradeNumber.high : message.nextTradeNumber !== 0))
                    writer.uint32(/* id 19, wireType 0 =*/152).uint64(message.nextTradeNumber);
                if (message.tradeEpoch != null && $Object.hasOwnProperty.call(message, "tradeEpoch") && message.tradeEpoch !== 0)
                    writer.uint32(/* id 20, wireType 0 =*/160).uint32(message.tradeEpoch);
                if (message.tradeHoleNumber != null && $Object.hasOwnProperty.call(message, "tradeHoleNumber"))
                    writer.uint32(/* id 21, wireType 0 =*/168).uint64(message.tradeHoleNumber);
                if (message.trades != null && $Object.hasOwnProperty.call(message, "trades") && message.trades.length)
                    writer.uint32(/* id 22, wireType 2 =*/178).bytes(message.trades);
                if (message.newerTradeIds != null && $Object.hasOwnProperty.call(message, "newerTradeIds") && message.newerTradeIds.length)
                    writer.uint32(/* id 23, wireType 2 =*/186).bytes(message.newerTradeIds);
                if (message.olderTradeIds != null && $Object.hasOwnProperty.call(message, "olderTradeIds") && message.olderTradeIds.length)
                    writer.uint32(/* id 24, wireType 2 =*/194).bytes(message.olderTradeIds);
                if (message.status != null && $Object.hasOwnProperty.call(message, "status"))
                    $root.market.v1.Tick.encode(message.status, writer.uint32(/* id 25, wireType 2 =*/202).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SymbolSnapshot message from the specified reader or buffer.
             * @function decode
             * @memberof market.v1.SymbolSnapshot
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {market.v1.SymbolSnapshot & market.v1.SymbolSnapshot.$Shape} SymbolSnapshot
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SymbolSnapshot.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.market.v1.SymbolSnapshot();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.instrument = $root.market.v1.Instrument.decode(reader, reader.size(), $undefined, _depth + 1, message.instrument);
                            message._instrument = "instrument";
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.entryMs = value;
                            else
                                delete message.entryMs;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.entrySeq = value;
                            else
                                delete message.entrySeq;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.trustedMs = value;
                            else
                                delete message.trustedMs;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.receivedMs = value;
                            else
                                delete message.receivedMs;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.venueMs = value;
                            else
                                delete message.venueMs;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            message.quote = $root.market.v1.Tick.decode(reader, reader.size(), $undefined, _depth + 1, message.quote);
                            message._quote = "quote";
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            message.last = $root.market.v1.Tick.decode(reader, reader.size(), $undefined, _depth + 1, message.last);
                            message._last = "last";
                            continue;
                        }
                    case 10: {
                            if (wireType !== 0)
                                break;
                            message.lastTimeMs = reader.uint64();
                            message._lastTimeMs = "lastTimeMs";
                            continue;
                        }
                    case 11: {
                            if (wireType !== 2)
                                break;
                            message.depth = $root.market.v1.Depth.decode(reader, reader.size(), $undefined, _depth + 1, message.depth);
                            message._depth = "depth";
                            continue;
                        }
                    case 12: {
                            if (wireType !== 2)
                                break;
                            message.prices = $root.market.v1.PriceRange.decode(reader, reader.size(), $undefined, _depth + 1, message.prices);
                            message._prices = "prices";
                            continue;
                        }
                    case 13: {
                            if (wireType !== 2)
                                break;
                            if (!(message.gaps && message.gaps.length))
                                message.gaps = [];
                            message.gaps.push($root.market.v1.Gap.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 14: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.turnover = value;
                            else
                                delete message.turnover;
                            continue;
                        }
                    case 15: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.minutes = value;
                            else
                                delete message.minutes;
                            continue;
                        }
                    case 16: {
                            if (wireType !== 2)
                                break;
                            message.secondBars = $root.market.v1.SnapshotBars.decode(reader, reader.size(), $undefined, _depth + 1, message.secondBars);
                            message._secondBars = "secondBars";
                            continue;
                        }
                    case 17: {
                            if (wireType !== 2)
                                break;
                            message.minuteBars = $root.market.v1.SnapshotBars.decode(reader, reader.size(), $undefined, _depth + 1, message.minuteBars);
                            message._minuteBars = "minuteBars";
                            continue;
                        }
                    case 18: {
                            if (wireType !== 2)
                                break;
                            message.hourBars = $root.market.v1.SnapshotBars.decode(reader, reader.size(), $undefined, _depth + 1, message.hourBars);
                            message._hourBars = "hourBars";
                            continue;
                        }
                    case 19: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.nextTradeNumber = value;
                            else
                                delete message.nextTradeNumber;
                            continue;
                        }
                    case 20: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.tradeEpoch = value;
                            else
                                delete message.tradeEpoch;
                            continue;
                        }
                    case 21: {
                            if (wireType !== 0)
                                break;
                            message.tradeHoleNumber = reader.uint64();
                            message._tradeHoleNumber = "tradeHoleNumber";
                            continue;
                        }
                    case 22: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.trades = value;
                            else
                                delete message.trades;
                            continue;
                        }
                    case 23: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.newerTradeIds = value;
                            else
                                delete message.newerTradeIds;
                            continue;
                        }
                    case 24: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.olderTradeIds = value;
                            else
                                delete message.olderTradeIds;
                            continue;
                        }
                    case 25: {
                            if (wireType !== 2)
                                break;
                            message.status = $root.market.v1.Tick.decode(reader, reader.size(), $undefined, _depth + 1, message.status);
                            message._status = "status";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return SymbolSnapshot;
        })();

        v1.PriceRange = (function() {

            /**
             * Properties of a PriceRange.
             * @typedef {Object} market.v1.PriceRange.$Properties
             * @property {number} [low] PriceRange low
             * @property {number} [high] PriceRange high
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a PriceRange.
             * @memberof market.v1
             * @interface IPriceRange
             * @augments market.v1.PriceRange.$Properties
             * @deprecated Use market.v1.PriceRange.$Properties instead.
             */

            /**
             * Shape of a PriceRange.
             * @typedef {market.v1.PriceRange.$Properties} market.v1.PriceRange.$Shape
             */

            /**
             * Constructs a new PriceRange.
             * @memberof market.v1
             * @classdesc Represents a PriceRange.
             * @constructor
             * @param {market.v1.PriceRange.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const PriceRange = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * PriceRange low.
             * @member {number} low
             * @memberof market.v1.PriceRange
             * @instance
             */
            PriceRange.prototype.low = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * PriceRange high.
             * @member {number} high
             * @memberof market.v1.PriceRange
             * @instance
             */
            PriceRange.prototype.high = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * Creates a new PriceRange instance using the specified properties.
             * @function create
             * @memberof market.v1.PriceRange
             * @static
             * @param {market.v1.PriceRange.$Properties=} [properties] Properties to set
             * @returns {market.v1.PriceRange} PriceRange instance
             * @type {{
             *   (properties: market.v1.PriceRange.$Shape): market.v1.PriceRange & market.v1.PriceRange.$Shape;
             *   (properties?: market.v1.PriceRange.$Properties): market.v1.PriceRange;
             * }}
             */
            PriceRange.create = function(properties) {
                return new PriceRange(properties);
            };

            /**
             * Encodes the specified PriceRange message. Does not implicitly {@link market.v1.PriceRange.verify|verify} messages.
             * @function encode
             * @memberof market.v1.PriceRange
             * @static
             * @param {market.v1.PriceRange.$Properties} message PriceRange message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            PriceRange.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.low != null && $Object.hasOwnProperty.call(message, "low") && (typeof message.low === "object" ? message.low.low || message.low.high : message.low !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).sint64(message.low);
                if (message.high != null && $Object.hasOwnProperty.call(message, "high") && (typeof message.high === "object" ? message.high.low || message.high.high : message.high !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).sint64(message.high);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a PriceRange message from the specified reader or buffer.
             * @function decode
             * @memberof market.v1.PriceRange
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {market.v1.PriceRange & market.v1.PriceRange.$Shape} PriceRange
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            PriceRange.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.market.v1.PriceRange();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.sint64()) === "object" ? value.low || value.high : value !== 0)
                                message.low = value;
                            else
                                delete message.low;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.sint64()) === "object" ? value.low || value.high : value !== 0)
                                message.high = value;
                            else
                                delete message.high;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return PriceRange;
        })();

        v1.SnapshotBars = (function() {

            /**
             * Properties of a SnapshotBars.
             * @typedef {Object} market.v1.SnapshotBars.$Properties
             * @property {number} [closedBeforeMs] SnapshotBars closedBeforeMs
             * @property {number|null} [oldestOpenMs] SnapshotBars oldestOpenMs
             * @property {number|null} [lostThroughMs] SnapshotBars lostThroughMs
             * @property {Uint8Array} [rows] SnapshotBars rows
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SnapshotBars.
             * @memberof market.v1
             * @interface ISnapshotBars
             * @augments market.v1.SnapshotBars.$Properties
             * @deprecated Use market.v1.SnapshotBars.$Properties instead.
             */

            /**
             * Shape of a SnapshotBars.
             * @typedef {market.v1.SnapshotBars.$Properties} market.v1.SnapshotBars.$Shape
             */

            /**
             * Constructs a new SnapshotBars.
             * @memberof market.v1
             * @classdesc Represents a SnapshotBars.
             * @constructor
             * @param {market.v1.SnapshotBars.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SnapshotBars = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SnapshotBars closedBeforeMs.
             * @member {number} closedBeforeMs
             * @memberof market.v1.SnapshotBars
             * @instance
             */
            SnapshotBars.prototype.closedBeforeMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * SnapshotBars oldestOpenMs.
             * @member {number|null} oldestOpenMs
             * @memberof market.v1.SnapshotBars
             * @instance
             */
            SnapshotBars.prototype.oldestOpenMs = null;

            /**
             * SnapshotBars lostThroughMs.
             * @member {number|null} lostThroughMs
             * @memberof market.v1.SnapshotBars
             * @instance
             */
            SnapshotBars.prototype.lostThroughMs = null;

            /**
             * SnapshotBars rows.
             * @member {Uint8Array} rows
             * @memberof market.v1.SnapshotBars
             * @instance
             */
            SnapshotBars.prototype.rows = $util.newBuffer([]);

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(SnapshotBars.prototype, "_oldestOpenMs", {
                get: $util.oneOfGetter($oneOfFields = ["oldestOpenMs"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(SnapshotBars.prototype, "_lostThroughMs", {
                get: $util.oneOfGetter($oneOfFields = ["lostThroughMs"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new SnapshotBars instance using the specified properties.
             * @function create
             * @memberof market.v1.SnapshotBars
             * @static
             * @param {market.v1.SnapshotBars.$Properties=} [properties] Properties to set
             * @returns {market.v1.SnapshotBars} SnapshotBars instance
             * @type {{
             *   (properties: market.v1.SnapshotBars.$Shape): market.v1.SnapshotBars & market.v1.SnapshotBars.$Shape;
             *   (properties?: market.v1.SnapshotBars.$Properties): market.v1.SnapshotBars;
             * }}
             */
            SnapshotBars.create = function(properties) {
                return new SnapshotBars(properties);
            };

            /**
             * Encodes the specified SnapshotBars message. Does not implicitly {@link market.v1.SnapshotBars.verify|verify} messages.
             * @function encode
             * @memberof market.v1.SnapshotBars
             * @static
             * @param {market.v1.SnapshotBars.$Properties} message SnapshotBars message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SnapshotBars.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.closedBeforeMs != null && $Object.hasOwnProperty.call(message, "closedBeforeMs") && (typeof message.closedBeforeMs === "object" ? message.closedBeforeMs.low || message.closedBeforeMs.high : message.closedBeforeMs !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.closedBeforeMs);
                if (message.oldestOpenMs != null && $Object.hasOwnProperty.call(message, "oldestOpenMs"))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.oldestOpenMs);
                if (message.lostThroughMs != null && $Object.hasOwnProperty.call(message, "lostThroughMs"))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.lostThroughMs);
                if (message.rows != null && $Object.hasOwnProperty.call(message, "rows") && message.rows.length)
                    writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.rows);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SnapshotBars message from the specified reader or buffer.
             * @function decode
             * @memberof market.v1.SnapshotBars
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {market.v1.SnapshotBars & market.v1.SnapshotBars.$Shape} SnapshotBars
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SnapshotBars.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.market.v1.SnapshotBars();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.closedBeforeMs = value;
                            else
                                delete message.closedBeforeMs;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            message.oldestOpenMs = reader.uint64();
                            message._oldestOpenMs = "oldestOpenMs";
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            message.lostThroughMs = reader.uint64();
                            message._lostThroughMs = "lostThroughMs";
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.rows = value;
                            else
                                delete message.rows;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return SnapshotBars;
        })();

        return v1;
    })();

    return market;
})();

export {
  $root as default
};
