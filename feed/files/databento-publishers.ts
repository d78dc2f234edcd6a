/**
 * Venues of Databento's publishers, by publisher id from 1.
 *
 * @see https://github.com/databento/dbn rust/dbn/src/publishers.rs (commit 0134a0f, ids 1 to 42)
 */
const VENUES = (
  'GLBX XNAS XBOS XPSX BATS BATY EDGA EDGX XNYS XCIS XASE XCHI XCIS XCIS MEMX EPRL FINN FINC FINY ' +
  'AMXO XBOX XCBO EMLD EDGO GMNI XISX MCRY XMIO ARCO OPRA MPRL XNDQ XBXO C2OX XPHL BATO MXOP ' +
  'IEXG XCHI XCIS IEXG EPRL'
).split(' ');

/** Code of the venue; `P` and the id for those that came later. */
export function venueOfPublisher(id: string): string {
  return VENUES[Number(id) - 1] ?? `P${id}`;
}
