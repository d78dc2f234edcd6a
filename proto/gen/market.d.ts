import * as $protobuf from "protobufjs/minimal.js";
import Long = require("long");

/** Namespace market. */
export namespace market {

    /** Namespace v1. */
    namespace v1 {

        /** AggressorSide enum. */
        enum AggressorSide {

            /** AGGRESSOR_SIDE_UNSPECIFIED value */
            AGGRESSOR_SIDE_UNSPECIFIED = 0,

            /** AGGRESSOR_SIDE_BUY value */
            AGGRESSOR_SIDE_BUY = 1,

            /** AGGRESSOR_SIDE_SELL value */
            AGGRESSOR_SIDE_SELL = 2
        }

        /**
         * Properties of an Instrument.
         * @deprecated Use market.v1.Instrument.$Properties instead.
         */
        interface IInstrument extends market.v1.Instrument.$Properties {
        }

        /** Represents an Instrument. */
        class Instrument {

            /**
             * Constructs a new Instrument.
             * @param [properties] Properties to set
             */
            constructor(properties?: market.v1.Instrument.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Instrument symbol. */
            symbol: string;

            /** Instrument venue. */
            venue: string;

            /** Instrument displayName. */
            displayName: string;

            /** Instrument priceDecimals. */
            priceDecimals: number;

            /** Instrument sizeDecimals. */
            sizeDecimals: number;

            /** Instrument tickSize. */
            tickSize: number;

            /** Instrument currency. */
            currency: string;

            /** Instrument dayStartMinuteUtc. */
            dayStartMinuteUtc: (number|null);

            /** Instrument rank. */
            rank: number;

            /** Instrument sinceMs. */
            sinceMs: number;

            /** Instrument sinceSeq. */
            sinceSeq: number;

            /**
             * Creates a new Instrument instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Instrument instance
             */
            static create(properties: market.v1.Instrument.$Shape): market.v1.Instrument & market.v1.Instrument.$Shape;
            static create(properties?: market.v1.Instrument.$Properties): market.v1.Instrument;

            /**
             * Encodes the specified Instrument message. Does not implicitly {@link market.v1.Instrument.verify|verify} messages.
             * @param message Instrument message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: market.v1.Instrument.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Instrument message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {market.v1.Instrument & market.v1.Instrument.$Shape} Instrument
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): market.v1.Instrument & market.v1.Instrument.$Shape;
        }

        namespace Instrument {

            /** Properties of an Instrument. */
            interface $Properties {

                /** Instrument symbol */
                symbol?: string;

                /** Instrument venue */
                venue?: string;

                /** Instrument displayName */
                displayName?: string;

                /** Instrument priceDecimals */
                priceDecimals?: number;

                /** Instrument sizeDecimals */
                sizeDecimals?: number;

                /** Instrument tickSize */
                tickSize?: number;

                /** Instrument currency */
                currency?: string;

                /** Instrument dayStartMinuteUtc */
                dayStartMinuteUtc?: (number|null);

                /** Instrument rank */
                rank?: number;

                /** Instrument sinceMs */
                sinceMs?: number;

                /** Instrument sinceSeq */
                sinceSeq?: number;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Instrument. */
            type $Shape = market.v1.Instrument.$Properties;
        }

        /**
         * Properties of a TickBatch.
         * @deprecated Use market.v1.TickBatch.$Properties instead.
         */
        interface ITickBatch extends market.v1.TickBatch.$Properties {
        }

        /** Represents a TickBatch. */
        class TickBatch {

            /**
             * Constructs a new TickBatch.
             * @param [properties] Properties to set
             */
            constructor(properties?: market.v1.TickBatch.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** TickBatch version. */
            version: number;

            /** TickBatch symbols. */
            symbols: string[];

            /** TickBatch baseTimeMs. */
            baseTimeMs: number;

            /** TickBatch ticks. */
            ticks: market.v1.Tick[];

            /**
             * Creates a new TickBatch instance using the specified properties.
             * @param [properties] Properties to set
             * @returns TickBatch instance
             */
            static create(properties: market.v1.TickBatch.$Shape): market.v1.TickBatch & market.v1.TickBatch.$Shape;
            static create(properties?: market.v1.TickBatch.$Properties): market.v1.TickBatch;

            /**
             * Encodes the specified TickBatch message. Does not implicitly {@link market.v1.TickBatch.verify|verify} messages.
             * @param message TickBatch message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: market.v1.TickBatch.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a TickBatch message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {market.v1.TickBatch & market.v1.TickBatch.$Shape} TickBatch
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): market.v1.TickBatch & market.v1.TickBatch.$Shape;
        }

        namespace TickBatch {

            /** Properties of a TickBatch. */
            interface $Properties {

                /** TickBatch version */
                version?: number;

                /** TickBatch symbols */
                symbols?: string[];

                /** TickBatch baseTimeMs */
                baseTimeMs?: number;

                /** TickBatch ticks */
                ticks?: market.v1.Tick.$Properties[];

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a TickBatch. */
            type $Shape = {
              version?: number;
              symbols?: string[];
              baseTimeMs?: number;
              ticks?: market.v1.Tick.$Shape[];
              $unknowns?: Uint8Array[];
            };
        }

        /**
         * Properties of a Tick.
         * @deprecated Use market.v1.Tick.$Properties instead.
         */
        interface ITick extends market.v1.Tick.$Properties {
        }

        /** Represents a Tick. */
        class Tick {

            /**
             * Constructs a new Tick.
             * @param [properties] Properties to set
             */
            constructor(properties?: market.v1.Tick.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Tick symbol. */
            symbol: number;

            /** Tick receivedOffsetMs. */
            receivedOffsetMs: number;

            /** Tick venueOffsetMs. */
            venueOffsetMs: number;

            /** Tick trade. */
            trade: (market.v1.Trade|null);

            /** Tick quote. */
            quote: (market.v1.Quote|null);

            /** Tick depth. */
            depth: (market.v1.Depth|null);

            /** Tick gap. */
            gap: (market.v1.Gap|null);

            /** Tick status. */
            status: (market.v1.Status|null);

            /** Tick event. */
            event?: ("trade"|"quote"|"depth"|"gap"|"status");

            /**
             * Creates a new Tick instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Tick instance
             */
            static create(properties: market.v1.Tick.$Shape): market.v1.Tick & market.v1.Tick.$Shape;
            static create(properties?: market.v1.Tick.$Properties): market.v1.Tick;

            /**
             * Encodes the specified Tick message. Does not implicitly {@link market.v1.Tick.verify|verify} messages.
             * @param message Tick message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: market.v1.Tick.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Tick message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {market.v1.Tick & market.v1.Tick.$Shape} Tick
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): market.v1.Tick & market.v1.Tick.$Shape;
        }

        namespace Tick {

            /** Properties of a Tick. */
            interface $Properties {

                /** Tick symbol */
                symbol?: number;

                /** Tick receivedOffsetMs */
                receivedOffsetMs?: number;

                /** Tick venueOffsetMs */
                venueOffsetMs?: number;

                /** Tick trade */
                trade?: (market.v1.Trade.$Properties|null);

                /** Tick quote */
                quote?: (market.v1.Quote.$Properties|null);

                /** Tick depth */
                depth?: (market.v1.Depth.$Properties|null);

                /** Tick gap */
                gap?: (market.v1.Gap.$Properties|null);

                /** Tick status */
                status?: (market.v1.Status.$Properties|null);

                /** Tick event */
                event?: ("trade"|"quote"|"depth"|"gap"|"status");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a Tick. */
            type $Shape = {
              symbol?: number;
              receivedOffsetMs?: number;
              venueOffsetMs?: number;
              trade?: market.v1.Trade.$Shape|null;
              quote?: market.v1.Quote.$Shape|null;
              depth?: market.v1.Depth.$Shape|null;
              gap?: market.v1.Gap.$Shape|null;
              status?: market.v1.Status.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ event?: undefined; trade?: null; quote?: null; depth?: null; gap?: null; status?: null }|{ event?: "trade"; trade: market.v1.Trade.$Shape; quote?: null; depth?: null; gap?: null; status?: null }|{ event?: "quote"; trade?: null; quote: market.v1.Quote.$Shape; depth?: null; gap?: null; status?: null }|{ event?: "depth"; trade?: null; quote?: null; depth: market.v1.Depth.$Shape; gap?: null; status?: null }|{ event?: "gap"; trade?: null; quote?: null; depth?: null; gap: market.v1.Gap.$Shape; status?: null }|{ event?: "status"; trade?: null; quote?: null; depth?: null; gap?: null; status: market.v1.Status.$Shape })
            );
        }

        /**
         * Properties of a Trade.
         * @deprecated Use market.v1.Trade.$Properties instead.
         */
        interface ITrade extends market.v1.Trade.$Properties {
        }

        /** Represents a Trade. */
        class Trade {

            /**
             * Constructs a new Trade.
             * @param [properties] Properties to set
             */
            constructor(properties?: market.v1.Trade.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Trade price. */
            price: number;

            /** Trade size. */
            size: number;

            /** Trade aggressorSide. */
            aggressorSide: market.v1.AggressorSide;

            /** Trade tradeId. */
            tradeId: string;

            /** Trade isBackfill. */
            isBackfill: boolean;

            /**
             * Creates a new Trade instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Trade instance
             */
            static create(properties: market.v1.Trade.$Shape): market.v1.Trade & market.v1.Trade.$Shape;
            static create(properties?: market.v1.Trade.$Properties): market.v1.Trade;

            /**
             * Encodes the specified Trade message. Does not implicitly {@link market.v1.Trade.verify|verify} messages.
             * @param message Trade message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: market.v1.Trade.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Trade message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {market.v1.Trade & market.v1.Trade.$Shape} Trade
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): market.v1.Trade & market.v1.Trade.$Shape;
        }

        namespace Trade {

            /** Properties of a Trade. */
            interface $Properties {

                /** Trade price */
                price?: number;

                /** Trade size */
                size?: number;

                /** Trade aggressorSide */
                aggressorSide?: market.v1.AggressorSide;

                /** Trade tradeId */
                tradeId?: string;

                /** Trade isBackfill */
                isBackfill?: boolean;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Trade. */
            type $Shape = market.v1.Trade.$Properties;
        }

        /**
         * Properties of a Quote.
         * @deprecated Use market.v1.Quote.$Properties instead.
         */
        interface IQuote extends market.v1.Quote.$Properties {
        }

        /** Represents a Quote. */
        class Quote {

            /**
             * Constructs a new Quote.
             * @param [properties] Properties to set
             */
            constructor(properties?: market.v1.Quote.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Quote bidPrice. */
            bidPrice: number;

            /** Quote bidSize. */
            bidSize: number;

            /** Quote askPrice. */
            askPrice: number;

            /** Quote askSize. */
            askSize: number;

            /**
             * Creates a new Quote instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Quote instance
             */
            static create(properties: market.v1.Quote.$Shape): market.v1.Quote & market.v1.Quote.$Shape;
            static create(properties?: market.v1.Quote.$Properties): market.v1.Quote;

            /**
             * Encodes the specified Quote message. Does not implicitly {@link market.v1.Quote.verify|verify} messages.
             * @param message Quote message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: market.v1.Quote.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Quote message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {market.v1.Quote & market.v1.Quote.$Shape} Quote
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): market.v1.Quote & market.v1.Quote.$Shape;
        }

        namespace Quote {

            /** Properties of a Quote. */
            interface $Properties {

                /** Quote bidPrice */
                bidPrice?: number;

                /** Quote bidSize */
                bidSize?: number;

                /** Quote askPrice */
                askPrice?: number;

                /** Quote askSize */
                askSize?: number;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Quote. */
            type $Shape = market.v1.Quote.$Properties;
        }

        /**
         * Properties of a Depth.
         * @deprecated Use market.v1.Depth.$Properties instead.
         */
        interface IDepth extends market.v1.Depth.$Properties {
        }

        /** Represents a Depth. */
        class Depth {

            /**
             * Constructs a new Depth.
             * @param [properties] Properties to set
             */
            constructor(properties?: market.v1.Depth.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Depth bidPrices. */
            bidPrices: number[];

            /** Depth bidSizes. */
            bidSizes: number[];

            /** Depth askPrices. */
            askPrices: number[];

            /** Depth askSizes. */
            askSizes: number[];

            /**
             * Creates a new Depth instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Depth instance
             */
            static create(properties: market.v1.Depth.$Shape): market.v1.Depth & market.v1.Depth.$Shape;
            static create(properties?: market.v1.Depth.$Properties): market.v1.Depth;

            /**
             * Encodes the specified Depth message. Does not implicitly {@link market.v1.Depth.verify|verify} messages.
             * @param message Depth message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: market.v1.Depth.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Depth message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {market.v1.Depth & market.v1.Depth.$Shape} Depth
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): market.v1.Depth & market.v1.Depth.$Shape;
        }

        namespace Depth {

            /** Properties of a Depth. */
            interface $Properties {

                /** Depth bidPrices */
                bidPrices?: number[];

                /** Depth bidSizes */
                bidSizes?: number[];

                /** Depth askPrices */
                askPrices?: number[];

                /** Depth askSizes */
                askSizes?: number[];

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Depth. */
            type $Shape = market.v1.Depth.$Properties;
        }

        /**
         * Properties of a Gap.
         * @deprecated Use market.v1.Gap.$Properties instead.
         */
        interface IGap extends market.v1.Gap.$Properties {
        }

        /** Represents a Gap. */
        class Gap {

            /**
             * Constructs a new Gap.
             * @param [properties] Properties to set
             */
            constructor(properties?: market.v1.Gap.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Gap fromMs. */
            fromMs: number;

            /** Gap toMs. */
            toMs: number;

            /** Gap lostTrades. */
            lostTrades: number;

            /**
             * Creates a new Gap instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Gap instance
             */
            static create(properties: market.v1.Gap.$Shape): market.v1.Gap & market.v1.Gap.$Shape;
            static create(properties?: market.v1.Gap.$Properties): market.v1.Gap;

            /**
             * Encodes the specified Gap message. Does not implicitly {@link market.v1.Gap.verify|verify} messages.
             * @param message Gap message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: market.v1.Gap.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Gap message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {market.v1.Gap & market.v1.Gap.$Shape} Gap
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): market.v1.Gap & market.v1.Gap.$Shape;
        }

        namespace Gap {

            /** Properties of a Gap. */
            interface $Properties {

                /** Gap fromMs */
                fromMs?: number;

                /** Gap toMs */
                toMs?: number;

                /** Gap lostTrades */
                lostTrades?: number;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Gap. */
            type $Shape = market.v1.Gap.$Properties;
        }

        /** FeedState enum. */
        enum FeedState {

            /** FEED_STATE_UNSPECIFIED value */
            FEED_STATE_UNSPECIFIED = 0,

            /** FEED_STATE_LIVE value */
            FEED_STATE_LIVE = 1,

            /** FEED_STATE_CONNECTING value */
            FEED_STATE_CONNECTING = 2,

            /** FEED_STATE_STALE value */
            FEED_STATE_STALE = 3,

            /** FEED_STATE_RESYNC value */
            FEED_STATE_RESYNC = 4,

            /** FEED_STATE_HALTED value */
            FEED_STATE_HALTED = 5,

            /** FEED_STATE_FATAL value */
            FEED_STATE_FATAL = 6
        }

        /**
         * Properties of a Status.
         * @deprecated Use market.v1.Status.$Properties instead.
         */
        interface IStatus extends market.v1.Status.$Properties {
        }

        /** Represents a Status. */
        class Status {

            /**
             * Constructs a new Status.
             * @param [properties] Properties to set
             */
            constructor(properties?: market.v1.Status.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Status state. */
            state: market.v1.FeedState;

            /** Status detail. */
            detail: string;

            /** Status isNewInstrument. */
            isNewInstrument: boolean;

            /**
             * Creates a new Status instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Status instance
             */
            static create(properties: market.v1.Status.$Shape): market.v1.Status & market.v1.Status.$Shape;
            static create(properties?: market.v1.Status.$Properties): market.v1.Status;

            /**
             * Encodes the specified Status message. Does not implicitly {@link market.v1.Status.verify|verify} messages.
             * @param message Status message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: market.v1.Status.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Status message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {market.v1.Status & market.v1.Status.$Shape} Status
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): market.v1.Status & market.v1.Status.$Shape;
        }

        namespace Status {

            /** Properties of a Status. */
            interface $Properties {

                /** Status state */
                state?: market.v1.FeedState;

                /** Status detail */
                detail?: string;

                /** Status isNewInstrument */
                isNewInstrument?: boolean;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Status. */
            type $Shape = market.v1.Status.$Properties;
        }

        /**
         * Properties of a Bar.
         * @deprecated Use market.v1.Bar.$Properties instead.
         */
        interface IBar extends market.v1.Bar.$Properties {
        }

        /** Represents a Bar. */
        class Bar {

            /**
             * Constructs a new Bar.
             * @param [properties] Properties to set
             */
            constructor(properties?: market.v1.Bar.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Bar openTimeMs. */
            openTimeMs: number;

            /** Bar open. */
            open: number;

            /** Bar high. */
            high: number;

            /** Bar low. */
            low: number;

            /** Bar close. */
            close: number;

            /** Bar volume. */
            volume: number;

            /** Bar tradeCount. */
            tradeCount: number;

            /** Bar turnover. */
            turnover: number;

            /**
             * Creates a new Bar instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Bar instance
             */
            static create(properties: market.v1.Bar.$Shape): market.v1.Bar & market.v1.Bar.$Shape;
            static create(properties?: market.v1.Bar.$Properties): market.v1.Bar;

            /**
             * Encodes the specified Bar message. Does not implicitly {@link market.v1.Bar.verify|verify} messages.
             * @param message Bar message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: market.v1.Bar.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Bar message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {market.v1.Bar & market.v1.Bar.$Shape} Bar
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): market.v1.Bar & market.v1.Bar.$Shape;
        }

        namespace Bar {

            /** Properties of a Bar. */
            interface $Properties {

                /** Bar openTimeMs */
                openTimeMs?: number;

                /** Bar open */
                open?: number;

                /** Bar high */
                high?: number;

                /** Bar low */
                low?: number;

                /** Bar close */
                close?: number;

                /** Bar volume */
                volume?: number;

                /** Bar tradeCount */
                tradeCount?: number;

                /** Bar turnover */
                turnover?: number;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Bar. */
            type $Shape = market.v1.Bar.$Properties;
        }

        /**
         * Properties of a SymbolSnapshot.
         * @deprecated Use market.v1.SymbolSnapshot.$Properties instead.
         */
        interface ISymbolSnapshot extends market.v1.SymbolSnapshot.$Properties {
        }

        /** Represents a SymbolSnapshot. */
        class SymbolSnapshot {

            /**
             * Constructs a new SymbolSnapshot.
             * @param [properties] Properties to set
             */
            constructor(properties?: market.v1.SymbolSnapshot.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SymbolSnapshot version. */
            version: number;

            /** SymbolSnapshot instrument. */
            instrument: (market.v1.Instrument|null);

            /** SymbolSnapshot entryMs. */
            entryMs: number;

            /** SymbolSnapshot entrySeq. */
            entrySeq: number;

            /** SymbolSnapshot trustedMs. */
            trustedMs: number;

            /** SymbolSnapshot receivedMs. */
            receivedMs: number;

            /** SymbolSnapshot venueMs. */
            venueMs: number;

            /** SymbolSnapshot quote. */
            quote: (market.v1.Tick|null);

            /** SymbolSnapshot last. */
            last: (market.v1.Tick|null);

            /** SymbolSnapshot lastTimeMs. */
            lastTimeMs: (number|null);

            /** SymbolSnapshot depth. */
            depth: (market.v1.Depth|null);

            /** SymbolSnapshot prices. */
            prices: (market.v1.PriceRange|null);

            /** SymbolSnapshot gaps. */
            gaps: market.v1.Gap[];

            /** SymbolSnapshot turnover. */
            turnover: number;

            /** SymbolSnapshot minutes. */
            minutes: Uint8Array;

            /** SymbolSnapshot secondBars. */
            secondBars: (market.v1.SnapshotBars|null);

            /** SymbolSnapshot minuteBars. */
            minuteBars: (market.v1.SnapshotBars|null);

            /** SymbolSnapshot hourBars. */
            hourBars: (market.v1.SnapshotBars|null);

            /** SymbolSnapshot nextTradeNumber. */
            nextTradeNumber: number;

            /** SymbolSnapshot tradeEpoch. */
            tradeEpoch: number;

            /** SymbolSnapshot tradeHoleNumber. */
            tradeHoleNumber: (number|null);

            /** SymbolSnapshot trades. */
            trades: Uint8Array;

            /** SymbolSnapshot newerTradeIds. */
            newerTradeIds: Uint8Array;

            /** SymbolSnapshot olderTradeIds. */
            olderTradeIds: Uint8Array;

            /** SymbolSnapshot status. */
            status: (market.v1.Tick|null);

            /**
             * Creates a new SymbolSnapshot instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SymbolSnapshot instance
             */
            static create(properties: market.v1.SymbolSnapshot.$Shape): market.v1.SymbolSnapshot & market.v1.SymbolSnapshot.$Shape;
            static create(properties?: market.v1.SymbolSnapshot.$Properties): market.v1.SymbolSnapshot;

            /**
             * Encodes the specified SymbolSnapshot message. Does not implicitly {@link market.v1.SymbolSnapshot.verify|verify} messages.
             * @param message SymbolSnapshot message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: market.v1.SymbolSnapshot.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SymbolSnapshot message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {market.v1.SymbolSnapshot & market.v1.SymbolSnapshot.$Shape} SymbolSnapshot
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): market.v1.SymbolSnapshot & market.v1.SymbolSnapshot.$Shape;
        }

        namespace SymbolSnapshot {

            /** Properties of a SymbolSnapshot. */
            interface $Properties {

                /** SymbolSnapshot version */
                version?: number;

                /** SymbolSnapshot instrument */
                instrument?: (market.v1.Instrument.$Properties|null);

                /** SymbolSnapshot entryMs */
                entryMs?: number;

                /** SymbolSnapshot entrySeq */
                entrySeq?: number;

                /** SymbolSnapshot trustedMs */
                trustedMs?: number;

                /** SymbolSnapshot receivedMs */
                receivedMs?: number;

                /** SymbolSnapshot venueMs */
                venueMs?: number;

                /** SymbolSnapshot quote */
                quote?: (market.v1.Tick.$Properties|null);

                /** SymbolSnapshot last */
                last?: (market.v1.Tick.$Properties|null);

                /** SymbolSnapshot lastTimeMs */
                lastTimeMs?: (number|null);

                /** SymbolSnapshot depth */
                depth?: (market.v1.Depth.$Properties|null);

                /** SymbolSnapshot prices */
                prices?: (market.v1.PriceRange.$Properties|null);

                /** SymbolSnapshot gaps */
                gaps?: market.v1.Gap.$Properties[];

                /** SymbolSnapshot turnover */
                turnover?: number;

                /** SymbolSnapshot minutes */
                minutes?: Uint8Array;

                /** SymbolSnapshot secondBars */
                secondBars?: (market.v1.SnapshotBars.$Properties|null);

                /** SymbolSnapshot minuteBars */
                minuteBars?: (market.v1.SnapshotBars.$Properties|null);

                /** SymbolSnapshot hourBars */
                hourBars?: (market.v1.SnapshotBars.$Properties|null);

                /** SymbolSnapshot nextTradeNumber */
                nextTradeNumber?: number;

                /** SymbolSnapshot tradeEpoch */
                tradeEpoch?: number;

                /** SymbolSnapshot tradeHoleNumber */
                tradeHoleNumber?: (number|null);

                /** SymbolSnapshot trades */
                trades?: Uint8Array;

                /** SymbolSnapshot newerTradeIds */
                newerTradeIds?: Uint8Array;

                /** SymbolSnapshot olderTradeIds */
                olderTradeIds?: Uint8Array;

                /** SymbolSnapshot status */
                status?: (market.v1.Tick.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SymbolSnapshot. */
            type $Shape = {
              version?: number;
              instrument?: market.v1.Instrument.$Shape|null;
              entryMs?: number;
              entrySeq?: number;
              trustedMs?: number;
              receivedMs?: number;
              venueMs?: number;
              quote?: market.v1.Tick.$Shape|null;
              last?: market.v1.Tick.$Shape|null;
              lastTimeMs?: number|null;
              depth?: market.v1.Depth.$Shape|null;
              prices?: market.v1.PriceRange.$Shape|null;
              gaps?: market.v1.Gap.$Shape[];
              turnover?: number;
              minutes?: Uint8Array;
              secondBars?: market.v1.SnapshotBars.$Shape|null;
              minuteBars?: market.v1.SnapshotBars.$Shape|null;
              hourBars?: market.v1.SnapshotBars.$Shape|null;
              nextTradeNumber?: number;
              tradeEpoch?: number;
              tradeHoleNumber?: number|null;
              trades?: Uint8Array;
              newerTradeIds?: Uint8Array;
              olderTradeIds?: Uint8Array;
              status?: market.v1.Tick.$Shape|null;
              $unknowns?: Uint8Array[];
            };
        }

        /**
         * Properties of a PriceRange.
         * @deprecated Use market.v1.PriceRange.$Properties instead.
         */
        interface IPriceRange extends market.v1.PriceRange.$Properties {
        }

        /** Represents a PriceRange. */
        class PriceRange {

            /**
             * Constructs a new PriceRange.
             * @param [properties] Properties to set
             */
            constructor(properties?: market.v1.PriceRange.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PriceRange low. */
            low: number;

            /** PriceRange high. */
            high: number;

            /**
             * Creates a new PriceRange instance using the specified properties.
             * @param [properties] Properties to set
             * @returns PriceRange instance
             */
            static create(properties: market.v1.PriceRange.$Shape): market.v1.PriceRange & market.v1.PriceRange.$Shape;
            static create(properties?: market.v1.PriceRange.$Properties): market.v1.PriceRange;

            /**
             * Encodes the specified PriceRange message. Does not implicitly {@link market.v1.PriceRange.verify|verify} messages.
             * @param message PriceRange message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: market.v1.PriceRange.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PriceRange message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {market.v1.PriceRange & market.v1.PriceRange.$Shape} PriceRange
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): market.v1.PriceRange & market.v1.PriceRange.$Shape;
        }

        namespace PriceRange {

            /** Properties of a PriceRange. */
            interface $Properties {

                /** PriceRange low */
                low?: number;

                /** PriceRange high */
                high?: number;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PriceRange. */
            type $Shape = market.v1.PriceRange.$Properties;
        }

        /**
         * Properties of a SnapshotBars.
         * @deprecated Use market.v1.SnapshotBars.$Properties instead.
         */
        interface ISnapshotBars extends market.v1.SnapshotBars.$Properties {
        }

        /** Represents a SnapshotBars. */
        class SnapshotBars {

            /**
             * Constructs a new SnapshotBars.
             * @param [properties] Properties to set
             */
            constructor(properties?: market.v1.SnapshotBars.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SnapshotBars closedBeforeMs. */
            closedBeforeMs: number;

            /** SnapshotBars oldestOpenMs. */
            oldestOpenMs: (number|null);

            /** SnapshotBars lostThroughMs. */
            lostThroughMs: (number|null);

            /** SnapshotBars rows. */
            rows: Uint8Array;

            /**
             * Creates a new SnapshotBars instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SnapshotBars instance
             */
            static create(properties: market.v1.SnapshotBars.$Shape): market.v1.SnapshotBars & market.v1.SnapshotBars.$Shape;
            static create(properties?: market.v1.SnapshotBars.$Properties): market.v1.SnapshotBars;

            /**
             * Encodes the specified SnapshotBars message. Does not implicitly {@link market.v1.SnapshotBars.verify|verify} messages.
             * @param message SnapshotBars message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: market.v1.SnapshotBars.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SnapshotBars message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {market.v1.SnapshotBars & market.v1.SnapshotBars.$Shape} SnapshotBars
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): market.v1.SnapshotBars & market.v1.SnapshotBars.$Shape;
        }

        namespace SnapshotBars {

            /** Properties of a SnapshotBars. */
            interface $Properties {

                /** SnapshotBars closedBeforeMs */
                closedBeforeMs?: number;

                /** SnapshotBars oldestOpenMs */
                oldestOpenMs?: (number|null);

                /** SnapshotBars lostThroughMs */
                lostThroughMs?: (number|null);

                /** SnapshotBars rows */
                rows?: Uint8Array;

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SnapshotBars. */
            type $Shape = market.v1.SnapshotBars.$Properties;
        }
    }
}
