import * as $protobuf from "protobufjs/minimal.js";
import Long = require("long");

/** Namespace market. */
export namespace market {

    /** Namespace v1. */
    namespace v1 {

        /** Interval enum. */
        enum Interval {

            /** INTERVAL_UNSPECIFIED value */
            INTERVAL_UNSPECIFIED = 0,

            /** INTERVAL_1S value */
            INTERVAL_1S = 1,

            /** INTERVAL_5S value */
            INTERVAL_5S = 2,

            /** INTERVAL_15S value */
            INTERVAL_15S = 3,

            /** INTERVAL_1M value */
            INTERVAL_1M = 4,

            /** INTERVAL_5M value */
            INTERVAL_5M = 5,

            /** INTERVAL_15M value */
            INTERVAL_15M = 6,

            /** INTERVAL_1H value */
            INTERVAL_1H = 7,

            /** INTERVAL_4H value */
            INTERVAL_4H = 8,

            /** INTERVAL_1D value */
            INTERVAL_1D = 9
        }

        /** Channel enum. */
        enum Channel {

            /** CHANNEL_UNSPECIFIED value */
            CHANNEL_UNSPECIFIED = 0,

            /** CHANNEL_QUOTE value */
            CHANNEL_QUOTE = 1,

            /** CHANNEL_LAST value */
            CHANNEL_LAST = 2,

            /** CHANNEL_STATISTICS value */
            CHANNEL_STATISTICS = 3,

            /** CHANNEL_DEPTH value */
            CHANNEL_DEPTH = 4,

            /** CHANNEL_TRADES value */
            CHANNEL_TRADES = 5
        }

        /**
         * Properties of a ClientFrame.
         * @deprecated Use market.v1.ClientFrame.$Properties instead.
         */
        interface IClientFrame extends market.v1.ClientFrame.$Properties {
        }

        /** Represents a ClientFrame. */
        class ClientFrame {

            /**
             * Constructs a new ClientFrame.
             * @param [properties] Properties to set
             */
            constructor(properties?: market.v1.ClientFrame.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ClientFrame subscribe. */
            subscribe: (market.v1.Subscribe|null);

            /** ClientFrame unsubscribe. */
            unsubscribe: (market.v1.Unsubscribe|null);

            /** ClientFrame setRate. */
            setRate: (market.v1.SetRate|null);

            /** ClientFrame ack. */
            ack: (market.v1.Ack|null);

            /** ClientFrame ping. */
            ping: (market.v1.Ping|null);

            /** ClientFrame body. */
            body?: ("subscribe"|"unsubscribe"|"setRate"|"ack"|"ping");

            /**
             * Creates a new ClientFrame instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ClientFrame instance
             */
            static create(properties: market.v1.ClientFrame.$Shape): market.v1.ClientFrame & market.v1.ClientFrame.$Shape;
            static create(properties?: market.v1.ClientFrame.$Properties): market.v1.ClientFrame;

            /**
             * Encodes the specified ClientFrame message. Does not implicitly {@link market.v1.ClientFrame.verify|verify} messages.
             * @param message ClientFrame message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: market.v1.ClientFrame.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ClientFrame message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {market.v1.ClientFrame & market.v1.ClientFrame.$Shape} ClientFrame
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): market.v1.ClientFrame & market.v1.ClientFrame.$Shape;
        }

        namespace ClientFrame {

            /** Properties of a ClientFrame. */
            interface $Properties {

                /** ClientFrame subscribe */
                subscribe?: (market.v1.Subscribe.$Properties|null);

                /** ClientFrame unsubscribe */
                unsubscribe?: (market.v1.Unsubscribe.$Properties|null);

                /** ClientFrame setRate */
                setRate?: (market.v1.SetRate.$Properties|null);

                /** ClientFrame ack */
                ack?: (market.v1.Ack.$Properties|null);

                /** ClientFrame ping */
                ping?: (market.v1.Ping.$Properties|null);

                /** ClientFrame body */
                body?: ("subscribe"|"unsubscribe"|"setRate"|"ack"|"ping");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a ClientFrame. */
            type $Shape = {
              subscribe?: market.v1.Subscribe.$Shape|null;
              unsubscribe?: market.v1.Unsubscribe.$Shape|null;
              setRate?: market.v1.SetRate.$Shape|null;
              ack?: market.v1.Ack.$Shape|null;
              ping?: market.v1.Ping.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ body?: undefined; subscribe?: null; unsubscribe?: null; setRate?: null; ack?: null; ping?: null }|{ body?: "subscribe"; subscribe: market.v1.Subscribe.$Shape; unsubscribe?: null; setRate?: null; ack?: null; ping?: null }|{ body?: "unsubscribe"; subscribe?: null; unsubscribe: market.v1.Unsubscribe.$Shape; setRate?: null; ack?: null; ping?: null }|{ body?: "setRate"; subscribe?: null; unsubscribe?: null; setRate: market.v1.SetRate.$Shape; ack?: null; ping?: null }|{ body?: "ack"; subscribe?: null; unsubscribe?: null; setRate?: null; ack: market.v1.Ack.$Shape; ping?: null }|{ body?: "ping"; subscribe?: null; unsubscribe?: null; setRate?: null; ack?: null; ping: market.v1.Ping.$Shape })
            );
        }

        /**
         * Properties of a Subscribe.
         * @deprecated Use market.v1.Subscribe.$Properties instead.
         */
        interface ISubscribe extends market.v1.Subscribe.$Properties {
        }

        /** Represents a Subscribe. */
        class Subscribe {

