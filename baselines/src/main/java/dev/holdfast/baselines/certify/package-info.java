/// Which runs may others be compared with, and how is it known that nobody touched them?
///
/// In: a pact and its runs. Out: a signed baseline file, and back again only if the signature is good and its key
/// is trusted. Start at [dev.holdfast.baselines.certify.Certifier] and
/// [dev.holdfast.baselines.certify.BaselineFile]. A file is an in-toto Statement in a DSSE envelope, signed with
/// Ed25519; nothing is compared here.
@NullMarked
package dev.holdfast.baselines.certify;

import org.jspecify.annotations.NullMarked;
