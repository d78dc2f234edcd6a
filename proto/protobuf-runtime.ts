/**
 * Sets protobufjs up to decode 64-bit fields into plain numbers; imported before any generated code.
 *
 * Long objects would cost an allocation a field and break `===`. Numbers are exact up to 2^53 - 1,
 * and the codecs reject what is larger.
 */
import protobuf from 'protobufjs/minimal.js';

const { util } = protobuf;
// The declared type leaves out that absence is allowed; the runtime looks for a falsy value.
Object.assign(util, { Long: undefined });
protobuf.configure();