            /**
             * Constructs a new Subscribe.
             * @param [properties] Properties to set
             */
            constructor(properties?: market.v1.Subscribe.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Subscribe requestId. */
            requestId: number;

            /** Subscribe topics. */
            topics: market.v1.TopicRequest[];

            /**
             * Creates a new Subscribe instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Subscribe instance
             */
            static create(properties: market.v1.Subscribe.$Shape): market.v1.Subscribe & market.v1.Subscribe.$Shape;
            static create(properties?: market.v1.Subscribe.$Properties): market.v1.Subscribe;

            /**
             * Encodes the specified Subscribe message. Does not implicitly {@link market.v1.Subscribe.verify|verify} messages.
             * @param message Subscribe message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: market.v1.Subscribe.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Subscribe message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {market.v1.Subscribe & market.v1.Subscribe.$Shape} Subscribe
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): market.v1.Subscribe & market.v1.Subscribe.$Shape;
        }

        namespace Subscribe {

            /** Properties of a Subscribe. */
            interface $Properties {

                /** Subscribe requestId */
                requestId?: number;

                /** Subscribe topics */
                topics?: market.v1.TopicRequest.$Properties[];

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Subscribe. */
            type $Shape = market.v1.Subscribe.$Properties;
        }

        /**
         * Properties of a TopicRequest.
         * @deprecated Use market.v1.TopicRequest.$Properties instead.
         */
        interface ITopicRequest extends market.v1.TopicRequest.$Properties {
        }

        /** Represents a TopicRequest. */
        class TopicRequest {

            /**
             * Constructs a new TopicRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: market.v1.TopicRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** TopicRequest symbol. */
            symbol: string;

            /** TopicRequest channels. */
            channels: market.v1.Channel[];

            /** TopicRequest bars. */
            bars: market.v1.BarsRequest[];

            /** TopicRequest tradesAfter. */
            tradesAfter: market.v1.TradeResume;

            /**
             * Creates a new TopicRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns TopicRequest instance
             */
            static create(properties: market.v1.TopicRequest.$Shape): market.v1.TopicRequest & market.v1.TopicRequest.$Shape;
            static create(properties?: market.v1.TopicRequest.$Properties): market.v1.TopicRequest;

            /**
             * Encodes the specified TopicRequest message. Does not implicitly {@link market.v1.TopicRequest.verify|verify} messages.
             * @param message TopicRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: market.v1.TopicRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a TopicRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {market.v1.TopicRequest & market.v1.TopicRequest.$Shape} TopicRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): market.v1.TopicRequest & market.v1.TopicRequest.$Shape;
        }

        namespace TopicRequest {

            /** Properties of a TopicRequest. */
            interface $Properties {

                /** TopicRequest symbol */
                symbol?: string;

                /** TopicRequest channels */
                channels?: market.v1.Channel[];

                /** TopicRequest bars */
                bars?: market.v1.BarsRequest.$Properties[];

                /** TopicRequest tradesAfter */
                tradesAfter?: market.v1.TradeResume.$Properties;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a TopicRequest. */
            type $Shape = market.v1.TopicRequest.$Properties;
        }

        /**
         * Properties of a BarsRequest.
         * @deprecated Use market.v1.BarsRequest.$Properties instead.
         */
        interface IBarsRequest extends market.v1.BarsRequest.$Properties {
        }

        /** Represents a BarsRequest. */
        class BarsRequest {

            /**
             * Constructs a new BarsRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: market.v1.BarsRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** BarsRequest interval. */
            interval: market.v1.Interval;

            /** BarsRequest historyCount. */
            historyCount: number;

            /** BarsRequest afterOpenTimeMs. */
            afterOpenTimeMs: number;

            /**
             * Creates a new BarsRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns BarsRequest instance
             */
            static create(properties: market.v1.BarsRequest.$Shape): market.v1.BarsRequest & market.v1.BarsRequest.$Shape;
            static create(properties?: market.v1.BarsRequest.$Properties): market.v1.BarsRequest;

            /**
             * Encodes the specified BarsRequest message. Does not implicitly {@link market.v1.BarsRequest.verify|verify} messages.
             * @param message BarsRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: market.v1.BarsRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a BarsRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {market.v1.BarsRequest & market.v1.BarsRequest.$Shape} BarsRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): market.v1.BarsRequest & market.v1.BarsRequest.$Shape;
        }

        namespace BarsRequest {

            /** Properties of a BarsRequest. */
            interface $Properties {

                /** BarsRequest interval */
                interval?: market.v1.Interval;

                /** BarsRequest historyCount */
                historyCount?: number;

                /** BarsRequest afterOpenTimeMs */
                afterOpenTimeMs?: number;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a BarsRequest. */
            type $Shape = market.v1.BarsRequest.$Properties;
        }

        /**
         * Properties of a TradeResume.
         * @deprecated Use market.v1.TradeResume.$Properties instead.
         */
        interface ITradeResume extends market.v1.TradeResume.$Properties {
        }

        /** Represents a TradeResume. */
        class TradeResume {

            /**
             * Constructs a new TradeResume.
             * @param [properties] Properties to set
             */
            constructor(properties?: market.v1.TradeResume.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** TradeResume entryMs. */
            entryMs: number;

            /** TradeResume entrySeq. */
            entrySeq: number;

            /** TradeResume index. */
            index: number;

            /** TradeResume epoch. */
            epoch: number;

            /** TradeResume nextNumber. */
            nextNumber: number;

            /**
             * Creates a new TradeResume instance using the specified properties.
             * @param [properties] Properties to set
             * @returns TradeResume instance
             */
            static create(properties: market.v1.TradeResume.$Shape): market.v1.TradeResume & market.v1.TradeResume.$Shape;
            static create(properties?: market.v1.TradeResume.$Properties): market.v1.TradeResume;

            /**
             * Encodes the specified TradeResume message. Does not implicitly {@link market.v1.TradeResume.verify|verify} messages.
             * @param message TradeResume message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: market.v1.TradeResume.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a TradeResume message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {market.v1.TradeResume & market.v1.TradeResume.$Shape} TradeResume
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): market.v1.TradeResume & market.v1.TradeResume.$Shape;
        }

        namespace TradeResume {

            /** Properties of a TradeResume. */
            interface $Properties {

                /** TradeResume entryMs */
                entryMs?: number;

                /** TradeResume entrySeq */
                entrySeq?: number;

                /** TradeResume index */
                index?: number;

                /** TradeResume epoch */
                epoch?: number;

                /** TradeResume nextNumber */
                nextNumber?: number;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a TradeResume. */
            type $Shape = market.v1.TradeResume.$Properties;
        }

        /**
         * Properties of an Unsubscribe.
         * @deprecated Use market.v1.Unsubscribe.$Properties instead.
         */
        interface IUnsubscribe extends market.v1.Unsubscribe.$Properties {
        }

        /** Represents an Unsubscribe. */
        class Unsubscribe {

            /**
             * Constructs a new Unsubscribe.
             * @param [properties] Properties to set
             */
            constructor(properties?: market.v1.Unsubscribe.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Unsubscribe requestId. */
            requestId: number;

            /** Unsubscribe symbols. */
            symbols: string[];

            /**
             * Creates a new Unsubscribe instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Unsubscribe instance
             */
            static create(properties: market.v1.Unsubscribe.$Shape): market.v1.Unsubscribe & market.v1.Unsubscribe.$Shape;
            static create(properties?: market.v1.Unsubscribe.$Properties): market.v1.Unsubscribe;

            /**
             * Encodes the specified Unsubscribe message. Does not implicitly {@link market.v1.Unsubscribe.verify|verify} messages.
             * @param message Unsubscribe message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: market.v1.Unsubscribe.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Unsubscribe message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {market.v1.Unsubscribe & market.v1.Unsubscribe.$Shape} Unsubscribe
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): market.v1.Unsubscribe & market.v1.Unsubscribe.$Shape;
        }

        namespace Unsubscribe {

            /** Properties of an Unsubscribe. */
            interface $Properties {

                /** Unsubscribe requestId */
                requestId?: number;

                /** Unsubscribe symbols */
                symbols?: string[];

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Unsubscribe. */
            type $Shape = market.v1.Unsubscribe.$Properties;
        }

        /**
         * Properties of a SetRate.
         * @deprecated Use market.v1.SetRate.$Properties instead.
         */
        interface ISetRate extends market.v1.SetRate.$Properties {
        }

        /** Represents a SetRate. */
        class SetRate {

            /**
             * Constructs a new SetRate.
             * @param [properties] Properties to set
             */
            constructor(properties?: market.v1.SetRate.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SetRate requestId. */
            requestId: number;

            /** SetRate intervalMs. */
            intervalMs: number;

            /**
             * Creates a new SetRate instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SetRate instance
             */
            static create(properties: market.v1.SetRate.$Shape): market.v1.SetRate & market.v1.SetRate.$Shape;
            static create(properties?: market.v1.SetRate.$Properties): market.v1.SetRate;

            /**
             * Encodes the specified SetRate message. Does not implicitly {@link market.v1.SetRate.verify|verify} messages.
             * @param message SetRate message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: market.v1.SetRate.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SetRate message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {market.v1.SetRate & market.v1.SetRate.$Shape} SetRate
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): market.v1.SetRate & market.v1.SetRate.$Shape;
        }

        namespace SetRate {

            /** Properties of a SetRate. */
            interface $Properties {

                /** SetRate requestId */
                requestId?: number;

                /** SetRate intervalMs */
                intervalMs?: number;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SetRate. */
            type $Shape = market.v1.SetRate.$Properties;
        }

        /**
         * Properties of an Ack.
         * @deprecated Use market.v1.Ack.$Properties instead.
         */
        interface IAck extends market.v1.Ack.$Properties {
        }

        /** Represents an Ack. */
        class Ack {

            /**
             * Constructs a new Ack.
             * @param [properties] Properties to set
             */
            constructor(properties?: market.v1.Ack.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Ack frame. */
            frame: number;

            /**
             * Creates a new Ack instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Ack instance
             */
            static create(properties: market.v1.Ack.$Shape): market.v1.Ack & market.v1.Ack.$Shape;
            static create(properties?: market.v1.Ack.$Properties): market.v1.Ack;

            /**
             * Encodes the specified Ack message. Does not implicitly {@link market.v1.Ack.verify|verify} messages.
             * @param message Ack message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: market.v1.Ack.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Ack message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {market.v1.Ack & market.v1.Ack.$Shape} Ack
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): market.v1.Ack & market.v1.Ack.$Shape;
        }

        namespace Ack {

            /** Properties of an Ack. */
            interface $Properties {

                /** Ack frame */
                frame?: number;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Ack. */
            type $Shape = market.v1.Ack.$Properties;
        }

        /**
         * Properties of a Ping.
         * @deprecated Use market.v1.Ping.$Properties instead.
         */
        interface IPing extends market.v1.Ping.$Properties {
        }

        /** Represents a Ping. */
        class Ping {

            /**
             * Constructs a new Ping.
             * @param [properties] Properties to set
             */
            constructor(properties?: market.v1.Ping.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Ping clientTimeMs. */
            clientTimeMs: number;

            /**
             * Creates a new Ping instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Ping instance
             */
            static create(properties: market.v1.Ping.$Shape): market.v1.Ping & market.v1.Ping.$Shape;
            static create(properties?: market.v1.Ping.$Properties): market.v1.Ping;

            /**
             * Encodes the specified Ping message. Does not implicitly {@link market.v1.Ping.verify|verify} messages.
             * @param message Ping message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: market.v1.Ping.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Ping message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {market.v1.Ping & market.v1.Ping.$Shape} Ping
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): market.v1.Ping & market.v1.Ping.$Shape;
        }

        namespace Ping {

            /** Properties of a Ping. */
            interface $Properties {

                /** Ping clientTimeMs */
                clientTimeMs?: number;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Ping. */
            type $Shape = market.v1.Ping.$Properties;
        }

        /**
         * Properties of a ServerFrame.
         * @deprecated Use market.v1.ServerFrame.$Properties instead.
         */
        interface IServerFrame extends market.v1.ServerFrame.$Properties {
        }

        /** Represents a ServerFrame. */
        class ServerFrame {

            /**
             * Constructs a new ServerFrame.
             * @param [properties] Properties to set
             */
            constructor(properties?: market.v1.ServerFrame.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ServerFrame frame. */
            frame: number;

            /** ServerFrame serverTimeMs. */
            serverTimeMs: number;

            /** ServerFrame updates. */
            updates: market.v1.SymbolUpdate[];

            /** ServerFrame subscribed. */
            subscribed: market.v1.Subscribed[];

            /** ServerFrame errors. */
            errors: market.v1.ErrorInfo[];

            /** ServerFrame pongs. */
            pongs: market.v1.Pong[];

            /** ServerFrame venues. */
            venues: market.v1.VenueStatus[];

            /** ServerFrame log. */
            log: market.v1.LogStatus[];

            /** ServerFrame rates. */
            rates: market.v1.Rate[];

            /** ServerFrame welcome. */
            welcome: market.v1.Welcome[];

            /**
             * Creates a new ServerFrame instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ServerFrame instance
             */
            static create(properties: market.v1.ServerFrame.$Shape): market.v1.ServerFrame & market.v1.ServerFrame.$Shape;
            static create(properties?: market.v1.ServerFrame.$Properties): market.v1.ServerFrame;

            /**
             * Encodes the specified ServerFrame message. Does not implicitly {@link market.v1.ServerFrame.verify|verify} messages.
             * @param message ServerFrame message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: market.v1.ServerFrame.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ServerFrame message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {market.v1.ServerFrame & market.v1.ServerFrame.$Shape} ServerFrame
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): market.v1.ServerFrame & market.v1.ServerFrame.$Shape;
        }

        namespace ServerFrame {

            /** Properties of a ServerFrame. */
            interface $Properties {

                /** ServerFrame frame */
                frame?: number;

                /** ServerFrame serverTimeMs */
                serverTimeMs?: number;

                /** ServerFrame updates */
                updates?: market.v1.SymbolUpdate.$Properties[];

                /** ServerFrame subscribed */
                subscribed?: market.v1.Subscribed.$Properties[];

                /** ServerFrame errors */
                errors?: market.v1.ErrorInfo.$Properties[];

                /** ServerFrame pongs */
                pongs?: market.v1.Pong.$Properties[];

                /** ServerFrame venues */
                venues?: market.v1.VenueStatus.$Properties[];

                /** ServerFrame log */
                log?: market.v1.LogStatus.$Properties[];

                /** ServerFrame rates */
                rates?: market.v1.Rate.$Properties[];

                /** ServerFrame welcome */
                welcome?: market.v1.Welcome.$Properties[];

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ServerFrame. */
            type $Shape = market.v1.ServerFrame.$Properties;
        }

        /**
         * Properties of a Welcome.
         * @deprecated Use market.v1.Welcome.$Properties instead.
         */
        interface IWelcome extends market.v1.Welcome.$Properties {
        }

        /** Represents a Welcome. */
        class Welcome {

            /**
             * Constructs a new Welcome.
             * @param [properties] Properties to set
             */
            constructor(properties?: market.v1.Welcome.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Welcome server. */
            server: string;

            /** Welcome heartbeatIntervalMs. */
            heartbeatIntervalMs: number;

            /** Welcome heartbeatTimeoutMs. */
            heartbeatTimeoutMs: number;

            /** Welcome topicLimit. */
            topicLimit: number;

            /** Welcome windowFrames. */
            windowFrames: number;

            /** Welcome windowBytes. */
            windowBytes: number;

            /**
             * Creates a new Welcome instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Welcome instance
             */
            static create(properties: market.v1.Welcome.$Shape): market.v1.Welcome & market.v1.Welcome.$Shape;
            static create(properties?: market.v1.Welcome.$Properties): market.v1.Welcome;

            /**
             * Encodes the specified Welcome message. Does not implicitly {@link market.v1.Welcome.verify|verify} messages.
             * @param message Welcome message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: market.v1.Welcome.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Welcome message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {market.v1.Welcome & market.v1.Welcome.$Shape} Welcome
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): market.v1.Welcome & market.v1.Welcome.$Shape;
        }

        namespace Welcome {

            /** Properties of a Welcome. */
            interface $Properties {

                /** Welcome server */
                server?: string;

                /** Welcome heartbeatIntervalMs */
                heartbeatIntervalMs?: number;

                /** Welcome heartbeatTimeoutMs */
                heartbeatTimeoutMs?: number;

                /** Welcome topicLimit */
                topicLimit?: number;

                /** Welcome windowFrames */
                windowFrames?: number;

                /** Welcome windowBytes */
                windowBytes?: number;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Welcome. */
            type $Shape = market.v1.Welcome.$Properties;
        }

        /**
         * Properties of a Subscribed.
         * @deprecated Use market.v1.Subscribed.$Properties instead.
         */
        interface ISubscribed extends market.v1.Subscribed.$Properties {
        }

        /** Represents a Subscribed. */
        class Subscribed {

            /**
             * Constructs a new Subscribed.
             * @param [properties] Properties to set
             */
            constructor(properties?: market.v1.Subscribed.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Subscribed requestId. */
            requestId: number;

            /** Subscribed symbols. */
            symbols: market.v1.SymbolInfo[];

            /** Subscribed unsubscribed. */
            unsubscribed: string[];

            /** Subscribed effectiveIntervalMs. */
            effectiveIntervalMs: number;

            /**
             * Creates a new Subscribed instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Subscribed instance
             */
            static create(properties: market.v1.Subscribed.$Shape): market.v1.Subscribed & market.v1.Subscribed.$Shape;
            static create(properties?: market.v1.Subscribed.$Properties): market.v1.Subscribed;

            /**
             * Encodes the specified Subscribed message. Does not implicitly {@link market.v1.Subscribed.verify|verify} messages.
             * @param message Subscribed message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: market.v1.Subscribed.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Subscribed message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {market.v1.Subscribed & market.v1.Subscribed.$Shape} Subscribed
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): market.v1.Subscribed & market.v1.Subscribed.$Shape;
        }

        namespace Subscribed {

            /** Properties of a Subscribed. */
            interface $Properties {

                /** Subscribed requestId */
                requestId?: number;

                /** Subscribed symbols */
                symbols?: market.v1.SymbolInfo.$Properties[];

                /** Subscribed unsubscribed */
                unsubscribed?: string[];

                /** Subscribed effectiveIntervalMs */
                effectiveIntervalMs?: number;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Subscribed. */
            type $Shape = market.v1.Subscribed.$Properties;
        }

        /**
         * Properties of a SymbolInfo.
         * @deprecated Use market.v1.SymbolInfo.$Properties instead.
         */
        interface ISymbolInfo extends market.v1.SymbolInfo.$Properties {
        }

        /** Represents a SymbolInfo. */
        class SymbolInfo {

            /**
             * Constructs a new SymbolInfo.
             * @param [properties] Properties to set
             */
            constructor(properties?: market.v1.SymbolInfo.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SymbolInfo symbolId. */
            symbolId: number;

            /** SymbolInfo symbol. */
            symbol: string;

            /** SymbolInfo venue. */
            venue: string;

            /** SymbolInfo displayName. */
            displayName: string;

            /** SymbolInfo priceDecimals. */
            priceDecimals: number;

            /** SymbolInfo sizeDecimals. */
            sizeDecimals: number;

            /** SymbolInfo tickSize. */
            tickSize: number;

            /** SymbolInfo currency. */
            currency: string;

            /** SymbolInfo channels. */
            channels: market.v1.Channel[];

            /** SymbolInfo intervals. */
            intervals: market.v1.Interval[];

            /**
             * Creates a new SymbolInfo instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SymbolInfo instance
             */
            static create(properties: market.v1.SymbolInfo.$Shape): market.v1.SymbolInfo & market.v1.SymbolInfo.$Shape;
            static create(properties?: market.v1.SymbolInfo.$Properties): market.v1.SymbolInfo;

            /**
             * Encodes the specified SymbolInfo message. Does not implicitly {@link market.v1.SymbolInfo.verify|verify} messages.
             * @param message SymbolInfo message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: market.v1.SymbolInfo.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SymbolInfo message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {market.v1.SymbolInfo & market.v1.SymbolInfo.$Shape} SymbolInfo
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): market.v1.SymbolInfo & market.v1.SymbolInfo.$Shape;
        }

        namespace SymbolInfo {

            /** Properties of a SymbolInfo. */
            interface $Properties {

                /** SymbolInfo symbolId */
                symbolId?: number;

                /** SymbolInfo symbol */
                symbol?: string;

                /** SymbolInfo venue */
                venue?: string;

                /** SymbolInfo displayName */
                displayName?: string;

                /** SymbolInfo priceDecimals */
                priceDecimals?: number;

                /** SymbolInfo sizeDecimals */
                sizeDecimals?: number;

                /** SymbolInfo tickSize */
                tickSize?: number;

                /** SymbolInfo currency */
                currency?: string;

                /** SymbolInfo channels */
                channels?: market.v1.Channel[];

                /** SymbolInfo intervals */
                intervals?: market.v1.Interval[];

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SymbolInfo. */
            type $Shape = market.v1.SymbolInfo.$Properties;
        }

        /**
         * Properties of an ErrorInfo.
         * @deprecated Use market.v1.ErrorInfo.$Properties instead.
         */
        interface IErrorInfo extends market.v1.ErrorInfo.$Properties {
        }

        /** Represents an ErrorInfo. */
        class ErrorInfo {

            /**
             * Constructs a new ErrorInfo.
             * @param [properties] Properties to set
             */
            constructor(properties?: market.v1.ErrorInfo.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ErrorInfo code. */
            code: string;

            /** ErrorInfo message. */
            message: string;

            /** ErrorInfo retryable. */
            retryable: boolean;

            /** ErrorInfo requestId. */
            requestId: number;

            /** ErrorInfo symbol. */
            symbol: string;

            /**
             * Creates a new ErrorInfo instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ErrorInfo instance
             */
            static create(properties: market.v1.ErrorInfo.$Shape): market.v1.ErrorInfo & market.v1.ErrorInfo.$Shape;
            static create(properties?: market.v1.ErrorInfo.$Properties): market.v1.ErrorInfo;

            /**
             * Encodes the specified ErrorInfo message. Does not implicitly {@link market.v1.ErrorInfo.verify|verify} messages.
             * @param message ErrorInfo message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: market.v1.ErrorInfo.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an ErrorInfo message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {market.v1.ErrorInfo & market.v1.ErrorInfo.$Shape} ErrorInfo
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): market.v1.ErrorInfo & market.v1.ErrorInfo.$Shape;
        }

        namespace ErrorInfo {

            /** Properties of an ErrorInfo. */
            interface $Properties {

                /** ErrorInfo code */
                code?: string;

                /** ErrorInfo message */
                message?: string;

                /** ErrorInfo retryable */
                retryable?: boolean;

                /** ErrorInfo requestId */
                requestId?: number;

                /** ErrorInfo symbol */
                symbol?: string;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an ErrorInfo. */
            type $Shape = market.v1.ErrorInfo.$Properties;
        }

        /**
         * Properties of a Pong.
         * @deprecated Use market.v1.Pong.$Properties instead.
         */
        interface IPong extends market.v1.Pong.$Properties {
        }

        /** Represents a Pong. */
        class Pong {

            /**
             * Constructs a new Pong.
             * @param [properties] Properties to set
             */
            constructor(properties?: market.v1.Pong.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Pong clientTimeMs. */
            clientTimeMs: number;

            /** Pong serverTimeMs. */
            serverTimeMs: number;

            /**
             * Creates a new Pong instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Pong instance
             */
            static create(properties: market.v1.Pong.$Shape): market.v1.Pong & market.v1.Pong.$Shape;
            static create(properties?: market.v1.Pong.$Properties): market.v1.Pong;

            /**
             * Encodes the specified Pong message. Does not implicitly {@link market.v1.Pong.verify|verify} messages.
             * @param message Pong message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: market.v1.Pong.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Pong message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {market.v1.Pong & market.v1.Pong.$Shape} Pong
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): market.v1.Pong & market.v1.Pong.$Shape;
        }

        namespace Pong {

            /** Properties of a Pong. */
            interface $Properties {

                /** Pong clientTimeMs */
                clientTimeMs?: number;

                /** Pong serverTimeMs */
                serverTimeMs?: number;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Pong. */
            type $Shape = market.v1.Pong.$Properties;
        }

        /**
         * Properties of a VenueStatus.
         * @deprecated Use market.v1.VenueStatus.$Properties instead.
         */
        interface IVenueStatus extends market.v1.VenueStatus.$Properties {
        }

        /** Represents a VenueStatus. */
        class VenueStatus {

            /**
             * Constructs a new VenueStatus.
             * @param [properties] Properties to set
             */
            constructor(properties?: market.v1.VenueStatus.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** VenueStatus venue. */
            venue: string;

            /** VenueStatus isSilent. */
            isSilent: boolean;

            /** VenueStatus lastReceivedTimeMs. */
            lastReceivedTimeMs: number;

            /**
             * Creates a new VenueStatus instance using the specified properties.
             * @param [properties] Properties to set
             * @returns VenueStatus instance
             */
            static create(properties: market.v1.VenueStatus.$Shape): market.v1.VenueStatus & market.v1.VenueStatus.$Shape;
            static create(properties?: market.v1.VenueStatus.$Properties): market.v1.VenueStatus;

            /**
             * Encodes the specified VenueStatus message. Does not implicitly {@link market.v1.VenueStatus.verify|verify} messages.
             * @param message VenueStatus message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: market.v1.VenueStatus.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a VenueStatus message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {market.v1.VenueStatus & market.v1.VenueStatus.$Shape} VenueStatus
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): market.v1.VenueStatus & market.v1.VenueStatus.$Shape;
        }

        namespace VenueStatus {

            /** Properties of a VenueStatus. */
            interface $Properties {

                /** VenueStatus venue */
                venue?: string;

                /** VenueStatus isSilent */
                isSilent?: boolean;

                /** VenueStatus lastReceivedTimeMs */
                lastReceivedTimeMs?: number;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a VenueStatus. */
            type $Shape = market.v1.VenueStatus.$Properties;
        }

        /**
         * Properties of a LogStatus.
         * @deprecated Use market.v1.LogStatus.$Properties instead.
         */
        interface ILogStatus extends market.v1.LogStatus.$Properties {
        }

        /** Represents a LogStatus. */
        class LogStatus {

            /**
             * Constructs a new LogStatus.
             * @param [properties] Properties to set
             */
            constructor(properties?: market.v1.LogStatus.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** LogStatus isConnected. */
            isConnected: boolean;

            /** LogStatus sinceTimeMs. */
            sinceTimeMs: number;

            /** LogStatus isFull. */
            isFull: boolean;

            /**
             * Creates a new LogStatus instance using the specified properties.
             * @param [properties] Properties to set
             * @returns LogStatus instance
             */
            static create(properties: market.v1.LogStatus.$Shape): market.v1.LogStatus & market.v1.LogStatus.$Shape;
            static create(properties?: market.v1.LogStatus.$Properties): market.v1.LogStatus;

            /**
             * Encodes the specified LogStatus message. Does not implicitly {@link market.v1.LogStatus.verify|verify} messages.
             * @param message LogStatus message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: market.v1.LogStatus.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a LogStatus message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {market.v1.LogStatus & market.v1.LogStatus.$Shape} LogStatus
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): market.v1.LogStatus & market.v1.LogStatus.$Shape;
        }

        namespace LogStatus {

            /** Properties of a LogStatus. */
            interface $Properties {

                /** LogStatus isConnected */
                isConnected?: boolean;

                /** LogStatus sinceTimeMs */
                sinceTimeMs?: number;

                /** LogStatus isFull */
                isFull?: boolean;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a LogStatus. */
            type $Shape = market.v1.LogStatus.$Properties;
        }

        /**
         * Properties of a Rate.
         * @deprecated Use market.v1.Rate.$Properties instead.
         */
        interface IRate extends market.v1.Rate.$Properties {
        }

        /** Represents a Rate. */
        class Rate {

            /**
             * Constructs a new Rate.
             * @param [properties] Properties to set
             */
            constructor(properties?: market.v1.Rate.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Rate requestedIntervalMs. */
            requestedIntervalMs: number;

            /** Rate effectiveIntervalMs. */
            effectiveIntervalMs: number;

            /** Rate heldFlushCount. */
            heldFlushCount: number;

            /** Rate actualIntervalMs. */
            actualIntervalMs: number;

            /**
             * Creates a new Rate instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Rate instance
             */
            static create(properties: market.v1.Rate.$Shape): market.v1.Rate & market.v1.Rate.$Shape;
            static create(properties?: market.v1.Rate.$Properties): market.v1.Rate;

            /**
             * Encodes the specified Rate message. Does not implicitly {@link market.v1.Rate.verify|verify} messages.
             * @param message Rate message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: market.v1.Rate.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Rate message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {market.v1.Rate & market.v1.Rate.$Shape} Rate
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): market.v1.Rate & market.v1.Rate.$Shape;
        }

        namespace Rate {

            /** Properties of a Rate. */
            interface $Properties {

                /** Rate requestedIntervalMs */
                requestedIntervalMs?: number;

                /** Rate effectiveIntervalMs */
                effectiveIntervalMs?: number;

                /** Rate heldFlushCount */
                heldFlushCount?: number;

                /** Rate actualIntervalMs */
                actualIntervalMs?: number;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Rate. */
            type $Shape = market.v1.Rate.$Properties;
        }

        /**
         * Properties of a SymbolUpdate.
         * @deprecated Use market.v1.SymbolUpdate.$Properties instead.
         */
        interface ISymbolUpdate extends market.v1.SymbolUpdate.$Properties {
        }

        /** Represents a SymbolUpdate. */
        class SymbolUpdate {

            /**
             * Constructs a new SymbolUpdate.
             * @param [properties] Properties to set
             */
            constructor(properties?: market.v1.SymbolUpdate.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SymbolUpdate symbolId. */
            symbolId: number;

            /** SymbolUpdate groups. */
            groups: number;

            /** SymbolUpdate basePrice. */
            basePrice: number;

            /** SymbolUpdate bidPrice. */
            bidPrice: number;

            /** SymbolUpdate bidSize. */
            bidSize: number;

            /** SymbolUpdate askPrice. */
            askPrice: number;

            /** SymbolUpdate askSize. */
            askSize: number;

            /** SymbolUpdate quoteAgeMs. */
            quoteAgeMs: number;

            /** SymbolUpdate quoteVenueLagMs. */
            quoteVenueLagMs: number;

            /** SymbolUpdate lastPrice. */
            lastPrice: number;

            /** SymbolUpdate lastSize. */
            lastSize: number;

            /** SymbolUpdate lastSide. */
            lastSide: number;

            /** SymbolUpdate lastAgeMs. */
            lastAgeMs: number;

            /** SymbolUpdate lastVenueLagMs. */
            lastVenueLagMs: number;

            /** SymbolUpdate tradeRows. */
            tradeRows: number[];

            /** SymbolUpdate depth. */
            depth: market.v1.DepthLevels;

            /** SymbolUpdate bars. */
            bars: market.v1.BarSeries[];

            /** SymbolUpdate statistics. */
            statistics: market.v1.Statistics;

            /** SymbolUpdate tradesSkipped. */
            tradesSkipped: number;

            /** SymbolUpdate nextTradeNumber. */
            nextTradeNumber: number;

            /** SymbolUpdate tradeEpoch. */
            tradeEpoch: number;

            /** SymbolUpdate gaps. */
            gaps: market.v1.Gaps;

            /** SymbolUpdate tradesRestart. */
            tradesRestart: boolean;

            /** SymbolUpdate status. */
            status: market.v1.FeedStatus;

            /**
             * Creates a new SymbolUpdate instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SymbolUpdate instance
             */
            static create(properties: market.v1.SymbolUpdate.$Shape): market.v1.SymbolUpdate & market.v1.SymbolUpdate.$Shape;
            static create(properties?: market.v1.SymbolUpdate.$Properties): market.v1.SymbolUpdate;

            /**
             * Encodes the specified SymbolUpdate message. Does not implicitly {@link market.v1.SymbolUpdate.verify|verify} messages.
             * @param message SymbolUpdate message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: market.v1.SymbolUpdate.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SymbolUpdate message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {market.v1.SymbolUpdate & market.v1.SymbolUpdate.$Shape} SymbolUpdate
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): market.v1.SymbolUpdate & market.v1.SymbolUpdate.$Shape;
        }

        namespace SymbolUpdate {

            /** Properties of a SymbolUpdate. */
            interface $Properties {

                /** SymbolUpdate symbolId */
                symbolId?: number;

                /** SymbolUpdate groups */
                groups?: number;

                /** SymbolUpdate basePrice */
                basePrice?: number;

                /** SymbolUpdate bidPrice */
                bidPrice?: number;

                /** SymbolUpdate bidSize */
                bidSize?: number;

                /** SymbolUpdate askPrice */
                askPrice?: number;

                /** SymbolUpdate askSize */
                askSize?: number;

                /** SymbolUpdate quoteAgeMs */
                quoteAgeMs?: number;

                /** SymbolUpdate quoteVenueLagMs */
                quoteVenueLagMs?: number;

                /** SymbolUpdate lastPrice */
                lastPrice?: number;

                /** SymbolUpdate lastSize */
                lastSize?: number;

                /** SymbolUpdate lastSide */
                lastSide?: number;

                /** SymbolUpdate lastAgeMs */
                lastAgeMs?: number;

                /** SymbolUpdate lastVenueLagMs */
                lastVenueLagMs?: number;

                /** SymbolUpdate tradeRows */
                tradeRows?: number[];

                /** SymbolUpdate depth */
                depth?: market.v1.DepthLevels.$Properties;

                /** SymbolUpdate bars */
                bars?: market.v1.BarSeries.$Properties[];

                /** SymbolUpdate statistics */
                statistics?: market.v1.Statistics.$Properties;

                /** SymbolUpdate tradesSkipped */
                tradesSkipped?: number;

                /** SymbolUpdate nextTradeNumber */
                nextTradeNumber?: number;

                /** SymbolUpdate tradeEpoch */
                tradeEpoch?: number;

                /** SymbolUpdate gaps */
                gaps?: market.v1.Gaps.$Properties;

                /** SymbolUpdate tradesRestart */
                tradesRestart?: boolean;

                /** SymbolUpdate status */
                status?: market.v1.FeedStatus.$Properties;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SymbolUpdate. */
            type $Shape = market.v1.SymbolUpdate.$Properties;
        }

        /**
         * Properties of a FeedStatus.
         * @deprecated Use market.v1.FeedStatus.$Properties instead.
         */
        interface IFeedStatus extends market.v1.FeedStatus.$Properties {
        }

        /** Represents a FeedStatus. */
        class FeedStatus {

            /**
             * Constructs a new FeedStatus.
             * @param [properties] Properties to set
             */
            constructor(properties?: market.v1.FeedStatus.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** FeedStatus state. */
            state: number;

            /** FeedStatus detail. */
            detail: string;

            /** FeedStatus ageMs. */
            ageMs: number;

            /**
             * Creates a new FeedStatus instance using the specified properties.
             * @param [properties] Properties to set
             * @returns FeedStatus instance
             */
            static create(properties: market.v1.FeedStatus.$Shape): market.v1.FeedStatus & market.v1.FeedStatus.$Shape;
            static create(properties?: market.v1.FeedStatus.$Properties): market.v1.FeedStatus;

            /**
             * Encodes the specified FeedStatus message. Does not implicitly {@link market.v1.FeedStatus.verify|verify} messages.
             * @param message FeedStatus message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: market.v1.FeedStatus.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a FeedStatus message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {market.v1.FeedStatus & market.v1.FeedStatus.$Shape} FeedStatus
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): market.v1.FeedStatus & market.v1.FeedStatus.$Shape;
        }

        namespace FeedStatus {

            /** Properties of a FeedStatus. */
            interface $Properties {

                /** FeedStatus state */
                state?: number;

                /** FeedStatus detail */
                detail?: string;

                /** FeedStatus ageMs */
                ageMs?: number;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a FeedStatus. */
            type $Shape = market.v1.FeedStatus.$Properties;
        }

        /**
         * Properties of a Gaps.
         * @deprecated Use market.v1.Gaps.$Properties instead.
         */
        interface IGaps extends market.v1.Gaps.$Properties {
        }

        /** Represents a Gaps. */
        class Gaps {

            /**
             * Constructs a new Gaps.
             * @param [properties] Properties to set
             */
            constructor(properties?: market.v1.Gaps.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Gaps spans. */
            spans: number[];

            /**
             * Creates a new Gaps instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Gaps instance
             */
            static create(properties: market.v1.Gaps.$Shape): market.v1.Gaps & market.v1.Gaps.$Shape;
            static create(properties?: market.v1.Gaps.$Properties): market.v1.Gaps;

            /**
             * Encodes the specified Gaps message. Does not implicitly {@link market.v1.Gaps.verify|verify} messages.
             * @param message Gaps message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: market.v1.Gaps.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Gaps message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {market.v1.Gaps & market.v1.Gaps.$Shape} Gaps
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): market.v1.Gaps & market.v1.Gaps.$Shape;
        }

        namespace Gaps {

            /** Properties of a Gaps. */
            interface $Properties {

                /** Gaps spans */
                spans?: number[];

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Gaps. */
            type $Shape = market.v1.Gaps.$Properties;
        }

        /**
         * Properties of a Statistics.
         * @deprecated Use market.v1.Statistics.$Properties instead.
         */
        interface IStatistics extends market.v1.Statistics.$Properties {
        }

        /** Represents a Statistics. */
        class Statistics {

            /**
             * Constructs a new Statistics.
             * @param [properties] Properties to set
             */
            constructor(properties?: market.v1.Statistics.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Statistics open. */
            open: number;

            /** Statistics high. */
            high: number;

            /** Statistics low. */
            low: number;

            /** Statistics vwap. */
            vwap: number;

            /** Statistics volume. */
            volume: number;

            /** Statistics tradeCount. */
            tradeCount: number;

            /**
             * Creates a new Statistics instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Statistics instance
             */
            static create(properties: market.v1.Statistics.$Shape): market.v1.Statistics & market.v1.Statistics.$Shape;
            static create(properties?: market.v1.Statistics.$Properties): market.v1.Statistics;

            /**
             * Encodes the specified Statistics message. Does not implicitly {@link market.v1.Statistics.verify|verify} messages.
             * @param message Statistics message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: market.v1.Statistics.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Statistics message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {market.v1.Statistics & market.v1.Statistics.$Shape} Statistics
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): market.v1.Statistics & market.v1.Statistics.$Shape;
        }

        namespace Statistics {

            /** Properties of a Statistics. */
            interface $Properties {

                /** Statistics open */
                open?: number;

                /** Statistics high */
                high?: number;

                /** Statistics low */
                low?: number;

                /** Statistics vwap */
                vwap?: number;

                /** Statistics volume */
                volume?: number;

                /** Statistics tradeCount */
                tradeCount?: number;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Statistics. */
            type $Shape = market.v1.Statistics.$Properties;
        }

        /**
         * Properties of a DepthLevels.
         * @deprecated Use market.v1.DepthLevels.$Properties instead.
         */
        interface IDepthLevels extends market.v1.DepthLevels.$Properties {
        }

        /** Represents a DepthLevels. */
        class DepthLevels {

            /**
             * Constructs a new DepthLevels.
             * @param [properties] Properties to set
             */
            constructor(properties?: market.v1.DepthLevels.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DepthLevels bids. */
            bids: number[];

            /** DepthLevels asks. */
            asks: number[];

            /**
             * Creates a new DepthLevels instance using the specified properties.
             * @param [properties] Properties to set
             * @returns DepthLevels instance
             */
            static create(properties: market.v1.DepthLevels.$Shape): market.v1.DepthLevels & market.v1.DepthLevels.$Shape;
            static create(properties?: market.v1.DepthLevels.$Properties): market.v1.DepthLevels;

            /**
             * Encodes the specified DepthLevels message. Does not implicitly {@link market.v1.DepthLevels.verify|verify} messages.
             * @param message DepthLevels message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: market.v1.DepthLevels.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DepthLevels message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {market.v1.DepthLevels & market.v1.DepthLevels.$Shape} DepthLevels
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): market.v1.DepthLevels & market.v1.DepthLevels.$Shape;
        }

        namespace DepthLevels {

            /** Properties of a DepthLevels. */
            interface $Properties {

                /** DepthLevels bids */
                bids?: number[];

                /** DepthLevels asks */
                asks?: number[];

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DepthLevels. */
            type $Shape = market.v1.DepthLevels.$Properties;
        }

        /**
         * Properties of a BarSeries.
         * @deprecated Use market.v1.BarSeries.$Properties instead.
         */
        interface IBarSeries extends market.v1.BarSeries.$Properties {
        }

        /** Represents a BarSeries. */
        class BarSeries {

            /**
             * Constructs a new BarSeries.
             * @param [properties] Properties to set
             */
            constructor(properties?: market.v1.BarSeries.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** BarSeries interval. */
            interval: market.v1.Interval;

            /** BarSeries openTimeMs. */
            openTimeMs: number;

            /** BarSeries rows. */
            rows: number[];

            /** BarSeries isHistory. */
            isHistory: boolean;

            /** BarSeries isPartial. */
            isPartial: boolean;

            /**
             * Creates a new BarSeries instance using the specified properties.
             * @param [properties] Properties to set
             * @returns BarSeries instance
             */
            static create(properties: market.v1.BarSeries.$Shape): market.v1.BarSeries & market.v1.BarSeries.$Shape;
            static create(properties?: market.v1.BarSeries.$Properties): market.v1.BarSeries;

            /**
             * Encodes the specified BarSeries message. Does not implicitly {@link market.v1.BarSeries.verify|verify} messages.
             * @param message BarSeries message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: market.v1.BarSeries.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a BarSeries message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {market.v1.BarSeries & market.v1.BarSeries.$Shape} BarSeries
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): market.v1.BarSeries & market.v1.BarSeries.$Shape;
        }

        namespace BarSeries {

            /** Properties of a BarSeries. */
            interface $Properties {

                /** BarSeries interval */
                interval?: market.v1.Interval;

                /** BarSeries openTimeMs */
                openTimeMs?: number;

                /** BarSeries rows */
                rows?: number[];

                /** BarSeries isHistory */
                isHistory?: boolean;

                /** BarSeries isPartial */
                isPartial?: boolean;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a BarSeries. */
            type $Shape = market.v1.BarSeries.$Properties;
        }

        /**
         * Properties of a BarsReply.
         * @deprecated Use market.v1.BarsReply.$Properties instead.
         */
        interface IBarsReply extends market.v1.BarsReply.$Properties {
        }

        /** Represents a BarsReply. */
        class BarsReply {

            /**
             * Constructs a new BarsReply.
             * @param [properties] Properties to set
             */
            constructor(properties?: market.v1.BarsReply.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** BarsReply symbol. */
            symbol: string;

            /** BarsReply priceDecimals. */
            priceDecimals: number;

            /** BarsReply sizeDecimals. */
            sizeDecimals: number;

            /** BarsReply bars. */
            bars: market.v1.BarSeries;

            /** BarsReply hasOlder. */
            hasOlder: boolean;

            /** BarsReply gaps. */
            gaps: market.v1.Gaps;

            /**
             * Creates a new BarsReply instance using the specified properties.
             * @param [properties] Properties to set
             * @returns BarsReply instance
             */
            static create(properties: market.v1.BarsReply.$Shape): market.v1.BarsReply & market.v1.BarsReply.$Shape;
            static create(properties?: market.v1.BarsReply.$Properties): market.v1.BarsReply;

            /**
             * Encodes the specified BarsReply message. Does not implicitly {@link market.v1.BarsReply.verify|verify} messages.
             * @param message BarsReply message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: market.v1.BarsReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a BarsReply message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {market.v1.BarsReply & market.v1.BarsReply.$Shape} BarsReply
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): market.v1.BarsReply & market.v1.BarsReply.$Shape;
        }

        namespace BarsReply {

            /** Properties of a BarsReply. */
            interface $Properties {

                /** BarsReply symbol */
                symbol?: string;

                /** BarsReply priceDecimals */
                priceDecimals?: number;

                /** BarsReply sizeDecimals */
                sizeDecimals?: number;

                /** BarsReply bars */
                bars?: market.v1.BarSeries.$Properties;

                /** BarsReply hasOlder */
                hasOlder?: boolean;

                /** BarsReply gaps */
                gaps?: market.v1.Gaps.$Properties;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a BarsReply. */
            type $Shape = market.v1.BarsReply.$Properties;
        }
    }
}
