/** Cuts what is to be subscribed into requests whose answers say what they are about; pure. */
import type { VenueCapabilities, VenueChannel } from '../venues/venue-capabilities.ts';

export interface RequestBuilder {
  readonly acknowledges: VenueCapabilities['acknowledges'];
  /** A number in digits, new for each call. */
  readonly nextId: () => string;
  /** `StreamProtocol.subscribe`. */
  readonly build: (
    natives: readonly string[],
    channels: readonly VenueChannel[],
    id: string,
  ) => readonly string[];
}

/** Messages that ask for channels of symbols, to be sent in order. */
export interface BuiltRequest {
  readonly id: string;
  readonly texts: readonly string[];
  readonly natives: readonly string[];
  readonly channels: readonly VenueChannel[];
}

/**
 * Builds the requests for channels of symbols.
 *
 * Where answers name the request only, each is for one channel and is one message, so that its answer is about all of
 * it. Where they name symbols it is one channel, too, if the venue needs a message for each.
 */
export function buildRequests(
  natives: readonly string[],
  channels: readonly VenueChannel[],
  builder: RequestBuilder,
): BuiltRequest[] {
  const { acknowledges, nextId, build } = builder;
  const id = nextId();
  const texts = build(natives, channels, id);
  const isSeveral = acknowledges !== 'none' && texts.length > 1;
  if (channels.length > 1 && (isSeveral || acknowledges === 'id')) {
    return channels.flatMap((channel) => buildRequests(natives, [channel], builder));
  }
  if (isSeveral && acknowledges === 'id' && natives.length > 1) {
    const size = Math.ceil(natives.length / texts.length);
    const requests: BuiltRequest[] = [];
    for (let at = 0; at < natives.length; at += size) {
      requests.push(...buildRequests(natives.slice(at, at + size), channels, builder));
    }
    return requests;
  }
  return [{ id, texts, natives, channels }];
}
