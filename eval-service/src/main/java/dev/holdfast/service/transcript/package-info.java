/// What exactly was asked and answered, kept so that nobody without the key reads it, and so that it can be forgotten?
///
/// In: [dev.holdfast.service.transcript.Transcript]s, an organisation's
/// [dev.holdfast.service.transcript.Masking], and a key. Out: sealed text, and a digest of it that the audit log may
/// keep
/// for good. Start at [dev.holdfast.service.transcript.Vault]. What an answer is worth does not belong here.
@NullMarked
package dev.holdfast.service.transcript;

import org.jspecify.annotations.NullMarked;
