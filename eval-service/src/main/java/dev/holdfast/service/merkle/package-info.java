/// Is this leaf in that tree, and does that tree continue this one?
///
/// In: hashes of leaves. Out: roots, and proofs that anybody can check who knows a root. Start at
/// [dev.holdfast.service.merkle.MerkleTree]. The tree is that of RFC 6962; what a leaf means is not known here, and
/// nothing is read or written.
@NullMarked
package dev.holdfast.service.merkle;

import org.jspecify.annotations.NullMarked;
