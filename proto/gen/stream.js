/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

// Exported root namespace
const $root = $protobuf.roots["stream"] || ($protobuf.roots["stream"] = {});

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
         * Interval enum.
         * @name market.v1.Interval
         * @enum {number}
         * @property {number} INTERVAL_UNSPECIFIED=0 INTERVAL_UNSPECIFIED value
         * @property {number} INTERVAL_1S=1 INTERVAL_1S value
         * @property {number} INTERVAL_5S=2 INTERVAL_5S value
         * @property {number} INTERVAL_15S=3 INTERVAL_15S value
         * @property {number} INTERVAL_1M=4 INTERVAL_1M value
         * @property {number} INTERVAL_5M=5 INTERVAL_5M value
         * @property {number} INTERVAL_15M=6 INTERVAL_15M value
         * @property {number} INTERVAL_1H=7 INTERVAL_1H value
         * @property {number} INTERVAL_4H=8 INTERVAL_4H value
         * @property {number} INTERVAL_1D=9 INTERVAL_1D value
         */
        v1.Interval = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "INTERVAL_UNSPECIFIED"] = 0;
            values[valuesById[1] = "INTERVAL_1S"] = 1;
            values[valuesById[2] = "INTERVAL_5S"] = 2;
            values[valuesById[3] = "INTERVAL_15S"] = 3;
            values[valuesById[4] = "INTERVAL_1M"] = 4;
            values[valuesById[5] = "INTERVAL_5M"] = 5;
            values[valuesById[6] = "INTERVAL_15M"] = 6;
            values[valuesById[7] = "INTERVAL_1H"] = 7;
            values[valuesById[8] = "INTERVAL_4H"] = 8;
            values[valuesById[9] = "INTERVAL_1D"] = 9;
            return values;
        })();

        /**
         * Channel enum.
         * @name market.v1.Channel
         * @enum {number}
         * @property {number} CHANNEL_UNSPECIFIED=0 CHANNEL_UNSPECIFIED value
         * @property {number} CHANNEL_QUOTE=1 CHANNEL_QUOTE value
         * @property {number} CHANNEL_LAST=2 CHANNEL_LAST value
         * @property {number} CHANNEL_STATISTICS=3 CHANNEL_STATISTICS value
         * @property {number} CHANNEL_DEPTH=4 CHANNEL_DEPTH value
         * @property {number} CHANNEL_TRADES=5 CHANNEL_TRADES value
         */
        v1.Channel = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "CHANNEL_UNSPECIFIED"] = 0;
            values[valuesById[1] = "CHANNEL_QUOTE"] = 1;
            values[valuesById[2] = "CHANNEL_LAST"] = 2;
            values[valuesById[3] = "CHANNEL_STATISTICS"] = 3;
            values[valuesById[4] = "CHANNEL_DEPTH"] = 4;
            values[valuesById[5] = "CHANNEL_TRADES"] = 5;
            return values;
        })();

        v1.ClientFrame = (function() {

            /**
             * Properties of a ClientFrame.
             * @typedef {Object} market.v1.ClientFrame.$Properties
             * @property {market.v1.Subscribe.$Properties|null} [subscribe] ClientFrame subscribe
             * @property {market.v1.Unsubscribe.$Properties|null} [unsubscribe] ClientFrame unsubscribe
             * @property {market.v1.SetRate.$Properties|null} [setRate] ClientFrame setRate
             * @property {market.v1.Ack.$Properties|null} [ack] ClientFrame ack
             * @property {market.v1.Ping.$Properties|null} [ping] ClientFrame ping
             * @property {"subscribe"|"unsubscribe"|"setRate"|"ack"|"ping"} [body] ClientFrame body
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ClientFrame.
             * @memberof market.v1
             * @interface IClientFrame
             * @augments market.v1.ClientFrame.$Properties
             * @deprecated Use market.v1.ClientFrame.$Properties instead.
             */

            /**
             * Narrowed shape of a ClientFrame.
             * @typedef {{
             *   subscribe?: market.v1.Subscribe.$Shape|null;
             *   unsubscribe?: market.v1.Unsubscribe.$Shape|null;
             *   setRate?: market.v1.SetRate.$Shape|null;
             *   ack?: market.v1.Ack.$Shape|null;
             *   ping?: market.v1.Ping.$Shape|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ body?: undefined; subscribe?: null; unsubscribe?: null; setRate?: null; ack?: null; ping?: null }|{ body?: "subscribe"; subscribe: market.v1.Subscribe.$Shape; unsubscribe?: null; setRate?: null; ack?: null; ping?: null }|{ body?: "unsubscribe"; subscribe?: null; unsubscribe: market.v1.Unsubscribe.$Shape; setRate?: null; ack?: null; ping?: null }|{ body?: "setRate"; subscribe?: null; unsubscribe?: null; setRate: market.v1.SetRate.$Shape; ack?: null; ping?: null }|{ body?: "ack"; subscribe?: null; unsubscribe?: null; setRate?: null; ack: market.v1.Ack.$Shape; ping?: null }|{ body?: "ping"; subscribe?: null; unsubscribe?: null; setRate?: null; ack?: null; ping: market.v1.Ping.$Shape })
             * )} market.v1.ClientFrame.$Shape
             */

            /**
             * Constructs a new ClientFrame.
             * @memberof market.v1
             * @classdesc Represents a ClientFrame.
             * @constructor
             * @param {market.v1.ClientFrame.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ClientFrame = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ClientFrame subscribe.
             * @member {market.v1.Subscribe|null} subscribe
             * @memberof market.v1.ClientFrame
             * @instance
             */
            ClientFrame.prototype.subscribe = null;

            /**
             * ClientFrame unsubscribe.
             * @member {market.v1.Unsubscribe|null} unsubscribe
             * @memberof market.v1.ClientFrame
             * @instance
             */
            ClientFrame.prototype.unsubscribe = null;

            /**
             * ClientFrame setRate.
             * @member {market.v1.SetRate|null} setRate
             * @memberof market.v1.ClientFrame
             * @instance
             */
            ClientFrame.prototype.setRate = null;

            /**
             * ClientFrame ack.
             * @member {market.v1.Ack|null} ack
             * @memberof market.v1.ClientFrame
             * @instance
             */
            ClientFrame.prototype.ack = null;

            /**
             * ClientFrame ping.
             * @member {market.v1.Ping|null} ping
             * @memberof market.v1.ClientFrame
             * @instance
             */
            ClientFrame.prototype.ping = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * ClientFrame body.
             * @member {"subscribe"|"unsubscribe"|"setRate"|"ack"|"ping"|undefined} body
             * @memberof market.v1.ClientFrame
             * @instance
             */
            $Object.defineProperty(ClientFrame.prototype, "body", {
                get: $util.oneOfGetter($oneOfFields = ["subscribe", "unsubscribe", "setRate", "ack", "ping"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new ClientFrame instance using the specified properties.
             * @function create
             * @memberof market.v1.ClientFrame
             * @static
             * @param {market.v1.ClientFrame.$Properties=} [properties] Properties to set
             * @returns {market.v1.ClientFrame} ClientFrame instance
             * @type {{
             *   (properties: market.v1.ClientFrame.$Shape): market.v1.ClientFrame & market.v1.ClientFrame.$Shape;
             *   (properties?: market.v1.ClientFrame.$Properties): market.v1.ClientFrame;
             * }}
             */
            ClientFrame.create = function(properties) {
                return new ClientFrame(properties);
            };

            /**
             * Encodes the specified ClientFrame message. Does not implicitly {@link market.v1.ClientFrame.verify|verify} messages.
             * @function encode
             * @memberof market.v1.ClientFrame
             * @static
             * @param {market.v1.ClientFrame.$Properties} message ClientFrame message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ClientFrame.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.subscribe != null && $Object.hasOwnProperty.call(message, "subscribe"))
                    $root.market.v1.Subscribe.encode(message.subscribe, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.unsubscribe != null && $Object.hasOwnProperty.call(message, "unsubscribe"))
                    $root.market.v1.Unsubscribe.encode(message.unsubscribe, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.setRate != null && $Object.hasOwnProperty.call(message, "setRate"))
                    $root.market.v1.SetRate.encode(message.setRate, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.ack != null && $Object.hasOwnProperty.call(message, "ack"))
                    $root.market.v1.Ack.encode(message.ack, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.ping != null && $Object.hasOwnProperty.call(message, "ping"))
                    $root.market.v1.Ping.encode(message.ping, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ClientFrame message from the specified reader or buffer.
             * @function decode
             * @memberof market.v1.ClientFrame
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {market.v1.ClientFrame & market.v1.ClientFrame.$Shape} ClientFrame
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ClientFrame.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.market.v1.ClientFrame();
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
                            message.subscribe = $root.market.v1.Subscribe.decode(reader, reader.size(), $undefined, _depth + 1, message.subscribe);
                            message.body = "subscribe";
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.unsubscribe = $root.market.v1.Unsubscribe.decode(reader, reader.size(), $undefined, _depth + 1, message.unsubscribe);
                            message.body = "unsubscribe";
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.setRate = $root.market.v1.SetRate.decode(reader, reader.size(), $undefined, _depth + 1, message.setRate);
                            message.body = "setRate";
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.ack = $root.market.v1.Ack.decode(reader, reader.size(), $undefined, _depth + 1, message.ack);
                            message.body = "ack";
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.ping = $root.market.v1.Ping.decode(reader, reader.size(), $undefined, _depth + 1, message.ping);
                            message.body = "ping";
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

            return ClientFrame;
        })();

        v1.Subscribe = (function() {

            /**
             * Properties of a Subscribe.
             * @typedef {Object} market.v1.Subscribe.$Properties
             * @property {number} [requestId] Subscribe requestId
             * @property {Array.<market.v1.TopicRequest.$Properties>} [topics] Subscribe topics
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Subscribe.
             * @memberof market.v1
             * @interface ISubscribe
             * @augments market.v1.Subscribe.$Properties
             * @deprecated Use market.v1.Subscribe.$Properties instead.
             */

            /**
             * Shape of a Subscribe.
             * @typedef {market.v1.Subscribe.$Properties} market.v1.Subscribe.$Shape
             */

            /**
             * Constructs a new Subscribe.
             * @memberof market.v1
             * @classdesc Represents a Subscribe.
             * @constructor
             * @param {market.v1.Subscribe.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Subscribe = function (properties) {
                this.topics = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Subscribe requestId.
             * @member {number} requestId
             * @memberof market.v1.Subscribe
             * @instance
             */
            Subscribe.prototype.requestId = 0;

            /**
             * Subscribe topics.
             * @member {Array.<market.v1.TopicRequest>} topics
             * @memberof market.v1.Subscribe
             * @instance
             */
            Subscribe.prototype.topics = $util.emptyArray;

            /**
             * Creates a new Subscribe instance using the specified properties.
             * @function create
             * @memberof market.v1.Subscribe
             * @static
             * @param {market.v1.Subscribe.$Properties=} [properties] Properties to set
             * @returns {market.v1.Subscribe} Subscribe instance
             * @type {{
             *   (properties: market.v1.Subscribe.$Shape): market.v1.Subscribe & market.v1.Subscribe.$Shape;
             *   (properties?: market.v1.Subscribe.$Properties): market.v1.Subscribe;
             * }}
             */
            Subscribe.create = function(properties) {
                return new Subscribe(properties);
            };

            /**
             * Encodes the specified Subscribe message. Does not implicitly {@link market.v1.Subscribe.verify|verify} messages.
             * @function encode
             * @memberof market.v1.Subscribe
             * @static
             * @param {market.v1.Subscribe.$Properties} message Subscribe message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Subscribe.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.requestId != null && $Object.hasOwnProperty.call(message, "requestId") && message.requestId !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.requestId);
                if (message.topics != null && message.topics.length)
                    for (let i = 0; i < message.topics.length; ++i)
                        $root.market.v1.TopicRequest.encode(message.topics[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Subscribe message from the specified reader or buffer.
             * @function decode
             * @memberof market.v1.Subscribe
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {market.v1.Subscribe & market.v1.Subscribe.$Shape} Subscribe
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Subscribe.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.market.v1.Subscribe();
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
                                message.requestId = value;
                            else
                                delete message.requestId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.topics && message.topics.length))
                                message.topics = [];
                            message.topics.push($root.market.v1.TopicRequest.decode(reader, reader.size(), $undefined, _depth + 1));
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

            return Subscribe;
        })();

        v1.TopicRequest = (function() {

            /**
             * Properties of a TopicRequest.
             * @typedef {Object} market.v1.TopicRequest.$Properties
             * @property {string} [symbol] TopicRequest symbol
             * @property {Array.<market.v1.Channel>} [channels] TopicRequest channels
             * @property {Array.<market.v1.BarsRequest.$Properties>} [bars] TopicRequest bars
             * @property {market.v1.TradeResume.$Properties} [tradesAfter] TopicRequest tradesAfter
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a TopicRequest.
             * @memberof market.v1
             * @interface ITopicRequest
             * @augments market.v1.TopicRequest.$Properties
             * @deprecated Use market.v1.TopicRequest.$Properties instead.
             */

            /**
             * Shape of a TopicRequest.
             * @typedef {market.v1.TopicRequest.$Properties} market.v1.TopicRequest.$Shape
             */

            /**
             * Constructs a new TopicRequest.
             * @memberof market.v1
             * @classdesc Represents a TopicRequest.
             * @constructor
             * @param {market.v1.TopicRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const TopicRequest = function (properties) {
                this.channels = [];
                this.bars = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * TopicRequest symbol.
             * @member {string} symbol
             * @memberof market.v1.TopicRequest
             * @instance
             */
            TopicRequest.prototype.symbol = "";

            /**
             * TopicRequest channels.
             * @member {Array.<market.v1.Channel>} channels
             * @memberof market.v1.TopicRequest
             * @instance
             */
            TopicRequest.prototype.channels = $util.emptyArray;

            /**
             * TopicRequest bars.
             * @member {Array.<market.v1.BarsRequest>} bars
             * @memberof market.v1.TopicRequest
             * @instance
             */
            TopicRequest.prototype.bars = $util.emptyArray;

            /**
             * TopicRequest tradesAfter.
             * @member {market.v1.TradeResume} tradesAfter
             * @memberof market.v1.TopicRequest
             * @instance
             */
            TopicRequest.prototype.tradesAfter = null;

            /**
             * Creates a new TopicRequest instance using the specified properties.
             * @function create
             * @memberof market.v1.TopicRequest
             * @static
             * @param {market.v1.TopicRequest.$Properties=} [properties] Properties to set
             * @returns {market.v1.TopicRequest} TopicRequest instance
             * @type {{
             *   (properties: market.v1.TopicRequest.$Shape): market.v1.TopicRequest & market.v1.TopicRequest.$Shape;
             *   (properties?: market.v1.TopicRequest.$Properties): market.v1.TopicRequest;
             * }}
             */
            TopicRequest.create = function(properties) {
                return new TopicRequest(properties);
            };

            /**
             * Encodes the specified TopicRequest message. Does not implicitly {@link market.v1.TopicRequest.verify|verify} messages.
             * @function encode
             * @memberof market.v1.TopicRequest
             * @static
             * @param {market.v1.TopicRequest.$Properties} message TopicRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            TopicRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.symbol != null && $Object.hasOwnProperty.call(message, "symbol") && message.symbol !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.symbol);
                if (message.channels != null && message.channels.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).int32s(message.channels);
                if (message.bars != null && message.bars.length)
                    for (let i = 0; i < message.bars.length; ++i)
                        $root.market.v1.BarsRequest.encode(message.bars[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.tradesAfter != null && $Object.hasOwnProperty.call(message, "tradesAfter"))
                    $root.market.v1.TradeResume.encode(message.tradesAfter, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a TopicRequest message from the specified reader or buffer.
             * @function decode
             * @memberof market.v1.TopicRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {market.v1.TopicRequest & market.v1.TopicRequest.$Shape} TopicRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            TopicRequest.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.market.v1.TopicRequest();
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
                            if (wireType === 2) {
                                if (!(message.channels && message.channels.length))
                                    message.channels = [];
                                reader.int32s(message.channels);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.channels && message.channels.length))
                                message.channels = [];
                            message.channels.push(reader.int32());
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.bars && message.bars.length))
                                message.bars = [];
                            message.bars.push($root.market.v1.BarsRequest.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.tradesAfter = $root.market.v1.TradeResume.decode(reader, reader.size(), $undefined, _depth + 1, message.tradesAfter);
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

            return TopicRequest;
        })();

        v1.BarsRequest = (function() {

            /**
             * Properties of a BarsRequest.
             * @typedef {Object} market.v1.BarsRequest.$Properties
             * @property {market.v1.Interval} [interval] BarsRequest interval
             * @property {number} [historyCount] BarsRequest historyCount
             * @property {number} [afterOpenTimeMs] BarsRequest afterOpenTimeMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a BarsRequest.
             * @memberof market.v1
             * @interface IBarsRequest
             * @augments market.v1.BarsRequest.$Properties
             * @deprecated Use market.v1.BarsRequest.$Properties instead.
             */

            /**
             * Shape of a BarsRequest.
             * @typedef {market.v1.BarsRequest.$Properties} market.v1.BarsRequest.$Shape
             */

            /**
             * Constructs a new BarsRequest.
             * @memberof market.v1
             * @classdesc Represents a BarsRequest.
             * @constructor
             * @param {market.v1.BarsRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const BarsRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * BarsRequest interval.
             * @member {market.v1.Interval} interval
             * @memberof market.v1.BarsRequest
             * @instance
             */
            BarsRequest.prototype.interval = 0;

            /**
             * BarsRequest historyCount.
             * @member {number} historyCount
             * @memberof market.v1.BarsRequest
             * @instance
             */
            BarsRequest.prototype.historyCount = 0;

            /**
             * BarsRequest afterOpenTimeMs.
             * @member {number} afterOpenTimeMs
             * @memberof market.v1.BarsRequest
             * @instance
             */
            BarsRequest.prototype.afterOpenTimeMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new BarsRequest instance using the specified properties.
             * @function create
             * @memberof market.v1.BarsRequest
             * @static
             * @param {market.v1.BarsRequest.$Properties=} [properties] Properties to set
             * @returns {market.v1.BarsRequest} BarsRequest instance
             * @type {{
             *   (properties: market.v1.BarsRequest.$Shape): market.v1.BarsRequest & market.v1.BarsRequest.$Shape;
             *   (properties?: market.v1.BarsRequest.$Properties): market.v1.BarsRequest;
             * }}
             */
            BarsRequest.create = function(properties) {
                return new BarsRequest(properties);
            };

            /**
             * Encodes the specified BarsRequest message. Does not implicitly {@link market.v1.BarsRequest.verify|verify} messages.
             * @function encode
             * @memberof market.v1.BarsRequest
             * @static
             * @param {market.v1.BarsRequest.$Properties} message BarsRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            BarsRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.interval != null && $Object.hasOwnProperty.call(message, "interval") && message.interval !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).int32(message.interval);
                if (message.historyCount != null && $Object.hasOwnProperty.call(message, "historyCount") && message.historyCount !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.historyCount);
                if (message.afterOpenTimeMs != null && $Object.hasOwnProperty.call(message, "afterOpenTimeMs") && (typeof message.afterOpenTimeMs === "object" ? message.afterOpenTimeMs.low || message.afterOpenTimeMs.high : message.afterOpenTimeMs !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.afterOpenTimeMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a BarsRequest message from the specified reader or buffer.
             * @function decode
             * @memberof market.v1.BarsRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {market.v1.BarsRequest & market.v1.BarsRequest.$Shape} BarsRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            BarsRequest.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.market.v1.BarsRequest();
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
                                message.interval = value;
                            else
                                delete message.interval;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.historyCount = value;
                            else
                                delete message.historyCount;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.afterOpenTimeMs = value;
                            else
                                delete message.afterOpenTimeMs;
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

            return BarsRequest;
        })();

        v1.TradeResume = (function() {

            /**
             * Properties of a TradeResume.
             * @typedef {Object} market.v1.TradeResume.$Properties
             * @property {number} [entryMs] TradeResume entryMs
             * @property {number} [entrySeq] TradeResume entrySeq
             * @property {number} [index] TradeResume index
             * @property {number} [epoch] TradeResume epoch
             * @property {number} [nextNumber] TradeResume nextNumber
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a TradeResume.
             * @memberof market.v1
             * @interface ITradeResume
             * @augments market.v1.TradeResume.$Properties
             * @deprecated Use market.v1.TradeResume.$Properties instead.
             */

            /**
             * Shape of a TradeResume.
             * @typedef {market.v1.TradeResume.$Properties} market.v1.TradeResume.$Shape
             */

            /**
             * Constructs a new TradeResume.
             * @memberof market.v1
             * @classdesc Represents a TradeResume.
             * @constructor
             * @param {market.v1.TradeResume.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const TradeResume = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * TradeResume entryMs.
             * @member {number} entryMs
             * @memberof market.v1.TradeResume
             * @instance
             */
            TradeResume.prototype.entryMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * TradeResume entrySeq.
             * @member {number} entrySeq
             * @memberof market.v1.TradeResume
             * @instance
             */
            TradeResume.prototype.entrySeq = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * TradeResume index.
             * @member {number} index
             * @memberof market.v1.TradeResume
             * @instance
             */
            TradeResume.prototype.index = 0;

            /**
             * TradeResume epoch.
             * @member {number} epoch
             * @memberof market.v1.TradeResume
             * @instance
             */
            TradeResume.prototype.epoch = 0;

            /**
             * TradeResume nextNumber.
             * @member {number} nextNumber
             * @memberof market.v1.TradeResume
             * @instance
             */
            TradeResume.prototype.nextNumber = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new TradeResume instance using the specified properties.
             * @function create
             * @memberof market.v1.TradeResume
             * @static
             * @param {market.v1.TradeResume.$Properties=} [properties] Properties to set
             * @returns {market.v1.TradeResume} TradeResume instance
             * @type {{
             *   (properties: market.v1.TradeResume.$Shape): market.v1.TradeResume & market.v1.TradeResume.$Shape;
             *   (properties?: market.v1.TradeResume.$Properties): market.v1.TradeResume;
             * }}
             */
            TradeResume.create = function(properties) {
                return new TradeResume(properties);
            };

            /**
             * Encodes the specified TradeResume message. Does not implicitly {@link market.v1.TradeResume.verify|verify} messages.
             * @function encode
             * @memberof market.v1.TradeResume
             * @static
             * @param {market.v1.TradeResume.$Properties} message TradeResume message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            TradeResume.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.entryMs != null && $Object.hasOwnProperty.call(message, "entryMs") && (typeof message.entryMs === "object" ? message.entryMs.low || message.entryMs.high : message.entryMs !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.entryMs);
                if (message.entrySeq != null && $Object.hasOwnProperty.call(message, "entrySeq") && (typeof message.entrySeq === "object" ? message.entrySeq.low || message.entrySeq.high : message.entrySeq !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.entrySeq);
                if (message.index != null && $Object.hasOwnProperty.call(message, "index") && message.index !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.index);
                if (message.epoch != null && $Object.hasOwnProperty.call(message, "epoch") && message.epoch !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.epoch);
                if (message.nextNumber != null && $Object.hasOwnProperty.call(message, "nextNumber") && (typeof message.nextNumber === "object" ? message.nextNumber.low || message.nextNumber.high : message.nextNumber !== 0))
                    writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.nextNumber);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a TradeResume message from the specified reader or buffer.
             * @function decode
             * @memberof market.v1.TradeResume
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {market.v1.TradeResume & market.v1.TradeResume.$Shape} TradeResume
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            TradeResume.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.market.v1.TradeResume();
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
                                message.entryMs = value;
                            else
                                delete message.entryMs;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.entrySeq = value;
                            else
                                delete message.entrySeq;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.index = value;
                            else
                                delete message.index;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.epoch = value;
                            else
                                delete message.epoch;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.nextNumber = value;
                            else
                                delete message.nextNumber;
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

            return TradeResume;
        })();

        v1.Unsubscribe = (function() {

            /**
             * Properties of an Unsubscribe.
             * @typedef {Object} market.v1.Unsubscribe.$Properties
             * @property {number} [requestId] Unsubscribe requestId
             * @property {Array.<string>} [symbols] Unsubscribe symbols
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Unsubscribe.
             * @memberof market.v1
             * @interface IUnsubscribe
             * @augments market.v1.Unsubscribe.$Properties
             * @deprecated Use market.v1.Unsubscribe.$Properties instead.
             */

            /**
             * Shape of an Unsubscribe.
             * @typedef {market.v1.Unsubscribe.$Properties} market.v1.Unsubscribe.$Shape
             */

            /**
             * Constructs a new Unsubscribe.
             * @memberof market.v1
             * @classdesc Represents an Unsubscribe.
             * @constructor
             * @param {market.v1.Unsubscribe.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Unsubscribe = function (properties) {
                this.symbols = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Unsubscribe requestId.
             * @member {number} requestId
             * @memberof market.v1.Unsubscribe
             * @instance
             */
            Unsubscribe.prototype.requestId = 0;

            /**
             * Unsubscribe symbols.
             * @member {Array.<string>} symbols
             * @memberof market.v1.Unsubscribe
             * @instance
             */
            Unsubscribe.prototype.symbols = $util.emptyArray;

            /**
             * Creates a new Unsubscribe instance using the specified properties.
             * @function create
             * @memberof market.v1.Unsubscribe
             * @static
             * @param {market.v1.Unsubscribe.$Properties=} [properties] Properties to set
             * @returns {market.v1.Unsubscribe} Unsubscribe instance
             * @type {{
             *   (properties: market.v1.Unsubscribe.$Shape): market.v1.Unsubscribe & market.v1.Unsubscribe.$Shape;
             *   (properties?: market.v1.Unsubscribe.$Properties): market.v1.Unsubscribe;
             * }}
             */
            Unsubscribe.create = function(properties) {
                return new Unsubscribe(properties);
            };

            /**
             * Encodes the specified Unsubscribe message. Does not implicitly {@link market.v1.Unsubscribe.verify|verify} messages.
             * @function encode
             * @memberof market.v1.Unsubscribe
             * @static
             * @param {market.v1.Unsubscribe.$Properties} message Unsubscribe message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Unsubscribe.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.requestId != null && $Object.hasOwnProperty.call(message, "requestId") && message.requestId !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.requestId);
                if (message.symbols != null && message.symbols.length)
                    for (let i = 0; i < message.symbols.length; ++i)
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.symbols[i]);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an Unsubscribe message from the specified reader or buffer.
             * @function decode
             * @memberof market.v1.Unsubscribe
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {market.v1.Unsubscribe & market.v1.Unsubscribe.$Shape} Unsubscribe
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Unsubscribe.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.market.v1.Unsubscribe();
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
                                message.requestId = value;
                            else
                                delete message.requestId;
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

            return Unsubscribe;
        })();

        v1.SetRate = (function() {

            /**
             * Properties of a SetRate.
             * @typedef {Object} market.v1.SetRate.$Properties
             * @property {number} [requestId] SetRate requestId
             * @property {number} [intervalMs] SetRate intervalMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SetRate.
             * @memberof market.v1
             * @interface ISetRate
             * @augments market.v1.SetRate.$Properties
             * @deprecated Use market.v1.SetRate.$Properties instead.
             */

            /**
             * Shape of a SetRate.
             * @typedef {market.v1.SetRate.$Properties} market.v1.SetRate.$Shape
             */

            /**
             * Constructs a new SetRate.
             * @memberof market.v1
             * @classdesc Represents a SetRate.
             * @constructor
             * @param {market.v1.SetRate.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SetRate = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SetRate requestId.
             * @member {number} requestId
             * @memberof market.v1.SetRate
             * @instance
             */
            SetRate.prototype.requestId = 0;

            /**
             * SetRate intervalMs.
             * @member {number} intervalMs
             * @memberof market.v1.SetRate
             * @instance
             */
            SetRate.prototype.intervalMs = 0;

            /**
             * Creates a new SetRate instance using the specified properties.
             * @function create
             * @memberof market.v1.SetRate
             * @static
             * @param {market.v1.SetRate.$Properties=} [properties] Properties to set
             * @returns {market.v1.SetRate} SetRate instance
             * @type {{
             *   (properties: market.v1.SetRate.$Shape): market.v1.SetRate & market.v1.SetRate.$Shape;
             *   (properties?: market.v1.SetRate.$Properties): market.v1.SetRate;
             * }}
             */
            SetRate.create = function(properties) {
                return new SetRate(properties);
            };

            /**
             * Encodes the specified SetRate message. Does not implicitly {@link market.v1.SetRate.verify|verify} messages.
             * @function encode
             * @memberof market.v1.SetRate
             * @static
             * @param {market.v1.SetRate.$Properties} message SetRate message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SetRate.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.requestId != null && $Object.hasOwnProperty.call(message, "requestId") && message.requestId !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.requestId);
                if (message.intervalMs != null && $Object.hasOwnProperty.call(message, "intervalMs") && message.intervalMs !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.intervalMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SetRate message from the specified reader or buffer.
             * @function decode
             * @memberof market.v1.SetRate
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {market.v1.SetRate & market.v1.SetRate.$Shape} SetRate
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SetRate.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.market.v1.SetRate();
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
                                message.requestId = value;
                            else
                                delete message.requestId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.intervalMs = value;
                            else
                                delete message.intervalMs;
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

            return SetRate;
        })();

        v1.Ack = (function() {

            /**
             * Properties of an Ack.
             * @typedef {Object} market.v1.Ack.$Properties
             * @property {number} [frame] Ack frame
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Ack.
             * @memberof market.v1
             * @interface IAck
             * @augments market.v1.Ack.$Properties
             * @deprecated Use market.v1.Ack.$Properties instead.
             */

            /**
             * Shape of an Ack.
             * @typedef {market.v1.Ack.$Properties} market.v1.Ack.$Shape
             */

            /**
             * Constructs a new Ack.
             * @memberof market.v1
             * @classdesc Represents an Ack.
             * @constructor
             * @param {market.v1.Ack.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Ack = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Ack frame.
             * @member {number} frame
             * @memberof market.v1.Ack
             * @instance
             */
            Ack.prototype.frame = 0;

            /**
             * Creates a new Ack instance using the specified properties.
             * @function create
             * @memberof market.v1.Ack
             * @static
             * @param {market.v1.Ack.$Properties=} [properties] Properties to set
             * @returns {market.v1.Ack} Ack instance
             * @type {{
             *   (properties: market.v1.Ack.$Shape): market.v1.Ack & market.v1.Ack.$Shape;
             *   (properties?: market.v1.Ack.$Properties): market.v1.Ack;
             * }}
             */
            Ack.create = function(properties) {
                return new Ack(properties);
            };

            /**
             * Encodes the specified Ack message. Does not implicitly {@link market.v1.Ack.verify|verify} messages.
             * @function encode
             * @memberof market.v1.Ack
             * @static
             * @param {market.v1.Ack.$Properties} message Ack message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Ack.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.frame != null && $Object.hasOwnProperty.call(message, "frame") && message.frame !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.frame);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an Ack message from the specified reader or buffer.
             * @function decode
             * @memberof market.v1.Ack
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {market.v1.Ack & market.v1.Ack.$Shape} Ack
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Ack.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.market.v1.Ack();
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
                                message.frame = value;
                            else
                                delete message.frame;
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

            return Ack;
        })();

        v1.Ping = (function() {

            /**
             * Properties of a Ping.
             * @typedef {Object} market.v1.Ping.$Properties
             * @property {number} [clientTimeMs] Ping clientTimeMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Ping.
             * @memberof market.v1
             * @interface IPing
             * @augments market.v1.Ping.$Properties
             * @deprecated Use market.v1.Ping.$Properties instead.
             */

            /**
             * Shape of a Ping.
             * @typedef {market.v1.Ping.$Properties} market.v1.Ping.$Shape
             */

            /**
             * Constructs a new Ping.
             * @memberof market.v1
             * @classdesc Represents a Ping.
             * @constructor
             * @param {market.v1.Ping.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Ping = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Ping clientTimeMs.
             * @member {number} clientTimeMs
             * @memberof market.v1.Ping
             * @instance
             */
            Ping.prototype.clientTimeMs = 0;

            /**
             * Creates a new Ping instance using the specified properties.
             * @function create
             * @memberof market.v1.Ping
             * @static
             * @param {market.v1.Ping.$Properties=} [properties] Properties to set
             * @returns {market.v1.Ping} Ping instance
             * @type {{
             *   (properties: market.v1.Ping.$Shape): market.v1.Ping & market.v1.Ping.$Shape;
             *   (properties?: market.v1.Ping.$Properties): market.v1.Ping;
             * }}
             */
            Ping.create = function(properties) {
                return new Ping(properties);
            };

            /**
             * Encodes the specified Ping message. Does not implicitly {@link market.v1.Ping.verify|verify} messages.
             * @function encode
             * @memberof market.v1.Ping
             * @static
             * @param {market.v1.Ping.$Properties} message Ping message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Ping.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.clientTimeMs != null && $Object.hasOwnProperty.call(message, "clientTimeMs") && !$Object.is(message.clientTimeMs, 0))
                    writer.uint32(/* id 1, wireType 1 =*/9).double(message.clientTimeMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Ping message from the specified reader or buffer.
             * @function decode
             * @memberof market.v1.Ping
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {market.v1.Ping & market.v1.Ping.$Shape} Ping
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Ping.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.market.v1.Ping();
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
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.clientTimeMs = value;
                            else
                                delete message.clientTimeMs;
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

            return Ping;
        })();

        v1.ServerFrame = (function() {

            /**
             * Properties of a ServerFrame.
             * @typedef {Object} market.v1.ServerFrame.$Properties
             * @property {number} [frame] ServerFrame frame
             * @property {number} [serverTimeMs] ServerFrame serverTimeMs
             * @property {Array.<market.v1.SymbolUpdate.$Properties>} [updates] ServerFrame updates
             * @property {Array.<market.v1.Subscribed.$Properties>} [subscribed] ServerFrame subscribed
             * @property {Array.<market.v1.ErrorInfo.$Properties>} [errors] ServerFrame errors
             * @property {Array.<market.v1.Pong.$Properties>} [pongs] ServerFrame pongs
             * @property {Array.<market.v1.VenueStatus.$Properties>} [venues] ServerFrame venues
             * @property {Array.<market.v1.LogStatus.$Properties>} [log] ServerFrame log
             * @property {Array.<market.v1.Rate.$Properties>} [rates] ServerFrame rates
             * @property {Array.<market.v1.Welcome.$Properties>} [welcome] ServerFrame welcome
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ServerFrame.
             * @memberof market.v1
             * @interface IServerFrame
             * @augments market.v1.ServerFrame.$Properties
             * @deprecated Use market.v1.ServerFrame.$Properties instead.
             */

            /**
             * Shape of a ServerFrame.
             * @typedef {market.v1.ServerFrame.$Properties} market.v1.ServerFrame.$Shape
             */

            /**
             * Constructs a new ServerFrame.
             * @memberof market.v1
             * @classdesc Represents a ServerFrame.
             * @constructor
             * @param {market.v1.ServerFrame.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ServerFrame = function (properties) {
                this.updates = [];
                this.subscribed = [];
                this.errors = [];
                this.pongs = [];
                this.venues = [];
                this.log = [];
                this.rates = [];
                this.welcome = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ServerFrame frame.
             * @member {number} frame
             * @memberof market.v1.ServerFrame
             * @instance
             */
            ServerFrame.prototype.frame = 0;

            /**
             * ServerFrame serverTimeMs.
             * @member {number} serverTimeMs
             * @memberof market.v1.ServerFrame
             * @instance
             */
            ServerFrame.prototype.serverTimeMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * ServerFrame updates.
             * @member {Array.<market.v1.SymbolUpdate>} updates
             * @memberof market.v1.ServerFrame
             * @instance
             */
            ServerFrame.prototype.updates = $util.emptyArray;

            /**
             * ServerFrame subscribed.
             * @member {Array.<market.v1.Subscribed>} subscribed
             * @memberof market.v1.ServerFrame
             * @instance
             */
            ServerFrame.prototype.subscribed = $util.emptyArray;

            /**
             * ServerFrame errors.
             * @member {Array.<market.v1.ErrorInfo>} errors
             * @memberof market.v1.ServerFrame
             * @instance
             */
            ServerFrame.prototype.errors = $util.emptyArray;

            /**
             * ServerFrame pongs.
             * @member {Array.<market.v1.Pong>} pongs
             * @memberof market.v1.ServerFrame
             * @instance
             */
            ServerFrame.prototype.pongs = $util.emptyArray;

            /**
             * ServerFrame venues.
             * @member {Array.<market.v1.VenueStatus>} venues
             * @memberof market.v1.ServerFrame
             * @instance
             */
            ServerFrame.prototype.venues = $util.emptyArray;

            /**
             * ServerFrame log.
             * @member {Array.<market.v1.LogStatus>} log
             * @memberof market.v1.ServerFrame
             * @instance
             */
            ServerFrame.prototype.log = $util.emptyArray;

            /**
             * ServerFrame rates.
             * @member {Array.<market.v1.Rate>} rates
             * @memberof market.v1.ServerFrame
             * @instance
             */
            ServerFrame.prototype.rates = $util.emptyArray;

            /**
             * ServerFrame welcome.
             * @member {Array.<market.v1.Welcome>} welcome
             * @memberof market.v1.ServerFrame
             * @instance
             */
            ServerFrame.prototype.welcome = $util.emptyArray;

            /**
             * Creates a new ServerFrame instance using the specified properties.
             * @function create
             * @memberof market.v1.ServerFrame
             * @static
             * @param {market.v1.ServerFrame.$Properties=} [properties] Properties to set
             * @returns {market.v1.ServerFrame} ServerFrame instance
             * @type {{
             *   (properties: market.v1.ServerFrame.$Shape): market.v1.ServerFrame & market.v1.ServerFrame.$Shape;
             *   (properties?: market.v1.ServerFrame.$Properties): market.v1.ServerFrame;
             * }}
             */
            ServerFrame.create = function(properties) {
                return new ServerFrame(properties);
            };

            /**
             * Encodes the specified ServerFrame message. Does not implicitly {@link market.v1.ServerFrame.verify|verify} messages.
             * @function encode
             * @memberof market.v1.ServerFrame
             * @static
             * @param {market.v1.ServerFrame.$Properties} message ServerFrame message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ServerFrame.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.frame != null && $Object.hasOwnProperty.call(message, "frame") && message.frame !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.frame);
                if (message.serverTimeMs != null && $Object.hasOwnProperty.call(message, "serverTimeMs") && (typeof message.serverTimeMs === "object" ? message.serverTimeMs.low || message.serverTimeMs.high : message.serverTimeMs !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.serverTimeMs);
                if (message.updates != null && message.updates.length)
                    for (let i = 0; i < message.updates.length; ++i)
                        $root.market.v1.SymbolUpdate.encode(message.updates[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.subscribed != null && message.subscribed.length)
                    for (let i = 0; i < message.subscribed.length; ++i)
                        $root.market.v1.Subscribed.encode(message.subscribed[i], writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.errors != null && message.errors.length)
                    for (let i = 0; i < message.errors.length; ++i)
                        $root.market.v1.ErrorInfo.encode(message.errors[i], writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.pongs != null && message.pongs.length)
                    for (let i = 0; i < message.pongs.length; ++i)
                        $root.market.v1.Pong.encode(message.pongs[i], writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                if (message.venues != null && message.venues.length)
                    for (let i = 0; i < message.venues.length; ++i)
                        $root.market.v1.VenueStatus.encode(message.venues[i], writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                if (message.log != null && message.log.length)
                    for (let i = 0; i < message.log.length; ++i)
                        $root.market.v1.LogStatus.encode(message.log[i], writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
                if (message.rates != null && message.rates.length)
                    for (let i = 0; i < message.rates.length; ++i)
                        $root.market.v1.Rate.encode(message.rates[i], writer.uint32(/* id 9, wireType 2 =*/74).fork(), _depth + 1).ldelim();
                if (message.welcome != null && message.welcome.length)
                    for (let i = 0; i < message.welcome.length; ++i)
                        $root.market.v1.Welcome.encode(message.welcome[i], writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ServerFrame message from the specified reader or buffer.
             * @function decode
             * @memberof market.v1.ServerFrame
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {market.v1.ServerFrame & market.v1.ServerFrame.$Shape} ServerFrame
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ServerFrame.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.market.v1.ServerFrame();
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
                                message.frame = value;
                            else
                                delete message.frame;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.serverTimeMs = value;
                            else
                                delete message.serverTimeMs;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.updates && message.updates.length))
                                message.updates = [];
                            message.updates.push($root.market.v1.SymbolUpdate.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if (!(message.subscribed && message.subscribed.length))
                                message.subscribed = [];
                            message.subscribed.push($root.market.v1.Subscribed.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if (!(message.errors && message.errors.length))
                                message.errors = [];
                            message.errors.push($root.market.v1.ErrorInfo.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if (!(message.pongs && message.pongs.length))
                                message.pongs = [];
                            message.pongs.push($root.market.v1.Pong.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if (!(message.venues && message.venues.length))
                                message.venues = [];
                            message.venues.push($root.market.v1.VenueStatus.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            if (!(message.log && message.log.length))
                                message.log = [];
                            message.log.push($root.market.v1.LogStatus.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            if (!(message.rates && message.rates.length))
                                message.rates = [];
                            message.rates.push($root.market.v1.Rate.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            if (!(message.welcome && message.welcome.length))
                                message.welcome = [];
                            message.welcome.push($root.market.v1.Welcome.decode(reader, reader.size(), $undefined, _depth + 1));
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

            return ServerFrame;
        })();

        v1.Welcome = (function() {

            /**
             * Properties of a Welcome.
             * @typedef {Object} market.v1.Welcome.$Properties
             * @property {string} [server] Welcome server
             * @property {number} [heartbeatIntervalMs] Welcome heartbeatIntervalMs
             * @property {number} [heartbeatTimeoutMs] Welcome heartbeatTimeoutMs
             * @property {number} [topicLimit] Welcome topicLimit
             * @property {number} [windowFrames] Welcome windowFrames
             * @property {number} [windowBytes] Welcome windowBytes
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Welcome.
             * @memberof market.v1
             * @interface IWelcome
             * @augments market.v1.Welcome.$Properties
             * @deprecated Use market.v1.Welcome.$Properties instead.
             */

            /**
             * Shape of a Welcome.
             * @typedef {market.v1.Welcome.$Properties} market.v1.Welcome.$Shape
             */

            /**
             * Constructs a new Welcome.
             * @memberof market.v1
             * @classdesc Represents a Welcome.
             * @constructor
             * @param {market.v1.Welcome.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Welcome = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Welcome server.
             * @member {string} server
             * @memberof market.v1.Welcome
             * @instance
             */
            Welcome.prototype.server = "";

            /**
             * Welcome heartbeatIntervalMs.
             * @member {number} heartbeatIntervalMs
             * @memberof market.v1.Welcome
             * @instance
             */
            Welcome.prototype.heartbeatIntervalMs = 0;

            /**
             * Welcome heartbeatTimeoutMs.
             * @member {number} heartbeatTimeoutMs
             * @memberof market.v1.Welcome
             * @instance
             */
            Welcome.prototype.heartbeatTimeoutMs = 0;

            /**
             * Welcome topicLimit.
             * @member {number} topicLimit
             * @memberof market.v1.Welcome
             * @instance
             */
            Welcome.prototype.topicLimit = 0;

            /**
             * Welcome windowFrames.
             * @member {number} windowFrames
             * @memberof market.v1.Welcome
             * @instance
             */
            Welcome.prototype.windowFrames = 0;

            /**
             * Welcome windowBytes.
             * @member {number} windowBytes
             * @memberof market.v1.Welcome
             * @instance
             */
            Welcome.prototype.windowBytes = 0;

            /**
             * Creates a new Welcome instance using the specified properties.
             * @function create
             * @memberof market.v1.Welcome
             * @static
             * @param {market.v1.Welcome.$Properties=} [properties] Properties to set
             * @returns {market.v1.Welcome} Welcome instance
             * @type {{
             *   (properties: market.v1.Welcome.$Shape): market.v1.Welcome & market.v1.Welcome.$Shape;
             *   (properties?: market.v1.Welcome.$Properties): market.v1.Welcome;
             * }}
             */
            Welcome.create = function(properties) {
                return new Welcome(properties);
            };

            /**
             * Encodes the specified Welcome message. Does not implicitly {@link market.v1.Welcome.verify|verify} messages.
             * @function encode
             * @memberof market.v1.Welcome
             * @static
             * @param {market.v1.Welcome.$Properties} message Welcome message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Welcome.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.server != null && $Object.hasOwnProperty.call(message, "server") && message.server !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.server);
                if (message.heartbeatIntervalMs != null && $Object.hasOwnProperty.call(message, "heartbeatIntervalMs") && message.heartbeatIntervalMs !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.heartbeatIntervalMs);
                if (message.heartbeatTimeoutMs != null && $Object.hasOwnProperty.call(message, "heartbeatTimeoutMs") && message.heartbeatTimeoutMs !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.heartbeatTimeoutMs);
                if (message.topicLimit != null && $Object.hasOwnProperty.call(message, "topicLimit") && message.topicLimit !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.topicLimit);
                if (message.windowFrames != null && $Object.hasOwnProperty.call(message, "windowFrames") && message.windowFrames !== 0)
                    writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.windowFrames);
                if (message.windowBytes != null && $Object.hasOwnProperty.call(message, "windowBytes") && message.windowBytes !== 0)
                    writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.windowBytes);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Welcome message from the specified reader or buffer.
             * @function decode
             * @memberof market.v1.Welcome
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {market.v1.Welcome & market.v1.Welcome.$Shape} Welcome
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Welcome.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.market.v1.Welcome();
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
                                message.server = value;
                            else
                                delete message.server;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.heartbeatIntervalMs = value;
                            else
                                delete message.heartbeatIntervalMs;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.heartbeatTimeoutMs = value;
                            else
                                delete message.heartbeatTimeoutMs;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.topicLimit = value;
                            else
                                delete message.topicLimit;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.windowFrames = value;
                            else
                                delete message.windowFrames;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.windowBytes = value;
                            else
                                delete message.windowBytes;
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

            return Welcome;
        })();

        v1.Subscribed = (function() {

            /**
             * Properties of a Subscribed.
             * @typedef {Object} market.v1.Subscribed.$Properties
             * @property {number} [requestId] Subscribed requestId
             * @property {Array.<market.v1.SymbolInfo.$Properties>} [symbols] Subscribed symbols
             * @property {Array.<string>} [unsubscribed] Subscribed unsubscribed
             * @property {number} [effectiveIntervalMs] Subscribed effectiveIntervalMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Subscribed.
             * @memberof market.v1
             * @interface ISubscribed
             * @augments market.v1.Subscribed.$Properties
             * @deprecated Use market.v1.Subscribed.$Properties instead.
             */

            /**
             * Shape of a Subscribed.
             * @typedef {market.v1.Subscribed.$Properties} market.v1.Subscribed.$Shape
             */

            /**
             * Constructs a new Subscribed.
             * @memberof market.v1
             * @classdesc Represents a Subscribed.
             * @constructor
             * @param {market.v1.Subscribed.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Subscribed = function (properties) {
                this.symbols = [];
                this.unsubscribed = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Subscribed requestId.
             * @member {number} requestId
             * @memberof market.v1.Subscribed
             * @instance
             */
            Subscribed.prototype.requestId = 0;

            /**
             * Subscribed symbols.
             * @member {Array.<market.v1.SymbolInfo>} symbols
             * @memberof market.v1.Subscribed
             * @instance
             */
            Subscribed.prototype.symbols = $util.emptyArray;

            /**
             * Subscribed unsubscribed.
             * @member {Array.<string>} unsubscribed
             * @memberof market.v1.Subscribed
             * @instance
             */
            Subscribed.prototype.unsubscribed = $util.emptyArray;

            /**
             * Subscribed effectiveIntervalMs.
             * @member {number} effectiveIntervalMs
             * @memberof market.v1.Subscribed
             * @instance
             */
            Subscribed.prototype.effectiveIntervalMs = 0;

            /**
             * Creates a new Subscribed instance using the specified properties.
             * @function create
             * @memberof market.v1.Subscribed
             * @static
             * @param {market.v1.Subscribed.$Properties=} [properties] Properties to set
             * @returns {market.v1.Subscribed} Subscribed instance
             * @type {{
             *   (properties: market.v1.Subscribed.$Shape): market.v1.Subscribed & market.v1.Subscribed.$Shape;
             *   (properties?: market.v1.Subscribed.$Properties): market.v1.Subscribed;
             * }}
             */
            Subscribed.create = function(properties) {
                return new Subscribed(properties);
            };

            /**
             * Encodes the specified Subscribed message. Does not implicitly {@link market.v1.Subscribed.verify|verify} messages.
             * @function encode
             * @memberof market.v1.Subscribed
             * @static
             * @param {market.v1.Subscribed.$Properties} message Subscribed message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Subscribed.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.requestId != null && $Object.hasOwnProperty.call(message, "requestId") && message.requestId !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.requestId);
                if (message.symbols != null && message.symbols.length)
                    for (let i = 0; i < message.symbols.length; ++i)
                        $root.market.v1.SymbolInfo.encode(message.symbols[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.unsubscribed != null && message.unsubscribed.length)
                    for (let i = 0; i < message.unsubscribed.length; ++i)
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.unsubscribed[i]);
                if (message.effectiveIntervalMs != null && $Object.hasOwnProperty.call(message, "effectiveIntervalMs") && message.effectiveIntervalMs !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.effectiveIntervalMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Subscribed message from the specified reader or buffer.
             * @function decode
             * @memberof market.v1.Subscribed
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {market.v1.Subscribed & market.v1.Subscribed.$Shape} Subscribed
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Subscribed.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.market.v1.Subscribed();
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
                                message.requestId = value;
                            else
                                delete message.requestId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.symbols && message.symbols.length))
                                message.symbols = [];
                            message.symbols.push($root.market.v1.SymbolInfo.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.unsubscribed && message.unsubscribed.length))
                                message.unsubscribed = [];
                            message.unsubscribed.push(reader.stringVerify());
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.effectiveIntervalMs = value;
                            else
                                delete message.effectiveIntervalMs;
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

            return Subscribed;
        })();

        v1.SymbolInfo = (function() {

            /**
             * Properties of a SymbolInfo.
             * @typedef {Object} market.v1.SymbolInfo.$Properties
             * @property {number} [symbolId] SymbolInfo symbolId
             * @property {string} [symbol] SymbolInfo symbol
             * @property {string} [venue] SymbolInfo venue
             * @property {string} [displayName] SymbolInfo displayName
             * @property {number} [priceDecimals] SymbolInfo priceDecimals
             * @property {number} [sizeDecimals] SymbolInfo sizeDecimals
             * @property {number} [tickSize] SymbolInfo tickSize
             * @property {string} [currency] SymbolInfo currency
             * @property {Array.<market.v1.Channel>} [channels] SymbolInfo channels
             * @property {Array.<market.v1.Interval>} [intervals] SymbolInfo intervals
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SymbolInfo.
             * @memberof market.v1
             * @interface ISymbolInfo
             * @augments market.v1.SymbolInfo.$Properties
             * @deprecated Use market.v1.SymbolInfo.$Properties instead.
             */

            /**
             * Shape of a SymbolInfo.
             * @typedef {market.v1.SymbolInfo.$Properties} market.v1.SymbolInfo.$Shape
             */

            /**
             * Constructs a new SymbolInfo.
             * @memberof market.v1
             * @classdesc Represents a SymbolInfo.
             * @constructor
             * @param {market.v1.SymbolInfo.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SymbolInfo = function (properties) {
                this.channels = [];
                this.intervals = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SymbolInfo symbolId.
             * @member {number} symbolId
             * @memberof market.v1.SymbolInfo
             * @instance
             */
            SymbolInfo.prototype.symbolId = 0;

            /**
             * SymbolInfo symbol.
             * @member {string} symbol
             * @memberof market.v1.SymbolInfo
             * @instance
             */
            SymbolInfo.prototype.symbol = "";

            /**
             * SymbolInfo venue.
             * @member {string} venue
             * @memberof market.v1.SymbolInfo
             * @instance
             */
            SymbolInfo.prototype.venue = "";

            /**
             * SymbolInfo displayName.
             * @member {string} displayName
             * @memberof market.v1.SymbolInfo
             * @instance
             */
            SymbolInfo.prototype.displayName = "";

            /**
             * SymbolInfo priceDecimals.
             * @member {number} priceDecimals
             * @memberof market.v1.SymbolInfo
             * @instance
             */
            SymbolInfo.prototype.priceDecimals = 0;

            /**
             * SymbolInfo sizeDecimals.
             * @member {number} sizeDecimals
             * @memberof market.v1.SymbolInfo
             * @instance
             */
            SymbolInfo.prototype.sizeDecimals = 0;

            /**
             * SymbolInfo tickSize.
             * @member {number} tickSize
             * @memberof market.v1.SymbolInfo
             * @instance
             */
            SymbolInfo.prototype.tickSize = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * SymbolInfo currency.
             * @member {string} currency
             * @memberof market.v1.SymbolInfo
             * @instance
             */
            SymbolInfo.prototype.currency = "";

            /**
             * SymbolInfo channels.
             * @member {Array.<market.v1.Channel>} channels
             * @memberof market.v1.SymbolInfo
             * @instance
             */
            SymbolInfo.prototype.channels = $util.emptyArray;

            /**
             * SymbolInfo intervals.
             * @member {Array.<market.v1.Interval>} intervals
             * @memberof market.v1.SymbolInfo
             * @instance
             */
            SymbolInfo.prototype.intervals = $util.emptyArray;

            /**
             * Creates a new SymbolInfo instance using the specified properties.
             * @function create
             * @memberof market.v1.SymbolInfo
             * @static
             * @param {market.v1.SymbolInfo.$Properties=} [properties] Properties to set
             * @returns {market.v1.SymbolInfo} SymbolInfo instance
             * @type {{
             *   (properties: market.v1.SymbolInfo.$Shape): market.v1.SymbolInfo & market.v1.SymbolInfo.$Shape;
             *   (properties?: market.v1.SymbolInfo.$Properties): market.v1.SymbolInfo;
             * }}
             */
            SymbolInfo.create = function(properties) {
                return new SymbolInfo(properties);
            };

            /**
             * Encodes the specified SymbolInfo message. Does not implicitly {@link market.v1.SymbolInfo.verify|verify} messages.
             * @function encode
             * @memberof market.v1.SymbolInfo
             * @static
             * @param {market.v1.SymbolInfo.$Properties} message SymbolInfo message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SymbolInfo.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.symbolId != null && $Object.hasOwnProperty.call(message, "symbolId") && message.symbolId !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.symbolId);
                if (message.symbol != null && $Object.hasOwnProperty.call(message, "symbol") && message.symbol !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.symbol);
                if (message.venue != null && $Object.hasOwnProperty.call(message, "venue") && message.venue !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.venue);
                if (message.displayName != null && $Object.hasOwnProperty.call(message, "displayName") && message.displayName !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.displayName);
                if (message.priceDecimals != null && $Object.hasOwnProperty.call(message, "priceDecimals") && message.priceDecimals !== 0)
                    writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.priceDecimals);
                if (message.sizeDecimals != null && $Object.hasOwnProperty.call(message, "sizeDecimals") && message.sizeDecimals !== 0)
                    writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.sizeDecimals);
                if (message.tickSize != null && $Object.hasOwnProperty.call(message, "tickSize") && (typeof message.tickSize === "object" ? message.tickSize.low || message.tickSize.high : message.tickSize !== 0))
                    writer.uint32(/* id 7, wireType 0 =*/56).uint64(message.tickSize);
                if (message.currency != null && $Object.hasOwnProperty.call(message, "currency") && message.currency !== "")
                    writer.uint32(/* id 8, wireType 2 =*/66).string(message.currency);
                if (message.channels != null && message.channels.length)
                    writer.uint32(/* id 9, wireType 2 =*/74).int32s(message.channels);
                if (message.intervals != null && message.intervals.length)
                    writer.uint32(/* id 10, wireType 2 =*/82).int32s(message.intervals);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SymbolInfo message from the specified reader or buffer.
             * @function decode
             * @memberof market.v1.SymbolInfo
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {market.v1.SymbolInfo & market.v1.SymbolInfo.$Shape} SymbolInfo
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SymbolInfo.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.market.v1.SymbolInfo();
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
                                message.symbolId = value;
                            else
                                delete message.symbolId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.symbol = value;
                            else
                                delete message.symbol;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.venue = value;
                            else
                                delete message.venue;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.displayName = value;
                            else
                                delete message.displayName;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.priceDecimals = value;
                            else
                                delete message.priceDecimals;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.sizeDecimals = value;
                            else
                                delete message.sizeDecimals;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.tickSize = value;
                            else
                                delete message.tickSize;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.currency = value;
                            else
                                delete message.currency;
                            continue;
                        }
                    case 9: {
                            if (wireType === 2) {
                                if (!(message.channels && message.channels.length))
                                    message.channels = [];
                                reader.int32s(message.channels);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.channels && message.channels.length))
                                message.channels = [];
                            message.channels.push(reader.int32());
                            continue;
                        }
                    case 10: {
                            if (wireType === 2) {
                                if (!(message.intervals && message.intervals.length))
                                    message.intervals = [];
                                reader.int32s(message.intervals);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.intervals && message.intervals.length))
                                message.intervals = [];
                            message.intervals.push(reader.int32());
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

            return SymbolInfo;
        })();

        v1.ErrorInfo = (function() {

            /**
             * Properties of an ErrorInfo.
             * @typedef {Object} market.v1.ErrorInfo.$Properties
             * @property {string} [code] ErrorInfo code
             * @property {string} [message] ErrorInfo message
             * @property {boolean} [retryable] ErrorInfo retryable
             * @property {number} [requestId] ErrorInfo requestId
             * @property {string} [symbol] ErrorInfo symbol
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an ErrorInfo.
             * @memberof market.v1
             * @interface IErrorInfo
             * @augments market.v1.ErrorInfo.$Properties
             * @deprecated Use market.v1.ErrorInfo.$Properties instead.
             */

            /**
             * Shape of an ErrorInfo.
             * @typedef {market.v1.ErrorInfo.$Properties} market.v1.ErrorInfo.$Shape
             */

            /**
             * Constructs a new ErrorInfo.
             * @memberof market.v1
             * @classdesc Represents an ErrorInfo.
             * @constructor
             * @param {market.v1.ErrorInfo.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ErrorInfo = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ErrorInfo code.
             * @member {string} code
             * @memberof market.v1.ErrorInfo
             * @instance
             */
            ErrorInfo.prototype.code = "";

            /**
             * ErrorInfo message.
             * @member {string} message
             * @memberof market.v1.ErrorInfo
             * @instance
             */
            ErrorInfo.prototype.message = "";

            /**
             * ErrorInfo retryable.
             * @member {boolean} retryable
             * @memberof market.v1.ErrorInfo
             * @instance
             */
            ErrorInfo.prototype.retryable = false;

            /**
             * ErrorInfo requestId.
             * @member {number} requestId
             * @memberof market.v1.ErrorInfo
             * @instance
             */
            ErrorInfo.prototype.requestId = 0;

            /**
             * ErrorInfo symbol.
             * @member {string} symbol
             * @memberof market.v1.ErrorInfo
             * @instance
             */
            ErrorInfo.prototype.symbol = "";

            /**
             * Creates a new ErrorInfo instance using the specified properties.
             * @function create
             * @memberof market.v1.ErrorInfo
             * @static
             * @param {market.v1.ErrorInfo.$Properties=} [properties] Properties to set
             * @returns {market.v1.ErrorInfo} ErrorInfo instance
             * @type {{
             *   (properties: market.v1.ErrorInfo.$Shape): market.v1.ErrorInfo & market.v1.ErrorInfo.$Shape;
             *   (properties?: market.v1.ErrorInfo.$Properties): market.v1.ErrorInfo;
             * }}
             */
            ErrorInfo.create = function(properties) {
                return new ErrorInfo(properties);
            };

            /**
             * Encodes the specified ErrorInfo message. Does not implicitly {@link market.v1.ErrorInfo.verify|verify} messages.
             * @function encode
             * @memberof market.v1.ErrorInfo
             * @static
             * @param {market.v1.ErrorInfo.$Properties} message ErrorInfo message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ErrorInfo.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.code);
                if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.message);
                if (message.retryable != null && $Object.hasOwnProperty.call(message, "retryable") && message.retryable !== false)
                    writer.uint32(/* id 3, wireType 0 =*/24).bool(message.retryable);
                if (message.requestId != null && $Object.hasOwnProperty.call(message, "requestId") && message.requestId !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.requestId);
                if (message.symbol != null && $Object.hasOwnProperty.call(message, "symbol") && message.symbol !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.symbol);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an ErrorInfo message from the specified reader or buffer.
             * @function decode
             * @memberof market.v1.ErrorInfo
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {market.v1.ErrorInfo & market.v1.ErrorInfo.$Shape} ErrorInfo
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ErrorInfo.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.market.v1.ErrorInfo();
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
                                message.code = value;
                            else
                                delete message.code;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.message = value;
                            else
                                delete message.message;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.retryable = value;
                            else
                                delete message.retryable;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.requestId = value;
                            else
                                delete message.requestId;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.symbol = value;
                            else
                                delete message.symbol;
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

            return ErrorInfo;
        })();

        v1.Pong = (function() {

            /**
             * Properties of a Pong.
             * @typedef {Object} market.v1.Pong.$Properties
             * @property {number} [clientTimeMs] Pong clientTimeMs
             * @property {number} [serverTimeMs] Pong serverTimeMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Pong.
             * @memberof market.v1
             * @interface IPong
             * @augments market.v1.Pong.$Properties
             * @deprecated Use market.v1.Pong.$Properties instead.
             */

            /**
             * Shape of a Pong.
             * @typedef {market.v1.Pong.$Properties} market.v1.Pong.$Shape
             */

            /**
             * Constructs a new Pong.
             * @memberof market.v1
             * @classdesc Represents a Pong.
             * @constructor
             * @param {market.v1.Pong.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Pong = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Pong clientTimeMs.
             * @member {number} clientTimeMs
             * @memberof market.v1.Pong
             * @instance
             */
            Pong.prototype.clientTimeMs = 0;

            /**
             * Pong serverTimeMs.
             * @member {number} serverTimeMs
             * @memberof market.v1.Pong
             * @instance
             */
            Pong.prototype.serverTimeMs = 0;

            /**
             * Creates a new Pong instance using the specified properties.
             * @function create
             * @memberof market.v1.Pong
             * @static
             * @param {market.v1.Pong.$Properties=} [properties] Properties to set
             * @returns {market.v1.Pong} Pong instance
             * @type {{
             *   (properties: market.v1.Pong.$Shape): market.v1.Pong & market.v1.Pong.$Shape;
             *   (properties?: market.v1.Pong.$Properties): market.v1.Pong;
             * }}
             */
            Pong.create = function(properties) {
                return new Pong(properties);
            };

            /**
             * Encodes the specified Pong message. Does not implicitly {@link market.v1.Pong.verify|verify} messages.
             * @function encode
             * @memberof market.v1.Pong
             * @static
             * @param {market.v1.Pong.$Properties} message Pong message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Pong.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.clientTimeMs != null && $Object.hasOwnProperty.call(message, "clientTimeMs") && !$Object.is(message.clientTimeMs, 0))
                    writer.uint32(/* id 1, wireType 1 =*/9).double(message.clientTimeMs);
                if (message.serverTimeMs != null && $Object.hasOwnProperty.call(message, "serverTimeMs") && !$Object.is(message.serverTimeMs, 0))
                    writer.uint32(/* id 2, wireType 1 =*/17).double(message.serverTimeMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Pong message from the specified reader or buffer.
             * @function decode
             * @memberof market.v1.Pong
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {market.v1.Pong & market.v1.Pong.$Shape} Pong
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Pong.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.market.v1.Pong();
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
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.clientTimeMs = value;
                            else
                                delete message.clientTimeMs;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.serverTimeMs = value;
                            else
                                delete message.serverTimeMs;
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

            return Pong;
        })();

        v1.VenueStatus = (function() {

            /**
             * Properties of a VenueStatus.
             * @typedef {Object} market.v1.VenueStatus.$Properties
             * @property {string} [venue] VenueStatus venue
             * @property {boolean} [isSilent] VenueStatus isSilent
             * @property {number} [lastReceivedTimeMs] VenueStatus lastReceivedTimeMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a VenueStatus.
             * @memberof market.v1
             * @interface IVenueStatus
             * @augments market.v1.VenueStatus.$Properties
             * @deprecated Use market.v1.VenueStatus.$Properties instead.
             */

            /**
             * Shape of a VenueStatus.
             * @typedef {market.v1.VenueStatus.$Properties} market.v1.VenueStatus.$Shape
             */

            /**
             * Constructs a new VenueStatus.
             * @memberof market.v1
             * @classdesc Represents a VenueStatus.
             * @constructor
             * @param {market.v1.VenueStatus.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const VenueStatus = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * VenueStatus venue.
             * @member {string} venue
             * @memberof market.v1.VenueStatus
             * @instance
             */
            VenueStatus.prototype.venue = "";

            /**
             * VenueStatus isSilent.
             * @member {boolean} isSilent
             * @memberof market.v1.VenueStatus
             * @instance
             */
            VenueStatus.prototype.isSilent = false;

            /**
             * VenueStatus lastReceivedTimeMs.
             * @member {number} lastReceivedTimeMs
             * @memberof market.v1.VenueStatus
             * @instance
             */
            VenueStatus.prototype.lastReceivedTimeMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new VenueStatus instance using the specified properties.
             * @function create
             * @memberof market.v1.VenueStatus
             * @static
             * @param {market.v1.VenueStatus.$Properties=} [properties] Properties to set
             * @returns {market.v1.VenueStatus} VenueStatus instance
             * @type {{
             *   (properties: market.v1.VenueStatus.$Shape): market.v1.VenueStatus & market.v1.VenueStatus.$Shape;
             *   (properties?: market.v1.VenueStatus.$Properties): market.v1.VenueStatus;
             * }}
             */
            VenueStatus.create = function(properties) {
                return new VenueStatus(properties);
            };

            /**
             * Encodes the specified VenueStatus message. Does not implicitly {@link market.v1.VenueStatus.verify|verify} messages.
             * @function encode
             * @memberof market.v1.VenueStatus
             * @static
             * @param {market.v1.VenueStatus.$Properties} message VenueStatus message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            VenueStatus.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.venue != null && $Object.hasOwnProperty.call(message, "venue") && message.venue !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.venue);
                if (message.isSilent != null && $Object.hasOwnProperty.call(message, "isSilent") && message.isSilent !== false)
                    writer.uint32(/* id 2, wireType 0 =*/16).bool(message.isSilent);
                if (message.lastReceivedTimeMs != null && $Object.hasOwnProperty.call(message, "lastReceivedTimeMs") && (typeof message.lastReceivedTimeMs === "object" ? message.lastReceivedTimeMs.low || message.lastReceivedTimeMs.high : message.lastReceivedTimeMs !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.lastReceivedTimeMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a VenueStatus message from the specified reader or buffer.
             * @function decode
             * @memberof market.v1.VenueStatus
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {market.v1.VenueStatus & market.v1.VenueStatus.$Shape} VenueStatus
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            VenueStatus.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.market.v1.VenueStatus();
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
                                message.venue = value;
                            else
                                delete message.venue;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.isSilent = value;
                            else
                                delete message.isSilent;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.lastReceivedTimeMs = value;
                            else
                                delete message.lastReceivedTimeMs;
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

            return VenueStatus;
        })();

        v1.LogStatus = (function() {

            /**
             * Properties of a LogStatus.
             * @typedef {Object} market.v1.LogStatus.$Properties
             * @property {boolean} [isConnected] LogStatus isConnected
             * @property {number} [sinceTimeMs] LogStatus sinceTimeMs
             * @property {boolean} [isFull] LogStatus isFull
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a LogStatus.
             * @memberof market.v1
             * @interface ILogStatus
             * @augments market.v1.LogStatus.$Properties
             * @deprecated Use market.v1.LogStatus.$Properties instead.
             */

            /**
             * Shape of a LogStatus.
             * @typedef {market.v1.LogStatus.$Properties} market.v1.LogStatus.$Shape
             */

            /**
             * Constructs a new LogStatus.
             * @memberof market.v1
             * @classdesc Represents a LogStatus.
             * @constructor
             * @param {market.v1.LogStatus.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const LogStatus = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * LogStatus isConnected.
             * @member {boolean} isConnected
             * @memberof market.v1.LogStatus
             * @instance
             */
            LogStatus.prototype.isConnected = false;

            /**
             * LogStatus sinceTimeMs.
             * @member {number} sinceTimeMs
             * @memberof market.v1.LogStatus
             * @instance
             */
            LogStatus.prototype.sinceTimeMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * LogStatus isFull.
             * @member {boolean} isFull
             * @memberof market.v1.LogStatus
             * @instance
             */
            LogStatus.prototype.isFull = false;

            /**
             * Creates a new LogStatus instance using the specified properties.
             * @function create
             * @memberof market.v1.LogStatus
             * @static
             * @param {market.v1.LogStatus.$Properties=} [properties] Properties to set
             * @returns {market.v1.LogStatus} LogStatus instance
             * @type {{
             *   (properties: market.v1.LogStatus.$Shape): market.v1.LogStatus & market.v1.LogStatus.$Shape;
             *   (properties?: market.v1.LogStatus.$Properties): market.v1.LogStatus;
             * }}
             */
            LogStatus.create = function(properties) {
                return new LogStatus(properties);
            };

            /**
             * Encodes the specified LogStatus message. Does not implicitly {@link market.v1.LogStatus.verify|verify} messages.
             * @function encode
             * @memberof market.v1.LogStatus
             * @static
             * @param {market.v1.LogStatus.$Properties} message LogStatus message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            LogStatus.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.isConnected != null && $Object.hasOwnProperty.call(message, "isConnected") && message.isConnected !== false)
                    writer.uint32(/* id 1, wireType 0 =*/8).bool(message.isConnected);
                if (message.sinceTimeMs != null && $Object.hasOwnProperty.call(message, "sinceTimeMs") && (typeof message.sinceTimeMs === "object" ? message.sinceTimeMs.low || message.sinceTimeMs.high : message.sinceTimeMs !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.sinceTimeMs);
                if (message.isFull != null && $Object.hasOwnProperty.call(message, "isFull") && message.isFull !== false)
                    writer.uint32(/* id 3, wireType 0 =*/24).bool(message.isFull);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a LogStatus message from the specified reader or buffer.
             * @function decode
             * @memberof market.v1.LogStatus
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {market.v1.LogStatus & market.v1.LogStatus.$Shape} LogStatus
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            LogStatus.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.market.v1.LogStatus();
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
                            if (value = reader.bool())
                                message.isConnected = value;
                            else
                                delete message.isConnected;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.sinceTimeMs = value;
                            else
                                delete message.sinceTimeMs;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.isFull = value;
                            else
                                delete message.isFull;
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

            return LogStatus;
        })();

        v1.Rate = (function() {

            /**
             * Properties of a Rate.
             * @typedef {Object} market.v1.Rate.$Properties
             * @property {number} [requestedIntervalMs] Rate requestedIntervalMs
             * @property {number} [effectiveIntervalMs] Rate effectiveIntervalMs
             * @property {number} [heldFlushCount] Rate heldFlushCount
             * @property {number} [actualIntervalMs] Rate actualIntervalMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Rate.
             * @memberof market.v1
             * @interface IRate
             * @augments market.v1.Rate.$Properties
             * @deprecated Use market.v1.Rate.$Properties instead.
             */

            /**
             * Shape of a Rate.
             * @typedef {market.v1.Rate.$Properties} market.v1.Rate.$Shape
             */

            /**
             * Constructs a new Rate.
             * @memberof market.v1
             * @classdesc Represents a Rate.
             * @constructor
             * @param {market.v1.Rate.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Rate = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Rate requestedIntervalMs.
             * @member {number} requestedIntervalMs
             * @memberof market.v1.Rate
             * @instance
             */
            Rate.prototype.requestedIntervalMs = 0;

            /**
             * Rate effectiveIntervalMs.
             * @member {number} effectiveIntervalMs
             * @memberof market.v1.Rate
             * @instance
             */
            Rate.prototype.effectiveIntervalMs = 0;

            /**
             * Rate heldFlushCount.
             * @member {number} heldFlushCount
             * @memberof market.v1.Rate
             * @instance
             */
            Rate.prototype.heldFlushCount = 0;

            /**
             * Rate actualIntervalMs.
             * @member {number} actualIntervalMs
             * @memberof market.v1.Rate
             * @instance
             */
            Rate.prototype.actualIntervalMs = 0;

            /**
             * Creates a new Rate instance using the specified properties.
             * @function create
             * @memberof market.v1.Rate
             * @static
             * @param {market.v1.Rate.$Properties=} [properties] Properties to set
             * @returns {market.v1.Rate} Rate instance
             * @type {{
             *   (properties: market.v1.Rate.$Shape): market.v1.Rate & market.v1.Rate.$Shape;
             *   (properties?: market.v1.Rate.$Properties): market.v1.Rate;
             * }}
             */
            Rate.create = function(properties) {
                return new Rate(properties);
            };

            /**
             * Encodes the specified Rate message. Does not implicitly {@link market.v1.Rate.verify|verify} messages.
             * @function encode
             * @memberof market.v1.Rate
             * @static
             * @param {market.v1.Rate.$Properties} message Rate message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Rate.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.requestedIntervalMs != null && $Object.hasOwnProperty.call(message, "requestedIntervalMs") && message.requestedIntervalMs !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.requestedIntervalMs);
                if (message.effectiveIntervalMs != null && $Object.hasOwnProperty.call(message, "effectiveIntervalMs") && message.effectiveIntervalMs !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.effectiveIntervalMs);
                if (message.heldFlushCount != null && $Object.hasOwnProperty.call(message, "heldFlushCount") && message.heldFlushCount !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.heldFlushCount);
                if (message.actualIntervalMs != null && $Object.hasOwnProperty.call(message, "actualIntervalMs") && message.actualIntervalMs !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.actualIntervalMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Rate message from the specified reader or buffer.
             * @function decode
             * @memberof market.v1.Rate
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {market.v1.Rate & market.v1.Rate.$Shape} Rate
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Rate.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.market.v1.Rate();
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
                                message.requestedIntervalMs = value;
                            else
                                delete message.requestedIntervalMs;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.effectiveIntervalMs = value;
                            else
                                delete message.effectiveIntervalMs;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.heldFlushCount = value;
                            else
                                delete message.heldFlushCount;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.actualIntervalMs = value;
                            else
                                delete message.actualIntervalMs;
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

            return Rate;
        })();

        v1.SymbolUpdate = (function() {

            /**
             * Properties of a SymbolUpdate.
             * @typedef {Object} market.v1.SymbolUpdate.$Properties
             * @property {number} [symbolId] SymbolUpdate symbolId
             * @property {number} [groups] SymbolUpdate groups
             * @property {number} [basePrice] SymbolUpdate basePrice
             * @property {number} [bidPrice] SymbolUpdate bidPrice
             * @property {number} [bidSize] SymbolUpdate bidSize
             * @property {number} [askPrice] SymbolUpdate askPrice
             * @property {number} [askSize] SymbolUpdate askSize
             * @property {number} [quoteAgeMs] SymbolUpdate quoteAgeMs
             * @property {number} [quoteVenueLagMs] SymbolUpdate quoteVenueLagMs
             * @property {number} [lastPrice] SymbolUpdate lastPrice
             * @property {number} [lastSize] SymbolUpdate lastSize
             * @property {number} [lastSide] SymbolUpdate lastSide
             * @property {number} [lastAgeMs] SymbolUpdate lastAgeMs
             * @property {number} [lastVenueLagMs] SymbolUpdate lastVenueLagMs
             * @property {Array.<number>} [tradeRows] SymbolUpdate tradeRows
             * @property {market.v1.DepthLevels.$Properties} [depth] SymbolUpdate depth
             * @property {Array.<market.v1.BarSeries.$Properties>} [bars] SymbolUpdate bars
             * @property {market.v1.Statistics.$Properties} [statistics] SymbolUpdate statistics
             * @property {number} [tradesSkipped] SymbolUpdate tradesSkipped
             * @property {number} [nextTradeNumber] SymbolUpdate nextTradeNumber
             * @property {number} [tradeEpoch] SymbolUpdate tradeEpoch
             * @property {market.v1.Gaps.$Properties} [gaps] SymbolUpdate gaps
             * @property {boolean} [tradesRestart] SymbolUpdate tradesRestart
             * @property {market.v1.FeedStatus.$Properties} [status] SymbolUpdate status
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SymbolUpdate.
             * @memberof market.v1
             * @interface ISymbolUpdate
             * @augments market.v1.SymbolUpdate.$Properties
             * @deprecated Use market.v1.SymbolUpdate.$Properties instead.
             */

            /**
             * Shape of a SymbolUpdate.
             * @typedef {market.v1.SymbolUpdate.$Properties} market.v1.SymbolUpdate.$Shape
             */

            /**
             * Constructs a new SymbolUpdate.
             * @memberof market.v1
             * @classdesc Represents a SymbolUpdate.
             * @constructor
             * @param {market.v1.SymbolUpdate.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SymbolUpdate = function (properties) {
                this.tradeRows = [];
                this.bars = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SymbolUpdate symbolId.
             * @member {number} symbolId
             * @memberof market.v1.SymbolUpdate
             * @instance
             */
            SymbolUpdate.prototype.symbolId = 0;

            /**
             * SymbolUpdate groups.
             * @member {number} groups
             * @memberof market.v1.SymbolUpdate
             * @instance
             */
            SymbolUpdate.prototype.groups = 0;

            /**
             * SymbolUpdate basePrice.
             * @member {number} basePrice
             * @memberof market.v1.SymbolUpdate
             * @instance
             */
            SymbolUpdate.prototype.basePrice = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * SymbolUpdate bidPrice.
             * @member {number} bidPrice
             * @memberof market.v1.SymbolUpdate
             * @instance
             */
            SymbolUpdate.prototype.bidPrice = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * SymbolUpdate bidSize.
             * @member {number} bidSize
             * @memberof market.v1.SymbolUpdate
             * @instance
             */
            SymbolUpdate.prototype.bidSize = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * SymbolUpdate askPrice.
             * @member {number} askPrice
             * @memberof market.v1.SymbolUpdate
             * @instance
             */
            SymbolUpdate.prototype.askPrice = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * SymbolUpdate askSize.
             * @member {number} askSize
             * @memberof market.v1.SymbolUpdate
             * @instance
             */
            SymbolUpdate.prototype.askSize = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * SymbolUpdate quoteAgeMs.
             * @member {number} quoteAgeMs
             * @memberof market.v1.SymbolUpdate
             * @instance
             */
            SymbolUpdate.prototype.quoteAgeMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * SymbolUpdate quoteVenueLagMs.
             * @member {number} quoteVenueLagMs
             * @memberof market.v1.SymbolUpdate
             * @instance
             */
            SymbolUpdate.prototype.quoteVenueLagMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * SymbolUpdate lastPrice.
             * @member {number} lastPrice
             * @memberof market.v1.SymbolUpdate
             * @instance
             */
            SymbolUpdate.prototype.lastPrice = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * SymbolUpdate lastSize.
             * @member {number} lastSize
             * @memberof market.v1.SymbolUpdate
             * @instance
             */
            SymbolUpdate.prototype.lastSize = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * SymbolUpdate lastSide.
             * @member {number} lastSide
             * @memberof market.v1.SymbolUpdate
             * @instance
             */
            SymbolUpdate.prototype.lastSide = 0;

            /**
             * SymbolUpdate lastAgeMs.
             * @member {number} lastAgeMs
             * @memberof market.v1.SymbolUpdate
             * @instance
             */
            SymbolUpdate.prototype.lastAgeMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * SymbolUpdate lastVenueLagMs.
             * @member {number} lastVenueLagMs
             * @memberof market.v1.SymbolUpdate
             * @instance
             */
            SymbolUpdate.prototype.lastVenueLagMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * SymbolUpdate tradeRows.
             * @member {Array.<number>} tradeRows
             * @memberof market.v1.SymbolUpdate
             * @instance
             */
            SymbolUpdate.prototype.tradeRows = $util.emptyArray;

            /**
             * SymbolUpdate depth.
             * @member {market.v1.DepthLevels} depth
             * @memberof market.v1.SymbolUpdate
             * @instance
             */
            SymbolUpdate.prototype.depth = null;

            /**
             * SymbolUpdate bars.
             * @member {Array.<market.v1.BarSeries>} bars
             * @memberof market.v1.SymbolUpdate
             * @instance
             */
            SymbolUpdate.prototype.bars = $util.emptyArray;

            /**
             * SymbolUpdate statistics.
             * @member {market.v1.Statistics} statistics
             * @memberof market.v1.SymbolUpdate
             * @instance
             */
            SymbolUpdate.prototype.statistics = null;

            /**
             * SymbolUpdate tradesSkipped.
             * @member {number} tradesSkipped
             * @memberof market.v1.SymbolUpdate
             * @instance
             */
            SymbolUpdate.prototype.tradesSkipped = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * SymbolUpdate nextTradeNumber.
             * @member {number} nextTradeNumber
             * @memberof market.v1.SymbolUpdate
             * @instance
             */
            SymbolUpdate.prototype.nextTradeNumber = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * SymbolUpdate tradeEpoch.
             * @member {number} tradeEpoch
             * @memberof market.v1.SymbolUpdate
             * @instance
             */
            SymbolUpdate.prototype.tradeEpoch = 0;

            /**
             * SymbolUpdate gaps.
             * @member {market.v1.Gaps} gaps
             * @memberof market.v1.SymbolUpdate
             * @instance
             */
            SymbolUpdate.prototype.gaps = null;

            /**
             * SymbolUpdate tradesRestart.
             * @member {boolean} tradesRestart
             * @memberof market.v1.SymbolUpdate
             * @instance
             */
            SymbolUpdate.prototype.tradesRestart = false;

            /**
             * SymbolUpdate status.
             * @member {market.v1.FeedStatus} status
             * @memberof market.v1.SymbolUpdate
             * @instance
             */
            SymbolUpdate.prototype.status = null;

            /**
             * Creates a new SymbolUpdate instance using the specified properties.
             * @function create
             * @memberof market.v1.SymbolUpdate
             * @static
             * @param {market.v1.SymbolUpdate.$Properties=} [properties] Properties to set
             * @returns {market.v1.SymbolUpdate} SymbolUpdate instance
             * @type {{
             *   (properties: market.v1.SymbolUpdate.$Shape): market.v1.SymbolUpdate & market.v1.SymbolUpdate.$Shape;
             *   (properties?: market.v1.SymbolUpdate.$Properties): market.v1.SymbolUpdate;
             * }}
             */
            SymbolUpdate.create = function(properties) {
                return new SymbolUpdate(properties);
            };

            /**
             * Encodes the specified SymbolUpdate message. Does not implicitly {@link market.v1.SymbolUpdate.verify|verify} messages.
             * @function encode
             * @memberof market.v1.SymbolUpdate
             * @static
             * @param {market.v1.SymbolUpdate.$Properties} message SymbolUpdate message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SymbolUpdate.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.symbolId != null && $Object.hasOwnProperty.call(message, "symbolId") && message.symbolId !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.symbolId);
                if (message.groups != null && $Object.hasOwnProperty.call(message, "groups") && message.groups !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.groups);
                if (message.basePrice != null && $Object.hasOwnProperty.call(message, "basePrice") && (typeof message.basePrice === "object" ? message.basePrice.low || message.basePrice.high : message.basePrice !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).sint64(message.basePrice);
                if (message.bidPrice != null && $Object.hasOwnProperty.call(message, "bidPrice") && (typeof message.bidPrice === "object" ? message.bidPrice.low || message.bidPrice.high : message.bidPrice !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).sint64(message.bidPrice);
                if (message.bidSize != null && $Object.hasOwnProperty.call(message, "bidSize") && (typeof message.bidSize === "object" ? message.bidSize.low || message.bidSize.high : message.bidSize !== 0))
                    writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.bidSize);
                if (message.askPrice != null && $Object.hasOwnProperty.call(message, "askPrice") && (typeof message.askPrice === "object" ? message.askPrice.low || message.askPrice.high : message.askPrice !== 0))
                    writer.uint32(/* id 6, wireType 0 =*/48).sint64(message.askPrice);
                if (message.askSize != null && $Object.hasOwnProperty.call(message, "askSize") && (typeof message.askSize === "object" ? message.askSize.low || message.askSize.high : message.askSize !== 0))
                    writer.uint32(/* id 7, wireType 0 =*/56).uint64(message.askSize);
                if (message.quoteAgeMs != null && $Object.hasOwnProperty.call(message, "quoteAgeMs") && (typeof message.quoteAgeMs === "object" ? message.quoteAgeMs.low || message.quoteAgeMs.high : message.quoteAgeMs !== 0))
                    writer.uint32(/* id 8, wireType 0 =*/64).uint64(message.quoteAgeMs);
                if (message.quoteVenueLagMs != null && $Object.hasOwnProperty.call(message, "quoteVenueLagMs") && (typeof message.quoteVenueLagMs === "object" ? message.quoteVenueLagMs.low || message.quoteVenueLagMs.high : message.quoteVenueLagMs !== 0))
                    writer.uint32(/* id 9, wireType 0 =*/72).sint64(message.quoteVenueLagMs);
                if (message.lastPrice != null && $Object.hasOwnProperty.call(message, "lastPrice") && (typeof message.lastPrice === "object" ? message.lastPrice.low || message.lastPrice.high : message.lastPrice !== 0))
                    writer.uint32(/* id 10, wireType 0 =*/80).sint64(message.lastPrice);
                if (message.lastSize != null && $Object.hasOwnProperty.call(message, "lastSize") && (typeof message.lastSize === "object" ? message.lastSize.low || message.lastSize.high : message.lastSize !== 0))
                    writer.uint32(/* id 11, wireType 0 =*/88).uint64(message.lastSize);
                if (message.lastSide != null && $Object.hasOwnProperty.call(message, "lastSide") && message.lastSide !== 0)
                    writer.uint32(/* id 12, wireType 0 =*/96).uint32(message.lastSide);
                if (message.lastAgeMs != null && $Object.hasOwnProperty.call(message, "lastAgeMs") && (typeof message.lastAgeMs === "object" ? message.lastAgeMs.low || message.lastAgeMs.high : message.lastAgeMs !== 0))
                    writer.uint32(/* id 13, wireType 0 =*/104).uint64(message.lastAgeMs);
                if (message.lastVenueLagMs != null && $Object.hasOwnProperty.call(message, "lastVenueLagMs") && (typeof message.lastVenueLagMs === "object" ? message.lastVenueLagMs.low || message.lastVenueLagMs.high : message.lastVenueLagMs !== 0))
                    writer.uint32(/* id 14, wireType 0 =*/112).sint64(message.lastVenueLagMs);
                if (message.tradeRows != null && message.tradeRows.length)
                    writer.uint32(/* id 15, wireType 2 =*/122).sint64s(message.tradeRows);
                if (message.depth != null && $Object.hasOwnProperty.call(message, "depth"))
                    $root.market.v1.DepthLevels.encode(message.depth, writer.uint32(/* id 16, wireType 2 =*/130).fork(), _depth + 1).ldelim();
                if (message.bars != null && message.bars.length)
                    for (let i = 0; i < message.bars.length; ++i)
                        $root.market.v1.BarSeries.encode(message.bars[i], writer.uint32(/* id 17, wireType 2 =*/138).fork(), _depth + 1).ldelim();
                if (message.statistics != null && $Object.hasOwnProperty.call(message, "statistics"))
                    $root.market.v1.Statistics.encode(message.statistics, writer.uint32(/* id 18, wireType 2 =*/146).fork(), _depth + 1).ldelim();
                if (message.tradesSkipped != null && $Object.hasOwnProperty.call(message, "tradesSkipped") && (typeof message.tradesSkipped === "object" ? message.tradesSkipped.low || message.tradesSkipped.high : message.tradesSkipped !== 0))
                    writer.uint32(/* id 19, wireType 0 =*/152).uint64(message.tradesSkipped);
                if (message.nextTradeNumber != null && $Object.hasOwnProperty.call(message, "nextTradeNumber") && (typeof message.nextTradeNumber === "object" ? message.nextTradeNumber.low || message.nextTradeNumber.high : message.nextTradeNumber !== 0))
                    writer.uint32(/* id 20, wireType 0 =*/160).uint64(message.nextTradeNumber);
                if (message.tradeEpoch != null && $Object.hasOwnProperty.call(message, "tradeEpoch") && message.tradeEpoch !== 0)
                    writer.uint32(/* id 21, wireType 0 =*/168).uint32(message.tradeEpoch);
                if (message.gaps != null && $Object.hasOwnProperty.call(message, "gaps"))
                    $root.market.v1.Gaps.encode(message.gaps, writer.uint32(/* id 22, wireType 2 =*/178).fork(), _depth + 1).ldelim();
                if (message.tradesRestart != null && $Object.hasOwnProperty.call(message, "tradesRestart") && message.tradesRestart !== false)
                    writer.uint32(/* id 23, wireType 0 =*/184).bool(message.tradesRestart);
                if (message.status != null && $Object.hasOwnProperty.call(message, "status"))
                    $root.market.v1.FeedStatus.encode(message.status, writer.uint32(/* id 24, wireType 2 =*/194).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SymbolUpdate message from the specified reader or buffer.
             * @function decode
             * @memberof market.v1.SymbolUpdate
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {market.v1.SymbolUpdate & market.v1.SymbolUpdate.$Shape} SymbolUpdate
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SymbolUpdate.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.market.v1.SymbolUpdate();
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
                                message.symbolId = value;
                            else
                                delete message.symbolId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.groups = value;
                            else
                                delete message.groups;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.sint64()) === "object" ? value.low || value.high : value !== 0)
                                message.basePrice = value;
                            else
                                delete message.basePrice;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.sint64()) === "object" ? value.low || value.high : value !== 0)
                                message.bidPrice = value;
                            else
                                delete message.bidPrice;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.bidSize = value;
                            else
                                delete message.bidSize;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.sint64()) === "object" ? value.low || value.high : value !== 0)
                                message.askPrice = value;
                            else
                                delete message.askPrice;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.askSize = value;
                            else
                                delete message.askSize;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.quoteAgeMs = value;
                            else
                                delete message.quoteAgeMs;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.sint64()) === "object" ? value.low || value.high : value !== 0)
                                message.quoteVenueLagMs = value;
                            else
                                delete message.quoteVenueLagMs;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.sint64()) === "object" ? value.low || value.high : value !== 0)
                                message.lastPrice = value;
                            else
                                delete message.lastPrice;
                            continue;
                        }
                    case 11: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.lastSize = value;
                            else
                                delete message.lastSize;
                            continue;
                        }
                    case 12: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.lastSide = value;
                            else
                                delete message.lastSide;
                            continue;
                        }
                    case 13: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.lastAgeMs = value;
                            else
                                delete message.lastAgeMs;
                            continue;
                        }
                    case 14: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.sint64()) === "object" ? value.low || value.high : value !== 0)
                                message.lastVenueLagMs = value;
                            else
                                delete message.lastVenueLagMs;
                            continue;
                        }
                    case 15: {
                            if (wireType === 2) {
                                if (!(message.tradeRows && message.tradeRows.length))
                                    message.tradeRows = [];
                                reader.sint64s(message.tradeRows);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.tradeRows && message.tradeRows.length))
                                message.tradeRows = [];
                            message.tradeRows.push(reader.sint64());
                            continue;
                        }
                    case 16: {
                            if (wireType !== 2)
                                break;
                            message.depth = $root.market.v1.DepthLevels.decode(reader, reader.size(), $undefined, _depth + 1, message.depth);
                            continue;
                        }
                    case 17: {
                            if (wireType !== 2)
                                break;
                            if (!(message.bars && message.bars.length))
                                message.bars = [];
                            message.bars.push($root.market.v1.BarSeries.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 18: {
                            if (wireType !== 2)
                                break;
                            message.statistics = $root.market.v1.Statistics.decode(reader, reader.size(), $undefined, _depth + 1, message.statistics);
                            continue;
                        }
                    case 19: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.tradesSkipped = value;
                            else
                                delete message.tradesSkipped;
                            continue;
                        }
                    case 20: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.nextTradeNumber = value;
                            else
                                delete message.nextTradeNumber;
                            continue;
                        }
                    case 21: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.tradeEpoch = value;
                            else
                                delete message.tradeEpoch;
                            continue;
                        }
                    case 22: {
                            if (wireType !== 2)
                                break;
                            message.gaps = $root.market.v1.Gaps.decode(reader, reader.size(), $undefined, _depth + 1, message.gaps);
                            continue;
                        }
                    case 23: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.tradesRestart = value;
                            else
                                delete message.tradesRestart;
                            continue;
                        }
                    case 24: {
                            if (wireType !== 2)
                                break;
                            message.status = $root.market.v1.FeedStatus.decode(reader, reader.size(), $undefined, _depth + 1, message.status);
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

            return SymbolUpdate;
        })();

        v1.FeedStatus = (function() {

            /**
             * Properties of a FeedStatus.
             * @typedef {Object} market.v1.FeedStatus.$Properties
             * @property {number} [state] FeedStatus state
             * @property {string} [detail] FeedStatus detail
             * @property {number} [ageMs] FeedStatus ageMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a FeedStatus.
             * @memberof market.v1
             * @interface IFeedStatus
             * @augments market.v1.FeedStatus.$Properties
             * @deprecated Use market.v1.FeedStatus.$Properties instead.
             */

            /**
             * Shape of a FeedStatus.
             * @typedef {market.v1.FeedStatus.$Properties} market.v1.FeedStatus.$Shape
             */

            /**
             * Constructs a new FeedStatus.
             * @memberof market.v1
             * @classdesc Represents a FeedStatus.
             * @constructor
             * @param {market.v1.FeedStatus.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const FeedStatus = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * FeedStatus state.
             * @member {number} state
             * @memberof market.v1.FeedStatus
             * @instance
             */
            FeedStatus.prototype.state = 0;

            /**
             * FeedStatus detail.
             * @member {string} detail
             * @memberof market.v1.FeedStatus
             * @instance
             */
            FeedStatus.prototype.detail = "";

            /**
             * FeedStatus ageMs.
             * @member {number} ageMs
             * @memberof market.v1.FeedStatus
             * @instance
             */
            FeedStatus.prototype.ageMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new FeedStatus instance using the specified properties.
             * @function create
             * @memberof market.v1.FeedStatus
             * @static
             * @param {market.v1.FeedStatus.$Properties=} [properties] Properties to set
             * @returns {market.v1.FeedStatus} FeedStatus instance
             * @type {{
             *   (properties: market.v1.FeedStatus.$Shape): market.v1.FeedStatus & market.v1.FeedStatus.$Shape;
             *   (properties?: market.v1.FeedStatus.$Properties): market.v1.FeedStatus;
             * }}
             */
            FeedStatus.create = function(properties) {
                return new FeedStatus(properties);
            };

            /**
             * Encodes the specified FeedStatus message. Does not implicitly {@link market.v1.FeedStatus.verify|verify} messages.
             * @function encode
             * @memberof market.v1.FeedStatus
             * @static
             * @param {market.v1.FeedStatus.$Properties} message FeedStatus message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            FeedStatus.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.state != null && $Object.hasOwnProperty.call(message, "state") && message.state !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.state);
                if (message.detail != null && $Object.hasOwnProperty.call(message, "detail") && message.detail !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.detail);
                if (message.ageMs != null && $Object.hasOwnProperty.call(message, "ageMs") && (typeof message.ageMs === "object" ? message.ageMs.low || message.ageMs.high : message.ageMs !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.ageMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a FeedStatus message from the specified reader or buffer.
             * @function decode
             * @memberof market.v1.FeedStatus
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {market.v1.FeedStatus & market.v1.FeedStatus.$Shape} FeedStatus
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            FeedStatus.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.market.v1.FeedStatus();
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
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.ageMs = value;
                            else
                                delete message.ageMs;
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

            return FeedStatus;
        })();

        v1.Gaps = (function() {

            /**
             * Properties of a Gaps.
             * @typedef {Object} market.v1.Gaps.$Properties
             * @property {Array.<number>} [spans] Gaps spans
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Gaps.
             * @memberof market.v1
             * @interface IGaps
             * @augments market.v1.Gaps.$Properties
             * @deprecated Use market.v1.Gaps.$Properties instead.
             */

            /**
             * Shape of a Gaps.
             * @typedef {market.v1.Gaps.$Properties} market.v1.Gaps.$Shape
             */

            /**
             * Constructs a new Gaps.
             * @memberof market.v1
             * @classdesc Represents a Gaps.
             * @constructor
             * @param {market.v1.Gaps.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Gaps = function (properties) {
                this.spans = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Gaps spans.
             * @member {Array.<number>} spans
             * @memberof market.v1.Gaps
             * @instance
             */
            Gaps.prototype.spans = $util.emptyArray;

            /**
             * Creates a new Gaps instance using the specified properties.
             * @function create
             * @memberof market.v1.Gaps
             * @static
             * @param {market.v1.Gaps.$Properties=} [properties] Properties to set
             * @returns {market.v1.Gaps} Gaps instance
             * @type {{
             *   (properties: market.v1.Gaps.$Shape): market.v1.Gaps & market.v1.Gaps.$Shape;
             *   (properties?: market.v1.Gaps.$Properties): market.v1.Gaps;
             * }}
             */
            Gaps.create = function(properties) {
                return new Gaps(properties);
            };

            /**
             * Encodes the specified Gaps message. Does not implicitly {@link market.v1.Gaps.verify|verify} messages.
             * @function encode
             * @memberof market.v1.Gaps
             * @static
             * @param {market.v1.Gaps.$Properties} message Gaps message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Gaps.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.spans != null && message.spans.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).uint64s(message.spans);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Gaps message from the specified reader or buffer.
             * @function decode
             * @memberof market.v1.Gaps
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {market.v1.Gaps & market.v1.Gaps.$Shape} Gaps
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Gaps.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.market.v1.Gaps();
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
                                if (!(message.spans && message.spans.length))
                                    message.spans = [];
                                reader.uint64s(message.spans);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.spans && message.spans.length))
                                message.spans = [];
                            message.spans.push(reader.uint64());
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

            return Gaps;
        })();

        v1.Statistics = (function() {

            /**
             * Properties of a Statistics.
             * @typedef {Object} market.v1.Statistics.$Properties
             * @property {number} [open] Statistics open
             * @property {number} [high] Statistics high
             * @property {number} [low] Statistics low
             * @property {number} [vwap] Statistics vwap
             * @property {number} [volume] Statistics volume
             * @property {number} [tradeCount] Statistics tradeCount
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Statistics.
             * @memberof market.v1
             * @interface IStatistics
             * @augments market.v1.Statistics.$Properties
             * @deprecated Use market.v1.Statistics.$Properties instead.
             */

            /**
             * Shape of a Statistics.
             * @typedef {market.v1.Statistics.$Properties} market.v1.Statistics.$Shape
             */

            /**
             * Constructs a new Statistics.
             * @memberof market.v1
             * @classdesc Represents a Statistics.
             * @constructor
             * @param {market.v1.Statistics.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Statistics = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Statistics open.
             * @member {number} open
             * @memberof market.v1.Statistics
             * @instance
             */
            Statistics.prototype.open = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * Statistics high.
             * @member {number} high
             * @memberof market.v1.Statistics
             * @instance
             */
            Statistics.prototype.high = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * Statistics low.
             * @member {number} low
             * @memberof market.v1.Statistics
             * @instance
             */
            Statistics.prototype.low = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * Statistics vwap.
             * @member {number} vwap
             * @memberof market.v1.Statistics
             * @instance
             */
            Statistics.prototype.vwap = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            /**
             * Statistics volume.
             * @member {number} volume
             * @memberof market.v1.Statistics
             * @instance
             */
            Statistics.prototype.volume = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Statistics tradeCount.
             * @member {number} tradeCount
             * @memberof market.v1.Statistics
             * @instance
             */
            Statistics.prototype.tradeCount = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new Statistics instance using the specified properties.
             * @function create
             * @memberof market.v1.Statistics
             * @static
             * @param {market.v1.Statistics.$Properties=} [properties] Properties to set
             * @returns {market.v1.Statistics} Statistics instance
             * @type {{
             *   (properties: market.v1.Statistics.$Shape): market.v1.Statistics & market.v1.Statistics.$Shape;
             *   (properties?: market.v1.Statistics.$Properties): market.v1.Statistics;
             * }}
             */
            Statistics.create = function(properties) {
                return new Statistics(properties);
            };

            /**
             * Encodes the specified Statistics message. Does not implicitly {@link market.v1.Statistics.verify|verify} messages.
             * @function encode
             * @memberof market.v1.Statistics
             * @static
             * @param {market.v1.Statistics.$Properties} message Statistics message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Statistics.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.open != null && $Object.hasOwnProperty.call(message, "open") && (typeof message.open === "object" ? message.open.low || message.open.high : message.open !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).sint64(message.open);
                if (message.high != null && $Object.hasOwnProperty.call(message, "high") && (typeof message.high === "object" ? message.high.low || message.high.high : message.high !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).sint64(message.high);
                if (message.low != null && $Object.hasOwnProperty.call(message, "low") && (typeof message.low === "object" ? message.low.low || message.low.high : message.low !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).sint64(message.low);
                if (message.vwap != null && $Object.hasOwnProperty.call(message, "vwap") && (typeof message.vwap === "object" ? message.vwap.low || message.vwap.high : message.vwap !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).sint64(message.vwap);
                if (message.volume != null && $Object.hasOwnProperty.call(message, "volume") && (typeof message.volume === "object" ? message.volume.low || message.volume.high : message.volume !== 0))
                    writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.volume);
                if (message.tradeCount != null && $Object.hasOwnProperty.call(message, "tradeCount") && (typeof message.tradeCount === "object" ? message.tradeCount.low || message.tradeCount.high : message.tradeCount !== 0))
                    writer.uint32(/* id 6, wireType 0 =*/48).uint64(message.tradeCount);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Statistics message from the specified reader or buffer.
             * @function decode
             * @memberof market.v1.Statistics
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {market.v1.Statistics & market.v1.Statistics.$Shape} Statistics
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Statistics.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.market.v1.Statistics();
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
                                message.open = value;
                            else
                                delete message.open;
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
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.sint64()) === "object" ? value.low || value.high : value !== 0)
                                message.low = value;
                            else
                                delete message.low;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.sint64()) === "object" ? value.low || value.high : value !== 0)
                                message.vwap = value;
                            else
                                delete message.vwap;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.volume = value;
                            else
                                delete message.volume;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.tradeCount = value;
                            else
                                delete message.tradeCount;
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

            return Statistics;
        })();

        v1.DepthLevels = (function() {

            /**
             * Properties of a DepthLevels.
             * @typedef {Object} market.v1.DepthLevels.$Properties
             * @property {Array.<number>} [bids] DepthLevels bids
             * @property {Array.<number>} [asks] DepthLevels asks
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a DepthLevels.
             * @memberof market.v1
             * @interface IDepthLevels
             * @augments market.v1.DepthLevels.$Properties
             * @deprecated Use market.v1.DepthLevels.$Properties instead.
             */

            /**
             * Shape of a DepthLevels.
             * @typedef {market.v1.DepthLevels.$Properties} market.v1.DepthLevels.$Shape
             */

            /**
             * Constructs a new DepthLevels.
             * @memberof market.v1
             * @classdesc Represents a DepthLevels.
             * @constructor
             * @param {market.v1.DepthLevels.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const DepthLevels = function (properties) {
                this.bids = [];
                this.asks = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * DepthLevels bids.
             * @member {Array.<number>} bids
             * @memberof market.v1.DepthLevels
             * @instance
             */
            DepthLevels.prototype.bids = $util.emptyArray;

            /**
             * DepthLevels asks.
             * @member {Array.<number>} asks
             * @memberof market.v1.DepthLevels
             * @instance
             */
            DepthLevels.prototype.asks = $util.emptyArray;

            /**
             * Creates a new DepthLevels instance using the specified properties.
             * @function create
             * @memberof market.v1.DepthLevels
             * @static
             * @param {market.v1.DepthLevels.$Properties=} [properties] Properties to set
             * @returns {market.v1.DepthLevels} DepthLevels instance
             * @type {{
             *   (properties: market.v1.DepthLevels.$Shape): market.v1.DepthLevels & market.v1.DepthLevels.$Shape;
             *   (properties?: market.v1.DepthLevels.$Properties): market.v1.DepthLevels;
             * }}
             */
            DepthLevels.create = function(properties) {
                return new DepthLevels(properties);
            };

            /**
             * Encodes the specified DepthLevels message. Does not implicitly {@link market.v1.DepthLevels.verify|verify} messages.
             * @function encode
             * @memberof market.v1.DepthLevels
             * @static
             * @param {market.v1.DepthLevels.$Properties} message DepthLevels message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            DepthLevels.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.bids != null && message.bids.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).sint64s(message.bids);
                if (message.asks != null && message.asks.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).sint64s(message.asks);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a DepthLevels message from the specified reader or buffer.
             * @function decode
             * @memberof market.v1.DepthLevels
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {market.v1.DepthLevels & market.v1.DepthLevels.$Shape} DepthLevels
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            DepthLevels.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.market.v1.DepthLevels();
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
                                if (!(message.bids && message.bids.length))
                                    message.bids = [];
                                reader.sint64s(message.bids);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.bids && message.bids.length))
                                message.bids = [];
                            message.bids.push(reader.sint64());
                            continue;
                        }
                    case 2: {
                            if (wireType === 2) {
                                if (!(message.asks && message.asks.length))
                                    message.asks = [];
                                reader.sint64s(message.asks);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.asks && message.asks.length))
                                message.asks = [];
                            message.asks.push(reader.sint64());
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

            return DepthLevels;
        })();

        v1.BarSeries = (function() {

            /**
             * Properties of a BarSeries.
             * @typedef {Object} market.v1.BarSeries.$Properties
             * @property {market.v1.Interval} [interval] BarSeries interval
             * @property {number} [openTimeMs] BarSeries openTimeMs
             * @property {Array.<number>} [rows] BarSeries rows
             * @property {boolean} [isHistory] BarSeries isHistory
             * @property {boolean} [isPartial] BarSeries isPartial
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a BarSeries.
             * @memberof market.v1
             * @interface IBarSeries
             * @augments market.v1.BarSeries.$Properties
             * @deprecated Use market.v1.BarSeries.$Properties instead.
             */

            /**
             * Shape of a BarSeries.
             * @typedef {market.v1.BarSeries.$Properties} market.v1.BarSeries.$Shape
             */

            /**
             * Constructs a new BarSeries.
             * @memberof market.v1
             * @classdesc Represents a BarSeries.
             * @constructor
             * @param {market.v1.BarSeries.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const BarSeries = function (properties) {
                this.rows = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * BarSeries interval.
             * @member {market.v1.Interval} interval
             * @memberof market.v1.BarSeries
             * @instance
             */
            BarSeries.prototype.interval = 0;

            /**
             * BarSeries openTimeMs.
             * @member {number} openTimeMs
             * @memberof market.v1.BarSeries
             * @instance
             */
            BarSeries.prototype.openTimeMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * BarSeries rows.
             * @member {Array.<number>} rows
             * @memberof market.v1.BarSeries
             * @instance
             */
            BarSeries.prototype.rows = $util.emptyArray;

            /**
             * BarSeries isHistory.
             * @member {boolean} isHistory
             * @memberof market.v1.BarSeries
             * @instance
             */
            BarSeries.prototype.isHistory = false;

            /**
             * BarSeries isPartial.
             * @member {boolean} isPartial
             * @memberof market.v1.BarSeries
             * @instance
             */
            BarSeries.prototype.isPartial = false;

            /**
             * Creates a new BarSeries instance using the specified properties.
             * @function create
             * @memberof market.v1.BarSeries
             * @static
             * @param {market.v1.BarSeries.$Properties=} [properties] Properties to set
             * @returns {market.v1.BarSeries} BarSeries instance
             * @type {{
             *   (properties: market.v1.BarSeries.$Shape): market.v1.BarSeries & market.v1.BarSeries.$Shape;
             *   (properties?: market.v1.BarSeries.$Properties): market.v1.BarSeries;
             * }}
             */
            BarSeries.create = function(properties) {
                return new BarSeries(properties);
            };

            /**
             * Encodes the specified BarSeries message. Does not implicitly {@link market.v1.BarSeries.verify|verify} messages.
             * @function encode
             * @memberof market.v1.BarSeries
             * @static
             * @param {market.v1.BarSeries.$Properties} message BarSeries message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            BarSeries.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.interval != null && $Object.hasOwnProperty.call(message, "interval") && message.interval !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).int32(message.interval);
                if (message.openTimeMs != null && $Object.hasOwnProperty.call(message, "openTimeMs") && (typeof message.openTimeMs === "object" ? message.openTimeMs.low || message.openTimeMs.high : message.openTimeMs !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.openTimeMs);
                if (message.rows != null && message.rows.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).sint64s(message.rows);
                if (message.isHistory != null && $Object.hasOwnProperty.call(message, "isHistory") && message.isHistory !== false)
                    writer.uint32(/* id 4, wireType 0 =*/32).bool(message.isHistory);
                if (message.isPartial != null && $Object.hasOwnProperty.call(message, "isPartial") && message.isPartial !== false)
                    writer.uint32(/* id 5, wireType 0 =*/40).bool(message.isPartial);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a BarSeries message from the specified reader or buffer.
             * @function decode
             * @memberof market.v1.BarSeries
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {market.v1.BarSeries & market.v1.BarSeries.$Shape} BarSeries
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            BarSeries.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.market.v1.BarSeries();
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
                                message.interval = value;
                            else
                                delete message.interval;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.openTimeMs = value;
                            else
                                delete message.openTimeMs;
                            continue;
                        }
                    case 3: {
                            if (wireType === 2) {
                                if (!(message.rows && message.rows.length))
                                    message.rows = [];
                                reader.sint64s(message.rows);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.rows && message.rows.length))
                                message.rows = [];
                            message.rows.push(reader.sint64());
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.isHistory = value;
                            else
                                delete message.isHistory;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.isPartial = value;
                            else
                                delete message.isPartial;
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

            return BarSeries;
        })();

        v1.BarsReply = (function() {

            /**
             * Properties of a BarsReply.
             * @typedef {Object} market.v1.BarsReply.$Properties
             * @property {string} [symbol] BarsReply symbol
             * @property {number} [priceDecimals] BarsReply priceDecimals
             * @property {number} [sizeDecimals] BarsReply sizeDecimals
             * @property {market.v1.BarSeries.$Properties} [bars] BarsReply bars
             * @property {boolean} [hasOlder] BarsReply hasOlder
             * @property {market.v1.Gaps.$Properties} [gaps] BarsReply gaps
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a BarsReply.
             * @memberof market.v1
             * @interface IBarsReply
             * @augments market.v1.BarsReply.$Properties
             * @deprecated Use market.v1.BarsReply.$Properties instead.
             */

            /**
             * Shape of a BarsReply.
             * @typedef {market.v1.BarsReply.$Properties} market.v1.BarsReply.$Shape
             */

            /**
             * Constructs a new BarsReply.
             * @memberof market.v1
             * @classdesc Represents a BarsReply.
             * @constructor
             * @param {market.v1.BarsReply.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const BarsReply = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * BarsReply symbol.
             * @member {string} symbol
             * @memberof market.v1.BarsReply
             * @instance
             */
            BarsReply.prototype.symbol = "";

            /**
             * BarsReply priceDecimals.
             * @member {number} priceDecimals
             * @memberof market.v1.BarsReply
             * @instance
             */
            BarsReply.prototype.priceDecimals = 0;

            /**
             * BarsReply sizeDecimals.
             * @member {number} sizeDecimals
             * @memberof market.v1.BarsReply
             * @instance
             */
            BarsReply.prototype.sizeDecimals = 0;

            /**
             * BarsReply bars.
             * @member {market.v1.BarSeries} bars
             * @memberof market.v1.BarsReply
             * @instance
             */
            BarsReply.prototype.bars = null;

            /**
             * BarsReply hasOlder.
             * @member {boolean} hasOlder
             * @memberof market.v1.BarsReply
             * @instance
             */
            BarsReply.prototype.hasOlder = false;

            /**
             * BarsReply gaps.
             * @member {market.v1.Gaps} gaps
             * @memberof market.v1.BarsReply
             * @instance
             */
            BarsReply.prototype.gaps = null;

            /**
             * Creates a new BarsReply instance using the specified properties.
             * @function create
             * @memberof market.v1.BarsReply
             * @static
             * @param {market.v1.BarsReply.$Properties=} [properties] Properties to set
             * @returns {market.v1.BarsReply} BarsReply instance
             * @type {{
             *   (properties: market.v1.BarsReply.$Shape): market.v1.BarsReply & market.v1.BarsReply.$Shape;
             *   (properties?: market.v1.BarsReply.$Properties): market.v1.BarsReply;
             * }}
             */
            BarsReply.create = function(properties) {
                return new BarsReply(properties);
            };

            /**
             * Encodes the specified BarsReply message. Does not implicitly {@link market.v1.BarsReply.verify|verify} messages.
             * @function encode
             * @memberof market.v1.BarsReply
             * @static
             * @param {market.v1.BarsReply.$Properties} message BarsReply message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            BarsReply.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.symbol != null && $Object.hasOwnProperty.call(message, "symbol") && message.symbol !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.symbol);
                if (message.priceDecimals != null && $Object.hasOwnProperty.call(message, "priceDecimals") && message.priceDecimals !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.priceDecimals);
                if (message.sizeDecimals != null && $Object.hasOwnProperty.call(message, "sizeDecimals") && message.sizeDecimals !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.sizeDecimals);
                if (message.bars != null && $Object.hasOwnProperty.call(message, "bars"))
                    $root.market.v1.BarSeries.encode(message.bars, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.hasOlder != null && $Object.hasOwnProperty.call(message, "hasOlder") && message.hasOlder !== false)
                    writer.uint32(/* id 5, wireType 0 =*/40).bool(message.hasOlder);
                if (message.gaps != null && $Object.hasOwnProperty.call(message, "gaps"))
                    $root.market.v1.Gaps.encode(message.gaps, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a BarsReply message from the specified reader or buffer.
             * @function decode
             * @memberof market.v1.BarsReply
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {market.v1.BarsReply & market.v1.BarsReply.$Shape} BarsReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            BarsReply.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.market.v1.BarsReply();
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
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.priceDecimals = value;
                            else
                                delete message.priceDecimals;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.sizeDecimals = value;
                            else
                                delete message.sizeDecimals;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.bars = $root.market.v1.BarSeries.decode(reader, reader.size(), $undefined, _depth + 1, message.bars);
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.hasOlder = value;
                            else
                                delete message.hasOlder;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            message.gaps = $root.market.v1.Gaps.decode(reader, reader.size(), $undefined, _depth + 1, message.gaps);
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

            return BarsReply;
        })();

        return v1;
    })();

    return market;
})();

export {
  $root as default
};
